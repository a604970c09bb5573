// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/interfaces.hpp"

#include <strings.h>

#include <utility>

#include "base/error.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

/// Clients know an interface without an address as one that has any.
bool has_mac(const conf::HostInterface& interface, std::string_view wanted) {
    const std::string_view mac = interface.mac();
    if (mac.empty()) return true;
    return mac.size() == wanted.size() && strncasecmp(mac.data(), wanted.data(), mac.size()) == 0;
}

}  // namespace

TestInterface& TestInterfaces::by_name(std::string_view name) const {
    const auto found = interfaces_.find(name);
    if (!found) fail(Errc::no_interface, "no interface with matching name '{}'", name);
    return *found;
}

TestInterface& TestInterfaces::by_mac(std::string_view mac) const {
    TestInterface* found = nullptr;
    for (const auto& entry : interfaces_) {
        if (!has_mac(*entry.object->definition, mac)) continue;
        if (found != nullptr) fail(Errc::multiple_interfaces);
        found = entry.object.get();
    }
    if (found == nullptr) fail(Errc::no_interface, "no interface with matching mac '{}'", mac);
    return *found;
}

TestInterface& TestInterfaces::define(conf::HostInterface interface) {
    auto definition = std::make_shared<const conf::HostInterface>(std::move(interface));
    auto defined = interfaces_.find(definition->name);
    if (!defined) {
        defined = std::make_shared<TestInterface>();
        interfaces_.insert(definition->name, std::nullopt, defined);
    }
    defined->definition = std::move(definition);
    return *defined;
}

void TestInterfaces::undefine(const TestInterface& interface) {
    // the name must outlive the object that it belongs to
    const auto definition = interface.definition;
    interfaces_.remove(definition->name);
}

void TestInterfaces::begin() {
    if (before_) fail(Errc::operation_invalid, "there is another transaction running.");
    before_.emplace();
    for (const auto& entry : interfaces_)
        before_->push_back(entry.object->definition);
}

void TestInterfaces::commit() {
    if (!before_) {
        fail(Errc::operation_invalid, "no transaction running, nothing to be committed.");
    }
    before_.reset();
}

void TestInterfaces::rollback() {
    if (!before_) fail(Errc::operation_invalid, "no transaction running, nothing to rollback.");
    interfaces_ = {};
    for (const auto& definition : *before_) {
        interfaces_.insert(definition->name, std::nullopt,
                           std::make_shared<TestInterface>(TestInterface{definition, false}));
    }
    before_.reset();
}

void TestInterfaces::load(xml::Node node) {
    define(conf::parse_host_interface(node)).active = true;
}

}  // namespace virtd::test
