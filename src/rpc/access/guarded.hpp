// Calls that wait until access control has agreed to them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "driver/stream.hpp"
#include "rpc/access/method.hpp"

namespace virtd::rpc {

class Connection;
struct Procedure;

/// A driver's method with its arguments.
class GuardedCall {
public:
    GuardedCall(AccessKey named, AccessArguments arguments)
        : named_(std::move(named)), arguments_(arguments) {}
    GuardedCall(const GuardedCall&) = delete;
    GuardedCall& operator=(const GuardedCall&) = delete;
    virtual ~GuardedCall() = default;

    const AccessKey& named() const { return named_; }
    const AccessArguments& arguments() const { return arguments_; }

    /// The call itself, of the object as the driver knows it.
    virtual AnyTask start(const AccessIdentity& real) = 0;

    // Of the result of start().
    virtual AccessKey found(AnyTask& /*done*/) const { return {}; }
    virtual std::vector<AccessKey> listed(AnyTask& /*done*/) const { return {}; }
    /// Takes out what the client may not see.
    virtual void keep(AnyTask& /*done*/, const std::vector<bool>& /*allowed*/) const {}

private:
    AccessKey named_;
    AccessArguments arguments_;
};

/// Throws when access is denied or the object does not exist; ends with the done task of the
/// call. The connection has to outlive it.
Task<AnyTask> guarded(Connection& connection, const Procedure& procedure,
                      std::unique_ptr<GuardedCall> call);

/// The same for calls of the connection itself.
Task<void> require_access(Connection& connection, const Procedure& procedure);

/// With the name of the access driver in it: no reason, so that nobody learns of what there is.
[[noreturn]] void deny_access(const std::string& driver);

namespace access {

template <class Args>
AccessArguments arguments_of(const Args& args) {
    AccessArguments facts;
    if constexpr (requires { args.flags; }) facts.flags = static_cast<std::uint64_t>(args.flags);
    if constexpr (requires { facts.source = args.source; }) facts.source = args.source;
    return facts;
}

template <auto method>
class Guarded : public GuardedCall {
public:
    using T = MethodTypes<decltype(method)>;
    using Driver = typename T::Driver;
    using Args = typename T::Args;
    using Ret = typename T::Ret;

    Guarded(Driver& driver, Args args, driver::Descriptors descriptors)
        : GuardedCall(any_key(named_by<Driver>(args)), arguments_of(args)),
          args_(std::move(args)),
          driver_(driver),
          descriptors_(std::move(descriptors)) {}

    AnyTask start(const AccessIdentity& real) override {
        if (!std::holds_alternative<std::monostate>(real)) set_named<Driver>(args_, real);
        if constexpr (requires { (driver_.*method)(); }) {
            return (driver_.*method)();
        } else if constexpr (requires { (driver_.*method)(std::move(args_)); }) {
            return (driver_.*method)(std::move(args_));
        } else {
            return (driver_.*method)(std::move(args_), std::move(descriptors_));
        }
    }

protected:
    Args args_;

private:
    Driver& driver_;
    driver::Descriptors descriptors_;
};

template <auto method>
class GuardedSearch final : public Guarded<method> {
public:
    using Guarded<method>::Guarded;

    AccessKey found(AnyTask& done) const override {
        return any_key(found_in(done.value<typename Guarded<method>::Ret>()));
    }
};

/// How many items the client wants, in the calls that say so.
template <class Args>
constexpr auto limit_in(Args& args) {
    // clang-format off
    if constexpr (requires { args.maxnames; }) return &args.maxnames;
    else if constexpr (requires { args.maxids; }) return &args.maxids;
    else if constexpr (requires { args.maxuuids; }) return &args.maxuuids;
    else return nullptr;
    // clang-format on
}

/// Asks the driver for everything; what the client gets is counted after the filter.
template <auto method>
class GuardedList final : public Guarded<method> {
public:
    using Base = Guarded<method>;
    using Ret = typename Base::Ret;
    using Base::args_;

    GuardedList(typename Base::Driver& driver, typename Base::Args args,
                driver::Descriptors descriptors)
        : Base(driver, std::move(args), std::move(descriptors)) {
        using Items = std::remove_reference_t<decltype(*items_in(std::declval<Ret&>()))>;
        if constexpr (has_limit) {
            limit_ = *limit_in(args_);
            *limit_in(args_) = Items::max;
        }
        if constexpr (requires { args_.need_results; }) {
            only_count_ = args_.need_results == 0;
            args_.need_results = 1;
        }
    }

    AnyTask start(const AccessIdentity& real) override {
        if constexpr (has_pool) {
            const auto* const pool = std::get_if<driver::StoragePoolRef>(&real);
            if (pool != nullptr) pool_.pool = *pool;
        }
        return Base::start(real);
    }

    std::vector<AccessKey> listed(AnyTask& done) const override {
        std::vector<AccessKey> keys;
        for (const auto& item : *items_in(done.value<Ret>()))
            keys.push_back(any_key(item_key<typename Base::Driver>(pool_, item)));
        return keys;
    }

    void keep(AnyTask& done, const std::vector<bool>& allowed) const override {
        Ret& ret = done.value<Ret>();
        auto& items = *items_in(ret);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!allowed[i]) continue;
            if (kept != i) items[kept] = std::move(items[i]);
            ++kept;
        }
        if constexpr (has_limit) kept = std::min(kept, std::size_t(std::max(limit_, 0)));
        items.resize(kept);
        if constexpr (requires { ret.ret = 0; }) ret.ret = static_cast<std::uint32_t>(kept);
        if (only_count_) items.clear();
    }

private:
    static constexpr bool has_limit =
        !std::is_null_pointer_v<decltype(limit_in(std::declval<typename Base::Args&>()))>;
    static constexpr bool has_pool = requires(typename Base::Args args) { args.pool.uuid; };
    struct Pool {
        driver::StoragePoolRef pool;
    };

    std::conditional_t<has_pool, Pool, NoArgs> pool_;  // of volumes that are listed by name
    std::int32_t limit_ = 0;
    bool only_count_ = false;
};

/// The arguments of the method that lists what another counts.
template <class List, class Args>
List list_everything(const Args& args) {
    List list;
    if constexpr (requires { list.pool = args.pool; }) list.pool = args.pool;
    if constexpr (requires { list.cap = args.cap; }) list.cap = args.cap;
    if constexpr (requires { list.flags = args.flags; }) list.flags = args.flags;
    *limit_in(list) = std::numeric_limits<std::int32_t>::max();
    return list;
}

template <auto method>
inline constexpr bool counts = !std::is_null_pointer_v<std::remove_cv_t<decltype(lister<method>)>>;

template <auto method>
std::unique_ptr<GuardedCall> guard(typename MethodTypes<decltype(method)>::Driver& driver,
                                   typename MethodTypes<decltype(method)>::Args args,
                                   driver::Descriptors descriptors, bool filtered) {
    constexpr Handler facts = method_handler<method>(nullptr);
    if constexpr (counts<method>) {
        constexpr auto list = lister<method>;
        using ListArgs = typename MethodTypes<std::remove_cv_t<decltype(list)>>::Args;
        return std::make_unique<GuardedList<list>>(driver, list_everything<ListArgs>(args),
                                                   std::move(descriptors));
    } else {
        if constexpr (facts.listed != AccessKind::none) {
            if (filtered) {
                return std::make_unique<GuardedList<method>>(driver, std::move(args),
                                                             std::move(descriptors));
            }
        }
        if constexpr (facts.found != AccessKind::none) {
            return std::make_unique<GuardedSearch<method>>(driver, std::move(args),
                                                           std::move(descriptors));
        } else {
            return std::make_unique<Guarded<method>>(driver, std::move(args),
                                                     std::move(descriptors));
        }
    }
}

}  // namespace access

}  // namespace virtd::rpc
