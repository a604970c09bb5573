// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/background.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.hpp"
#include "base/translate.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::none};

pid_t fork_or_fail() {
    const pid_t pid = ::fork();
    if (pid < 0) fail.system(errno, "Failed to fork as daemon");
    return pid;
}

void silence_standard_streams() {
    const UniqueFd in(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const UniqueFd out(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    ::dup2(in.get(), STDIN_FILENO);
    ::dup2(out.get(), STDOUT_FILENO);
    ::dup2(out.get(), STDERR_FILENO);
}

void complain(const char* format, const char* program, const char* reason) {
    const std::string text = format_translated(format, fmt::make_format_args(program, reason));
    std::fprintf(stderr, "%s\n", text.c_str());
}

[[noreturn]] void wait_for_word(const char* program, pid_t child, const UniqueFd& pipe) {
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    char status = 0;
    errno = 0;
    const ssize_t got = ::read(pipe.get(), &status, 1);
    if (got == 1 && status == 0) ::_exit(0);
    if (got == 1) {
        const std::string reason = describe(static_cast<ExitStatus>(status));
        complain(translatable("{}: error: {}. Check /var/log/messages or run without --daemon for "
                              "more info."),
                 program, reason.c_str());
    } else {
        complain(translatable("{}: error: unable to determine if daemon is running: {}"), program,
                 std::strerror(errno));  // NOLINT(concurrency-mt-unsafe): no threads yet
    }
    ::_exit(1);
}

}  // namespace

void WaitingParent::tell(ExitStatus status) {
    if (!pipe_) return;
    const char byte = static_cast<char>(status);
    while (::write(pipe_.get(), &byte, 1) < 0 && errno == EINTR) {
    }
    pipe_.reset();
}

// The child in the middle leads the new session and ends, so that the daemon can never get a
// terminal by opening one.
WaitingParent go_to_background(const char* program) {
    if (::chdir("/") != 0) fail.system(errno, "Failed to fork as daemon");
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail.system(errno, "Failed to fork as daemon");
    UniqueFd read_end(ends[0]);
    UniqueFd write_end(ends[1]);

    const pid_t middle = fork_or_fail();
    if (middle > 0) {
        write_end.reset();
        wait_for_word(program, middle, read_end);
    }
    read_end.reset();
    silence_standard_streams();
    ::setsid();
    if (fork_or_fail() > 0) ::_exit(0);
    return WaitingParent(std::move(write_end));
}

}  // namespace virtd::daemon
