// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/nwfilters.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace virtd::shared {

namespace {

constexpr Fail fail{Origin::nwfilter};

// The filter may ask for the address of the card, whoever bound it.
void complete_parameters(conf::NwFilterBinding& binding) {
    auto& parameters = binding.filter.parameters;
    constexpr std::string_view mac = "MAC";
    const auto at = std::ranges::lower_bound(parameters, mac, {}, &conf::FilterVariable::name);
    if (at != parameters.end() && at->name == mac) return;
    parameters.insert(at, {std::string(mac), to_string(*binding.mac)});
}

}  // namespace

NwFilterPtr NwFilters::by_name(std::string_view name) const {
    const auto found = filters_.find(name);
    if (!found) fail(Errc::no_nwfilter, "no nwfilter with matching name '{}'", name);
    return found->definition;
}

NwFilterPtr NwFilters::by_uuid(const Uuid& uuid) const {
    const auto found = filters_.find(uuid);
    if (!found) fail(Errc::no_nwfilter, "no nwfilter with matching uuid '{}'", to_string(uuid));
    return found->definition;
}

// Visits each filter once: there may be many ways from one to another.
bool NwFilters::leads_to(const conf::NwFilter& filter, std::string_view name) const {
    std::vector<NwFilterPtr> held;  // keeps what is still to be visited
    std::vector<const conf::NwFilter*> waiting{&filter};
    std::unordered_set<std::string_view> seen;
    while (!waiting.empty()) {
        const conf::NwFilter* const visited = waiting.back();
        waiting.pop_back();
        for (const auto& entry : visited->entries) {
            const auto* const reference = std::get_if<conf::FilterReference>(&entry);
            if (reference == nullptr || !seen.insert(reference->filter).second) continue;
            if (reference->filter == name) return true;
            const auto next = filters_.find(reference->filter);
            if (!next) continue;
            held.push_back(next->definition);
            waiting.push_back(held.back().get());
        }
    }
    return false;
}

void NwFilters::check(const conf::NwFilter& filter) const {
    if (const auto known = filters_.find(filter.uuid)) {
        if (known->definition->name != filter.name) {
            fail(Errc::operation_failed,
                 "filter with same UUID but different name ('{}') already exists",
                 known->definition->name);
        }
    } else if (const auto rival = filters_.find(filter.name)) {
        fail(Errc::operation_failed, "filter '{}' already exists with uuid {}", filter.name,
             to_string(rival->definition->uuid));
    }
    if (leads_to(filter, filter.name)) {
        fail(Errc::operation_failed, "filter would introduce a loop");
    }
}

NwFilterPtr NwFilters::define(conf::NwFilter filter) {
    check(filter);
    auto known = filters_.find(filter.uuid);
    auto definition = std::make_shared<const conf::NwFilter>(std::move(filter));
    if (!known) {
        known = std::make_shared<KnownNwFilter>();
        filters_.insert(definition->name, definition->uuid, known);
    }
    known->definition = definition;
    return definition;
}

void NwFilters::undefine(const conf::NwFilter& filter) {
    filters_.remove(filter.uuid);
}

NwFilterBindingPtr NwFilters::binding(std::string_view port) const {
    auto found = bindings_.find(port);
    if (!found) {
        fail(Errc::no_nwfilter_binding, "no nwfilter binding for port dev '{}'", port);
    }
    return found;
}

NwFilterBindingPtr NwFilters::bind(conf::NwFilterBinding binding) {
    complete_parameters(binding);
    auto made = std::make_shared<const conf::NwFilterBinding>(std::move(binding));
    if (!bindings_.insert(made->port, std::nullopt, made)) {
        fail(Errc::operation_failed, "binding '{}' already exists", made->port);
    }
    return made;
}

void NwFilters::unbind(const conf::NwFilterBinding& binding) {
    bindings_.remove(binding.port);
}

}  // namespace virtd::shared
