// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/backup.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void read_target(xml::Node node, BackupDisk& disk) {
    xml::read(storage_type_xml, node, disk.target);
    if (const xml::Node child = node.child("target"))
        xml::read(storage_source_xml, child, disk.target);
    if (const auto word = node.child("driver").attribute("type")) {
        disk.format = xml::from_word<StorageFormat>(*word);
        if (!disk.format) fail(Errc::config_unsupported, "unknown disk backup driver '{}'", *word);
    }
}

void write_type(xml::Writer& out, const BackupDisk& disk) {
    if (disk.is_included()) xml::write_rows(storage_type_xml, out, &disk.target);
}

void write_target(xml::Writer& out, const BackupDisk& disk) {
    if (!disk.is_included()) return;
    if (disk.format) {
        out.open("driver");
        out.attribute("type", xml::to_word(*disk.format));
        out.close();
    }
    xml::write_element(storage_source_xml, out, &disk.target, "target");
}

void read_nothing(xml::Node, BackupDisk&) {}

constexpr auto disk_rows = xml::rows<BackupDisk>({
    xml::attr<&BackupDisk::name>("name").required(),
    xml::attr<&BackupDisk::included>("backup"),
    xml::custom_attr<BackupDisk, read_nothing, write_type>("type"),
    xml::attr<&BackupDisk::extent>("backupmode"),
    xml::attr<&BackupDisk::incremental>("incremental"),
    xml::mention<BackupDisk>("driver", xml::Part::element),
    xml::custom<BackupDisk, read_target, write_target>("target"),
});
constexpr xml::Element<BackupDisk> disk_xml{"disk", disk_rows};

constexpr auto backup_rows = xml::rows<Backup>({
    xml::attr<&Backup::mode>("mode"),
    xml::text_child<&Backup::incremental>("incremental"),
    xml::list<&Backup::disks, disk_xml>().inside("disks"),
});

BackupDisk* find(std::vector<BackupDisk>& disks, const std::string& name) {
    const auto found = std::ranges::find(disks, name, &BackupDisk::name);
    return found == disks.end() ? nullptr : &*found;
}

void complete(BackupDisk& copy, const Disk& disk, const Backup& backup, std::string_view suffix) {
    copy.included = xml::YesNo::yes;
    if (!copy.incremental) copy.incremental = backup.incremental;
    if (!copy.extent)
        copy.extent = copy.incremental ? BackupExtent::incremental : BackupExtent::full;
    if (storage_path(copy.target)) return;
    copy.target.place =
        FileSource{storage_path(disk.source).value_or(disk.target.dev) + "." + std::string(suffix)};
}

}  // namespace

constinit const xml::Element<Backup> backup_xml{"domainbackup", backup_rows};

Backup parse_backup(std::string_view text) {
    const xml::Document document(text, {.origin = Origin::domain, .what = "domain_backup"});
    Backup backup;
    xml::read(backup_xml, document.root(backup_xml.name), backup);
    return backup;
}

std::string format(const Backup& backup) {
    return xml::format(backup, backup_xml);
}

void align_disks(Backup& backup, const Domain& domain, std::string_view suffix) {
    const bool names_none = backup.disks.empty();
    std::vector<BackupDisk> aligned;
    for (const Disk& disk : domain.devices.disks) {
        BackupDisk* const named = find(backup.disks, disk.target.dev);
        BackupDisk copy;
        copy.name = disk.target.dev;
        copy.included = xml::YesNo::no;
        if (named != nullptr) copy = *named;
        const bool is_wanted = named != nullptr ? named->is_included() : names_none;
        if (is_wanted && !is_empty(disk.source)) complete(copy, disk, backup, suffix);
        aligned.push_back(std::move(copy));
    }
    for (const BackupDisk& wanted : backup.disks) {
        if (find(aligned, wanted.name) == nullptr)
            fail(Errc::config_unsupported, "no disk named '{}'", wanted.name);
    }
    backup.disks = std::move(aligned);
}

}  // namespace virtd::conf
