// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/bus_polkit.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/bus_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::chrono::milliseconds enough{5000};
constexpr std::chrono::milliseconds little{20};

struct Answered {
    int authorized;
    int challenge;
    const char* detail;  // null: none
};

void reply(sd_bus_message* call, const Answered& answer) {
    sd_bus_message* message = nullptr;
    sd_bus_message_new_method_return(call, &message);
    sd_bus_message_open_container(message, 'r', "bba{ss}");
    sd_bus_message_append(message, "bb", answer.authorized, answer.challenge);
    sd_bus_message_open_container(message, 'a', "{ss}");
    if (answer.detail != nullptr) {
        sd_bus_message_append(message, "{ss}", answer.detail, "true");
    }
    sd_bus_message_close_container(message);
    sd_bus_message_close_container(message);
    sd_bus_send(nullptr, message, nullptr);
    sd_bus_message_unref(message);
}

struct Scene {
    Loop loop;
    Pool pool{loop};
    FakeBus fake{loop};
    Bus bus{pool, Bus::Kind::system, fake.address()};
    BusPolkit polkit;

    explicit Scene(BusPolkit::Patience patience = {.machine = enough, .person = enough})
        : polkit(bus, patience) {}

    Task<PolkitAnswer> question(PolkitInteraction interaction = PolkitInteraction::allowed) {
        const PolkitSubject subject{.process_id = 7, .start_time = 1ULL << 40U, .user_id = 1000};
        const PolkitDetails details{{"connect_driver", "QEMU"}, {"domain_name", "guest"}};
        return polkit.check(subject, "org.libvirt.api.domain.start", details, interaction);
    }
    /// Who answers when polkit is asked something; it is there.
    void on_question(std::function<void(sd_bus_message*)> answer) {
        fake.answer = [answer](sd_bus_message* call) {
            if (sd_bus_message_is_method_call(call, "org.freedesktop.DBus.Peer", "Ping") > 0) {
                sd_bus_reply_method_return(call, "");
            } else {
                answer(call);
            }
        };
    }
    PolkitAnswer ask(Answered answer) {
        on_question([answer](sd_bus_message* call) { reply(call, answer); });
        return loop.run(question());
    }
    void wait_for(const std::string& method) {
        const auto heard = [this, &method] { return std::ranges::count(fake.heard, method) > 0; };
        const auto wait = [this, &heard]() -> Task<void> {
            for (int turns = 0; turns < 500 && !heard(); ++turns)
                co_await loop.sleep(std::chrono::milliseconds(2));
        };
        loop.run(wait());
        CHECK(heard());
    }
};

}  // namespace

TEST_CASE("bus polkit: the answers") {
    Scene scene;
    CHECK(scene.ask({1, 0, nullptr}) == PolkitAnswer::authorized);
    CHECK(scene.ask({1, 0, "polkit.temporary_authorization_id"}) == PolkitAnswer::authorized);
    CHECK(scene.ask({0, 1, nullptr}) == PolkitAnswer::challenge);
    CHECK(scene.ask({0, 1, "polkit.retains_authorization_after_challenge"}) ==
          PolkitAnswer::challenge);
    CHECK(scene.ask({0, 0, "polkit.dismissed"}) == PolkitAnswer::dismissed);
    CHECK(scene.ask({0, 0, nullptr}) == PolkitAnswer::denied);
    // answered questions are not taken back
    CHECK(std::ranges::count(scene.fake.heard, "CheckAuthorization") == 6);
    CHECK(std::ranges::count(scene.fake.heard, "CancelCheckAuthorization") == 0);
}

TEST_CASE("bus polkit: the question names process, action and details") {
    Scene scene;
    scene.on_question([](sd_bus_message* call) {
        CHECK(sd_bus_message_is_method_call(call, "org.freedesktop.PolicyKit1.Authority",
                                            "CheckAuthorization") > 0);
        CHECK(sd_bus_message_get_destination(call) ==
              std::string_view("org.freedesktop.PolicyKit1"));
        CHECK(sd_bus_message_get_path(call) ==
              std::string_view("/org/freedesktop/PolicyKit1/Authority"));
        const char* kind = nullptr;
        const char* names[3] = {};
        std::uint32_t process = 0;
        std::uint64_t start = 0;
        std::int32_t user = 0;
        CHECK(sd_bus_message_read(call, "(sa{sv})", &kind, 3, &names[0], "u", &process, &names[1],
                                  "t", &start, &names[2], "i", &user) > 0);
        CHECK(kind == std::string_view("unix-process"));
        CHECK(names[0] == std::string_view("pid"));
        CHECK(names[1] == std::string_view("start-time"));
        CHECK(names[2] == std::string_view("uid"));
        CHECK(process == 7);
        CHECK(start == 1ULL << 40U);
        CHECK(user == 1000);
        const char* texts[6] = {};
        std::uint32_t flags = 0;
        CHECK(sd_bus_message_read(call, "sa{ss}us", &texts[0], 2, &texts[1], &texts[2], &texts[3],
                                  &texts[4], &flags, &texts[5]) > 0);
        CHECK(texts[0] == std::string_view("org.libvirt.api.domain.start"));
        CHECK(texts[1] == std::string_view("connect_driver"));
        CHECK(texts[2] == std::string_view("QEMU"));
        CHECK(texts[3] == std::string_view("domain_name"));
        CHECK(texts[4] == std::string_view("guest"));
        CHECK(flags == 1);
        CHECK(texts[5] != std::string_view(""));
        reply(call, {1, 0, nullptr});
    });
    CHECK(scene.loop.run(scene.question()) == PolkitAnswer::authorized);
}

TEST_CASE("bus polkit: a question that nobody waits for any more is taken back, by its own name") {
    Scene scene({.machine = enough, .person = little});
    std::string asked;
    std::string cancelled;
    scene.on_question([&asked, &cancelled](sd_bus_message* call) {
        const char* id = nullptr;
        if (sd_bus_message_is_method_call(call, nullptr, "CancelCheckAuthorization") > 0) {
            sd_bus_message_read(call, "s", &id);
            cancelled = id;
        } else {
            sd_bus_message_skip(call, "(sa{sv})sa{ss}u");
            sd_bus_message_read(call, "s", &id);
            asked = id;
        }
    });
    SUBCASE("dropped") {
        auto question = scene.question(PolkitInteraction::forbidden);
        CHECK(!question.start());
        scene.wait_for("CheckAuthorization");
    }
    SUBCASE("given up") {
        CHECK_THROWS_WITH_AS(scene.loop.run(scene.question(PolkitInteraction::allowed)),
                             "error from service: Timeout was reached: org.freedesktop.PolicyKit1 "
                             "did not answer within 0 s",
                             Error);
    }
    scene.wait_for("CancelCheckAuthorization");
    CHECK(!asked.empty());
    CHECK(cancelled == asked);
}

TEST_CASE("bus polkit: one that hangs is not given the time of a person") {
    Scene scene({.machine = little, .person = enough});
    CHECK_THROWS_WITH_AS(scene.loop.run(scene.question(PolkitInteraction::allowed)),
                         "error from service: Timeout was reached: org.freedesktop.PolicyKit1 did "
                         "not answer within 0 s",
                         Error);
    CHECK(scene.fake.heard == std::vector<std::string>{"Ping"});
}

TEST_CASE("bus polkit: an answer of another kind is an error") {
    Scene scene;
    scene.on_question([](sd_bus_message* call) { sd_bus_reply_method_return(call, "s", "yes"); });
    CHECK_THROWS_AS(scene.loop.run(scene.question()), Error);
}

}  // namespace virtd::rpc
