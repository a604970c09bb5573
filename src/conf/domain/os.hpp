// <os>: what a guest boots, and with which firmware.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/rare.hpp"
#include "conf/devices/storage_source.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class OsType { hvm, xen, linux_, exe, uml, xenpvh };
enum class BootDevice { fd, hd, cdrom, network };
enum class Firmware { bios, efi };
enum class FirmwareFeature { enrolled_keys, secure_boot };
enum class LoaderType { rom, pflash };
enum class SmbiosMode { none, emulate, host, sysinfo };

// clang-format off
constexpr auto xml_names(OsType) {
    using enum OsType;
    return std::to_array<xml::Name<OsType>>({{hvm, "hvm"}, {xen, "xen"}, {linux_, "linux"}, {exe, "exe"}, {uml, "uml"}, {xenpvh, "xenpvh"}});
}
constexpr auto xml_names(BootDevice) {
    using enum BootDevice;
    return std::to_array<xml::Name<BootDevice>>({{fd, "fd"}, {hd, "hd"}, {cdrom, "cdrom"}, {network, "network"}});
}
constexpr auto xml_names(Firmware) {
    return std::to_array<xml::Name<Firmware>>({{Firmware::bios, "bios"}, {Firmware::efi, "efi"}});
}
constexpr auto xml_names(FirmwareFeature) {
    return std::to_array<xml::Name<FirmwareFeature>>({{FirmwareFeature::enrolled_keys, "enrolled-keys"}, {FirmwareFeature::secure_boot, "secure-boot"}});
}
constexpr auto xml_names(LoaderType) {
    return std::to_array<xml::Name<LoaderType>>({{LoaderType::rom, "rom"}, {LoaderType::pflash, "pflash"}});
}
constexpr auto xml_names(SmbiosMode) {
    using enum SmbiosMode;
    return std::to_array<xml::Name<SmbiosMode>>({{none, "none"}, {emulate, "emulate"}, {host, "host"}, {sysinfo, "sysinfo"}});
}
// clang-format on

/// <init>: what a container runs.
struct Init {
    struct Variable {
        std::string name;
        std::string value;
        bool operator==(const Variable&) const = default;
    };
    struct Argument {
        std::string value;
        bool operator==(const Argument&) const = default;
    };
    std::string path;
    std::vector<Argument> arguments;
    std::vector<Variable> environment;
    std::string directory, user, group;

    bool operator==(const Init&) const = default;
};

struct Loader {
    std::optional<xml::YesNo> readonly, secure, stateless;
    std::optional<LoaderType> type;
    std::string path;

    bool operator==(const Loader&) const = default;
};

struct Nvram {
    std::optional<std::string> template_;
    Rare<StorageSource> source;  // with a type
    std::string path;            // without

    bool has_place() const { return source.has_value() || !path.empty(); }
    bool operator==(const Nvram&) const = default;
};

struct AcpiTable {
    std::string type;
    std::string path;

    bool operator==(const AcpiTable&) const = default;
};

struct BootMenu {
    std::optional<xml::YesNo> enable;
    std::optional<unsigned> timeout_ms;

    bool operator==(const BootMenu&) const = default;
};

struct Bios {
    std::optional<xml::YesNo> use_serial;
    std::optional<int> reboot_timeout_ms;

    bool operator==(const Bios&) const = default;
};

struct Os {
    std::string bootloader, bootloader_args;
    OsType type = OsType::hvm;
    bool has_type = false;
    std::string arch;
    std::string machine;
    std::optional<Firmware> firmware;
    std::optional<xml::YesNo> enrolled_keys, secure_boot;  // asked of the firmware
    Init init;
    Rare<Loader> loader;
    Rare<Nvram> nvram;
    std::string kernel, initrd, cmdline, dtb, root;
    std::vector<AcpiTable> acpi_tables;
    std::vector<BootDevice> boot;
    BootMenu boot_menu;
    Bios bios;
    std::optional<SmbiosMode> smbios;

    bool operator==(const Os&) const = default;
};

/// The mode of <smbios>, which the table leaves out: it is looked at when the devices are known.
void read_smbios(xml::Node node, Os& into);
extern const xml::Element<Os> os_xml;
/// <bootloader> and <bootloader_args>, which stand beside <os>
extern const xml::Element<Os> bootloader_xml;

/// Leaves only what guests of this type have, and fills in what was left out.
/// What kind of guest it is, which is looked at before anything else.
void read_os_type(xml::Node domain, Os& into);
void complete_os(Os& os, std::string_view default_arch);
void validate_loader(const Os& os);
void validate_reboot_timeout(const Os& os);

}  // namespace virtd::conf
