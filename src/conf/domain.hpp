// <domain>: the definition of a guest. The members are the document; nothing is derived.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/rare.hpp"
#include "base/uuid.hpp"
#include "conf/cpu.hpp"
#include "conf/devices/devices.hpp"
#include "conf/domain/clock.hpp"
#include "conf/domain/cpu_tune.hpp"
#include "conf/domain/features.hpp"
#include "conf/domain/id_map.hpp"
#include "conf/domain/iothreads.hpp"
#include "conf/domain/lifecycle.hpp"
#include "conf/domain/limits.hpp"
#include "conf/domain/memory.hpp"
#include "conf/domain/memory_backing.hpp"
#include "conf/domain/numa.hpp"
#include "conf/domain/numa_tune.hpp"
#include "conf/domain/os.hpp"
#include "conf/domain/perf.hpp"
#include "conf/domain/security.hpp"
#include "conf/domain/sysinfo.hpp"
#include "conf/domain/vcpu.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Which hypervisor runs it.
enum class DomainType {
    none,
    qemu,
    kqemu,
    kvm,
    xen,
    lxc,
    uml,
    openvz,
    test,
    vmware,
    hyperv,
    vbox,
    phyp,
    parallels,
    bhyve,
    vz,
    hvf
};

struct Domain {
    // in domain_value.cpp
    Domain();
    Domain(const Domain& other);
    Domain(Domain&& other) noexcept;
    Domain& operator=(const Domain& other);
    Domain& operator=(Domain&& other) noexcept;
    ~Domain();

    DomainType type = DomainType::none;
    std::optional<int> id;  // of a running guest
    std::string name;
    std::optional<Uuid> uuid;  // always there after parsing
    std::optional<Uuid> genid;
    std::string title;
    std::string description;
    std::optional<xml::Raw> metadata;
    Memory memory;
    BlkioTune blkio_tune;
    MemTune mem_tune;
    MemoryBacking memory_backing;
    Vcpus vcpus;
    IoThreads iothreads;
    CpuTune cpu_tune;
    NumaTune numa_tune;
    Rare<Resource> resource;
    std::vector<Sysinfo> sysinfos;
    Os os;
    IdMap id_map;
    Features features;
    Cpu cpu;
    Numa numa;
    Clock clock;
    Lifecycle lifecycle;
    PowerManagement pm;
    Perf perf;
    std::vector<DiskIoTune> throttle_groups;  // each has a name
    Devices devices;
    std::vector<Seclabel> seclabels;
    KeyWrap key_wrap;
    Rare<LaunchSecurity> launch_security;

    bool operator==(const Domain& other) const;
};

extern const xml::Element<Domain> domain_xml;

struct ParseOptions {
    bool inactive = true;          // leave out what only running guests have
    bool check_names = false;      // refuse what no table knows (VIR_DOMAIN_DEFINE_VALIDATE)
    bool skip_validation = false;  // for documents that were accepted once
    std::string_view default_arch = "i686";  // of the driver's capabilities
};

/// Reads, completes and validates.
Domain parse_domain(std::string_view xml, const ParseOptions& options = {});
/// A <domain> inside another document.
Domain parse_domain(xml::Node node, const ParseOptions& options = {});

/// Guests that are defined cannot have such names; guests that only run can.
void refuse_multiline_name(const Domain& domain);

using FormatOptions = xml::View;

std::string format(const Domain& domain, const FormatOptions& options = {});
/// As a part of another document.
void write(xml::Writer& out, const Domain& domain);

// What happens after reading, in this order. Each is a pure function of the definition.
void fill_defaults(Domain& domain, const ParseOptions& options);
void validate(const Domain& domain);

constexpr auto xml_names(DomainType) {
    using enum DomainType;
    return std::to_array<xml::Name<DomainType>>({{none, "none"},
                                                 {qemu, "qemu"},
                                                 {kqemu, "kqemu"},
                                                 {kvm, "kvm"},
                                                 {xen, "xen"},
                                                 {lxc, "lxc"},
                                                 {uml, "uml"},
                                                 {openvz, "openvz"},
                                                 {test, "test"},
                                                 {vmware, "vmware"},
                                                 {hyperv, "hyperv"},
                                                 {vbox, "vbox"},
                                                 {phyp, "phyp"},
                                                 {parallels, "parallels"},
                                                 {bhyve, "bhyve"},
                                                 {vz, "vz"},
                                                 {hvf, "hvf"}});
}

}  // namespace virtd::conf
