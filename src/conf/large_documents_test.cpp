// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Documents of any size: memory and work grow no faster than they do. What the work is counted by
// is memory that is asked for; a step for each pair of elements would be seen in none of these
// tests but as one that does not end.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "conf/backup.hpp"
#include "conf/capabilities.hpp"
#include "conf/cpu.hpp"
#include "conf/domain.hpp"
#include "conf/domain_capabilities.hpp"
#include "conf/host_interface.hpp"
#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"
#include "conf/network.hpp"
#include "conf/network_port.hpp"
#include "conf/nodedev/device.hpp"
#include "conf/nwfilter.hpp"
#include "conf/nwfilter_binding.hpp"
#include "conf/secret.hpp"
#include "conf/storage/pool.hpp"
#include "conf/storage/pool_capabilities.hpp"
#include "conf/storage/volume.hpp"

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

/// Every kind of document.
struct Kind {
    const char* root;
    void (*parse)(const std::string&);
};

const Kind kinds[] = {
    {"domain", [](const std::string& xml) { parse_domain(xml); }},
    {"domainsnapshot",
     [](const std::string& xml) { parse_snapshot(xml, MomentKind::created, {}); }},
    {"domaincheckpoint",
     [](const std::string& xml) { parse_checkpoint(xml, MomentKind::created, {}); }},
    {"domainbackup", [](const std::string& xml) { parse_backup(xml); }},
    {"network", [](const std::string& xml) { parse_network(xml); }},
    {"networkport", [](const std::string& xml) { parse_network_port(xml); }},
    {"interface", [](const std::string& xml) { parse_host_interface(xml); }},
    {"pool", [](const std::string& xml) { parse_pool(xml); }},
    {"source", [](const std::string& xml) { parse_pool_source(xml, PoolType::netfs); }},
    {"volume", [](const std::string& xml) { parse_volume(xml, PoolType::dir); }},
    {"secret", [](const std::string& xml) { parse_secret(xml); }},
    {"device", [](const std::string& xml) { parse_node_device(xml); }},
    {"filter", [](const std::string& xml) { parse_nwfilter(xml); }},
    {"filterbinding", [](const std::string& xml) { parse_nwfilter_binding(xml); }},
    {"cpu", [](const std::string& xml) { parse_cpu(xml, CheckNames::no); }},
    {"cpu", [](const std::string& xml) { parse_host_cpu(xml); }},
    {"capabilities", [](const std::string& xml) { parse_capabilities(xml); }},
    {"domainCapabilities", [](const std::string& xml) { parse_domain_capabilities(xml); }},
    {"storagepoolCapabilities", [](const std::string& xml) { parse_pool_capabilities(xml); }},
};

/// Nothing that anybody could read: always the same error.
void refuse(const Kind& kind, const std::string& xml) {
    CAPTURE(kind.root);
    CAPTURE(xml.substr(0, 60));
    try {
        kind.parse(xml);
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
        kind.parse(xml);
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

TEST_CASE("large documents: names of 32 MiB take bounded memory in all kinds") {
    Between long_text(32 * mib, 'x');
    const auto read_all = [&] {
        for (const Kind& kind : kinds) {
            survive(kind,
                    long_text.document(open_tag(kind) + "<name>", "</name>" + close_tag(kind)));
        }
        throw Error(Origin::none, Errc::internal_error);  // what is refused and what is of use
    };
    CHECK(peak_of(read_all) < 384 * watched);
}

TEST_CASE("large documents: names of 9 MB are read or refused by all kinds") {
    Between long_text(9'000'000, 'n');
    for (const Kind& kind : kinds) {
        survive(kind, long_text.document(open_tag(kind) + "<name>", "</name>" + close_tag(kind)));
        survive(kind, long_text.document(fmt::format("<{} name='", kind.root), "'/>"));
    }
}

TEST_CASE("large documents: no kind is nested 10,000 deep") {
    std::string nested;
    for (int i = 0; i < 10'000; ++i)
        nested += "<a>";
    for (const Kind& kind : kinds)
        refuse(kind, around(kind, nested));
}

TEST_CASE("large documents: what nobody knows is passed over, 100,000 times, by all kinds") {
    const std::string unknown = repeated("<a/>", 100'000);
    for (const Kind& kind : kinds)
        survive(kind, around(kind, unknown));
}

TEST_CASE("large documents: no kind takes what is no UTF-8, wherever it is cut") {
    // each a sequence that goes on beyond its end, or never was one
    const std::string wrong[] = {"\x80",     "\xc3", "\xe2\x82",     "\xf0\x9f\x98",
                                 "\xc0\xaf", "\xff", "\xed\xa0\x80", "\xf4\x90\x80\x80"};
    for (const Kind& kind : kinds) {
        for (const std::string& bytes : wrong)
            refuse(kind, around(kind, "<name>" + bytes + "</name>"));
    }
    // around the sizes of the buffers that the parser reads with
    for (const std::size_t border : {100, 300, 4000, 4096, 8192, 32768, 65536}) {
        for (std::size_t length = border - 40; length < border + 8; ++length) {
            const std::string start = "<domain><name>" + std::string(length - 14, 'x');
            refuse(kinds[0], start + "\xe2\x82</name></domain>");
            refuse(kinds[0], start + "\xe2\x82");
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
    for (const Kind& kind : kinds) {
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

TEST_CASE("large documents: 64 MiB of anything are refused with bounded memory") {
    const std::string filler(64 * mib, 'x');
    for (const std::string& text :
         {filler, "<" + filler, "<domain " + filler + "='1'/>", "<domain a='" + filler + "'/>",
          "<domain><name>" + filler + "</name></domain>", "<domain><!--" + filler + "--></domain>",
          "<domain><![CDATA[" + filler + "]]></domain>", "<domain><?" + filler + "?></domain>",
          "<!DOCTYPE x [<!ENTITY e '" + filler + "'>]><domain/>"}) {
        CAPTURE(text.substr(0, 30));
        const std::size_t taken = peak_of([&] { parse_domain(text); });
        CHECK(taken < 768 * watched);
    }
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

TEST_CASE("large documents: 100,000 elements of a kind are read in one pass") {
    constexpr int many = 100'000;
    const auto devices = [](std::string_view one) {
        return parse_domain(domain("<devices>" + repeated(one, many) + "</devices>")).devices;
    };
    CHECK(devices("<disk><source file='/a'/><target dev='vd{}'/><address type='pci' bus='1'/>"
                  "</disk>")
              .disks.size() == many);
    CHECK(devices("<hostdev mode='subsystem' type='usb'><source><address bus='{}' device='1'/>"
                  "</source></hostdev>")
              .hostdevs.size() == many);
    CHECK(devices("<smartcard mode='host'><address type='ccid' controller='{}' slot='0'/>"
                  "</smartcard>")
              .controllers.size() == many);
    CHECK(parse_domain(domain(repeated("<seclabel type='none' model='m{}'/>", many)))
              .seclabels.size() == many);
    const std::string pins = repeated("<vcpupin vcpu='{}' cpuset='1'/>", many);
    CHECK(parse_domain(domain("<cputune>" + pins + "</cputune>")).cpu_tune.vcpu_pins.size() ==
          many);
    const std::string owners = repeated("<a:b xmlns:a='u{}'/>", many);
    CHECK(parse_domain(domain("<metadata>" + owners + "</metadata>")).metadata->text.size() >
          owners.size());
    const std::string interfaces = repeated("<interface dev='e{}'/>", many);
    CHECK(parse_network("<network><name>n</name><forward mode='bridge'>" + interfaces +
                        "</forward></network>")
              .forward->interfaces.size() == many);
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
