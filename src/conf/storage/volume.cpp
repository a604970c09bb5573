// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/volume.hpp"

#include <algorithm>
#include <array>

#include "conf/storage/extent.hpp"
#include "xml/scaled.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(VolumeType) {
    using enum VolumeType;
    return std::to_array<xml::Name<VolumeType>>({{file, "file"},
                                                 {block, "block"},
                                                 {dir, "dir"},
                                                 {network, "network"},
                                                 {netdir, "netdir"},
                                                 {ploop, "ploop"}});
}

constexpr auto xml_names(VolumeFeature) {
    using enum VolumeFeature;
    return std::to_array<xml::Name<VolumeFeature>>(
        {{lazy_refcounts, "lazy_refcounts"}, {extended_l2, "extended_l2"}});
}

namespace {

constexpr Fail fail{Origin::storage};

constexpr std::string_view compat_for_features = "1.1";

std::string child_text(xml::Node node, std::string_view name) {
    const xml::Node child = node.child(name);
    return child ? child.text() : std::string();
}

std::optional<std::uint64_t> read_bytes(xml::Node node, std::string_view name) {
    const std::string text = child_text(node, name);
    if (text.empty()) return std::nullopt;
    const auto value = xml::parse_unsigned(text);
    if (!value) fail(Errc::xml_error, "malformed capacity element");
    return xml::scale(*value, node.child(name).attribute("unit").value_or(""), 1, UINT64_MAX);
}

void write_bytes(xml::Writer& out, std::string_view name,
                 const std::optional<std::uint64_t>& bytes) {
    if (!bytes) return;
    out.open(name);
    out.attribute("unit", "bytes");
    out.number(*bytes);
    out.close();
}

// Words are checked against the pool's, which the reader of a target does not know.
std::string read_format(xml::Node node) {
    const xml::Node format = node.child("format");
    return std::string(format ? format.attribute("type").value_or("") : "");
}

void write_format(xml::Writer& out, const std::string& format) {
    if (format.empty()) return;
    out.open("format");
    out.attribute("type", format);
    out.close();
}

void read_target_format(xml::Node node, VolumeTarget& target) {
    target.format = read_format(node);
}
void write_target_format(xml::Writer& out, const VolumeTarget& target) {
    write_format(out, target.format);
}

void check_compat(xml::Node, VolumeTarget& target) {
    const std::string& compat = target.compat;
    if (compat.empty()) return;
    const auto is_number = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
    };
    const std::size_t dot = compat.find('.');
    if (dot == compat.npos || !is_number(compat.substr(0, dot)) ||
        !is_number(compat.substr(dot + 1)))
        fail(Errc::xml_error, "forbidden characters in 'compat' attribute");
}

void read_cluster_size(xml::Node node, VolumeTarget& target) {
    const std::string text = child_text(node, "clusterSize");
    if (text.empty()) return;
    const auto value = xml::parse_unsigned(text);
    if (!value) xml::fail_size(text, "./target/clusterSize");
    const auto unit = node.child("clusterSize").attribute("unit").value_or("");
    const std::uint64_t size = xml::scale(*value, unit, 1, UINT64_MAX);
    if (size != 0) target.cluster_size = size;
}
void write_cluster_size(xml::Writer& out, const VolumeTarget& target) {
    if (!target.cluster_size) return;
    out.open("clusterSize");
    out.attribute("unit", "B");
    out.number(*target.cluster_size);
    out.close();
}

void read_features(xml::Node node, VolumeTarget& target) {
    const xml::Node features = node.child("features");
    if (!features) return;
    if (target.compat.empty()) target.compat = compat_for_features;
    auto& list = target.features.emplace();
    for (xml::Node it = features.first(); it; it = it.next()) {
        const auto feature = xml::from_word<VolumeFeature>(it.name());
        if (!feature) fail(Errc::config_unsupported, "unsupported feature {}", it.name());
        if (std::ranges::find(list, *feature) == list.end()) list.push_back(*feature);
    }
    std::ranges::sort(list);
}

void write_features(xml::Writer& out, const VolumeTarget& target) {
    if (!target.features) return;
    out.open("features");
    for (const VolumeFeature feature : *target.features)
        out.flag_element(xml::to_word(feature));
    out.close();
}

constexpr const xml::Pattern& formats = xml::pattern::words<
    "unknown", "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop",
    "luks", "cow", "qcow", "qcow2", "qed", "vmdk",  // of files
    "none", "auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat", "hfs+",
    "xfs", "ocfs2", "vmfs",  // of file systems
    "linux", "fat16", "fat32", "linux-swap", "linux-lvm", "linux-raid", "extended">;  // of disks

constexpr auto format_rows = xml::rows<Shape>({shape::attribute("type").like(formats).expected()});
constexpr xml::Element<Shape> format_xml{"format", format_rows};

constexpr auto feature_rows =
    xml::rows<Shape>({shape::flag("lazy_refcounts"), shape::flag("extended_l2")});
constexpr xml::Element<Shape> features_xml{"features", feature_rows};

bool is_decimal(std::string_view text) {
    const std::size_t dot = text.find('.');
    const auto has_digits = [](std::string_view part) {
        return part.find_first_not_of("0123456789") == part.npos;
    };
    return dot != 0 && !text.empty() && has_digits(text.substr(0, dot)) &&
           (dot == text.npos || has_digits(text.substr(dot + 1)));
}
constexpr xml::Pattern decimal{is_decimal, "number"};

constexpr auto time_rows =
    xml::rows<Shape>({shape::text_child("atime", decimal), shape::text_child("mtime", decimal),
                      shape::text_child("ctime", decimal), shape::text_child("btime", decimal)});
constexpr xml::Element<Shape> timestamps_xml{"timestamps", time_rows};

constexpr auto extents_rows = xml::rows<Shape>({
    shape::attribute("path").like(xml::pattern::absolute_path).expected(),
    shape::children("extent", extent_shape),
});
constexpr xml::Element<Shape> extents_xml{"device", extents_rows};

constexpr auto source_rows = xml::rows<Shape>({shape::children("device", extents_xml)});
constexpr xml::Element<Shape> source_xml{"source", source_rows};

constexpr auto target_rows = xml::rows<VolumeTarget>({
    xml::text_child<&VolumeTarget::path>("path"),
    xml::custom<VolumeTarget, read_target_format, write_target_format>("format")
        .of(format_xml)
        .once(),
    xml::child<&VolumeTarget::permissions, permissions_xml>(),
    xml::child<&VolumeTarget::encryption, storage_encryption_xml>("encryption"),
    xml::text_child<&VolumeTarget::compat>("compat").like(decimal),
    xml::check<VolumeTarget, check_compat>(),
    xml::custom<VolumeTarget, read_cluster_size, write_cluster_size>("clusterSize")
        .of(shape::size)
        .once(),
    xml::custom<VolumeTarget, read_features, write_features>("features").of(features_xml).once(),
    xml::mention<VolumeTarget>("timestamps", xml::Part::element).of(timestamps_xml).once(),
    xml::mention<VolumeTarget>("nocow", xml::Part::element).like(xml::pattern::no_text).once(),
});
constexpr xml::Element<VolumeTarget> target_xml{"target", target_rows};

void read_backing_format(xml::Node node, VolumeBacking& backing) {
    backing.format = read_format(node);
}
void write_backing_format(xml::Writer& out, const VolumeBacking& backing) {
    write_format(out, backing.format);
}

constexpr auto backing_rows = xml::rows<VolumeBacking>({
    xml::text_child<&VolumeBacking::path>("path").expected().like(xml::pattern::absolute_path),
    xml::custom<VolumeBacking, read_backing_format, write_backing_format>("format")
        .of(format_xml)
        .once(),
    xml::child<&VolumeBacking::permissions, permissions_xml>(),
    xml::mention<VolumeBacking>("timestamps", xml::Part::element).of(timestamps_xml).once(),
});
constexpr xml::Element<VolumeBacking> backing_xml{"backingStore", backing_rows};

void read_sizes(xml::Node node, StorageVolume& volume) {
    volume.capacity = read_bytes(node, "capacity");
    volume.allocation = read_bytes(node, "allocation");
}
void write_sizes(xml::Writer& out, const StorageVolume& volume) {
    write_bytes(out, "capacity", volume.capacity);
    write_bytes(out, "allocation", volume.allocation);
    write_bytes(out, "physical", volume.physical);
}

constexpr auto volume_rows = xml::rows<StorageVolume>({
    xml::attr<&StorageVolume::type>("type").or_fail(Errc::config_unsupported,
                                                    "unknown volume type '{0}'"),
    xml::text_child<&StorageVolume::name>("name")
        .like(xml::pattern::some_text)
        .or_missing(Errc::xml_error, "missing volume name element"),
    xml::text_child<&StorageVolume::key>("key"),
    xml::custom<StorageVolume, read_sizes, write_sizes>("capacity").of(shape::size).once(),
    xml::mention<StorageVolume>("allocation", xml::Part::element).of(shape::size).once(),
    xml::mention<StorageVolume>("physical", xml::Part::element).of(shape::size).once(),
    xml::mention<StorageVolume>("source", xml::Part::element).of(source_xml).once(),
    xml::child<&StorageVolume::target, target_xml>(),
    xml::child<&StorageVolume::backing, backing_xml>().turn(-1),
    xml::mention<StorageVolume>("target", xml::Part::element).required(),
});

void settle_format(std::string& format, const PoolTypeFacts& pool) {
    if (pool.volume_formats.empty()) {
        format.clear();
    } else if (format.empty()) {
        format = pool.volume_formats.front();
    } else if (std::ranges::find(pool.volume_formats, format) == pool.volume_formats.end()) {
        fail(Errc::config_unsupported, "unknown volume format type {}", format);
    }
}

void settle_backing(StorageVolume& volume, const PoolTypeFacts& pool) {
    if (!volume.backing) return;
    if (volume.backing->path.empty()) {
        volume.backing.reset();
    } else {
        settle_format(volume.backing->format, pool);
    }
}

void settle_sizes(StorageVolume& volume, VolumeSize size) {
    if (!volume.capacity) {
        if (size == VolumeSize::required) fail(Errc::xml_error, "missing capacity element");
        volume.capacity = 0;
    }
    if (!volume.allocation) volume.allocation = volume.capacity;
}

}  // namespace

constinit const xml::Element<StorageVolume> storage_volume_xml{"volume", volume_rows};

StorageVolume parse_volume(xml::Node node, PoolType pool, VolumeSize size) {
    const PoolTypeFacts& facts = facts_of(pool);
    StorageVolume volume;
    xml::read(storage_volume_xml, node, volume);
    settle_backing(volume, facts);
    settle_sizes(volume, size);
    settle_format(volume.target.format, facts);
    return volume;
}

StorageVolume parse_volume(std::string_view xml, PoolType pool, VolumeSize size) {
    const xml::Document document(xml,
                                 {.origin = Origin::storage, .what = "storage_volume_definition"});
    return parse_volume(document.root(storage_volume_xml.name), pool, size);
}

std::string format(const StorageVolume& volume, const xml::View& view) {
    return xml::format(volume, storage_volume_xml, view);
}

}  // namespace virtd::conf
