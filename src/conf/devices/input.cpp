// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/input.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/path.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(InputType) {
    using enum InputType;
    return std::to_array<xml::Name<InputType>>({
        {mouse, "mouse"},
        {tablet, "tablet"},
        {keyboard, "keyboard"},
        {passthrough, "passthrough"},
        {evdev, "evdev"},
    });
}

constexpr auto xml_names(InputBus) {
    using enum InputBus;
    return std::to_array<xml::Name<InputBus>>({
        {ps2, "ps2"},
        {usb, "usb"},
        {xen, "xen"},
        {parallels, "parallels"},
        {virtio, "virtio"},
    });
}

constexpr auto xml_names(GrabToggle) {
    using enum GrabToggle;
    return std::to_array<xml::Name<GrabToggle>>({
        {ctrl_ctrl, "ctrl-ctrl"},
        {alt_alt, "alt-alt"},
        {shift_shift, "shift-shift"},
        {meta_meta, "meta-meta"},
        {scrolllock, "scrolllock"},
        {ctrl_scrolllock, "ctrl-scrolllock"},
    });
}

constexpr auto xml_names(Grab) {
    return std::to_array<xml::Name<Grab>>({{Grab::all, "all"}});
}

constexpr auto xml_names(HubType) {
    return std::to_array<xml::Name<HubType>>({{HubType::usb, "usb"}});
}

namespace {

constexpr Fail fail{Origin::domain};

constexpr const xml::When& is_passed_on = xml::when<"../type", "passthrough">;
constexpr const xml::When& is_event_device = xml::when<"../type", "evdev">;
constexpr const xml::When& has_source = xml::when<"type", "passthrough", "evdev">;

constexpr auto source_rows = xml::rows<InputSource>({
    xml::attr<&InputSource::evdev, tidied>("evdev")
        .like(xml::pattern::absolute_path)
        .only(is_passed_on)
        .expected(),
    xml::attr<&InputSource::dev, tidied>("dev")
        .like(xml::pattern::absolute_path)
        .only(is_event_device)
        .expected(),
    xml::attr<&InputSource::grab>("grab"),
    xml::attr<&InputSource::grab_toggle>("grabToggle"),
    xml::attr<&InputSource::repeat>("repeat"),
});
constexpr xml::Element<InputSource> source_xml{"source", source_rows};

void need_input_type(xml::Node node, Input&) {
    if (!node.attribute("type")) fail(Errc::internal_error, "missing input device type");
}

void need_hub_type(xml::Node node, Hub&) {
    if (!node.attribute("type")) fail(Errc::internal_error, "missing hub device type");
}

// Only devices that are passed on have a source.
void check_source(xml::Node node, Input& input) {
    if (input.type == InputType::evdev) {
        input.source.evdev.reset();
        if (node.child("source") && !input.source.dev)
            fail(Errc::xml_error, "Missing evdev path for input device");
        return;
    }
    InputSource kept;
    if (input.type == InputType::passthrough) {
        if (node.child("source") && !input.source.evdev)
            fail(Errc::xml_error, "Missing evdev path for input device");
        kept.evdev = input.source.evdev;
    }
    input.source = kept;
}

constexpr auto input_rows = xml::rows<Input>({
    xml::check<Input, need_input_type>(),
    xml::attr<&Input::type>("type").expected().or_fail(Errc::config_unsupported,
                                                       "unknown input device type '{}'"),
    xml::attr<&Input::bus>("bus").or_fail(Errc::config_unsupported, "unknown input bus type '{}'"),
    xml::attr<&Input::model>("model").or_fail(Errc::config_unsupported, "unknown input model '{}'"),
    xml::child<&Input::driver, virtio_driver_xml>().turn(2),
    xml::child<&Input::source, source_xml>().only(has_source).expected().turn(1),
    xml::check<Input, check_source>().turn(1),
    xml::same<&Input::info, info_xml>(),
});

constexpr auto hub_rows = xml::rows<Hub>({
    xml::check<Hub, need_hub_type>(),
    xml::attr<&Hub::type>("type").expected().or_fail(Errc::config_unsupported,
                                                     "unknown hub device type '{}'"),
    xml::same<&Hub::info, info_xml>(),
});

}  // namespace

std::string_view input_word(InputType type) {
    return xml::to_word(type);
}

std::string_view input_bus_word(InputBus bus) {
    return xml::to_word(bus);
}

constinit const xml::Element<Input> input_xml{"input", input_rows};
constinit const xml::Element<Hub> hub_xml{"hub", hub_rows};

}  // namespace virtd::conf
