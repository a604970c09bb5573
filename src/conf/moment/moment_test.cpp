// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>
#include <fmt/core.h>

#include "conf/devices/disk_words.hpp"
#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"

namespace virtd::conf {

namespace {

const Domain& guest() {
    static const Domain domain = parse_domain(R"(<domain type='test'>
  <name>g</name><uuid>11111111-2222-4333-8444-555555555555</uuid><memory>1024</memory>
  <os><type>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><source file='/i/a.qcow2'/><target dev='vda' bus='virtio'/></disk>
    <disk type='file' device='disk' snapshot='no'><source file='/i/b'/><target dev='vdb' bus='virtio'/></disk>
    <disk type='file' device='cdrom'><target dev='hdc' bus='ide'/><readonly/></disk>
  </devices>
</domain>)");
    return domain;
}

Snapshot created(const char* inside) {
    return parse_snapshot(fmt::format("<domainsnapshot>{}</domainsnapshot>", inside),
                          MomentKind::created, {});
}

std::string aligned(const char* inside, SnapshotLocation location = SnapshotLocation::internal,
                    LocationRule rule = LocationRule::must_match) {
    Snapshot snapshot = created(inside);
    if (snapshot.name.empty()) snapshot.name = "s";
    align_disks(snapshot, guest(), location, rule, {"/i/a.qcow2"});
    std::string line;
    for (const SnapshotDisk& disk : snapshot.disks) {
        line += fmt::format("{}={} ", disk.name, xml::to_word(*disk.location));
        if (const auto path = storage_path(disk.source)) line += fmt::format("({}) ", *path);
    }
    return line;
}

template <class Work>
std::string message_of(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.message();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("snapshot: every disk gets a location, those without contents none") {
    CHECK(aligned("") == "vda=internal vdb=no hdc=no ");
    CHECK(aligned("<disks><disk name='/i/a.qcow2'/></disks>") == "vda=internal vdb=no hdc=no ");
}

TEST_CASE("snapshot: an external one gets a file beside the disk's own") {
    CHECK(aligned("", SnapshotLocation::external) == "vda=external (/i/a.s) vdb=no hdc=no ");
    CHECK(message_of([] {
              Snapshot snapshot = created("<name>s</name>");
              align_disks(snapshot, guest(), SnapshotLocation::external, LocationRule::any, {});
          }) ==
          "unsupported configuration: source for disk 'vda' is not a regular file; refusing to "
          "generate external snapshot name");
}

TEST_CASE("snapshot: disks that are not the guest's, or not like that, are refused") {
    const auto refusal = [](const char* disks) {
        return message_of([disks] { aligned(fmt::format("<disks>{}</disks>", disks).c_str()); });
    };
    CHECK(refusal("<disk name='zzz'/>") == "unsupported configuration: no disk named 'zzz'");
    CHECK(refusal("<disk name='vda'/><disk name='vda'/>") ==
          "unsupported configuration: disk 'vda' specified twice");
    CHECK(refusal("<disk name='vda' snapshot='no'/>") ==
          "unsupported configuration: disk 'vda' must use snapshot mode 'internal'");
    CHECK(refusal("<disk name='vda' snapshot='internal'><source file='/q'/></disk>") ==
          "unsupported configuration: file '/q' for disk 'vda' requires use of external snapshot "
          "mode");
    CHECK(refusal("<disk/>") == "internal error: missing name from disk snapshot element");
    CHECK(refusal("<disk name='vda'><driver type='zz'/></disk>") ==
          "unsupported configuration: unknown disk snapshot driver 'zz'");
}

TEST_CASE("snapshot: a new image keeps all that was said of it") {
    Snapshot snapshot = created(
        "<name>s</name><disks><disk name='vda'>"
        "<driver><metadata_cache><max_size unit='KiB'>2</max_size></metadata_cache></driver>"
        "<source index='3'><seclabel labelskip='yes'/></source></disk>"
        "<disk name='vdb' snapshot='internal'><driver type='qcow2'/></disk></disks>");
    align_disks(snapshot, guest(), SnapshotLocation::external, LocationRule::any, {"/i/a.qcow2"});
    const std::string text = format(snapshot, {.inactive = true});
    CHECK(text.find(R"(    <disk name='vda' snapshot='external' type='file'>
      <driver>
        <metadata_cache>
          <max_size unit='bytes'>2048</max_size>
        </metadata_cache>
      </driver>
      <source file='/i/a.s'>
        <seclabel labelskip='yes'/>
      </source>
    </disk>
    <disk name='vdb' snapshot='internal' type='file'>
      <driver type='qcow2'/>
    </disk>
)") != std::string::npos);
}

TEST_CASE("snapshot: some places are none for a new image") {
    const auto refusal = [](const char* disk) {
        return message_of([disk] {
            Snapshot snapshot = created(fmt::format("<disks>{}</disks>", disk).c_str());
            align_disks(snapshot, guest(), SnapshotLocation::external, LocationRule::any, {});
        });
    };
    CHECK(refusal("<disk name='vda' type='dir'/>") ==
          "XML error: unsupported disk snapshot type 'dir'");
    CHECK(refusal("<disk name='vda' type='block'><source dev='x'/></disk>") ==
          "XML error: disk snapshot image path 'x' must be absolute");
    for (const char* type : {"block", "network", "vhostuser"}) {
        CHECK(refusal(fmt::format("<disk name='vda' type='{}'/>", type).c_str()) ==
              fmt::format("unsupported configuration: cannot generate external snapshot name for "
                          "disk 'vda' on a '{}' device",
                          type));
    }
}

TEST_CASE("snapshot: what a disk says of its snapshots counts where the rule allows it") {
    Domain domain = guest();
    const auto location_of = [&](DiskSnapshot own, LocationRule rule) {
        domain.devices.disks[0].snapshot = own;
        Snapshot snapshot = created("<name>s</name><disks><disk name='vda'/></disks>");
        align_disks(snapshot, domain, SnapshotLocation::internal, rule, {"/i/a.qcow2"});
        return snapshot.disks[0].location;
    };
    using enum DiskSnapshot;
    CHECK(location_of(external, LocationRule::any) == external);
    CHECK(location_of(external, LocationRule::must_match) == internal);
    CHECK(location_of(no, LocationRule::must_match) == no);
    domain.devices.disks[0].readonly = true;
    domain.devices.disks[0].snapshot.reset();
    Snapshot snapshot = created("<name>s</name><disks><disk name='vda'/></disks>");
    align_disks(snapshot, domain, SnapshotLocation::internal, LocationRule::must_match, {});
    CHECK(snapshot.disks[0].location == no);
}

TEST_CASE("snapshot: where the memory goes has to make sense") {
    const auto refusal = [](const char* memory) { return message_of([=] { created(memory); }); };
    CHECK(refusal("<memory file='/y'/>") == "accepted");
    CHECK(refusal("<memory snapshot='external'/>") ==
          "XML error: external memory snapshots require a filename");
    CHECK(refusal("<memory snapshot='internal' file='/x'/>") ==
          "XML error: memory filename '/x' requires external snapshot");
    CHECK(refusal("<memory snapshot='external' file='x'/>") ==
          "XML error: memory snapshot file path (x) must be absolute");
}

TEST_CASE("snapshot: a redefinition has a name, a time and a state") {
    const auto refusal = [](const char* inside) {
        return message_of([inside] {
            parse_snapshot(fmt::format("<domainsnapshot>{}</domainsnapshot>", inside),
                           MomentKind::redefined, {});
        });
    };
    CHECK(refusal("<creationTime>5</creationTime>") ==
          "XML error: a redefined snapshot must have a name");
    CHECK(refusal("<name>a</name><state>running</state>") ==
          "internal error: missing creationTime from existing snapshot");
    CHECK(refusal("<name>a</name><creationTime>5</creationTime>") ==
          "XML error: missing state from existing snapshot");
    CHECK(refusal("<name>a</name><creationTime>5</creationTime><state>zig</state>") ==
          "unsupported configuration: Invalid state 'zig' in domain snapshot XML");
    CHECK(refusal("<name>a</name><creationTime>5</creationTime><state>shutoff</state>"
                  "<memory snapshot='internal'/>") ==
          "XML error: memory state cannot be saved with offline or disk-only snapshot");
}

TEST_CASE("snapshot: what was printed can be redefined and prints the same") {
    Snapshot snapshot = created("<name>s</name><description>d &lt; e</description>");
    snapshot.state = SnapshotState::running;
    snapshot.creation_time = 1500000001;
    snapshot.parent = "p";
    snapshot.memory.location = SnapshotLocation::internal;
    snapshot.domain = std::make_shared<const Domain>(guest());
    align_disks(snapshot, guest(), SnapshotLocation::internal, LocationRule::any, {});
    const std::string text = format(snapshot, {.inactive = true});
    CHECK(
        text.starts_with("<domainsnapshot>\n  <name>s</name>\n"
                         "  <description>d &lt; e</description>\n  <state>running</state>\n"
                         "  <parent>\n    <name>p</name>\n  </parent>\n"
                         "  <creationTime>1500000001</creationTime>\n"
                         "  <memory snapshot='internal'/>\n  <disks>\n"
                         "    <disk name='vda' snapshot='internal'/>\n"));
    CHECK(format(parse_snapshot(text, MomentKind::redefined, {}), {.inactive = true}) == text);
}

TEST_CASE("checkpoint: disks that can be written get a bitmap, the others none") {
    Checkpoint checkpoint = parse_checkpoint("<domaincheckpoint><name>c</name></domaincheckpoint>",
                                             MomentKind::created, {});
    align_disks(checkpoint, guest());
    CHECK(format(checkpoint, {}) == R"(<domaincheckpoint>
  <name>c</name>
  <disks>
    <disk name='vda' checkpoint='bitmap' bitmap='c'/>
    <disk name='vdb' checkpoint='bitmap' bitmap='c'/>
    <disk name='hdc' checkpoint='no'/>
  </disks>
</domaincheckpoint>
)");
}

TEST_CASE("checkpoint: with a list only the disks in it are tracked") {
    Checkpoint checkpoint = parse_checkpoint(
        "<domaincheckpoint><name>c</name><disks><disk name='vda'/></disks></domaincheckpoint>",
        MomentKind::created, {});
    align_disks(checkpoint, guest());
    CHECK(checkpoint.disks[0].type == CheckpointType::bitmap);
    CHECK(checkpoint.disks[1].type == CheckpointType::no);
}

TEST_CASE("checkpoint: its document is always held against its type") {
    const auto code_of = [](const char* inside) {
        try {
            parse_checkpoint(fmt::format("<domaincheckpoint>{}</domaincheckpoint>", inside),
                             MomentKind::created, {});
        } catch (const Error& error) {
            return error.code();
        }
        return Errc::ok;
    };
    CHECK(code_of("<name>a/b</name>") == Errc::xml_invalid_schema);
    CHECK(code_of("<name>.b</name>") == Errc::xml_invalid_schema);
    CHECK(code_of("<name>a b</name>") == Errc::xml_invalid_schema);
    CHECK(code_of("<name/>") == Errc::xml_invalid_schema);
    CHECK(code_of("<bogus/>") == Errc::xml_invalid_schema);
    CHECK(code_of("<disks><disk name='vda' checkpoint='x'/></disks>") == Errc::xml_invalid_schema);
    CHECK(code_of("<name>fine</name>") == Errc::ok);
}

}  // namespace virtd::conf
