// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/control.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <coroutine>

#include "base/error.hpp"

namespace virtd::rpc {

namespace {

// How many questions of one list are asked at once: enough to keep polkit busy, few enough that
// questions of others come between.
constexpr std::size_t asked_at_once = 16;

using Details = std::vector<std::pair<std::string, std::string>>;

void add_uuid(Details& details, const char* name, const Uuid& uuid) {
    constexpr Uuid none{};
    if (uuid != none) details.emplace_back(name, to_string(uuid));
}

void add_text(Details& details, const char* name, const std::string& text) {
    if (!text.empty()) details.emplace_back(name, text);
}

// VIR_SECRET_USAGE_TYPE_...; what has no name here is for nothing.
const char* usage_detail(std::int32_t type) {
    switch (type) {
        case 1:
            return "secret_usage_volume";
        case 2:
            return "secret_usage_ceph";
        case 3:
            return "secret_usage_target";
        case 4:
        case 5:
            return "secret_usage_name";
        default:
            return nullptr;
    }
}

struct Describe {
    Details operator()(const std::monostate& /*connection*/) const { return {}; }
    Details operator()(const driver::DomainRef& domain) const {
        return named("domain_name", domain.name, "domain_uuid", domain.uuid);
    }
    Details operator()(const driver::InterfaceRef& interface) const {
        Details details;
        add_text(details, "interface_name", interface.name);
        add_text(details, "interface_macaddr", interface.mac);
        return details;
    }
    Details operator()(const driver::NetworkRef& network) const {
        return named("network_name", network.name, "network_uuid", network.uuid);
    }
    Details operator()(const driver::NetworkPortRef& port) const {
        Details details = (*this)(port.net);
        add_uuid(details, "port_uuid", port.uuid);
        return details;
    }
    Details operator()(const driver::NodeDeviceRef& device) const {
        Details details;
        add_text(details, "node_device_name", device.name);
        return details;
    }
    Details operator()(const driver::NwfilterRef& filter) const {
        return named("nwfilter_name", filter.name, "nwfilter_uuid", filter.uuid);
    }
    Details operator()(const driver::NwfilterBindingIdentity& binding) const {
        Details details;
        add_text(details, "nwfilter_binding_portdev", binding.portdev);
        add_text(details, "nwfilter_binding_linkdev", binding.linkdev);
        add_text(details, "nwfilter_binding_filter", binding.filtername);
        return details;
    }
    Details operator()(const driver::SecretRef& secret) const {
        Details details;
        add_uuid(details, "secret_uuid", secret.uuid);
        const char* const usage = usage_detail(secret.usage_type);
        if (usage != nullptr) add_text(details, usage, secret.usage_id);
        return details;
    }
    Details operator()(const driver::StoragePoolRef& pool) const {
        return named("pool_name", pool.name, "pool_uuid", pool.uuid);
    }
    Details operator()(const driver::StorageVolIdentity& volume) const {
        Details details = (*this)(volume.pool);
        add_text(details, "vol_name", volume.name);
        add_text(details, "vol_key", volume.key);
        return details;
    }

    static Details named(const char* name_key, const std::string& name, const char* uuid_key,
                         const Uuid& uuid) {
        Details details;
        add_text(details, name_key, name);
        add_uuid(details, uuid_key, uuid);
        return details;
    }
};

/// What the askers of one list share.
struct Filtering {
    AccessControl& control;
    AccessControl::Questions questions;
    std::size_t next = 0;
    std::size_t askers = 0;
    AccessControl::Filtered result;
    std::coroutine_handle<> waiter;
};

Task<void> ask_on(Filtering& filtering) {
    while (filtering.next < filtering.questions.size()) {
        const std::size_t place = filtering.next++;
        AccessAnswer answer = co_await filtering.control.ask(filtering.questions[place]);
        filtering.result.allowed[place] = answer.allowed();
        if (answer.verdict != AccessVerdict::failed) continue;
        if (filtering.result.failures++ == 0) filtering.result.reason = std::move(answer.reason);
    }
    --filtering.askers;
    if (filtering.askers == 0 && filtering.waiter) filtering.waiter.resume();
}

struct AllAsked {
    Filtering& filtering;
    bool await_ready() const noexcept { return filtering.askers == 0; }
    void await_suspend(std::coroutine_handle<> waiter) const { filtering.waiter = waiter; }
    void await_resume() const noexcept {}
};

// co_await is not allowed in a catch block.
Task<AccessAnswer> decide(AccessDecider& decider, AccessQuestion question) {
    AccessAnswer answer;
    try {
        answer = co_await decider.decide(std::move(question));
    } catch (const Error& error) {
        answer.reason = error.message();
    } catch (const std::exception& error) {
        answer.reason = error.what();
    }
    if (!answer.allowed()) answer.reason = fmt::format("{}: {}", decider.name(), answer.reason);
    co_return answer;
}

}  // namespace

std::string describe(const AccessQuestion& question) {
    std::string text = fmt::format("{}:{}", question.object, question.permission);
    for (const auto& [name, value] : question.details)
        text += fmt::format(" {}=\"{}\"", name, value);
    return text;
}

Task<AccessAnswer> AccessControl::ask(AccessQuestion question) {
    AccessAnswer answer{AccessVerdict::allowed, {}};
    for (const auto& decider : deciders_) {
        answer = co_await decide(*decider, question);
        if (!answer.allowed()) break;
    }
    co_return answer;
}

// The askers run on their own and are gone when this goes on: the last of them resumes it.
Task<AccessControl::Filtered> AccessControl::filter(Questions questions) {
    Filtering filtering{*this, std::move(questions)};
    filtering.result.allowed.resize(filtering.questions.size());
    filtering.askers = std::min(asked_at_once, filtering.questions.size());
    const std::size_t askers = filtering.askers;
    for (std::size_t i = 0; i < askers; ++i)
        spawn(ask_on(filtering));
    AllAsked all_asked{filtering};
    co_await all_asked;
    co_return std::move(filtering.result);
}

std::vector<std::pair<std::string, std::string>> access_details(const AccessIdentity& object) {
    return std::visit(Describe(), object);
}

}  // namespace virtd::rpc
