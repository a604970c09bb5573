// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/describe.hpp"

#include <doctest/doctest.h>

namespace virtd::xml {

namespace {

struct Target {
    std::string dev;
    std::optional<OnOff> tray;
};
constexpr auto target_rows = rows<Target>({
    attr<&Target::dev>("dev").required(),
    attr<&Target::tray>("tray").live(),
});
constexpr Element<Target> target_xml{"target", target_rows};

struct Path {
    std::string path;
};
struct Number {
    unsigned number = 0;
};
using Source = std::variant<Path, Number>;
constexpr auto path_rows = rows<Path>({attr<&Path::path>("path")});
constexpr Element<Path> path_xml{"source", path_rows};
constexpr auto number_rows = rows<Number>({attr<&Number::number>("number").nonzero()});
constexpr Element<Number> number_xml{"source", number_rows};
constexpr auto source_kinds = kinds<Source>({{"path", &path_xml}, {"number", &number_xml}});
constexpr KindTable source_table = kind_table<Source>(source_kinds);

struct Disk {
    Source source;
    std::vector<Target> targets;
    std::string serial;
    int order = 0;
    bool readonly = false;
    std::vector<Disk> parts;
};
extern const Element<Disk> disk_xml;
constexpr auto disk_rows = rows<Disk>({
    kind_attr<&Disk::source, source_table>("type").required(),
    kind_body<&Disk::source, source_table>("source"),
    list<&Disk::targets, target_xml>(),
    text_child<&Disk::serial>("serial").secret(),
    attr<&Disk::order>("order").inside("boot"),
    flag<&Disk::readonly>("readonly"),
    list<&Disk::parts, disk_xml>().inside("parts"),
    mention<Disk>("serial", Part::element).required(),
});
constinit const Element<Disk> disk_xml{"disk", disk_rows};

}  // namespace

TEST_CASE("describe: every row of every table is a line, words and rules included") {
    CHECK(describe(disk_xml) == R"(disk
  @type: path | number (required)
  source
    @path: text
  source
    @number: non-negative integer (not zero)
  target (any number)
    @dev: text (required)
    @tray: on | off (of running objects)
  serial: text (required, secret)
  boot/@order: integer
  readonly
  parts/disk (any number)
)");
}

}  // namespace virtd::xml
