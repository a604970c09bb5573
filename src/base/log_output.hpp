// Where log records go: stderr, files, syslog, the journal.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/log.hpp"

namespace virtd::log {

/// One message, complete.
struct Record {
    Level level = Level::debug;
    std::string_view source;
    Place place{};
    std::string time;  // "2026-01-02 03:04:05.678+0000"
    pid_t thread = 0;
    std::string text;
    std::vector<std::pair<const char*, std::string>> fields;  // for the journal only
    bool header = false;                                      // says who writes, not what happened
};

/// What is known of an output before it is opened.
struct OutputSpec {
    enum class Kind : std::uint8_t { stderr_, syslog, file, journald };

    Level level = Level::debug;
    Kind kind = Kind::stderr_;
    std::string name;  // ident or absolute path

    bool operator==(const OutputSpec&) const = default;
};

class Output {
public:
    explicit Output(OutputSpec spec) : spec_(std::move(spec)) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    virtual ~Output() = default;

    const OutputSpec& spec() const { return spec_; }
    bool wants(Level level) const { return level >= spec_.level; }

    /// The first record is preceded by two that name our version and the host.
    void write(const Record& record);

private:
    virtual void send(const Record& record) = 0;

    OutputSpec spec_;
    bool started_ = false;
};

/// "3:stderr 1:file:/tmp/x"; throws invalid_arg. A later definition of the same place wins.
std::vector<OutputSpec> parse_outputs(std::string_view text);

/// As the configuration writes them.
std::string to_string(const std::vector<OutputSpec>& specs);

/// Throws system_error when a file cannot be opened.
std::unique_ptr<Output> open_output(const OutputSpec& spec);

/// "debug", "info", "warning", "error"
std::string_view word(Level level);

}  // namespace virtd::log
