// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"

#include "base/pool.hpp"
#include "base/translate.hpp"
#include "driver/api/domain.hpp"
#include "driver/check_rules.hpp"
#include "driver/not_supported.hpp"
#include "rpc/connection.hpp"
#include "rpc/dispatch.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::rpc};

// What takes longer to encode than about 100 microseconds is encoded on the pool.
constexpr std::size_t encoded_on_loop_max = 64 * 1024;

// What a peek may show at once; the protocol says the same of both kinds.
constexpr std::size_t peek_max = decltype(driver::DomainBlockPeekRet::buffer)::max;
static_assert(peek_max == decltype(driver::DomainMemoryPeekRet::buffer)::max);

void require_peek_fits(std::uint32_t size) {
    if (size > peek_max) fail(Errc::internal_error, "size > maximum buffer size");
}

FrameHeader reply_header(const FrameHeader& call, bool with_descriptors) {
    FrameHeader header = call;
    header.type = with_descriptors ? FrameType::reply_with_fds : FrameType::reply;
    header.status = FrameStatus::ok;
    return header;
}

/// Begins a reply at the end of `out` and takes it back unless it is finished.
class ReplyFrame {
public:
    ReplyFrame(std::string& out, const FrameHeader& call, std::size_t descriptors)
        : out_(out), start_(begin_frame(out, reply_header(call, descriptors > 0))) {
        if (descriptors == 0) return;
        Writer writer(out_);
        writer.u32(static_cast<std::uint32_t>(descriptors));
    }
    ReplyFrame(const ReplyFrame&) = delete;
    ReplyFrame& operator=(const ReplyFrame&) = delete;
    ~ReplyFrame() {
        if (!finished_) out_.resize(start_);
    }

    void finish() {
        end_frame(out_, start_);
        finished_ = true;
    }

private:
    std::string& out_;
    std::size_t start_;
    bool finished_ = false;
};

void open_stream(const Call& call, AnyTask& task, const ResultKind& kind) {
    Connection& connection = call.connection();
    auto stream = kind.stream(task);
    if (connection.closed()) return stream->abort();
    connection.streams().open(call.header(), std::move(stream), call.procedure().stream,
                              call.sparse());
}

/// False: the result is too large to be encoded on the loop.
bool answer(const Call& call, AnyTask& task, const ResultKind& kind) {
    Connection& connection = call.connection();
    driver::Descriptors descriptors;
    if (kind.descriptors != nullptr) descriptors = kind.descriptors(task);
    if (!descriptors.empty() && connection.transport_kind() != TransportKind::unix_) {
        fail(Errc::internal_error, "Sending file descriptors is not supported on this socket");
    }
    // With descriptors or a stream it is never large, and must not be begun twice.
    const bool only_once = kind.descriptors != nullptr || kind.stream != nullptr;
    if (kind.stream != nullptr) connection.streams().check_room();
    try {
        std::string& out = connection.output().tail();
        ReplyFrame frame(out, call.header(), descriptors.size());
        kind.encode(task, out, only_once ? payload_max : encoded_on_loop_max);
        frame.finish();
    } catch (const PayloadTooLarge&) {
        if (only_once) throw;
        return false;
    }
    connection.output().append_descriptors(std::move(descriptors));
    connection.replied(call.header());
    if (kind.stream != nullptr) open_stream(call, task, kind);
    return true;
}

Task<std::string> encode_on_pool(Pool& pool, FrameHeader call, AnyTask task, ResultKind kind) {
    const auto work = [&task, &kind, &call] {
        AnyTask result = std::move(task);  // to be destroyed here as well
        std::string block;
        ReplyFrame frame(block, call, 0);
        kind.encode(result, block, payload_max);
        frame.finish();
        return block;
    };
    auto block = co_await pool.run(work);
    co_return block;
}

Task<void> answer_large(std::shared_ptr<Connection> connection, Call call, AnyTask task,
                        ResultKind kind, [[maybe_unused]] SlowCalls::Ticket ticket) {
    try {
        auto block = co_await encode_on_pool(connection->server().pool(), call.header(),
                                             std::move(task), kind);
        connection->output().append_block(std::move(block));
        connection->replied(call.header());
    } catch (...) {
        answer_failure(*connection, call.header());
    }
}

Task<void> answer_when_done(std::shared_ptr<Connection> connection, Call call, AnyTask task,
                            ResultKind kind, SlowCalls::Ticket ticket) {
    co_await task;
    try {
        connection->server().loop().doing(call.procedure().name);
        const bool answered = answer(call, task, kind);
        if (answered) co_return;
    } catch (...) {
        answer_failure(*connection, call.header());
        co_return;
    }
    co_await answer_large(connection, call, std::move(task), kind, std::move(ticket));
}

}  // namespace

void check_descriptors(const driver::DomainOpenGraphicsArgs& /*args*/, std::size_t count) {
    if (count == 0) fail(Errc::internal_error, "No FD available at slot 0");
}

void check_descriptors(const driver::DomainFdAssociateArgs& /*args*/, std::size_t count) {
    driver::Checked(Origin::domain, "virDomainFDAssociate").not_zero(count, "nfds");
}

void check_limits(const driver::DomainBlockPeekArgs& args) {
    require_peek_fits(args.size);
}

void check_limits(const driver::DomainMemoryPeekArgs& args) {
    require_peek_fits(args.size);
}

void refuse_too_many(const char* what, std::size_t count, std::size_t max) {
    fail(Errc::internal_error, "Too many {} '{}' for limit '{}'", what, count, max);
}

Session& Call::session() const {
    return connection_->session();
}

// "domain_migrate_begin3" is virDomainMigrateBegin3.
std::string Call::api() const {
    if (!procedure_->api.empty()) return std::string(procedure_->api);
    std::string name = "vir";
    bool capital = true;
    for (const char character : procedure_->name) {
        const bool lower = character >= 'a' && character <= 'z';
        if (character != '_')
            name += static_cast<char>(capital && lower ? character - 32 : character);
        capital = character == '_';
    }
    return name;
}

void Call::check_access() const {
    if (procedure_->read_only == ReadOnly::deny) refuse_read_only(*this);
}

bool Call::is_guarded() const {
    return connection_->session().access != nullptr;
}

void Call::run(AnyTask task, const ResultKind& kind) const {
    SlowCalls& slow = connection_->server().slow_calls();
    if (!task.start()) {
        spawn(answer_when_done(connection_->shared_from_this(), *this, std::move(task), kind,
                               slow.waits(*this)));
    } else if (!answer(*this, task, kind)) {
        spawn(answer_large(connection_->shared_from_this(), *this, std::move(task), kind,
                           slow.waits(*this)));
    } else if (slow.enabled()) {
        slow.answered(*this);
    }
}

void Call::reply_payload(std::string_view payload) const {
    std::string& out = connection_->output().tail();
    ReplyFrame frame(out, header_, 0);
    out.append(payload);
    frame.finish();
    connection_->replied(header_);
}

namespace {

/// Texts for a client that has not opened anything.
constexpr const char* hypervisor_not_open = translatable("hypervisor connection not open");
constexpr const char* not_open = translatable("connection not open");

template <class Driver>
Driver& opened(const Call& call, std::shared_ptr<Driver> driver::Drivers::*member,
               const char* text = not_open) {
    const Session& session = call.session();
    if (session.open != Session::Open::yes) fail(Errc::internal_error, "{}", translate(text));
    Driver* const found = (session.drivers.*member).get();
    if (found == nullptr) {
        call.check_access();  // who may only read is not told what there is to write
        driver::not_supported(call.api());
    }
    return *found;
}

}  // namespace

template <>
driver::Hypervisor& Call::driver<driver::Hypervisor>() const {
    return opened(*this, &driver::Drivers::hypervisor, hypervisor_not_open);
}
template <>
driver::NetworkDriver& Call::driver<driver::NetworkDriver>() const {
    return opened(*this, &driver::Drivers::network);
}
template <>
driver::InterfaceDriver& Call::driver<driver::InterfaceDriver>() const {
    return opened(*this, &driver::Drivers::interface);
}
template <>
driver::StorageDriver& Call::driver<driver::StorageDriver>() const {
    return opened(*this, &driver::Drivers::storage);
}
template <>
driver::NodeDeviceDriver& Call::driver<driver::NodeDeviceDriver>() const {
    return opened(*this, &driver::Drivers::nodedev);
}
template <>
driver::SecretDriver& Call::driver<driver::SecretDriver>() const {
    return opened(*this, &driver::Drivers::secret);
}
template <>
driver::NwfilterDriver& Call::driver<driver::NwfilterDriver>() const {
    return opened(*this, &driver::Drivers::nwfilter);
}

}  // namespace virtd::rpc
