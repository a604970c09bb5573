// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "rpc/client_fake.hpp"
#include "rpc/sasl/context.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t auth_sasl_init = 67;
constexpr std::int32_t auth_sasl_step = 69;

}  // namespace

TEST_CASE("sasl: without a list everybody may come, with an empty one nobody") {
    Loop loop;
    CHECK(SaslContext(loop, {}).allows("fred"));
    CHECK_FALSE(SaslContext(loop, {.allowed_users = {{}}}).allows("fred"));
    const SaslContext some(loop, {.allowed_users = {{"jo*", "f?ed"}}});
    CHECK(some.allows("fred"));
    CHECK(some.allows("joe"));
    CHECK_FALSE(some.allows("freddy"));
}

TEST_CASE("sasl: a client that is gone while it is authenticated leaves nothing behind") {
    FakeServer server;
    const ListenerTraits traits{.auth = driver::AuthType::sasl,
                                .sasl = std::make_shared<SaslContext>(server.loop, SaslSettings())};
    for (int i = 0; i < 20; ++i) {
        FakeClient client(server, traits);
        client.call(auth_sasl_init);
        server.settle();
        client.disconnect();
        server.settle();
    }
    for (int patience = 5000; server.server.busy_calls() > 0 && patience > 0; --patience) {
        server.loop.run([](Loop& loop) -> Task<void> {
            co_await loop.sleep(std::chrono::milliseconds(1));
        }(server.loop));
    }
    CHECK(server.server.clients().empty());
    CHECK(server.server.anonymous_clients() == 0);
    CHECK(server.server.busy_calls() == 0);
}

TEST_CASE("sasl: a step before the start is refused at once") {
    FakeServer server;
    FakeClient client(server, {.auth = driver::AuthType::sasl,
                               .sasl = std::make_shared<SaslContext>(server.loop, SaslSettings())});
    client.call(auth_sasl_step, driver::AuthSaslStepArgs{.data = std::string("x")});
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::auth_failed));
}

}  // namespace virtd::rpc
