// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <list>
#include <map>
#include <set>

#include "base/error.hpp"
#include "conf/devices/passes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// ---- complete

/// A companion shares the index of its USB controller and stands behind it.
bool is_companion(const Controller& controller) {
    return controller.info.master_port.has_value();
}

/// Those of one type, and the first of each index, companions apart.
struct InOrder {
    std::list<Controller*> list;
    std::map<std::pair<std::int32_t, bool>, std::list<Controller*>::iterator> first;
};

// Each goes before the first of its type that has a greater index. With that the numbered ones are
// in order, and the others stand behind what was there when they came.
void sort_controllers(std::vector<Controller>& controllers) {
    std::vector<ControllerType> types;
    std::map<ControllerType, InOrder> places;
    for (Controller& controller : controllers) {
        InOrder& order = places[controller.type];
        if (order.list.empty()) types.push_back(controller.type);
        if (!controller.index) {
            order.list.push_back(&controller);
            continue;
        }
        const std::pair rank(*controller.index, is_companion(controller));
        const auto greater = order.first.upper_bound(rank);
        const auto before = greater == order.first.end() ? order.list.end() : greater->second;
        order.first.emplace(rank, order.list.insert(before, &controller));
    }
    std::vector<Controller> sorted;
    sorted.reserve(controllers.size());
    for (const ControllerType type : types) {
        for (Controller* const controller : places[type].list)
            sorted.push_back(std::move(*controller));
    }
    controllers = std::move(sorted);
}

using Place = std::pair<ControllerType, std::int32_t>;

/// The ICH9 has four USB functions that are one controller for the guest.
bool is_ich9_usb(const Controller& controller) {
    const auto model = controller.model.usb;
    return controller.type == ControllerType::usb && model && *model >= UsbModel::ich9_ehci1 &&
           *model <= UsbModel::ich9_uhci3;
}

using Ich9Function = std::pair<std::optional<std::int32_t>, UsbModel>;

/// The number of the ICH9 that `usb` completes: the one that the controller before it belongs to,
/// unless that has such a function already.
std::optional<std::int32_t> ich9_index(const std::set<Ich9Function>& functions,
                                       const Controller* before, const Controller& usb) {
    if (before == nullptr || !is_ich9_usb(*before) || !is_ich9_usb(usb)) return std::nullopt;
    if (functions.contains({before->index, *usb.model.usb})) return std::nullopt;
    return before->index;
}

void number_controllers(std::vector<Controller>& controllers) {
    std::set<Place> taken;
    std::set<Ich9Function> functions;
    const auto remember = [&](const Controller& controller) {
        if (is_ich9_usb(controller)) functions.emplace(controller.index, *controller.model.usb);
    };
    for (const Controller& controller : controllers) {
        if (!controller.index) continue;
        taken.emplace(controller.type, *controller.index);
        remember(controller);
    }
    std::map<ControllerType, std::int32_t> next;
    const Controller* before = nullptr;  // the last USB controller
    for (Controller& controller : controllers) {
        if (!controller.index) controller.index = ich9_index(functions, before, controller);
        if (controller.type == ControllerType::usb) before = &controller;
        if (!controller.index) {
            std::int32_t& index = next[controller.type];
            while (taken.contains({controller.type, index}))
                ++index;
            controller.index = index++;
        }
        remember(controller);
    }
}

void refuse_duplicates(const std::vector<Controller>& controllers) {
    std::set<Place> taken;
    for (const Controller& controller : controllers) {
        if (controller.type == ControllerType::usb) continue;  // companions share an index
        if (!taken.emplace(controller.type, *controller.index).second) {
            fail(Errc::xml_error, "Multiple '{}' controllers with index '{}'",
                 controller_word(controller.type), *controller.index);
        }
    }
}

// ---- what other devices sit on

/// Adds those that others need and that are not there.
class Missing {
public:
    explicit Missing(Devices& devices) : devices_(devices) {
        for (const Controller& controller : devices.controllers)
            known_.emplace(controller.type, controller.index.value_or(0));
    }

    Devices& devices() const { return devices_; }
    void add(ControllerType type, std::uint32_t number) {
        const auto index = static_cast<std::int32_t>(number);
        if (!known_.emplace(type, index).second) return;
        Controller& controller = devices_.controllers.emplace_back();
        controller.type = type;
        controller.index = index;
    }

private:
    Devices& devices_;
    std::set<Place> known_;
};

// A document could ask for billions of them in one address.
constexpr std::uint32_t most_controllers = 4096;

void add_up_to(Missing& missing, ControllerType type, std::optional<std::uint32_t> last) {
    if (!last) return;
    if (*last >= most_controllers) {
        fail(Errc::config_unsupported, "'{}' controller index '{}' is too large",
             controller_word(type), *last);
    }
    for (std::uint32_t i = 0; i <= *last; ++i)
        missing.add(type, i);
}

template <class Kind>
const Kind* address_of(const DeviceInfo& info) {
    return info.address ? info.address->as<Kind>() : nullptr;
}

void add_for_disks(Missing& missing, ControllerType type, DiskBus bus) {
    std::optional<std::uint32_t> last;
    for (const Disk& disk : missing.devices().disks) {
        const auto* const drive = address_of<DriveAddress>(disk.info);
        if (disk.target.bus == bus && drive != nullptr)
            last = std::max(last.value_or(0), drive->controller);
    }
    add_up_to(missing, type, last);
}

void add_for_hostdevs(Missing& missing) {
    std::optional<std::uint32_t> last;
    for (const Hostdev& hostdev : missing.devices().hostdevs) {
        const auto* const drive = address_of<DriveAddress>(hostdev.info);
        if (is_scsi(hostdev) && drive != nullptr)
            last = std::max(last.value_or(0), drive->controller);
    }
    add_up_to(missing, ControllerType::scsi, last);
}

void add_for_port(Missing& missing, const DeviceInfo& info) {
    const auto* const address = address_of<VirtioSerialAddress>(info);
    missing.add(ControllerType::virtio_serial, address == nullptr ? 0 : address->controller);
}

void add_for_ports(Missing& missing) {
    for (const Channel& channel : missing.devices().channels) {
        if (std::holds_alternative<VirtioTarget>(channel.target))
            add_for_port(missing, channel.info);
    }
    for (const Console& console : missing.devices().consoles) {
        if (console.target == ConsoleTarget::virtio) add_for_port(missing, console.info);
    }
}

// Cards without a place come behind those on the first controller that have one.
void place_smartcards(Devices& devices) {
    std::uint32_t next = 0;
    for (const Smartcard& card : devices.smartcards) {
        const auto* const address = address_of<CcidAddress>(card.info);
        if (address != nullptr && address->controller == 0)
            next = std::max(next, address->slot + 1);
    }
    for (Smartcard& card : devices.smartcards) {
        if (!card.info.address) card.info.address = DeviceAddress{CcidAddress{.slot = next++}};
    }
}

void add_for_smartcards(Missing& missing) {
    for (const Smartcard& card : missing.devices().smartcards) {
        const auto* const address = address_of<CcidAddress>(card.info);
        if (address != nullptr) missing.add(ControllerType::ccid, address->controller);
    }
}

// ---- validate

void validate_range(const std::optional<std::int32_t>& value, const char* name, int least,
                    int most) {
    if (!value || (*value >= least && *value <= most)) return;
    fail(Errc::config_unsupported, "PCI controller {} '{}' out of range - must be {}-{}", name,
         *value, least, most);
}

bool is_root(const Controller& controller) {
    return controller.model.pci == PciModel::pci_root ||
           controller.model.pci == PciModel::pcie_root;
}

void validate_pci(const Controller& controller) {
    const PciController& pci = controller.pci;
    const bool is_first = controller.index == 0;
    constexpr int greatest = 255;
    if (is_root(controller) && controller.info.address) {
        fail(Errc::config_unsupported,
             "pci-root and pcie-root controllers should not have an address");
    }
    if (controller.index.value_or(0) > greatest) {
        fail(Errc::config_unsupported, "PCI controller index {} too high, maximum is {}",
             *controller.index, greatest);
    }
    validate_range(pci.index, "target index", 0, 30);
    if (pci.index && (*pci.index == 0) != is_first) {
        fail(Errc::config_unsupported,
             "Only the PCI controller with index 0 can have target index 0, and vice versa");
    }
    validate_range(pci.chassis_nr, "chassisNr", 1, 255);
    validate_range(pci.chassis, "chassis", 0, 255);
    validate_range(pci.port, "port", 0, 255);
    validate_range(pci.bus_nr, "busNr", 1, 254);
    if (pci.numa_node && is_first) {
        fail(Errc::config_unsupported,
             "The PCI controller with index=0 can't be associated with a NUMA node");
    }
}

}  // namespace

bool is_usb_disabled(const std::vector<Controller>& controllers) {
    return std::ranges::any_of(controllers, [](const Controller& controller) {
        return controller.type == ControllerType::usb && controller.model.usb == UsbModel::none;
    });
}

void refuse_usb(const std::vector<Controller>& controllers) {
    int others = 0;
    bool is_disabled = false;
    bool has_master = false;  // anywhere: clients number companions apart from it
    bool has_companion = false;
    for (const Controller& controller : controllers) {
        if (controller.type != ControllerType::usb) continue;
        const bool is_none = controller.model.usb == UsbModel::none;
        is_disabled |= is_none;
        others += is_none ? 0 : 1;
        (controller.info.master_port ? has_companion : has_master) = true;
        if (is_disabled && others > 0) {
            fail(Errc::xml_detail,
                 "Can't add another USB controller: USB is disabled for this domain");
        }
    }
    if (has_companion && !has_master) fail(Errc::xml_detail, "No master USB controller specified");
}

void complete_controllers(Devices& devices) {
    sort_controllers(devices.controllers);
    number_controllers(devices.controllers);
    refuse_duplicates(devices.controllers);
}

void add_implied_controllers(Devices& devices) {
    place_smartcards(devices);
    Missing missing(devices);
    add_for_disks(missing, ControllerType::scsi, DiskBus::scsi);
    add_for_disks(missing, ControllerType::fdc, DiskBus::fdc);
    add_for_disks(missing, ControllerType::ide, DiskBus::ide);
    add_for_disks(missing, ControllerType::sata, DiskBus::sata);
    add_for_hostdevs(missing);
    add_for_ports(missing);
    add_for_smartcards(missing);
}

void validate_controllers(const Devices& devices) {
    for (const Controller& controller : devices.controllers) {
        if (controller.type == ControllerType::pci) validate_pci(controller);
    }
}

}  // namespace virtd::conf
