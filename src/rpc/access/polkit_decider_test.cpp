// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/polkit_decider.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "rpc/polkit_fake.hpp"

namespace virtd::rpc {

namespace {

AccessQuestion question() {
    AccessQuestion question{.who = {},
                            .driver = "QEMU",
                            .object = "storage_vol",
                            .permission = "data_read",
                            .details = {{"pool_name", "default"}, {"vol_name", "disk"}}};
    question.who.process_id = 12;
    question.who.process_time = 34;
    question.who.user_id = 1000;
    return question;
}

AccessAnswer ask(FakePolkit& polkit, AccessQuestion about) {
    AccessControl control;
    control.add(std::make_unique<PolkitDecider>(polkit));
    auto task = control.ask(std::move(about));
    REQUIRE(task.start());
    return task.result();
}

}  // namespace

TEST_CASE("polkit decider: a permission of an object is an action, with what is known as details") {
    FakePolkit polkit;
    polkit.answer = [](const FakePolkit::Question&) { return PolkitAnswer::authorized; };
    CHECK(ask(polkit, question()).allowed());
    REQUIRE(polkit.asked.size() == 1);
    const FakePolkit::Question& asked = polkit.asked.front();
    CHECK(asked.action == "org.libvirt.api.storage-vol.data-read");
    CHECK(asked.subject == PolkitSubject{12, 34, 1000});
    CHECK(asked.details == PolkitDetails{{"connect_driver", "QEMU"},
                                         {"pool_name", "default"},
                                         {"vol_name", "disk"}});
    CHECK(asked.interaction == PolkitInteraction::forbidden);
}

TEST_CASE("polkit decider: whatever is no yes is no") {
    for (const PolkitAnswer no :
         {PolkitAnswer::denied, PolkitAnswer::challenge, PolkitAnswer::dismissed}) {
        FakePolkit polkit;
        polkit.answer = [no](const FakePolkit::Question&) { return no; };
        const AccessAnswer answer = ask(polkit, question());
        CHECK(answer.verdict == AccessVerdict::denied);
        CHECK(answer.reason ==
              "polkit: no rule allows the action 'org.libvirt.api.storage-vol.data-read'");
    }
}

TEST_CASE("polkit decider: clients from the network have no process and are not asked about") {
    FakePolkit polkit;
    polkit.answer = [](const FakePolkit::Question&) { return PolkitAnswer::authorized; };
    AccessQuestion remote = question();
    remote.who = {};
    remote.who.sasl_user_name = "fred";
    const AccessAnswer answer = ask(polkit, remote);
    CHECK(answer.verdict == AccessVerdict::denied);
    CHECK(answer.reason == "polkit: no process of this host, which polkit could know");
    CHECK(polkit.asked.empty());
}

TEST_CASE("polkit decider: a polkit that cannot be asked fails, with its reason") {
    FakePolkit polkit;
    polkit.answer = [](const FakePolkit::Question&) -> PolkitAnswer {
        throw Error(Origin::dbus, Errc::internal_error, "no bus");
    };
    const AccessAnswer answer = ask(polkit, question());
    CHECK(answer.verdict == AccessVerdict::failed);
    CHECK(answer.reason.ends_with("no bus"));
}

}  // namespace virtd::rpc
