// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "conf/devices/hostdev_source.hpp"
#include "conf/devices/lookup.hpp"
#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// ---- <hostdev>

void validate_mdev(const MdevHostdev& mdev, const DeviceInfo& info) {
    if (!info.address) return;
    if (mdev.model == MdevModel::vfio_ap) return;  // has no address, and takes any
    const bool is_right = mdev.model == MdevModel::vfio_pci
                              ? info.address->as<PciAddress>() != nullptr
                              : info.address->as<CcwAddress>() != nullptr;
    if (is_right) return;
    constexpr const char* words[] = {"vfio-pci", "vfio-ccw"};
    fail(Errc::xml_error, "Unsupported address type '{}' with mediated device model '{}'",
         address_type(*info.address), words[static_cast<int>(mdev.model)]);
}

// It stands in for an interface only while the guest stays where it is.
void validate_teaming(const Hostdev& hostdev) {
    const auto type = hostdev.teaming.type;
    if (!type) return;
    if (*type == TeamingType::transient && !hostdev.teaming.persistent) {
        fail(Errc::config_unsupported,
             "missing required persistent attribute in hostdev teaming element");
    }
    if (*type != TeamingType::transient)
        fail(Errc::config_unsupported, "teaming hostdev devices must have type='transient'");
    if (hostdev.as<PciHostdev>() == nullptr)
        fail(Errc::config_unsupported, "teaming is only supported for pci hostdev devices");
}

void validate_pci_place(const std::optional<DeviceAddress>& address) {
    const bool is_right = !address || address->as<PciAddress>() != nullptr ||
                          address->as<UnassignedAddress>() != nullptr;
    if (!is_right)
        fail(Errc::internal_error, "PCI host devices must use 'pci' or 'unassigned' address type");
}

void validate_usb_place(const std::optional<DeviceAddress>& address) {
    if (address && address->as<UsbAddress>() == nullptr)
        fail(Errc::config_unsupported, "USB host device must use 'usb' address type");
}

void validate_hostdev(const Hostdev& hostdev) {
    const auto* const scsi = hostdev.as<ScsiHostdev>();
    if (scsi != nullptr && scsi->sgio == Sgio::unfiltered)
        fail(Errc::config_unsupported, "unfiltered sgio is no longer supported");
    const auto& address = hostdev.info.address;
    if (hostdev.as<PciHostdev>() != nullptr) validate_pci_place(address);
    if (is_scsi(hostdev) && address && address->as<DriveAddress>() == nullptr) {
        fail(Errc::config_unsupported, "SCSI host device must use 'drive' address type");
    }
    if (hostdev.as<UsbHostdev>() != nullptr) validate_usb_place(address);
    if (hostdev.as<ScsiHostHostdev>() != nullptr && address &&
        address->as<PciAddress>() == nullptr && address->as<CcwAddress>() == nullptr) {
        fail(Errc::config_unsupported,
             "SCSI_host host device must use 'pci' or 'ccw' address type");
    }
    if (const auto* const mdev = hostdev.as<MdevHostdev>()) validate_mdev(*mdev, hostdev.info);
    validate_teaming(hostdev);
}

/// What tells it from others of its kind.
std::string shown_source(const Hostdev& hostdev) {
    xml::Writer out(xml::View{.secrets = true});
    out.open("source");
    write_hostdev_source(out, hostdev);
    out.close();
    std::string shown = out.take();
    shown.shrink_to_fit();
    return shown;
}

// ---- <audio>

void need_audio(const std::vector<Audio>& audios, std::optional<std::uint32_t> id) {
    if (id && std::ranges::find(audios, *id, &Audio::id) == audios.end())
        fail(Errc::xml_error, "no audio device with ID {}", *id);
}

// ---- USB

bool has_usb(const Devices& devices) {
    return std::ranges::any_of(devices.controllers, [](const Controller& controller) {
        return controller.type == ControllerType::usb && controller.model.usb != UsbModel::none;
    });
}

// ---- the others

void validate_shmem(const Shmem& shmem) {
    if (shmem.name.find('/') != std::string::npos)
        fail(Errc::config_unsupported, "shmem name cannot include '/' character");
    if (shmem.name == "." || shmem.name == "..") {
        fail(Errc::config_unsupported, "shmem name cannot be equal to '{}'", shmem.name);
    }
}

void validate_iommu(const Iommu& iommu, const Domain& domain) {
    const bool has_driver = !(iommu.driver == IommuDriver{});
    if (iommu.model != IommuModel::intel && has_driver) {
        fail(Errc::xml_error, "iommu model '{}' doesn't support additional attributes",
             iommu_word(iommu.model));
    }
    if (iommu.model != IommuModel::virtio && iommu.info.address) {
        fail(Errc::xml_error, "iommu model '{}' can't have address", iommu_word(iommu.model));
    }
    if (iommu.driver.intremap == OnOff::on && domain.features.ioapic != IoapicDriver::qemu) {
        fail(Errc::config_unsupported,
             "IOMMU interrupt remapping requires split I/O APIC (ioapic driver='qemu')");
    }
    if (iommu.driver.eim == OnOff::on && iommu.driver.intremap != OnOff::on) {
        fail(Errc::config_unsupported, "IOMMU eim requires interrupt remapping to be enabled");
    }
}

}  // namespace

void refuse_same_panics(const Devices& devices) {
    const std::vector<Panic>& panics = devices.panics;
    for (std::size_t i = 0; i < panics.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (panics[i].model == panics[j].model) {
                fail(Errc::xml_error, "Multiple panic devices with model '{}'",
                     panic_word(panics[i].model));
            }
        }
    }
}

void validate_rngs(const Devices& devices) {
    for (const Rng& rng : devices.rngs) {
        if (const auto* const egd = std::get_if<EgdBackend>(&rng.backend.kind))
            validate_chardev(egd->chardev);
    }
}

void validate_smartcards(const Devices& devices) {
    for (const Smartcard& card : devices.smartcards) {
        if (card.info.address && card.info.address->as<CcidAddress>() == nullptr)
            fail(Errc::config_unsupported, "Controllers must use the 'ccid' address type");
        if (const auto* const passed = std::get_if<PassthroughSmartcard>(&card.kind))
            validate_chardev(passed->chardev);
    }
}

namespace {

constexpr std::uint32_t least_cid = 3;  // 0 to 2 are the hypervisor's and the host's

void validate_vsock(const Vsock& vsock) {
    if (vsock.cid != 0 && vsock.cid < least_cid)
        fail(Errc::config_unsupported, "guest CIDs must be >= {}", least_cid);
    if (vsock.model == VsockModel::default_) refuse_virtio(vsock.driver.virtio);
}

}  // namespace

void validate_memories(const Domain& domain) {
    for (const Shmem& shmem : domain.devices.shmems)
        validate_shmem(shmem);
    for (const MemoryDevice& memory : domain.devices.memories) {
        validate(memory, domain.numa.cells.size());
        if (memory.uuid && !domain.os.arch.starts_with("ppc64"))
            fail(Errc::config_unsupported, "UUID is not supported for NVDIMM device");
    }
}

void validate_hostdevs(const Devices& devices) {
    for (const Interface& interface : devices.interfaces) {
        const auto* const hostdev = interface.as<HostdevNet>();
        if (hostdev == nullptr) continue;
        const bool is_pci = std::holds_alternative<PciHostdev>(hostdev->device);
        (is_pci ? validate_pci_place : validate_usb_place)(interface.info.address);
    }
    std::set<std::pair<std::size_t, std::string>> known;
    for (const Hostdev& hostdev : devices.hostdevs) {
        validate_hostdev(hostdev);
        if (!known.emplace(hostdev.kind.index(), shown_source(hostdev)).second)
            fail(Errc::xml_error, "Hostdev already exists in the domain configuration");
    }
}

void validate_filesystems(const Devices& devices) {
    for (const Filesystem& filesystem : devices.filesystems) {
        if (filesystem.info.boot && filesystem.driver.type != FilesystemDriverType::virtiofs)
            fail(Errc::config_unsupported, "boot order is only supported for virtiofs");
    }
}

void validate_sounds(const Devices& devices) {
    for (const Sound& sound : devices.sounds)
        need_audio(devices.audios, sound.audio);
}

void validate_audio(const Devices& devices) {
    for (const Graphics& graphics : devices.graphics) {
        if (const auto* const vnc = graphics.as<VncGraphics>())
            need_audio(devices.audios, vnc->audio);
    }
    std::set<std::uint32_t> known;
    for (const Audio& audio : devices.audios) {
        if (!known.insert(audio.id).second)
            fail(Errc::xml_error, "audio ID {} is used multiple times", audio.id);
    }
}

void validate_redirdevs(const Devices& devices) {
    if (!devices.redirdevs.empty() && !has_usb(devices)) {
        fail(Errc::config_unsupported,
             "cannot add redirected USB device: USB is disabled for this domain");
    }
    for (const Redirdev& redirdev : devices.redirdevs)
        validate_chardev(redirdev.chardev);
}

void validate_tpms(const Devices& devices) {
    for (const Tpm& tpm : devices.tpms)
        validate(tpm);
}

void validate_singles(const Domain& domain) {
    const Devices& devices = domain.devices;
    if (devices.iommu) validate_iommu(*devices.iommu, domain);
    if (devices.vsock) validate_vsock(*devices.vsock);
}

void check_boot_orders(const Domain& domain) {
    std::set<std::uint32_t> orders;
    for (const DeviceInfo* const info : device_infos(domain.devices)) {
        if (info->boot && !orders.insert(info->boot->order).second) {
            fail(Errc::config_unsupported, "boot order '{}' used for more than one device",
                 info->boot->order);
        }
    }
    if (!orders.empty() && !domain.os.boot.empty()) {
        fail(Errc::config_unsupported,
             "per-device boot elements cannot be used together with os/boot elements");
    }
}

void validate_aliases(const Devices& devices) {
    std::set<std::string, std::less<>> aliases;
    for (const DeviceInfo* const info : device_infos(devices)) {
        if (info->alias && !aliases.insert(*info->alias).second)
            fail(Errc::config_unsupported, "non unique alias detected: {}", *info->alias);
    }
}

}  // namespace virtd::conf
