// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/bus_polkit.hpp"

#include <string_view>
#include <utility>

namespace virtd::rpc {

namespace {

constexpr BusMember authority(const char* method) {
    return {.service = "org.freedesktop.PolicyKit1",
            .path = "/org/freedesktop/PolicyKit1/Authority",
            .interface = "org.freedesktop.PolicyKit1.Authority",
            .name = method};
}

constexpr BusMember check_authorization = authority("CheckAuthorization");
constexpr BusMember are_you_there{.service = "org.freedesktop.PolicyKit1",
                                  .path = "/org/freedesktop/PolicyKit1/Authority",
                                  .interface = "org.freedesktop.DBus.Peer",
                                  .name = "Ping"};
constexpr BusMember cancel_check = authority("CancelCheckAuthorization");

/// Takes a question back, unless it was answered: polkit would go on to ask a person.
class TakenBack {
public:
    TakenBack(Bus& bus, std::string id) : bus_(bus), id_(std::move(id)) {}
    TakenBack(const TakenBack&) = delete;
    TakenBack& operator=(const TakenBack&) = delete;
    ~TakenBack() {
        if (id_.empty()) return;
        bus_.tell(cancel_check, [this](BusMessage& message) { message.append("s", id_.c_str()); });
    }

    void answered() { id_.clear(); }

private:
    Bus& bus_;
    std::string id_;
};

/// (sa{sv}) subject, s action, a{ss} details, u flags, s cancellation id
void put_question(BusMessage& message, const PolkitSubject& subject, const std::string& action,
                  const PolkitDetails& details, PolkitInteraction interaction,
                  const std::string& id) {
    message.append("(sa{sv})", "unix-process", 3,                               //
                   "pid", "u", static_cast<std::uint32_t>(subject.process_id),  //
                   "start-time", "t", subject.start_time,                       //
                   "uid", "i", static_cast<std::int32_t>(subject.user_id));
    message.append("s", action.c_str());
    message.open('a', "{ss}");
    for (const auto& [name, value] : details)
        message.append("{ss}", name.c_str(), value.c_str());
    message.close();
    const std::uint32_t allow_interaction = interaction == PolkitInteraction::allowed ? 1 : 0;
    message.append("us", allow_interaction, id.c_str());
}

/// (bba{ss}): authorized, challenge, details
PolkitAnswer answer_in(BusMessage& message) {
    int authorized = 0;
    int challenge = 0;
    bool dismissed = false;
    message.enter('r', "bba{ss}");
    message.read("bb", &authorized, &challenge);
    message.enter('a', "{ss}");
    const char* name = nullptr;
    const char* value = nullptr;
    while (message.read("{ss}", &name, &value))
        dismissed = dismissed || std::string_view(name) == "polkit.dismissed";
    if (authorized != 0) return PolkitAnswer::authorized;
    if (dismissed) return PolkitAnswer::dismissed;
    return challenge != 0 ? PolkitAnswer::challenge : PolkitAnswer::denied;
}

}  // namespace

/// One that hangs is not given the time of a person.
Task<void> BusPolkit::ping() {
    const Bus::Arguments nothing = [](BusMessage& /*message*/) {};
    const BusMessage answer = co_await bus_.call(are_you_there, nothing, patience_.machine);
}

Task<PolkitAnswer> BusPolkit::check(PolkitSubject subject, std::string action,
                                    PolkitDetails details, PolkitInteraction interaction) {
    const std::string id = fmt::format("virtd-{}", ++last_question_);
    const Bus::Arguments question = [=](BusMessage& message) {
        put_question(message, subject, action, details, interaction, id);
    };
    const auto limit =
        interaction == PolkitInteraction::allowed ? patience_.person : patience_.machine;
    if (interaction == PolkitInteraction::allowed) co_await ping();
    TakenBack taken_back(bus_, id);
    auto answer = co_await bus_.call(check_authorization, question, limit);
    taken_back.answered();
    co_return answer_in(answer);
}

}  // namespace virtd::rpc
