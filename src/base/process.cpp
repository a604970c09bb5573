// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/translate.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::none};

struct Pipe {
    UniqueFd read, write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail.system(errno, "Unable to create pipe");
    return {.read = UniqueFd(ends[0]), .write = UniqueFd(ends[1])};
}

/// A child that is killed and reaped unless somebody reaped it before.
class Reaper {
public:
    explicit Reaper(pid_t pid) : pid_(pid) {}
    Reaper(Reaper&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
    Reaper& operator=(Reaper&&) = delete;
    ~Reaper() {
        if (pid_ < 0) return;
        kill_group();
        reap();
    }

    void kill_group() const { ::kill(-pid_, SIGKILL); }
    int reap() {
        int status = 0;
        ::waitpid(std::exchange(pid_, -1), &status, 0);
        return status;
    }

private:
    pid_t pid_;
};

// glibc 2.36 declares pidfd_open() as a C++ function, so it cannot be linked.
UniqueFd open_pidfd(pid_t pid) {
    UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!fd) fail.system(errno, "Cannot watch process {}", pid);
    return fd;
}

/// A started child, and our ends of its pipes.
struct Child {
    Reaper reaper;
    UniqueFd pidfd, input, out, err;
};

/// RAII over the two C objects of posix_spawn.
class SpawnSetup {
public:
    SpawnSetup() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        // pool threads block all signals; a child starts with none blocked or ignored
        sigset_t set;
        sigemptyset(&set);
        ::posix_spawnattr_setsigmask(&attributes, &set);
        sigfillset(&set);
        ::posix_spawnattr_setsigdefault(&attributes, &set);
        ::posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;
    ~SpawnSetup() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> result;
    result.reserve(strings.size() + 1);
    for (const std::string& string : strings)
        result.push_back(const_cast<char*>(string.c_str()));
    result.push_back(nullptr);
    return result;
}

void set_nonblocking(const UniqueFd& fd) {
    ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
}

// Blocks for fork and exec, so it runs on the pool.
Child start(const Command& command) {
    Pipe input = make_pipe();
    Pipe out = make_pipe();
    Pipe err = make_pipe();
    SpawnSetup setup;
    if (command.input.empty()) {
        ::posix_spawn_file_actions_addopen(&setup.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    } else {
        ::posix_spawn_file_actions_adddup2(&setup.actions, input.read.get(), STDIN_FILENO);
    }
    ::posix_spawn_file_actions_adddup2(&setup.actions, out.write.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&setup.actions, err.write.get(), STDERR_FILENO);

    pid_t pid = -1;
    const int error =
        ::posix_spawnp(&pid, command.argv.at(0).c_str(), &setup.actions, &setup.attributes,
                       pointers(command.argv).data(), pointers(command.environment).data());
    if (error != 0) fail.system(error, "Cannot run {}", command.argv[0]);
    Child child{.reaper = Reaper(pid),
                .pidfd = open_pidfd(pid),
                .input = std::move(input.write),
                .out = std::move(out.read),
                .err = std::move(err.read)};
    for (const UniqueFd* fd : {&child.input, &child.out, &child.err})
        set_nonblocking(*fd);
    return child;
}

/// Collects one output of the child in the background.
struct Reader {
    Reader(Loop& loop, UniqueFd from, std::size_t limit)
        : fd(std::move(from)), watch(loop, fd.get(), "child output"), most(limit) {}

    /// Takes what is there; false at the end.
    bool take() {
        std::array<char, 16384> part;
        while (true) {
            const ssize_t got = ::read(fd.get(), part.data(), part.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return errno == EAGAIN;
            if (got == 0) return false;
            const std::size_t room = most - text.size();
            text.append(part.data(), std::min(static_cast<std::size_t>(got), room));
        }
    }

    UniqueFd fd;
    FdWatch watch;
    std::size_t most;
    std::string text;
};

Task<void> read_to_end(std::shared_ptr<Reader> reader) {
    bool more = true;
    while (more) {
        const bool ready = co_await reader->watch.readable();
        more = ready && reader->take();
    }
}

struct Writer {
    Writer(Loop& loop, UniqueFd to, std::string what)
        : fd(std::move(to)),
          watch(std::in_place, loop, fd.get(), "child input"),
          text(std::move(what)) {}

    /// True when there is more to write.
    bool give() {
        const ssize_t put = ::write(fd.get(), text.data() + done, text.size() - done);
        if (put > 0) done += static_cast<std::size_t>(put);
        const bool gone = put < 0 && errno != EAGAIN && errno != EINTR;
        return !gone && done < text.size();
    }
    void close() {
        watch.reset();
        fd.reset();
    }

    UniqueFd fd;
    std::optional<FdWatch> watch;
    std::string text;
    std::size_t done = 0;
};

// A child that does not want its input is no error.
Task<void> write_to_end(std::shared_ptr<Writer> writer) {
    bool more = !writer->text.empty();
    while (more) {
        const bool ready = co_await writer->watch->writable();
        more = ready && writer->give();
    }
    writer->close();
}

std::string shell_quoted(const std::string& word) {
    constexpr std::string_view special = " \t\n\r*?[]{}()<>|&;$`\"'\\#~!";
    if (!word.empty() && word.find_first_of(special) == std::string::npos) return word;
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + "'";
}

}  // namespace

Task<Outcome> run_command(Loop& loop, Pool& pool, Command command) {
    const auto spawn_child = [command] { return start(command); };
    Child child = co_await pool.run(spawn_child);
    Reaper reaper = std::move(child.reaper);
    const auto out = std::make_shared<Reader>(loop, std::move(child.out), command.most_output);
    const auto err = std::make_shared<Reader>(loop, std::move(child.err), command.most_output);
    auto reading_out = read_to_end(out);
    auto reading_err = read_to_end(err);
    auto writing = write_to_end(
        std::make_shared<Writer>(loop, std::move(child.input), std::move(command.input)));
    reading_out.start();
    reading_err.start();
    writing.start();

    bool too_late = false;
    Timer limit(loop, "child limit");
    limit.start(command.limit, [&] {
        too_late = true;
        reaper.kill_group();
    });
    FdWatch ended(loop, child.pidfd.get(), "child end");
    co_await ended.readable();

    Outcome outcome;
    outcome.status = reaper.reap();
    out->take();
    err->take();
    outcome.out = std::move(out->text);
    outcome.err = std::move(err->text);
    if (too_late) {
        fail(Errc::operation_timeout, "Child process ({}) did not finish within {} ms",
             to_string(command), command.limit.count());
    }
    co_return outcome;
}

Task<Outcome> run_successfully(Loop& loop, Pool& pool, Command command) {
    Outcome outcome = co_await run_command(loop, pool, command);
    if (!outcome.succeeded()) {
        fail(Errc::internal_error, "Child process ({}) unexpected {}: {}", to_string(command),
             describe_status(outcome.status), outcome.err);
    }
    co_return outcome;
}

std::vector<std::string> Command::usual_environment() {
    std::vector<std::string> environment{"LC_ALL=C"};
    for (const char* name :
         {"LD_PRELOAD", "LD_LIBRARY_PATH", "PATH", "HOME", "USER", "LOGNAME", "TMPDIR"}) {
        const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets
        if (value != nullptr) environment.push_back(fmt::format("{}={}", name, value));
    }
    return environment;
}

std::string to_string(const Command& command) {
    std::string text;
    for (const auto* words : {&command.environment, &command.argv}) {
        for (const std::string& word : *words) {
            if (!text.empty()) text += ' ';
            text += shell_quoted(word);
        }
    }
    return text;
}

std::string describe_status(int status) {
    if (WIFEXITED(status)) return translated("exit status {}", WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return translated("fatal signal {}", WTERMSIG(status));
    return translated("status {}", status);
}

}  // namespace virtd
