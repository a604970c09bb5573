// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/backup.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

std::string aligned(std::string_view text) {
    static const Domain domain = parse_domain(
        "<domain type='test'><name>b</name><memory>4096</memory><os><type>hvm</type></os><devices>"
        "<disk type='file'><source file='/i/a'/><target dev='vda' bus='virtio'/></disk>"
        "<disk type='file'><source file='/i/b'/><target dev='vdb' bus='virtio'/></disk>"
        "</devices></domain>");
    try {
        Backup backup = parse_backup(text);
        align_disks(backup, domain, "now");
        return format(backup);
    } catch (const Error& error) {
        return error.message();
    }
}

}  // namespace

TEST_CASE("backup: without a list all disks are copied, each beside its image") {
    CHECK(aligned("<domainbackup/>") == R"(<domainbackup mode='push'>
  <disks>
    <disk name='vda' backup='yes' type='file' backupmode='full'>
      <driver type='qcow2'/>
      <target file='/i/a.now'/>
    </disk>
    <disk name='vdb' backup='yes' type='file' backupmode='full'>
      <driver type='qcow2'/>
      <target file='/i/b.now'/>
    </disk>
  </disks>
</domainbackup>
)");
}

TEST_CASE("backup: a list names the disks that are copied, and where to") {
    CHECK(aligned("<domainbackup><incremental>c</incremental><disks><disk name='vdb' type='block'>"
                  "<driver type='qcow2'/><target dev='/dev/x'/></disk></disks></domainbackup>") ==
          R"(<domainbackup mode='push'>
  <incremental>c</incremental>
  <disks>
    <disk name='vda' backup='no'/>
    <disk name='vdb' backup='yes' type='block' backupmode='incremental' incremental='c'>
      <driver type='qcow2'/>
      <target dev='/dev/x'/>
    </disk>
  </disks>
</domainbackup>
)");
    CHECK(aligned("<domainbackup><disks><disk name='vdz' backup='no'/></disks></domainbackup>") ==
          "unsupported configuration: no disk named 'vdz'");
}

TEST_CASE("backup: who pulls gets a name for each disk, and a scratch file beside its image") {
    CHECK(aligned("<domainbackup mode='pull'><incremental>c</incremental>"
                  "<server name='localhost' tls='yes' port='10809'/><disks>"
                  "<disk name='vda' exportname='e' exportbitmap='b' backupmode='full'/>"
                  "<disk name='vdb' type='block'><scratch dev='/dev/x'/></disk>"
                  "</disks></domainbackup>") ==
          R"(<domainbackup mode='pull'>
  <incremental>c</incremental>
  <server transport='tcp' tls='yes' name='localhost' port='10809'/>
  <disks>
    <disk name='vda' backup='yes' type='file' backupmode='full' exportname='e' exportbitmap='b'>
      <driver type='qcow2'/>
      <scratch file='/i/a.now'/>
    </disk>
    <disk name='vdb' backup='yes' type='block' backupmode='incremental' incremental='c' exportname='vdb'>
      <driver type='qcow2'/>
      <scratch dev='/dev/x'/>
    </disk>
  </disks>
</domainbackup>
)");
    const std::string socket = "<server transport='unix' socket='/s'/>";
    CHECK(aligned("<domainbackup mode='pull'>" + socket + "</domainbackup>").find(socket) !=
          std::string::npos);
}

TEST_CASE("backup: what is of the other mode, or of none, is invalid") {
    const char* const wrong[] = {
        "<domainbackup mode='pull'/>",
        "<domainbackup><server name='x'/></domainbackup>",
        "<domainbackup mode='pull'><server/></domainbackup>",
        "<domainbackup mode='pull'><server transport='unix' name='x'/></domainbackup>",
        "<domainbackup mode='pull'><server transport='unix' socket='s'/></domainbackup>",
        "<domainbackup mode='pull'><server name='x' what='y'/></domainbackup>",
        "<domainbackup><disks><disk name='vda'/></disks></domainbackup>",
        "<domainbackup><disks><disk name='vda' type='dir'/></disks></domainbackup>",
        "<domainbackup><disks><disk name='vda' type='file' exportname='x'/></disks></domainbackup>",
        "<domainbackup><disks><disk name='vda' type='file'><scratch file='/x'/></disk></disks>"
        "</domainbackup>",
        "<domainbackup><disks><disk name='vda' type='file' backupmode='full' incremental='c'/>"
        "</disks></domainbackup>",
        "<domainbackup mode='pull'><server name='x'/><disks><disk name='vda'>"
        "<target file='/x'/></disk></disks></domainbackup>",
        "<domainbackup mode='pull'><server name='x'/><disks><disk name='vda' type='block'/></disks>"
        "</domainbackup>",
        "<domainbackup mode='pull'><server name='x'/><disks><disk name='vda'>"
        "<driver type='raw'/><scratch file='/x'/></disk></disks></domainbackup>",
    };
    for (const char* const text : wrong) {
        CAPTURE(text);
        CHECK(aligned(text).starts_with("XML document failed to validate against schema:"));
    }
    CHECK(aligned("<domainbackup mode='pull'><server name='x' port='65536'/></domainbackup>") ==
          "invalid argument: port '65536' out of range");
}

TEST_CASE("backup: a disk is named once, and an incremental one says since when") {
    CHECK(aligned("<domainbackup><disks><disk name='vda' type='file'/><disk name='vda' "
                  "type='file'/></disks></domainbackup>") ==
          "unsupported configuration: disk 'vda' specified twice");
    CHECK(aligned("<domainbackup><disks><disk name='vda' type='file' backupmode='incremental'/>"
                  "</disks></domainbackup>") ==
          "unsupported configuration: 'incremental' backup mode of disk 'vda' requires setting "
          "'incremental' field for disk or backup");
}

}  // namespace virtd::conf
