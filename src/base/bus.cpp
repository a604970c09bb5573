// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/bus.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "base/log.hpp"
#include "base/translate.hpp"
#include "base/unix_address.hpp"

namespace virtd {

namespace {

constexpr log::Source logger{"util.dbus"};
constexpr Fail fail{Origin::dbus};

constexpr int messages_per_turn = 64;
constexpr std::uint64_t never = UINT64_MAX;

constexpr BusMember get_id{.service = "org.freedesktop.DBus",
                           .path = "/org/freedesktop/DBus",
                           .interface = "org.freedesktop.DBus",
                           .name = "GetId"};

/// None, and errno, when that fails. A bus that takes nobody in is an error at once.
UniqueFd connect_to(const std::string& path) {
    const auto address = unix_address(path);
    errno = ENAMETOOLONG;
    if (!address) return {};
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(socket.get(), address->generic(), address->length) != 0) return {};
    return socket;
}

/// On the pool, for the disk may be slow; other buses may do the same.
void load_bus_library() {
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    bus_library.load();
}

}  // namespace

int BusMessage::check(int result) {
    if (result >= 0) return result;
    fail(Errc::internal_error, "a message of the bus is not as expected: {}",
         std::strerror(-result));
}

/// Who waits for the answer to a call.
class Bus::Answer {
public:
    Answer(Bus& bus, const BusMessage& call, std::string_view service,
           std::chrono::milliseconds limit)
        : bus_(bus),
          call_(call),
          service_(service),
          limit_(limit),
          wake_(bus.pool_.loop(), "answer of a bus") {}
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;
    ~Answer() { forget(); }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        waiter_ = waiter;
        bus_.waiting_.push_back(this);
        wake_.start(limit_, [this] { give_up(); });
        const int error = sd_bus_call_async(bus_.bus_, &slot_, call_.get(), &answered, this, never);
        if (error < 0) return end(std::strerror(-error));
        bus_.update();
    }
    BusMessage await_resume();

    /// There is an answer, or why there will be none.
    void end(std::string reason) {
        reason_ = std::move(reason);
        no_bus_ = !bus_.takes_us_in();
        forget();
        // in a turn of its own: whoever tells us is still busy
        wake_.start(std::chrono::milliseconds(0), [this] { waiter_.resume(); });
    }

private:
    static int answered(sd_bus_message* message, void* self, sd_bus_error* /*error*/) {
        Answer& answer = *static_cast<Answer*>(self);
        answer.answer_.emplace(sd_bus_message_ref(message));
        answer.end({});
        return 0;
    }

    // One that lets us wait before it took us in is not asked again.
    void give_up() {
        Bus& bus = bus_;
        reason_ = translated("Timeout was reached: {} did not answer within {} s", service_,
                             limit_.count() / 1000);
        forget();
        no_bus_ = !bus.takes_us_in();
        if (no_bus_) {
            reason_ = std::strerror(ETIMEDOUT);
            bus.lose();
        }
        waiter_.resume();
    }

    void forget() {
        std::erase(bus_.waiting_, this);
        if (slot_ != nullptr) sd_bus_slot_unref(std::exchange(slot_, nullptr));
    }

    Bus& bus_;
    const BusMessage& call_;
    std::string service_;
    std::chrono::milliseconds limit_;
    Timer wake_;  // at the limit, or at once when there is an answer
    std::coroutine_handle<> waiter_;
    sd_bus_slot* slot_ = nullptr;
    std::optional<BusMessage> answer_;
    std::string reason_;
    bool no_bus_ = false;
};

BusMessage Bus::Answer::await_resume() {
    if (no_bus_) bus_.fail_to_connect(reason_);
    if (!answer_) fail(Errc::dbus_service, "{}", reason_);
    const sd_bus_error* const error = sd_bus_message_get_error(answer_->get());
    if (error != nullptr) {
        // the words of libvirt, whose library puts its own name first
        fail(Errc::dbus_service, "{}",
             fmt::format("GDBus.Error:{}: {}", error->name,
                         error->message == nullptr ? "" : error->message));
    }
    return std::move(*answer_);
}

/// Who hears a signal.
struct Bus::Listening {
    static int heard(sd_bus_message* message, void* self, sd_bus_error* /*error*/) {
        const Listening& listening = *static_cast<Listening*>(self);
        try {
            BusMessage signal(sd_bus_message_ref(message));
            listening.tell(signal);
        } catch (const Error& error) {
            log::report(error);
        }
        return 0;
    }

    Arguments tell;
    sd_bus_slot* slot = nullptr;
};

Bus::Bus(Pool& pool, Kind kind, std::string address)
    : pool_(pool), kind_(kind), address_(std::move(address)), due_(pool.loop(), "bus") {}

Bus::~Bus() {
    disconnect();
}

void Bus::fail_to_connect(const std::string& reason) const {
    if (kind_ == Kind::session) {
        fail(Errc::internal_error, "Unable to get session bus connection: Could not connect: {}",
             reason);
    }
    fail(Errc::internal_error, "Unable to get system bus connection: Could not connect: {}",
         reason);
}

Task<BusMessage> Bus::call(BusMember method, Arguments arguments, std::chrono::milliseconds limit) {
    co_await open();
    const BusMessage message = new_call(method, arguments);
    Answer answer(*this, message, method.service, limit);
    auto reply = co_await answer;
    co_return reply;
}

void Bus::tell(const BusMember& method, const Arguments& arguments) noexcept {
    if (bus_ == nullptr) return;
    try {
        const BusMessage message = new_call(method, arguments);
        sd_bus_message_set_expect_reply(message.get(), 0);
        sd_bus_send(bus_, message.get(), nullptr);
        update();
    } catch (const std::exception& error) {
        logger.warning("{} was not told {}: {}", method.service, method.name, error.what());
    }
}

// By asking something that every bus answers.
Task<void> Bus::join(std::chrono::milliseconds limit) {
    const Arguments nothing = [](BusMessage& /*message*/) {};
    const BusMessage id = co_await call(get_id, nothing, limit);
}

// The bus answers in order: once it has answered us, it also sends the signals.
Task<void> Bus::listen(BusMember signal, Arguments heard, std::chrono::milliseconds limit) {
    co_await open();
    auto listening = std::make_unique<Listening>(Listening{std::move(heard)});
    const int error = sd_bus_match_signal_async(bus_, &listening->slot, signal.service, signal.path,
                                                signal.interface, signal.name, &Listening::heard,
                                                nullptr, listening.get());
    if (error < 0) fail(Errc::dbus_service, "{}", std::strerror(-error));
    listening_.push_back(std::move(listening));
    co_await join(limit);
}

Task<void> Bus::open() {
    if (!loaded_) {
        co_await pool_.run(&load_bus_library);
        loaded_ = true;
    }
    if (bus_ == nullptr) connect();
}

void Bus::connect() {
    const auto path = bus_socket(address_);
    if (!path) fail_to_connect(translated("no unix socket in the address '{}'", address_));
    socket_ = connect_to(*path);
    if (!socket_) fail_to_connect(std::strerror(errno));
    UniqueFd own(::fcntl(socket_.get(), F_DUPFD_CLOEXEC, 0));
    if (!own) fail_to_connect(std::strerror(errno));
    int error = sd_bus_new(&bus_);
    if (error >= 0) error = sd_bus_set_fd(bus_, own.get(), own.get());
    if (error >= 0) own.release();
    if (error >= 0) error = sd_bus_set_bus_client(bus_, 1);
    if (error >= 0) error = sd_bus_start(bus_);
    if (error < 0) {
        disconnect();
        fail_to_connect(std::strerror(-error));
    }
    watch_.emplace(pool_.loop(), socket_.get(), static_cast<Watch::Handler&>(*this), "bus");
    update();
}

BusMessage Bus::new_call(const BusMember& method, const Arguments& arguments) {
    sd_bus_message* made = nullptr;
    const int error = sd_bus_message_new_method_call(bus_, &made, method.service, method.path,
                                                     method.interface, method.name);
    if (error < 0) fail_to_connect(std::strerror(-error));
    BusMessage message(made);
    arguments(message);
    return message;
}

void Bus::ready(Watch::Ready /*what*/) {
    process();
}

bool Bus::takes_us_in() const {
    return welcome_ || (bus_ != nullptr && sd_bus_is_ready(bus_) > 0);
}

void Bus::process() {
    int done = 1;
    for (int i = 0; i < messages_per_turn && done > 0; ++i)
        done = sd_bus_process(bus_, nullptr);
    if (done < 0 || sd_bus_is_open(bus_) <= 0) return lose();
    welcome_ = takes_us_in();
    update();
}

std::optional<std::chrono::milliseconds> Bus::time_left() const {
    std::uint64_t due = never;  // microseconds of the monotonic clock
    if (sd_bus_get_timeout(bus_, &due) < 0 || due == never) return std::nullopt;
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const std::chrono::microseconds left =
        std::chrono::microseconds(due) - std::chrono::duration_cast<std::chrono::microseconds>(now);
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(left, left.zero()));
}

/// What the library waits for now.
void Bus::update() {
    const int events = sd_bus_get_events(bus_);
    if (events >= 0) {
        const auto wanted = static_cast<std::uint32_t>(events);
        watch_->want((wanted & EPOLLIN) != 0, (wanted & EPOLLOUT) != 0);
    }
    const auto left = time_left();
    if (left) return due_.start(*left, [this] { process(); });
    due_.cancel();
}

void Bus::lose() {
    disconnect();
    for (Answer* const answer : std::vector(waiting_))
        answer->end(translated("the connection to the bus is closed"));
    if (std::exchange(welcome_, false) && lost_) lost_();
}

void Bus::disconnect() {
    watch_.reset();
    due_.cancel();
    for (const auto& listening : std::exchange(listening_, {}))
        sd_bus_slot_unref(listening->slot);
    if (bus_ != nullptr) sd_bus_close_unref(std::exchange(bus_, nullptr));
    socket_.reset();
}

std::optional<std::string> bus_socket(std::string_view address) {
    while (!address.empty()) {
        std::string_view one = address.substr(0, address.find(';'));
        address.remove_prefix(std::min(address.size(), one.size() + 1));
        if (!one.starts_with("unix:")) continue;
        one.remove_prefix(5);
        while (!one.empty()) {
            const std::string_view pair = one.substr(0, one.find(','));
            one.remove_prefix(std::min(one.size(), pair.size() + 1));
            if (pair.starts_with("path=/")) return std::string(pair.substr(5));
            if (pair.starts_with("abstract=")) return "@" + std::string(pair.substr(9));
        }
    }
    return std::nullopt;
}

}  // namespace virtd
