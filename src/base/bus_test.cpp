// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/bus.hpp"

#include <doctest/doctest.h>

#include "base/bus_fake.hpp"

namespace virtd {

namespace {

constexpr std::chrono::milliseconds enough{5000};
constexpr std::chrono::milliseconds little{20};

constexpr BusMember method(const char* name) {
    return {
        .service = "org.example.Clock", .path = "/clock", .interface = "org.example", .name = name};
}

const Bus::Arguments nothing = [](BusMessage& /*message*/) {};

struct Scene {
    Loop loop;
    Pool pool{loop};
    FakeBus fake{loop};
    Bus bus{pool, Bus::Kind::system, fake.address()};

    BusMessage ask(const char* name, std::chrono::milliseconds limit = enough) {
        return loop.run(bus.call(method(name), nothing, limit));
    }
    std::string failure(const char* name, std::chrono::milliseconds limit = enough) {
        try {
            ask(name, limit);
        } catch (const Error& error) {
            return error.message();
        }
        return "none";
    }
    void wait_until(const std::function<bool()>& happened) {
        const auto wait = [this, &happened]() -> Task<void> {
            for (int turns = 0; turns < 500 && !happened(); ++turns)
                co_await loop.sleep(std::chrono::milliseconds(2));
        };
        loop.run(wait());
        CHECK(happened());
    }
};

void answer_with_number(sd_bus_message* call) {
    sd_bus_reply_method_return(call, "u", 42U);
}

}  // namespace

TEST_CASE("bus: the first unix socket of an address is taken") {
    CHECK(bus_socket("unix:path=/run/user/1/bus") == "/run/user/1/bus");
    CHECK(bus_socket("unix:guid=12,path=/a,x=y") == "/a");
    CHECK(bus_socket("unix:abstract=/tmp/dbus-x,guid=1") == "@/tmp/dbus-x");
    CHECK(bus_socket("tcp:host=a,port=1;unix:path=/b") == "/b");
    CHECK_FALSE(bus_socket("unix:runtime=yes"));
    CHECK_FALSE(bus_socket("unix:path=relative"));
    CHECK_FALSE(bus_socket(";;"));
    CHECK_FALSE(bus_socket(""));
}

TEST_CASE("bus: nobody connects before somebody asks, and then once") {
    Scene scene;
    CHECK(scene.fake.members() == 0);
    scene.fake.answer = answer_with_number;
    for (int i = 0; i < 3; ++i) {
        BusMessage answer = scene.ask("Now");
        std::uint32_t number = 0;
        CHECK(answer.read("u", &number));
        CHECK(number == 42);
    }
    CHECK(scene.fake.members() == 1);
    CHECK(scene.fake.heard == std::vector<std::string>{"Now", "Now", "Now"});
}

TEST_CASE("bus: an answer that is not as expected is an error") {
    Scene scene;
    scene.fake.answer = answer_with_number;
    BusMessage answer = scene.ask("Now");
    const char* text = nullptr;
    CHECK_THROWS_AS(answer.read("s", &text), Error);
}

TEST_CASE("bus: what a service refuses is an error that names its reason") {
    Scene scene;
    scene.fake.answer = [](sd_bus_message* call) {
        sd_bus_reply_method_errorf(call, "org.example.Error", "no %s", "clock");
    };
    CHECK(scene.failure("Now") == "error from service: GDBus.Error:org.example.Error: no clock");
}

TEST_CASE("bus: one that is not there is an error at once") {
    Scene scene;
    scene.fake.go();
    CHECK(scene.failure("Now") ==
          "internal error: Unable to get system bus connection: Could not connect: No such file or "
          "directory");
    scene.fake.come();
    scene.fake.answer = answer_with_number;
    scene.ask("Now");
    Bus none(scene.pool, Bus::Kind::session, "tcp:host=localhost,port=1");
    CHECK_THROWS_WITH_AS(scene.loop.run(none.call(method("Now"), nothing, enough)),
                         "internal error: Unable to get session bus connection: Could not connect: "
                         "no unix socket in the address 'tcp:host=localhost,port=1'",
                         Error);
}

TEST_CASE("bus: a service that says nothing is given up, others are not") {
    Scene scene;
    CHECK(scene.failure("Now", little) ==
          "error from service: Timeout was reached: org.example.Clock did not answer within 0 s");
    scene.fake.answer = answer_with_number;
    scene.ask("Now");
    CHECK(scene.fake.members() == 1);
}

TEST_CASE("bus: one that takes nobody in is given up, and asked anew") {
    Scene scene;
    scene.fake.hang();
    CHECK(
        scene.failure("Now", little) ==
        "internal error: Unable to get system bus connection: Could not connect: Connection timed "
        "out");
    scene.fake.go();
    scene.fake.come();
    scene.fake.answer = answer_with_number;
    scene.ask("Now");
}

TEST_CASE("bus: its end ends what waits, is told, and the next call connects again") {
    Scene scene;
    int lost = 0;
    scene.bus.on_lost([&lost] { ++lost; });
    scene.fake.answer = [&scene](sd_bus_message* /*call*/) {
        scene.loop.post("end", [&scene] { scene.fake.go(); });
    };
    CHECK(scene.failure("Now").starts_with("error from service: "));
    CHECK(lost == 1);
    CHECK(scene.failure("Now").find("No such file or directory") != std::string::npos);
    CHECK(lost == 1);
    scene.fake.come();
    scene.fake.answer = answer_with_number;
    scene.ask("Now");
    CHECK(scene.fake.members() == 1);
}

TEST_CASE("bus: a call that is dropped is forgotten") {
    Scene scene;
    sd_bus_message* kept = nullptr;
    scene.fake.answer = [&kept](sd_bus_message* call) { kept = sd_bus_message_ref(call); };
    {
        auto call = scene.bus.call(method("Now"), nothing, enough);
        CHECK(!call.start());
        scene.wait_until([&kept] { return kept != nullptr; });
    }
    answer_with_number(kept);
    sd_bus_message_unref(kept);
    scene.fake.answer = answer_with_number;
    scene.ask("Later");  // the answer that nobody waited for came before
}

TEST_CASE("bus: what is told needs no answer, and a connection") {
    Scene scene;
    scene.bus.tell(method("Ring"), nothing);
    CHECK(scene.fake.members() == 0);
    scene.fake.answer = answer_with_number;
    scene.ask("Now");
    scene.bus.tell(method("Ring"), [](BusMessage& message) { message.append("s", "twice"); });
    scene.wait_until([&scene] { return scene.fake.heard.size() == 2; });
    CHECK(scene.fake.heard.back() == "Ring");
}

TEST_CASE("bus: signals are heard by those who listen") {
    Scene scene;
    std::vector<bool> heard;
    const Bus::Arguments hear = [&heard](BusMessage& message) {
        int value = -1;
        message.read("b", &value);
        heard.push_back(value != 0);
    };
    const BusMember rings{
        .service = "org.example", .path = "/clock", .interface = "org.example", .name = "Rings"};
    scene.loop.run(scene.bus.listen(rings, hear, enough));
    scene.fake.signal("/clock", "org.example", "Ticks", true);
    scene.fake.signal("/clock", "org.example", "Rings", true);
    scene.fake.signal("/elsewhere", "org.example", "Rings", true);
    scene.fake.signal("/clock", "org.example", "Rings", false);
    scene.wait_until([&heard] { return heard.size() == 2; });
    CHECK(heard == std::vector<bool>{true, false});
}

}  // namespace virtd
