// For tests: questions and the answers they should get, from a file in tests/data.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fmt/core.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace virtd::conf {

struct Answer {
    std::string question;
    std::string answer;
};

/// Blocks of "# question", the lines of the answer, and an empty line.
inline std::vector<Answer> read_answers(const char* path) {
    std::vector<Answer> cases;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("# ")) {
            cases.push_back({line.substr(2), ""});
        } else if (!line.empty() && !cases.empty()) {
            cases.back().answer += line + "\n";
        }
    }
    return cases;
}

/// What `ask` returns, or "error CODE ORIGIN text" when it throws.
template <class Ask>
std::string answer_of(Ask ask) {
    try {
        return ask();
    } catch (const Error& error) {
        return fmt::format("error {} {} {}\n", static_cast<int>(error.code()),
                           static_cast<int>(error.origin()), error.message());
    }
}

}  // namespace virtd::conf
