// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/permissions.hpp"

#include <fmt/core.h>

#include <limits>

#include "conf/storage/extent.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::storage};

constexpr unsigned max_mode = 0777;
constexpr std::uint32_t nobody_in_particular = std::numeric_limits<std::uint32_t>::max();

void read_mode(xml::Node node, Permissions& permissions) {
    const std::string text = node.child("mode") ? node.child("mode").text() : "";
    if (text.empty()) return;
    const auto mode = xml::parse_integer(text, 8);
    if (!mode || *mode < 0 || *mode > max_mode) fail(Errc::xml_error, "malformed octal mode");
    permissions.mode = static_cast<unsigned>(*mode);
}

void write_mode(xml::Writer& out, const Permissions& permissions) {
    if (permissions.mode) out.text_element("mode", fmt::format("0{:o}", *permissions.mode));
}

std::optional<std::uint32_t> read_id(xml::Node node, std::string_view name) {
    const std::string text = node.child(name) ? node.child(name).text() : "";
    if (text.empty()) return std::nullopt;
    const auto id = xml::parse_integer(text);
    if (!id || (*id != -1 && !std::in_range<std::uint32_t>(*id)))
        fail(Errc::xml_error, "malformed {} element", name);
    if (*id == -1 || *id == nobody_in_particular) return std::nullopt;
    return static_cast<std::uint32_t>(*id);
}

void read_owner(xml::Node node, Permissions& permissions) {
    permissions.owner = read_id(node, "owner");
}
void write_owner(xml::Writer& out, const Permissions& permissions) {
    if (permissions.owner) out.text_element("owner", fmt::format("{}", *permissions.owner));
}

void read_group(xml::Node node, Permissions& permissions) {
    permissions.group = read_id(node, "group");
}
void write_group(xml::Writer& out, const Permissions& permissions) {
    if (permissions.group) out.text_element("group", fmt::format("{}", *permissions.group));
}

constexpr auto permissions_rows = xml::rows<Permissions>({
    xml::custom<Permissions, read_mode, write_mode>("mode").like(xml::pattern::integer).once(),
    xml::custom<Permissions, read_owner, write_owner>("owner").like(xml::pattern::integer).once(),
    xml::custom<Permissions, read_group, write_group>("group").like(xml::pattern::integer).once(),
    xml::text_child<&Permissions::label>("label"),
});

}  // namespace

constinit const xml::Element<Permissions> permissions_xml{"permissions", permissions_rows};

}  // namespace virtd::conf
