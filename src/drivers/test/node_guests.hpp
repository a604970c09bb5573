// The guests in a file that describes a test host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace virtd::xml {
class Node;
}

namespace virtd::test {

struct TestHost;

/// Adds the guest of a <domain>: its definition, and what elements of the test driver's own
/// namespace say about its state and snapshots.
void load_guest(xml::Node domain, TestHost& host);

}  // namespace virtd::test
