// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/node_file.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/interfaces.hpp"
#include "drivers/test/networks.hpp"
#include "drivers/test/node_guests.hpp"
#include "drivers/test/nodedevs.hpp"
#include "drivers/test/pools.hpp"
#include "xml/node.hpp"
#include "xml/text.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

constexpr std::size_t max_file = 64UL * 1024 * 1024;

constexpr std::string_view built_in = R"(<node>
  <domain type='test'>
    <name>test</name>
    <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
    <memory>8388608</memory>
    <currentMemory>2097152</currentMemory>
    <vcpu>2</vcpu>
    <os><type>hvm</type></os>
    <devices>
      <disk type='file' device='disk'>
        <source file='/guest/diskimage1'/>
        <target dev='vda' bus='virtio'/>
        <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
      </disk>
      <interface type='network'>
        <mac address='aa:bb:cc:dd:ee:ff'/>
        <source network='default'/>
        <target dev='testnet0'/>
        <address type='pci' domain='0x0000' bus='0x00' slot='0x01' function='0x0'/>
      </interface>
      <memballoon model='virtio'>
        <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>
      </memballoon>
    </devices>
  </domain>
  <network>
    <name>default</name>
    <uuid>dd8fe884-6c02-601e-7551-cca97df1c5df</uuid>
    <bridge name='virbr0'/>
    <forward/>
    <ip address='192.168.122.1' netmask='255.255.255.0'>
      <dhcp>
        <range start='192.168.122.2' end='192.168.122.254'/>
      </dhcp>
    </ip>
  </network>
  <pool type='dir'>
    <name>default-pool</name>
    <uuid>dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566</uuid>
    <target>
      <path>/default-pool</path>
    </target>
  </pool>
  <device>
    <name>computer</name>
    <capability type='system'>
      <hardware>
        <vendor>Libvirt</vendor>
        <version>Test driver</version>
        <serial>123456</serial>
        <uuid>11111111-2222-3333-4444-555555555555</uuid>
      </hardware>
      <firmware>
        <vendor>Libvirt</vendor>
        <version>Test Driver</version>
        <release_date>01/22/2007</release_date>
      </firmware>
    </capability>
  </device>
  <device>
    <name>scsi_host1</name>
    <parent>computer</parent>
    <capability type='scsi_host'>
      <host>1</host>
      <unique_id>0</unique_id>
      <capability type='fc_host'>
        <wwnn>2000000012341234</wwnn>
        <wwpn>1000000012341234</wwpn>
        <fabric_wwn>2000000043214321</fabric_wwn>
      </capability>
      <capability type='vport_ops'>
        <max_vports>0</max_vports>
        <vports>0</vports>
      </capability>
    </capability>
  </device>
  <device>
    <name>scsi_host2</name>
    <parent>computer</parent>
    <capability type='scsi_host'>
      <host>2</host>
      <unique_id>1</unique_id>
      <capability type='fc_host'>
        <wwnn>2000000056785678</wwnn>
        <wwpn>1000000056785678</wwpn>
        <fabric_wwn>2000000087658765</fabric_wwn>
      </capability>
      <capability type='vport_ops'>
        <max_vports>0</max_vports>
        <vports>0</vports>
      </capability>
    </capability>
  </device>
  <device>
    <name>scsi_host11</name>
    <parent>scsi_host1</parent>
    <capability type='scsi_host'>
      <host>11</host>
      <unique_id>10</unique_id>
      <capability type='fc_host'>
        <wwnn>2000000034563456</wwnn>
        <wwpn>1000000034563456</wwpn>
        <fabric_wwn>2000000043214321</fabric_wwn>
      </capability>
    </capability>
  </device>
  <interface type='ethernet' name='eth1'>
    <start mode='onboot'/>
    <mac address='aa:bb:cc:dd:ee:ff'/>
    <mtu size='1492'/>
    <protocol family='ipv4'>
      <ip address='192.168.0.5' prefix='24'/>
      <route gateway='192.168.0.1'/>
    </protocol>
  </interface>
</node>
)";

// what the machine is

/// The first element of that name in any of the <cpu>, or none.
xml::Node find_in_cpus(xml::Node node, std::string_view name) {
    xml::Node found;
    node.each("cpu", [&](xml::Node cpu) {
        if (!found) found = cpu.child(name);
    });
    return found;
}

/// The number in an element, if that is there.
template <class Number>
void read_number(xml::Node child, std::string_view what, Number& into) {
    if (!child) return;
    const auto number = xml::parse_integer(child.text());
    if (!number || *number < 0 || !std::in_range<Number>(*number)) {
        fail(Errc::xml_error, "invalid node {} value", what);
    }
    into = static_cast<Number>(*number);
}

void read_model(xml::Node child, driver::NodeGetInfoRet& into) {
    const std::string model = child ? child.text() : std::string();
    if (model.empty()) return;
    if (model.size() >= into.model.size()) {
        fail(Errc::internal_error, "Model {} too big for destination", model);
    }
    into.model.fill('\0');
    std::copy(model.begin(), model.end(), into.model.begin());
}

void read_machine(xml::Node node, driver::NodeGetInfoRet& into) {
    const auto cpu = [node](std::string_view name) { return find_in_cpus(node, name); };
    read_number(cpu("nodes"), "cpu nodes", into.nodes);
    read_number(cpu("sockets"), "cpu sockets", into.sockets);
    read_number(cpu("cores"), "cpu cores", into.cores);
    read_number(cpu("threads"), "cpu threads", into.threads);
    const std::int64_t all = std::int64_t{into.nodes} * into.sockets * into.cores * into.threads;
    into.cpus = static_cast<std::int32_t>(
        std::min<std::int64_t>(all, std::numeric_limits<std::int32_t>::max()));

    std::int32_t active = into.cpus;
    read_number(cpu("active"), "cpu active", active);
    into.cpus = std::min(into.cpus, active);
    read_number(cpu("mhz"), "cpu mhz", into.mhz);
    read_model(cpu("model"), into);
    read_number(node.child("memory"), "memory", into.memory);
}

// who may use it

/// Connections come through a daemon, which has nobody to ask for a name: a host that demands one
/// lets nobody in.
void refuse_users(xml::Node node) {
    bool any = false;
    node.each("auth", [&any](xml::Node auth) {
        auth.each("user", [&any](xml::Node user) {
            any = true;
            if (user.text().empty()) {
                fail(Errc::xml_error, "missing username in /node/auth/user field");
            }
        });
    });
    if (!any) return;
    constexpr Fail fail_auth{Origin::auth};
    fail_auth(Errc::invalid_arg, "Missing authentication credentials");
}

// documents

std::string beside(const std::string& path, std::string_view file) {
    if (file.starts_with('/')) return std::string(file);
    return parent_directory(path) + "/" + std::string(file);
}

/// The parser names a file with one slash before it, also where the URI had two.
xml::ReadOptions reading(std::string_view path) {
    if (path.starts_with("//") && !path.starts_with("///")) path.remove_prefix(1);
    return {.origin = Origin::test,
            .what = path,
            .inactive = true,
            .parenthesised = false,
            .is_file = true};
}

std::string read_text(const std::string& path) {
    try {
        return read_file(path, max_file);
    } catch (const Error&) {
        fail(Errc::xml_error, "failed to parse xml document '{}'", path);
    }
}

/// Visits all children of that name; those with a "file" attribute stand for the root of it.
template <class Visit>
void each_part(xml::Node node, std::string_view name, const std::string& path, Visit visit) {
    node.each(name, [&](xml::Node part) {
        const auto file = part.attribute("file");
        if (!file) {
            visit(part);
            return;
        }
        const std::string other = beside(path, *file);
        const std::string text = read_text(other);
        const xml::Document document(text, reading(other));
        visit(document.root(name));
    });
}

std::shared_ptr<TestHost> build_host(std::string_view text, const std::string& path, Pool& pool,
                                     Pool& documents) {
    const xml::Document document(text, reading(path));
    const xml::Node node = document.root();
    if (node.name() != "node") {
        fail(Errc::xml_error, "expecting root element of 'node', not '{}'", node.name());
    }
    auto host = std::make_shared<TestHost>(pool, documents);
    read_machine(node, host->node);
    each_part(node, "domain", path, [&host](xml::Node part) { load_guest(part, *host); });
    each_part(node, "network", path, [&host](xml::Node part) { host->networks->load(part); });
    each_part(node, "interface", path, [&host](xml::Node part) { host->interfaces->load(part); });
    each_part(node, "pool", path, [&host](xml::Node part) { host->pools->load(part); });
    each_part(node, "device", path, [&host](xml::Node part) { host->devices->load(part); });
    refuse_users(node);
    return host;
}

}  // namespace

std::shared_ptr<TestHost> default_host(Pool& pool, Pool& documents) {
    auto host = build_host(built_in, "test:///default", pool, documents);
    host->cells = default_cells();
    return host;
}

std::shared_ptr<TestHost> read_host(const std::string& path, Pool& pool, Pool& documents) {
    auto host = build_host(read_text(path), path, pool, documents);
    host->uri = "test://" + path;
    return host;
}

}  // namespace virtd::test
