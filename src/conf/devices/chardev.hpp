// The host's end of a character device: terminals, files, sockets.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conf/devices/storage_source.hpp"

namespace virtd::conf {

struct NullChardev {
    bool operator==(const NullChardev&) const = default;
};

struct VcChardev {
    bool operator==(const VcChardev&) const = default;
};

struct PtyChardev {
    std::optional<std::string> path;        // known while the guest runs
    std::vector<DeviceSeclabel> seclabels;  // checked, but never printed

    bool operator==(const PtyChardev&) const = default;
};

/// A path on the host, as devices, files and pipes have it.
struct PathChardev {
    std::optional<std::string> path;
    std::optional<OnOff> append;
    std::vector<DeviceSeclabel> seclabels;

    bool operator==(const PathChardev&) const = default;
};

struct DeviceChardev : PathChardev {
    bool operator==(const DeviceChardev&) const = default;
};

struct FileChardev : PathChardev {
    bool operator==(const FileChardev&) const = default;
};

struct PipeChardev : PathChardev {
    bool operator==(const PipeChardev&) const = default;
};

struct StdioChardev {
    bool operator==(const StdioChardev&) const = default;
};

struct UdpEnd {
    std::optional<std::string> host;
    std::optional<std::string> service;

    bool operator==(const UdpEnd&) const = default;
};

struct UdpChardev {
    UdpEnd bind;
    UdpEnd connect;

    bool operator==(const UdpChardev&) const = default;
};

enum class SocketMode { connect, bind, client, server };  // the last two: of interfaces
enum class TcpProtocol { raw, telnet, telnets, tls };

struct TcpChardev {
    SocketMode mode = SocketMode::connect;
    std::optional<std::string> host;
    std::optional<std::string> service;
    std::optional<YesNo> tls;
    Reconnect reconnect;
    TcpProtocol protocol = TcpProtocol::raw;

    bool operator==(const TcpChardev&) const = default;
};

struct UnixChardev {
    std::optional<SocketMode> mode;  // only together with a path
    std::optional<std::string> path;
    Reconnect reconnect;
    std::vector<DeviceSeclabel> seclabels;

    bool operator==(const UnixChardev&) const = default;
};

struct SpicevmcChardev {
    bool operator==(const SpicevmcChardev&) const = default;
};

struct SpiceportChardev {
    std::optional<std::string> channel;

    bool operator==(const SpiceportChardev&) const = default;
};

struct NmdmChardev {
    std::optional<std::string> master;
    std::optional<std::string> slave;

    bool operator==(const NmdmChardev&) const = default;
};

enum class MouseMode { default_, server, client };

struct VdagentChardev {
    std::optional<YesNo> copypaste;
    std::optional<MouseMode> mouse;

    bool operator==(const VdagentChardev&) const = default;
};

struct DbusChardev {
    std::optional<std::string> channel;

    bool operator==(const DbusChardev&) const = default;
};

using ChardevKind =
    std::variant<PtyChardev, NullChardev, VcChardev, DeviceChardev, FileChardev, PipeChardev,
                 StdioChardev, UdpChardev, TcpChardev, UnixChardev, SpicevmcChardev,
                 SpiceportChardev, NmdmChardev, VdagentChardev, DbusChardev>;

/// <log>: a file that gets a copy of what the guest writes.
struct ChardevLog {
    std::optional<std::string> file;
    std::optional<OnOff> append;

    bool operator==(const ChardevLog&) const = default;
};

struct Chardev {
    ChardevKind kind;
    ChardevLog log;

    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&kind);
    }
    bool operator==(const Chardev&) const = default;
};

/// The word for its kind: "pty".
/// nullptr: its kind has none.
const std::vector<DeviceSeclabel>* seclabels_of(const Chardev& chardev);
void drop_seclabels(Chardev& chardev);

std::string_view chardev_type(const Chardev& chardev);

bool is_chardev_type(std::string_view word);

/// Refuses what lacks a part that its kind needs. An `is_optional` unix socket may lack its path:
/// it is chosen when the guest starts.
enum class UnixPath { needed, optional };
void validate_chardev(const Chardev& chardev, UnixPath unix_path = UnixPath::needed);

/// type='pty', then <source>, <protocol> and <log>.
extern const xml::Element<Chardev> chardev_type_xml;
extern const xml::Element<Chardev> optional_chardev_type_xml;  // where schemas can do without
extern const xml::Element<Chardev> chardev_body_xml;
/// The same attribute on the backend of <rng>, which has its own complaint.
extern const xml::Element<Chardev> egd_type_xml;
/// mode and path of a socket, and <reconnect>, on this very element.
extern const xml::Element<UnixChardev> unix_source_xml;

}  // namespace virtd::conf
