// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "conf/devices/drive_slots.hpp"
#include "conf/devices/lookup.hpp"
#include "conf/devices/passes.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_none{Origin::none};

constexpr std::size_t max_vendor = 8;
constexpr std::size_t max_product = 16;

// ---- complete

DiskBus bus_of_name(std::string_view name) {
    if (name.starts_with("sd")) return DiskBus::scsi;
    if (name.starts_with("vd")) return DiskBus::virtio;
    if (name.starts_with("xvd")) return DiskBus::xen;
    if (name.starts_with("ubd")) return DiskBus::uml;
    return DiskBus::ide;
}

// A drive needs a name in the guest before anything can be said about it.
void check_target(const Disk& disk) {
    if (!disk.target.is_missing) return;
    const auto path = storage_path(disk.source);
    if (path) fail(Errc::no_target, "{}", *path);
    fail(Errc::no_target);
}

void complete_disk(Disk& disk) {
    check_target(disk);
    if (!disk.target.bus) {
        disk.target.bus =
            disk.device == DiskDevice::floppy ? DiskBus::fdc : bus_of_name(disk.target.dev);
    }
    if (disk.device == DiskDevice::cdrom) disk.readonly = true;
    // it goes without saying: what cannot be written cannot be snapshot
    if (disk.readonly && disk.snapshot == DiskSnapshot::no) disk.snapshot.reset();
    // nobody but the process behind the socket could take one
    if (disk.source.as<VhostUserSource>() != nullptr && !disk.snapshot)
        disk.snapshot = DiskSnapshot::no;
    if (disk.target.tray == DiskTray::closed) disk.target.tray.reset();
    if (disk.model == DiskModel::default_) disk.model.reset();
}

// Disks of a bus stay together, by name; the buses in the order of their first disks. What counts
// is what the document says, not the bus that a name implies.
void sort_disks(std::vector<Disk>& disks) {
    std::vector<std::optional<DiskBus>> buses;
    const auto rank = [&](const Disk& disk) {
        return std::ranges::find(buses, disk.target.bus) - buses.begin();
    };
    for (const Disk& disk : disks) {
        if (rank(disk) == std::ssize(buses)) buses.push_back(disk.target.bus);
    }
    std::ranges::stable_sort(disks, {}, [&](const Disk& disk) {
        return std::pair(rank(disk), disk_index(disk.target.dev).value_or(-1));
    });
}

void place(Disk& disk) {
    if (disk.info.address) return;
    const auto index = disk_index(disk.target.dev);
    if (!index) {
        fail(Errc::xml_error, "Unknown disk name '{}' and no address specified", disk.target.dev);
    }
    const auto address = drive_of(*disk.target.bus, static_cast<std::uint32_t>(*index));
    if (address) disk.info.address = DeviceAddress{*address};
}

void check_free(const std::set<DriveAddress>& taken, const Disk& disk) {
    const auto* const drive = disk.info.address ? disk.info.address->as<DriveAddress>() : nullptr;
    if (disk.target.bus != DiskBus::scsi || drive == nullptr) return;
    if (!taken.contains(*drive)) return;
    fail(Errc::config_unsupported,
         "using disk target name '{}' conflicts with SCSI host device address controller='{}' "
         "bus='{}' target='{}' unit='{}",
         disk.target.dev, drive->controller, drive->bus, drive->target, drive->unit);
}

// ---- validate

void validate_lun(const Disk& disk) {
    if (disk.sgio == Sgio::unfiltered)
        fail(Errc::config_unsupported, "unfiltered sgio is no longer supported");
    if (disk.device != DiskDevice::lun) {
        if (disk.source.reservations)
            fail(Errc::config_unsupported, "<reservations/> allowed only for lun devices");
        if (disk.rawio) fail(Errc::config_unsupported, "rawio can be used only with device='lun'");
        if (disk.sgio) fail(Errc::config_unsupported, "sgio can be used only with device='lun'");
        return;
    }
    const auto* const network = disk.source.as<NetworkSource>();
    if (network != nullptr && network->protocol != NetworkProtocol::iscsi) {
        fail(Errc::config_unsupported, "disk device='lun' is not supported for protocol='{}'",
             protocol_word(network->protocol));
    }
    const bool is_block = disk.source.as<BlockSource>() != nullptr ||
                          disk.source.as<VolumeSource>() != nullptr || network != nullptr;
    if (!is_block) {
        fail(Errc::config_unsupported,
             "disk device='lun' is only valid for block type disk source");
    }
    if (disk.driver.format.value_or(StorageFormat::raw) != StorageFormat::raw)
        fail(Errc::config_unsupported, "disk device 'lun' must use 'raw' format");
    if (disk.source.slice)
        fail(Errc::config_unsupported, "disk device 'lun' doesn't support storage slice");
    if (disk.source.encryption || disk.encryption)
        fail(Errc::config_unsupported, "disk device 'lun' doesn't support encryption");
}

struct Clash {
    DiskRates DiskIoTune::*rates;
    const char* name;
};

constexpr Clash clashes[] = {
    {&DiskIoTune::bytes, "bytes_sec"},
    {&DiskIoTune::iops, "iops_sec"},
    {&DiskIoTune::bytes_max, "bytes_sec_max"},
    {&DiskIoTune::iops_max, "iops_sec_max"},
};

void validate_rates(const DiskIoTune& tune) {
    for (const Clash& clash : clashes) {
        const DiskRates& rates = tune.*clash.rates;
        if (rates.total == 0 || (rates.read == 0 && rates.write == 0)) continue;
        fail(Errc::xml_error, "total and read/write {} cannot be set at the same time", clash.name);
    }
}

void validate_virtio(const Disk& disk) {
    if (disk.target.bus == DiskBus::virtio) return;
    const auto refuse = [](const std::optional<OnOff>& option, const char* name) {
        if (!option) return;
        fail(Errc::config_unsupported, "{} driver option is only supported for virtio devices",
             name);
    };
    if (disk.model) {
        fail(Errc::config_unsupported, "disk model '{}' not supported for bus '{}'",
             model_word(*disk.model), bus_word(*disk.target.bus));
    }
    if (disk.driver.queues != 0) {
        fail(Errc::config_unsupported,
             "queues attribute in disk driver element is only supported by virtio-blk");
    }
    if (disk.driver.event_idx)
        fail(Errc::config_unsupported, "disk event_idx mode supported only for virtio bus");
    if (disk.driver.ioeventfd)
        fail(Errc::config_unsupported, "disk ioeventfd mode supported only for virtio bus");
    refuse(disk.driver.virtio.iommu, "iommu");
    refuse(disk.driver.virtio.ats, "ats");
    refuse(disk.driver.virtio.packed, "packed");
    refuse(disk.driver.virtio.page_per_vq, "page_per_vq");
}

void validate_labels(const Disk& disk, const std::vector<Seclabel>& of_guest) {
    refuse_overrides(disk.source.seclabels, of_guest);
    const BackingStore* image = disk.backing_store ? &*disk.backing_store : nullptr;
    for (; image != nullptr; image = image->next.get())
        refuse_overrides(image->source.seclabels, of_guest);
}

void validate_tray(const Disk& disk) {
    if (disk.target.tray && disk.device != DiskDevice::floppy && disk.device != DiskDevice::cdrom)
        fail(Errc::config_unsupported, "tray is only valid for cdrom and floppy");
}

void validate_bus(const Disk& disk) {
    const bool is_floppy = disk.device == DiskDevice::floppy;
    const std::string_view bus = bus_word(*disk.target.bus);
    if (is_floppy && disk.target.bus != DiskBus::fdc)
        fail(Errc::internal_error, "Invalid bus type '{}' for floppy disk", bus);
    if (!is_floppy && disk.target.bus == DiskBus::fdc)
        fail(Errc::internal_error, "Invalid bus type '{}' for disk", bus);
    if (disk.target.removable && disk.target.bus != DiskBus::usb)
        fail(Errc::xml_error, "removable is only valid for usb disks");
}

void validate_name(const Disk& disk) {
    const std::string& name = disk.target.dev;
    if (disk.device == DiskDevice::floppy && !name.starts_with("fd"))
        fail(Errc::internal_error, "Invalid floppy device name: {}", name);
    const bool is_disk = disk.device == DiskDevice::disk || disk.device == DiskDevice::lun;
    constexpr std::string_view prefixes[] = {"hd", "sd", "vd", "xvd", "ubd"};
    const bool is_known = std::ranges::any_of(
        prefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
    if (is_disk && !is_known) fail(Errc::internal_error, "Invalid harddisk device name: {}", name);
}

void validate_vhost_user(const Disk& disk) {
    if (disk.source.as<VhostUserSource>() == nullptr) return;
    if (disk.target.bus != DiskBus::virtio)
        fail(Errc::config_unsupported, "vhostuser disk supports only virtio bus");
    const auto refuse = [](bool is_set, const char* name) {
        if (is_set) fail(Errc::config_unsupported, "{} is not supported with vhostuser disk", name);
    };
    if (disk.snapshot != DiskSnapshot::no) {
        fail(Errc::config_unsupported, "only snapshot=no is supported with vhostuser disk");
    }
    const DiskDriver& driver = disk.driver;
    refuse(driver.cache != DiskCache::default_, "cache");
    refuse(driver.error_policy || driver.rerror_policy, "error_policy");
    refuse(driver.io.has_value(), "io");
    refuse(driver.ioeventfd.has_value(), "ioeventfd");
    refuse(driver.copy_on_read.has_value(), "copy_on_read");
    refuse(driver.discard.has_value(), "discard");
    refuse(driver.iothread.has_value(), "iothread");
    refuse(driver.detect_zeroes.has_value(), "detect_zeroes");
    refuse(!(driver.metadata_cache == MetadataCache{}), "metadata_cache");
    refuse(!(disk.iotune == DiskIoTune{}), "iotune");
    refuse(disk.backing_store.has_value(), "backingStore");
    refuse(disk.encryption.has_value() || disk.source.encryption.has_value(), "encryption");
    refuse(disk.readonly, "readonly");
    refuse(disk.shareable, "shareable");
    refuse(disk.transient.has_value(), "transient");
    refuse(disk.serial.has_value(), "serial");
    refuse(disk.wwn.has_value(), "wwn");
    refuse(disk.vendor.has_value(), "vendor");
    refuse(disk.product.has_value(), "product");
    refuse(disk.auth.has_value() || disk.source.auth.has_value(), "auth");
    refuse(!(disk.geometry == DiskGeometry{}), "geometry");
    refuse(!(disk.block_sizes == BlockSizes{}), "blockio");
}

// These take a name and a password, whatever kind of secret it is.
bool can_log_in(NetworkProtocol protocol) {
    using enum NetworkProtocol;
    return protocol == http || protocol == https || protocol == ftp || protocol == ftps ||
           protocol == ssh;
}

void validate_auth(const NetworkSource& network, const StorageAuth& auth) {
    const bool is_iscsi = network.protocol == NetworkProtocol::iscsi;
    const bool is_known = is_iscsi || network.protocol == NetworkProtocol::rbd;
    if (!is_known && can_log_in(network.protocol)) return;
    if (!is_known) {
        fail(Errc::config_unsupported, "authentication is not supported for protocol '{}'",
             protocol_word(network.protocol));
    }
    const std::string& type = auth.secret.type;
    if (type.empty()) fail(Errc::config_unsupported, "unknown secret type '<null>'");
    if (type != "ceph" && type != "iscsi" && type != "volume" && type != "tls" && type != "vtpm")
        fail(Errc::config_unsupported, "unknown secret type '{}'", type);
    if (type != (is_iscsi ? "iscsi" : "ceph"))
        fail(Errc::config_unsupported, "invalid secret type '{}'", type);
}

void validate_image(const StorageSource& source, const Rare<StorageAuth>& auth,
                    const Rare<StorageEncryption>& encryption) {
    if (const auto* const network = source.as<NetworkSource>(); network && auth)
        validate_auth(*network, *auth);
    // the image knows how it is encrypted
    if (encryption && encryption->cipher) {
        fail(Errc::config_unsupported,
             "supplying <cipher> for domain disk definition is unnecessary");
    }
}

void validate_images(const Disk& disk) {
    const StorageSource& source = disk.source;
    validate_image(source, disk.auth ? disk.auth : source.auth,
                   disk.encryption ? disk.encryption : source.encryption);
    const BackingStore* image = disk.backing_store ? &*disk.backing_store : nullptr;
    for (; image != nullptr; image = image->next.get())
        validate_image(image->source, image->source.auth, image->source.encryption);
}

// A medium that may be missing can be taken out of the guest, or of the host.
void validate_startup_policy(const Disk& disk) {
    const auto policy = disk.source.startup_policy;
    if (!policy) return;
    const bool is_elsewhere = disk.source.as<NetworkSource>() != nullptr ||
                              disk.source.as<NvmeSource>() != nullptr ||
                              disk.source.as<VhostUserSource>() != nullptr;
    if (is_elsewhere) {
        fail(Errc::xml_error, "disk startupPolicy '{}' is not allowed for disk of '{}' type",
             xml::to_word(*policy), storage_type(disk.source));
    }
    const bool is_drive = disk.device != DiskDevice::cdrom && disk.device != DiskDevice::floppy;
    if (is_drive && *policy == StartupPolicy::requisite) {
        fail(Errc::xml_error, "disk startupPolicy '{}' is allowed only for cdrom or floppy",
             xml::to_word(*policy));
    }
}

// A drive may be empty where the medium can be changed, and nobody looks whether a LUN is there.
void validate_presence(const Disk& disk) {
    if (disk.device == DiskDevice::disk && is_empty(disk.source))
        fail(Errc::no_source, "{}", disk.target.dev);
}

void validate_address(const Disk& disk) {
    if (!disk.info.address) return;
    const DeviceAddress& address = *disk.info.address;
    const auto refuse = [&] {
        fail(Errc::config_unsupported,
             "Invalid address type '{}' for the disk '{}' with the bus type '{}'",
             address_type(address), disk.target.dev, bus_word(*disk.target.bus));
    };
    switch (*disk.target.bus) {
        case DiskBus::ide:
        case DiskBus::fdc:
        case DiskBus::scsi:
        case DiskBus::sata:
            if (address.as<DriveAddress>() == nullptr) refuse();
            break;
        default:
            break;
    }
}

bool is_printable(std::string_view text) {
    for (const char c : text) {
        if (c < 0x20 || c > 0x7e) return false;
    }
    return true;
}

bool is_wwn(std::string_view text) {
    if (text.starts_with("0x")) text.remove_prefix(2);
    return text.size() == 16 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

void validate_wwn(const Disk& disk) {
    if (disk.wwn && !is_wwn(*disk.wwn))
        fail_none(Errc::internal_error, "Malformed wwn: {}", *disk.wwn);
}

void validate_strings(const Disk& disk) {
    if (disk.vendor && !is_printable(*disk.vendor))
        fail(Errc::xml_error, "disk vendor is not printable string");
    if (disk.vendor && disk.vendor->size() > max_vendor) {
        fail(Errc::config_unsupported, "disk vendor is more than {} characters", max_vendor);
    }
    if (disk.product && !is_printable(*disk.product))
        fail(Errc::xml_error, "disk product is not printable string");
    if (disk.product && disk.product->size() > max_product) {
        fail(Errc::config_unsupported, "disk product is more than {} characters", max_product);
    }
}

// In the order of libvirt.
void validate_disk(const Disk& disk, const std::vector<Seclabel>& of_guest) {
    validate_seclabels(disk.source.seclabels);
    validate_images(disk);
    validate_lun(disk);
    validate_rates(disk.iotune);
    validate_address(disk);
    validate_virtio(disk);
    validate_vhost_user(disk);
    validate_labels(disk, of_guest);
    validate_tray(disk);
    validate_strings(disk);
    validate_bus(disk);
    validate_startup_policy(disk);
    validate_wwn(disk);
    validate_name(disk);
    validate_presence(disk);
}

std::string shown_source(const Disk& disk) {
    return storage_path(disk.source).value_or("(null)");
}

void refuse_same_targets(const std::vector<Disk>& disks) {
    std::vector<const Disk*> sorted;
    sorted.reserve(disks.size());
    for (const Disk& disk : disks)
        sorted.push_back(&disk);
    const auto name = [](const Disk* disk) -> const std::string& { return disk->target.dev; };
    std::ranges::stable_sort(sorted, {}, name);
    const auto twin = std::ranges::adjacent_find(sorted, {}, name);
    if (twin == sorted.end()) return;
    fail(Errc::xml_error, "target '{}' duplicated for disk sources '{}' and '{}'", name(*twin),
         shown_source(**twin), shown_source(**std::next(twin)));
}

void refuse_same_drives(const std::vector<Disk>& disks) {
    using Place = std::pair<DiskBus, DriveAddress>;
    const auto place_of = [](const Disk& disk) -> std::optional<Place> {
        const auto* const drive =
            disk.info.address ? disk.info.address->as<DriveAddress>() : nullptr;
        if (drive == nullptr) return std::nullopt;
        return Place(*disk.target.bus, *drive);
    };
    std::map<Place, const Disk*> first;
    const Disk* found = nullptr;  // the first disk in the list that shares its place
    for (const Disk& disk : disks) {
        const auto place = place_of(disk);
        if (!place) continue;
        const auto [at, is_new] = first.emplace(*place, &disk);
        if (!is_new && (found == nullptr || at->second < found)) found = at->second;
    }
    if (found == nullptr) return;
    const DriveAddress drive = place_of(*found)->second;
    fail(Errc::config_unsupported,
         "Found duplicate drive address for disk with target name '{}' controller='{}' bus='{}' "
         "target='{}' unit='{}'",
         found->target.dev, drive.controller, drive.bus, drive.target, drive.unit);
}

}  // namespace

void complete_disks(Devices& devices) {
    sort_disks(devices.disks);
    const std::set<DriveAddress> taken = hostdev_drives(devices);
    for (Disk& disk : devices.disks) {
        complete_disk(disk);
        if (auto* const nvme = std::get_if<NvmeSource>(&disk.source.place); nvme && !nvme->managed)
            nvme->managed = YesNo::yes;
        place(disk);
        check_free(taken, disk);
    }
}

void validate_disks(const Domain& domain) {
    const Devices& devices = domain.devices;
    for (const Disk& disk : devices.disks)
        validate_disk(disk, domain.seclabels);
    refuse_same_targets(devices.disks);
    refuse_same_drives(devices.disks);
}

}  // namespace virtd::conf
