// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/opener.hpp"

#include <string>
#include <utility>

#include "base/error.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

class TestOpener : public driver::Opener {
public:
    std::string_view scheme() const override { return "test"; }

    Task<driver::Drivers> open(driver::OpenRequest request) override {
        if (request.path.empty() || request.path == "/") {
            fail(Errc::invalid_arg, "testOpen: supply a path or use test:///default");
        }
        const auto host = request.path == "/default" ? default_host() : file_host(request.path);
        driver::Drivers drivers;
        drivers.hypervisor = std::make_shared<TestDomains>(host);
        co_return drivers;
    }

private:
    std::shared_ptr<TestHost> default_host() {
        auto host = default_.lock();
        if (!host) {
            host = std::make_shared<TestHost>();
            default_ = host;
        }
        return host;
    }

    // a host of its own for each connection
    static std::shared_ptr<TestHost> file_host(const std::string& path) {
        fail(Errc::operation_unsupported, "cannot read '{}': configuration files", path);
    }

    std::weak_ptr<TestHost> default_;  // lives as long as a connection has it
};

}  // namespace

std::unique_ptr<driver::Opener> opener() {
    return std::make_unique<TestOpener>();
}

}  // namespace virtd::test
