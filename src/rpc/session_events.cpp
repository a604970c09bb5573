// Registering for events, in the old style and in the one with callback ids.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fnmatch.h>
#include <regex.h>

#include <memory>

#include "base/translate.hpp"
#include "driver/not_supported.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/session.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc::session {

namespace {

constexpr Fail fail{Origin::rpc};

using driver::EventClass;
using driver::EventFilter;
using driver::EventHub;

template <class Driver>
EventHub& hub_of(const Call& call) {
    EventHub* const hub = call.driver<Driver>().events();
    if (hub == nullptr) driver::not_supported(call.api());
    return *hub;
}

void check_event_id(std::int32_t id, std::int32_t ids) {
    if (id < 0 || id >= ids) fail(Errc::internal_error, "unsupported event ID {}", id);
}

std::optional<std::string> object_of(const std::optional<driver::NodeDeviceRef>& device) {
    if (!device) return {};
    return device->name;
}

template <class Ref>
std::optional<std::string> object_of(const std::optional<Ref>& ref) {
    if (!ref) return {};
    return to_string(ref->uuid);
}

/// None, unless access control decides about the calls of this client.
AccessRule rule_of(const Call& call) {
    if (!call.is_guarded()) return {};
    return parse_access_rule(call.procedure().filter);
}

template <class Ret>
void reply_with_id(const Call& call, EventHub& hub, EventFilter filter) {
    Ret answer;
    answer.callback_id = call.session().events.add(hub, std::move(filter), nullptr, rule_of(call));
    call.reply(answer);
}

/// `what` as errors call the registrations of this class.
void remove(const Call& call, EventClass event_class, std::int32_t id, std::string_view what) {
    if (!call.session().events.remove(event_class, id)) {
        fail(Errc::internal_error, "{} event callback {} not registered", what, id);
    }
    call.reply_empty();
}

void add_legacy(const Call& call, std::int32_t event_id) {
    call.session().events.add_legacy(hub_of<driver::Hypervisor>(call), event_id, rule_of(call));
}

void remove_legacy(const Call& call, std::int32_t event_id) {
    call.driver<driver::Hypervisor>();
    if (!call.session().events.remove_legacy(event_id)) {
        fail(Errc::internal_error, "domain event {} not registered", event_id);
    }
}

constexpr std::int32_t lifecycle = 0;

}  // namespace

void connect_domain_event_register(Call& call) {
    add_legacy(call, lifecycle);
    call.reply(driver::ConnectDomainEventRegisterRet{.cb_registered = 0});
}

void connect_domain_event_deregister(Call& call) {
    remove_legacy(call, lifecycle);
    call.reply(driver::ConnectDomainEventDeregisterRet{.cb_registered = 0});
}

void connect_domain_event_register_any(Call& call) {
    const auto args = call.arguments<driver::ConnectDomainEventRegisterAnyArgs>();
    call.driver<driver::Hypervisor>();
    check_event_id(args.event_id, legacy_event_ids);
    add_legacy(call, args.event_id);
    call.reply_empty();
}

void connect_domain_event_deregister_any(Call& call) {
    const auto args = call.arguments<driver::ConnectDomainEventDeregisterAnyArgs>();
    call.driver<driver::Hypervisor>();
    check_event_id(args.event_id, legacy_event_ids);
    remove_legacy(call, args.event_id);
    call.reply_empty();
}

void connect_domain_event_callback_register_any(Call& call) {
    const auto args = call.arguments<driver::ConnectDomainEventCallbackRegisterAnyArgs>();
    call.driver<driver::Hypervisor>();
    check_event_id(args.event_id, event_ids(EventClass::domain));
    reply_with_id<driver::ConnectDomainEventCallbackRegisterAnyRet>(
        call, hub_of<driver::Hypervisor>(call),
        {EventClass::domain, args.event_id, object_of(args.dom)});
}

void connect_domain_event_callback_deregister_any(Call& call) {
    const auto args = call.arguments<driver::ConnectDomainEventCallbackDeregisterAnyArgs>();
    call.driver<driver::Hypervisor>();
    remove(call, EventClass::domain, args.callback_id, "domain");
}

void connect_network_event_register_any(Call& call) {
    const auto args = call.arguments<driver::ConnectNetworkEventRegisterAnyArgs>();
    call.driver<driver::NetworkDriver>();
    check_event_id(args.event_id, event_ids(EventClass::network));
    reply_with_id<driver::ConnectNetworkEventRegisterAnyRet>(
        call, hub_of<driver::NetworkDriver>(call),
        {EventClass::network, args.event_id, object_of(args.net)});
}

void connect_network_event_deregister_any(Call& call) {
    const auto args = call.arguments<driver::ConnectNetworkEventDeregisterAnyArgs>();
    call.driver<driver::NetworkDriver>();
    remove(call, EventClass::network, args.callback_id, "network");
}

void connect_storage_pool_event_register_any(Call& call) {
    const auto args = call.arguments<driver::ConnectStoragePoolEventRegisterAnyArgs>();
    call.driver<driver::StorageDriver>();
    check_event_id(args.event_id, event_ids(EventClass::storage_pool));
    reply_with_id<driver::ConnectStoragePoolEventRegisterAnyRet>(
        call, hub_of<driver::StorageDriver>(call),
        {EventClass::storage_pool, args.event_id, object_of(args.pool)});
}

void connect_storage_pool_event_deregister_any(Call& call) {
    const auto args = call.arguments<driver::ConnectStoragePoolEventDeregisterAnyArgs>();
    call.driver<driver::StorageDriver>();
    remove(call, EventClass::storage_pool, args.callback_id, "storage pool");
}

void connect_node_device_event_register_any(Call& call) {
    const auto args = call.arguments<driver::ConnectNodeDeviceEventRegisterAnyArgs>();
    call.driver<driver::NodeDeviceDriver>();
    check_event_id(args.event_id, event_ids(EventClass::node_device));
    reply_with_id<driver::ConnectNodeDeviceEventRegisterAnyRet>(
        call, hub_of<driver::NodeDeviceDriver>(call),
        {EventClass::node_device, args.event_id, object_of(args.dev)});
}

void connect_node_device_event_deregister_any(Call& call) {
    const auto args = call.arguments<driver::ConnectNodeDeviceEventDeregisterAnyArgs>();
    call.driver<driver::NodeDeviceDriver>();
    remove(call, EventClass::node_device, args.callback_id, "node device");
}

void connect_secret_event_register_any(Call& call) {
    const auto args = call.arguments<driver::ConnectSecretEventRegisterAnyArgs>();
    call.driver<driver::SecretDriver>();
    check_event_id(args.event_id, event_ids(EventClass::secret));
    reply_with_id<driver::ConnectSecretEventRegisterAnyRet>(
        call, hub_of<driver::SecretDriver>(call),
        {EventClass::secret, args.event_id, object_of(args.secret)});
}

void connect_secret_event_deregister_any(Call& call) {
    const auto args = call.arguments<driver::ConnectSecretEventDeregisterAnyArgs>();
    call.driver<driver::SecretDriver>();
    // libvirtd says so, too
    remove(call, EventClass::secret, args.callback_id, "node device");
}

namespace {

constexpr std::uint32_t monitor_event_regex =
    1;  // VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX
constexpr std::uint32_t monitor_event_nocase = 2;  // ..._NOCASE

/// Compiles a pattern for the names of monitor events.
std::shared_ptr<const regex_t> compile(const std::string& pattern, std::uint32_t flags) {
    auto compiled = std::make_unique<regex_t>();
    const int nocase = (flags & monitor_event_nocase) != 0 ? REG_ICASE : 0;
    if (regcomp(compiled.get(), pattern.c_str(), REG_EXTENDED | REG_NOSUB | nocase) != 0) {
        throw Error(Origin::none, Errc::invalid_arg,
                    translated("failed to compile regex '{}'", pattern));
    }
    return {compiled.release(), [](regex_t* one) {
                regfree(one);
                std::default_delete<regex_t>()(one);
            }};
}

EventRegistrations::Condition name_condition(
    const driver::QemuConnectDomainMonitorEventRegisterArgs& args) {
    if (!args.event) return nullptr;
    if ((args.flags & monitor_event_regex) != 0) {
        return [regex = compile(*args.event, args.flags)](const driver::EventBody& body) {
            const auto& event = std::get<driver::QemuDomainMonitorEventMsg>(body);
            return regexec(regex.get(), event.event.c_str(), 0, nullptr, 0) == 0;
        };
    }
    const int nocase = (args.flags & monitor_event_nocase) != 0 ? FNM_CASEFOLD : 0;
    return [pattern = *args.event, nocase](const driver::EventBody& body) {
        const auto& event = std::get<driver::QemuDomainMonitorEventMsg>(body);
        return fnmatch(pattern.c_str(), event.event.c_str(), nocase) == 0;
    };
}

}  // namespace

void qemu_connect_domain_monitor_event_register(Call& call) {
    const auto args = call.arguments<driver::QemuConnectDomainMonitorEventRegisterArgs>();
    EventHub* const hub = call.driver<driver::Hypervisor>().monitor_events();
    call.check_access();
    if (hub == nullptr) driver::not_supported(call.api());
    driver::QemuConnectDomainMonitorEventRegisterRet answer;
    answer.callback_id =
        call.session().events.add(*hub, {EventClass::qemu_monitor, 0, object_of(args.dom)},
                                  name_condition(args), rule_of(call));
    call.reply(answer);
}

void qemu_connect_domain_monitor_event_deregister(Call& call) {
    const auto args = call.arguments<driver::QemuConnectDomainMonitorEventDeregisterArgs>();
    call.driver<driver::Hypervisor>();
    remove(call, EventClass::qemu_monitor, args.callback_id, "qemu monitor");
}

}  // namespace virtd::rpc::session
