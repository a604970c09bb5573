// <devices>: everything that is plugged into a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/console.hpp"
#include "conf/devices/controller.hpp"
#include "conf/devices/disk.hpp"
#include "conf/devices/graphics.hpp"
#include "conf/devices/input.hpp"
#include "conf/devices/interface.hpp"
#include "conf/devices/memballoon.hpp"
#include "conf/devices/sound.hpp"
#include "conf/devices/video.hpp"

namespace virtd::conf {

struct Devices {
    std::optional<std::string> emulator;
    std::vector<Disk> disks;              // by bus, and on a bus by name
    std::vector<Controller> controllers;  // by type, and of a type by index
    std::vector<Interface> interfaces;
    std::vector<Serial> serials;
    std::vector<Parallel> parallels;
    std::vector<Console> consoles;
    std::vector<Channel> channels;
    std::vector<Input> inputs;
    std::vector<Graphics> graphics;
    std::vector<Audio> audios;
    std::vector<Sound> sounds;
    std::vector<Video> videos;
    std::vector<Hub> hubs;
    std::optional<Watchdog> watchdog;
    std::optional<Memballoon> memballoon;
    std::vector<Rng> rngs;
    std::vector<Panic> panics;

    bool operator==(const Devices&) const = default;
};

extern const xml::Element<Devices> devices_xml;

}  // namespace virtd::conf
