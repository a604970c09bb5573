// The definitions of a guest inside of its snapshots and checkpoints.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "conf/domain.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// The child <domain> or <inactiveDomain>; null when there is none.
std::shared_ptr<const Domain> read_embedded(xml::Node node, const char* element,
                                            const ParseOptions& options);

/// Nothing for null.
void write_embedded(xml::Writer& out, const Domain* domain, const char* element);

}  // namespace virtd::conf
