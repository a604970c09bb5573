// <devices>: everything that is plugged into a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/rare.hpp"
#include "conf/devices/console.hpp"
#include "conf/devices/controller.hpp"
#include "conf/devices/disk.hpp"
#include "conf/devices/filesystem.hpp"
#include "conf/devices/graphics.hpp"
#include "conf/devices/hostdev.hpp"
#include "conf/devices/input.hpp"
#include "conf/devices/interface.hpp"
#include "conf/devices/memballoon.hpp"
#include "conf/devices/memory_device.hpp"
#include "conf/devices/redirect.hpp"
#include "conf/devices/shmem.hpp"
#include "conf/devices/sound.hpp"
#include "conf/devices/tpm.hpp"
#include "conf/devices/video.hpp"

namespace virtd::conf {

struct Devices {
    std::optional<std::string> emulator;
    std::vector<Disk> disks;              // by bus, and on a bus by name
    std::vector<Controller> controllers;  // by type, and of a type by index
    std::vector<Lease> leases;
    std::vector<Filesystem> filesystems;
    std::vector<Interface> interfaces;
    std::vector<Smartcard> smartcards;
    std::vector<Serial> serials;
    std::vector<Parallel> parallels;
    std::vector<Console> consoles;
    std::vector<Channel> channels;
    std::vector<Input> inputs;
    std::vector<Tpm> tpms;
    std::vector<Graphics> graphics;
    std::vector<Audio> audios;
    std::vector<Sound> sounds;
    std::vector<Video> videos;
    std::vector<Hostdev> hostdevs;
    std::vector<Redirdev> redirdevs;
    Rare<Redirfilter> redirfilter;
    std::vector<Hub> hubs;
    Rare<Watchdog> watchdog;
    std::optional<Memballoon> memballoon;
    std::vector<Rng> rngs;
    Rare<NvramDevice> nvram;
    std::vector<Panic> panics;
    std::vector<Shmem> shmems;
    std::vector<MemoryDevice> memories;
    Rare<Iommu> iommu;
    Rare<Vsock> vsock;

    bool operator==(const Devices&) const = default;
};

extern const xml::Element<Devices> devices_xml;
/// Those that are read last, which the table above writes only.
extern const xml::Element<Devices> late_devices_xml;

}  // namespace virtd::conf
