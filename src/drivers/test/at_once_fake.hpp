// For unit tests of calls that never wait: their results, or the messages of their errors.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/task.hpp"

namespace virtd::test {

struct AtOnce {
    template <class T>
    static T answer(Task<T> task) {
        REQUIRE(task.start());  // nothing here ever waits
        return task.result();
    }

    /// The message of the error that a call ends with; "accepted" when it succeeds.
    template <class Ask>
    static std::string refusal(Ask ask) {
        try {
            answer(ask());
        } catch (const Error& error) {
            return error.message();
        }
        return "accepted";
    }
};

}  // namespace virtd::test
