// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain_capabilities.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "conf/answers.hpp"

namespace virtd::conf {

TEST_CASE("domain capabilities: what a daemon says is read and written unchanged") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(VIRTD_TEST_DATA "/domcaps")) {
        CAPTURE(entry.path());
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        CHECK(format(parse_domain_capabilities(text)) == text);
        ++count;
    }
    CHECK(count == 4);
}

TEST_CASE("domain capabilities: what is not supported has nothing inside, empty enums stay") {
    const char* text = R"(<domainCapabilities>
  <path>/usr/bin/x</path>
  <domain>test</domain>
  <arch>i686</arch>
  <iothreads supported='no'/>
  <devices>
    <hostdev supported='yes'>
      <enum name='capsType'/>
    </hostdev>
    <console supported='no'/>
  </devices>
</domainCapabilities>
)";
    const DomainCapabilities read = parse_domain_capabilities(text);
    CHECK(read.iothreads->supported == YesNo::no);
    CHECK(read.devices->hostdev->choices.front().name == "capsType");
    CHECK_FALSE(read.machine);
    CHECK(format(read) == text);
}

TEST_CASE("domain capabilities: a document needs its path, type and architecture") {
    CHECK(answer_of([] {
              return format(parse_domain_capabilities(
                  "<domainCapabilities><path>/x</path><domain>test</domain></domainCapabilities>"));
          }).find("arch") != std::string::npos);
}

}  // namespace virtd::conf
