// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/metadata.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::conf {

namespace {

using Metadata = std::optional<xml::Raw>;

std::string failure(const std::string& prefix, const std::string& element) {
    Metadata metadata;
    try {
        set_metadata(metadata, "urn:a", prefix, element);
    } catch (const Error& error) {
        CHECK_FALSE(metadata);
        return error.message();
    }
    return "set";
}

}  // namespace

TEST_CASE("metadata: an element comes back as it was given") {
    Metadata metadata;
    set_metadata(metadata, "urn:a", "k", "<a><!-- x -->t<b/> mixed </a>");
    CHECK(metadata->text.find("<k:a xmlns:k=\"urn:a\"><!-- x -->t<k:b/> mixed </k:a>") !=
          std::string::npos);
    CHECK(find_metadata(metadata, "urn:a") == "<a><!-- x -->t<b/> mixed </a>");
    CHECK_FALSE(find_metadata(metadata, "urn:b"));
}

TEST_CASE("metadata: names that have a namespace keep it") {
    Metadata metadata;
    set_metadata(metadata, "urn:a", "k", "<a xmlns:z='urn:z'><z:b/></a>");
    CHECK(find_metadata(metadata, "urn:a") == "<a xmlns:z=\"urn:z\">\n  <z:b/>\n</a>");
}

TEST_CASE("metadata: a namespace has one element, the last that was set") {
    Metadata metadata;
    set_metadata(metadata, "urn:a", "k", "<old/>");
    set_metadata(metadata, "urn:b", "k", "<other/>");
    set_metadata(metadata, "urn:a", "j", "<new/>");
    CHECK(find_metadata(metadata, "urn:a") == "<new/>");
    CHECK(find_metadata(metadata, "urn:b") == "<other/>");
    remove_metadata(metadata, "urn:a");
    CHECK_FALSE(find_metadata(metadata, "urn:a"));
    remove_metadata(metadata, "urn:b");
    CHECK(metadata->text == "<metadata/>");
}

TEST_CASE("metadata: what cannot be set is refused and changes nothing") {
    CHECK(failure("1k", "<a/>") ==
          "internal error: failed to validate prefix for a new XML namespace");
    CHECK(failure("", "<a/>") ==
          "internal error: failed to validate prefix for a new XML namespace");
    CHECK(failure("k", "<a xmlns:k='urn:other'/>") ==
          "internal error: failed to create a new XML namespace");
    // as libvirt, which takes what stands first for the element
    CHECK(failure("k", "<!-- c --><a/>") == "internal error: failed to create a new XML namespace");
    CHECK(failure("k", "<!DOCTYPE a [<!ENTITY e 'ha'>]><a>&e;</a>") ==
          "internal error: failed to create a new XML namespace");
    CHECK(failure("k", "<open>") ==
          "(metadata_xml):1: Premature end of data in tag open line 1\n<open>\n------^");
}

TEST_CASE("metadata: a definition keeps the first element of each namespace") {
    const xml::Document document(
        "<metadata><a:x xmlns:a=\"urn:same\"/><b:y xmlns:b=\"urn:same\"/><plain/></metadata>", {});
    CHECK(owned_metadata(document.root()).text ==
          "<metadata>\n  <a:x xmlns:a=\"urn:same\"/>\n</metadata>");
}

TEST_CASE("metadata: entities of a document are nothing to come back to") {
    const xml::Document document(
        "<!DOCTYPE d [<!ENTITY e 'ha'>]><metadata>&e;<a:x xmlns:a='urn:a' v='&e;'>&e;</a:x>"
        "</metadata>",
        {});
    Metadata metadata = owned_metadata(document.root());
    CHECK(metadata->text == "<metadata>\n  <a:x xmlns:a=\"urn:a\" v=\"ha\">ha</a:x>\n</metadata>");
    set_metadata(metadata, "urn:b", "k", "<b/>");
    CHECK(find_metadata(metadata, "urn:a") == "<x v=\"ha\">ha</x>");
}

TEST_CASE("metadata: depth costs no stack") {
    constexpr int depth = 200;  // what the reader allows
    std::string element;
    for (int i = 0; i < depth; ++i)
        element += "<a>";
    for (int i = 0; i < depth; ++i)
        element += "</a>";
    Metadata metadata;
    set_metadata(metadata, "urn:a", "k", element);
    CHECK(find_metadata(metadata, "urn:a")->find("xmlns") == std::string::npos);
}

TEST_CASE("metadata: what belongs to no application is dropped from documents") {
    const auto owned = [](std::string_view xml) {
        const xml::Document document(xml, {});
        return owned_metadata(document.root()).text;
    };
    const std::string kept = "<metadata>\n  <x xmlns=\"u\">t <b>z</b></x>\n</metadata>";
    CHECK(owned("<metadata> a <x xmlns='u'>t <b>z</b></x> b</metadata>") == kept);
    CHECK(owned("<metadata><y/><!-- c --><x xmlns='u'>t <b>z</b></x><x xmlns='u'/></metadata>") ==
          kept);
    // found by a fuzzer: such blanks grew each time
    CHECK(owned("<metadata>\n      </metadata>") == "<metadata/>");
    CHECK(owned("<metadata><![CDATA[  ]]></metadata>") == "<metadata/>");
}

}  // namespace virtd::conf
