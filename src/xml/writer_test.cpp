// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/writer.hpp"

#include <doctest/doctest.h>

#include "xml/node.hpp"

namespace virtd::xml {

namespace {

/// A verbatim part, written one level deep.
std::string inside(std::string_view part) {
    const Document document(part, {});
    Writer out(View{});
    out.open("a");
    out.raw(document.root().verbatim());
    out.close();
    return out.take();
}

}  // namespace

TEST_CASE("writer: attributes and texts are escaped, control characters left out") {
    Writer out(View{});
    out.open("a");
    out.attribute("b", "<&>'\"\t\n\x01");
    out.text("<&>'\"\x02");
    out.close();
    CHECK(out.take() == "<a b='&lt;&amp;&gt;&apos;&quot;\t\n'>&lt;&amp;&gt;&apos;&quot;</a>\n");
}

TEST_CASE("writer: an element that may be empty leaves no trace when it is") {
    Writer out(View{});
    out.open("a");
    out.open("b");
    out.open("c");
    out.close_unless_empty();
    out.close_unless_empty();
    out.open("d");
    out.attribute("e", 1);
    out.close_unless_empty();
    out.close();
    CHECK(out.take() == "<a>\n  <d e='1'/>\n</a>\n");
}

TEST_CASE("writer: a start tag that was ended gets its end tag on a line of its own") {
    Writer out(View{}, 1);
    out.open("a");
    out.end_start_tag();
    out.close();
    CHECK(out.take() == "  <a>\n  </a>\n");
}

TEST_CASE("writer: what is longer than was asked for is given up") {
    const std::string_view whole = "<a b='1234567890'>\n  <c>1234567890</c>\n</a>\n";
    const auto written = [](std::size_t at_most) {
        Writer out(View{.at_most = at_most});
        out.open("a");
        out.attribute("b", "1234567890");
        out.text_element("c", "1234567890");
        out.close();
        return out.take();
    };
    CHECK(written(whole.size()) == whole);
    for (const std::size_t too_few : {0, 5, 12, 30})
        CHECK_THROWS_AS(written(too_few), TooLong);

    const auto kept = [](std::size_t at_most) {
        Writer out(View{.at_most = at_most});
        out.raw("<a/>");
        return out.take();
    };
    CHECK(kept(10) == "<a/>\n");
    CHECK_THROWS_AS(kept(3), TooLong);
}

TEST_CASE("writer: verbatim parts are indented to where they stand") {
    CHECK(inside("<m><x:a xmlns:x='u'><b k='1'/>\n<c>t</c></x:a></m>") == R"(<a>
  <m>
    <x:a xmlns:x="u">
      <b k="1"/>
      <c>t</c>
    </x:a>
  </m>
</a>
)");
    CHECK(inside("<m/>") == "<a>\n  <m/>\n</a>\n");
}

TEST_CASE("writer: white space that means something is kept in verbatim parts") {
    CHECK(inside("<m><c>one\n  two</c></m>") ==
          "<a>\n  <m>\n    <c>one\n  two</c>\n  </m>\n</a>\n");
    CHECK(inside("<m><c>t<b/>\n  <d/>\n</c></m>") ==
          "<a>\n  <m>\n    <c>t<b/>\n  <d/>\n</c>\n  </m>\n</a>\n");
    CHECK(inside("<m><c>\n</c><d>\n  </d></m>") ==
          "<a>\n  <m>\n    <c>\n</c>\n    <d>\n  </d>\n  </m>\n</a>\n");
    CHECK(inside("<m><!-- a\n  b --><c/></m>") ==
          "<a>\n  <m>\n    <!-- a\n  b -->\n    <c/>\n  </m>\n</a>\n");
}

}  // namespace virtd::xml
