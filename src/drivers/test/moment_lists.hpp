// What the lists of snapshots and of checkpoints have in common.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "conf/moment/snapshot.hpp"
#include "driver/moments.hpp"

namespace virtd::test {

/// Bits that snapshots (virDomainSnapshotListFlags) and checkpoints share.
namespace list_moments {
enum : std::uint32_t { roots = 1, descendants = 1, leaves = 4, no_leaves = 8 };
}

/// Bit 1 means "roots only" for all of a guest, and "descendants" for those of one moment. Who
/// asks for leaves and for the others gets what is both.
inline driver::MomentSelection selection(std::uint32_t flags) {
    return {.roots_only = (flags & list_moments::roots) != 0,
            .descendants = (flags & list_moments::descendants) != 0,
            .leaves = (flags & list_moments::no_leaves) == 0,
            .inner = (flags & list_moments::leaves) == 0};
}

/// Whether any part of it is kept in a file of its own.
bool is_external(const conf::Snapshot& snapshot);

/// Where a redefined moment goes in the forest. Throws when the parent that its document names
/// is not there, or is the moment itself or one of its descendants.
template <class Definition>
driver::Moment<Definition>* parent_of(const driver::Moments<Definition>& moments,
                                      const Definition& redefined) {
    constexpr Fail fail{Origin::domain};
    if (!redefined.parent) return nullptr;
    const std::string& wanted = *redefined.parent;
    if (wanted == redefined.name) {
        fail(Errc::invalid_arg, "cannot set moment {} as its own parent", wanted);
    }
    driver::Moment<Definition>* const parent = moments.find(wanted);
    if (parent == nullptr) {
        fail(Errc::invalid_arg, "parent {} for moment {} not found", wanted, redefined.name);
    }
    const auto* const existing = moments.find(redefined.name);
    if (existing != nullptr && moments.is_below(parent, *existing)) {
        fail(Errc::invalid_arg, "parent {} would create cycle to {}", wanted, redefined.name);
    }
    return parent;
}

template <class Definition>
void require_free(const driver::Moments<Definition>& moments, const std::string& name) {
    constexpr Fail fail{Origin::domain};
    if (moments.find(name) != nullptr) {
        fail(Errc::operation_failed, "domain moment {} already exists", name);
    }
}

template <class Definition>
void set_parent(Definition& definition, const driver::Moment<Definition>* parent) {
    definition.parent.reset();
    if (parent != nullptr) definition.parent = parent->name;
}

/// Puts a definition into the forest: a new moment, or another definition for one that is there.
template <class Definition>
driver::Moment<Definition>& store(driver::Moments<Definition>& moments, Definition definition,
                                  driver::Moment<Definition>* parent) {
    const std::string name = definition.name;
    auto shared = std::make_shared<const Definition>(std::move(definition));
    if (driver::Moment<Definition>* const existing = moments.find(name)) {
        existing->definition = std::move(shared);
        moments.move(*existing, parent);
        return *existing;
    }
    return moments.insert(name, std::move(shared), parent);
}

/// A new moment after the current one. Throws when the name is taken.
template <class Definition>
driver::Moment<Definition>& add(driver::Moments<Definition>& moments, Definition definition) {
    require_free(moments, definition.name);
    set_parent(definition, moments.current());
    return store(moments, std::move(definition), moments.current());
}

/// The definition with the parent that the forest knows: another one when that was deleted.
template <class Definition>
std::shared_ptr<const Definition> with_parent(const driver::Moment<Definition>& moment) {
    const auto& parent = moment.definition->parent;
    const bool is_same = moment.parent == nullptr ? !parent : parent == moment.parent->name;
    if (is_same) return moment.definition;
    auto shown = std::make_shared<Definition>(*moment.definition);
    set_parent(*shown, moment.parent);
    return shown;
}

}  // namespace virtd::test
