// The words of storage sources.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/storage_source.hpp"

namespace virtd::conf {

constexpr auto xml_names(NetworkProtocol) {
    using enum NetworkProtocol;
    return std::to_array<xml::Name<NetworkProtocol>>({
        {nbd, "nbd"},
        {rbd, "rbd"},
        {sheepdog, "sheepdog"},
        {gluster, "gluster"},
        {iscsi, "iscsi"},
        {http, "http"},
        {https, "https"},
        {ftp, "ftp"},
        {ftps, "ftps"},
        {tftp, "tftp"},
        {ssh, "ssh"},
        {vxhs, "vxhs"},
        {nfs, "nfs"},
    });
}

constexpr auto xml_names(HostTransport) {
    using enum HostTransport;
    return std::to_array<xml::Name<HostTransport>>({{tcp, "tcp"}, {unix_, "unix"}, {rdma, "rdma"}});
}

constexpr auto xml_names(VolumeMode) {
    using enum VolumeMode;
    return std::to_array<xml::Name<VolumeMode>>({{host, "host"}, {direct, "direct"}});
}

constexpr auto xml_names(StartupPolicy) {
    using enum StartupPolicy;
    return std::to_array<xml::Name<StartupPolicy>>(
        {{mandatory, "mandatory"}, {requisite, "requisite"}, {optional, "optional"}});
}

constexpr auto xml_names(StorageFormat) {
    using enum StorageFormat;
    return std::to_array<xml::Name<StorageFormat>>({
        {raw, "raw"},
        {dir, "dir"},
        {bochs, "bochs"},
        {cloop, "cloop"},
        {dmg, "dmg"},
        {iso, "iso"},
        {vpc, "vpc"},
        {vdi, "vdi"},
        {fat, "fat"},
        {vhd, "vhd"},
        {ploop, "ploop"},
        {cow, "cow"},
        {qcow, "qcow"},
        {qcow2, "qcow2"},
        {qed, "qed"},
        {vmdk, "vmdk"},
    });
}

}  // namespace virtd::conf
