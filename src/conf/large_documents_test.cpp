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

#include <functional>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "conf/network.hpp"
#include "conf/nwfilter.hpp"
#include "conf/secret.hpp"
#include "conf/storage/pool.hpp"

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

}  // namespace

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
