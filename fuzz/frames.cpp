// SPDX-License-Identifier: LGPL-2.1-or-later
// A whole server with the test driver, fed by a client that says anything.
//
// Input: one byte of flags (see below), then bytes as they are; or, with `framed`, records of
// procedure (2 bytes), type and status (1 byte: low and high half), length of the payload
// (2 bytes), payload, which become well-formed frames.
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <thread>

#include "base/log_setup.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"
#include "confine.hpp"
#include "driver/api/connect.hpp"
#include "drivers/test/opener.hpp"
#include "rpc/frame.hpp"
#include "rpc/programs.hpp"
#include "rpc/server.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

namespace {

// The flags of an input.
constexpr unsigned framed = 1;     // frames are built from records
constexpr unsigned opened = 2;     // begins with connect_open
constexpr unsigned deaf = 4;       // reads nothing before the end
constexpr unsigned read_only = 8;  // comes through the read-only socket

/// Takes a prefix off the input; shorter when there is less.
std::string_view take(std::string_view& input, std::size_t size) {
    const std::string_view taken = input.substr(0, size);
    input.remove_prefix(taken.size());
    return taken;
}

unsigned take_number(std::string_view& input, std::size_t size) {
    unsigned number = 0;
    for (const char byte : take(input, size)) {
        number = number << 8 | static_cast<unsigned char>(byte);
    }
    return number;
}

void add_frame(std::string& out, const FrameHeader& header, std::string_view payload) {
    const std::size_t start = begin_frame(out, header);
    out += payload;
    end_frame(out, start);
}

std::string framed_records(std::string_view input) {
    std::string out;
    for (std::uint32_t serial = 1; !input.empty(); ++serial) {
        const auto procedure = static_cast<std::int32_t>(take_number(input, 2));
        const unsigned kind = take_number(input, 1);
        const std::string_view payload = take(input, take_number(input, 2));
        add_frame(out,
                  {.program = remote_program,
                   .procedure = procedure,
                   .type = static_cast<FrameType>(kind & 15),
                   .serial = serial,
                   .status = static_cast<FrameStatus>(kind >> 4)},
                  payload);
    }
    return out;
}

std::string bytes_of(unsigned flags, std::string_view input) {
    std::string out;
    if ((flags & opened) != 0) {
        std::string args;
        encode(args, driver::ConnectOpenArgs{.name = "test:///default"});
        add_frame(out, {.program = remote_program, .procedure = 1}, args);
    }
    out += (flags & framed) != 0 ? framed_records(input) : std::string(input);
    return out;
}

/// Waits until the loop has done what was posted before.
struct NextTurn {
    explicit NextTurn(Loop& waited) : loop(waited) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        loop.post("fuzz", [waiter] { waiter.resume(); });
    }
    void await_resume() const noexcept {}
    Loop& loop;
};

Task<void> some_turns(Loop& loop) {
    for (int i = 0; i < 6; ++i) {
        auto next = NextTurn(loop);
        co_await next;
    }
}

/// One for all inputs: the test driver forgets everything when the last client leaves.
class World {
public:
    World() : pool_(loop_), server_(loop_, pool_, registry_, {.name = "fuzz"}) {
        registry_.add(test::opener(pool_));
        server_.add_program(remote_program, remote_rows());
        server_.add_program(qemu_program, {qemu_rows()});
        server_.add_program(lxc_program, {lxc_rows()});
        server_.start();
    }

    void serve(unsigned flags, std::string_view bytes) {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) std::abort();
        UniqueFd client(ends[0]);
        server_.accept(UniqueFd(ends[1]), {.read_only = (flags & read_only) != 0});
        for (int idle = 0; !bytes.empty() && idle < 3; ++idle) {
            const ssize_t sent =
                ::send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0 && errno != EAGAIN) break;
            if (sent > 0) {
                bytes.remove_prefix(static_cast<std::size_t>(sent));
                idle = 0;
            }
            settle();
            if ((flags & deaf) == 0) drain(client);
        }
        settle();
        drain(client);
        client.reset();
        while (!server_.clients().empty() || server_.busy_calls() > 0) {
            settle();
        }
    }

private:
    void settle() { loop_.run(some_turns(loop_)); }

    void drain(const UniqueFd& client) {
        static std::array<char, 65536> buffer;
        while (::recv(client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT) > 0) {
            settle();
        }
    }

    Loop loop_;
    Pool pool_;
    driver::Registry registry_;
    Server server_;
};

}  // namespace

}  // namespace virtd::rpc

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    // errors are what an input causes: they are formatted, and nobody reads them
    virtd::log::set_outputs("4:file:/dev/null");
    virtd::fuzz::confine_writes();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static virtd::rpc::World world;
    const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
    world.serve(data[0], virtd::rpc::bytes_of(data[0], input));
    return 0;
}
