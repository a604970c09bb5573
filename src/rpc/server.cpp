// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <thread>
#include <utility>

#include "base/log.hpp"
#include "rpc/programs.hpp"
#include "rpc/tls/transport.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.netserver"};

constexpr std::size_t receive_buffer_size = 256 * 1024;

// The loop is to find a processor free.
std::size_t set_up_threads() {
    return std::max(1U, std::thread::hardware_concurrency() / 2);
}

}  // namespace

Server::Server(Loop& loop, Pool& pool, driver::Registry& registry, Settings settings)
    : loop_(loop),
      pool_(pool),
      registry_(registry),
      settings_(std::move(settings)),
      slow_calls_(loop, pool),
      receive_buffer_(receive_buffer_size, '\0'),
      self_(std::make_shared<Server*>(this)),
      set_up_pool_(loop, {.threads = set_up_threads()}) {}

Server::~Server() {
    disconnect_all();
    *self_ = nullptr;
}

void Server::add_program(std::uint32_t number, const Families& families) {
    programs_.emplace_back(number, families);
}

const Program* Server::program(std::uint32_t number, std::uint32_t version) const {
    for (const Program& program : programs_) {
        if (program.number() == number && version == program_version) return &program;
    }
    return nullptr;
}

void Server::listen(UniqueFd socket, ListenerTraits traits) {
    traits.door = anonymous_.size();
    anonymous_.push_back(0);
    listeners_.push_back(std::make_unique<Listener>(*this, std::move(socket), std::move(traits)));
}

void Server::start() {
    accepting_ = true;
    clients_changed();
}

void Server::stop_listening() {
    accepting_ = false;
    listeners_.clear();
    set_up_pool_.abandon();
}

void Server::disconnect_all() {
    const auto clients = clients_;
    for (const auto& [id, client] : clients)
        client->close();
}

void Server::set_limits(const Limits& limits) {
    settings_.limits = limits;
    clients_changed();
}

std::uint32_t Server::anonymous_clients() const {
    return std::accumulate(anonymous_.begin(), anonymous_.end(), std::uint32_t{0});
}

std::shared_ptr<TlsContext> Server::tls() const {
    for (const auto& listener : listeners_) {
        if (listener->traits().tls != nullptr) return listener->traits().tls;
    }
    return nullptr;
}

bool Server::may_accept(std::size_t door) const {
    const Limits& limit = settings_.limits;
    const bool anonymous_full =
        limit.max_anonymous_clients > 0 && anonymous_[door] >= limit.max_anonymous_clients;
    return accepting_ && clients_.size() < limit.max_clients && !anonymous_full;
}

void Server::accept(UniqueFd socket, const ListenerTraits& traits) {
    if (traits.same_user_only && peer_identity(socket.get()).user_id != geteuid()) {
        const Identity peer = peer_identity(socket.get());
        logger.error("operation forbidden: Disallowing client {} with uid {}",
                     peer.process_id.value_or(-1), peer.user_id.value_or(0));
        return;
    }
    auto address = peer_address(socket.get());
    // Now, while the process that connected is likely to live: see PolkitSubject.
    std::optional<std::uint64_t> start_time;
    if (polkit_ != nullptr && !address) start_time = peer_start_time(socket.get());
    std::unique_ptr<Transport> transport;
    if (traits.tls != nullptr) {
        transport = std::make_unique<TlsTransport>(std::move(socket), traits.tls);
    } else {
        transport = std::make_unique<PlainTransport>(std::move(socket));
    }
    ++metrics_.accepted;
    const std::uint64_t id = next_id_++;
    auto client = std::make_shared<Connection>(*this, id, std::move(transport));
    Session& session = client->session();
    session.auth = traits.auth;
    session.read_only = traits.read_only;
    if (traits.tls != nullptr) {
        session.transport = TransportKind::tls;
    } else if (address) {
        session.transport = TransportKind::tcp;
    }
    session.address = std::move(address);
    session.start_time = start_time;
    session.door = traits.door;
    if (traits.sasl != nullptr) {
        session.sasl = std::make_unique<SaslSession>(SaslSession{.context = traits.sasl});
    }
    session.authenticated = traits.auth == driver::AuthType::none && traits.tls == nullptr;
    if (!session.authenticated) ++anonymous_[session.door];
    client->begin();
    clients_.emplace_hint(clients_.end(), id, std::move(client));
    if (!may_accept(traits.door)) ++metrics_.clients_full;
    clients_changed();
}

void Server::arrived(Connection& connection) {
    if (connection.session().auth == driver::AuthType::none) authenticated(connection);
}

void Server::authenticated(Connection& connection) {
    if (std::exchange(connection.session().authenticated, true)) return;
    --anonymous_[connection.session().door];
    connection.authenticated();
    if (connection.session().auth != driver::AuthType::none) audit_login(connection, true);
    clients_changed();
}

void Server::audit_login(Connection& connection, bool success) {
    if (!audit_) return;
    const bool sasl = connection.session().auth == driver::AuthType::sasl;
    AuditEvent event{.kind = AuditEvent::Kind::authentication,
                     .success = success,
                     .who = connection.identity(),
                     .address = connection.session().address,
                     .words = {}};
    event.words.emplace_back("auth", sasl ? "sasl" : "polkit");
    event.words.emplace_back("read-only", connection.session().read_only ? "yes" : "no");
    audit_(event);
}

void Server::forget(Connection& connection) {
    const auto found = clients_.find(connection.id());
    if (found == clients_.end()) return;
    if (!connection.session().authenticated) --anonymous_[connection.session().door];
    if (closed_.empty()) {
        loop_.post("closed clients", [self = self_] {
            if (*self == nullptr) return;
            const Waiting dropped = std::exchange((*self)->closed_, {});
        });
    }
    closed_.push_back(std::move(found->second));
    clients_.erase(found);
    clients_changed();
}

void Server::clients_changed() {
    for (const auto& listener : listeners_)
        listener->update();
    if (changed_) changed_();
}

void Server::answered(const FrameHeader& call, std::chrono::nanoseconds took) {
    for (Program& program : programs_) {
        if (program.number() == call.program) return program.count(call.procedure, took);
    }
}

void Server::work_ends() {
    if (--busy_calls_ == 0 && !accepting_ && changed_) changed_();
}

void Server::flush_later(std::shared_ptr<Connection> connection) {
    to_flush_.push_back(std::move(connection));
    if (to_flush_.size() > 1) return;
    loop_.post("send", [self = self_] {
        if (*self != nullptr) (*self)->serve_waiting((*self)->to_flush_, &Connection::flush);
    });
}

void Server::go_on_later(std::shared_ptr<Connection> connection) {
    to_go_on_.push_back(std::move(connection));
    if (to_go_on_.size() > 1) return;
    loop_.post("frames", [self = self_] {
        if (*self != nullptr) (*self)->serve_waiting((*self)->to_go_on_, &Connection::go_on);
    });
}

void Server::serve_waiting(Waiting& waiting, void (Connection::*serve)()) {
    const Waiting now = std::exchange(waiting, {});
    for (const auto& connection : now)
        ((*connection).*serve)();
}

}  // namespace virtd::rpc
