// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/polkit_decider.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace virtd::rpc {

namespace {

// "org.libvirt.api.storage-vol.data-read"
std::string action_for(const AccessQuestion& question) {
    std::string action = fmt::format("org.libvirt.api.{}.{}", question.object, question.permission);
    std::ranges::replace(action, '_', '-');
    return action;
}

}  // namespace

// Root is asked about like everybody; rules of polkit itself let root pass.
Task<AccessAnswer> PolkitDecider::decide(AccessQuestion question) {
    AccessAnswer answer{AccessVerdict::denied, "no process of this host, which polkit could know"};
    const auto subject = polkit_subject(question.who);
    if (!subject) co_return answer;
    std::string action = action_for(question);
    answer.reason = fmt::format("no rule allows the action '{}'", action);
    PolkitDetails details = std::move(question.details);
    details.insert(details.begin(), {"connect_driver", std::move(question.driver)});
    const PolkitAnswer said = co_await polkit_.check(
        *subject, std::move(action), std::move(details), PolkitInteraction::forbidden);
    if (said == PolkitAnswer::authorized) answer.verdict = AccessVerdict::allowed;
    co_return answer;
}

}  // namespace virtd::rpc
