// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/moment/snapshot.hpp"

#include <utility>

#include "conf/devices/disk_words.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/moment/embedded_domain.hpp"
#include "conf/moment/tables.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain_snapshot};

bool is_absolute(std::string_view path) {
    return path.starts_with('/');
}

constexpr auto memory_rows = xml::rows<SnapshotMemory>({
    xml::attr<&SnapshotMemory::location>("snapshot"),
    xml::attr<&SnapshotMemory::file>("file"),
});
constexpr xml::Element<SnapshotMemory> memory_xml{"memory", memory_rows};

void read_format(xml::Node node, SnapshotDisk& into) {
    const auto word = node.child("driver").attribute("type");
    if (!word) return;
    into.format = xml::from_word<StorageFormat>(*word);
    if (!into.format) fail(Errc::config_unsupported, "unknown disk snapshot driver '{}'", *word);
}

void write_format(xml::Writer& out, const SnapshotDisk& from) {
    if (!from.format) return;
    out.open("driver");
    out.attribute("type", xml::to_word(*from.format));
    out.close();
}

// Only what is saved elsewhere has a source.
void read_source(xml::Node node, SnapshotDisk& into) {
    const xml::Blame blame(node.document(), Origin::domain);
    xml::read(storage_type_xml, node, into.source);
    if (const xml::Node child = node.child("source")) {
        xml::read(storage_source_xml, child, into.source);
    }
}

void write_type(xml::Writer& out, const SnapshotDisk& from) {
    if (from.location == SnapshotLocation::external) {
        xml::write_rows(storage_type_xml, out, &from.source);
    }
}

void write_source(xml::Writer& out, const SnapshotDisk& from) {
    if (from.location == SnapshotLocation::external) {
        xml::write(storage_source_xml, out, from.source);
    }
}

void read_no_type(xml::Node, SnapshotDisk&) {}  // read_source does

constexpr auto disk_rows = xml::rows<SnapshotDisk>({
    xml::attr<&SnapshotDisk::name>("name"),
    xml::attr<&SnapshotDisk::location>("snapshot"),
    xml::custom_attr<SnapshotDisk, read_no_type, write_type>("type"),
    xml::custom<SnapshotDisk, read_format, write_format>("driver"),
    xml::custom<SnapshotDisk, read_source, write_source>("source"),
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

constexpr auto snapshot_rows = xml::rows<Snapshot>({
    xml::text_child<&Snapshot::name>("name"),
    xml::text_child<&Snapshot::description>("description"),
    xml::custom<Snapshot, xml::read_nothing, write_state>("state"),
    xml::custom<Snapshot, read_parent<Snapshot>, write_parent<Snapshot>>("parent"),
    xml::custom<Snapshot, xml::read_nothing, write_creation_time<Snapshot>>("creationTime"),
    xml::child<&Snapshot::memory, memory_xml>().turn(1),
    xml::list<&Snapshot::disks, disk_xml>().inside("disks").turn(1),
    xml::custom<Snapshot, xml::read_nothing, write_domains>("domain"),
    xml::mention<Snapshot>("active", xml::Part::element),  // of daemons, about their guests
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
    if (disk.name.empty()) {
        fail(Errc::internal_error, "missing name from disk snapshot element");
    }
    const auto* const file = disk.source.as<FileSource>();
    if (!disk.location && (storage_path(disk.source) || disk.format)) {
        disk.location = SnapshotLocation::external;
    }
    if (file != nullptr && file->file && !is_absolute(*file->file)) {
        fail(Errc::xml_error, "disk snapshot image path '{}' must be absolute", *file->file);
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
