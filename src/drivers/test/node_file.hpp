// Descriptions of whole test hosts: the built-in one, and files in the same format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

namespace virtd {
class Pool;
}

namespace virtd::test {

struct TestHost;

/// What test:///default shows when nobody has touched it.
std::shared_ptr<TestHost> default_host(Pool& pool, Pool& documents);

/// Reads a <node> and the files it names. Blocks, and touches nothing but the new host.
std::shared_ptr<TestHost> read_host(const std::string& path, Pool& pool, Pool& documents);

}  // namespace virtd::test
