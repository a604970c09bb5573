// The interfaces of a test host: what its connections share about them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/host_interface.hpp"
#include "driver/directory.hpp"
#include "driver/types.hpp"

namespace virtd::test {

struct TestInterface {
    std::shared_ptr<const conf::HostInterface> definition;
    bool active = false;

    driver::InterfaceRef ref() const { return {definition->name, std::string(definition->mac())}; }
};

class TestInterfaces {
public:
    const driver::Directory<TestInterface>& all() const { return interfaces_; }

    /// Throws when there is none.
    TestInterface& by_name(std::string_view name) const;
    /// Throws when there is none or more than one.
    TestInterface& by_mac(std::string_view mac) const;

    /// A definition replaces one with the same name at once, running or not.
    TestInterface& define(conf::HostInterface interface);
    void undefine(const TestInterface& interface);

    /// From begin() on, rollback() brings all definitions back, with nothing running; there is
    /// one such transaction at a time, whoever began it.
    void begin();
    void commit();
    void rollback();

    /// An <interface> of a file that describes the host: defined and running.
    void load(xml::Node node);

private:
    driver::Directory<TestInterface> interfaces_;
    std::optional<std::vector<std::shared_ptr<const conf::HostInterface>>> before_;
};

}  // namespace virtd::test
