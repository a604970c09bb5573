// One client of a daemon under load: the real wire structs over a Unix socket, nothing hidden.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "rpc/frame.hpp"
#include "rpc/programs.hpp"
#include "rpc/xdr.hpp"

namespace virtd::bench {

/// The procedures that are measured.
namespace proc {
enum : std::int32_t {
    connect_open = 1,
    connect_close = 2,
    domain_define_xml = 11,
    domain_get_xml_desc = 14,
    domain_get_info = 16,
    domain_lookup_by_name = 23,
    domain_resume = 28,
    domain_suspend = 34,
    domain_undefine = 35,
    network_define_xml = 41,
    network_lookup_by_name = 46,
    auth_list = 66,
    storage_pool_lookup_by_name = 84,
    storage_vol_create_xml = 93,
    storage_vol_lookup_by_name = 95,
    connect_get_lib_version = 157,
    connect_list_all_domains = 273,
    storage_pool_list_all_volumes = 282,
    connect_list_all_networks = 283,
    connect_domain_event_callback_register_any = 316,
    domain_event_callback_lifecycle = 318,
    connect_get_all_domain_stats = 344,
};
}

struct Message {
    rpc::FrameHeader header;
    std::string_view payload;  // until the next receive()
};

/// A call that is complete but for its serial.
std::string call_frame(std::int32_t procedure);
template <class Args>
std::string call_frame(std::int32_t procedure, const Args& args) {
    std::string frame = call_frame(procedure);
    rpc::encode(frame, args);
    rpc::end_frame(frame, 0);
    return frame;
}

class Client {
public:
    /// Connects, and opens the driver unless the URI is null. Throws when that fails.
    explicit Client(const std::string& socket, const char* uri = "test:///default");

    int fd() const { return fd_.get(); }

    /// Sends everything; waits while the peer takes nothing.
    void send(std::string_view bytes);
    /// Appends a call with the next serial, which it returns.
    std::uint32_t add_call(std::string& frames, std::string_view frame);
    /// Sends a call with the next serial, which it returns.
    std::uint32_t send_call(std::string_view frame);
    /// Sends what the peer takes without waiting; returns how much.
    std::size_t try_send(std::string_view bytes);
    /// Reads what is there; false when the peer has closed.
    bool receive();
    /// The next complete message of what was read.
    std::optional<Message> next();

    /// Waits for the reply of this call; events that come before are dropped.
    std::string exchange(std::string frame);
    template <class Ret>
    Ret call(std::string frame) {
        return rpc::decode<Ret>(exchange(std::move(frame)));
    }

private:
    void wait(short events) const;

    UniqueFd fd_;
    std::uint32_t serial_ = 0;
    std::string input_;
    std::size_t taken_ = 0;  // of input_, by next()
    std::size_t filled_ = 0;
};

}  // namespace virtd::bench
