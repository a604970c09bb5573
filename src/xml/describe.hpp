// Tells what a document may contain, from the tables that read it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>

#include "xml/bind.hpp"

namespace virtd::xml {

/// An outline with one line for each attribute and child, indented by depth:
///     disk
///       @type: file | volume (required)
///       target (any number)
///         @dev: text (required)
///         @bus: none | ide | virtio
/// Tables that contain themselves are described once on each way down.
/// So are those of documents of their own, where they stand in another one.
std::string describe(const Table& table, std::span<const Table* const> documents = {});

}  // namespace virtd::xml
