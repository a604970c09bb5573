// What every device may carry: its address, its alias, its place in the boot order.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rare.hpp"
#include "conf/devices/address.hpp"

namespace virtd::conf {

struct DeviceBoot {
    std::uint32_t order = 0;
    std::optional<std::string> loadparm;  // s390

    bool operator==(const DeviceBoot&) const = default;
};

struct DeviceRom {
    std::optional<YesNo> enabled;
    std::optional<OnOff> bar;
    std::optional<std::string> file;

    bool operator==(const DeviceRom&) const = default;
};

struct DeviceInfo {
    Rare<DeviceBoot> boot;
    std::optional<std::string> alias;
    std::optional<std::uint32_t> master_port;  // of a USB companion controller
    Rare<DeviceRom> rom;
    std::optional<std::uint32_t> acpi_index;
    std::optional<DeviceAddress> address;

    bool operator==(const DeviceInfo&) const = default;
};

/// Aliases that a user chose start with "ua-"; all others belong to the running guest.
bool is_user_alias(std::string_view alias);

/// Switches of the virtio transport, attributes of <driver>.
struct VirtioOptions {
    std::optional<OnOff> iommu;
    std::optional<OnOff> ats;
    std::optional<OnOff> packed;
    std::optional<OnOff> page_per_vq;

    bool operator==(const VirtioOptions&) const = default;
};

/// For devices that do not speak virtio.
void refuse_virtio(const VirtioOptions& options);

/// <driver> of devices for which it holds nothing but the transport's switches.
struct VirtioDriver {
    VirtioOptions virtio;

    bool operator==(const VirtioDriver&) const = default;
};

/// virtio, or one of its two variants, as a device model.
enum class VirtioModel { virtio, virtio_transitional, virtio_non_transitional };

constexpr auto xml_names(VirtioModel) {
    using enum VirtioModel;
    return std::to_array<xml::Name<VirtioModel>>({
        {virtio, "virtio"},
        {virtio_transitional, "virtio-transitional"},
        {virtio_non_transitional, "virtio-non-transitional"},
    });
}

struct Seclabel;

/// <seclabel> of a source: overrides the guest's label for this file.
struct DeviceSeclabel {
    std::optional<std::string> model;
    std::optional<YesNo> relabel;
    std::optional<YesNo> labelskip;
    std::optional<std::string> label;

    bool operator==(const DeviceSeclabel&) const = default;
};

/// Where nothing else is said, a label is given.
void complete_seclabels(std::vector<DeviceSeclabel>& labels);
/// Refuses a second one of the same model.
void validate_seclabels(const std::vector<DeviceSeclabel>& labels);
/// Refuses those that override a label of the guest which nothing is labelled with.
void refuse_overrides(const std::vector<DeviceSeclabel>& labels,
                      const std::vector<Seclabel>& of_guest);

// The rows that a device puts at the end of its table. A device that cannot boot ignores
// <boot>, one without a boot ROM ignores <rom>.
extern const xml::Element<DeviceInfo> info_xml;
extern const xml::Element<DeviceInfo> bootable_info_xml;
extern const xml::Element<DeviceInfo> bootable_rom_info_xml;

extern const xml::Element<VirtioOptions> virtio_options_xml;
extern const xml::Element<VirtioDriver> virtio_driver_xml;
extern const xml::Element<DeviceSeclabel> device_seclabel_xml;

}  // namespace virtd::conf
