// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/node.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace virtd::xml {

namespace {

std::string error_of(std::string_view text) {
    try {
        const Document document(text, {.origin = Origin::domain});
        document.root("domain");
    } catch (const Error& error) {
        return error.message();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("node: names, attributes, texts and lines") {
    const Document document("<a x='1' y=''>\n<b>one<!-- no --><c>two</c><![CDATA[<&]]></b><b/></a>",
                            {});
    const Node root = document.root("a");
    CHECK(root.attribute("x") == "1");
    CHECK(root.attribute("y") == "");
    CHECK(root.attribute("z") == std::nullopt);
    CHECK(root.child("b").text() == "onetwo<&");
    CHECK(root.child("b").line() == 2);
    CHECK(root.child("b").twin().text().empty());
    CHECK(root.count("b") == 2);
    CHECK_FALSE(root.child("c"));
    CHECK(root.child("b").child("c").parent() == root.child("b"));
}

TEST_CASE("node: elements in a namespace are not mistaken for ours") {
    const Document document("<a xmlns:n='urn:n'><n:b k='1'/><b k='2'/></a>", {});
    CHECK(document.root().child("b").attribute("k") == "2");
    CHECK(document.root().child_in("urn:n", "b").attribute("k") == "1");
    CHECK(document.root().first().space() == "urn:n");
}

TEST_CASE("node: references to plain entities are put in, nested ones are not") {
    const Document document(
        "<!DOCTYPE a [<!ENTITY w 'word'><!ENTITY n '&w;&w;'>]><a x='&w;!'>a &w; &amp; &n;</a>", {});
    CHECK(document.root().attribute("x") == "word!");
    CHECK(document.root().text() == "a word & ");
}

TEST_CASE("node: parser errors name the line, show it and point at the column") {
    CHECK(error_of("") == "(domain_definition):1: Document is empty\n(null)\n^");
    CHECK(error_of("x") == "(domain_definition):1: Start tag expected, '<' not found\nx\n^");
    CHECK(error_of("<domain") ==
          "(domain_definition):1: Couldn't find end of Start Tag domain line 1\n<domain\n-------^");
    CHECK(error_of("<domain type='test'>\n<name>a</nam>\n</domain>") ==
          "(domain_definition):2: Opening and ending tag mismatch: name line 2 and nam\n"
          "<name>a</nam>\n-------------^");
    CHECK(error_of("<domain>\n\n  <a>\n") ==
          "(domain_definition):4: Premature end of data in tag a line 3\n(null)\n^");
    CHECK(error_of("<domain a='1' a='2'/>") ==
          "(domain_definition):1: Attribute a redefined\n<domain a='1' "
          "a='2'/>\n-------------------^");
}

TEST_CASE("node: a root of another kind is refused by name") {
    CHECK(error_of("<dom/>") == "XML error: expecting root element of 'domain', not 'dom'");
    CHECK(error_of("<v:domain xmlns:v='urn:v'/>") == "accepted");
}

TEST_CASE("node: nesting has a limit") {
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<a>";
    CHECK(error_of(deep).starts_with("(domain_definition):1: Excessive depth in document: 256 "));
}

TEST_CASE("node: an element has a limited number of attributes") {
    const auto tag = [](int attributes) {
        std::string text = "<domain ";
        for (int i = 0; i < attributes; ++i)
            text += fmt::format("a{}='>' ", i);
        return text + "/>";
    };
    CHECK(error_of(tag(4096)) == "accepted");
    CHECK(error_of(tag(4097)).ends_with("more than 4096 attributes in one element"));
    const std::string text(30000, '\'');
    CHECK(error_of("<domain>" + text + "</domain>") == "accepted");
    CHECK(error_of("<domain><!-- <a " + text + "--></domain>") == "accepted");
    CHECK(error_of("<domain><![CDATA[ <a " + text + "]]></domain>") == "accepted");
}

TEST_CASE("node: attributes that a document type adds to each element are refused") {
    CHECK(error_of("<!DOCTYPE d [<!ATTLIST a x CDATA '1'>]><domain/>") == "accepted");
    CHECK(error_of("<!DOCTYPE d [<!ATTLIST a x CDATA '1'>]><domain><a/><a/></domain>")
              .starts_with("(domain_definition):1: default attributes are not supported\n"));
}

TEST_CASE("node: a verbatim part carries the namespaces declared around it") {
    const Document document("<a xmlns:n='urn:n'><m>\n <n:x y='\"&lt;'><z/></n:x>\n</m></a>", {});
    CHECK(document.root().child("m").verbatim() ==
          "<m xmlns:n=\"urn:n\">\n  <n:x y=\"&quot;&lt;\">\n    <z/>\n  </n:x>\n</m>");
}

}  // namespace virtd::xml
