// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/controller.hpp"

#include "base/error.hpp"
#include "conf/devices/controller_words.hpp"
#include "conf/devices/rows.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

using C = Controller;

// Numbers that are signed in the format, but never negative.
xml::Verdict read_natural(std::string_view text, void* field) {
    std::int32_t& number = static_cast<std::optional<std::int32_t>*>(field)->emplace();
    const xml::Verdict verdict = xml::detail::read_number<std::int32_t>(text, &number);
    return verdict == xml::Verdict::ok && number < 0 ? xml::Verdict::negative : verdict;
}

using Natural =
    xml::detail::CodecAs<xml::detail::CodecOf<std::int32_t>::codec, std::optional<std::int32_t>>;
constexpr xml::Codec natural{read_natural, Natural::codec.write, Natural::codec.is_set,
                             "non-negative integer"};

// Those of PCI say their base.
xml::Verdict read_natural_of_any(std::string_view text, void* field) {
    const auto value = xml::parse_integer(text, 0);
    if (!value || !std::in_range<std::int32_t>(*value)) return xml::Verdict::no_integer;
    if (*value < 0) return xml::Verdict::negative;
    static_cast<std::optional<std::int32_t>*>(field)->emplace(static_cast<std::int32_t>(*value));
    return xml::Verdict::ok;
}

constexpr xml::Codec natural_of_any{read_natural_of_any, Natural::codec.write,
                                    Natural::codec.is_set, "non-negative integer"};

template <auto Member, const xml::Codec& As = natural>
consteval auto natural_attr(const char* name) {
    auto row = xml::attr<Member>(name);
    row.codec = &As;
    return row;
}

bool write_port(const void* field, xml::Text& out) {
    const auto& port = *static_cast<const std::optional<std::int32_t>*>(field);
    if (port) out.set_hexadecimal(static_cast<unsigned>(*port));
    return port.has_value();
}

xml::Verdict read_port(std::string_view text, void* field) {
    const auto value = xml::parse_integer(text, 0);
    if (!value || !std::in_range<std::int32_t>(*value)) return xml::Verdict::no_integer;
    if (*value < 0) return xml::Verdict::negative;
    *static_cast<std::optional<std::int32_t>*>(field) = static_cast<std::int32_t>(*value);
    return xml::Verdict::ok;
}

constexpr xml::Codec port_number{read_port, write_port, Natural::codec.is_set,
                                 "hexadecimal number"};

template <class E>
bool take_word(std::string_view word, std::optional<E>& into) {
    into = xml::from_word<E>(word);
    return into.has_value();
}

bool take_model(ControllerType type, std::string_view word, ControllerModel& model) {
    switch (type) {
        case ControllerType::pci:
            return take_word(word, model.pci);
        case ControllerType::scsi:
            return take_word(word, model.scsi);
        case ControllerType::usb:
            return take_word(word, model.usb);
        case ControllerType::ide:
            return take_word(word, model.ide);
        case ControllerType::virtio_serial:
            return take_word(word, model.virtio_serial);
        default:
            return false;  // the others come in one model only
    }
}

void read_model(xml::Node node, C& controller) {
    const auto word = node.attribute("model");
    if (word && !take_model(controller.type, *word, controller.model))
        fail(Errc::config_unsupported, "Unknown model type '{}'", *word);
}

void write_model(xml::Writer& out, const C& controller) {
    const ControllerModel& model = controller.model;
    const auto write = [&](const auto& value) {
        if (value) out.attribute("model", xml::to_word(*value));
    };
    write(model.pci);
    write(model.scsi);
    write(model.usb);
    write(model.ide);
    write(model.virtio_serial);
}

constexpr auto driver_rows = xml::rows<ControllerDriver>({
    xml::attr<&ControllerDriver::queues>("queues").if_set(),
    xml::attr<&ControllerDriver::cmd_per_lun>("cmd_per_lun").if_set(),
    xml::attr<&ControllerDriver::max_sectors>("max_sectors").if_set(),
    xml::attr<&ControllerDriver::ioeventfd>("ioeventfd"),
    xml::attr<&ControllerDriver::iothread>("iothread").if_set(),
    xml::same<&ControllerDriver::virtio, virtio_options_xml>(),
});
constexpr xml::Element<ControllerDriver> driver_xml{"driver", driver_rows};

void read_node(xml::Node node, PciController& pci) {
    const xml::Node child = node.child("node");
    if (!child) return;
    const auto value = xml::parse_integer(child.text());
    if (!value || *value < 0 || !std::in_range<std::int32_t>(*value))
        fail(Errc::xml_error, "invalid NUMA node in target");
    pci.numa_node = static_cast<std::int32_t>(*value);
}

void write_node(xml::Writer& out, const PciController& pci) {
    if (pci.numa_node) out.text_element("node", std::to_string(*pci.numa_node));
}

constexpr auto target_rows = xml::rows<PciController>({
    natural_attr<&PciController::chassis_nr, natural_of_any>("chassisNr")
        .like(xml::pattern::hexadecimal),
    natural_attr<&PciController::chassis, natural_of_any>("chassis").like(
        xml::pattern::hexadecimal),
    natural_attr<&PciController::port, port_number>("port").like(xml::pattern::hexadecimal),
    natural_attr<&PciController::bus_nr, natural_of_any>("busNr").like(xml::pattern::hexadecimal),
    natural_attr<&PciController::index, natural_of_any>("index").like(xml::pattern::hexadecimal),
    xml::attr<&PciController::hotplug>("hotplug"),
    xml::custom<PciController, read_node, write_node>("node").of(shape::number).once(),
});
constexpr xml::Element<PciController> target_xml{"target", target_rows};

void read_hole(xml::Node node, C& controller) {
    const auto model = controller.model.pci;
    if (model == PciModel::pci_root || model == PciModel::pcie_root)
        controller.pci.hole64 = xml::read_kib(node, "pcihole64", "./pcihole64");
}

void write_hole(xml::Writer& out, const C& controller) {
    if (controller.pci.hole64) xml::write_kib(out, "pcihole64", *controller.pci.hole64);
}

constexpr auto pci_rows = xml::rows<PciController>({
    xml::attr<&PciController::model_name>("name").expected().if_set().inside("model"),
    xml::nested<PciController, target_xml>(),
});
constexpr xml::Element<PciController> pci_xml{"controller", pci_rows};

// The companions of ICH9 sit on ports two by two.
void complete_master(xml::Node, C& controller) {
    if (controller.type != ControllerType::usb || controller.info.master_port) return;
    if (controller.model.usb == UsbModel::ich9_uhci1) controller.info.master_port = 0;
    if (controller.model.usb == UsbModel::ich9_uhci2) controller.info.master_port = 2;
    if (controller.model.usb == UsbModel::ich9_uhci3) controller.info.master_port = 4;
}

// What other types have says nothing about this one.
void drop_foreign_parts(xml::Node, C& controller) {
    using enum ControllerType;
    if (controller.type != virtio_serial && controller.type != usb) controller.ports.reset();
    if (controller.type != virtio_serial) controller.vectors.reset();
    if (controller.type != xenbus) {
        controller.max_grant_frames.reset();
        controller.max_event_channels.reset();
    }
    if (controller.type != pci) controller.pci = {};
}

// libvirt compares the number of a model without a look at the type, so that some models of other
// types pass for those of virtio.
bool has_number_of_virtio(const ControllerModel& model) {
    using enum ScsiModel;
    const auto is_one = [](const auto& value) {
        if (!value) return false;
        const auto number = static_cast<ScsiModel>(*value);
        return number == virtio_scsi || number == virtio_transitional ||
               number == virtio_non_transitional;
    };
    return is_one(model.scsi) || is_one(model.pci) || is_one(model.usb);
}

void check_iothread(xml::Node, C& controller) {
    const bool is_virtio = has_number_of_virtio(controller.model);
    if (controller.driver.iothread != 0 && !is_virtio)
        fail(Errc::xml_error, "'iothread' attribute only supported for virtio scsi controllers");
}

// Where there is no controller, nothing has a place.
void read_info(xml::Node node, C& controller) {
    const bool is_none =
        controller.type == ControllerType::usb && controller.model.usb == UsbModel::none;
    if (!is_none) xml::read(info_xml, node, controller.info);
}

void write_info(xml::Writer& out, const C& controller) {
    xml::write_rows(info_xml, out, &controller.info);
}

// Hosts of old knew this one model only, and no word for it.
consteval xml::Binding<C> pci_row() {
    auto row = xml::same<&C::pci, pci_xml>();
    row.write = [](const xml::Row&, xml::Writer& out, const void* object) {
        PciController pci = static_cast<const C*>(object)->pci;
        if (out.view().migratable && pci.model_name == PciModelName::spapr_pci_host_bridge)
            pci.model_name = PciModelName::none;
        xml::write_rows(pci_xml, out, &pci);
    };
    return row;
}

template <const xml::Pattern& Models>
consteval xml::Binding<C> model_of() {
    return xml::mention<C>("model", xml::Part::attribute).like(Models);
}

constexpr auto controller_rows = xml::rows<C>({
    xml::attr<&C::type>("type").expected().turn(-2),
    natural_attr<&C::index>("index").like(xml::pattern::natural).turn(-1),
    xml::custom_attr<C, read_model, write_model>("model").only(xml::nowhere).turn(-2),
    model_of<xml::pattern::words<"auto", "buslogic", "lsilogic", "lsisas1068", "vmpvscsi",
                                 "ibmvscsi", "virtio-scsi", "lsisas1078", "virtio-transitional",
                                 "virtio-non-transitional", "ncr53c90", "dc390", "am53c974">>()
        .only(xml::when<"type", "scsi">),
    model_of<xml::pattern::words<"piix3-uhci", "piix4-uhci", "ehci", "ich9-ehci1", "ich9-uhci1",
                                 "ich9-uhci2", "ich9-uhci3", "vt82c686b-uhci", "pci-ohci",
                                 "nec-xhci", "none", "qusb1", "qusb2", "qemu-xhci">>()
        .only(xml::when<"type", "usb">),
    model_of<xml::pattern::words<"piix3", "piix4", "ich6">>().only(xml::when<"type", "ide">),
    model_of<xml::pattern::words<"pci-root", "pcie-root", "pci-bridge", "dmi-to-pci-bridge",
                                 "pcie-to-pci-bridge", "pcie-root-port",
                                 "pcie-switch-upstream-port", "pcie-switch-downstream-port",
                                 "pci-expander-bus", "pcie-expander-bus">>()
        .only(xml::when<"type", "pci">)
        .expected(),
    model_of<xml::pattern::words<"virtio", "virtio-transitional", "virtio-non-transitional">>()
        .only(xml::when<"type", "virtio-serial">),
    natural_attr<&C::ports>("ports").like(xml::pattern::natural),
    natural_attr<&C::vectors>("vectors").like(xml::pattern::natural),
    natural_attr<&C::max_grant_frames>("maxGrantFrames").like(xml::pattern::natural),
    natural_attr<&C::max_event_channels>("maxEventChannels").like(xml::pattern::natural),
    pci_row(),
    check<C, drop_foreign_parts>(),
    xml::child<&C::driver, driver_xml>(),
    xml::check<C, check_iothread>().turn(1),
    xml::custom<C, read_info, write_info>("").naming(info_xml),
    xml::check<C, complete_master>(),
    xml::custom<C, read_hole, write_hole>("pcihole64").of(shape::size).once(),
});

}  // namespace

std::string_view controller_word(ControllerType type) {
    return xml::to_word(type);
}

constinit const xml::Element<Controller> controller_xml{"controller", controller_rows};

}  // namespace virtd::conf
