// A bus for tests: it takes in who comes and answers what the test wants.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bus_library.hpp"
#include "base/file.hpp"
#include "base/temp_dir.hpp"
#include "base/unix_address.hpp"
#include "base/watch.hpp"

namespace virtd {

/// The names of the calls it got are in `heard`, but for those that make somebody a member. Calls
/// that `answer` says nothing to are not answered.
class FakeBus final : private Watch::Handler {
public:
    explicit FakeBus(Loop& loop) : loop_(loop) {
        bus_library.load();
        come();
    }
    FakeBus(const FakeBus&) = delete;
    FakeBus& operator=(const FakeBus&) = delete;
    ~FakeBus() = default;

    std::string address() const { return "unix:path=" + (dir_ / "bus"); }

    void come() {
        listener_ = UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const auto where = unix_address(dir_ / "bus");
        if (::bind(listener_.get(), where->generic(), where->length) != 0) std::abort();
        if (::listen(listener_.get(), 10) != 0) std::abort();
        watch_.emplace(loop_, listener_.get(), static_cast<Watch::Handler&>(*this), "fake bus");
    }
    void go() {
        watch_.reset();
        listener_.reset();
        std::filesystem::remove(dir_ / "bus");
        members_.clear();
    }
    /// Who connects now is accepted by nobody.
    void hang() { watch_.reset(); }

    /// To all members; without arguments but a boolean.
    void signal(const char* path, const char* interface, const char* name, bool argument) {
        for (const auto& member : members_)
            member->signal(path, interface, name, argument);
    }

    std::size_t members() const { return members_.size(); }

    std::function<void(sd_bus_message* call)> answer = [](sd_bus_message* /*call*/) {};
    std::vector<std::string> heard;

private:
    class Member final : private Watch::Handler {
    public:
        Member(FakeBus& bus, UniqueFd socket)
            : bus_(bus),
              socket_(std::move(socket)),
              watch_(bus.loop_, socket_.get(), *this, "member of a fake bus") {
            const int own = ::fcntl(socket_.get(), F_DUPFD_CLOEXEC, 0);
            sd_bus_new(&connection_);
            sd_bus_set_fd(connection_, own, own);
            sd_bus_set_server(connection_, 1, sd_id128_t{});
            sd_bus_add_filter(connection_, nullptr, &Member::heard, this);
            sd_bus_start(connection_);
            update();  // it may have heard the greeting, and want to answer
        }
        ~Member() { sd_bus_close_unref(connection_); }

        void signal(const char* path, const char* interface, const char* name, bool argument) {
            sd_bus_message* message = nullptr;
            sd_bus_message_new_signal(connection_, &message, path, interface, name);
            sd_bus_message_append(message, "b", static_cast<int>(argument));
            sd_bus_message_set_sender(message, ":1.7");  // whatever name it goes by
            sd_bus_send(connection_, message, nullptr);
            sd_bus_message_unref(message);
        }

    private:
        static int heard(sd_bus_message* message, void* self, sd_bus_error* /*error*/) {
            static_cast<Member*>(self)->bus_.serve(message);
            return 1;
        }
        void ready(Watch::Ready /*what*/) override {
            int done = 1;
            while (done > 0)
                done = sd_bus_process(connection_, nullptr);
            if (done < 0 || sd_bus_is_open(connection_) <= 0) return bus_.forget(*this);
            update();
        }
        void update() {
            const int events = sd_bus_get_events(connection_);
            watch_.want((events & EPOLLIN) != 0, (events & EPOLLOUT) != 0);
        }

        FakeBus& bus_;
        UniqueFd socket_;
        Watch watch_;
        sd_bus* connection_ = nullptr;
    };

    void ready(Watch::Ready /*what*/) override {
        UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (socket) members_.push_back(std::make_unique<Member>(*this, std::move(socket)));
    }

    void serve(sd_bus_message* message) {
        const char* const member = sd_bus_message_get_member(message);
        if (member == nullptr) return;
        const std::string_view name = member;
        if (name == "Hello") {
            sd_bus_reply_method_return(message, "s", ":1.1");
        } else if (name == "GetId") {
            sd_bus_reply_method_return(message, "s", "0123456789abcdef0123456789abcdef");
        } else if (name == "AddMatch") {
            sd_bus_reply_method_return(message, "");
        } else {
            heard.emplace_back(name);
            answer(message);
        }
    }

    void forget(Member& member) {
        std::erase_if(members_, [&member](const auto& one) { return one.get() == &member; });
    }

    Loop& loop_;
    TempDir dir_;
    UniqueFd listener_;
    std::optional<Watch> watch_;
    std::vector<std::unique_ptr<Member>> members_;
};

}  // namespace virtd
