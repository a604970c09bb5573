// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/limits.hpp"

#include <algorithm>

#include "base/repeated.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

struct Limit {
    const char* name;
    const char* path;  // as errors have it
    std::optional<std::uint64_t> MemTune::*member;
};

constexpr Limit limits[] = {
    {"hard_limit", "./memtune/hard_limit[1]", &MemTune::hard_limit},
    {"soft_limit", "./memtune/soft_limit[1]", &MemTune::soft_limit},
    {"min_guarantee", "./memtune/min_guarantee[1]", &MemTune::min_guarantee},
    {"swap_hard_limit", "./memtune/swap_hard_limit[1]", &MemTune::swap_hard_limit},
};

void read_limits(xml::Node node, MemTune& into) {
    for (const Limit& limit : limits) {
        into.*limit.member = xml::read_kib(node, limit.name, limit.path);
        if (into.*limit.member >= unlimited_kib) (into.*limit.member).reset();
    }
    if (into.min_guarantee == std::uint64_t{0}) into.min_guarantee.reset();
}

void write_limits(xml::Writer& out, const MemTune& from) {
    for (const Limit& limit : limits) {
        if (from.*limit.member) xml::write_kib(out, limit.name, *(from.*limit.member));
    }
}

constexpr auto limit_names = xml::rows<MemTune>({
    xml::mention<MemTune>("hard_limit", xml::Part::element).of(shape::size).once(),
    xml::mention<MemTune>("soft_limit", xml::Part::element).of(shape::size).once(),
    xml::mention<MemTune>("min_guarantee", xml::Part::element).of(shape::size).once(),
    xml::mention<MemTune>("swap_hard_limit", xml::Part::element).of(shape::size).once(),
});
constexpr xml::Element<MemTune> limit_names_xml{"memtune", limit_names};

constexpr auto mem_tune_rows = xml::rows<MemTune>({
    xml::custom<MemTune, read_limits, write_limits>("").naming(limit_names_xml),
});

constexpr auto device_rows = xml::rows<BlkioDevice>({
    xml::text_child<&BlkioDevice::path>("path")
        .expected()
        .like(xml::pattern::absolute_path)
        .or_missing(Errc::config_unsupported, "missing per-device path"),
    xml::text_child<&BlkioDevice::weight>("weight").if_set().or_fail(Errc::config_unsupported,
                                                                     "could not parse weight {}"),
    xml::text_child<&BlkioDevice::read_iops>("read_iops_sec")
        .if_set()
        .or_fail(Errc::config_unsupported, "could not parse read iops sec {}"),
    xml::text_child<&BlkioDevice::write_iops>("write_iops_sec")
        .if_set()
        .or_fail(Errc::config_unsupported, "could not parse write iops sec {}"),
    xml::text_child<&BlkioDevice::read_bytes>("read_bytes_sec")
        .if_set()
        .or_fail(Errc::config_unsupported, "could not parse read bytes sec {}"),
    xml::text_child<&BlkioDevice::write_bytes>("write_bytes_sec")
        .if_set()
        .or_fail(Errc::config_unsupported, "could not parse write bytes sec {}"),
});
constexpr xml::Element<BlkioDevice> device_xml{"device", device_rows};

bool is_limited(const BlkioDevice& device) {
    return BlkioDevice{.path = device.path} != device;
}

// A weight that is no number counts as none.
void read_weight(xml::Node node, BlkioTune& into) {
    const xml::Node child = node.child("weight");
    const auto weight = child ? xml::parse_unsigned(child.text()) : std::nullopt;
    if (weight && *weight <= UINT32_MAX) into.weight = static_cast<unsigned>(*weight);
}

void write_weight(xml::Writer& out, const BlkioTune& from) {
    if (from.weight != 0) out.text_element("weight", std::to_string(from.weight));
}

void read_devices(xml::Node node, BlkioTune& into) {
    node.each("device",
              [&](xml::Node item) { xml::read(device_xml, item, into.devices.emplace_back()); });
}

// Devices without a limit are kept, because limits can be set later, but not shown.
void write_devices(xml::Writer& out, const BlkioTune& from) {
    for (const BlkioDevice& device : from.devices) {
        if (is_limited(device)) xml::write(device_xml, out, device);
    }
}

constexpr auto blkio_rows = xml::rows<BlkioTune>({
    xml::custom<BlkioTune, read_weight, write_weight>("weight").of(shape::number).once(),
    xml::custom<BlkioTune, read_devices, write_devices>("device").of(device_xml),
});

// An empty <resource> has never been accepted, nor explained.
void check_resource(xml::Node, Resource& into) {
    if (into.partition.empty() && into.fibre_channel_appid.empty()) xml::fail_unexplained();
}

constexpr auto resource_rows = xml::rows<Resource>({
    xml::text_child<&Resource::partition>("partition").like(xml::pattern::absolute_path),
    xml::attr<&Resource::fibre_channel_appid>("appid")
        .expected()
        .like(xml::pattern::some_text)
        .inside("fibrechannel")
        .if_set(),
    xml::check<Resource, check_resource>(),
});

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

}  // namespace

constinit const xml::Element<MemTune> mem_tune_xml{"memtune", mem_tune_rows};
constinit const xml::Element<BlkioTune> blkio_tune_xml{"blkiotune", blkio_rows};
constinit const xml::Element<Resource> resource_xml{"resource", resource_rows};

void validate(const BlkioTune& tune) {
    if (const auto* const device = find_repeated(tune.devices, &BlkioDevice::path))
        fail(Errc::config_unsupported, "duplicate blkio device path '{}'", device->path);
}

void validate(const Resource& resource) {
    const std::string& appid = resource.fibre_channel_appid;
    if (!is_printable(appid))
        fail(Errc::xml_error, "Fibre Channel 'appid' is not a printable string");
    if (appid.size() > 128) {
        fail(Errc::invalid_arg, "Fibre Channel 'appid' string length must be between [1, 128]");
    }
}

}  // namespace virtd::conf
