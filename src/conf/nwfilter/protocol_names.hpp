// The elements of all protocols in a filter rule, for checks and documentation.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/bind.hpp"

namespace virtd::conf {

/// Each with its attributes.
extern const xml::Table protocol_names_xml;

}  // namespace virtd::conf
