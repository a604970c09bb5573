// Node devices that store things, and the ways to them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/kinds.hpp"

#include <string>

#include "conf/nodedev/inner.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr auto fc_host_rows = xml::rows<FcHost>({
    xml::text_child<&FcHost::wwnn>("wwnn")
        .like(xml::pattern::wwn)
        .or_missing(Errc::internal_error, "no WWNN supplied for '{1}', and auto-generation failed"),
    xml::text_child<&FcHost::wwpn>("wwpn")
        .like(xml::pattern::wwn)
        .or_missing(Errc::internal_error, "no WWPN supplied for '{1}', and auto-generation failed"),
    xml::text_child<&FcHost::fabric_wwn>("fabric_wwn").like(xml::pattern::wwn),
});
constexpr xml::Element<FcHost> fc_host_xml{"capability", fc_host_rows};

// The numbers are the adapter's to say; a document only says that it can.
void write_vports(xml::Writer& out, const VportOps& ops) {
    out.text_element("max_vports", std::to_string(ops.max_vports));
    out.text_element("vports", std::to_string(ops.vports));
}

constexpr auto vport_rows = xml::rows<VportOps>({
    xml::custom<VportOps, xml::read_nothing, write_vports>("max_vports")
        .of(shape::number)
        .once()
        .expected(),
    xml::mention<VportOps>("vports", xml::Part::element).of(shape::number).once().expected(),
});
constexpr xml::Element<VportOps> vport_xml{"capability", vport_rows};

constexpr auto remote_port_rows = xml::rows<FcRemotePort>({
    xml::text_child<&FcRemotePort::rport>("rport").expected(),
    xml::text_child<&FcRemotePort::wwpn>("wwpn").expected().like(xml::pattern::wwn),
});
constexpr xml::Element<FcRemotePort> remote_port_xml{"capability", remote_port_rows};

// How large blocks are is found out, never read.
template <class Part>
void forget_blocks(xml::Node, Part& part) {
    part.logical_block_size.reset();
    part.block_count.reset();
}

constexpr auto media_rows = xml::rows<RemovableMedia>({
    xml::text_child<&RemovableMedia::available>("media_available").expected(),
    xml::text_child<&RemovableMedia::size>("media_size").expected(),
    xml::text_child<&RemovableMedia::label>("media_label"),
    xml::text_child<&RemovableMedia::logical_block_size>("logical_block_size"),
    xml::text_child<&RemovableMedia::block_count>("num_blocks"),
    xml::all_or_none_of<RemovableMedia, "logical_block_size", "num_blocks">(),
    xml::check<RemovableMedia, forget_blocks<RemovableMedia>>(),
});
constexpr xml::Element<RemovableMedia> media_xml{"capability", media_rows};

/// A part that stands in a <capability> of its own inside of the device's.
template <class Part>
void read_part(xml::Node node, std::string_view type, const xml::Element<Part>& element,
               std::optional<Part>& into) {
    if (const xml::Node found = inner_capability(node, type))
        xml::read(element, found, into.emplace());
}

template <class Part>
void write_part(xml::Writer& out, std::string_view type, const xml::Element<Part>& element,
                const std::optional<Part>& from) {
    if (!from) return;
    out.open("capability");
    out.attribute("type", type);
    xml::write_rows(element, out, &*from);
    out.close();
}

void read_host_parts(xml::Node node, ScsiHostNode& host) {
    read_part(node, "fc_host", fc_host_xml, host.fc_host);
    read_part(node, "vport_ops", vport_xml, host.vport_ops);
}
void write_host_parts(xml::Writer& out, const ScsiHostNode& host) {
    write_part(out, "fc_host", fc_host_xml, host.fc_host);
    write_part(out, "vport_ops", vport_xml, host.vport_ops);
}

constexpr xml::Word fc_words[] = {{0, "fc_host"}};
constexpr auto fc_names =
    xml::rows<InnerCapability>({inner_type<fc_words>(), inner_rows(fc_host_xml)});
constexpr xml::Element<InnerCapability> fc_names_xml{"capability", fc_names};

constexpr xml::Word vport_words[] = {{0, "vport_ops"}};
constexpr auto vport_names =
    xml::rows<InnerCapability>({inner_type<vport_words>(), inner_rows(vport_xml)});
constexpr xml::Element<InnerCapability> vport_names_xml{"capability", vport_names};

constexpr auto scsi_host_rows = xml::rows<ScsiHostNode>({
    xml::text_child<&ScsiHostNode::host>("host"),
    xml::text_child<&ScsiHostNode::unique_id>("unique_id"),
    xml::custom<ScsiHostNode, read_host_parts, write_host_parts>("capability").of(fc_names_xml),
    mention_inner<ScsiHostNode>(vport_names_xml),
});

void read_remote_port(xml::Node node, ScsiTargetNode& target) {
    read_part(node, "fc_remote_port", remote_port_xml, target.remote_port);
}
void write_remote_port(xml::Writer& out, const ScsiTargetNode& target) {
    write_part(out, "fc_remote_port", remote_port_xml, target.remote_port);
}

constexpr xml::Word remote_words[] = {{0, "fc_remote_port"}};
constexpr auto remote_names =
    xml::rows<InnerCapability>({inner_type<remote_words>(), inner_rows(remote_port_xml)});
constexpr xml::Element<InnerCapability> remote_names_xml{"capability", remote_names};

constexpr auto scsi_target_rows = xml::rows<ScsiTargetNode>({
    xml::text_child<&ScsiTargetNode::target>("target").or_missing(
        Errc::internal_error, "no target name supplied for '{1}'"),
    xml::custom<ScsiTargetNode, read_remote_port, write_remote_port>("capability")
        .of(remote_names_xml),
});

constexpr auto scsi_rows = xml::rows<ScsiNode>({
    xml::text_child<&ScsiNode::host>("host")
        .or_missing(Errc::internal_error, "no SCSI host ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid SCSI host ID supplied for '{1}'"),
    xml::text_child<&ScsiNode::bus>("bus")
        .or_missing(Errc::internal_error, "no SCSI bus ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid SCSI bus ID supplied for '{1}'"),
    xml::text_child<&ScsiNode::target>("target")
        .or_missing(Errc::internal_error, "no SCSI target ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid SCSI target ID supplied for '{1}'"),
    xml::text_child<&ScsiNode::lun>("lun")
        .or_missing(Errc::internal_error, "no SCSI LUN ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid SCSI LUN ID supplied for '{1}'"),
    xml::text_child<&ScsiNode::type>("type"),
});

void read_media(xml::Node node, StorageNode& storage) {
    storage.hotpluggable = static_cast<bool>(inner_capability(node, "hotpluggable"));
    read_part(node, "removable", media_xml, storage.removable);
}
void write_media(xml::Writer& out, const StorageNode& storage) {
    write_part(out, "removable", media_xml, storage.removable);
}

void write_hotpluggable(xml::Writer& out, const StorageNode& storage) {
    if (!storage.hotpluggable) return;
    out.open("capability");
    out.attribute("type", "hotpluggable");
    out.close();
}

constexpr xml::Word media_words[] = {{0, "removable"}};
constexpr auto media_names =
    xml::rows<InnerCapability>({inner_type<media_words>(), inner_rows(media_xml)});
constexpr xml::Element<InnerCapability> media_names_xml{"capability", media_names};

constexpr xml::Word hotpluggable_words[] = {{0, "hotpluggable"}};

bool has_size(xml::Node node) {
    return node.child("size") || inner_capability(node, "removable");
}

constexpr auto storage_rows = xml::rows<StorageNode>({
    xml::text_child<&StorageNode::block>("block")
        .like(xml::pattern::absolute_path)
        .or_missing(Errc::internal_error, "no block device path supplied for '{1}'"),
    xml::text_child<&StorageNode::bus>("bus"),
    xml::text_child<&StorageNode::drive_type>("drive_type"),
    xml::text_child<&StorageNode::model>("model"),
    xml::text_child<&StorageNode::vendor>("vendor"),
    xml::text_child<&StorageNode::serial>("serial"),
    xml::custom<StorageNode, read_media, write_media>("capability").of(media_names_xml),
    xml::text_child<&StorageNode::size>("size"),
    xml::text_child<&StorageNode::logical_block_size>("logical_block_size"),
    xml::text_child<&StorageNode::block_count>("num_blocks"),
    xml::all_or_none_of<StorageNode, "logical_block_size", "num_blocks">(),
    xml::first_with_others<StorageNode, "size", "logical_block_size">(),
    xml::rule<StorageNode, has_size>("neither a <size> nor removable media"),
    xml::check<StorageNode, forget_blocks<StorageNode>>(),
    xml::custom<StorageNode, xml::read_nothing, write_hotpluggable>("capability")
        .of(plain_inner_xml<hotpluggable_words>),
});

constexpr auto generic_rows = xml::rows<ScsiGenericNode>({
    xml::text_child<&ScsiGenericNode::path>("char").expected(),
});

}  // namespace

constinit const xml::Element<ScsiHostNode> scsi_host_node_xml{"capability", scsi_host_rows};
constinit const xml::Element<ScsiTargetNode> scsi_target_node_xml{"capability", scsi_target_rows};
constinit const xml::Element<ScsiNode> scsi_node_xml{"capability", scsi_rows};
constinit const xml::Element<StorageNode> storage_node_xml{"capability", storage_rows};
constinit const xml::Element<ScsiGenericNode> scsi_generic_node_xml{"capability", generic_rows};

}  // namespace virtd::conf
