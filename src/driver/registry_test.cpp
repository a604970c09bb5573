// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/registry.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::driver {

namespace {

/// Remembers what it was asked to open.
class FakeOpener : public Opener {
public:
    explicit FakeOpener(OpenRequest& seen) : seen_(seen) {}
    std::string_view scheme() const override { return "test"; }
    Task<Drivers> open(OpenRequest request) override {
        seen_ = std::move(request);
        co_return Drivers{};
    }

private:
    OpenRequest& seen_;
};

OpenRequest open(const std::string& uri) {
    OpenRequest seen;
    Registry registry;
    registry.add(std::make_unique<FakeOpener>(seen));
    Task<Drivers> task = registry.open(uri, 3);
    REQUIRE(task.start());
    task.result();
    return seen;
}

Error::Fields failure(const std::string& uri) {
    try {
        open(uri);
    } catch (const Error& error) {
        return error.fields();
    }
    return {.origin = Origin::none, .code = Errc::ok, .message = "opened"};
}

}  // namespace

TEST_CASE("registry: the driver gets the decoded parts of the URI and the flags") {
    const OpenRequest request = open("test:///etc%2fx.xml?a=b");
    CHECK(request.uri == "test:///etc%2fx.xml?a=b");
    CHECK(request.scheme == "test");
    CHECK(request.path == "/etc/x.xml");
    CHECK(request.server.empty());
    CHECK(request.flags == 3);
    CHECK(open("test:/default").path == "/default");
    CHECK(open("test:///default#f").path == "/default");
    CHECK(open("test://").path.empty());
}

TEST_CASE("registry: what no driver serves is answered with the URI") {
    for (const char* uri : {"nosuch:///default", "TEST:///default", "test+unix:///default",
                            "test://host/default", "esx://host/"}) {
        const Error::Fields error = failure(uri);
        CHECK(error.code == Errc::no_connect);
        CHECK(error.origin == Origin::none);
        CHECK(error.message == std::string("no connection driver available for ") + uri);
    }
}

TEST_CASE("registry: the short name of Xen means its system URI") {
    CHECK(failure("xen").message == "no connection driver available for xen:///system");
}

TEST_CASE("registry: a URI without a scheme names no driver") {
    const Error::Fields error = failure("x");
    CHECK(error.code == Errc::no_connect);
    CHECK(error.message ==
          "no connection driver available for URI 'x' does not include a driver name");
}

TEST_CASE("registry: a driver for other machines wants the name of one") {
    const Error::Fields error = failure("esx:///default");
    CHECK(error.code == Errc::invalid_arg);
    CHECK(error.message == "invalid argument: URI is missing the server part");
}

TEST_CASE("registry: a slash too few gets a hint") {
    CHECK(failure("qemu://system").message ==
          "internal error: invalid URI qemu://system (maybe you want qemu:///system)");
}

TEST_CASE("registry: what is no URI is an error of the URI parser") {
    for (const char* uri : {"::bad", "test://[bad", "test:///%zz"}) {
        const Error::Fields error = failure(uri);
        CHECK(error.origin == Origin::uri);
        CHECK(error.message == std::string("internal error: Unable to parse URI ") + uri);
    }
}

}  // namespace virtd::driver
