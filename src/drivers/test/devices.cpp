// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Devices that come, go and change while a guest runs, or for its next start.
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "conf/devices/lookup.hpp"
#include "conf/devices/plug.hpp"
#include "conf/domain.hpp"
#include "drivers/test/definitions.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/system_disk.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace update_device {  // virDomainDeviceModifyFlags
enum : std::uint32_t { force = 4 };
}

/// A disk that a job works on stays as it is.
void require_idle(Guest& dom, const conf::Devices& changed) {
    for (const auto& [target, job] : dom.extras().block_jobs) {
        const conf::Disk* const before = conf::find_disk(dom.current->devices, target);
        const conf::Disk* const after = conf::find_disk(changed, target);
        if (before != nullptr && after != nullptr && *before == *after) continue;
        fail(Errc::block_copy_active, "disk '{}' already in active block job", target);
    }
}

using Change = std::function<std::string(conf::Domain&, conf::PlugInto)>;

/// Changes all definitions that the flags mean, or none. Gives the alias of the device in the
/// guest that runs; nothing when that was not meant.
std::optional<std::string> change_devices(Guest& dom, std::uint32_t flags, const Change& change) {
    const std::vector<DomainPtr*> slots = dom.each(flags);
    std::vector<DomainPtr> changed;
    std::optional<std::string> alias;
    for (const DomainPtr* slot : slots) {
        const bool runs = dom.active() && slot == &dom.current;
        auto copy = std::make_shared<conf::Domain>(**slot);
        std::string name =
            change(*copy, runs ? conf::PlugInto::running : conf::PlugInto::persistent);
        if (runs) {
            require_idle(dom, copy->devices);
            alias = std::move(name);
        }
        name_cards(*copy);
        changed.push_back(std::move(copy));
    }
    for (std::size_t i = 0; i < slots.size(); ++i)
        *slots[i] = std::move(changed[i]);
    return alias;
}

/// A memory module of which more or less is asked for gives just that, at once. What it gives
/// now; nothing when the device is none, or gave it before.
std::optional<std::uint64_t> resize_module(Guest& dom, const std::string& alias) {
    std::optional<std::uint64_t> size;
    Guest::change(dom.current, [&](conf::Domain& definition) {
        for (conf::MemoryDevice& module : definition.devices.memories) {
            conf::ModuleTarget& target = module.target;
            const bool resizes = module.info.alias == alias && target.requested &&
                                 target.current != *target.requested;
            if (!resizes) continue;
            target.current = *target.requested;
            size = target.current;
        }
    });
    return size;
}

void attach(TestHost& host, Guest& dom, const std::string& xml, std::uint32_t flags) {
    auto alias = change_devices(dom, flags, [&xml](conf::Domain& definition, conf::PlugInto into) {
        return conf::attach_device(definition, xml, into);
    });
    if (!alias) return;
    DomainEventCallbackDeviceAddedMsg message;
    message.dom = dom.ref;
    message.dev_alias = std::move(*alias);
    host.events.publish(std::move(message));
}

/// A guest does not let go of the disk that its file systems are on.
Change let_go(const Change& pull) {
    return [&pull](conf::Domain& definition, conf::PlugInto into) {
        const conf::Disk* const system = system_disk(definition);
        const std::string target = system == nullptr ? std::string() : system->target.dev;
        std::string alias = pull(definition, into);
        if (into == conf::PlugInto::persistent || target.empty()) return alias;
        if (conf::find_disk(definition.devices, target) == nullptr) {
            fail(Errc::operation_failed, "disk '{}' is in use by the guest", target);
        }
        return alias;
    };
}

void detach(TestHost& host, Guest& dom, std::uint32_t flags, const Change& change) {
    auto alias = change_devices(dom, flags, let_go(change));
    if (!alias) return;
    DomainEventDeviceRemovedMsg message;
    message.dom = dom.ref;
    message.dev_alias = std::move(*alias);
    host.events.publish(std::move(message));
}

Change pull_out(const std::string& xml) {
    return [&xml](conf::Domain& definition, conf::PlugInto into) {
        return conf::detach_device(definition, xml, into);
    };
}

}  // namespace

Task<void> TestDomains::domain_attach_device(DomainAttachDeviceArgs args) {
    attach(*host_, *guest(args.dom), args.xml, affect::live);
    co_return;
}

Task<void> TestDomains::domain_attach_device_flags(DomainAttachDeviceFlagsArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainAttachDeviceFlags");
    attach(*host_, *guest(args.dom), args.xml, args.flags);
    co_return;
}

Task<void> TestDomains::domain_detach_device(DomainDetachDeviceArgs args) {
    detach(*host_, *guest(args.dom), affect::live, pull_out(args.xml));
    co_return;
}

Task<void> TestDomains::domain_detach_device_flags(DomainDetachDeviceFlagsArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainDetachDeviceFlags");
    detach(*host_, *guest(args.dom), args.flags, pull_out(args.xml));
    co_return;
}

Task<void> TestDomains::domain_detach_device_alias(DomainDetachDeviceAliasArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainDetachDeviceAlias");
    const Change change = [&args](conf::Domain& definition, conf::PlugInto into) {
        return conf::detach_alias(definition, args.alias, into);
    };
    detach(*host_, *guest(args.dom), args.flags, change);
    co_return;
}

Task<void> TestDomains::domain_update_device_flags(DomainUpdateDeviceFlagsArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config | update_device::force,
                      "testDomainUpdateDeviceFlags");
    const auto dom = guest(args.dom);
    const auto change = [&args](conf::Domain& definition, conf::PlugInto into) {
        return conf::update_device(definition, args.xml, into);
    };
    const auto alias = change_devices(*dom, args.flags, change);
    if (!alias) co_return;
    const auto size = resize_module(*dom, *alias);
    if (!size) co_return;
    DomainEventMemoryDeviceSizeChangeMsg message;
    message.dom = dom->ref;
    message.alias = *alias;
    message.size = *size;
    host_->events.publish(std::move(message));
}

}  // namespace virtd::test
