// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool.hpp"

#include <algorithm>
#include <array>

#include "conf/shapes.hpp"
#include "conf/storage/extent.hpp"
#include "conf/storage/pool_types.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(VolumeAllocation) {
    using enum VolumeAllocation;
    return std::to_array<xml::Name<VolumeAllocation>>(
        {{default_, "default"}, {capacity, "capacity"}});
}

namespace {

constexpr Fail fail{Origin::storage};

constexpr std::string_view fs_space = "http://libvirt.org/schemas/storagepool/fs/1.0";

constexpr auto host_rows = xml::rows<PoolHost>({
    xml::attr<&PoolHost::name>("name")
        .like(xml::pattern::host)
        .or_missing(Errc::xml_error, "missing storage pool host name"),
    xml::attr<&PoolHost::port>("port").if_set(),
});
constexpr xml::Element<PoolHost> host_xml{"host", host_rows};

bool is_device_path(std::string_view text) {
    return xml::pattern::absolute_path.fits(text) || text.starts_with("iqn.") ||
           xml::pattern::letters_and<"_+-">.fits(text);
}
constexpr xml::Pattern device_path{is_device_path, "path of a device"};

constexpr auto device_rows = xml::rows<PoolDevice>({
    xml::attr<&PoolDevice::path>("path")
        .like(device_path)
        .or_missing(Errc::xml_error, "missing storage pool source device path"),
    xml::attr<&PoolDevice::part_separator>("part_separator"),
    xml::mention<PoolDevice>("freeExtent", xml::Part::element).of(extent_shape),
});
constexpr xml::Element<PoolDevice> device_xml{"device", device_rows};

// Small children of which only one attribute counts.
constexpr auto dir_rows = xml::rows<PoolSource>({
    xml::attr<&PoolSource::dir>("path").like(xml::pattern::some_text).if_set(),
    xml::mention<PoolSource>("path", xml::Part::attribute).required(),
});
constexpr xml::Element<PoolSource> dir_xml{"dir", dir_rows};

constexpr auto maker_rows = xml::rows<Shape>({shape::attribute("name").expected()});
constexpr xml::Element<Shape> maker_xml{"vendor", maker_rows};

constexpr auto format_rows = xml::rows<PoolSource>({
    xml::attr<&PoolSource::format>("type").expected().like(xml::pattern::some_text).if_set(),
    // may stand here, too, where they are not read
    xml::mention<PoolSource>("vendor", xml::Part::element).of(maker_xml).once(),
    xml::mention<PoolSource>("product", xml::Part::element).of(maker_xml).once(),
});
constexpr xml::Element<PoolSource> format_xml{"format", format_rows};

constexpr auto protocol_rows =
    xml::rows<PoolSource>({xml::attr<&PoolSource::protocol_version>("ver").expected().if_set()});
constexpr xml::Element<PoolSource> protocol_xml{"protocol", protocol_rows};

constexpr auto vendor_rows =
    xml::rows<PoolSource>({xml::attr<&PoolSource::vendor>("name").expected().if_set()});
constexpr xml::Element<PoolSource> vendor_xml{"vendor", vendor_rows};

constexpr auto product_rows =
    xml::rows<PoolSource>({xml::attr<&PoolSource::product>("name").expected().if_set()});
constexpr xml::Element<PoolSource> product_xml{"product", product_rows};

constexpr auto iqn_rows =
    xml::rows<PoolSource>({xml::attr<&PoolSource::initiator>("name").expected().if_set()});
constexpr xml::Element<PoolSource> iqn_xml{"iqn", iqn_rows};
constexpr auto initiator_rows = xml::rows<PoolSource>({
    xml::nested<PoolSource, iqn_xml>(),
    xml::mention<PoolSource>("iqn", xml::Part::element).required(),
});
constexpr xml::Element<PoolSource> initiator_xml{"initiator", initiator_rows};

void check_auth_type(xml::Node node, PoolSource&) {
    const xml::Node auth = node.child("auth");
    if (!auth) return;
    const auto type = auth.attribute("type");
    if (!type || *type == "none") fail(Errc::config_unsupported, "storage pool missing auth type");
    if (*type != "chap" && *type != "ceph")
        fail(Errc::config_unsupported, "unknown auth type '{}'", *type);
}

// An adapter without a type is known by its name alone.
void check_typed(xml::Node adapter) {
    for (const char* name : {"wwnn", "wwpn", "parent"}) {
        if (!adapter.attribute(name)) continue;
        fail(Errc::xml_error,
             "Use of 'wwnn', 'wwpn', and 'parent' attributes requires use of the adapter 'type'");
    }
    if (adapter.child("parentaddr")) {
        fail(Errc::xml_error, "Use of 'parentaddr' element requires use of the adapter 'type'");
    }
}

void read_adapter(xml::Node node, PoolSource& source) {
    const xml::Node adapter = node.child("adapter");
    if (adapter && !adapter.attribute("type")) check_typed(adapter);
    if (adapter && (adapter.attribute("type") || adapter.attribute("name")))
        xml::read(pool_adapter_xml, adapter, source.adapter.emplace());
}

void write_adapter(xml::Writer& out, const PoolSource& source) {
    if (source.adapter) xml::write(pool_adapter_xml, out, *source.adapter);
}

// Pools may leave out the type of a secret.
constexpr auto secret_shape_rows = xml::rows<Shape>({
    shape::attribute("uuid"),
    shape::attribute("usage"),
    xml::any_of<Shape, "@uuid", "@usage">(),
    xml::at_most_one_of<Shape, "@uuid", "@usage">(),
});
constexpr xml::Element<Shape> secret_shape{"secret", secret_shape_rows};
constexpr auto auth_shape_rows = xml::rows<Shape>({
    shape::attribute("type").like(xml::pattern::words<"chap", "ceph">).expected(),
    shape::attribute("username").expected(),
    shape::child("secret", secret_shape).expected(),
});
constexpr xml::Element<Shape> auth_shape{"auth", auth_shape_rows};

// Which parts which types of pools have, and which of them they need.
constexpr const xml::When& with_hosts =
    xml::when<"../type", "netfs", "iscsi", "iscsi-direct", "rbd", "sheepdog", "gluster">;
constexpr const xml::When& of_devices = xml::when<"../type", "fs", "disk", "iscsi", "iscsi-direct">;
constexpr const xml::When& with_names =
    xml::when<"../type", "logical", "rbd", "sheepdog", "gluster", "zfs", "vstorage">;
constexpr const xml::When& of_names =
    xml::when<"../type", "rbd", "sheepdog", "gluster", "zfs", "vstorage">;
constexpr const xml::When& with_formats = xml::when<"../type", "fs", "netfs", "logical", "disk">;
constexpr const xml::When& with_makers =
    xml::when<"../type", "dir", "fs", "netfs", "logical", "disk", "iscsi", "scsi">;

consteval xml::Binding<PoolSource> source_part(const char* name, const xml::Table& table) {
    return xml::mention<PoolSource>(name, xml::Part::element).of(table).once();
}

// Only these file systems are known by a path that is not absolute.
bool has_dir_of_format(xml::Node source) {
    const auto path = source.child("dir").attribute("path");
    const auto format = source.child("format").attribute("type");
    return !path || path->starts_with('/') || format == "cifs" || format == "glusterfs";
}

constexpr auto source_rows = xml::rows<PoolSource>({
    xml::spread<PoolSource>(),
    xml::list<&PoolSource::hosts, host_xml>().only(with_hosts).expected(),
    xml::list<&PoolSource::devices, device_xml>().only(xml::when<"../type", "logical">),
    source_part("device", device_xml).only(xml::when<"../type", "zfs">),
    source_part("device", device_xml).only(of_devices).expected(),
    xml::nested<PoolSource, dir_xml>().only(xml::when<"../type", "netfs", "gluster">),
    source_part("dir", dir_xml).only(xml::when<"../type", "netfs">).expected(),
    xml::rule<PoolSource, has_dir_of_format>(
        "a path that is not absolute, which takes the format cifs or glusterfs"),
    xml::custom<PoolSource, read_adapter, write_adapter>("adapter")
        .of(pool_adapter_xml)
        .once()
        .only(xml::when<"../type", "scsi">)
        .expected(),
    xml::text_child<&PoolSource::name>("name").only(with_names),
    xml::mention<PoolSource>("name", xml::Part::element)
        .like(xml::pattern::any_text)
        .once()
        .only(of_names)
        .expected(),
    xml::mention<PoolSource>("name", xml::Part::elements)  // of which one is read
        .like(xml::pattern::any_text)
        .only(xml::when<"../type", "logical">),
    xml::nested<PoolSource, initiator_xml>().only(xml::when<"../type", "iscsi", "iscsi-direct">),
    source_part("initiator", initiator_xml).only(xml::when<"../type", "iscsi-direct">).expected(),
    xml::nested<PoolSource, format_xml>().only(with_formats),
    xml::nested<PoolSource, protocol_xml>().only(xml::when<"../type", "netfs">),
    xml::child<&PoolSource::auth, storage_auth_xml>("auth").only(xml::nowhere),
    xml::mention<PoolSource>("auth", xml::Part::element)
        .of(auth_shape)
        .once()
        .only(xml::when<"../type", "iscsi", "iscsi-direct", "rbd">),
    xml::check<PoolSource, check_auth_type>(),
    xml::nested<PoolSource, vendor_xml>().only(with_makers),
    xml::nested<PoolSource, product_xml>().only(with_makers),
});
constexpr xml::Element<PoolSource> source_xml{"source", source_rows};

// It is written even when nothing is in it.
/// What has to fit the type is wrong before anything else in it is.
void check_type(xml::Node source, PoolType type) {
    const auto& formats = facts_of(type).formats;
    const auto format = source.child("format").attribute("type");
    if (format && !formats.empty() && std::ranges::find(formats, *format) == formats.end())
        fail(Errc::config_unsupported, "unknown pool format type {}", *format);
    if (type == PoolType::rbd && source.child("name").text().empty())
        fail(Errc::xml_error, "element 'name' is mandatory for RBD pool");
}

void read_source(xml::Node node, StoragePool& pool) {
    const xml::Node source = node.child("source");
    if (!source) return;
    check_type(source, pool.type);
    xml::read(source_xml, source, pool.source);
}
void write_source(xml::Writer& out, const StoragePool& pool) {
    xml::write(source_xml, out, pool.source);
}

constexpr const xml::When& path_wanted =
    xml::when<"../type", "dir", "fs", "netfs", "disk", "iscsi", "scsi", "mpath", "zfs", "vstorage">;

constexpr auto target_rows = xml::rows<PoolTarget>({
    xml::text_child<&PoolTarget::path>("path").like(xml::pattern::absolute_path),
    xml::mention<PoolTarget>("path", xml::Part::element)
        .like(xml::pattern::absolute_path)
        .once()
        .only(path_wanted)
        .expected(),
    xml::child<&PoolTarget::permissions, permissions_xml>(),
});
constexpr xml::Element<PoolTarget> target_xml{"target", target_rows};

constexpr auto cow_rows = xml::rows<StoragePool>({
    xml::attr<&StoragePool::copy_on_write>("state").expected(),
});
constexpr xml::Element<StoragePool> cow_xml{"cow", cow_rows};
constexpr auto features_rows = xml::rows<StoragePool>({xml::nested<StoragePool, cow_xml>()});
constexpr xml::Element<StoragePool> features_xml{"features", features_rows};

constexpr auto refresh_volume_rows = xml::rows<StoragePool>({
    xml::attr<&StoragePool::volume_allocation>("allocation")
        .or_fail(Errc::config_unsupported,
                 "unknown storage pool volume refresh allocation type {0}"),
});
constexpr xml::Element<StoragePool> refresh_volume_xml{"volume", refresh_volume_rows};
constexpr auto refresh_rows =
    xml::rows<StoragePool>({xml::nested<StoragePool, refresh_volume_xml>()});
constexpr xml::Element<StoragePool> refresh_xml{"refresh", refresh_rows};

void write_bytes(xml::Writer& out, std::string_view name, std::uint64_t bytes) {
    out.open(name);
    out.attribute("unit", "bytes");
    out.number(bytes);
    out.close();
}

void write_sizes(xml::Writer& out, const StoragePool& pool) {
    write_bytes(out, "capacity", pool.sizes.capacity);
    write_bytes(out, "allocation", pool.sizes.allocation);
    write_bytes(out, "available", pool.sizes.available);
}

void write_space(xml::Writer& out, const StoragePool& pool) {
    if (!pool.mount_options.empty()) out.attribute("xmlns:fs", fs_space);
}

void read_mount_options(xml::Node node, StoragePool& pool) {
    const xml::Node options = node.child_in(fs_space, "mount_opts");
    if (!options) return;
    for (xml::Node option = options.child_in(fs_space, "option"); option; option = option.twin()) {
        const auto name = option.attribute("name");
        if (!name) fail(Errc::xml_error, "no fs mount option name specified");
        pool.mount_options.emplace_back(*name);
    }
}

void write_mount_options(xml::Writer& out, const StoragePool& pool) {
    if (pool.mount_options.empty()) return;
    out.open("fs:mount_opts");
    for (const std::string& name : pool.mount_options) {
        out.open("fs:option");
        out.attribute("name", name);
        out.close();
    }
    out.close();
}

constexpr auto mount_option_rows = xml::rows<Shape>({shape::attribute("name").expected()});
constexpr xml::Element<Shape> mount_option_shape{"option", mount_option_rows};
constexpr auto mount_rows = xml::rows<Shape>({shape::children("fs:option", mount_option_shape)});
constexpr xml::Element<Shape> mount_shape{"mount_opts", mount_rows};
constexpr auto config_option_rows =
    xml::rows<Shape>({shape::attribute("name").expected(), shape::attribute("value").expected()});
constexpr xml::Element<Shape> config_option_shape{"option", config_option_rows};
constexpr auto config_rows = xml::rows<Shape>({shape::children("rbd:option", config_option_shape)});
constexpr xml::Element<Shape> config_shape{"config_opts", config_rows};

consteval xml::Binding<StoragePool> needed(const char* name, const xml::Table& table) {
    return xml::mention<StoragePool>(name, xml::Part::element).of(table).once().expected();
}

constexpr const xml::When& with_targets = xml::when<"type", "dir", "fs", "netfs", "logical", "disk",
                                                    "iscsi", "scsi", "mpath", "zfs", "vstorage">;
constexpr const xml::When& of_targets = xml::when<"type", "dir", "fs", "netfs", "logical", "disk",
                                                  "iscsi", "scsi", "mpath", "vstorage">;
constexpr const xml::When& of_sources =
    xml::when<"type", "fs", "netfs", "logical", "disk", "iscsi", "iscsi-direct", "scsi", "rbd",
              "sheepdog", "gluster", "zfs", "vstorage">;
constexpr const xml::When& of_own_names =
    xml::when<"type", "dir", "fs", "netfs", "disk", "iscsi", "iscsi-direct", "scsi", "mpath">;

constexpr auto pool_rows = xml::rows<StoragePool>({
    xml::attr<&StoragePool::type>("type").required(),
    xml::custom_attr<StoragePool, xml::read_nothing, write_space>("xmlns:fs"),
    xml::text_child<&StoragePool::name>("name").like(xml::pattern::some_text),
    xml::mention<StoragePool>("name", xml::Part::element)
        .like(xml::pattern::some_text)
        .once()
        .only(of_own_names)
        .expected(),
    xml::text_child<&StoragePool::uuid>("uuid").or_fail(Errc::xml_error, "malformed uuid element"),
    xml::custom<StoragePool, xml::read_nothing, write_sizes>("capacity").of(shape::size).once(),
    xml::mention<StoragePool>("allocation", xml::Part::element).of(shape::size).once(),
    xml::mention<StoragePool>("available", xml::Part::element).of(shape::size).once(),
    xml::nested<StoragePool, features_xml>(),
    xml::custom<StoragePool, read_source, write_source>("source").of(source_xml).once(),
    needed("source", source_xml).only(of_sources),
    xml::child<&StoragePool::target, target_xml>().only(with_targets),
    needed("target", target_xml).only(of_targets),
    xml::nested<StoragePool, refresh_xml>().only(xml::when<"type", "rbd">),
    xml::custom<StoragePool, read_mount_options, write_mount_options>("fs:mount_opts")
        .of(mount_shape)
        .once()
        .only(xml::when<"type", "fs", "netfs">),
    xml::mention<StoragePool>("rbd:config_opts", xml::Part::element)
        .of(config_shape)
        .once()
        .only(xml::when<"type", "rbd">),
});

}  // namespace

constinit const xml::Element<StoragePool> storage_pool_xml{"pool", pool_rows};

StoragePool parse_pool(xml::Node node) {
    StoragePool pool;
    xml::read(storage_pool_xml, node, pool);
    fill_defaults(pool);
    validate(pool);
    drop_unused(pool);
    return pool;
}

StoragePool parse_pool(std::string_view xml) {
    const xml::Document document(xml,
                                 {.origin = Origin::storage, .what = "storage_pool_definition"});
    return parse_pool(document.root(storage_pool_xml.name));
}

std::string format(const StoragePool& pool, const xml::View& view) {
    return xml::format(pool, storage_pool_xml, view);
}

PoolSource parse_pool_source(std::string_view xml, std::optional<PoolType> type) {
    const xml::Document document(
        xml, {.origin = Origin::storage, .what = "storage_source_specification"});
    const xml::Node root = document.root(source_xml.name);
    if (!type) fail(Errc::internal_error, "missing backend for pool type -1");
    check_type(root, *type);
    PoolSource source;
    xml::read(source_xml, root, source);
    return source;
}

std::string format_pool_sources(const std::vector<PoolSource>& sources, PoolType type) {
    xml::Writer out{xml::View{}};
    out.open("sources");
    out.end_start_tag();
    for (const PoolSource& source : sources) {
        StoragePool pool;
        pool.type = type;
        pool.source = source;
        drop_unused(pool);
        xml::write(source_xml, out, pool.source);
    }
    out.close();
    return out.take();
}

}  // namespace virtd::conf
