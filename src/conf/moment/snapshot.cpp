// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/moment/snapshot.hpp"

#include <utility>

#include "conf/devices/disk_patterns.hpp"
#include "conf/devices/disk_words.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/moment/embedded_domain.hpp"
#include "conf/moment/tables.hpp"
#include "conf/shapes.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain_snapshot};

bool is_absolute(std::string_view path) {
    return path.starts_with('/');
}

constexpr const xml::When& is_external = xml::when<"snapshot", "", "external">;

constexpr auto memory_rows = xml::rows<SnapshotMemory>({
    xml::attr<&SnapshotMemory::location>("snapshot"),
    xml::attr<&SnapshotMemory::file>("file")
        .like(xml::pattern::absolute_path)
        .only(is_external)
        .expected(),
});
constexpr xml::Element<SnapshotMemory> memory_xml{"memory", memory_rows};

constexpr auto driver_rows = xml::rows<ImageFormat>({
    xml::attr<&ImageFormat::type>("type").or_fail(Errc::config_unsupported,
                                                  "unknown disk snapshot driver '{}'"),
    xml::child<&ImageFormat::metadata_cache, metadata_cache_xml>(),
});
constexpr xml::Element<ImageFormat> driver_xml{"driver", driver_rows};

/// Whether a document says what to save to, or how.
bool is_named(const SnapshotDisk& disk) {
    return storage_path(disk.source).has_value() || disk.driver.type.has_value();
}

void read_type(xml::Node node, SnapshotDisk& into) {
    xml::read(storage_type_xml, node, into.source);
    if (into.source.as<DirSource>() != nullptr || into.source.as<VolumeSource>() != nullptr) {
        fail(Errc::xml_error, "unsupported disk snapshot type '{}'", storage_type(into.source));
    }
}

void write_type(xml::Writer& out, const SnapshotDisk& from) {
    if (is_named(from)) xml::write_rows(storage_type_xml, out, &from.source);
}

void read_driver(xml::Node node, SnapshotDisk& into) {
    if (const xml::Node child = node.child("driver")) xml::read(driver_xml, child, into.driver);
}

void write_driver(xml::Writer& out, const SnapshotDisk& from) {
    if (!is_named(from)) return;
    out.open("driver");
    xml::write_rows(driver_xml, out, &from.driver);
    out.close_unless_empty();
}

void read_source(xml::Node node, SnapshotDisk& into) {
    const xml::Node child = node.child("source");
    if (!child) return;
    const xml::Blame blame(node.document(), Origin::domain);
    xml::read(storage_source_xml, child, into.source);
    into.source.index = 0;
}

// The image is not in use yet, so nothing about it changes while the guest runs.
void write_source(xml::Writer& out, const SnapshotDisk& from) {
    if (!is_named(from)) return;
    xml::View all = out.view();
    all.inactive = false;
    const xml::View before = out.set_view(all);
    out.open("source");
    xml::write_rows(storage_source_xml, out, &from.source);
    out.close_unless_empty();
    out.set_view(before);
}

constexpr auto disk_rows = xml::rows<SnapshotDisk>({
    xml::attr<&SnapshotDisk::name>("name")
        .like(disk_target_or_path)
        .or_missing(Errc::internal_error, "missing name from disk snapshot element"),
    xml::attr<&SnapshotDisk::location>("snapshot"),
    xml::custom<SnapshotDisk, read_type, write_type>("type")
        .naming(storage_type_xml)
        .only(is_external),
    xml::custom<SnapshotDisk, read_driver, write_driver>("driver")
        .of(driver_xml)
        .once()
        .only(is_external)
        .turn(1),
    xml::custom<SnapshotDisk, read_source, write_source>("source")
        .of(storage_source_xml)
        .once()
        .only(is_external),
    xml::mention<SnapshotDisk>("source", xml::Part::element)
        .of(storage_source_xml)
        .once()
        .only(xml::when<"type", "network">)
        .expected(),
});
constexpr xml::Element<SnapshotDisk> disk_xml{"disk", disk_rows};

void write_domains(xml::Writer& out, const Snapshot& from) {
    write_embedded(out, from.domain.get(), "domain");
    write_embedded(out, from.inactive_domain.get(), "inactiveDomain");
}

// State, time and definitions are read by read_history: they count only when redefined.

void write_state(xml::Writer& out, const Snapshot& from) {
    if (from.state) out.text_element("state", xml::to_word(*from.state));
}

// Of the guest there may be its UUID alone.
bool has_whole_domain(xml::Node node, std::span<const std::string_view>) {
    return node.child("domain").attribute("type").has_value();
}
bool has_short_domain(xml::Node node, std::span<const std::string_view> none) {
    return !has_whole_domain(node, none);
}
constexpr xml::When is_whole{{}, {}, has_whole_domain};
constexpr xml::When is_short{{}, {}, has_short_domain};
constexpr auto reference_rows =
    xml::rows<Shape>({shape::text_child("uuid", xml::pattern::uuid).expected()});
constexpr xml::Element<Shape> reference_shape{"domain", reference_rows};

constexpr auto snapshot_rows = xml::rows<Snapshot>({
    xml::text_child<&Snapshot::name>("name"),
    xml::text_child<&Snapshot::description>("description"),
    xml::custom<Snapshot, xml::read_nothing, write_state>("state").one_of<SnapshotState>().once(),
    xml::custom<Snapshot, read_parent<Snapshot>, write_parent<Snapshot>>("parent")
        .of(shape::parent)
        .once(),
    xml::custom<Snapshot, xml::read_nothing, write_creation_time<Snapshot>>("creationTime")
        .of(shape::words)
        .once(),
    xml::child<&Snapshot::memory, memory_xml>().turn(1),
    xml::list<&Snapshot::disks, disk_xml>().inside("disks").turn(1),
    xml::custom<Snapshot, xml::read_nothing, write_domains>("domain")
        .of(domain_xml)
        .once()
        .only(is_whole),
    xml::mention<Snapshot>("domain", xml::Part::element).of(reference_shape).once().only(is_short),
    xml::mention<Snapshot>("inactiveDomain", xml::Part::element).of(domain_xml).once(),
    xml::mention<Snapshot>("active", xml::Part::element)
        .like(xml::pattern::words<"0", "1">)
        .once(),  // of daemons, about their guests
    xml::mention<Snapshot>("cookie", xml::Part::element),
});
}  // namespace

constinit const xml::Element<Snapshot> snapshot_xml{"domainsnapshot", snapshot_rows};

namespace {

// What only the document of an existing snapshot says.
void read_history(xml::Node root, Snapshot& into, const ParseOptions& domain_options) {
    if (into.name.empty()) fail(Errc::xml_error, "a redefined snapshot must have a name");
    const auto seconds = xml::parse_integer(root.child("creationTime").text());
    if (!seconds) fail(Errc::internal_error, "missing creationTime from existing snapshot");
    into.creation_time = *seconds;
    const std::string state = root.child("state").text();
    if (state.empty()) fail(Errc::xml_error, "missing state from existing snapshot");
    into.state = xml::from_word<SnapshotState>(state);
    if (!into.state) {
        fail(Errc::config_unsupported, "Invalid state '{}' in domain snapshot XML", state);
    }
    into.domain = read_embedded(root, "domain", domain_options);
    into.inactive_domain = read_embedded(root, "inactiveDomain", domain_options);
}

void complete_memory(Snapshot& snapshot) {
    SnapshotMemory& memory = snapshot.memory;
    if (memory.file && !memory.location) memory.location = SnapshotLocation::external;
    const bool external = memory.location == SnapshotLocation::external;
    if (memory.file && !external) {
        fail(Errc::xml_error, "memory filename '{}' requires external snapshot", *memory.file);
    }
    if (external && !memory.file) {
        fail(Errc::xml_error, "external memory snapshots require a filename");
    }
    if (memory.file && !is_absolute(*memory.file)) {
        fail(Errc::xml_error, "memory snapshot file path ({}) must be absolute", *memory.file);
    }
    const bool saved = external || memory.location == SnapshotLocation::internal;
    if (snapshot.is_offline() && saved) {
        fail(Errc::xml_error, "memory state cannot be saved with offline or disk-only snapshot");
    }
    if (!memory.location && snapshot.state) {
        memory.location = snapshot.is_offline() ? SnapshotLocation::no : SnapshotLocation::internal;
    }
}

void complete_disk(SnapshotDisk& disk) {
    if (!disk.location && is_named(disk)) disk.location = SnapshotLocation::external;
    const bool is_file = disk.source.as<FileSource>() || disk.source.as<BlockSource>();
    const auto path = storage_path(disk.source);
    if (is_file && path && !is_absolute(*path)) {
        fail(Errc::xml_error, "disk snapshot image path '{}' must be absolute", *path);
    }
}

}  // namespace

Snapshot parse_snapshot(std::string_view text, MomentKind kind,
                        const ParseOptions& domain_options) {
    const xml::Document document(text,
                                 {.origin = Origin::domain_snapshot, .what = "domain_snapshot"});
    return parse_snapshot(document.root("domainsnapshot"), kind, domain_options);
}

Snapshot parse_snapshot(xml::Node root, MomentKind kind, const ParseOptions& domain_options) {
    if (domain_options.check_names) xml::validate_names(snapshot_xml, root, "domainsnapshot");
    Snapshot snapshot;
    xml::read(snapshot_xml, root, snapshot);
    if (kind == MomentKind::redefined) {
        read_history(root, snapshot, domain_options);
    } else {
        snapshot.parent.reset();
    }
    complete_memory(snapshot);
    for (SnapshotDisk& disk : snapshot.disks)
        complete_disk(disk);
    return snapshot;
}

std::string format(const Snapshot& snapshot, const FormatOptions& options) {
    return xml::format(snapshot, snapshot_xml, options);
}

}  // namespace virtd::conf
