// A D-Bus bus, the system's or that of a user's session: calls and signals on the event loop.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bus_message.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/pool.hpp"
#include "base/watch.hpp"

namespace virtd {

/// What a service offers, by literals: a method or a signal.
struct BusMember {
    const char* service;
    const char* path;
    const char* interface;
    const char* name;
};

/// Connects when it is first needed, and anew when it is needed after the bus went away. Used
/// from the loop only; outlives all calls. Nothing here waits for anybody but in a Task, and each
/// of them has a limit.
class Bus final : private Watch::Handler {
public:
    enum class Kind : std::uint8_t { system, session };
    using Arguments = std::function<void(BusMessage&)>;

    /// The address is as in DBUS_SYSTEM_BUS_ADDRESS; of several the first unix socket is taken.
    Bus(Pool& pool, Kind kind, std::string address);
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    ~Bus();

    /// Becomes a member now, for those who want to know of the end. Throws when that fails.
    Task<void> join(std::chrono::milliseconds limit);
    /// The answer of a service. Throws dbus_service when it says no, or nothing in time, and
    /// internal_error without a bus. Dropping the waiting task forgets the call.
    Task<BusMessage> call(BusMember method, Arguments arguments, std::chrono::milliseconds limit);
    /// Calls and does not ask for an answer. Nothing happens while there is no connection.
    void tell(const BusMember& method, const Arguments& arguments) noexcept;
    /// `heard` is called for each such signal until the connection ends; it does not destroy the
    /// bus. Throws as call() does.
    Task<void> listen(BusMember signal, Arguments heard, std::chrono::milliseconds limit);

    /// Called when a bus that had taken us in is gone.
    void on_lost(std::function<void()> lost) { lost_ = std::move(lost); }

private:
    class Answer;
    struct Listening;

    void ready(Watch::Ready what) override;
    Task<void> open();
    void connect();
    BusMessage new_call(const BusMember& method, const Arguments& arguments);
    bool takes_us_in() const;
    void process();
    void update();
    void lose();
    void disconnect();
    std::optional<std::chrono::milliseconds> time_left() const;
    [[noreturn]] void fail_to_connect(const std::string& reason) const;

    Pool& pool_;
    const Kind kind_;
    const std::string address_;
    std::function<void()> lost_;
    bool loaded_ = false;    // the library
    UniqueFd socket_;        // watched; the library has one of its own
    sd_bus* bus_ = nullptr;  // null: not connected
    std::optional<Watch> watch_;
    Timer due_;
    std::vector<Answer*> waiting_;
    std::vector<std::unique_ptr<Listening>> listening_;
    bool welcome_ = false;
};

/// Where the socket of "unix:path=/run/user/1000/bus,guid=..." is: a path, or '@' and an abstract
/// name. Of several addresses the first that is a unix socket.
std::optional<std::string> bus_socket(std::string_view address);

}  // namespace virtd
