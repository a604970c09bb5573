// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/check.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "xml/shape.hpp"

namespace virtd::xml {

namespace {

struct File {
    std::string path;
    int size = 0;
};
struct Volume {
    std::string pool;
    std::optional<YesNo> managed;
};
using Place = std::variant<File, Volume>;

constexpr auto file_rows = rows<File>({
    attr<&File::path>("path").like(pattern::absolute_path),
    text_child<&File::size>("size"),
    any_of<File, "@path", "size">(),
});
constexpr Element<File> file_xml{"source", file_rows};
constexpr auto volume_rows = rows<Volume>({
    attr<&Volume::pool>("pool").required(),
    attr<&Volume::managed>("managed"),
});
constexpr Element<Volume> volume_xml{"source", volume_rows};
constexpr auto places = kinds<Place>({{"file", &file_xml}, {"volume", &volume_xml}});
constexpr KindTable place_table = kind_table<Place>(places);

struct Image {
    Place place;
    Place any;
    std::string id;
    std::string cable;
};

void read_nothing_of(Node, Image&) {}
void write_nothing_of(Writer&, const Image&) {}

constexpr auto label_rows = rows<Image>({
    mention<Image>("model", Part::attribute).expected(),
    mention<Image>("", Part::text).like(pattern::natural),
});
constexpr Element<Image> label_xml{"label", label_rows};

bool is_calm(Node node) {
    return !node.attribute("late") || !node.attribute("hurry");
}

constexpr auto image_rows = rows<Image>({
    kind_attr<&Image::place, place_table>("type"),
    kind_body<&Image::place, place_table>("source"),
    kind_attr<&Image::any, place_table>("as"),
    kind_body<&Image::any, place_table>("copy").of_any_kind(),
    attr<&Image::id>("id").required().unexpected(),
    custom<Image, read_nothing_of, write_nothing_of>("label").of(label_xml).once(),
    attr<&Image::cable>("name").expected().inside("cable"),
    mention<Image>("snapshot", Part::attribute).only(when<"type", "volume">).expected(),
    mention<Image>("format", Part::attribute).only(when<"type", "", "file">),
    mention<Image>("cache", Part::element),
    mention<Image>("pages", Part::element),
    at_most_one_of<Image, "cache", "pages">(),
    all_or_none_of<Image, "@user", "@group">(),
    mention<Image>("user", Part::attribute),
    mention<Image>("group", Part::attribute),
    first_with_others<Image, "cable", "@plug">(),
    mention<Image>("plug", Part::attribute),
    mention<Image>("late", Part::attribute),
    mention<Image>("hurry", Part::attribute),
    rule<Image, is_calm>("no time to hurry when it is late"),
});
constexpr Element<Image> image_xml{"image", image_rows};

/// All that is wrong with a document, in short.
std::string problems(std::string_view text) {
    const Document document(text, {});
    std::string found;
    for (const Problem& problem : find_problems(image_xml, document.root())) {
        constexpr std::string_view words[] = {"unknown", "twice", "missing", "broken"};
        found += fmt::format("{} {} {};", words[static_cast<std::size_t>(problem.what)],
                             problem.path, problem.name);
    }
    return found;
}

}  // namespace

TEST_CASE("check: what is said decides about the kind whose parts may be there") {
    CHECK(problems("<image type='file'><source path='/a'/></image>") == "");
    CHECK(problems("<image type='file'><source path='/a' pool='p'/></image>") ==
          "unknown /image/source @pool;");
    CHECK(problems("<image type='volume' snapshot='s'><source/></image>") ==
          "missing /image/source @pool;");
}

TEST_CASE("check: without a kind it is the first one") {
    CHECK(problems("<image><source path='/a'/></image>") == "");
    CHECK(problems("<image><source path='/a' pool='p'/></image>") ==
          "unknown /image/source @pool;");
}

TEST_CASE("check: where no kind is known, or any will do, the parts of all may be there") {
    CHECK(problems("<image type='zig'><source path='/a' pool='p'/></image>") ==
          "unknown /image @type='zig';");
    CHECK(problems("<image as='file'><copy pool='p'/></image>") == "");
    CHECK(problems("<image as='file'><copy pol='p'/></image>") == "unknown /image/copy @pol;");
}

TEST_CASE("check: values have to be what the codec or the pattern of a row wants") {
    CHECK(problems("<image type='file'><source path='a'/></image>") ==
          "unknown /image/source @path='a';");
    CHECK(problems("<image type='file'><source path='/a'><size>big</size></source></image>") ==
          "unknown /image/source/size the text 'big';");
    CHECK(problems("<image type='file'><source path='/a'><size/></source></image>") ==
          "unknown /image/source/size the text '';");
    CHECK(problems("<image type='volume' snapshot='s'><source pool='p' managed=''/></image>") ==
          "unknown /image/source @managed='';");
}

TEST_CASE("check: what a custom row is about has a table, and may have to be there once") {
    CHECK(problems("<image><label model='m'>7</label></image>") == "");
    CHECK(problems("<image><label>7</label><label model='m'>x</label></image>") ==
          "missing /image/label @model;twice /image label;");
    CHECK(problems("<image><label model='m'>x</label></image>") ==
          "unknown /image/label the text 'x';");
}

TEST_CASE("check: an attribute that stands in a child is wanted where that child is") {
    CHECK(problems("<image/>") == "");
    CHECK(problems("<image><cable/></image>") == "missing /image/cable @name;");
}

TEST_CASE("check: a row may count only where an attribute has a certain value") {
    CHECK(problems("<image format='raw'/>") == "");
    CHECK(problems("<image type='file' format='raw' snapshot='s'/>") ==
          "unknown /image @snapshot;");
    CHECK(problems("<image type='volume' format='raw'/>") ==
          "unknown /image @format;missing /image @snapshot;");
}

TEST_CASE("check: rules tell what an element has to be as a whole") {
    CHECK(problems("<image type='file'><source/></image>") ==
          "broken /image/source none of @path, <size>;");
    CHECK(problems("<image type='zig'><source/></image>") == "unknown /image @type='zig';");
    CHECK(problems("<image><cache/><pages/></image>") ==
          "broken /image more than one of <cache>, <pages>;");
    CHECK(problems("<image user='u'/>") == "broken /image only some of @user, @group;");
    CHECK(problems("<image user='u' group='g'><cache/></image>") == "");
    CHECK(problems("<image plug='p'/>") == "broken /image not the first of <cable>, @plug;");
    CHECK(problems("<image late='1' hurry='1'/>") ==
          "broken /image no time to hurry when it is late;");
}

TEST_CASE("check: a message says what would be right") {
    const auto message = [](std::string_view text) {
        const Document document(text, {});
        try {
            validate_names(image_xml, document.root(), "image");
        } catch (const Error& error) {
            const std::string& all = error.message();
            return all.substr(all.find("line 1: ") + 8);
        }
        return std::string();
    };
    CHECK(message("<image type='file'><source pool='p'/></image>") ==
          "/image/source does not know @pool, which is for type='volume'\n"
          "line 1: /image/source has none of @path, <size>\n");
    CHECK(message("<image snapshot='s'/>") ==
          "/image does not know @snapshot, which is for type='volume'\n");
    CHECK(message("<image type='fil'/>") == "/image does not know @type='fil', but file\n");
    CHECK(message("<image type='zig'/>") ==
          "/image does not know @type='zig', but file or volume\n");
    CHECK(message("<image type='file'><source path='a'/></image>") ==
          "/image/source does not know @path='a', which is no absolute path\n");
    CHECK(message("<image type='file'><source path=''/></image>") ==
          "/image/source does not know @path='', which is empty\n");
    CHECK(message("<image><label model='m'>1<cache/></label><size/></image>") ==
          "/image/label does not know <cache>, which belongs into /image\n"
          "line 1: /image does not know <size>, which belongs into /image/source\n");
    CHECK(message("<image><cable name='n' nmae='m' zag=''/></image>") ==
          "/image/cable does not know @nmae, but @name\n"
          "line 1: /image/cable does not know @zag, but @name\n");
}

TEST_CASE("check: patterns take what libvirt's schemas take") {
    CHECK(pattern::absolute_path.fits("/a"));
    CHECK(pattern::absolute_path.fits("c:\\a"));
    CHECK_FALSE(pattern::absolute_path.fits("/"));
    CHECK(pattern::natural.fits(" 017 "));
    CHECK_FALSE(pattern::natural.fits("-1"));
    CHECK(pattern::integer.fits("-1"));
    CHECK_FALSE(pattern::integer.fits(""));
    CHECK(pattern::hexadecimal.fits("0x1F"));
    CHECK_FALSE(pattern::hexadecimal.fits("0x"));
    CHECK(pattern::usb_port.fits("1.a.3"));
    CHECK_FALSE(pattern::usb_port.fits("1."));
    CHECK(pattern::cpu_set.fits("1-3,^2"));
    CHECK_FALSE(pattern::cpu_set.fits("all"));
    CHECK(pattern::wwn.fits("0x0123456789abcdef"));
    CHECK_FALSE(pattern::wwn.fits("0123"));
    CHECK(pattern::mac_address.fits("52:54:00:aa:bb:cc"));
    CHECK_FALSE(pattern::mac_address.fits("52:54:00:aa:bb"));
    CHECK(pattern::host.fits("example.org"));
    CHECK_FALSE(pattern::host.fits("a b"));
    CHECK(pattern::positive.fits("10"));
    CHECK_FALSE(pattern::positive.fits("00"));
    CHECK(pattern::uuid_or_none.fits(""));
    CHECK_FALSE(pattern::uuid.fits(""));
}

TEST_CASE("check: of many problems a hundred are told, and of long names the beginning") {
    std::string text = "<image type='file'><source path='/a'/>";
    for (int i = 0; i < 1000; ++i)
        text += fmt::format("<x{}/>", i);
    text += "</image>";
    const Document many(text, {});
    CHECK(find_problems(image_xml, many.root()).size() == 100);
    try {
        validate_names(image_xml, many.root(), "image");
        FAIL("it is accepted");
    } catch (const Error& error) {
        CHECK(error.message().find("\nand 900 more\n") != std::string::npos);
    }

    std::string name;
    for (int i = 0; i < 10'000; ++i)
        name += "\xc3\xa4";
    name = "a" + name;
    const Document long_names(
        "<image " + name + "='1'><" + name + "/><source path='" + name + "'/></image>", {});
    for (const Problem& problem : find_problems(image_xml, long_names.root())) {
        CHECK(problem.name.size() < 100);
        // whole characters
        CHECK(std::ranges::count(problem.name, '\xc3') == std::ranges::count(problem.name, '\xa4'));
    }
}

}  // namespace virtd::xml
