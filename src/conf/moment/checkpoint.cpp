// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/moment/checkpoint.hpp"

#include "conf/devices/disk_patterns.hpp"
#include "conf/moment/embedded_domain.hpp"
#include "conf/moment/tables.hpp"
#include "conf/shapes.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain_checkpoint};

constexpr const char* schema = "domaincheckpoint";

// This document is always validated, so a wrong word is not what its type allows.
void read_type(xml::Node node, CheckpointDisk& into) {
    const auto word = node.attribute("checkpoint");
    if (!word) return;
    into.type = xml::from_word<CheckpointType>(*word);
    if (!into.type) xml::fail_invalid(schema, "a disk has neither a bitmap nor none\n");
}

void write_type(xml::Writer& out, const CheckpointDisk& from) {
    if (from.type) out.attribute("checkpoint", xml::to_word(*from.type));
}

// What changed since is the daemon's to say.
void read_no_size(xml::Node, CheckpointDisk&) {}

void write_size(xml::Writer& out, const CheckpointDisk& from) {
    if (from.size) out.attribute("size", std::to_string(*from.size));
}

constexpr const xml::When& is_tracked = xml::when<"checkpoint", "", "bitmap">;

constexpr auto disk_rows = xml::rows<CheckpointDisk>({
    xml::attr<&CheckpointDisk::name>("name").expected().like(disk_target_or_path),
    xml::custom_attr<CheckpointDisk, read_type, write_type>("checkpoint").one_of<CheckpointType>(),
    xml::attr<&CheckpointDisk::bitmap>("bitmap").only(is_tracked),
    xml::custom_attr<CheckpointDisk, read_no_size, write_size>("size")
        .like(xml::pattern::natural)
        .only(is_tracked),
});
constexpr xml::Element<CheckpointDisk> disk_xml{"disk", disk_rows};

// Time and definition are read by read_history: they count only when redefined.

void write_domain(xml::Writer& out, const Checkpoint& from) {
    write_embedded(out, from.domain.get(), "domain");
}

constexpr auto parent_rows =
    xml::rows<Shape>({shape::text_child("name", xml::pattern::file_name).expected()});
constexpr xml::Element<Shape> parent_shape{"parent", parent_rows};

constexpr auto checkpoint_rows = xml::rows<Checkpoint>({
    // names become files and bitmaps one day
    xml::text_child<&Checkpoint::name>("name").like(xml::pattern::file_name),
    xml::text_child<&Checkpoint::description>("description"),
    xml::custom<Checkpoint, read_parent<Checkpoint>, write_parent<Checkpoint>>("parent")
        .of(parent_shape)
        .once(),
    xml::custom<Checkpoint, xml::read_nothing, write_creation_time<Checkpoint>>("creationTime")
        .of(shape::number)
        .once(),
    xml::list<&Checkpoint::disks, disk_xml>().inside("disks").expected(),
    xml::custom<Checkpoint, xml::read_nothing, write_domain>("domain"),
});
}  // namespace

constinit const xml::Element<Checkpoint> checkpoint_xml{"domaincheckpoint", checkpoint_rows};

namespace {

void read_history(xml::Node root, Checkpoint& into, const ParseOptions& domain_options) {
    if (into.name.empty()) fail(Errc::xml_error, "a redefined checkpoint must have a name");
    const auto seconds = xml::parse_integer(root.child("creationTime").text());
    if (!seconds) fail(Errc::internal_error, "missing creationTime from existing checkpoint");
    into.creation_time = *seconds;
    into.domain = read_embedded(root, "domain", domain_options);
}

void validate_values(const Checkpoint& checkpoint) {
    for (const CheckpointDisk& disk : checkpoint.disks) {
        if (disk.name.empty()) xml::fail_invalid(schema, "a disk has no name\n");
        if (disk.type == CheckpointType::no && disk.bitmap) {
            xml::fail_invalid(schema, "a disk without a checkpoint has no bitmap either\n");
        }
    }
}

}  // namespace

Checkpoint parse_checkpoint(std::string_view text, MomentKind kind,
                            const ParseOptions& domain_options) {
    const xml::Document document(
        text, {.origin = Origin::domain_checkpoint, .what = "domain_checkpoint"});
    const xml::Node root = document.root("domaincheckpoint");
    xml::validate_names(checkpoint_xml, root, schema);
    Checkpoint checkpoint;
    xml::read(checkpoint_xml, root, checkpoint);
    validate_values(checkpoint);
    if (kind == MomentKind::redefined) {
        read_history(root, checkpoint, domain_options);
    } else {
        checkpoint.parent.reset();
    }
    return checkpoint;
}

std::string format(const Checkpoint& checkpoint, const FormatOptions& options) {
    return xml::format(checkpoint, checkpoint_xml, options);
}

}  // namespace virtd::conf
