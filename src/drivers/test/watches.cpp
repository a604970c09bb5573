// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What clients want to hear of running guests: when a disk fills beyond a mark, and how fast
// memory changes. Such guests write neither, so the mark is never reached, and the rate is zero.
#include <algorithm>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace dirty_rate {  // virDomainDirtyRateCalcFlags
enum : std::uint32_t { page_sampling = 0, dirty_bitmap = 1, dirty_ring = 2 };
}

constexpr std::int32_t longest_period = 60;  // seconds

std::string_view mode_of(const conf::Domain& definition, std::uint32_t flags) {
    if (flags == dirty_rate::page_sampling) return "page-sampling";
    if (flags == dirty_rate::dirty_bitmap) return "dirty-bitmap";
    const auto& kvm = definition.features.kvm;
    if (!kvm || !kvm->dirty_ring || kvm->dirty_ring->state != xml::OnOff::on) {
        fail(Errc::operation_unsupported,
             "dirty-ring calculation mode requires dirty-ring feature enabled.");
    }
    return "dirty-ring";
}

}  // namespace

Task<void> TestDomains::domain_set_block_threshold(DomainSetBlockThresholdArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSetBlockThreshold");
    const auto dom = guest(args.dom);
    dom->require_active();
    const auto& disks = dom->current->devices.disks;
    if (std::ranges::none_of(disks, [&](const auto& disk) { return disk.target.dev == args.dev; }))
        fail(Errc::invalid_arg, "failed to find disk '{}'", args.dev);
    auto& thresholds = dom->extras().block_thresholds;
    if (args.threshold == 0) {
        thresholds.erase(args.dev);
    } else {
        thresholds[args.dev] = args.threshold;
    }
    co_return;
}

Task<void> TestDomains::domain_start_dirty_rate_calc(DomainStartDirtyRateCalcArgs args) {
    constexpr std::uint32_t modes = dirty_rate::dirty_bitmap | dirty_rate::dirty_ring;
    fail.unless_flags(args.flags, modes, "testDomainStartDirtyRateCalc");
    if (args.seconds < 1 || args.seconds > longest_period) {
        fail(Errc::config_unsupported, "seconds={} is invalid, please choose value within [1, {}].",
             args.seconds, longest_period);
    }
    const auto dom = guest(args.dom);
    dom->require_active();
    DirtyRate rate{.period = std::chrono::seconds(args.seconds),
                   .mode = mode_of(*dom->current, args.flags)};
    auto& measured = dom->extras().dirty_rate;
    if (measured && !measured->is_measured()) {
        fail(Errc::operation_invalid, "the dirty rate is already being measured");
    }
    measured = rate;
    co_return;
}

}  // namespace virtd::test
