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
    // documents that are not long are not looked at
    const std::string filler = "<!--" + std::string(30000, '\'') + "-->";
    const auto tag = [&](int attributes) {
        std::string text = filler + "<domain ";
        for (int i = 0; i < attributes; ++i)
            text += fmt::format("a{}='>' ", i);
        return text + "/>";
    };
    CHECK(error_of(tag(256)) == "accepted");
    CHECK(error_of(tag(257)).ends_with("more than 256 attributes in one element"));
    const std::string text(30000, '\'');
    CHECK(error_of("<domain>" + text + "</domain>") == "accepted");
    CHECK(error_of("<domain><!-- <a " + text + "--></domain>") == "accepted");
    CHECK(error_of("<domain><![CDATA[ <a " + text + "]]></domain>") == "accepted");
}

TEST_CASE("node: a limited number of namespaces is in scope") {
    const auto nested = [](int outer, int inner) {
        std::string text = "<domain";
        for (int i = 0; i < outer; ++i)
            text += fmt::format(" xmlns:o{}='u'", i);
        text += "><a";
        for (int i = 0; i < inner; ++i)
            text += fmt::format(" xmlns:i{}='u'", i);
        return text + "/></domain>";
    };
    CHECK(error_of(nested(128, 128)) == "accepted");
    CHECK(error_of(nested(128, 129))
              .starts_with("(domain_definition):1: too many namespaces in scope\n"));
    std::string one_by_one = "<domain>";
    for (int i = 0; i < 1000; ++i)
        one_by_one += fmt::format("<a xmlns:n{}='u'/>", i);
    CHECK(error_of(one_by_one + "</domain>") == "accepted");
}

TEST_CASE("node: what stands alone has no entities") {
    const Document document(
        "<!DOCTYPE x [<!ENTITY e 'a &lt; b'><!ENTITY n '&e;'>]><x><y v='1&e;'>&e;<z/>&n;</y></x>",
        {});
    CHECK(document.root().child("y").verbatim() == "<y v=\"1\"><z/></y>");
    const Document plain("<!DOCTYPE x [<!ENTITY e 'ha'>]><x><y v='1&e;'>&e;<z>&e;!</z></y></x>",
                         {});
    CHECK(plain.root().child("y").verbatim() == "<y v=\"1ha\">ha<z>ha!</z></y>");
}

TEST_CASE("node: entities stand for a limited number of bytes in all") {
    const std::string type = "<!DOCTYPE a [<!ENTITY e '" + std::string(10'000, 'x') + "'>]>";
    std::string references;
    for (int i = 0; i < 600; ++i)
        references += "&e;";
    const std::string attribute = "<b c='" + references + "'/>";
    const Document document(type + "<a><b>" + references + "</b>" + attribute + "</a>", {});
    CHECK(document.root().child("b").text().size() == 6'000'000);
    CHECK_THROWS_WITH_AS(document.root().child("b").twin().attribute("c"),
                         "entities stand for more than 10000000 bytes", Error);
}

TEST_CASE("node: a document type declares little") {
    const auto type = [](std::size_t bytes) {
        return "<!DOCTYPE d [<!ENTITY e '" + std::string(bytes, 'x') + "'>]><domain/>";
    };
    CHECK(error_of(type(65'000)) == "accepted");
    CHECK(error_of(type(66'000)) == "more than 65536 bytes of declarations");
    std::string many = "<!DOCTYPE d [";
    for (int i = 0; i < 5000; ++i)
        many += fmt::format("<!ATTLIST a xmlns:n{} CDATA #IMPLIED>", i);
    CHECK(error_of(many + "]><domain/>") == "more than 65536 bytes of declarations");
}

TEST_CASE("node: strings of calls are UTF-8, whatever they say they are") {
    for (const char* encoding : {"UTF-8", "UTF-7", "UTF-16", "UTF-32", "ISO-8859-1", "IBM037"}) {
        CAPTURE(encoding);
        const std::string text =
            fmt::format("<?xml version='1.0' encoding='{}'?><a>+AGE- \u00e9</a>", encoding);
        CHECK(Document(text, {}).root().text() == "+AGE- \u00e9");
    }
    CHECK(error_of("<?xml version='1.0' encoding='nope'?><domain/>")
              .starts_with("(domain_definition):1: Unsupported encoding nope\n"));
    CHECK(error_of(std::string_view("<domain/>\0<what>", 16)) == "accepted");
}

TEST_CASE("node: files are read in the encoding that they have, if that is a common one") {
    const ReadOptions file{.what = "/file", .is_file = true};
    const auto wide = [](std::string_view text) {
        std::string bytes = "\xff\xfe";
        for (const char c : text)
            bytes += {c, '\0'};
        return bytes;
    };
    CHECK(Document("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", file).root().text() ==
          "\u00e9");
    CHECK(Document("<?xml version='1.0' encoding='UTF-7'?><a>+AGE-</a>", file).root().text() ==
          "a");
    CHECK(Document(wide("<a>b</a>"), file).root().text() == "b");

    const std::string filler(30000, ' ');
    for (const char* encoding : {"utf-8", "us-ascii", "iso-8859-15", "Windows-1252"}) {
        CAPTURE(encoding);
        const std::string head = fmt::format("<?xml version='1.0' encoding=\"{}\"?>", encoding);
        CHECK(Document(head + filler + "<a/>", file).root().name() == "a");
    }
    CHECK(Document("\xef\xbb\xbf<a>" + filler + "</a>", file).root().name() == "a");
    const char* const refusal = "/file is too large for its encoding: save it as UTF-8";
    for (const std::string& head :
         {std::string("<?xml version='1.0' encoding='UTF-7'?>"),
          std::string("<?xml version='1.0' encoding=\"EUC-JP\"?>"),
          std::string("<?xml version='1.0' encoding ?>"), std::string("\xfe\xff"),
          std::string("\x4c\x6f\xa7\x94"), std::string("\0\0\0<", 4)}) {
        CHECK_THROWS_WITH_AS(Document(head + filler + "<a/>", file), refusal, Error);
    }
    CHECK_THROWS_WITH_AS(Document(wide("<a>" + filler + "</a>"), file), refusal, Error);
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
