// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What reaches into a guest: keys, signals, its clock, its file systems, its screen.
#include <algorithm>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/keycodes.hpp"
#include "drivers/test/screenshot.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

/// Where each guest has its file systems.
constexpr std::string_view mount_points[] = {"/", "/boot"};
static_assert(std::size(mount_points) == decltype(Guest::frozen){}.size());

std::size_t file_system_at(std::string_view mount_point) {
    const auto* const found = std::ranges::find(mount_points, mount_point);
    if (found == std::end(mount_points)) {
        fail(Errc::operation_invalid, "mount point not found: {}", mount_point);
    }
    return static_cast<std::size_t>(found - std::begin(mount_points));
}

/// Freezes or thaws what is named, or all; returns how many that changed.
std::int32_t set_frozen(Guest& dom, const std::vector<std::string>& named, bool freeze) {
    auto frozen = dom.frozen;
    for (const std::string& mount_point : named)
        frozen[file_system_at(mount_point)] = freeze;
    if (named.empty()) frozen.fill(freeze);

    std::int32_t changed = 0;
    for (std::size_t i = 0; i < frozen.size(); ++i)
        changed += frozen[i] == dom.frozen[i] ? 0 : 1;
    dom.frozen = frozen;
    return changed;
}

/// Gives what it was made of, and takes nothing.
class FixedStream : public Stream {
public:
    explicit FixedStream(std::string bytes) : bytes_(std::move(bytes)) {}

    Task<StreamPart> read(std::size_t limit) override {
        StreamPart part = StreamEnd{};
        if (at_ < bytes_.size()) part = bytes_.substr(at_, limit);
        at_ += std::min(limit, bytes_.size() - at_);
        co_return part;
    }
    Task<void> write(std::string) override { refuse(); }
    Task<void> write_hole(StreamHole) override { refuse(); }
    Task<void> finish() override { co_return; }
    void abort() noexcept override {}

private:
    [[noreturn]] static void refuse() {
        fail(Errc::operation_invalid, "this stream can only be read");
    }

    std::string bytes_;
    std::size_t at_ = 0;
};

}  // namespace

// keys and signals

Task<void> TestDomains::domain_send_key(DomainSendKeyArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSendKey");
    guest(args.dom)->require_active();
    for (const std::uint32_t code : args.keycodes) {
        if (is_keycode(args.codeset, code)) continue;
        fail(Errc::internal_error, "invalid keycode {} of {} codeset", code,
             keycode_set_name(args.codeset));
    }
    co_return;
}

Task<void> TestDomains::domain_inject_nmi(DomainInjectNmiArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainInjectNMI");
    guest(args.dom)->require_active();
    co_return;
}

// The only process in there ignores whatever it gets.
Task<void> TestDomains::domain_send_process_signal(DomainSendProcessSignalArgs args) {
    constexpr std::uint32_t signals = 65;  // virDomainProcessSignal
    fail.unless_flags(args.flags, 0, "testDomainSendProcessSignal");
    guest(args.dom);
    if (args.pid_value != 1) {
        fail(Errc::invalid_arg, "only sending a signal to pid 1 is supported");
    }
    if (args.signum >= signals) {
        fail(Errc::invalid_arg, "signum value {} is out of range",
             static_cast<std::int32_t>(args.signum));
    }
    co_return;
}

Task<void> TestDomains::domain_set_user_password(DomainSetUserPasswordArgs args) {
    fail.unless_flags(args.flags, password::encrypted, "testDomainSetUserPassword");
    guest(args.dom)->require_active();
    co_return;
}

// clock and name

Task<DomainGetTimeRet> TestDomains::domain_get_time(DomainGetTimeArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetTime");
    const auto dom = guest(args.dom);
    if (dom->state != domain_state::running) {
        fail(Errc::operation_invalid, "domain is not running");
    }
    DomainGetTimeRet ret;
    ret.seconds = dom->clock.seconds;
    ret.nseconds = dom->clock.nanoseconds;
    co_return ret;
}

Task<void> TestDomains::domain_set_time(DomainSetTimeArgs args) {
    fail.unless_flags(args.flags, set_time::sync, "testDomainSetTime");
    const auto dom = guest(args.dom);
    dom->require_active();
    dom->clock = {args.seconds, args.nseconds};
    co_return;
}

Task<DomainGetHostnameRet> TestDomains::domain_get_hostname(DomainGetHostnameArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetHostname");
    const auto dom = guest(args.dom);
    dom->require_active();
    DomainGetHostnameRet ret;
    ret.hostname = dom->ref.name + "host";
    co_return ret;
}

// file systems

Task<DomainFsfreezeRet> TestDomains::domain_fsfreeze(DomainFsfreezeArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainFSFreeze");
    const auto dom = guest(args.dom);
    dom->require_active();
    DomainFsfreezeRet ret;
    ret.filesystems = set_frozen(*dom, args.mountpoints, true);
    co_return ret;
}

Task<DomainFsthawRet> TestDomains::domain_fsthaw(DomainFsthawArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainFSThaw");
    const auto dom = guest(args.dom);
    dom->require_active();
    DomainFsthawRet ret;
    ret.filesystems = set_frozen(*dom, args.mountpoints, false);
    co_return ret;
}

Task<void> TestDomains::domain_fstrim(DomainFstrimArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainFSTrim");
    guest(args.dom)->require_active();
    if (args.mount_point) file_system_at(*args.mount_point);
    co_return;
}

// the screen

Task<OpenedStream<DomainScreenshotRet>> TestDomains::domain_screenshot(DomainScreenshotArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainScreenshot");
    guest(args.dom);
    OpenedStream<DomainScreenshotRet> opened;
    opened.ret.mime = "image/png";
    opened.stream = std::make_unique<FixedStream>(screenshot());
    co_return opened;
}

}  // namespace virtd::test
