// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nwfilter_binding.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::conf {

namespace {

const std::string whole = R"(<filterbinding>
  <owner>
    <name>g</name>
    <uuid>f1170000-0000-4000-8000-0000000000b1</uuid>
  </owner>
  <portdev name='w'/>
  <linkdev name='eth9'/>
  <mac address='52:54:00:77:77:77'/>
  <filterref filter='x'>
    <parameter name='IP' value='1.2.3.4'/>
  </filterref>
</filterbinding>
)";

/// What becomes of the document with another text in the place of one part.
std::string with(const std::string& part, const std::string& other) {
    std::string text = whole;
    text.replace(text.find(part), part.size(), other);
    try {
        return format(parse_nwfilter_binding(text));
    } catch (const Error& error) {
        return error.message();
    }
}

}  // namespace

TEST_CASE("filter binding: what was written is read again") {
    CHECK(format(parse_nwfilter_binding(whole)) == whole);
    CHECK(with("  <linkdev name='eth9'/>\n", "").find("linkdev") == std::string::npos);
}

TEST_CASE("filter binding: what it cannot do without is demanded") {
    CHECK(with("<name>g</name>", "") == "internal error: filter binding has no owner name");
    CHECK(with("<uuid>f1170000-0000-4000-8000-0000000000b1</uuid>", "") ==
          "internal error: filter binding has no owner UUID");
    CHECK(with("0000000000b1", "zz") ==
          "internal error: Unable to parse UUID 'f1170000-0000-4000-8000-zz'");
    CHECK(with("<portdev name='w'/>", "") == "internal error: filter binding has no port dev name");
    CHECK(with("<mac address='52:54:00:77:77:77'/>", "") ==
          "internal error: filter binding has no MAC address");
    CHECK(with("52:54:00:77:77:77", "zz") == "internal error: Unable to parse MAC 'zz'");
    CHECK(with(" filter='x'", "") == "internal error: filter binding has no filter reference");
}

TEST_CASE("filter binding: unknown names are refused when asked for") {
    const std::string odd = "<filterbinding><zz/></filterbinding>";
    CHECK_THROWS_AS(parse_nwfilter_binding(odd, true), Error);
    CHECK_NOTHROW(parse_nwfilter_binding(whole, true));
}

}  // namespace virtd::conf
