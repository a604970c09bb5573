// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/backup.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "conf/devices/disk_patterns.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/domain.hpp"
#include "conf/shapes.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void read_target(xml::Node node, BackupDisk& disk) {
    xml::read(storage_type_xml, node, disk.target);
    const xml::Node scratch = node.child("scratch");
    disk.is_scratch = static_cast<bool>(scratch);
    const xml::Node place = scratch ? scratch : node.child("target");
    if (place) xml::read(storage_source_xml, place, disk.target);
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
    if (!disk.is_scratch && is_empty(disk.target)) return;
    xml::write_element(storage_source_xml, out, &disk.target,
                       disk.is_scratch ? "scratch" : "target");
}

constexpr const xml::Pattern& formats =
    xml::pattern::words<"raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd",
                        "ploop", "luks", "cow", "qcow", "qcow2", "qed", "vmdk">;

constexpr auto driver_rows = xml::rows<Shape>({shape::attribute("type").like(formats).expected()});
constexpr xml::Element<Shape> driver_shape{"driver", driver_rows};

constexpr auto disk_rows = xml::rows<BackupDisk>({
    xml::attr<&BackupDisk::name>("name").like(disk_target).required(),
    xml::attr<&BackupDisk::included>("backup"),
    xml::custom<BackupDisk, xml::read_nothing, write_type>("type").naming(storage_type_xml),
    xml::attr<&BackupDisk::extent>("backupmode"),
    xml::attr<&BackupDisk::incremental>("incremental"),
    xml::attr<&BackupDisk::export_name>("exportname"),
    xml::attr<&BackupDisk::export_bitmap>("exportbitmap"),
    xml::mention<BackupDisk>("driver", xml::Part::element).of(driver_shape).once(),
    xml::custom<BackupDisk, read_target, write_target>("target").of(storage_source_xml).once(),
    xml::custom<BackupDisk, xml::read_nothing, xml::write_nothing>("scratch")
        .of(storage_source_xml)
        .once(),
});
constexpr xml::Element<BackupDisk> disk_xml{"disk", disk_rows};

void check_port(xml::Node, BackupServer& server) {
    if (server.port > 65535) fail(Errc::invalid_arg, "port '{}' out of range", server.port);
}

constexpr auto server_rows = xml::rows<BackupServer>({
    xml::attr<&BackupServer::transport>("transport"),
    xml::attr<&BackupServer::tls>("tls"),
    xml::attr<&BackupServer::name>("name").like(xml::pattern::host),
    xml::attr<&BackupServer::port>("port").if_set(),
    xml::attr<&BackupServer::socket>("socket"),
    xml::check<BackupServer, check_port>(),
});
constexpr xml::Element<BackupServer> server_xml{"server", server_rows};

constexpr auto backup_rows = xml::rows<Backup>({
    xml::attr<&Backup::mode>("mode"),
    xml::text_child<&Backup::incremental>("incremental"),
    xml::child<&Backup::server, server_xml>(),
    xml::list<&Backup::disks, disk_xml>().inside("disks").expected(),
});

void complete(BackupDisk& copy, const Disk& disk, const Backup& backup, std::string_view suffix) {
    copy.included = xml::YesNo::yes;
    const bool is_full = copy.extent == BackupExtent::full;
    if (!copy.incremental && !is_full) copy.incremental = backup.incremental;
    if (copy.extent == BackupExtent::incremental && !copy.incremental) {
        fail(Errc::config_unsupported,
             "'incremental' backup mode of disk '{}' requires setting 'incremental' field for disk "
             "or backup",
             copy.name);
    }
    if (!copy.extent)
        copy.extent = copy.incremental ? BackupExtent::incremental : BackupExtent::full;
    if (!copy.format) copy.format = StorageFormat::qcow2;
    copy.is_scratch = backup.mode == BackupMode::pull;
    if (copy.is_scratch && !copy.export_name) copy.export_name = copy.name;
    if (storage_path(copy.target)) return;
    copy.target.place =
        FileSource{storage_path(disk.source).value_or(disk.target.dev) + "." + std::string(suffix)};
}

// What the table cannot say: which parts belong to which mode. Libvirt checks backups against
// their schema always, with this code.

constexpr char schema[] = "domainbackup";

[[noreturn]] void refuse(xml::Node node, std::string_view path, std::string_view text) {
    xml::fail_invalid(schema,
                      fmt::format("line {}: /domainbackup{} {}\n", node.line(), path, text));
}

void check_server(xml::Node root, const Backup& backup) {
    if ((backup.mode == BackupMode::pull) != backup.server.has_value())
        refuse(root, "", "has a server in pull mode, and in no other");
    if (!backup.server) return;
    const BackupServer& server = *backup.server;
    const xml::Node node = root.child("server");
    if (server.transport == BackupTransport::tcp ? !server.name || server.socket
                                                 : server.name || server.port != 0)
        refuse(node, "/server", "has a name and a port for tcp, and a socket for unix");
    if (server.transport == BackupTransport::unix_ &&
        !xml::pattern::absolute_path.fits(server.socket.value_or("")))
        refuse(node, "/server", "has a socket with an absolute path for unix");
}

void check_disk(xml::Node disk, BackupMode mode) {
    const auto refuse_disk = [&](std::string_view text) { refuse(disk, "/disks/disk", text); };
    const bool pulls = mode == BackupMode::pull;
    if (!pulls && (disk.attribute("exportname") || disk.attribute("exportbitmap")))
        refuse_disk("has exportname and exportbitmap in pull mode only");
    if (disk.child(pulls ? "target" : "scratch"))
        refuse_disk("has a target in push mode and a scratch in pull mode");
    if (disk.attribute("backupmode") == "full" && disk.attribute("incremental"))
        refuse_disk("is not incremental in a full backup");
    if (disk.attribute("backup") == "no") return;
    const auto type = disk.attribute("type");
    if (type ? type != "file" && type != "block" : !pulls)
        refuse_disk("has the type file or block");
    if (pulls && type == "block" && !disk.child("scratch"))
        refuse_disk("has a scratch when it is a block");
    const xml::Node place = disk.child(pulls ? "scratch" : "target");
    const char* const path = type == "block" ? "dev" : "file";
    if (place && !place.attribute(path)) {
        refuse(place, pulls ? "/disks/disk/scratch" : "/disks/disk/target",
               fmt::format("has no @{}", path));
    }
    const xml::Node driver = disk.child("driver");
    if (pulls && driver && driver.attribute("type") != "qcow2")
        refuse(driver, "/disks/disk/driver", "has the type qcow2 in pull mode");
}

using DisksByName = std::unordered_map<std::string_view, const BackupDisk*>;

DisksByName by_name(const std::vector<BackupDisk>& disks) {
    DisksByName named;
    for (const BackupDisk& disk : disks) {
        if (!named.emplace(disk.name, &disk).second)
            fail(Errc::config_unsupported, "disk '{}' specified twice", disk.name);
    }
    return named;
}

void check_names(const std::vector<BackupDisk>& wanted, const std::vector<BackupDisk>& there) {
    std::unordered_set<std::string_view> names;
    for (const BackupDisk& disk : there)
        names.insert(disk.name);
    for (const BackupDisk& disk : wanted) {
        if (!names.contains(disk.name))
            fail(Errc::config_unsupported, "no disk named '{}'", disk.name);
    }
}

}  // namespace

constinit const xml::Element<Backup> backup_xml{"domainbackup", backup_rows};

Backup parse_backup(std::string_view text) {
    const xml::Document document(text, {.origin = Origin::domain, .what = "domain_backup"});
    const xml::Node root = document.root(backup_xml.name);
    xml::validate_names(backup_xml, root, schema);
    Backup backup;
    xml::read(backup_xml, root, backup);
    check_server(root, backup);
    root.child("disks").each("disk", [&](xml::Node disk) { check_disk(disk, backup.mode); });
    return backup;
}

std::string format(const Backup& backup, const xml::View& view) {
    return xml::format(backup, backup_xml, view);
}

void align_disks(Backup& backup, const Domain& domain, std::string_view suffix) {
    const DisksByName listed = by_name(backup.disks);
    const bool names_none = backup.disks.empty();
    std::vector<BackupDisk> aligned;
    for (const Disk& disk : domain.devices.disks) {
        const auto found = listed.find(disk.target.dev);
        const BackupDisk* const named = found == listed.end() ? nullptr : found->second;
        BackupDisk copy;
        copy.name = disk.target.dev;
        copy.included = xml::YesNo::no;
        if (named != nullptr) copy = *named;
        const bool is_wanted = named != nullptr ? named->is_included() : names_none;
        if (is_wanted && !is_empty(disk.source)) complete(copy, disk, backup, suffix);
        aligned.push_back(std::move(copy));
    }
    check_names(backup.disks, aligned);
    backup.disks = std::move(aligned);
}

}  // namespace virtd::conf
