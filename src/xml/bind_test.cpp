// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/bind.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "xml/check.hpp"
#include "xml/scaled.hpp"

namespace virtd::xml {

namespace {

enum class Bus { none, ide, virtio };
constexpr auto xml_names(Bus) {
    return std::to_array<Name<Bus>>(
        {{Bus::none, "none"}, {Bus::ide, "ide"}, {Bus::virtio, "virtio"}});
}

struct Target {
    std::string dev;
    std::optional<Bus> bus;
    std::optional<OnOff> tray;
    bool operator==(const Target&) const = default;
};
constexpr auto target_rows = rows<Target>({
    attr<&Target::dev>("dev").required(),
    attr<&Target::bus>("bus").nonzero(),
    attr<&Target::tray>("tray"),
});
constexpr Element<Target> target_xml{"target", target_rows};

struct File {
    std::optional<std::string> file;
    bool operator==(const File&) const = default;
};
struct Volume {
    std::string pool, volume;
    bool operator==(const Volume&) const = default;
};
using Source = std::variant<File, Volume>;

constexpr auto file_rows = rows<File>({attr<&File::file>("file")});
constexpr Element<File> file_xml{"source", file_rows};
constexpr auto volume_rows = rows<Volume>({
    attr<&Volume::pool>("pool").required(),
    attr<&Volume::volume>("volume").required(),
});
constexpr Element<Volume> volume_xml{"source", volume_rows};
constexpr auto source_kinds = kinds<Source>({{"file", &file_xml}, {"volume", &volume_xml}});
constexpr KindTable source_table = kind_table<Source>(source_kinds);

struct Tune {
    std::uint64_t read = 0;
    std::uint64_t write = 0;
    bool operator==(const Tune&) const = default;
};
constexpr auto tune_rows = rows<Tune>({
    text_child<&Tune::read>("read").if_set(),
    text_child<&Tune::write>("write").if_set().or_fail(Errc::internal_error, "odd rate '{}'"),
    mention<Tune>("read", Part::element).required(),
});
constexpr Element<Tune> tune_xml{"tune", tune_rows};

struct Disk {
    Source source;
    std::vector<Target> targets;
    std::vector<Target> extras;
    Tune tune;
    bool readonly = false;
    bool shared = false;
    int slot = 0;
    unsigned id = 0;
    std::string serial;
    std::string alias;
    std::string password;
    std::optional<Raw> notes;
    std::string upper;
    bool operator==(const Disk&) const = default;
};

void read_upper(Node node, Disk& into) {
    if (const Node found = node.child("upper")) into.upper = found.text();
}
void write_upper(Writer& out, const Disk& from) {
    if (!from.upper.empty()) out.text_element("upper", from.upper);
}

constexpr auto boot_rows = rows<Disk>({
    attr<&Disk::slot>("order").if_set(),
    attr<&Disk::shared, yes_no>("shared").if_set(),
});
constexpr Element<Disk> boot_xml{"boot", boot_rows};

constexpr auto disk_rows = rows<Disk>({
    kind_attr<&Disk::source, source_table>("type").required(),
    attr<&Disk::id>("id").if_set(),
    kind_body<&Disk::source, source_table>("source"),
    list<&Disk::targets, target_xml>(),
    list<&Disk::extras, target_xml>("extra").inside("extras"),
    child<&Disk::tune, tune_xml>(),
    flag<&Disk::readonly>("readonly"),
    nested<Disk, boot_xml>(),
    text_child<&Disk::serial>("serial"),
    attr<&Disk::alias>("name").inside("alias").if_set().live(),
    attr<&Disk::password>("value").inside("secret").if_set().secret(),
    raw<&Disk::notes>("notes"),
    custom<Disk, read_upper, write_upper>("upper"),
    mention<Disk>("other:line", Part::element),
});
constexpr Element<Disk> disk_xml{"disk", disk_rows};

Disk parse_disk(std::string_view text, bool inactive = false) {
    return parse<Disk>(text, disk_xml,
                       {.origin = Origin::domain, .what = "disk_definition", .inactive = inactive});
}

std::string round_trip(std::string_view text, View view = {}) {
    return format(parse_disk(text), disk_xml, view);
}

std::string error_of(std::string_view text) {
    try {
        parse_disk(text);
    } catch (const Error& error) {
        return error.message();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("bind: every kind of row comes back as it went in, in the order of the table") {
    const char* const text = R"(<disk type='volume' id='7'>
  <source pool='default' volume='a &amp; b'/>
  <target dev='vda' bus='virtio' tray='off'/>
  <target dev='vdb'/>
  <extras>
    <extra dev='vdc'/>
  </extras>
  <tune>
    <write>18446744073709551615</write>
  </tune>
  <readonly/>
  <boot order='-3' shared='yes'/>
  <serial>&lt;1&gt;</serial>
  <upper>HIGH</upper>
</disk>
)";
    CHECK(round_trip(text) == text);
    CHECK(parse_disk(text) == parse_disk(round_trip(text)));
}

TEST_CASE("bind: what is empty or not set leaves no trace") {
    CHECK(round_trip("<disk type='file'><tune/><extras/><serial/><boot/></disk>") ==
          "<disk type='file'/>\n");
}

TEST_CASE("bind: elements may come in any order and unknown ones are ignored") {
    CHECK(round_trip("<disk type='file'><readonly/><strange/><source file='/f'/></disk>") ==
          "<disk type='file'>\n  <source file='/f'/>\n  <readonly/>\n</disk>\n");
}

TEST_CASE("bind: an attribute chooses the alternative that the child is read into") {
    const Disk disk = parse_disk("<disk type='volume'><source pool='p' volume='v'/></disk>");
    CHECK(std::get<Volume>(disk.source).pool == "p");
    CHECK(round_trip("<disk type='file'><source pool='p' volume='v'/></disk>") ==
          "<disk type='file'/>\n");
}

TEST_CASE("bind: live parts and secrets are shown only in the view that has them") {
    const Disk disk = parse_disk("<disk type='file'><alias name='a0'/><secret value='s'/></disk>");
    CHECK(format(disk, disk_xml, {.inactive = true}) == "<disk type='file'/>\n");
    CHECK(format(disk, disk_xml) == "<disk type='file'>\n  <alias name='a0'/>\n</disk>\n");
    CHECK(format(disk, disk_xml, {.inactive = true, .secrets = true}) ==
          "<disk type='file'>\n  <secret value='s'/>\n</disk>\n");
}

TEST_CASE("bind: live parts are not read from inactive documents") {
    CHECK(parse_disk("<disk type='file'><alias name='a0'/></disk>", true).alias.empty());
}

TEST_CASE("bind: errors name the attribute, the element and the value") {
    const auto target = [](std::string_view attributes) {
        return error_of("<disk type='file'><target " + std::string(attributes) + "/></disk>");
    };
    CHECK(error_of("<disk type='tape'/>") ==
          "XML error: Invalid value for attribute 'type' in element 'disk': 'tape'.");
    CHECK(error_of("<disk/>") == "XML error: Missing required attribute 'type' in element 'disk'");
    CHECK(target("") == "XML error: Missing required attribute 'dev' in element 'target'");
    CHECK(target("dev='a' bus='none'") ==
          "XML error: Invalid value for attribute 'bus' in element 'target': 'none'.");
    CHECK(error_of("<disk type='file' id='-1'/>") ==
          "XML error: Invalid value for attribute 'id' in element 'disk': '-1'. "
          "Expected non-negative integer value");
    CHECK(error_of("<disk type='file'><boot order='x'/></disk>") ==
          "XML error: Invalid value for attribute 'order' in element 'boot': 'x'. "
          "Expected integer value");
    CHECK(error_of("<disk type='file'><tune><write>x</write></tune></disk>") ==
          "internal error: odd rate 'x'");
}

TEST_CASE("bind: raw parts keep their namespaces and are indented to where they stand") {
    const char* const text =
        "<disk type='file' xmlns:a='urn:a'><notes><a:x b='1'><c/><d>t</d></a:x></notes></disk>";
    CHECK(round_trip(text) == R"(<disk type='file'>
  <notes xmlns:a="urn:a">
    <a:x b="1">
      <c/>
      <d>t</d>
    </a:x>
  </notes>
</disk>
)");
    CHECK(round_trip(round_trip(text)) == round_trip(text));
}

TEST_CASE("check: unknown names are reported with path, line and the nearest known name") {
    const Document document(
        "<disk type='file'>\n<readnly/>\n<target dev='a' buss='ide'/>\n<upper x='1'/>\n</disk>",
        {});
    CHECK(find_problems(disk_xml, document.root()) ==
          std::vector<Problem>{{"/disk", 2, "<readnly>", "but <readonly>"},
                               {"/disk/target", 3, "@buss", "but @bus"}});
    CHECK_THROWS_WITH_AS(validate_names(disk_xml, document.root(), "domain"),
                         "XML document failed to validate against schema: Unable to validate doc "
                         "against /usr/share/libvirt/schemas/domain.rng\n"
                         "line 2: /disk does not know <readnly>, but <readonly>\n"
                         "line 3: /disk/target does not know @buss, but @bus\n",
                         Error);
}

TEST_CASE("check: what stands in a child of its own is looked into") {
    const Document document(
        "<disk type='file'><extras><extra dev='a' buss='ide'/><extr/></extras><alias "
        "nam='x'/></disk>",
        {});
    CHECK(find_problems(disk_xml, document.root()) ==
          std::vector<Problem>{{"/disk/extras/extra", 1, "@buss", "but @bus"},
                               {"/disk/extras", 1, "<extr>", "but <extra>"},
                               {"/disk/alias", 1, "@nam", "but @name"}});
}

TEST_CASE("check: words, texts and what stands in a leaf are looked at") {
    const Document document(
        "<disk type='file'>text<target dev='a' bus='ides'/><readonly "
        "x='1'/><serial>a<b/></serial></disk>",
        {});
    CHECK(find_problems(disk_xml, document.root()) ==
          std::vector<Problem>{{"/disk", 1, "text", ""},
                               {"/disk/target", 1, "@bus='ides'", "but ide"},
                               {"/disk/readonly", 1, "@x", ""},
                               {"/disk/serial", 1, "<b>", ""}});
}

TEST_CASE("check: of other namespaces only what a table names may be there") {
    const auto names_of = [](std::string_view inside) {
        const Document document(
            "<disk type='file' xmlns:o='http://libvirt.org/schemas/disk/other/1.0' "
            "xmlns:x='urn:x'>" +
                std::string(inside) + "</disk>",
            {});
        std::string names;
        for (const Problem& unknown : find_problems(disk_xml, document.root()))
            names += unknown.name + ";";
        return names;
    };
    CHECK(names_of("<o:line><o:any a='1'/></o:line>").empty());
    CHECK(names_of("<o:lime/><x:line/><line/>") == "<lime>;<line>;<line>;");
}

TEST_CASE("check: what a row reads once may be there once") {
    const Document document(
        "<disk type='file'>\n<target dev='a'/><target dev='b'/><serial>1</serial>\n<readonly/>"
        "<serial>2</serial><source/><upper/><upper/>\n<readonly/><source/><extras/><extras/>"
        "</disk>",
        {});
    std::string found;
    for (const Problem& problem : find_problems(disk_xml, document.root())) {
        CHECK(problem.what == Problem::What::twice);
        found += fmt::format("{}:{} ", problem.line, problem.name);
    }
    CHECK(found == "3:serial 4:readonly 4:source 4:extras ");
    CHECK_THROWS_WITH_AS(validate_names(disk_xml, document.root(), "domain"),
                         "XML document failed to validate against schema: Unable to validate doc "
                         "against /usr/share/libvirt/schemas/domain.rng\n"
                         "line 3: /disk has more than one <serial>\n"
                         "line 4: /disk has more than one <readonly>\n"
                         "line 4: /disk has more than one <source>\n"
                         "line 4: /disk has more than one <extras>\n",
                         Error);
}

TEST_CASE("check: what has to be there is missed, though its reader can do without") {
    const Document document(
        "<disk type='file'>\n<source/><target dev='b'/><target dev='a'/><tune/></disk>", {});
    CHECK(find_problems(disk_xml, document.root()) ==
          std::vector<Problem>{{"/disk/tune", 2, "<read>", "", Problem::What::missing}});
    CHECK_THROWS_WITH_AS(validate_names(disk_xml, document.root(), "domain"),
                         "XML document failed to validate against schema: Unable to validate doc "
                         "against /usr/share/libvirt/schemas/domain.rng\n"
                         "line 2: /disk/tune has no <read>\n",
                         Error);
}

TEST_CASE("scaled: sizes are read in any unit and rounded up to KiB") {
    const auto kib = [](std::string_view size) {
        const Document document("<d>" + std::string(size) + "</d>", {});
        return read_kib(document.root(), "memory");
    };
    CHECK(kib("<memory>17</memory>") == 17);
    CHECK(kib("<memory unit='b'>1025</memory>") == 2);
    CHECK(kib("<memory unit='MiB'>3</memory>") == 3072);
    CHECK(kib("<memory unit='GB'>3</memory>") == 2929688);
    CHECK(kib("<memory unit='k'>3</memory>") == 3);
    CHECK(kib("<memory/>") == std::nullopt);
    CHECK_THROWS_WITH(kib("<memory unit='foo'>1</memory>"),
                      "invalid argument: unknown suffix 'foo'");
    CHECK_THROWS_WITH(kib("<memory unit='EiB'>100000</memory>"),
                      "numerical overflow: value too large: 100000EiB");
    CHECK_THROWS_WITH(kib("<memory>plenty</memory>"),
                      "XML error: Invalid value 'plenty' for element or attribute './memory'");
}

namespace {

struct Plug {
    std::string socket;
    std::uint32_t pins = 0;
    bool operator==(const Plug&) const = default;
};

void refuse_many_pins(Node node, Plug& plug) {
    if (plug.pins > 3)
        node.document().fail()(Errc::xml_error, "{}: too many pins", node.document().subject());
}

constexpr auto plug_rows = rows<Plug>({
    attr<&Plug::pins>("pins")
        .if_set()
        .or_fail(Errc::xml_error, "bad '{0}' of '{1}'")
        .from(Origin::none),
    spread<Plug>(),
    text_child<&Plug::socket>("socket").or_missing(Errc::xml_error, "no socket for '{1}'"),
    check<Plug, refuse_many_pins>(),
});
constexpr Element<Plug> plug_xml{"plug", plug_rows};

std::string complaint(std::string_view text, Origin& origin) {
    try {
        parse<Plug>(text, plug_xml, {.origin = Origin::network});
    } catch (const Error& error) {
        origin = error.origin();
        return error.message();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("bind: a row may word its errors, with the name of the object and its own origin") {
    Origin origin{};
    CHECK(complaint("<plug pins='x'><name>n</name></plug>", origin) == "XML error: bad 'x' of 'n'");
    CHECK(origin == Origin::none);
    CHECK(complaint("<plug><name>n</name></plug>", origin) == "XML error: no socket for 'n'");
    CHECK(origin == Origin::network);
}

TEST_CASE("bind: a check sees what the rows before it have read") {
    Origin origin{};
    CHECK(complaint("<plug pins='4'><name>n</name><socket>s</socket></plug>", origin) ==
          "XML error: n: too many pins");
}

TEST_CASE("bind: a spread element has its end tag on a line of its own") {
    CHECK(format(Plug{}, plug_xml) == "<plug>\n</plug>\n");
}

namespace {

constexpr auto turned_rows = rows<Plug>({
    attr<&Plug::pins>("pins").turn(1),
    text_child<&Plug::socket>("socket").required(),
});
constexpr Element<Plug> turned_xml{"plug", turned_rows};

}  // namespace

TEST_CASE("bind: rows are read in their turns and written in their order") {
    CHECK_THROWS_WITH_AS(parse<Plug>("<plug pins='x'/>", turned_xml),
                         "XML error: missing element or attribute 'socket'", Error);
    CHECK_THROWS_AS(parse<Plug>("<plug pins='x'><socket>s</socket></plug>", turned_xml), Error);
    const char* whole = "<plug pins='4'>\n  <socket>s</socket>\n</plug>\n";
    CHECK(format(parse<Plug>(whole, turned_xml), turned_xml) == whole);
}

}  // namespace virtd::xml
