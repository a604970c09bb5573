// The tables of the documents about snapshots and checkpoints, for documentation.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

extern const xml::Element<Snapshot> snapshot_xml;
extern const xml::Element<Checkpoint> checkpoint_xml;

}  // namespace virtd::conf
