// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Devices that come, go and change while a guest runs, or for its next start.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "conf/devices/lookup.hpp"
#include "conf/devices/plug.hpp"
#include "conf/domain.hpp"
#include "drivers/shared/documents.hpp"
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

/// A definition of a guest and what becomes of it.
struct Changing {
    conf::PlugInto place;
    DomainPtr before;
    DomainPtr after;
    std::string alias;

    bool same_place(const Changing& other) const {
        return place == other.place && before == other.before;
    }
};

std::vector<Changing> begin_changes(Guest& dom, std::uint32_t flags) {
    std::vector<Changing> changes;
    for (const DomainPtr* slot : dom.each(flags)) {
        const bool runs = dom.active() && slot == &dom.current;
        changes.push_back({runs ? conf::PlugInto::running : conf::PlugInto::persistent, *slot,
                           nullptr, std::string()});
    }
    return changes;
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

/// A guest does not let go of the disk that its file systems are on.
template <class Pull>
auto let_go(Pull pull) {
    return [pull = std::move(pull)](conf::Domain& definition, conf::PlugInto into) {
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

auto pull_out(std::string xml) {
    return [xml = std::move(xml)](conf::Domain& definition, conf::PlugInto into) {
        return conf::detach_device(definition, xml, into);
    };
}

}  // namespace

Task<std::optional<std::string>> TestDomains::change_definitions(DomainRef ref, std::uint32_t flags,
                                                                 std::size_t bytes, Change change) {
    const auto shared_change = std::make_shared<const Change>(std::move(change));
    for (;;) {
        std::vector<Changing> begun = begin_changes(*guest(ref), flags);
        std::size_t all_bytes = bytes;
        for (const Changing& each : begun)
            all_bytes += shared::weight(each.before);
        const auto work = [changes = std::move(begun), shared_change]() mutable {
            for (Changing& each : changes) {
                auto copy = std::make_shared<conf::Domain>(*each.before);
                each.alias = (*shared_change)(*copy, each.place);
                each.after = std::move(copy);
            }
            return std::move(changes);
        };
        std::vector<Changing> changes = co_await shared::reading(host_->documents, all_bytes, work);
        const auto dom = guest(ref);
        // anew when somebody else was faster
        if (!std::ranges::equal(changes, begin_changes(*dom, flags), &Changing::same_place))
            continue;
        std::optional<std::string> alias;
        for (Changing& each : changes) {
            if (each.place != conf::PlugInto::running) continue;
            require_idle(*dom, each.after->devices);
            alias = std::move(each.alias);
        }
        const std::vector<DomainPtr*> slots = dom->each(flags);
        for (std::size_t i = 0; i < slots.size(); ++i)
            *slots[i] = std::move(changes[i].after);
        if (all_bytes > shared::small_document) {
            // with what was there before
            host_->documents.free_later(
                std::make_shared<const std::vector<Changing>>(std::move(changes)));
        }
        co_return alias;
    }
}

Task<void> TestDomains::attach(DomainRef ref, std::string xml, std::uint32_t flags) {
    const std::size_t bytes = xml.size();
    Change change = [xml = std::move(xml)](conf::Domain& definition, conf::PlugInto into) {
        std::string alias = conf::attach_device(definition, xml, into);
        name_cards(definition);
        return alias;
    };
    auto alias = co_await change_definitions(ref, flags, bytes, std::move(change));
    if (!alias) co_return;
    DomainEventCallbackDeviceAddedMsg message;
    message.dom = guest(ref)->ref;
    message.dev_alias = std::move(*alias);
    host_->events.publish(std::move(message));
}

Task<void> TestDomains::detach(DomainRef ref, std::uint32_t flags, std::size_t bytes,
                               Change change) {
    auto alias = co_await change_definitions(ref, flags, bytes, std::move(change));
    if (!alias) co_return;
    DomainEventDeviceRemovedMsg message;
    message.dom = guest(ref)->ref;
    message.dev_alias = std::move(*alias);
    host_->events.publish(std::move(message));
}

Task<void> TestDomains::domain_attach_device(DomainAttachDeviceArgs args) {
    return attach(std::move(args.dom), std::move(args.xml), affect::live);
}

Task<void> TestDomains::domain_attach_device_flags(DomainAttachDeviceFlagsArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainAttachDeviceFlags");
    co_await attach(std::move(args.dom), std::move(args.xml), args.flags);
}

Task<void> TestDomains::domain_detach_device(DomainDetachDeviceArgs args) {
    const std::size_t bytes = args.xml.size();
    Change change = let_go(pull_out(std::move(args.xml)));
    co_await detach(std::move(args.dom), affect::live, bytes, std::move(change));
}

Task<void> TestDomains::domain_detach_device_flags(DomainDetachDeviceFlagsArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainDetachDeviceFlags");
    const std::size_t bytes = args.xml.size();
    Change change = let_go(pull_out(std::move(args.xml)));
    co_await detach(std::move(args.dom), args.flags, bytes, std::move(change));
}

Task<void> TestDomains::domain_detach_device_alias(DomainDetachDeviceAliasArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainDetachDeviceAlias");
    const auto pull = [alias = args.alias](conf::Domain& definition, conf::PlugInto into) {
        return conf::detach_alias(definition, alias, into);
    };
    Change change = let_go(pull);
    co_await detach(std::move(args.dom), args.flags, args.alias.size(), std::move(change));
}

Task<void> TestDomains::domain_update_device_flags(DomainUpdateDeviceFlagsArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config | update_device::force,
                      "testDomainUpdateDeviceFlags");
    const std::size_t bytes = args.xml.size();
    Change change = [xml = std::move(args.xml)](conf::Domain& definition, conf::PlugInto into) {
        std::string alias = conf::update_device(definition, xml, into);
        name_cards(definition);
        return alias;
    };
    const auto alias = co_await change_definitions(args.dom, args.flags, bytes, std::move(change));
    if (!alias) co_return;
    const auto dom = guest(args.dom);
    const auto size = resize_module(*dom, *alias);
    if (!size) co_return;
    DomainEventMemoryDeviceSizeChangeMsg message;
    message.dom = dom->ref;
    message.alias = *alias;
    message.size = *size;
    host_->events.publish(std::move(message));
}

}  // namespace virtd::test
