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
      <target file='/i/a.now'/>
    </disk>
    <disk name='vdb' backup='yes' type='file' backupmode='full'>
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
    CHECK(aligned("<domainbackup><disks><disk name='vdz'/></disks></domainbackup>") ==
          "unsupported configuration: no disk named 'vdz'");
}

}  // namespace virtd::conf
