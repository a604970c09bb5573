// <input>: mice, keyboards and what stands for them; <hub>: USB hubs.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conf/devices/info.hpp"

namespace virtd::conf {

enum class InputType { mouse, tablet, keyboard, passthrough, evdev };
enum class InputBus { ps2, usb, xen, parallels, virtio };
enum class GrabToggle { ctrl_ctrl, alt_alt, shift_shift, meta_meta, scrolllock, ctrl_scrolllock };
enum class Grab { all };

struct InputSource {
    std::optional<std::string> evdev;  // passthrough
    std::optional<std::string> dev;    // evdev
    std::optional<Grab> grab;
    std::optional<GrabToggle> grab_toggle;
    std::optional<OnOff> repeat;

    bool operator==(const InputSource&) const = default;
};

struct Input {
    InputType type = InputType::mouse;
    std::optional<InputBus> bus;
    std::optional<VirtioModel> model;
    VirtioDriver driver;
    InputSource source;
    DeviceInfo info;

    bool operator==(const Input&) const = default;
};

enum class HubType { usb };

struct Hub {
    HubType type = HubType::usb;
    DeviceInfo info;

    bool operator==(const Hub&) const = default;
};

std::string_view input_word(InputType type);
std::string_view input_bus_word(InputBus bus);

extern const xml::Element<Input> input_xml;
extern const xml::Element<Hub> hub_xml;

}  // namespace virtd::conf
