// <interface>: the network cards of a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ip.hpp"
#include "base/mac.hpp"
#include "base/rare.hpp"
#include "conf/devices/chardev.hpp"
#include "conf/devices/host_device.hpp"
#include "conf/netdev/bandwidth.hpp"
#include "conf/netdev/virtual_port.hpp"
#include "conf/netdev/vlan.hpp"
#include "conf/network/route.hpp"

namespace virtd::conf {

/// <ip>: an address that one end of the cable gets.
struct InterfaceIp {
    IpAddress address;
    std::optional<std::uint32_t> prefix;
    std::optional<IpAddress> peer;

    bool operator==(const InterfaceIp&) const = default;
};

/// The addresses and routes of one end.
struct IpSetup {
    std::vector<InterfaceIp> addresses;
    std::vector<Route> routes;

    bool operator==(const IpSetup&) const = default;
};

struct EthernetNet {
    IpSetup host;

    bool operator==(const EthernetNet&) const = default;
};

struct UserNet {
    bool operator==(const UserNet&) const = default;
};

struct VhostUserNet {
    UnixChardev socket;

    bool operator==(const VhostUserNet&) const = default;
};

struct NetworkNet {
    std::string network;
    std::optional<std::string> portgroup;
    std::optional<Uuid> port_id;        // while the guest runs
    std::optional<std::string> bridge;  // while the guest runs

    bool operator==(const NetworkNet&) const = default;
};

struct BridgeNet {
    std::string bridge;

    bool operator==(const BridgeNet&) const = default;
};

/// mcast, server, client and udp: the guests' frames inside of packets.
struct SocketNet {
    std::optional<std::string> address;
    std::int32_t port = 0;

    bool operator==(const SocketNet&) const = default;
};

struct ServerNet : SocketNet {
    bool operator==(const ServerNet&) const = default;
};

struct ClientNet : SocketNet {
    bool operator==(const ClientNet&) const = default;
};

struct McastNet : SocketNet {
    bool operator==(const McastNet&) const = default;
};

struct UdpNet : SocketNet {
    std::string local_address;
    std::int32_t local_port = 0;

    bool operator==(const UdpNet&) const = default;
};

struct InternalNet {
    std::string name;

    bool operator==(const InternalNet&) const = default;
};

enum class MacvtapMode { vepa, private_, bridge, passthrough };

struct DirectNet {
    std::string dev;
    MacvtapMode mode = MacvtapMode::vepa;

    bool operator==(const DirectNet&) const = default;
};

struct HostdevNet {
    std::variant<PciHostdev, UsbHostdev> device;
    bool managed = false;

    bool operator==(const HostdevNet&) const = default;
};

struct VdpaNet {
    std::string dev;

    bool operator==(const VdpaNet&) const = default;
};

struct NullNet {
    bool operator==(const NullNet&) const = default;
};

struct VdsNet {
    Uuid switch_id{};
    std::optional<std::int64_t> port_id;
    std::optional<std::string> portgroup_id;
    std::optional<std::int64_t> connection_id;

    bool operator==(const VdsNet&) const = default;
};

using NetKind =
    std::variant<UserNet, EthernetNet, VhostUserNet, ServerNet, ClientNet, McastNet, NetworkNet,
                 BridgeNet, InternalNet, DirectNet, HostdevNet, UdpNet, VdpaNet, NullNet, VdsNet>;

enum class MacKind { generated, static_ };

struct InterfaceMac {
    std::optional<MacAddress> address;  // always there after parsing
    std::optional<MacKind> kind;
    std::optional<YesNo> check;

    bool operator==(const InterfaceMac&) const = default;
};

enum class NetDriverName { qemu, vhost };
enum class TxMode { iothread, timer };
enum class HostdevDriverName { kvm, vfio, xen };

/// Offloads of the host's end.
struct HostOffloads {
    std::optional<OnOff> csum, gso, tso4, tso6, ecn, ufo, mrg_rxbuf;

    bool operator==(const HostOffloads&) const = default;
};

struct GuestOffloads {
    std::optional<OnOff> csum, tso4, tso6, ecn, ufo;

    bool operator==(const GuestOffloads&) const = default;
};

struct InterfaceDriver {
    std::optional<HostdevDriverName> hostdev;  // of a device of the host
    std::optional<NetDriverName> name;         // the others are for virtio only
    std::optional<TxMode> txmode;
    std::optional<OnOff> ioeventfd;
    std::optional<OnOff> event_idx;
    std::uint32_t queues = 0;
    std::uint32_t rx_queue_size = 0;
    std::uint32_t tx_queue_size = 0;
    std::optional<OnOff> rss;
    std::optional<OnOff> rss_hash_report;
    VirtioOptions virtio;
    HostOffloads host;
    GuestOffloads guest;

    bool operator==(const InterfaceDriver&) const = default;
};

enum class NetBackendType { default_, passt };

struct InterfaceBackend {
    std::optional<NetBackendType> type;
    std::optional<std::string> tap;
    std::optional<std::string> vhost;
    std::optional<std::string> log_file;

    bool operator==(const InterfaceBackend&) const = default;
};

struct FilterParameter {
    std::string name;
    std::string value;

    bool operator==(const FilterParameter&) const = default;
};

struct FilterRef {
    std::string filter;
    std::vector<FilterParameter> parameters;  // by name

    bool operator==(const FilterRef&) const = default;
};

enum class PortForwardProtocol { tcp, udp };

struct PortForwardRange {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    std::uint32_t to = 0;
    std::optional<YesNo> exclude;

    bool operator==(const PortForwardRange&) const = default;
};

struct PortForward {
    PortForwardProtocol protocol = PortForwardProtocol::tcp;
    std::optional<IpAddress> address;
    std::optional<std::string> dev;
    std::vector<PortForwardRange> ranges;

    bool operator==(const PortForward&) const = default;
};

enum class LinkState { up, down };
enum class TeamingType { persistent, transient };

struct Teaming {
    std::optional<TeamingType> type;
    std::optional<std::string> persistent;  // alias of the other card

    bool operator==(const Teaming&) const = default;
};

struct InterfaceTarget {
    std::optional<std::string> dev;
    std::optional<YesNo> managed;

    bool operator==(const InterfaceTarget&) const = default;
};

struct GuestName {
    std::optional<std::string> dev;
    std::optional<std::string> actual;  // while the guest runs

    bool operator==(const GuestName&) const = default;
};

struct Interface {
    NetKind kind;
    std::optional<YesNo> trust_guest_rx_filters;
    InterfaceMac mac;
    Rare<Vlan> vlan;
    Rare<VirtualPort> virtual_port;
    Rare<Bandwidth> bandwidth;
    std::optional<YesNo> isolated;
    IpSetup guest_ip;
    bool has_host_ip = false;  // though its kind has none: not printed, and refused by validation
    std::vector<PortForward> port_forwards;
    std::optional<std::string> script;
    std::optional<std::string> downscript;
    std::optional<std::string> backend_domain;
    InterfaceTarget target;
    GuestName guest;
    std::optional<std::string> model;
    InterfaceDriver driver;
    InterfaceBackend backend;
    Rare<FilterRef> filter;
    std::optional<std::uint32_t> sndbuf;
    Teaming teaming;
    std::optional<LinkState> link;
    std::uint32_t mtu = 0;
    std::uint32_t coalesce_rx_frames = 0;
    DeviceInfo info;

    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&kind);
    }
    bool operator==(const Interface&) const = default;
};

/// The word for its kind: "bridge".
std::string_view interface_type(const Interface& interface);
bool is_virtio(const Interface& interface);

extern const xml::Element<Interface> interface_xml;

}  // namespace virtd::conf
