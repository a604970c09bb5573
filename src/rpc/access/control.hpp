// Who may do what with which object: the access drivers of the configuration, one after the other.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/task.hpp"
#include "rpc/access/keys.hpp"
#include "rpc/access/rule.hpp"
#include "rpc/identity.hpp"

namespace virtd::rpc {

struct AccessQuestion {
    Identity who;
    std::string driver;      // "QEMU"
    std::string object;      // "storage_vol"
    std::string permission;  // "data_read"
    /// What is known of the object, e.g. {"pool_name", "default"}.
    std::vector<std::pair<std::string, std::string>> details;
};

/// "storage_vol:data_read pool_name=default"
std::string describe(const AccessQuestion& question);

enum class AccessVerdict : std::uint8_t { allowed, denied, failed };

struct AccessAnswer {
    AccessVerdict verdict = AccessVerdict::failed;
    std::string reason;  // why not, for the log

    bool allowed() const { return verdict == AccessVerdict::allowed; }
};

/// One access driver. Outlives all questions.
class AccessDecider {
public:
    AccessDecider() = default;
    AccessDecider(const AccessDecider&) = delete;
    AccessDecider& operator=(const AccessDecider&) = delete;
    virtual ~AccessDecider() = default;

    virtual std::string_view name() const = 0;
    /// Answers in bounded time, whatever happens to those it asks. May throw: that is a failure.
    virtual Task<AccessAnswer> decide(AccessQuestion question) = 0;
};

class AccessControl {
public:
    /// All that are added have to agree.
    void add(std::unique_ptr<AccessDecider> decider) { deciders_.push_back(std::move(decider)); }
    bool active() const { return !deciders_.empty(); }

    Task<AccessAnswer> ask(AccessQuestion question);

    /// Asks many questions, a few at a time.
    using Questions = std::vector<AccessQuestion>;
    struct Filtered {
        std::vector<bool> allowed;
        std::size_t failures = 0;  // questions that nobody decided, which counts as a no
        std::string reason;        // of the first of them
    };
    Task<Filtered> filter(Questions questions);

private:
    std::vector<std::unique_ptr<AccessDecider>> deciders_;
};

/// What rules may look at; nothing about a connection.
std::vector<std::pair<std::string, std::string>> access_details(const AccessIdentity& object);

}  // namespace virtd::rpc
