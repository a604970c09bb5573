// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/guarded.hpp"

#include <span>

#include "base/log.hpp"
#include "rpc/access/control.hpp"
#include "rpc/connection.hpp"
#include "rpc/procedure.hpp"
#include "rpc/server.hpp"
#include "rpc/session.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::access};
constexpr log::Source logger{"access.manager"};

// An object that changes its name as often while polkit thinks gets at nobody's hands.
constexpr int identified_at_most = 4;

constexpr std::size_t stretch = 256;

AccessQuestion question(Connection& connection, const AccessRule& rule,
                        const AccessIdentity& object) {
    AccessQuestion question{.who = connection.identity(),
                            .driver = connection.session().drivers.access_driver,
                            .object = std::string(rule.object),
                            .permission = std::string(rule.permission),
                            .details = {}};
    if (rule.kind != AccessKind::connect) question.details = access_details(object);
    return question;
}

// The client is told neither what was asked nor why the answer was no.
void tell_denied(Connection& connection, const Procedure& procedure, const AccessQuestion& question,
                 const AccessAnswer& answer) {
    logger.warning("client {}: {} needs {} of driver {}, which is denied: {}", connection.id(),
                   procedure.name, describe(question), question.driver, answer.reason);
    if (!connection.server().audit()) return;
    AuditEvent event{.kind = AuditEvent::Kind::access,
                     .who = question.who,
                     .address = connection.session().address};
    event.words = {{"call", std::string(procedure.name)},
                   {"driver", question.driver},
                   {"permission", question.object + ":" + question.permission}};
    event.words.insert(event.words.end(), question.details.begin(), question.details.end());
    connection.server().audit()(event);
}

Task<void> require(Connection& connection, const Procedure& procedure, AccessQuestion asked) {
    const AccessAnswer answer = co_await connection.session().access->ask(asked);
    if (answer.allowed()) co_return;
    tell_denied(connection, procedure, asked, answer);
    deny_access(asked.driver);
}

enum class When : std::uint8_t { before, after };

std::vector<AccessRule> rules_of(const Procedure& procedure, const AccessArguments& arguments,
                                 When when) {
    std::vector<AccessRule> rules;
    for (const std::string_view text : procedure.permissions) {
        if (text.empty()) continue;
        const AccessRule rule = parse_access_rule(text);
        const bool after = when == When::after;
        if (rule.about_result() == after && rule.applies_to(arguments)) rules.push_back(rule);
    }
    return rules;
}

bool is_about_object(const std::vector<AccessRule>& rules) {
    return std::ranges::any_of(
        rules, [](const AccessRule& rule) { return rule.kind != AccessKind::connect; });
}

/// The object as it is known when all have agreed, without a suspension since then.
Task<AccessIdentity> admitted(Connection& connection, const Procedure& procedure,
                              const GuardedCall& call) {
    const auto rules = rules_of(procedure, call.arguments(), When::before);
    const driver::Drivers& drivers = connection.session().drivers;
    const bool has_object = is_about_object(rules);
    AccessIdentity object;
    if (has_object) object = co_await identify(drivers, call.named());
    for (int round = 0; round < identified_at_most; ++round) {
        for (const AccessRule& rule : rules) {
            AccessQuestion asked = question(connection, rule, object);
            co_await require(connection, procedure, std::move(asked));
        }
        if (!has_object) co_return object;
        AccessIdentity now = co_await identify(drivers, call.named());
        if (now == object) co_return object;
        object = std::move(now);
    }
    fail(Errc::operation_failed, "the object of the call does not stay the same");
}

Task<void> admit_result(Connection& connection, const Procedure& procedure, const GuardedCall& call,
                        AnyTask& done) {
    const auto rules = rules_of(procedure, call.arguments(), When::after);
    if (rules.empty()) co_return;
    AccessKey found = call.found(done);
    const AccessIdentity object = co_await identify(connection.session().drivers, std::move(found));
    for (const AccessRule& rule : rules) {
        AccessQuestion asked = question(connection, rule, object);
        co_await require(connection, procedure, std::move(asked));
    }
}

/// What is gone meanwhile is nothing.
Task<AccessIdentity> identify_item(const driver::Drivers& drivers, AccessKey key) {
    try {
        co_return co_await identify(drivers, std::move(key));
    } catch (const Error&) {
        co_return AccessIdentity();
    }
}

// One stretch of a list: not all questions about a long one are in memory at once.
Task<void> filter_stretch(Connection& connection, const Procedure& procedure,
                          std::span<AccessKey> keys, std::vector<bool>& allowed) {
    const AccessRule rule = parse_access_rule(procedure.filter);
    std::vector<bool> exists;
    AccessControl::Questions questions;
    for (AccessKey& key : keys) {
        const AccessIdentity object =
            co_await identify_item(connection.session().drivers, std::move(key));
        exists.push_back(object.index() != 0);
        if (exists.back()) questions.push_back(question(connection, rule, object));
    }
    const auto answers = co_await connection.session().access->filter(questions);
    if (answers.failures > 0) {
        logger.warning("client {}: {} leaves out {} that nobody could decide about: {}",
                       connection.id(), procedure.name, answers.failures, answers.reason);
    }
    auto answer = answers.allowed.begin();
    for (const bool there : exists)
        allowed.push_back(there && *answer++);
}

Task<void> filter(Connection& connection, const Procedure& procedure, const GuardedCall& call,
                  AnyTask& done) {
    std::vector<AccessKey> keys = call.listed(done);
    std::vector<bool> allowed;
    for (std::size_t first = 0; first < keys.size() && !connection.closed(); first += stretch) {
        const std::size_t length = std::min(stretch, keys.size() - first);
        const auto part = std::span(keys).subspan(first, length);
        co_await filter_stretch(connection, procedure, part, allowed);
    }
    allowed.resize(keys.size());  // shorter only if nobody waits for it any more
    call.keep(done, allowed);
    logger.debug("procedure={} listed={} allowed={}", procedure.name, allowed.size(),
                 std::ranges::count(allowed, true));
}

}  // namespace

void deny_access(const std::string& driver) {
    fail(Errc::access_denied, "'{}' denied access", driver);
}

Task<AnyTask> guarded(Connection& connection, const Procedure& procedure,
                      std::unique_ptr<GuardedCall> call) {
    const AccessIdentity object = co_await admitted(connection, procedure, *call);
    AnyTask task = call->start(object);
    if (!task.start()) co_await task;
    co_await admit_result(connection, procedure, *call, task);
    if (!procedure.filter.empty()) co_await filter(connection, procedure, *call, task);
    co_return task;
}

Task<void> require_access(Connection& connection, const Procedure& procedure) {
    const auto rules = rules_of(procedure, {}, When::before);
    const AccessIdentity nothing;
    for (const AccessRule& rule : rules) {
        AccessQuestion asked = question(connection, rule, nothing);
        co_await require(connection, procedure, std::move(asked));
    }
}

}  // namespace virtd::rpc
