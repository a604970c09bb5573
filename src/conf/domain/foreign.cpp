// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/foreign.hpp"

namespace virtd::conf {

namespace {

using shape::attribute;
using shape::child;
using shape::children;
using shape::text_child;

constexpr auto value_rows = xml::rows<Shape>({attribute("value").expected()});
constexpr xml::Element<Shape> value{"arg", value_rows};

constexpr auto variable_rows = xml::rows<Shape>({
    attribute("name").expected().like(xml::pattern::name),
    attribute("value"),
});
constexpr xml::Element<Shape> variable{"env", variable_rows};

constexpr auto qemu_arguments_rows = xml::rows<Shape>({
    children("qemu:arg", value),
    children("qemu:env", variable),
});
constexpr xml::Element<Shape> qemu_arguments{"commandline", qemu_arguments_rows};

constexpr auto capability_rows = xml::rows<Shape>({attribute("capability").expected()});
constexpr xml::Element<Shape> capability{"add", capability_rows};
constexpr auto capabilities_rows = xml::rows<Shape>({
    children("qemu:add", capability),
    children("qemu:del", capability),
});
constexpr xml::Element<Shape> capabilities{"capabilities", capabilities_rows};

constexpr auto property_rows = xml::rows<Shape>({
    attribute("name").expected(),
    attribute("type").expected().like(
        xml::pattern::words<"string", "unsigned", "signed", "bool", "remove">),
    attribute("value"),
});
constexpr xml::Element<Shape> property{"property", property_rows};
constexpr auto frontend_rows = xml::rows<Shape>({children("qemu:property", property)});
constexpr xml::Element<Shape> frontend{"frontend", frontend_rows};
constexpr auto device_rows = xml::rows<Shape>({
    attribute("alias").expected(),
    child("qemu:frontend", frontend),
});
constexpr xml::Element<Shape> device{"device", device_rows};
constexpr auto override_rows = xml::rows<Shape>({children("qemu:device", device)});
constexpr xml::Element<Shape> overrides{"override", override_rows};

constexpr auto deprecation_rows = xml::rows<Shape>({
    attribute("behavior").expected().like(xml::pattern::words<"none", "omit", "reject", "crash">),
});
constexpr xml::Element<Shape> deprecation{"deprecation", deprecation_rows};

constexpr auto share_rows = xml::rows<Shape>({
    attribute("type").expected().like(xml::pattern::words<"netns", "name", "pid">),
    attribute("value").expected(),
});
constexpr xml::Element<Shape> share{"sharenet", share_rows};
constexpr auto namespaces_rows = xml::rows<Shape>({
    child("lxc:sharenet", share),
    child("lxc:shareipc", share),
    child("lxc:shareuts", share),
});
constexpr xml::Element<Shape> namespaces{"namespace", namespaces_rows};

constexpr auto xen_arguments_rows = xml::rows<Shape>({children("xen:arg", value)});
constexpr xml::Element<Shape> xen_arguments{"commandline", xen_arguments_rows};
constexpr auto bhyve_arguments_rows = xml::rows<Shape>({children("bhyve:arg", value)});
constexpr xml::Element<Shape> bhyve_arguments{"commandline", bhyve_arguments_rows};

constexpr auto foreign_rows = xml::rows<Shape>({
    child("qemu:commandline", qemu_arguments),
    child("qemu:capabilities", capabilities),
    child("qemu:override", overrides),
    child("qemu:deprecation", deprecation),
    child("lxc:namespace", namespaces),
    child("xen:commandline", xen_arguments),
    child("bhyve:commandline", bhyve_arguments),
    text_child("vmware:datacenterpath", xml::pattern::any_text),
});

}  // namespace

constinit const xml::Element<Shape> foreign_shape{"domain", foreign_rows};

}  // namespace virtd::conf
