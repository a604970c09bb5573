// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Documents of any size: memory and work grow no faster than they do. What the work is counted by
// is memory that is asked for.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "base/error.hpp"
#include "conf/document_kinds.hpp"

namespace virtd::conf {

namespace {

constexpr std::size_t mib = 1024 * 1024;

// Sanitizers keep what was freed, and notes about all that is used.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t watched = 6;
#else
constexpr std::size_t watched = 1;
#endif

std::string repeated(std::string_view text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += fmt::format(fmt::runtime(text), i);
    return all;
}

std::string domain(const std::string& inside) {
    return "<domain type='test'><name>x</name><memory>2048</memory><vcpu>200000</vcpu>"
           "<os><type>hvm</type></os>" +
           inside + "</domain>";
}

/// How much a child of ours takes more at its peak than before, in MiB, until `work` throws an
/// Error, as it must.
std::size_t peak_of(const std::function<void()>& work) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::mallopt(M_MMAP_THRESHOLD, 1 << 30);  // long strings use the same memory again
        rusage before{};
        rusage after{};
        ::getrusage(RUSAGE_SELF, &before);
        bool expected = false;
        try {
            work();
        } catch (const Error&) {
            expected = true;
        }
        ::getrusage(RUSAGE_SELF, &after);
        const long taken = after.ru_maxrss - before.ru_maxrss;
        const bool told = ::write(ends[1], &taken, sizeof taken) == sizeof taken;
        ::_exit(expected && told ? 0 : 1);
    }
    ::close(ends[1]);
    long taken = 0;
    CHECK(::read(ends[0], &taken, sizeof taken) == sizeof taken);
    ::close(ends[0]);
    int status = -1;
    CHECK(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    return static_cast<std::size_t>(taken) * 1024 / mib;
}

using Kind = DocumentKind;

/// Nothing that anybody could read: always the same error.
void refuse(const Kind& kind, const std::string& xml) {
    CAPTURE(kind.root);
    CAPTURE(xml.substr(0, 60));
    try {
        kind.print(xml);
        FAIL_CHECK("it was accepted");
    } catch (const Error& error) {
        const bool is_syntax = error.code() == Errc::xml_error || error.code() == Errc::xml_detail;
        CHECK_MESSAGE(is_syntax, error.message());
    }
}

/// A document that may make sense or none.
void survive(const Kind& kind, const std::string& xml) {
    CAPTURE(kind.root);
    try {
        kind.print(xml);
    } catch (const Error& error) {
        CHECK(error.message().size() > 0);
    }
}

/// The same long text between other tags for each kind: it is made once.
class Between {
public:
    Between(std::size_t bytes, char filler) : text_(bytes, filler) {}

    /// Blanks may stand around a document.
    const std::string& document(const std::string& start, const std::string& end) {
        std::fill(text_.begin(), text_.begin() + room, ' ');
        std::fill(text_.end() - room, text_.end(), ' ');
        text_.replace(room - start.size(), start.size(), start);
        text_.replace(text_.size() - room, end.size(), end);
        return text_;
    }

private:
    static constexpr std::ptrdiff_t room = 100;
    std::string text_;
};

std::string open_tag(const Kind& kind) {
    return fmt::format("<{}>", kind.root);
}
std::string close_tag(const Kind& kind) {
    return fmt::format("</{}>", kind.root);
}
std::string around(const Kind& kind, const std::string& inside) {
    return open_tag(kind) + inside + close_tag(kind);
}

}  // namespace

TEST_CASE("large documents: 64 MiB of anything take bounded memory in all kinds") {
    struct Shape {
        const char* start;  // "{}" stands for the root element
        const char* end;
    };
    const Shape name{"<{}><name>", "</name></{}>"};
    const Shape others[] = {{"<{} name='", "'/>"},
                            {"", ""},
                            {"<", "/>"},
                            {"<{} ", "='1'/>"},
                            {"<{}><!--", "--></{}>"},
                            {"<{}><![CDATA[", "]]></{}>"},
                            {"<{}><?", "?></{}>"},
                            {"<!DOCTYPE x [<!ENTITY e '", "'>]><{}/>"}};
    Between long_text(64 * mib, 'x');
    const auto make = [&](const Kind& kind, const Shape& shape) -> const std::string& {
        return long_text.document(fmt::format(fmt::runtime(shape.start), kind.root),
                                  fmt::format(fmt::runtime(shape.end), kind.root));
    };
    const auto read_all = [&] {
        std::string_view last;
        for (const Kind& kind : document_kinds)
            if (std::exchange(last, kind.root) != kind.root) survive(kind, make(kind, name));
        for (const Shape& shape : others)
            refuse(document_kinds[0], make(document_kinds[0], shape));
        throw Error(Origin::none, Errc::internal_error);
    };
    CHECK(peak_of(read_all) < 768 * watched);
}

TEST_CASE("large documents: names of 9 MB are read or refused by all kinds") {
    Between long_text(9'000'000, 'n');
    for (const Kind& kind : document_kinds) {
        survive(kind, long_text.document(open_tag(kind) + "<name>", "</name>" + close_tag(kind)));
        survive(kind, long_text.document(fmt::format("<{} name='", kind.root), "'/>"));
    }
}

TEST_CASE("large documents: no kind is nested 10,000 deep") {
    std::string nested;
    for (int i = 0; i < 10'000; ++i)
        nested += "<a>";
    for (const Kind& kind : document_kinds)
        refuse(kind, around(kind, nested));
}

TEST_CASE("large documents: what nobody knows is passed over, 100,000 times, by all kinds") {
    const std::string unknown = repeated("<a/>", 100'000);
    for (const Kind& kind : document_kinds) {
        const std::string xml = around(kind, unknown);
        survive(kind, xml);
        try {
            validate(kind, xml);
        } catch (const Error& error) {
            CHECK(error.message().size() < 64 * 1024);
        }
    }
}

TEST_CASE("large documents: no kind takes what is no UTF-8, wherever it is cut") {
    // each a sequence that goes on beyond its end, or never was one
    const std::string wrong[] = {"\x80",     "\xc3", "\xe2\x82",     "\xf0\x9f\x98",
                                 "\xc0\xaf", "\xff", "\xed\xa0\x80", "\xf4\x90\x80\x80"};
    for (const Kind& kind : document_kinds) {
        for (const std::string& bytes : wrong)
            refuse(kind, around(kind, "<name>" + bytes + "</name>"));
    }
    // around the sizes of the buffers that the parser reads with
    for (const Kind& kind : document_kinds) {
        for (const std::size_t border : {100, 300, 4000, 4096, 8192, 32768, 65536}) {
            std::string start = open_tag(kind) + "<name>" + std::string(border - 60, 'x');
            for (; start.size() < border + 8; start += 'x') {
                refuse(kind, start + "\xe2\x82</name>" + close_tag(kind));
                refuse(kind, start + "\xe2\x82");
            }
        }
    }
}

TEST_CASE("large documents: no kind takes control characters or entities that grow") {
    std::string laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>";
    for (int level = 1; level < 12; ++level) {
        std::string again;
        for (int i = 0; i < 10; ++i)
            again += fmt::format("&a{};", level - 1);
        laughs += fmt::format("<!ENTITY a{} '{}'>", level, again);
    }
    laughs += "]>";
    for (const Kind& kind : document_kinds) {
        for (const char control : {'\x01', '\x08', '\x0b', '\x1f'})
            refuse(kind, around(kind, std::string("<name>a") + control + "b</name>"));
        refuse(kind, around(kind, "<name>&#1;</name>"));
        refuse(kind, around(kind, "<name>&#xfffe;</name>"));
        refuse(kind, around(kind, "<name>&nope;</name>"));
        refuse(kind, laughs + around(kind, "<name>&a11;</name>"));
    }
}

TEST_CASE("large documents: the disks of moments and backups find theirs in one pass") {
    constexpr int many = 50'000;
    const Domain guest =
        parse_domain(domain("<devices>" +
                            repeated("<disk><source file='/vd{0}'/><target dev='vd{0}'/>"
                                     "<address type='pci' bus='1'/></disk>",
                                     many) +
                            "</devices>"));

    Snapshot snapshot = parse_snapshot(
        "<domainsnapshot><name>s</name><disks>" +
            repeated("<disk name='vd{}' snapshot='external'/>", many) + "</disks></domainsnapshot>",
        MomentKind::created, {});
    align_disks(snapshot, guest, SnapshotLocation::external, LocationRule::any,
                disk_files(snapshot, guest));
    CHECK(storage_path(snapshot.disks.back().source) == "/vd49999.s");

    Checkpoint checkpoint =
        parse_checkpoint("<domaincheckpoint><name>c</name><disks>" +
                             repeated("<disk name='/vd{}'/>", many) + "</disks></domaincheckpoint>",
                         MomentKind::created, {});
    align_disks(checkpoint, guest);
    CHECK(checkpoint.disks.back().bitmap == "c");

    Backup backup =
        parse_backup("<domainbackup><disks>" + repeated("<disk name='vd{}' type='file'/>", many) +
                     "</disks></domainbackup>");
    align_disks(backup, guest, "b");
    CHECK(storage_path(backup.disks.back().target) == "/vd49999.b");
}

TEST_CASE("large documents: nothing is nested 10,000 deep") {
    std::string open;
    std::string close;
    for (int i = 0; i < 10'000; ++i) {
        open += "<backingStore type='file'>";
        close += "</backingStore>";
    }
    const std::string nested = open + close;
    const auto refused = [](const std::function<void()>& parse) {
        CHECK(peak_of(parse) < 32 * watched);
    };
    refused([&] { parse_domain(domain("<devices><disk>" + nested + "</disk></devices>")); });
    refused([&] { parse_network("<network>" + nested + "</network>"); });
    refused([&] { parse_nwfilter("<filter>" + nested + "</filter>"); });
    refused([&] { parse_pool("<pool>" + nested + "</pool>"); });
    refused([&] { parse_secret("<secret>" + nested + "</secret>"); });
}

TEST_CASE("large documents: a million problems below a long path take bounded memory") {
    std::string text = "<domain><devices><disk>" + repeated("<backingStore>", 240) +
                       repeated("<a/>", 1'000'000) + repeated("</backingStore>", 240) +
                       "</disk></devices></domain>";
    CHECK(peak_of([&] { validate(document_kinds[0], text); }) < 384 * watched);
}

TEST_CASE("large documents: one number asks for no memory") {
    const auto threads = [](std::string_view count) {
        return [count] { parse_domain(domain(fmt::format("<iothreads>{}</iothreads>", count))); };
    };
    CHECK(peak_of(threads("4294967295")) < 16 * watched);
    CHECK(peak_of(threads("65537")) < 16 * watched);
    CHECK(parse_domain(domain("<iothreads>65536</iothreads>")).iothreads.list.size() == 65536);
}

}  // namespace virtd::conf
