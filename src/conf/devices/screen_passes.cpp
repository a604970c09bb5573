// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <bit>

#include "base/error.hpp"
#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// ---- video

VideoType default_video(const Domain& domain) {
    const bool is_xen = domain.os.type == OsType::xen || domain.os.type == OsType::linux_;
    if (is_xen) return VideoType::xen;
    return domain.os.arch == "ppc64" || domain.os.arch == "ppc64le" ? VideoType::vga
                                                                    : VideoType::cirrus;
}

// KiB
std::uint32_t default_vram(DomainType domain, VideoType type) {
    switch (type) {
        case VideoType::vga:
        case VideoType::cirrus:
        case VideoType::vmvga:
        case VideoType::bochs:
            if (domain == DomainType::vbox) return 8 * 1024;
            if (domain == DomainType::vmware) return 4 * 1024;
            return 16 * 1024;
        case VideoType::xen:
            return 4 * 1024;
        case VideoType::qxl:
            return 64 * 1024;
        default:
            return 0;
    }
}

void complete_model(VideoModel& model, const Domain& domain) {
    if (!model.type) model.type = default_video(domain);
    if (*model.type == VideoType::qxl && model.ram == 0)
        model.ram = default_vram(domain.type, *model.type);
    if (model.vram == 0) model.vram = default_vram(domain.type, *model.type);
    if (model.ram != 0) model.ram = std::bit_ceil(model.ram);
    if (model.vram != 0) model.vram = std::bit_ceil(model.vram);
}

void put_primary_first(std::vector<Video>& videos) {
    const auto is_primary = [](const Video& video) { return video.model.primary; };
    const auto primary = std::ranges::find_if(videos, is_primary);
    if (primary != videos.end()) std::rotate(videos.begin(), primary, primary + 1);
    if (!videos.empty()) videos.front().model.primary = true;
}

// Of no screen at all only the name that the user gave it is left.
void forget_parts(Video& video) {
    Video none;
    none.model = {.type = VideoType::none, .heads = 0};
    none.info.alias = std::move(video.info.alias);
    video = std::move(none);
}

void refuse_beside_none(const std::vector<Video>& videos) {
    for (const Video& video : videos) {
        if (video.model.type == VideoType::none && videos.size() > 1) {
            fail(Errc::config_unsupported,
                 "a 'none' video type must be the only video device defined for the domain");
        }
    }
}

void refuse_qxl(const VideoModel& model) {
    const auto refuse = [](std::uint32_t size, const char* name) {
        if (size == 0) return;
        fail(Errc::config_unsupported, "{} attribute only supported for video type qxl", name);
    };
    refuse(model.ram, "ram");
    refuse(model.vram64, "vram64");
    refuse(model.vgamem, "vgamem");
}

void validate_video(const Video& video) {
    const VideoModel& model = video.model;
    const bool is_vhost = video.driver.name == VideoDriverName::vhostuser;
    if (is_vhost && model.type != VideoType::virtio) {
        fail(Errc::config_unsupported, "'vhostuser' driver is only supported with 'virtio' device");
    }
    if (!is_vhost && model.acceleration && model.acceleration->rendernode) {
        fail(Errc::config_unsupported,
             "unsupported rendernode accel attribute without 'vhostuser'");
    }
    if (model.resolution && (model.resolution->x == 0 || model.resolution->y == 0))
        fail(Errc::config_unsupported, "video resolution values must be greater than 0");
    if (model.type != VideoType::qxl) refuse_qxl(model);
    if (model.type == VideoType::ramfb && video.info.address)
        fail(Errc::config_unsupported, "address not supported for video type ramfb");
    if (model.type != VideoType::virtio) refuse_virtio(video.driver.virtio);
}

// ---- input

bool is_x86(std::string_view arch) {
    return arch == "x86_64" || arch == "i686";
}

bool is_s390(std::string_view arch) {
    return arch == "s390x" || arch == "s390";
}

InputBus default_bus(const Input& input, const Domain& domain) {
    const bool is_ps2 = input.type == InputType::mouse || input.type == InputType::keyboard;
    if (input.type == InputType::passthrough) return InputBus::virtio;
    switch (domain.os.type) {
        case OsType::hvm:
            if (is_ps2 && is_x86(domain.os.arch)) return InputBus::ps2;
            return is_s390(domain.os.arch) ? InputBus::virtio : InputBus::usb;
        case OsType::xen:
        case OsType::xenpvh:
            return InputBus::xen;
        default:
            if (domain.type == DomainType::xen && domain.os.type == OsType::linux_)
                return InputBus::xen;
            return domain.type == DomainType::vz || domain.type == DomainType::parallels
                       ? InputBus::parallels
                       : InputBus::usb;
    }
}

void refuse_bus(const Input& input, const char* bus) {
    fail(Errc::internal_error, "{} bus does not support {} input device", bus,
         input_word(input.type));
}

void check_hvm_bus(const Input& input) {
    if (input.bus == InputBus::xen)
        fail(Errc::internal_error, "unsupported input bus {}", input_bus_word(*input.bus));
    const bool is_ps2 = input.type == InputType::mouse || input.type == InputType::keyboard;
    if (input.bus == InputBus::ps2 && !is_ps2) refuse_bus(input, "ps2");
}

void check_xen_bus(const Input& input) {
    if (input.bus != InputBus::xen)
        fail(Errc::internal_error, "unsupported input bus {}", input_bus_word(*input.bus));
    if (input.type != InputType::mouse && input.type != InputType::keyboard)
        refuse_bus(input, "xen");
}

void check_bus(const Input& input, const Domain& domain) {
    const bool is_linux_on_xen = domain.type == DomainType::xen && domain.os.type == OsType::linux_;
    if (domain.os.type == OsType::hvm) {
        check_hvm_bus(input);
    } else if (domain.os.type == OsType::xen || domain.os.type == OsType::xenpvh ||
               is_linux_on_xen) {
        check_xen_bus(input);
    } else if (domain.type != DomainType::vz && domain.type != DomainType::parallels) {
        fail(Errc::internal_error,
             "Input devices are not supported by this virtualization driver.");
    }
}

void check_place(const Input& input) {
    const bool is_misplaced =
        input.bus == InputBus::usb && input.info.address && !input.info.address->as<UsbAddress>();
    if (is_misplaced) fail(Errc::xml_error, "Invalid address for a USB device");
}

void validate_input(const Input& input, const Domain& domain) {
    if (input.bus) check_bus(input, domain);
    if (input.type == InputType::evdev && input.bus)
        fail(Errc::config_unsupported, "input evdev doesn't support bus element");
    if (input.type == InputType::passthrough && input.bus != InputBus::virtio) {
        fail(Errc::config_unsupported,
             "only bus 'virtio' is supported for 'passthrough' input devices");
    }
    if (input.model && input.bus != InputBus::virtio) {
        fail(Errc::config_unsupported, "only bus 'virtio' is supported for input model '{}'",
             xml::to_word(*input.model));
    }
}

}  // namespace

void complete_inputs(Domain& domain) {
    for (Input& input : domain.devices.inputs) {
        if (input.type == InputType::evdev) continue;
        if (!input.bus) input.bus = default_bus(input, domain);
        check_place(input);
        if (input.bus == InputBus::usb && is_usb_disabled(domain.devices.controllers))
            fail(Errc::config_unsupported, "Can't add USB input device. USB bus is disabled");
    }
}

void complete_videos(Domain& domain) {
    std::vector<Video>& videos = domain.devices.videos;
    if (videos.empty() && !domain.devices.graphics.empty()) videos.emplace_back();
    put_primary_first(videos);
    for (Video& video : videos) {
        if (video.model.type == VideoType::none) {
            forget_parts(video);
        } else {
            complete_model(video.model, domain);
        }
    }
}

// Without any port nobody reaches Spice at an address; it is used over descriptors that clients
// pass.
void complete_graphics(Devices& devices) {
    for (Graphics& graphics : devices.graphics) {
        auto* const spice = std::get_if<SpiceGraphics>(&graphics.kind);
        if (spice == nullptr || spice->port != 0 || spice->tls_port != 0 || spice->autoport)
            continue;
        GraphicsListen& first = spice->listens.front();
        if (first.as<AddressListen>() != nullptr) first.kind = NoListen{};
    }
}

void validate_videos(const Devices& devices) {
    const auto is_primary = [](const Video& video) { return video.model.primary; };
    if (std::ranges::count_if(devices.videos, is_primary) > 1)
        fail(Errc::config_unsupported, "Only one primary video device is supported");
}

void validate_inputs(const Domain& domain) {
    for (const Input& input : domain.devices.inputs)
        validate_input(input, domain);
}

void validate_screens(const Devices& devices) {
    refuse_beside_none(devices.videos);
    for (const Video& video : devices.videos)
        validate_video(video);
}

}  // namespace virtd::conf
