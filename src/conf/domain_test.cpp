// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "conf/devices/plug.hpp"

namespace virtd::conf {

namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// All x.xml below tests/data/domain that are inputs.
std::vector<fs::path> documents() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(VIRTD_TEST_DATA "/domain")) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".xml") && !name.ends_with(".out.xml")) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
}

/// What the document should become: x.out.xml or x.err beside it, or the document itself.
std::string expected_of(const fs::path& path) {
    for (const char* const extension : {".err", ".out.xml"}) {
        const fs::path answer = fs::path(path).replace_extension(extension);
        if (fs::exists(answer)) return contents(answer);
    }
    return contents(path);
}

std::string outcome(const std::string& text) {
    try {
        return format(parse_domain(text), {.inactive = true, .secrets = true});
    } catch (const Error& error) {
        return error.message() + "\n";
    }
}

std::string document(std::string_view inside) {
    return "<domain type='test'><name>x</name><memory>2048</memory><os><type>hvm</type></os>" +
           std::string(inside) + "</domain>";
}

}  // namespace

TEST_CASE("domain: documents are printed as they should, or refused with the right words") {
    const auto paths = documents();
    REQUIRE(!paths.empty());
    for (const fs::path& path : paths)
        CHECK_MESSAGE(outcome(contents(path)) == expected_of(path), path.string());
}

TEST_CASE("domain: what was printed reads back as the same definition") {
    for (const fs::path& path : documents()) {
        if (fs::exists(fs::path(path).replace_extension(".err"))) continue;
        const Domain domain = parse_domain(contents(path));
        CHECK_MESSAGE(parse_domain(format(domain, {.secrets = true})) == domain, path.string());
    }
}

TEST_CASE("domain: a monitor of processors the guest does not have is refused") {
    const char* const text =
        "<domain "
        "type='test'><name>a</name><memory>1</memory><vcpu>2</vcpu><os><type>hvm</type></os>"
        "<cputune><cachetune vcpus='0-1'><monitor level='3' vcpus='5'/></cachetune></cputune>"
        "</domain>";
    CHECK_THROWS_WITH_AS(parse_domain(text), "invalid argument: vcpus is empty", Error);
}

TEST_CASE("domain: security labels without a type are not kept, but for the model none") {
    const auto shown = [](const char* labels) {
        const std::string text = format(parse_domain(document(labels)), {.inactive = true});
        const std::size_t start = text.find("  <seclabel");
        return start == std::string::npos ? ""
                                          : text.substr(start, text.rfind("</domain>") - start);
    };
    CHECK(shown("<seclabel/>").empty());
    CHECK(shown("<seclabel model='x' relabel='yes'><label>a</label></seclabel>").empty());
    CHECK(shown("<seclabel model='none' relabel='yes'/>") ==
          "  <seclabel type='none' model='none'/>\n");
    CHECK_THROWS_WITH_AS(parse_domain(document("<seclabel/><seclabel model='y'/>")),
                         "XML error: missing security model when using multiple labels", Error);
}

TEST_CASE("domain: the vendor of a processor without a model is kept") {
    const auto shown = [](const char* cpu) {
        const std::string text = format(parse_domain(document(cpu)), {.inactive = true});
        return text.find("    <model vendor_id='GenuineIntel'/>\n") != std::string::npos;
    };
    CHECK(shown("<cpu><model vendor_id='GenuineIntel' fallback='forbid'/></cpu>"));
    CHECK(shown("<cpu mode='host-model'><model vendor_id='GenuineIntel'/></cpu>"));
    CHECK_FALSE(shown("<cpu mode='maximum'><model vendor_id='GenuineIntel'/></cpu>"));
}

TEST_CASE("domain: a node of memory must be about a cell before anything else is looked at") {
    const auto refusal = [](std::string_view text) {
        try {
            parse_domain(document(text));
        } catch (const Error& error) {
            return error.message();
        }
        return std::string("taken");
    };
    const std::string cell = "<cpu><numa><cell id='0' cpus='0' memory='2048'/></numa></cpu>";
    CHECK(refusal("<numatune><memnode cellid='x' mode='y' nodeset='80-78'/></numatune>") ==
          "XML error: Element 'memnode' is invalid without any guest NUMA cells");
    CHECK(refusal(cell + "<numatune><memnode cellid='4' nodeset='80-78'/></numatune>") ==
          "XML error: Argument 'cellid' in memnode element must correspond to existing guest's "
          "NUMA cell");
    CHECK(refusal(cell + "<numatune><memnode cellid='0' nodeset='80-78'/></numatune>") ==
          "invalid argument: Failed to parse bitmap '80-78'");
}

TEST_CASE("domain: firmware may have a place for variables that names none") {
    for (const char* const os : {"<os firmware='bios'><type>hvm</type><nvram/></os>",
                                 "<os firmware='efi'><type>hvm</type><loader stateless='yes'/>"
                                 "<nvram/></os>"}) {
        const std::string text = "<domain type='test'><name>x</name><memory>2048</memory>" +
                                 std::string(os) + "</domain>";
        CHECK_NOTHROW(parse_domain(text));
    }
}

TEST_CASE("domain: errors of devices come before those of the guest") {
    CHECK_THROWS_WITH_AS(
        parse_domain(document("<lifecycle/><os><bios rebootTimeout='70000'/></os><devices>"
                              "<vsock><cid auto='no' address='2'/></vsock></devices>")),
        "unsupported configuration: guest CIDs must be >= 3", Error);
}

TEST_CASE("domain: a guest without an identity gets one") {
    const Domain first = parse_domain(document(""));
    const Domain second = parse_domain(document(""));
    REQUIRE(first.uuid.has_value());
    CHECK(first.uuid != second.uuid);
}

TEST_CASE("domain: an empty genid asks for a new one") {
    const Domain domain = parse_domain(document("<genid/>"));
    REQUIRE(domain.genid.has_value());
    CHECK(*domain.genid != Uuid{});
}

TEST_CASE("domain: the number of a running guest is not read from inactive documents") {
    const std::string text = "<domain type='test' id='7'>" + document("").substr(20);
    CHECK_FALSE(parse_domain(text).id);
    CHECK(parse_domain(text, {.inactive = false}).id == 7);
    CHECK(
        format(parse_domain(text, {.inactive = false})).starts_with("<domain type='test' id='7'>"));
    CHECK(format(parse_domain(text, {.inactive = false}), {.inactive = true})
              .starts_with("<domain type='test'>"));
}

TEST_CASE("domain: names of groups on the host are shown for running guests only") {
    const std::string text = "<domain type='test' id='7'>" +
                             document(
                                 "<cputune><memorytune vcpus='0'><node id='0' bandwidth='9'/>"
                                 "</memorytune></cputune>")
                                 .substr(20);
    const auto has_id = [](const Domain& domain, bool inactive) {
        const std::string shown = format(domain, {.inactive = inactive});
        return shown.find("<memorytune vcpus='0' id='vcpus_0'>") != std::string::npos;
    };
    CHECK(has_id(parse_domain(text, {.inactive = false}), false));
    CHECK_FALSE(has_id(parse_domain(text, {.inactive = false}), true));
    CHECK_FALSE(has_id(parse_domain(text), false));
}

TEST_CASE("domain: names with line ends are refused where a guest is defined") {
    Domain domain = parse_domain(document(""));
    CHECK_NOTHROW(refuse_multiline_name(domain));
    domain.name = "two\nlines";
    CHECK_THROWS_WITH(refuse_multiline_name(domain), "invalid char in name: \n");
}

TEST_CASE("domain: a missing name is the first thing to be missed") {
    for (const char* text : {"<domain/>", "<domain type='x'/>", "<domain><name/></domain>",
                             "<domain><uuid>x</uuid></domain>"}) {
        CHECK_THROWS_WITH_AS(parse_domain(text), "missing name information", Error);
    }
}

TEST_CASE("domain: a place for the firmware's variables is kept with all its parts") {
    const std::string place =
        "    <nvram type='network'>\n"
        "      <source protocol='iscsi' name='iqn/0'>\n"
        "        <host name='h' port='3260'/>\n"
        "        <auth username='u'>\n"
        "          <secret type='iscsi' usage='v'/>\n"
        "        </auth>\n"
        "        <encryption format='luks'>\n"
        "          <secret type='passphrase' usage='x'/>\n"
        "          <cipher name='aes' size='256' mode='cbc' hash='sha256'/>\n"
        "          <ivgen name='plain64' hash='sha256'/>\n"
        "        </encryption>\n"
        "      </source>\n"
        "    </nvram>\n";
    const std::string text =
        "<domain type='test'><name>q</name><memory>1024</memory><os><type>hvm</type>"
        "<loader readonly='yes' type='pflash'>/l</loader>" +
        place + "</os></domain>";
    CHECK(format(parse_domain(text)).find(place) != std::string::npos);
}

TEST_CASE("domain: a place for the firmware's variables is kept as it is") {
    const auto nvram = [](const std::string& place) {
        const std::string text =
            format(parse_domain("<domain type='test'><name>q</name><memory>1024</memory><os>"
                                "<type>hvm</type><loader readonly='yes' type='pflash'>/l</loader>" +
                                place + "</os></domain>"));
        const std::size_t begin = text.find("    <nvram");
        return text.substr(begin, text.find("    <boot") - begin);
    };
    CHECK(nvram("<nvram type='file'><source startupPolicy='optional'/></nvram>") ==
          "    <nvram type='file'/>\n");
    CHECK(nvram("<nvram type='network'><source protocol='iscsi' name='x'/></nvram>") ==
          "    <nvram type='network'>\n      <source protocol='iscsi' name='x'/>\n    </nvram>\n");
}

TEST_CASE("domain: of several errors the one that libvirt sees first is told") {
    const auto told = [](const std::string& parts) {
        try {
            parse_domain("<domain type='test'><name>q</name><memory>1024</memory>" + parts +
                         "</domain>");
        } catch (const Error& error) {
            return error.message();
        }
        return std::string("accepted");
    };
    const std::string hvm = "<os><type>hvm</type></os>";
    CHECK(told("<vcpu>x</vcpu><os><type>x</type></os>").find("unknown OS type") !=
          std::string::npos);
    CHECK(told(hvm + "<currentMemory unit='x'>5</currentMemory><seclabel type='x'/>")
              .find("'seclabel'") != std::string::npos);
    CHECK(told(hvm + "<on_poweroff>x</on_poweroff><on_reboot>x</on_reboot>").find("on_reboot") !=
          std::string::npos);
    CHECK(told(hvm + "<on_reboot>coredump-destroy</on_reboot><defaultiothread thread_pool_min='4' "
                     "thread_pool_max='2'/>")
              .find("Lifecycle event") != std::string::npos);
    CHECK(told(hvm + "<cputune><quota>5</quota><global_period>5</global_period></cputune>")
              .find("global_period") != std::string::npos);
    CHECK(told("<vcpu>1</vcpu><vcpus><vcpu id='7' enabled='x'/></vcpus>" + hvm)
              .find("out of range") != std::string::npos);
}

TEST_CASE("domain: sizes of caches are numbers whose unit does not matter") {
    const auto shown = [](std::string_view cache) {
        const std::string text = format(parse_domain(document(
            fmt::format("<cpu><numa><cell cpus='0' memory='1024'>{}</cell></numa></cpu>", cache))));
        const std::size_t begin = text.find("        <cache");
        return text.substr(begin, text.find("      </cell>") - begin);
    };
    CHECK(shown("<cache level='1' associativity='none' policy='writeback'>"
                "<size value='2' unit='MiB'/><line value='6' unit='KiB'/></cache>") ==
          "        <cache level='1' policy='writeback'>\n"
          "          <size value='2' unit='KiB'/>\n"
          "          <line value='6' unit='B'/>\n"
          "        </cache>\n");
    CHECK_THROWS_WITH_AS(shown("<cache level='4' associativity='full' policy='none'>"
                               "<size value='2'/><line value='6'/></cache>"),
                         "XML error: Ain't nobody heard of that much cache level", Error);
}

TEST_CASE("domain: parts that libvirt has learnt since are no reason to refuse a document") {
    CHECK_NOTHROW(parse_domain(
        document("<cpu mode='host-passthrough'><maxphysaddr mode='passthrough' limit='39'/></cpu>"
                 "<devices><video><model type='virtio' blob='on'/></video></devices>"),
        {.check_names = true}));
}

TEST_CASE("domain: unknown names are refused only when the client asks for it") {
    const std::string text = document("<titel>x</titel>");
    CHECK_NOTHROW(parse_domain(text));
    CHECK_THROWS_WITH_AS(parse_domain(text, {.check_names = true}),
                         "XML document failed to validate against schema: Unable to validate doc "
                         "against /usr/share/libvirt/schemas/domain.rng\n"
                         "line 1: /domain does not know <titel>, but <title>\n",
                         Error);
}

TEST_CASE("domain: what is printed has no names that a check would refuse") {
    for (const fs::path& path : documents()) {
        if (fs::exists(fs::path(path).replace_extension(".err"))) continue;
        CAPTURE(path.string());
        CHECK_NOTHROW(parse_domain(format(parse_domain(contents(path)), {.secrets = true}),
                                   {.check_names = true}));
    }
}

TEST_CASE("domain: names are checked in every part") {
    struct Wrong {
        const char* part;
        const char* complaint;
    };
    constexpr Wrong wrongs[] = {
        {"<devices><disk type='file'><targett dev='vda'/></disk></devices>",
         "/domain/devices/disk does not know <targett>, but <target>"},
        {"<devices><inteface/></devices>",
         "/domain/devices does not know <inteface>, but <interface>"},
        {"<cpu><topolgy/></cpu>", "/domain/cpu does not know <topolgy>, but <topology>"},
        {"<cpu><numa><cell idd='0'/></numa></cpu>",
         "/domain/cpu/numa/cell does not know @idd, but @id"},
        {"<cputune><vcpupin vcp='0'/></cputune>",
         "/domain/cputune/vcpupin does not know @vcp, but @vcpu"},
        {"<cputune><cachetune><cache lvel='3'/></cachetune></cputune>",
         "/domain/cputune/cachetune/cache does not know @lvel, but @level"},
        {"<vcpu placment='static'>1</vcpu>",
         "/domain/vcpu does not know @placment, but @placement"},
        {"<memoryBacking><hugepages><pag/></hugepages></memoryBacking>",
         "/domain/memoryBacking/hugepages does not know <pag>, but <page>"},
        {"<pm><suspend-to-mem enabld='yes'/></pm>",
         "/domain/pm/suspend-to-mem does not know @enabld, but @enabled"},
        {"<vcpus><vcpu idd='0'/></vcpus>", "/domain/vcpus/vcpu does not know @idd, but @id"},
    };
    for (const Wrong& wrong : wrongs) {
        CAPTURE(std::string(wrong.part));
        try {
            parse_domain(document(wrong.part), {.check_names = true});
            FAIL("accepted");
        } catch (const Error& error) {
            CHECK(error.code() == Errc::xml_invalid_schema);
            CHECK(error.message().find(wrong.complaint) != std::string::npos);
        }
    }
}

TEST_CASE("domain: disks share the limits of throttle groups, which are there and have names") {
    const auto guest = [](std::string_view groups, std::string_view disk) {
        return outcome(document("<throttlegroups>" + std::string(groups) +
                                "</throttlegroups><devices><disk type='file'><source file='/a'/>" +
                                std::string(disk) + "<target dev='vda'/></disk></devices>"));
    };
    const char* const group =
        "<throttlegroup><group_name>g</group_name><total_bytes_sec>5</total_bytes_sec>"
        "</throttlegroup>";
    const char* const filter = "<throttlefilters><throttlefilter group='g'/></throttlefilters>";
    const std::string whole = guest(group, filter);
    CHECK(whole.find(R"(  <throttlegroups>
    <throttlegroup>
      <total_bytes_sec>5</total_bytes_sec>
      <group_name>g</group_name>
    </throttlegroup>
  </throttlegroups>
)") != std::string::npos);
    CHECK(whole.find(R"(      <throttlefilters>
        <throttlefilter group='g'/>
      </throttlefilters>
)") != std::string::npos);
    CHECK(format(parse_domain(whole), {.inactive = true}) == whole);
    CHECK(guest("", filter) == "unsupported configuration: throttle group 'g' not found\n");
    CHECK(guest(std::string(group) + group, "") == "XML error: duplicate group name 'g' found\n");
    CHECK(guest("<throttlegroup/>", "") == "XML error: throttle group has no name\n");
    CHECK(guest(group, std::string(filter) + "<iotune><total_iops_sec>1</total_iops_sec></iotune>")
              .find("can't be used together with 'iotune' for disk 'vda'") != std::string::npos);
}

TEST_CASE("domain: a disk that is plugged into a guest needs its throttle group there") {
    const char* const disk =
        "<disk type='file'><source file='/b'/><target dev='vdb' bus='virtio'/><throttlefilters>"
        "<throttlefilter group='g'/></throttlefilters></disk>";
    Domain domain = parse_domain(document(""));
    CHECK_THROWS_WITH(attach_device(domain, disk, PlugInto::persistent),
                      "unsupported configuration: throttle group 'g' not found");
    domain = parse_domain(
        document("<throttlegroups><throttlegroup><group_name>g</group_name></throttlegroup>"
                 "</throttlegroups>"));
    attach_device(domain, disk, PlugInto::persistent);
    CHECK(domain.devices.disks.size() == 1);
}

TEST_CASE("domain: where the host chooses processors, nobody looks at what was asked for") {
    const Domain domain = parse_domain(
        "<domain type='test'><name>g</name><memory>1</memory><os><type>hvm</type></os>"
        "<vcpu placement='auto' cpuset='^1,^2'>1</vcpu></domain>");
    CHECK(domain.vcpus.cpuset.empty());
}

TEST_CASE("domain: modules are a part of all memory, and cells without a total are the rest") {
    const auto guest = [](std::string_view total, std::string_view size) {
        return outcome(fmt::format(
            "<domain type='test'><name>g</name>{}<maxMemory slots='1' unit='MiB'>64</maxMemory>"
            "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1024'/></numa></cpu>"
            "<devices><memory model='dimm'><target><size>{}</size><node>0</node></target></memory>"
            "</devices></domain>",
            total, size));
    };
    CHECK(guest("", "2048").find("<memory unit='KiB'>3072</memory>") != std::string::npos);
    CHECK(guest("<memory>1024</memory>", "512").find("<memory unit='KiB'>1024</memory>") !=
          std::string::npos);
    CHECK(guest("<memory>1024</memory>", "2048") ==
          "XML error: Total size of memory devices exceeds the total memory size\n");
    CHECK(guest("<memory>1024</memory>", "1024") ==
          "XML error: Memory size must be specified via <memory> or in the <numa> "
          "configuration\n");
    CHECK(guest("", "65536") ==
          "XML error: maximum memory size must be equal or greater than the "
          "actual memory size\n");
}

TEST_CASE("domain: what says nothing is not printed") {
    const std::string cache =
        outcome(document("<cpu><numa><cell cpus='0' memory='1'><cache level='1' "
                         "associativity='none' policy='none'><size value='0'/><line value='0'/>"
                         "</cache></cell></numa></cpu>"));
    CHECK(cache.find("<size value='0' unit='KiB'/>") != std::string::npos);
    CHECK(cache.find("<line") == std::string::npos);
    const std::string open_label = document(
        "<devices><serial type='file'><source path='/a'><seclabel model='b'/></source>"
        "</serial></devices>");
    CHECK(outcome(open_label).find("seclabel") == std::string::npos);
    Domain running = parse_domain(open_label);
    running.id = 1;
    CHECK(format(running).find("<seclabel model='b' relabel='yes'/>") != std::string::npos);
}

TEST_CASE("domain: what hosts of old did not know is left out of documents for migration") {
    const auto shown = [](std::string_view devices, bool migratable) {
        const Domain domain =
            parse_domain(document("<devices>" + std::string(devices) + "</devices>"));
        return format(domain, {.inactive = true, .migratable = migratable});
    };
    const auto contains = [&](std::string_view devices, bool migratable, std::string_view part) {
        return shown(devices, migratable).find(part) != std::string::npos;
    };
    constexpr std::string_view vnc = "<graphics type='vnc' socket='/s'/>";
    CHECK(contains(vnc, false, "<listen type='socket' socket='/s'/>"));
    CHECK(contains(vnc, true, "<graphics type='vnc' socket='/s'/>"));
    CHECK(contains("<graphics type='spice'/>", false, "<listen type='none'/>"));
    CHECK(contains("<graphics type='spice'/>", true, "<graphics type='spice' autoport='no'/>"));
    constexpr std::string_view keyboard = "<input type='keyboard' bus='ps2'/>";
    CHECK(contains(keyboard, false, "keyboard"));
    CHECK_FALSE(contains(keyboard, true, "keyboard"));
    constexpr std::string_view bridge =
        "<controller type='pci' model='pci-root'><model name='spapr-pci-host-bridge'/>"
        "</controller>";
    CHECK(contains(bridge, false, "spapr"));
    CHECK_FALSE(contains(bridge, true, "spapr"));
}

}  // namespace virtd::conf
