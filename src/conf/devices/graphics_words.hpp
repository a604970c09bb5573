// The words of <graphics>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/graphics.hpp"

namespace virtd::conf {

constexpr auto xml_names(PasswordConnected) {
    using enum PasswordConnected;
    return std::to_array<xml::Name<PasswordConnected>>(
        {{fail, "fail"}, {disconnect, "disconnect"}, {keep, "keep"}});
}

constexpr auto xml_names(SharePolicy) {
    using enum SharePolicy;
    return std::to_array<xml::Name<SharePolicy>>(
        {{allow_exclusive, "allow-exclusive"}, {force_shared, "force-shared"}, {ignore, "ignore"}});
}

constexpr auto xml_names(SpiceChannelName) {
    using enum SpiceChannelName;
    return std::to_array<xml::Name<SpiceChannelName>>({
        {main, "main"},
        {display, "display"},
        {inputs, "inputs"},
        {cursor, "cursor"},
        {playback, "playback"},
        {record, "record"},
        {smartcard, "smartcard"},
        {usbredir, "usbredir"},
    });
}

constexpr auto xml_names(SpiceChannelMode) {
    using enum SpiceChannelMode;
    return std::to_array<xml::Name<SpiceChannelMode>>(
        {{any, "any"}, {secure, "secure"}, {insecure, "insecure"}});
}

constexpr auto xml_names(ImageCompression) {
    using enum ImageCompression;
    return std::to_array<xml::Name<ImageCompression>>({
        {auto_glz, "auto_glz"},
        {auto_lz, "auto_lz"},
        {quic, "quic"},
        {glz, "glz"},
        {lz, "lz"},
        {off, "off"},
    });
}

constexpr auto xml_names(WanCompression) {
    using enum WanCompression;
    return std::to_array<xml::Name<WanCompression>>(
        {{auto_, "auto"}, {never, "never"}, {always, "always"}});
}

constexpr auto xml_names(SpiceStreaming) {
    using enum SpiceStreaming;
    return std::to_array<xml::Name<SpiceStreaming>>(
        {{filter, "filter"}, {all, "all"}, {off, "off"}});
}

}  // namespace virtd::conf
