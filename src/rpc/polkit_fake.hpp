// A polkit for tests: it answers what the test wants, at once or when the test says so.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "rpc/driver_fake.hpp"
#include "rpc/polkit.hpp"

namespace virtd::rpc {

class FakePolkit final : public Polkit {
public:
    struct Question {
        PolkitSubject subject;
        std::string action;
        PolkitDetails details;
        PolkitInteraction interaction = PolkitInteraction::forbidden;
    };

    Task<PolkitAnswer> check(PolkitSubject subject, std::string action, PolkitDetails details,
                             PolkitInteraction interaction) override {
        Question question{subject, std::move(action), std::move(details), interaction};
        asked.push_back(question);
        const Unanswered counted(unanswered);
        if (thinks) {
            auto wait = thinking.pass();
            co_await wait;
        }
        co_return answer(question);
    }

    std::vector<Question> asked;
    int unanswered = 0;  // of these, and not taken back
    /// May throw, as when there is no bus.
    std::function<PolkitAnswer(const Question&)> answer = [](const Question& /*question*/) {
        return PolkitAnswer::denied;
    };
    bool thinks = false;  // until somebody is released from `thinking`
    Gate thinking;

private:
    struct Unanswered {
        explicit Unanswered(int& questions) : count(questions) { ++count; }
        Unanswered(const Unanswered&) = delete;
        Unanswered& operator=(const Unanswered&) = delete;
        ~Unanswered() { --count; }
        int& count;
    };
};

}  // namespace virtd::rpc
