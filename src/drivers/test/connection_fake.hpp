// A connection to a test host for unit tests: calls return their results at once.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/node_file.hpp"

namespace virtd::test {

struct FakeConnection {
    Loop loop;
    Pool pool{loop};
    std::shared_ptr<TestHost> host = default_host(pool, pool);
    TestDomains domains{host};

    /// Runs the loop until the call has its answer, and gives it or throws.
    template <class T>
    T call(Task<T> task) {
        return loop.run(std::move(task));
    }

    /// The message of the error that a call ends with; "ok" when it succeeds.
    template <class T>
    std::string failure(Task<T> task) {
        try {
            loop.run(std::move(task));
        } catch (const Error& error) {
            return error.message();
        }
        return "ok";
    }

    driver::DomainRef lookup(const std::string& name) {
        driver::DomainLookupByNameArgs args;
        args.name = name;
        return call(domains.domain_lookup_by_name(args)).dom;
    }

    driver::DomainRef define(const std::string& name, const std::string& more = {}) {
        driver::DomainDefineXmlArgs args;
        args.xml = "<domain type='test'><name>" + name +
                   "</name><memory>4096</memory><vcpu>2</vcpu><os><type>hvm</type></os>" + more +
                   "</domain>";
        return call(domains.domain_define_xml(args)).dom;
    }

    std::string xml(const driver::DomainRef& dom, std::uint32_t flags = 0) {
        driver::DomainGetXmlDescArgs args;
        args.dom = dom;
        args.flags = flags;
        return call(domains.domain_get_xml_desc(args)).xml;
    }

    /// "state/reason"
    std::string state(const driver::DomainRef& dom) {
        driver::DomainGetStateArgs args;
        args.dom = dom;
        const auto ret = call(domains.domain_get_state(args));
        return std::to_string(ret.state) + "/" + std::to_string(ret.reason);
    }
};

/// What life cycle events say, as "name event detail".
class EventLog {
public:
    explicit EventLog(driver::EventHub& hub)
        : subscription_(hub.subscribe({driver::EventClass::domain, 0, std::nullopt},
                                      [this](const auto& body) {
                                          add(std::get<driver::DomainEventLifecycleMsg>(*body));
                                      })) {}

    std::vector<std::string> take() { return std::exchange(lines_, {}); }

private:
    void add(const driver::DomainEventLifecycleMsg& message) {
        lines_.push_back(message.dom.name + " " + std::to_string(message.event) + " " +
                         std::to_string(message.detail));
    }

    std::vector<std::string> lines_;
    driver::EventHub::Subscription subscription_;
};

}  // namespace virtd::test
