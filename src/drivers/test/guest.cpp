// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/guest.hpp"

#include <utility>

#include "base/error.hpp"
#include "drivers/test/guest_extras.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::domain};

}  // namespace

Guest::Guest(DomainPtr definition) : current(std::move(definition)) {}

Guest::~Guest() = default;

GuestExtras& Guest::extras() {
    if (!extras_) extras_ = std::make_unique<GuestExtras>();
    return *extras_;
}

void Guest::end_run() {
    if (extras_) extras_->stopped();
}

void Guest::require_active() const {
    if (!active()) fail(Errc::operation_invalid, "domain is not running");
}

Guest::Impact Guest::impact(std::uint32_t flags) const {
    Impact impact{(flags & driver::affect::live) != 0, (flags & driver::affect::config) != 0};
    if (!impact.live && !impact.config) {
        impact.live = active();
        impact.config = !active();
    }
    if (impact.live) require_active();
    if (impact.config && !persistent) {
        fail(Errc::operation_invalid, "transient domains do not have any persistent config");
    }
    return impact;
}

DomainPtr& Guest::persistent_definition() {
    if (active() && !next) next = current;
    return active() ? next : current;
}

DomainPtr& Guest::one(std::uint32_t flags) {
    constexpr std::uint32_t both = driver::affect::live | driver::affect::config;
    if ((flags & both) == both) {
        fail.argument("virDomainObjGetOneDefState", "flags",
                      "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually "
                      "exclusive");
    }
    return impact(flags).live ? current : persistent_definition();
}

std::vector<DomainPtr*> Guest::each(std::uint32_t flags) {
    const Impact wanted = impact(flags);
    std::vector<DomainPtr*> slots;
    if (wanted.live) slots.push_back(&current);
    if (wanted.config) slots.push_back(&persistent_definition());
    return slots;
}

}  // namespace virtd::test
