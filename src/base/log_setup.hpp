// What is logged and where: set at start-up and by the admin interface.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.hpp"

namespace virtd::log {

/// The level that counts for sources no filter matches; warning at first.
void set_default_level(Level level);
Level default_level();

/// "1:qemu 3:remote"; all or nothing: throws and leaves the old ones when one is wrong.
void set_filters(std::string_view text);
std::string filters();

/// "3:stderr 1:file:/var/log/x"; all or nothing. Empty: the default output. Until the first call
/// everything goes to stderr.
void set_outputs(std::string_view text);
std::string outputs();

/// What an empty set of outputs stands for.
void set_default_output(std::string text);

/// Writes what is known of repeated records, at the end.
void flush();

/// Writes how often records were repeated whose time is over; how long it is until the next are,
/// nothing when none are held back.
std::optional<std::chrono::milliseconds> write_repetitions();
/// Called, from any thread, when there is something to write for write_repetitions() and it was not
/// told so before. Must not log.
void on_repetitions(std::function<void()> begun);

}  // namespace virtd::log
