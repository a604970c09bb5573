// Before a document is read.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <libxml/parser.h>

namespace virtd::xml {

/// libxml2 sets itself up with the first document, and two threads may be the first to have one.
/// Not before: it takes half a megabyte that a daemon without guests can do without.
inline void set_up_libxml() {
    [[maybe_unused]] static const bool done = (xmlInitParser(), true);
}

}  // namespace virtd::xml
