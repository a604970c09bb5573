// One guest of the test driver: its definitions, its state, and what was done to it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "conf/domain.hpp"
#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"
#include "driver/flags.hpp"
#include "driver/moments.hpp"
#include "driver/types.hpp"

namespace virtd::test {

struct GuestExtras;

/// Immutable: a change makes a new value and swaps the pointer.
using DomainPtr = std::shared_ptr<const conf::Domain>;

/// How an iothread polls; what a new one starts with are QEMU's defaults.
struct IothreadPolling {
    std::uint32_t id = 0;
    std::uint64_t max_ns = 32768;
    std::uint32_t grow = 0;
    std::uint32_t shrink = 0;
};

/// What the clock in a guest shows: it stands still.
struct GuestClock {
    std::int64_t seconds = 627319920;
    std::uint32_t nanoseconds = 0;
};

class Guest {
public:
    explicit Guest(DomainPtr definition);
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;
    ~Guest();

    // What lists and statistics of thousands of guests read stands together.

    /// Name and uuid as in the definition; id -1 while the guest is off.
    driver::DomainRef ref;
    std::int32_t state = driver::domain_state::shutoff;
    std::int32_t reason = driver::shutoff_reason::unknown;
    bool persistent = false;
    bool autostart = false;
    bool managed_save = false;
    std::vector<IothreadPolling> iothreads;  // those that were added while we watched

private:
    std::unique_ptr<GuestExtras> extras_;

public:
    /// What runs, or would run if the guest were started.
    DomainPtr current;
    /// What the next start uses, while a guest runs that has such a definition; else null.
    DomainPtr next;
    driver::Moments<conf::Snapshot> snapshots;
    driver::Moments<conf::Checkpoint> checkpoints;

    std::array<bool, 2> frozen{};  // its two file systems, "/" and "/boot"
    GuestClock clock;

    /// Made when it is first asked for.
    GuestExtras& extras();
    /// Null when it has none.
    const GuestExtras* find_extras() const { return extras_.get(); }
    /// What belonged to the run that ends: jobs, open consoles.
    void end_run();

    bool active() const { return ref.id >= 0; }
    /// Throws "domain is not running".
    void require_active() const;

    /// What is shown for a guest that is off, and for VIR_DOMAIN_XML_INACTIVE.
    const DomainPtr& inactive() const { return next ? next : current; }

    /// Which definitions VIR_DOMAIN_AFFECT_* mean for this guest. "Current" means the live one
    /// of a running guest and the persistent one of a guest that is off. Throws when the guest
    /// does not have what is asked for.
    struct Impact {
        bool live = false;
        bool config = false;
    };
    Impact impact(std::uint32_t flags) const;

    /// The one definition that the flags mean, to read it or to put another in its place.
    DomainPtr& one(std::uint32_t flags);
    /// All definitions that the flags mean: one or two.
    std::vector<DomainPtr*> each(std::uint32_t flags);

    /// Puts a changed copy in the place of a definition; nothing happens when `edit` throws.
    template <class Edit>
    static void change(DomainPtr& slot, Edit edit);

private:
    DomainPtr& persistent_definition();
};

template <class Edit>
void Guest::change(DomainPtr& slot, Edit edit) {
    auto copy = std::make_shared<conf::Domain>(*slot);
    edit(*copy);
    slot = std::move(copy);
}

}  // namespace virtd::test
