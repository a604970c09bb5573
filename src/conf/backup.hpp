// <domainbackup>: which disks of a running guest are copied, and where to.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/devices/storage_source.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

struct Domain;

/// Who copies: the hypervisor into files, or a client that reads from it.
enum class BackupMode { push, pull };

constexpr auto xml_names(BackupMode) {
    return std::to_array<xml::Name<BackupMode>>(
        {{BackupMode::push, "push"}, {BackupMode::pull, "pull"}});
}

/// All of a disk, or what changed since a checkpoint.
enum class BackupExtent { full, incremental };

constexpr auto xml_names(BackupExtent) {
    return std::to_array<xml::Name<BackupExtent>>(
        {{BackupExtent::full, "full"}, {BackupExtent::incremental, "incremental"}});
}

/// Where clients that read from a backup find it.
enum class BackupTransport { tcp, unix_ };

constexpr auto xml_names(BackupTransport) {
    return std::to_array<xml::Name<BackupTransport>>(
        {{BackupTransport::tcp, "tcp"}, {BackupTransport::unix_, "unix"}});
}

struct BackupServer {
    BackupTransport transport = BackupTransport::tcp;
    std::optional<xml::YesNo> tls;
    std::optional<std::string> name;
    std::uint32_t port = 0;
    std::optional<std::string> socket;

    bool operator==(const BackupServer&) const = default;
};

struct BackupDisk {
    std::string name;  // the target of a disk
    std::optional<xml::YesNo> included;
    std::optional<BackupExtent> extent;
    std::optional<std::string> incremental;  // since this checkpoint
    std::optional<std::string> export_name;  // these two in pull mode: what clients ask for
    std::optional<std::string> export_bitmap;
    std::optional<StorageFormat> format;
    bool is_scratch = false;  // the place keeps what is overwritten meanwhile, not the copy
    StorageSource target;

    bool is_included() const { return included != xml::YesNo::no; }
    bool operator==(const BackupDisk&) const = default;
};

struct Backup {
    BackupMode mode = BackupMode::push;
    std::optional<std::string> incremental;  // of all disks that say nothing else
    std::optional<BackupServer> server;      // in pull mode
    std::vector<BackupDisk> disks;

    bool operator==(const Backup&) const = default;
};

extern const xml::Element<Backup> backup_xml;

/// Refuses what the format does not know, always.
Backup parse_backup(std::string_view xml);
std::string format(const Backup& backup, const xml::View& view = {});

/// Lists all disks of the guest in its order: those that the document names, or all that have
/// contents where it names none. A copy without a place goes beside the disk's own image, which
/// gets `suffix`. Throws for disks that are not there, or twice.
void align_disks(Backup& backup, const Domain& domain, std::string_view suffix);

}  // namespace virtd::conf
