// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/emulator.hpp"

#include <initializer_list>
#include <string_view>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "conf/domain/arch.hpp"
#include "conf/domain_capabilities.hpp"
#include "host/cpu_models.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

using conf::Capability;
using conf::CapabilityEnum;
using conf::YesNo;

using Values = std::initializer_list<std::string_view>;

CapabilityEnum choice(std::string_view name, Values values) {
    CapabilityEnum result{std::string(name), {}};
    for (const std::string_view value : values)
        result.values.emplace_back(value);
    return result;
}

Capability supported(std::vector<CapabilityEnum> choices = {}) {
    return {YesNo::yes, std::move(choices)};
}

conf::OsCapability os() {
    conf::OsCapability result{YesNo::yes, {choice("firmware", {"bios", "efi"})}, {}};
    result.loader = conf::LoaderCapability{
        YesNo::yes,
        {},
        {choice("type", {"rom", "pflash"}), choice("readonly", {"yes", "no"}),
         choice("secure", {"yes", "no"})}};
    return result;
}

conf::CpuCapability cpu() {
    using enum conf::CpuMode;
    const conf::Cpu& host = host_cpu();
    conf::CpuModeCapability passed{host_passthrough, YesNo::yes};
    passed.choices = {choice("hostPassthroughMigratable", {"on", "off"})};
    conf::CpuModeCapability most{maximum, YesNo::yes};
    most.choices = {choice("maximumMigratable", {"on", "off"})};
    conf::CpuModeCapability model{host_model, YesNo::yes};
    model.models.push_back({.fallback = conf::CpuFallback::forbid, .name = host.model->name});
    model.vendor = host.vendor;
    conf::CpuModeCapability any{custom, YesNo::yes};
    for (const host::ModelChoice& known : host::model_choices(host)) {
        conf::ModelCapability& one = any.models.emplace_back();
        one.name = known.name;
        one.vendor = known.vendor.empty() ? "unknown" : known.vendor;
        one.usable = known.usable ? conf::ModelUsable::yes : conf::ModelUsable::no;
    }
    return {{std::move(passed), std::move(most), std::move(model), std::move(any)}};
}

/// Attributes whose words guests of this emulator may use, each as its documents have it.
conf::DeviceCapabilities devices() {
    const Values virtio = {"virtio", "virtio-transitional", "virtio-non-transitional"};
    conf::DeviceCapabilities all;
    all.disk = supported(
        {choice("diskDevice", {"disk", "cdrom", "floppy", "lun"}),
         choice("bus", {"ide", "fdc", "scsi", "virtio", "xen", "usb", "uml", "sata", "sd"}),
         choice("model", virtio)});
    all.graphics =
        supported({choice("type", {"sdl", "vnc", "rdp", "desktop", "spice", "egl-headless"})});
    all.video =
        supported({choice("modelType", {"vga", "cirrus", "vmvga", "xen", "vbox", "qxl", "parallels",
                                        "virtio", "gop", "none", "bochs", "ramfb"})});
    all.hostdev = supported(
        {choice("mode", {"subsystem", "capabilities"}),
         choice("startupPolicy", {"default", "mandatory", "requisite", "optional"}),
         choice("subsysType", {"usb", "pci", "scsi", "scsi_host", "mdev"}),
         choice("capsType", {"storage", "misc", "net"}), choice("pciBackend", {"vfio", "xen"})});
    all.rng =
        supported({choice("model", virtio), choice("backendModel", {"random", "egd", "builtin"})});
    all.filesystem =
        supported({choice("driverType", {"path", "handle", "loop", "nbd", "ploop", "virtiofs"})});
    all.tpm = supported({choice("model", {"tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy"}),
                         choice("backendModel", {"passthrough", "emulator", "external"}),
                         choice("backendVersion", {"1.2", "2.0"})});
    all.redirdev = supported({choice("bus", {"usb"})});
    all.channel = supported({choice("type", {"pty", "unix", "spicevmc"})});
    return all;
}

conf::FeatureCapabilities features() {
    conf::FeatureCapabilities all;
    all.gic = Capability{};
    all.vmcoreinfo = supported();
    all.genid = supported();
    all.backing_store_input = supported();
    all.backup = supported();
    all.sev = conf::SevCapability{};
    all.sgx = conf::SgxCapability{};
    all.hyperv =
        supported({choice("features", {"relaxed", "vapic", "spinlocks", "vpindex", "runtime",
                                       "synic", "stimer", "reset", "vendor_id", "frequencies",
                                       "reenlightenment", "tlbflush", "ipi", "evmcs", "avic"})});
    return all;
}

}  // namespace

const conf::Cpu& host_cpu() {
    static const conf::Cpu cpu = [] {
        conf::Cpu made;
        made.arch = emulator_arch;
        made.model = conf::CpuModel{"IvyBridge", {}, {}};
        made.vendor = "Intel";
        return made;
    }();
    return cpu;
}

void require_emulator(const std::optional<std::string>& emulator,
                      const std::optional<std::string>& arch,
                      const std::optional<std::string>& virttype) {
    const auto type = xml::from_word<conf::DomainType>(virttype.value_or("test"));
    if (!type) fail(Errc::invalid_arg, "unknown virttype: {}", *virttype);
    if (arch && !conf::is_known_arch(*arch)) {
        fail(Errc::invalid_arg, "unknown architecture: {}", *arch);
    }
    if (emulator && *emulator != emulator_path) {
        fail(Errc::config_unsupported, "emulator '{}' is not there, only '{}' is", *emulator,
             emulator_path);
    }
    if (arch && *arch != emulator_arch) {
        if (emulator) {
            fail(Errc::invalid_arg,
                 "architecture from emulator '{}' doesn't match given architecture '{}'",
                 emulator_arch, *arch);
        }
        fail(Errc::config_unsupported, "unable to find any emulator to serve '{}' architecture",
             *arch);
    }
    if (*type != conf::DomainType::test) {
        fail(Errc::invalid_arg, "Emulator '{}' does not support virt type '{}'", emulator_path,
             *virttype);
    }
}

std::string domain_capabilities_xml(const std::optional<std::string>& machine) {
    conf::DomainCapabilities all;
    all.path = emulator_path;
    all.domain_type = "test";
    all.machine = machine;
    all.arch = emulator_arch;
    all.max_vcpus = max_vcpus;
    all.iothreads = supported();
    all.os = os();
    all.cpu = cpu();
    all.memory_backing = supported({choice("sourceType", {"file", "anonymous", "memfd"})});
    all.devices = devices();
    all.features = features();
    return conf::format(all);
}

}  // namespace virtd::test
