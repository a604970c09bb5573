// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/info.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/domain/security.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

constexpr std::string_view alias_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

constexpr std::string_view loadparm_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789. ";

void check_loadparm(xml::Node, DeviceBoot& boot) {
    if (!boot.loadparm) return;
    for (char& c : *boot.loadparm) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == '-') c = '_';
    }
    const bool is_blank = boot.loadparm->find_first_not_of(' ') == std::string::npos;
    if (is_blank || boot.loadparm->size() > 8) {
        fail(Errc::internal_error, "loadparm value '{}' must be between 1 and 8 characters",
             *boot.loadparm);
    }
    if (boot.loadparm->find_first_not_of(loadparm_characters) != std::string::npos) {
        fail(Errc::internal_error,
             "invalid loadparm value '{}', expecting chars in set of [a-zA-Z0-9.] and blank spaces",
             *boot.loadparm);
    }
}

bool is_load_parameter(std::string_view text) {
    return text.size() <= 8 && xml::pattern::letters_and<". \t\r\n">.fits(text);
}
constexpr xml::Pattern load_parameter{is_load_parameter, "text of up to 8 letters and digits"};

constexpr auto boot_rows = xml::rows<DeviceBoot>({
    xml::attr<&DeviceBoot::order>("order").required().nonzero(),
    xml::attr<&DeviceBoot::loadparm>("loadparm").like(load_parameter),
    check<DeviceBoot, check_loadparm>(),
});
constexpr xml::Element<DeviceBoot> boot_xml{"boot", boot_rows};

void check_rom(xml::Node, DeviceRom& rom) {
    if (rom.enabled == YesNo::no && (rom.bar || rom.file)) {
        fail(Errc::config_unsupported, "ROM tuning is not supported when ROM is disabled");
    }
}

constexpr auto rom_rows = xml::rows<DeviceRom>({
    xml::attr<&DeviceRom::enabled>("enabled"),
    xml::attr<&DeviceRom::bar>("bar"),
    xml::attr<&DeviceRom::file>("file").like(xml::pattern::absolute_path),
    check<DeviceRom, check_rom>(),
});
constexpr xml::Element<DeviceRom> rom_xml{"rom", rom_rows};

constexpr auto alias_shape_rows =
    xml::rows<Shape>({shape::attribute("name").expected().like(xml::pattern::name)});
constexpr xml::Element<Shape> alias_shape{"alias", alias_shape_rows};

// A stored definition keeps what the user chose; the others are given when the guest starts.
void read_alias(xml::Node node, DeviceInfo& info) {
    const xml::Node alias = node.child("alias");
    const auto name = alias ? alias.attribute("name") : std::nullopt;
    if (!name) return;
    const bool is_users =
        is_user_alias(*name) && name->find_first_not_of(alias_characters) == name->npos;
    if (is_users || !node.document().options().inactive) info.alias = *name;
}

void write_alias(xml::Writer& out, const DeviceInfo& info) {
    if (!info.alias || (out.view().inactive && !is_user_alias(*info.alias))) return;
    out.open("alias");
    out.attribute("name", *info.alias);
    out.close();
}

constexpr auto alias_row =
    xml::custom<DeviceInfo, read_alias, write_alias>("alias").of(alias_shape).once();
constexpr auto boot_row = xml::child<&DeviceInfo::boot, boot_xml>();
constexpr auto rom_row = xml::child<&DeviceInfo::rom, rom_xml>().if_set();
constexpr auto master_row = xml::attr<&DeviceInfo::master_port>("startport")
                                .expected()
                                .like(xml::pattern::usb_port)
                                .inside("master");
constexpr auto acpi_row = xml::attr<&DeviceInfo::acpi_index>("index").nonzero().inside("acpi");
constexpr auto address_row = xml::child<&DeviceInfo::address, address_xml>();

constexpr auto plain_rows = xml::rows<DeviceInfo>({alias_row, master_row, acpi_row, address_row});
constexpr auto bootable_rows =
    xml::rows<DeviceInfo>({boot_row, alias_row, master_row, acpi_row, address_row});
constexpr auto bootable_rom_rows =
    xml::rows<DeviceInfo>({boot_row, alias_row, master_row, rom_row, acpi_row, address_row});

constexpr auto virtio_rows = xml::rows<VirtioOptions>({
    xml::attr<&VirtioOptions::iommu>("iommu"),
    xml::attr<&VirtioOptions::ats>("ats"),
    xml::attr<&VirtioOptions::packed>("packed"),
    xml::attr<&VirtioOptions::page_per_vq>("page_per_vq"),
});
constexpr auto virtio_driver_rows = xml::rows<VirtioDriver>({
    xml::same<&VirtioDriver::virtio, virtio_options_xml>(),
});

void check_seclabel(xml::Node, DeviceSeclabel& label) {
    if (label.label && label.relabel == YesNo::no) {
        fail(Errc::xml_error, "Cannot specify a label if relabelling is turned off. model={}",
             label.model.value_or("<null>"));
    }
}

// What else validation wants: each of the three ways to say what is to be done alone.
bool is_label(xml::Node node) {
    const auto relabel = node.attribute("relabel");
    const bool has_label = static_cast<bool>(node.child("label"));
    if (node.attribute("labelskip"))
        return !relabel && !has_label && node.attribute("labelskip") == "yes";
    return (relabel == "no") != has_label;
}

constexpr auto seclabel_rows = xml::rows<DeviceSeclabel>({
    xml::attr<&DeviceSeclabel::model>("model"),
    xml::attr<&DeviceSeclabel::labelskip>("labelskip").live(),
    xml::attr<&DeviceSeclabel::relabel>("relabel"),
    xml::text_child<&DeviceSeclabel::label>("label").like(xml::pattern::any_text),
    xml::mention<DeviceSeclabel>("label", xml::Part::elements).like(xml::pattern::any_text),
    check<DeviceSeclabel, check_seclabel>(),
    xml::rule<DeviceSeclabel, is_label>(
        "not just one of <label>, @relabel='no' and @labelskip='yes'"),
});

}  // namespace

bool is_user_alias(std::string_view alias) {
    return alias.starts_with("ua-");
}

void complete_seclabels(std::vector<DeviceSeclabel>& labels) {
    for (DeviceSeclabel& label : labels) {
        if (!label.relabel && !label.labelskip) label.relabel = YesNo::yes;
    }
}

// A definition does not say that a label will be chosen.
void write_seclabels(xml::Writer& out, const std::vector<DeviceSeclabel>& labels) {
    for (const DeviceSeclabel& label : labels) {
        const bool is_open = !label.label && label.relabel == YesNo::yes;
        if (!is_open || !out.view().inactive) write(device_seclabel_xml, out, label);
    }
}

void validate_seclabels(const std::vector<DeviceSeclabel>& labels) {
    std::set<std::string_view> models;
    for (const DeviceSeclabel& label : labels) {
        if (label.model && !models.insert(*label.model).second)
            fail(Errc::xml_detail, "seclabel for model {} is already provided", *label.model);
    }
}

void refuse_overrides(const std::vector<DeviceSeclabel>& labels,
                      const std::vector<Seclabel>& of_guest) {
    for (const DeviceSeclabel& label : labels) {
        const auto overridden = std::ranges::find_if(of_guest, [&label](const Seclabel& guest) {
            return guest.model == label.model.value_or("");
        });
        if (overridden == of_guest.end()) continue;
        if (overridden->type != SeclabelType::none && overridden->relabel != YesNo::no) continue;
        fail(Errc::config_unsupported,
             "label overrides require relabeling to be enabled at the domain level");
    }
}

void refuse_virtio(const VirtioOptions& options) {
    const auto refuse = [](const std::optional<OnOff>& option, const char* name) {
        if (!option) return;
        fail(Errc::config_unsupported, "{} driver option is only supported for virtio devices",
             name);
    };
    refuse(options.iommu, "iommu");
    refuse(options.ats, "ats");
    refuse(options.packed, "packed");
    if (options.page_per_vq) {
        fail(Errc::config_unsupported, "page_per_vq option is only supported for virtio devices");
    }
}

constinit const xml::Element<DeviceInfo> info_xml{"info", plain_rows};
constinit const xml::Element<DeviceInfo> bootable_info_xml{"info", bootable_rows};
constinit const xml::Element<DeviceInfo> bootable_rom_info_xml{"info", bootable_rom_rows};
constinit const xml::Element<VirtioOptions> virtio_options_xml{"driver", virtio_rows};
constinit const xml::Element<VirtioDriver> virtio_driver_xml{"driver", virtio_driver_rows};
constinit const xml::Element<DeviceSeclabel> device_seclabel_xml{"seclabel", seclabel_rows};

}  // namespace virtd::conf
