// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool_types.hpp"

namespace virtd::conf {

namespace {

using pool_part::adapter;
using pool_part::device;
using pool_part::host;
using pool_part::initiator;
using pool_part::name;
using pool_part::needs_device;
using pool_part::needs_initiator;

constexpr std::string_view file_systems[] = {"auto",    "ext2", "ext3",  "ext4", "ufs",
                                             "iso9660", "udf",  "gfs",   "gfs2", "vfat",
                                             "hfs+",    "xfs",  "ocfs2", "vmfs"};
constexpr std::string_view shares[] = {"auto", "nfs", "glusterfs", "cifs"};
constexpr std::string_view volume_groups[] = {"lvm2", "unknown"};
constexpr std::string_view partition_tables[] = {"unknown", "dos",  "dvh", "gpt", "mac",
                                                 "bsd",     "pc98", "sun", "lvm2"};

constexpr std::string_view images[] = {"raw",  "dir",   "bochs", "cloop", "dmg",   "iso",
                                       "vpc",  "vdi",   "fat",   "vhd",   "ploop", "cow",
                                       "qcow", "qcow2", "qed",   "vmdk"};
constexpr std::string_view partitions[] = {"none",       "linux",     "fat16",      "fat32",
                                           "linux-swap", "linux-lvm", "linux-raid", "extended"};

// In the order of the enumeration.
constexpr PoolTypeFacts table[] = {
    {.volume_formats = images},
    {.source = device | needs_device, .formats = file_systems, .volume_formats = images},
    {.source = host | pool_part::dir, .formats = shares, .volume_formats = images},
    {.source = device | name, .formats = volume_groups, .target_prefix = "/dev/"},
    {.source = device | needs_device, .formats = partition_tables, .volume_formats = partitions},
    {.source = host | device | initiator},
    {.source = host | device | initiator | needs_initiator, .has_target = false},
    {.source = adapter},
    {},
    {.source = host | name, .volume_formats = images, .has_target = false},
    {.source = host | name, .has_target = false},
    {.source = host | pool_part::dir | name, .volume_formats = images, .has_target = false},
    {.source = device | name, .target_prefix = "/dev/zvol/"},
    {.source = name, .volume_formats = images},
};
static_assert(std::size(table) == xml_names(PoolType{}).size());

}  // namespace

const PoolTypeFacts& facts_of(PoolType type) {
    return table[static_cast<std::size_t>(type)];
}

}  // namespace virtd::conf
