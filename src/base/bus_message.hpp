// Messages of a D-Bus bus: the arguments of a call, or what came back.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <utility>

#include "base/bus_library.hpp"

namespace virtd {

/// Types are written as the D-Bus specification does: append("su", "name", 5U). Values have
/// exactly these types (strings are const char*): nobody checks that.
class BusMessage {
public:
    explicit BusMessage(sd_bus_message* owned) : message_(owned) {}
    BusMessage(BusMessage&& other) noexcept : message_(std::exchange(other.message_, nullptr)) {}
    BusMessage& operator=(BusMessage&& other) noexcept {
        std::swap(message_, other.message_);
        return *this;
    }
    ~BusMessage() {
        if (message_ != nullptr) sd_bus_message_unref(message_);
    }

    sd_bus_message* get() const { return message_; }

    template <class... Args>
    void append(const char* types, Args... args) {
        check(sd_bus_message_append(message_, types, args...));
    }
    /// An array ('a'), structure ('r') or the like, of what is appended until close().
    void open(char type, const char* contents) {
        check(sd_bus_message_open_container(message_, type, contents));
    }
    void close() { check(sd_bus_message_close_container(message_)); }

    /// False at the end of an array. Strings live as long as the message.
    template <class... Args>
    bool read(const char* types, Args*... into) {
        return check(sd_bus_message_read(message_, types, into...)) > 0;
    }
    void enter(char type, const char* contents) {
        check(sd_bus_message_enter_container(message_, type, contents));
    }
    void leave() { check(sd_bus_message_exit_container(message_)); }

private:
    /// Throws when the message does not hold what was expected.
    static int check(int result);

    sd_bus_message* message_;
};

}  // namespace virtd
