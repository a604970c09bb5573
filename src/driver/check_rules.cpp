// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/check_rules.hpp"

namespace virtd::driver {

void Checked::exclusive(std::uint32_t flags, Flag one, Flag other) const {
    if ((flags & one.bit) == 0 || (flags & other.bit) == 0) return;
    fail("flags", "Flags '{}' and '{}' are mutually exclusive", one.name, other.name);
}

void Checked::requires_flag(std::uint32_t flags, Flag flag, Flag needed) const {
    if ((flags & flag.bit) == 0 || (flags & needed.bit) != 0) return;
    fail("flags", "Flag '{}' is required by flag '{}'", needed.name, flag.name);
}

void Checked::not_null(bool given, std::string_view argument) const {
    if (!given) fail(argument, "{} in {} must not be NULL", argument, function_);
}

void Checked::null(bool given, std::string_view argument) const {
    if (given) fail(argument, "{} in {} must be NULL", argument, function_);
}

void Checked::not_empty(std::string_view text, std::string_view argument) const {
    if (text.empty()) fail(argument, "string {} in {} must not be empty", argument, function_);
}

void Checked::not_zero(std::uint64_t value, std::string_view argument) const {
    if (value == 0) fail(argument, "{} in {} must not be zero", argument, function_);
}

void Checked::zero_or_more(std::int64_t value, std::string_view argument) const {
    if (value < 0) fail(argument, "{} in {} must be zero or greater", argument, function_);
}

void Checked::above_zero(std::int64_t value, std::string_view argument) const {
    if (value <= 0) fail(argument, "{} in {} must be greater than zero", argument, function_);
}

}  // namespace virtd::driver
