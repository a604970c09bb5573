// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/memory_device.hpp"

#include <bit>

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/domain/vcpu.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

constexpr auto xml_names(ModuleModel) {
    using enum ModuleModel;
    return std::to_array<xml::Name<ModuleModel>>({
        {dimm, "dimm"},
        {nvdimm, "nvdimm"},
        {virtio_pmem, "virtio-pmem"},
        {virtio_mem, "virtio-mem"},
        {sgx_epc, "sgx-epc"},
    });
}

constexpr auto xml_names(ModuleAccess) {
    using enum ModuleAccess;
    return std::to_array<xml::Name<ModuleAccess>>({{shared, "shared"}, {private_, "private"}});
}

namespace {

constexpr Fail fail{Origin::domain};

using M = MemoryDevice;

bool has_path(const M& device) {
    return device.model == ModuleModel::nvdimm || device.model == ModuleModel::virtio_pmem;
}

// ---- <source>: modules of the host's memory, or a file

void read_anonymous(xml::Node source, ModuleSource& into, bool has_pages) {
    const auto size = has_pages ? xml::read_kib(source, "pagesize") : std::nullopt;
    if (size) into.pagesize = *size;
    const xml::Node mask = source.child("nodemask");
    const std::string text = mask ? mask.text() : std::string();
    if (!text.empty()) into.nodemask = parse_cpuset(text, "nodemask");
}

void read_file(xml::Node source, ModuleSource& into, bool is_nvdimm) {
    const xml::Node path = source.child("path");
    if (path) into.path = path.text();
    if (!is_nvdimm) return;
    if (const auto size = xml::read_kib(source, "alignsize")) into.alignsize = *size;
    into.pmem = static_cast<bool>(source.child("pmem"));
}

void read_source(xml::Node node, M& device) {
    const xml::Node source = node.child("source");
    if (!source) return;
    if (has_path(device)) {
        read_file(source, device.source, device.model == ModuleModel::nvdimm);
    } else {
        read_anonymous(source, device.source, device.model != ModuleModel::sgx_epc);
    }
}

void write_size(xml::Writer& out, const char* name, std::uint64_t kib) {
    if (kib != 0) xml::write_kib(out, name, kib);
}

void write_source(xml::Writer& out, const M& device) {
    const ModuleSource& source = device.source;
    out.open("source");
    if (!source.nodemask.empty()) out.text_element("nodemask", to_string(source.nodemask));
    write_size(out, "pagesize", source.pagesize);
    if (source.path) out.text_element("path", *source.path);
    write_size(out, "alignsize", source.alignsize);
    if (source.pmem) out.flag_element("pmem");
    out.close_unless_empty();
}

// ---- <target>

void read_node(xml::Node target, ModuleTarget& into) {
    const xml::Node node = target.child("node");
    const std::string text = node ? node.text() : std::string();
    if (text.empty()) return;
    const auto value = xml::parse_unsigned(text);
    if (!value || !std::in_range<std::uint32_t>(*value))
        fail(Errc::xml_error, "invalid value of memory device node");
    into.node = static_cast<std::uint32_t>(*value);
}

constexpr std::uint64_t least_label = 128;  // KiB

void read_label(xml::Node target, ModuleTarget& into) {
    into.readonly = static_cast<bool>(target.child("readonly"));
    const xml::Node label = target.child("label");
    const auto size = label ? xml::read_kib(label, "size", "./label/size") : std::nullopt;
    into.label_size = size.value_or(0);
    if (into.label_size != 0 && into.label_size < least_label)
        fail(Errc::xml_error, "nvdimm label must be at least 128KiB");
    if (into.label_size >= into.size)
        fail(Errc::xml_error, "label size must be smaller than NVDIMM size");
}

void read_blocks(xml::Node target, ModuleTarget& into, bool is_live) {
    into.block_size = xml::read_kib(target, "block").value_or(0);
    into.requested = xml::read_kib(target, "requested").value_or(0);
    if (is_live) into.current = xml::read_kib(target, "current").value_or(0);
}

void read_target(xml::Node node, M& device) {
    const xml::Node target = node.child("target");
    if (!target) fail(Errc::xml_error, "missing <target> element for <memory> device");
    read_node(target, device.target);
    const auto size = xml::read_kib(target, "size");
    if (!size) xml::fail_missing_element("./size");
    device.target.size = *size;
    if (device.model == ModuleModel::nvdimm) read_label(target, device.target);
    if (device.model == ModuleModel::virtio_mem)
        read_blocks(target, device.target, !node.document().options().inactive);
}

void write_target(xml::Writer& out, const M& device) {
    const ModuleTarget& target = device.target;
    out.open("target");
    xml::write_kib(out, "size", target.size);
    if (target.node) out.text_element("node", std::to_string(*target.node));
    if (target.label_size != 0) {
        out.open("label");
        xml::write_kib(out, "size", target.label_size);
        out.close();
    }
    if (target.readonly) out.flag_element("readonly");
    write_size(out, "block", target.block_size);
    if (target.requested) xml::write_kib(out, "requested", *target.requested);
    // what a virtio-mem device has given, also while that is nothing
    if (target.requested && !out.view().inactive) xml::write_kib(out, "current", target.current);
    out.close();
}

void read_uuid(xml::Node node, M& device) {
    const xml::Node child = node.child("uuid");
    const std::string text = child ? child.text() : std::string();
    if (text.empty() || device.model != ModuleModel::nvdimm) return;
    device.uuid = parse_uuid(text);
    if (!device.uuid) fail(Errc::internal_error, "malformed uuid element");
}

void write_uuid(xml::Writer& out, const M& device) {
    if (device.uuid) out.text_element("uuid", to_string(*device.uuid));
}

// What is in such a file is everybody's who has it.
void complete_access(xml::Node, M& device) {
    if (device.model == ModuleModel::virtio_pmem && !device.access)
        device.access = ModuleAccess::shared;
}

constexpr auto uuid_shape_rows = xml::rows<Shape>({shape::text(xml::pattern::uuid)});
constexpr xml::Element<Shape> uuid_shape{"uuid", uuid_shape_rows};

constexpr auto source_shape_rows = xml::rows<Shape>({
    shape::child("pagesize", shape::size),
    shape::text_child("nodemask", xml::pattern::cpu_set),
    shape::text_child("path", xml::pattern::absolute_path),
    shape::child("alignsize", shape::size),
    shape::flag("pmem"),
});
constexpr xml::Element<Shape> source_shape{"source", source_shape_rows};

constexpr auto label_shape_rows = xml::rows<Shape>({shape::child("size", shape::size).expected()});
constexpr xml::Element<Shape> label_shape{"label", label_shape_rows};
constexpr auto target_shape_rows = xml::rows<Shape>({
    shape::child("size", shape::size).expected(),
    shape::child("node", shape::number),
    shape::child("block", shape::size),
    shape::child("requested", shape::size),
    shape::child("current", shape::size),
    shape::child("label", label_shape),
    shape::flag("readonly"),
});
constexpr xml::Element<Shape> target_shape{"target", target_shape_rows};

constexpr auto memory_rows = xml::rows<M>({
    xml::attr<&M::model>("model").required(),
    xml::attr<&M::access>("access"),
    xml::attr<&M::discard>("discard"),
    xml::custom<M, read_uuid, write_uuid>("uuid").of(uuid_shape).once(),
    xml::custom<M, read_source, write_source>("source").of(source_shape).once(),
    xml::custom<M, read_target, write_target>("target").of(target_shape).once().expected(),
    xml::check<M, complete_access>(),
    xml::same<&M::info, info_xml>(),
});

// ---- rules

constexpr std::uint64_t huge_page = 2048;  // KiB; what x86 has, and what libvirt falls back to

void validate_blocks(const ModuleTarget& target) {
    const std::uint64_t requested = target.requested.value_or(0);
    if (requested > target.size) {
        fail(Errc::xml_detail, "requested size must be smaller than or equal to @size ({}KiB)",
             target.size);
    }
    if (!std::has_single_bit(target.block_size))
        fail(Errc::xml_detail, "block size must be a power of two");
    if (target.block_size < huge_page)
        fail(Errc::xml_detail, "block size too small, must be at least {}KiB", huge_page);
    if (requested % target.block_size != 0)
        fail(Errc::xml_detail, "requested size must be an integer multiple of block size");
}

void validate_pmem(const M& device) {
    if (device.access != ModuleAccess::shared)
        fail(Errc::config_unsupported, "shared access mode required for virtio-pmem device");
    if (device.target.node)
        fail(Errc::config_unsupported, "virtio-pmem does not support NUMA nodes");
}

void validate_node(const ModuleTarget& target, std::size_t cells) {
    if (!target.node) return;
    if (cells == 0)
        fail(Errc::xml_detail, "can't add memory backend as guest has no NUMA nodes configured");
    if (*target.node >= cells) {
        fail(Errc::xml_detail,
             "can't add memory backend for guest node '{}' as the guest has only '{}' NUMA nodes "
             "configured",
             *target.node, cells);
    }
}

}  // namespace

void validate(const MemoryDevice& device, std::size_t cells) {
    validate_node(device.target, cells);
    if (has_path(device) && !device.source.path) {
        fail(Errc::xml_detail, "path is required for model '{}'", xml::to_word(device.model));
    }
    if (device.model == ModuleModel::nvdimm && device.discard)
        fail(Errc::config_unsupported, "discard is not supported for nvdimms");
    if (device.model == ModuleModel::virtio_pmem) validate_pmem(device);
    if (device.model == ModuleModel::virtio_mem) validate_blocks(device.target);
    if (device.model == ModuleModel::sgx_epc && device.info.address) {
        fail(Errc::config_unsupported, "memory device address is not supported for model '{}'",
             xml::to_word(device.model));
    }
}

constinit const xml::Element<MemoryDevice> memory_device_xml{"memory", memory_rows};

}  // namespace virtd::conf
