// <video>: the guest's graphics adapters.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conf/devices/info.hpp"

namespace virtd::conf {

enum class VideoType {
    vga,
    cirrus,
    vmvga,
    xen,
    vbox,
    qxl,
    parallels,
    virtio,
    gop,
    none,
    bochs,
    ramfb
};
enum class VideoDriverName { qemu, vhostuser };
enum class VgaConf { io, on, off };

struct VideoDriver {
    std::optional<VideoDriverName> name;
    std::optional<VgaConf> vgaconf;
    VirtioOptions virtio;

    bool operator==(const VideoDriver&) const = default;
};

struct VideoAcceleration {
    std::optional<YesNo> accel3d;
    std::optional<YesNo> accel2d;
    std::optional<std::string> rendernode;

    bool operator==(const VideoAcceleration&) const = default;
};

struct VideoResolution {
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    bool operator==(const VideoResolution&) const = default;
};

/// Sizes in KiB; 0: the default of the type.
struct VideoModel {
    std::optional<VideoType> type;
    std::uint32_t ram = 0;
    std::uint32_t vram = 0;
    std::uint32_t vram64 = 0;
    std::uint32_t vgamem = 0;
    std::uint32_t heads = 1;
    bool primary = false;
    std::optional<VideoAcceleration> acceleration;
    std::optional<VideoResolution> resolution;

    bool operator==(const VideoModel&) const = default;
};

struct Video {
    VideoDriver driver;
    VideoModel model;
    DeviceInfo info;

    bool operator==(const Video&) const = default;
};

std::string_view video_word(VideoType type);

extern const xml::Element<Video> video_xml;

}  // namespace virtd::conf
