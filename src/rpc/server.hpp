// A server: its sockets, its limits, its clients. The daemon has one for everybody and one for
// administrators. SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "base/watch.hpp"
#include "driver/registry.hpp"
#include "rpc/admin/administration.hpp"
#include "rpc/audit.hpp"
#include "rpc/connection.hpp"
#include "rpc/event_frames.hpp"
#include "rpc/listener.hpp"
#include "rpc/polkit.hpp"
#include "rpc/program.hpp"
#include "rpc/slow_calls.hpp"
#include "rpc/workers.hpp"

namespace virtd::rpc {

/// How long a client from the network may take; those of this host ask a person at times.
struct Patience {
    std::chrono::milliseconds set_up = std::chrono::seconds(10);           // of TLS
    std::chrono::milliseconds authentication = std::chrono::seconds(120);  // a password is typed
};

struct Limits {
    std::uint32_t max_clients = 5000;
    std::uint32_t max_anonymous_clients = 20;  // at each door; 0: no limit of its own
    std::uint32_t max_client_requests = 5;
    /// Events that wait for a client; one that lets more gather is disconnected.
    std::size_t max_client_event_bytes = 16 * 1024 * 1024;
    /// Half received frames and what is not yet sent, of all clients. Beyond it those are
    /// disconnected who hold more than max_client_event_bytes of it.
    std::size_t max_buffered_bytes = 1024 * 1024 * 1024;
};

/// Counts since the start.
struct Metrics {
    std::uint64_t accepted = 0;
    std::uint64_t calls = 0;
    std::uint64_t errors = 0;  // calls that failed
    std::map<Errc, std::uint64_t> errors_by_code;
    std::uint64_t events = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t cut_off = 0;  // clients that did not read
    // How often a limit was reached.
    std::uint64_t clients_full = 0;   // whoever came next had to wait
    std::uint64_t requests_full = 0;  // clients that sent more calls than max_client_requests
};

class Server {
public:
    struct Settings {
        std::string name;
        Limits limits;
        Liveness::Settings keepalive;
        std::string default_uri;  // for clients that name none
        Patience patience = {};
        Workers workers;
    };

    Server(Loop& loop, Pool& pool, driver::Registry& registry, Settings settings);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    void add_program(std::uint32_t number, const Families& families);
    /// Null: no such program in this version.
    const Program* program(std::uint32_t number, std::uint32_t version) const;
    std::span<const Program> programs() const { return programs_; }

    /// Serves the clients of a socket that already listens.
    void listen(UniqueFd socket, ListenerTraits traits);
    /// From now on clients are accepted; until then they wait.
    void start();
    /// No further clients; those who are there stay, those who are being set up do not.
    void stop_listening();
    void disconnect_all();

    const std::string& name() const { return settings_.name; }
    /// Administrators find it by another name, too.
    void add_alias(std::string name) { aliases_.insert(std::move(name)); }
    bool answers_to(const std::string& name) const {
        return name == settings_.name || aliases_.contains(name);
    }
    const Limits& limits() const { return settings_.limits; }
    void set_limits(const Limits& limits);
    const Liveness::Settings& keepalive() const { return settings_.keepalive; }
    const std::string& default_uri() const { return settings_.default_uri; }
    const Patience& patience() const { return settings_.patience; }
    const Workers& workers() const { return settings_.workers; }
    void set_workers(const Workers& workers) { settings_.workers = workers; }

    /// For the server on which administrators arrive; null for all others.
    void administer(const Administration& administration) { administration_ = &administration; }
    const Administration* administration() const { return administration_; }

    /// Whom the server asks about local clients, also about those it has already; null: nobody.
    void ask(Polkit& polkit) { polkit_ = &polkit; }
    Polkit* polkit() const { return polkit_; }

    /// By id; ids count up from 1 and are not used again.
    const std::map<std::uint64_t, std::shared_ptr<Connection>>& clients() const { return clients_; }
    std::uint32_t anonymous_clients() const;
    /// Of its TLS sockets, which share one; null without any.
    std::shared_ptr<TlsContext> tls() const;
    /// Calls in progress, also those whose clients are gone.
    std::size_t busy_calls() const { return busy_calls_; }
    /// Called whenever a client came or went, and when the last call is done after
    /// stop_listening().
    void on_clients_changed(std::function<void()> changed) { changed_ = std::move(changed); }

    Loop& loop() { return loop_; }
    Pool& pool() { return pool_; }
    /// For the set-up of transports, which computes and never blocks.
    Pool& set_up_pool() { return set_up_pool_; }
    driver::Registry& registry() { return registry_; }
    Metrics& metrics() { return metrics_; }
    SlowCalls& slow_calls() { return slow_calls_; }
    std::size_t buffered_bytes() const { return buffered_bytes_; }
    /// Asked about the calls of drivers that want it; null: about none.
    void control_access(AccessControl* access) { access_ = access; }
    AccessControl* access() const { return access_; }
    /// Gets what auditors want to know.
    void audit_with(Audit audit) { audit_ = std::move(audit); }
    const Audit& audit() const { return audit_; }
    EventFrames& event_frames() { return event_frames_; }

    // For listeners and connections.
    bool may_accept(std::size_t door) const;
    void accept(UniqueFd socket, const ListenerTraits& traits);
    /// The transport of a client is set up.
    void arrived(Connection& connection);
    void authenticated(Connection& connection);
    /// Whether a client that had to authenticate was let in.
    void audit_login(Connection& connection, bool success);
    void forget(Connection& connection);
    /// The reply of a call is in the output.
    void answered(const FrameHeader& call, std::chrono::nanoseconds took);
    void work_begins() { ++busy_calls_; }
    void work_ends();
    /// Memory of one client for its bytes changed; how much it is for all.
    std::size_t account_memory(std::size_t before, std::size_t now) {
        return buffered_bytes_ = buffered_bytes_ - before + now;
    }
    void flush_later(std::shared_ptr<Connection> connection);
    void go_on_later(std::shared_ptr<Connection> connection);
    /// Where all connections read into, one after the other.
    std::span<char> receive_buffer() { return receive_buffer_; }
    std::string& spare_buffer() { return spare_buffer_; }

private:
    using Waiting = std::vector<std::shared_ptr<Connection>>;

    void serve_waiting(Waiting& waiting, void (Connection::*serve)());
    void clients_changed();

    Loop& loop_;
    Pool& pool_;
    driver::Registry& registry_;
    Settings settings_;
    std::set<std::string> aliases_;
    const Administration* administration_ = nullptr;
    Polkit* polkit_ = nullptr;
    AccessControl* access_ = nullptr;
    Audit audit_;
    Metrics metrics_;
    SlowCalls slow_calls_;
    EventFrames event_frames_;
    std::string receive_buffer_;
    std::string spare_buffer_;
    std::vector<Program> programs_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::map<std::uint64_t, std::shared_ptr<Connection>> clients_;
    Waiting closed_;  // until nothing on the stack uses them any more
    Waiting to_flush_;
    Waiting to_go_on_;
    std::function<void()> changed_;
    std::uint64_t next_id_ = 1;
    std::vector<std::uint32_t> anonymous_{0};  // by door
    std::size_t busy_calls_ = 0;
    std::size_t buffered_bytes_ = 0;
    bool accepting_ = false;
    /// Turns that were posted find out that the server is gone.
    std::shared_ptr<Server*> self_;
    Pool set_up_pool_;
};

}  // namespace virtd::rpc
