// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/lookup.hpp"
#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void check_name(const Domain& domain) {
    if (domain.name.find('/') != std::string::npos)
        fail(Errc::xml_error, "name {} cannot contain '/'", domain.name);
}

// A guest without an identity of its own takes the one its machine claims to have.
void complete_uuid(Domain& domain) {
    for (const Sysinfo& sysinfo : domain.sysinfos) {
        const auto claimed = system_uuid(sysinfo);
        if (!claimed) continue;
        if (!domain.uuid) domain.uuid = claimed;
        if (domain.uuid != claimed)
            fail(Errc::xml_detail, "UUID mismatch between <uuid> and <sysinfo>");
    }
    if (!domain.uuid) domain.uuid = random_uuid();
}

void validate_resource(const Domain& domain) {
    if (domain.resource) validate(*domain.resource);
}

// What modules add to the memory of the cells.
std::uint64_t plugged_memory(const Devices& devices) {
    std::uint64_t sum = 0;
    for (const MemoryDevice& memory : devices.memories)
        sum += memory.target.size;
    return sum;
}

// Nobody said what to boot from: the first disk, as a real machine would.
void complete_boot(Domain& domain) {
    Os& os = domain.os;
    if (os.type == OsType::hvm && os.bootloader.empty() && os.boot.empty() &&
        !has_boot_order(domain.devices))
        os.boot.push_back(BootDevice::hd);
}

// On Xen "linux" and "xen" are two words for a guest that knows its hypervisor, of which the first
// is printed.
void complete_os_of(Domain& domain, std::string_view default_arch) {
    Os& os = domain.os;
    const bool is_paravirtual = domain.type == DomainType::xen && os.has_type &&
                                (os.type == OsType::linux_ || os.type == OsType::xen);
    if (is_paravirtual) os.type = OsType::xen;
    complete_os(os, default_arch);
    if (is_paravirtual) os.type = OsType::linux_;
}

// Keys are enrolled in order to boot securely.
void complete_firmware(Os& os) {
    if (os.enrolled_keys != xml::YesNo::yes) return;
    if (os.secure_boot == xml::YesNo::no) {
        fail(Errc::xml_detail,
             "firmware feature 'enrolled-keys' cannot be enabled when firmware feature "
             "'secure-boot' is disabled");
    }
    os.secure_boot = xml::YesNo::yes;
}

void check_cpu(const Cpu& cpu) {
    validate_topology(cpu);
    const bool is_custom = cpu.mode.value_or(CpuMode::custom) == CpuMode::custom;
    if (is_custom && cpu.check && !cpu.has_model())
        fail(Errc::config_unsupported, "check attribute specified for CPU with no model");
}

}  // namespace

void fill_defaults(Domain& domain, const ParseOptions& options) {
    complete_uuid(domain);
    complete_os_of(domain, options.default_arch);
    complete_each_device(domain, options.inactive);
    complete_memory(domain.memory, domain.numa.memory_kib(), plugged_memory(domain.devices));
    complete_firmware(domain.os);
    complete_memory_backing(domain.memory_backing, domain.numa.cells.size());
    complete_id_map(domain.id_map);
    complete_boot(domain);
    complete_together(domain);
    validate(domain.clock);
    check_cpu(domain.cpu);
    check_name(domain);
}

// In the order of libvirt, so that of several errors clients see the same.
void validate(const Domain& domain) {
    validate_devices(domain);
    validate_resource(domain);
    validate(domain.lifecycle);
    validate(domain.memory_backing, domain.numa.cells.size());
    validate_loader(domain.os);
    validate(domain.cpu_tune);
    validate_reboot_timeout(domain.os);
    validate_videos(domain.devices);
    validate(domain.blkio_tune);
    validate(domain.id_map);
    validate(domain.numa);
    validate(domain.iothreads);
}

}  // namespace virtd::conf
