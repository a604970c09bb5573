// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/node_guests.hpp"

#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "conf/moment/snapshot.hpp"
#include "drivers/test/definitions.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/moment_lists.hpp"
#include "xml/node.hpp"
#include "xml/text.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

/// What only such files say about a guest: elements in a namespace of the test driver.
struct GuestNote {
    std::int32_t state = driver::domain_state::running;
    bool transient = false;
    bool managed_save = false;
};

constexpr std::string_view note_space = "http://libvirt.org/schemas/domain/test/1.0";

GuestNote read_note(xml::Node domain) {
    GuestNote note;
    if (const xml::Node state = domain.child_in(note_space, "runstate")) {
        const auto number = xml::parse_integer(state.text());
        if (!number || *number < 0) fail(Errc::xml_error, "invalid runstate");
        if (*number > driver::domain_state::pmsuspended) {
            fail(Errc::xml_error, "runstate '{}' out of range'", *number);
        }
        note.state = static_cast<std::int32_t>(*number);
    }
    note.transient = static_cast<bool>(domain.child_in(note_space, "transient"));
    note.managed_save = static_cast<bool>(domain.child_in(note_space, "hasmanagedsave"));
    const bool off = note.state == driver::domain_state::shutoff;
    if (note.transient && off) {
        fail(Errc::xml_error, "transient domain cannot have runstate 'shutoff'");
    }
    if (note.managed_save && !off) {
        fail(Errc::xml_error, "domain with managedsave data can only have runstate 'shutoff'");
    }
    return note;
}

// its snapshots

/// What the file says about one, besides the snapshot itself.
struct SnapshotNote {
    conf::Snapshot snapshot;
    bool current = false;
};

SnapshotNote read_snapshot(xml::Node node) {
    SnapshotNote note;
    note.snapshot = conf::parse_snapshot(node, conf::MomentKind::redefined, {});
    const auto active = xml::parse_integer(node.child("active").text());
    if (!active) fail(Errc::internal_error, "Could not find 'active' element");
    note.current = *active != 0;
    return note;
}

/// Hangs each below the parent that its document names; those may come in any order.
void relate_snapshots(Guest& guest) {
    auto& all = guest.snapshots;
    const auto relatives = all.list(nullptr, {}, [](const auto&) { return true; });
    for (auto* const moment : relatives) {
        const auto& name = moment->definition->parent;
        if (!name) continue;
        auto* const parent = all.find(*name);
        if (parent == nullptr || all.is_below(parent, *moment)) {
            fail(Errc::internal_error, "Snapshots have inconsistent relations for domain {}",
                 guest.ref.name);
        }
        all.move(*moment, parent);
    }
}

void load_snapshots(xml::Node domain, Guest& guest) {
    auto& all = guest.snapshots;
    xml::Node node = domain.child_in(note_space, "domainsnapshot");
    for (; node; node = node.twin()) {
        SnapshotNote note = read_snapshot(node);
        require_free(all, note.snapshot.name);
        auto& moment = store<conf::Snapshot>(all, std::move(note.snapshot), nullptr);
        if (!note.current) continue;
        if (all.current() != nullptr) {
            fail(Errc::internal_error, "more than one snapshot claims to be active");
        }
        all.set_current(&moment);
    }
    relate_snapshots(guest);
}

}  // namespace

void load_guest(xml::Node domain, TestHost& host) {
    conf::Domain definition = parse_definition(domain);
    const GuestNote note = read_note(domain);
    const auto guest = host.prepare(std::move(definition));
    guest->persistent = !note.transient;
    if (note.state != driver::domain_state::shutoff) {
        host.start(*guest, driver::running_reason::booted);
    }
    guest->managed_save = note.managed_save;
    guest->state = note.state;
    guest->reason = 0;  // unknown, whatever the state
    load_snapshots(domain, *guest);
}

}  // namespace virtd::test
