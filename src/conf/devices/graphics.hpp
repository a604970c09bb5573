// <graphics>: how people see a guest's screen.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conf/devices/chardev.hpp"

namespace virtd::conf {

struct AddressListen {
    std::optional<std::string> address;

    bool operator==(const AddressListen&) const = default;
};

struct NetworkListen {
    std::optional<std::string> network;
    std::optional<std::string> address;  // known while the guest runs

    bool operator==(const NetworkListen&) const = default;
};

struct SocketListen {
    std::optional<std::string> socket;

    bool operator==(const SocketListen&) const = default;
};

struct NoListen {
    bool operator==(const NoListen&) const = default;
};

struct GraphicsListen {
    std::variant<AddressListen, NetworkListen, SocketListen, NoListen> kind;

    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&kind);
    }
    bool operator==(const GraphicsListen&) const = default;
};

enum class PasswordConnected { fail, disconnect, keep };

/// The password, and what becomes of a connection when it changes.
struct GraphicsPassword {
    std::optional<std::string> password;
    std::optional<std::string> valid_to;  // YYYY-MM-DDTHH:MM:SS, UTC
    std::optional<PasswordConnected> connected;

    bool operator==(const GraphicsPassword&) const = default;
};

enum class SharePolicy { allow_exclusive, force_shared, ignore };

struct VncGraphics {
    std::int32_t port = 0;
    bool autoport = false;
    std::int32_t websocket = 0;
    std::optional<std::string> keymap;
    std::optional<SharePolicy> share_policy;
    std::optional<YesNo> power_control;
    GraphicsPassword password;
    std::optional<std::uint32_t> audio;
    std::vector<GraphicsListen> listens;  // never empty; old clients look at the first

    bool operator==(const VncGraphics&) const = default;
};

enum class SpiceChannelName {
    main,
    display,
    inputs,
    cursor,
    playback,
    record,
    smartcard,
    usbredir
};
enum class SpiceChannelMode { any, secure, insecure };
enum class ImageCompression { auto_glz, auto_lz, quic, glz, lz, off };
enum class WanCompression { auto_, never, always };
enum class SpiceStreaming { filter, all, off };

struct SpiceChannel {
    SpiceChannelName name = SpiceChannelName::main;
    SpiceChannelMode mode = SpiceChannelMode::any;

    bool operator==(const SpiceChannel&) const = default;
};

struct GraphicsGl {
    std::optional<YesNo> enable;
    std::optional<std::string> rendernode;

    bool operator==(const GraphicsGl&) const = default;
};

struct SpiceGraphics {
    std::int32_t port = 0;
    std::int32_t tls_port = 0;
    bool autoport = false;
    std::optional<std::string> keymap;
    SpiceChannelMode default_mode = SpiceChannelMode::any;
    GraphicsPassword password;
    std::vector<SpiceChannel> channels;  // by name, without those of the default mode
    std::optional<ImageCompression> image;
    std::optional<WanCompression> jpeg;
    std::optional<WanCompression> zlib;
    std::optional<OnOff> playback;
    std::optional<SpiceStreaming> streaming;
    std::optional<MouseMode> mouse;
    std::optional<YesNo> copypaste;
    std::optional<YesNo> filetransfer;
    GraphicsGl gl;
    std::vector<GraphicsListen> listens;  // never empty; old clients look at the first

    bool operator==(const SpiceGraphics&) const = default;
};

struct SdlGraphics {
    std::optional<std::string> display;
    std::optional<std::string> xauth;
    std::optional<YesNo> fullscreen;
    std::optional<YesNo> gl;

    bool operator==(const SdlGraphics&) const = default;
};

struct RdpGraphics {
    std::int32_t port = 0;
    bool autoport = false;
    bool replace_user = false;
    bool multi_user = false;
    std::vector<GraphicsListen> listens;  // never empty; old clients look at the first

    bool operator==(const RdpGraphics&) const = default;
};

struct DesktopGraphics {
    std::optional<std::string> display;
    std::optional<YesNo> fullscreen;

    bool operator==(const DesktopGraphics&) const = default;
};

struct EglHeadlessGraphics {
    std::optional<std::string> rendernode;

    bool operator==(const EglHeadlessGraphics&) const = default;
};

struct DbusGraphics {
    std::optional<YesNo> p2p;
    std::optional<std::string> address;
    GraphicsGl gl;
    std::optional<std::uint32_t> audio;

    bool operator==(const DbusGraphics&) const = default;
};

struct Graphics {
    std::variant<SdlGraphics, VncGraphics, RdpGraphics, DesktopGraphics, SpiceGraphics,
                 EglHeadlessGraphics, DbusGraphics>
        kind;

    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&kind);
    }
    bool operator==(const Graphics&) const = default;
};

extern const xml::Element<Graphics> graphics_xml;

}  // namespace virtd::conf
