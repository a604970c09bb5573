// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log_output.hpp"

#include <fcntl.h>
#include <syslog.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log_filter.hpp"
#include "base/log_journal.hpp"
#include "base/version.hpp"

namespace virtd::log {

namespace {

constexpr Fail fail{Origin::none};

using Kind = OutputSpec::Kind;

struct KindRow {
    Kind kind;
    std::string_view word;
    std::size_t fields;  // of "level:kind:name"
};

constexpr std::array kinds{
    KindRow{Kind::stderr_, "stderr", 2},
    KindRow{Kind::syslog, "syslog", 3},
    KindRow{Kind::file, "file", 3},
    KindRow{Kind::journald, "journald", 2},
};

std::vector<std::string_view> split_colons(std::string_view text) {
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t colon = text.find(':');
        fields.push_back(text.substr(0, colon));
        if (colon == std::string_view::npos) return fields;
        text.remove_prefix(colon + 1);
    }
}

const KindRow& kind_row(std::string_view kind, std::string_view text) {
    for (const KindRow& row : kinds) {
        if (row.word == kind) return row;
    }
    fail(Errc::invalid_arg, "Invalid log destination '{}' for log output '{}'", kind, text);
}

OutputSpec parse_output(std::string_view text) {
    const auto fields = split_colons(text);
    if (fields.size() < 2) fail(Errc::invalid_arg, "Malformed format for log output '{}'", text);
    const auto level = parse_level(fields[0]);
    if (!level) {
        fail(Errc::invalid_arg, "Invalid log priority '{}' for log output '{}'", fields[0], text);
    }
    const KindRow& row = kind_row(fields[1], text);
    if (fields.size() != row.fields) {
        fail(Errc::invalid_arg,
             "Log output '{}' does not meet the format requirements for destination type '{}'",
             text, row.word);
    }
    OutputSpec spec{.level = *level, .kind = row.kind};
    if (row.fields == 3) spec.name = fields[2];
    if (spec.kind == Kind::file) {
        spec.name = std::filesystem::absolute(spec.name).lexically_normal().string();
    }
    return spec;
}

// Readers of logs expect one word; the compiler also says "operator()", "~Turn", "f<T>" and
// "f(int)::<lambda>".
std::string_view plain_name(std::string_view function) {
    if (function.starts_with('~')) function.remove_prefix(1);
    return function.substr(0, function.find_first_of("<([: "));
}

std::string line_body(const Record& record) {
    if (record.header)
        return fmt::format("{}: {} : {}\n", record.thread, word(record.level), record.text);
    return fmt::format("{}: {} : {}:{} : {}\n", record.thread, word(record.level),
                       plain_name(record.place.function), record.place.line, record.text);
}

// One write a record, so that the records of several writers do not mix.
void write_line(int fd, const Record& record) {
    const std::string line = fmt::format("{}: {}", record.time, line_body(record));
    [[maybe_unused]] const ssize_t written = ::write(fd, line.data(), line.size());
}

class StderrOutput : public Output {
    using Output::Output;
    void send(const Record& record) override { write_line(STDERR_FILENO, record); }
};

class FileOutput : public Output {
public:
    explicit FileOutput(const OutputSpec& spec)
        : Output(spec),
          fd_(::open(spec.name.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600)) {
        if (!fd_) fail.system(errno, "failed to open {}", spec.name);
    }

private:
    void send(const Record& record) override { write_line(fd_.get(), record); }

    UniqueFd fd_;
};

int syslog_level(Level level) {
    constexpr std::array levels{LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERR};
    return levels.at(static_cast<std::size_t>(level) - 1);
}

class SyslogOutput : public Output {
    using Output::Output;
    // The ident is the process's, and other outputs may have set theirs meanwhile.
    void send(const Record& record) override {
        ::openlog(spec().name.c_str(), 0, LOG_DAEMON);
        ::syslog(LOG_DAEMON | syslog_level(record.level), "%s", line_body(record).c_str());
    }
};

class JournalOutput : public Output {
    using Output::Output;
    void send(const Record& record) override { journal_.send(record, syslog_level(record.level)); }

    Journal journal_;
};

std::string hostname() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
    return name.data();
}

}  // namespace

void Output::write(const Record& record) {
    if (!std::exchange(started_, true)) {
        Record header{.level = Level::info,
                      .source = "util.log",
                      .place = {__FILE__, __LINE__, __func__},
                      .time = record.time,
                      .thread = record.thread,
                      .header = true};
        header.text = fmt::format("libvirt version: {}", libvirt_version);
        send(header);
        header.text = fmt::format("hostname: {}", hostname());
        send(header);
    }
    send(record);
}

std::vector<OutputSpec> parse_outputs(std::string_view text) {
    std::vector<OutputSpec> specs;
    for (const std::string_view piece : split_blanks(text)) {
        const OutputSpec spec = parse_output(piece);
        std::erase_if(specs, [&](const OutputSpec& earlier) {
            return earlier.kind == spec.kind && earlier.name == spec.name;
        });
        specs.push_back(spec);
    }
    return specs;
}

std::string to_string(const std::vector<OutputSpec>& specs) {
    std::string text;
    for (const OutputSpec& spec : specs) {
        if (!text.empty()) text += ' ';
        text += fmt::format("{}:{}", static_cast<int>(spec.level),
                            kinds.at(static_cast<std::size_t>(spec.kind)).word);
        if (!spec.name.empty()) text += ":" + spec.name;
    }
    return text;
}

std::unique_ptr<Output> open_output(const OutputSpec& spec) {
    switch (spec.kind) {
        case Kind::stderr_:
            return std::make_unique<StderrOutput>(spec);
        case Kind::syslog:
            return std::make_unique<SyslogOutput>(spec);
        case Kind::file:
            return std::make_unique<FileOutput>(spec);
        case Kind::journald:
            return std::make_unique<JournalOutput>(spec);
    }
    return nullptr;
}

std::string_view word(Level level) {
    constexpr std::array<std::string_view, 4> words{"debug", "info", "warning", "error"};
    return words.at(static_cast<std::size_t>(level) - 1);
}

}  // namespace virtd::log
