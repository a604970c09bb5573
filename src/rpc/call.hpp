// One request of a client while it is worked on, and the bridge from table rows to driver methods.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/task.hpp"
#include "driver/checks.hpp"
#include "driver/registry.hpp"
#include "driver/stream.hpp"
#include "rpc/access/guarded.hpp"
#include "rpc/call_times.hpp"
#include "rpc/frame_reader.hpp"
#include "rpc/listed.hpp"
#include "rpc/procedure.hpp"
#include "rpc/read_only.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

class Connection;
struct Session;

/// What the type of a result decides about its reply. One object for each type, so that
/// everything else about answering compiles once.
struct ResultKind {
    /// Appends the payload. Touches nothing but the task, so it may run on the pool.
    void (*encode)(AnyTask& task, std::string& out, std::size_t limit);
    /// What comes beside the payload; null: never anything.
    std::unique_ptr<driver::Stream> (*stream)(AnyTask& task) = nullptr;
    driver::Descriptors (*descriptors)(AnyTask& task) = nullptr;
};

/// Lives on the stack of the dispatcher. When its task suspends, a copy waits for the end of
/// the task; that one has no arguments any more.
class Call {
public:
    Call(Connection& connection, const Procedure& procedure, FrameReader::Frame& frame)
        : connection_(&connection),
          procedure_(&procedure),
          header_(frame.header),
          payload_(frame.payload),
          descriptors_(&frame.descriptors) {}

    const Procedure& procedure() const { return *procedure_; }
    const FrameHeader& header() const { return header_; }
    CallTimes::Clock::time_point begun() const { return header_.begun; }
    /// The arguments as they came, until the call waits.
    std::string_view payload() const { return payload_; }
    Connection& connection() const { return *connection_; }
    Session& session() const;
    /// The public function, also for calls that only libraries make.
    std::string api() const;

    template <class Args>
    Args arguments() const {
        return decode<Args>(payload_);
    }
    /// Those that came with the call; they are closed if nobody takes them.
    driver::Descriptors take_descriptors() { return std::move(*descriptors_); }
    std::size_t descriptor_count() const { return descriptors_->size(); }

    /// Throws unless the client has opened a connection that has such a driver.
    template <class Driver>
    Driver& driver() const;
    /// Throws when the client may only read and the row says that this is more.
    void check_access() const;
    /// Do access drivers decide about this call?
    bool is_guarded() const;
    /// The stream that this call opens carries holes.
    void set_sparse() { sparse_ = true; }
    bool sparse() const { return sparse_; }

    /// Runs the task and answers with its result, at once or when it ends.
    void run(AnyTask task, const ResultKind& kind) const;

    // For the handlers that are no driver methods.
    template <class Ret>
    void reply(const Ret& result) const {
        std::string payload;
        encode(payload, result);
        reply_payload(payload);
    }
    void reply_empty() const { reply_payload({}); }

private:
    void reply_payload(std::string_view payload) const;

    Connection* connection_;
    const Procedure* procedure_;
    FrameHeader header_;
    std::string_view payload_;
    driver::Descriptors* descriptors_;
    bool sparse_ = false;
};

template <>
driver::Hypervisor& Call::driver<driver::Hypervisor>() const;
template <>
driver::NetworkDriver& Call::driver<driver::NetworkDriver>() const;
template <>
driver::InterfaceDriver& Call::driver<driver::InterfaceDriver>() const;
template <>
driver::StorageDriver& Call::driver<driver::StorageDriver>() const;
template <>
driver::NodeDeviceDriver& Call::driver<driver::NodeDeviceDriver>() const;
template <>
driver::SecretDriver& Call::driver<driver::SecretDriver>() const;
template <>
driver::NwfilterDriver& Call::driver<driver::NwfilterDriver>() const;

/// For calls that are nothing without a descriptor.
void check_descriptors(const driver::DomainOpenGraphicsArgs& args, std::size_t count);
void check_descriptors(const driver::DomainFdAssociateArgs& args, std::size_t count);

/// What the server itself cannot answer, whoever asks.
void check_limits(const driver::DomainBlockPeekArgs& args);
void check_limits(const driver::DomainMemoryPeekArgs& args);

namespace detail {

template <class Ret>
void encode_result(AnyTask& task, std::string& out, std::size_t limit) {
    if constexpr (!std::is_void_v<Ret>) {
        const Ret& ret = task.value<Ret>();
        check_listed(ret);
        Writer writer(out, limit);
        put(writer, ret);
    } else {
        task.result<void>();
    }
}

template <class Ret>
inline constexpr ResultKind result_kind{.encode = &encode_result<Ret>};

template <>
inline constexpr ResultKind result_kind<std::unique_ptr<driver::Stream>>{
    .encode = [](AnyTask& task, std::string&,
                 std::size_t) { task.value<std::unique_ptr<driver::Stream>>(); },
    .stream =
        [](AnyTask& task) { return std::move(task.value<std::unique_ptr<driver::Stream>>()); }};

template <class Ret>
inline constexpr ResultKind result_kind<driver::OpenedStream<Ret>>{
    .encode =
        [](AnyTask& task, std::string& out, std::size_t limit) {
            Writer writer(out, limit);
            put(writer, task.value<driver::OpenedStream<Ret>>().ret);
        },
    .stream =
        [](AnyTask& task) { return std::move(task.value<driver::OpenedStream<Ret>>().stream); }};

template <>
inline constexpr ResultKind result_kind<driver::Descriptors>{
    .encode = [](AnyTask& task, std::string&, std::size_t) { task.value<driver::Descriptors>(); },
    .descriptors = [](AnyTask& task) { return std::move(task.value<driver::Descriptors>()); }};

template <class Ret>
inline constexpr ResultKind result_kind<driver::WithDescriptors<Ret>>{
    .encode =
        [](AnyTask& task, std::string& out, std::size_t limit) {
            Writer writer(out, limit);
            put(writer, task.value<driver::WithDescriptors<Ret>>().ret);
        },
    .descriptors =
        [](AnyTask& task) {
            return std::move(task.value<driver::WithDescriptors<Ret>>().descriptors);
        }};

// Said apart: the undefined-behaviour sanitizer lets no constant compare functions with null.
template <class Ret>
inline constexpr bool has_stream = false;
template <>
inline constexpr bool has_stream<std::unique_ptr<driver::Stream>> = true;
template <class Ret>
inline constexpr bool has_stream<driver::OpenedStream<Ret>> = true;
template <class Ret>
inline constexpr bool has_descriptors = false;
template <>
inline constexpr bool has_descriptors<driver::Descriptors> = true;
template <class Ret>
inline constexpr bool has_descriptors<driver::WithDescriptors<Ret>> = true;

/// Of a call whose task ends with the task of the method.
template <class Ret>
inline constexpr ResultKind guarded_kind{
    .encode = [](AnyTask& task, std::string& out,
                 std::size_t limit) { result_kind<Ret>.encode(task.value<AnyTask>(), out, limit); },
    .stream = has_stream<Ret>
                  ? +[](AnyTask& task) { return result_kind<Ret>.stream(task.value<AnyTask>()); }
                  : nullptr,
    .descriptors =
        has_descriptors<Ret>
            ? +[](AnyTask& task) { return result_kind<Ret>.descriptors(task.value<AnyTask>()); }
            : nullptr};

/// The same where a list was asked for to count it.
template <class List, class Ret>
inline constexpr ResultKind counted_kind{
    .encode = [](AnyTask& task, std::string& out, std::size_t limit) {
        const auto& items = *access::items_in(task.value<AnyTask>().template value<List>());
        Ret count;
        count.num = static_cast<std::int32_t>(items.size());
        Writer writer(out, limit);
        put(writer, count);
    }};

/// Cold: it shares no page with the code of the calls that nobody guards.
template <auto method>
[[gnu::cold]] void serve_guarded(Call& call,
                                 typename access::MethodTypes<decltype(method)>::Driver& driver,
                                 typename access::MethodTypes<decltype(method)>::Args args,
                                 driver::Descriptors descriptors = {}) {
    using Ret = typename access::MethodTypes<decltype(method)>::Ret;
    const Procedure& procedure = call.procedure();
    auto task = guarded(call.connection(), procedure,
                        access::guard<method>(driver, std::move(args), std::move(descriptors),
                                              !procedure.filter.empty()));
    if constexpr (access::counts<method>) {
        constexpr auto list = access::lister<method>;
        using List = typename access::MethodTypes<std::remove_cv_t<decltype(list)>>::Ret;
        call.run(std::move(task), counted_kind<List, Ret>);
    } else {
        call.run(std::move(task), guarded_kind<Ret>);
    }
}

/// What the server and the public functions check before they ask a driver, in their order.
template <class Args>
void check_arguments(Call& call, const Args& args) {
    if constexpr (requires { check_limits(args); }) check_limits(args);
    if constexpr (requires { check_descriptors(args, call.descriptor_count()); }) {
        check_descriptors(args, call.descriptor_count());
    }
    if constexpr (requires { check_before_access(args); }) check_before_access(args);
    call.check_access();
    if constexpr (requires { needs_write_access(args); }) {
        if (needs_write_access(args)) refuse_read_only(call);
    }
    if constexpr (requires { check(args); }) check(args);
    if constexpr (requires { args.flags; }) {
        const std::uint32_t sparse_flag = call.procedure().sparse_flag;
        if ((static_cast<std::uint32_t>(args.flags) & sparse_flag) != 0) call.set_sparse();
    }
}

template <class Method>
struct Bridge;

template <class D, class Ret>
struct Bridge<Task<Ret> (D::*)()> {
    template <auto method>
    static void serve(Call& call) {
        D& driver = call.driver<D>();
        call.check_access();
        if (call.is_guarded()) return serve_guarded<method>(call, driver, {});
        call.run((driver.*method)(), result_kind<Ret>);
    }
};

template <class D, class Ret, class Args>
struct Bridge<Task<Ret> (D::*)(Args)> {
    template <auto method>
    static void serve(Call& call) {
        Args args = call.arguments<Args>();
        D& driver = call.driver<D>();
        check_arguments(call, args);
        if (call.is_guarded()) return serve_guarded<method>(call, driver, std::move(args));
        call.run((driver.*method)(std::move(args)), result_kind<Ret>);
    }
};

template <class D, class Ret, class Args>
struct Bridge<Task<Ret> (D::*)(Args, driver::Descriptors)> {
    template <auto method>
    static void serve(Call& call) {
        Args args = call.arguments<Args>();
        D& driver = call.driver<D>();
        check_arguments(call, args);
        if (call.is_guarded()) {
            return serve_guarded<method>(call, driver, std::move(args), call.take_descriptors());
        }
        call.run((driver.*method)(std::move(args), call.take_descriptors()), result_kind<Ret>);
    }
};

}  // namespace detail

/// The handler of a procedure that is one driver method:
///     call<&driver::Hypervisor::domain_get_info>
template <auto method>
inline constexpr Handler call =
    method_handler<method>(&detail::Bridge<decltype(method)>::template serve<method>);

}  // namespace virtd::rpc
