// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool_capabilities.hpp"

#include <doctest/doctest.h>

namespace virtd::conf {

TEST_CASE("pool capabilities: every type is there, with the formats that it has") {
    const PoolCapabilities all =
        pool_capabilities([](PoolType type) { return type != PoolType::rbd; });
    const std::string text = format(all);
    CHECK(parse_pool_capabilities(text) == all);
    CHECK(text.starts_with("<storagepoolCapabilities>\n  <pool type='dir' supported='yes'>\n"));
    CHECK(text.find("  <pool type='iscsi' supported='yes'>\n  </pool>\n") != std::string::npos);
    CHECK(text.find(R"(  <pool type='logical' supported='yes'>
    <poolOptions>
      <defaultFormat type='lvm2'/>
      <enum name='sourceFormatType'>
        <value>unknown</value>
        <value>lvm2</value>
      </enum>
    </poolOptions>
  </pool>
)") != std::string::npos);
    CHECK(text.find(R"(  <pool type='rbd' supported='no'>
    <volOptions>
      <defaultFormat type='raw'/>
      <enum name='targetFormatType'>
      </enum>
    </volOptions>
  </pool>
)") != std::string::npos);
}

}  // namespace virtd::conf
