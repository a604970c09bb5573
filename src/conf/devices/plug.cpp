// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/plug.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "conf/devices/passes.hpp"
#include "conf/devices/plug_kinds.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

/// One device, and of what kind it is.
struct Plug {
    const DeviceKind* kind = nullptr;
    Devices device;
};

// A device's document is read as if its root stood in <devices> alone.
Plug read(std::string_view xml, PlugInto into) {
    const xml::Document document(xml, {.origin = Origin::domain,
                                       .what = "device_definition",
                                       .inactive = into == PlugInto::persistent});
    const std::string_view word = document.root().name();
    const auto kinds = device_kinds();
    const auto kind = std::ranges::find(kinds, word, &DeviceKind::word);
    if (kind == kinds.end()) fail(Errc::xml_error, "unknown device type '{}'", word);
    Plug plug{&*kind, {}};
    xml::read(devices_xml, document.around_root(), plug.device);
    xml::read(late_devices_xml, document.around_root(), plug.device);
    return plug;
}

/// The devices of a guest that has nothing else: with all that a definition fills in.
Devices completed(const Domain& domain, Devices device, PlugInto into) {
    Domain alone = domain;
    alone.devices = std::move(device);
    complete_devices(alone, into == PlugInto::persistent);
    return std::move(alone.devices);
}

std::size_t find(const Domain& domain, const Plug& plug, PlugInto into) {
    auto found = plug.kind->find(domain.devices, plug.device);
    if (!found) {
        const Devices complete = completed(domain, plug.device, into);
        if (plug.kind->count(complete) > 0) found = plug.kind->find(domain.devices, complete);
    }
    if (!found) fail(Errc::device_missing, "{}", plug.kind->missing(plug.device));
    return *found;
}

void require_hot(const DeviceKind& kind, PlugInto into, const char* what) {
    if (into == PlugInto::persistent || kind.hot_pluggable) return;
    fail(Errc::operation_unsupported, "live {} of device '{}' is not supported", what, kind.word);
}

std::optional<std::size_t> find_alias(const Devices& devices, const DeviceKind& kind,
                                      std::string_view alias) {
    for (std::size_t i = 0; i < kind.count(devices); ++i)
        if (kind.alias(devices, i) == alias) return i;
    return std::nullopt;
}

bool is_taken(const Devices& devices, std::string_view alias) {
    return std::ranges::any_of(device_kinds(), [&](const DeviceKind& kind) {
        return find_alias(devices, kind, alias).has_value();
    });
}

/// A name that no device has, where the implied one is taken: what was pulled out left gaps.
std::string free_alias(const Devices& devices, std::string alias) {
    const std::string prefix = alias.substr(0, alias.find_last_not_of("0123456789") + 1);
    for (int number = 0; is_taken(devices, alias); ++number)
        alias = prefix + std::to_string(number);
    return alias;
}

/// Marks a new device while completing moves devices about; never seen outside.
constexpr char newcomer[] = "(new)";

/// Gives the device that is marked the name that it gets, or takes the mark away.
std::string name_newcomer(Devices& devices, const DeviceKind& kind, PlugInto into) {
    const auto index = find_alias(devices, kind, newcomer);
    if (!index) return {};
    kind.set_alias(devices, *index, {});
    std::string alias = kind.alias(devices, *index);
    if (into == PlugInto::persistent) return alias;
    kind.set_alias(devices, *index, newcomer);
    alias = free_alias(devices, std::move(alias));
    kind.set_alias(devices, *index, alias);
    return alias;
}

}  // namespace

std::string attach_device(Domain& domain, std::string_view xml, PlugInto into) {
    Plug plug = read(xml, into);
    const DeviceKind& kind = *plug.kind;
    require_hot(kind, into, "attach");
    const bool is_named = kind.has_alias(plug.device, 0);
    std::string alias = kind.alias(plug.device, 0);
    if (!is_named) kind.set_alias(plug.device, 0, newcomer);
    kind.attach(domain.devices, plug.device);
    complete_devices(domain, into == PlugInto::persistent);
    if (!is_named) alias = name_newcomer(domain.devices, kind, into);
    validate_devices(domain);
    return alias;
}

std::string detach_device(Domain& domain, std::string_view xml, PlugInto into) {
    const Plug plug = read(xml, into);
    require_hot(*plug.kind, into, "detach");
    const std::size_t index = find(domain, plug, into);
    std::string alias = plug.kind->alias(domain.devices, index);
    plug.kind->erase(domain.devices, index);
    return alias;
}

std::string detach_alias(Domain& domain, std::string_view alias, PlugInto into) {
    for (const DeviceKind& kind : device_kinds()) {
        const auto index = find_alias(domain.devices, kind, alias);
        if (!index) continue;
        require_hot(kind, into, "detach");
        kind.erase(domain.devices, *index);
        return std::string(alias);
    }
    fail(Errc::device_missing, "no device found with alias {}", alias);
}

std::string update_device(Domain& domain, std::string_view xml, PlugInto into) {
    Plug plug = read(xml, into);
    const std::size_t index = find(domain, plug, into);
    plug.kind->replace(domain.devices, index, plug.device);
    std::string alias = plug.kind->alias(domain.devices, index);
    complete_devices(domain, into == PlugInto::persistent);
    validate_devices(domain);
    return alias;
}

}  // namespace virtd::conf
