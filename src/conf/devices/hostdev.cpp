// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/hostdev.hpp"

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/disk_words.hpp"
#include "conf/devices/hostdev_source.hpp"
#include "conf/devices/interface_parts.hpp"
#include "conf/devices/interface_words.hpp"
#include "conf/devices/rows.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

constexpr auto xml_names(MdevModel) {
    using enum MdevModel;
    return std::to_array<xml::Name<MdevModel>>(
        {{vfio_pci, "vfio-pci"}, {vfio_ccw, "vfio-ccw"}, {vfio_ap, "vfio-ap"}});
}

namespace {

constexpr Fail fail{Origin::domain};

struct Type {
    std::string_view mode;
    std::string_view type;
    HostdevKind (*make)();
};

template <class Kind>
HostdevKind make() {
    return Kind{};
}

// In the order of the variant.
constexpr Type types[] = {
    {"subsystem", "pci", make<PciHostdev>},
    {"subsystem", "usb", make<UsbHostdev>},
    {"subsystem", "scsi", make<ScsiHostdev>},
    {"subsystem", "scsi_host", make<ScsiHostHostdev>},
    {"subsystem", "mdev", make<MdevHostdev>},
    {"capabilities", "storage", make<StorageCapability>},
    {"capabilities", "misc", make<MiscCapability>},
    {"capabilities", "net", make<NetCapability>},
};

const Type* find_type(std::string_view mode, std::string_view type) {
    for (const Type& row : types) {
        if (row.mode == mode && row.type == type) return &row;
    }
    return nullptr;
}

void read_kind(xml::Node node, Hostdev& hostdev) {
    const auto mode = node.attribute("mode").value_or("subsystem");
    if (mode != "subsystem" && mode != "capabilities")
        fail(Errc::config_unsupported, "unknown hostdev mode '{}'", mode);
    const auto word = node.attribute("type");
    if (!word) fail(Errc::xml_error, "missing source address type");
    const Type* const type = find_type(mode, *word);
    if (type == nullptr)
        fail(Errc::config_unsupported, "unknown host device source address type '{}'", *word);
    hostdev.kind = type->make();
    if (!node.child("source")) fail(Errc::xml_error, "Missing <source> element in hostdev device");
}

void write_mode(xml::Writer& out, const Hostdev& hostdev) {
    out.attribute("mode", types[hostdev.kind.index()].mode);
}

void write_type(xml::Writer& out, const Hostdev& hostdev) {
    out.attribute("type", types[hostdev.kind.index()].type);
}

void read_managed(xml::Node node, Hostdev& hostdev) {
    hostdev.managed = node.attribute("managed") == "yes";
}

void write_managed(xml::Writer& out, const Hostdev& hostdev) {
    if (is_subsystem(hostdev)) out.attribute("managed", hostdev.managed ? "yes" : "no");
}

// ---- attributes that only one kind has

constexpr auto scsi_rows = xml::rows<ScsiHostdev>({
    xml::attr<&ScsiHostdev::sgio>("sgio"),
    xml::attr<&ScsiHostdev::rawio>("rawio"),
});
constexpr xml::Element<ScsiHostdev> scsi_xml{"hostdev", scsi_rows};

constexpr auto scsi_host_rows = xml::rows<ScsiHostHostdev>({
    xml::attr<&ScsiHostHostdev::model>("model"),
});
constexpr xml::Element<ScsiHostHostdev> scsi_host_xml{"hostdev", scsi_host_rows};

constexpr auto mdev_rows = xml::rows<MdevHostdev>({
    xml::attr<&MdevHostdev::model>("model").required().unexpected(),
    xml::attr<&MdevHostdev::display>("display"),
    xml::attr<&MdevHostdev::ramfb>("ramfb"),
});
constexpr xml::Element<MdevHostdev> mdev_xml{"hostdev", mdev_rows};

template <class Kind, const xml::Element<Kind>& Table>
void read_of(xml::Node node, Hostdev& hostdev) {
    if (auto* const kind = std::get_if<Kind>(&hostdev.kind)) read(Table, node, *kind);
}

template <class Kind, const xml::Element<Kind>& Table>
void write_of(xml::Writer& out, const Hostdev& hostdev) {
    if (const auto* const kind = hostdev.as<Kind>()) xml::write_rows(Table, out, kind);
}

template <class Word>
void check_word(xml::Node node, const char* name) {
    const auto word = node.attribute(name);
    if (word && !xml::from_word<Word>(*word))
        xml::fail_value(xml::Verdict::bad, *word, name, node.name());
}

// What the sentence names as the one type that has a model is the type that has none: clients
// know it so.
void check_foreign(xml::Node node, Hostdev& hostdev) {
    if (!is_subsystem(hostdev)) return;
    const bool is_scsi_device = hostdev.as<ScsiHostdev>() != nullptr;
    const bool is_mdev = hostdev.as<MdevHostdev>() != nullptr;
    const bool is_scsi_host = hostdev.as<ScsiHostHostdev>() != nullptr;
    if (!is_scsi_device) {
        check_word<Sgio>(node, "sgio");
        if (node.attribute("sgio"))
            fail(Errc::xml_error, "sgio is only supported for scsi host device");
        check_word<YesNo>(node, "rawio");
        if (node.attribute("rawio") && !is_scsi_host)
            fail(Errc::xml_error, "rawio is only supported for scsi host device");
    }
    if (!is_mdev && !is_scsi_host && node.attribute("model")) {
        fail(Errc::xml_error, "'model' attribute in <hostdev> is only supported when type='{}'",
             types[hostdev.kind.index()].type);
    }
}

// ---- <driver>, <teaming>, and the addresses of a container's end

constexpr auto driver_shape_rows =
    xml::rows<Shape>({shape::word<HostdevDriverName>("name").expected()});
constexpr xml::Element<Shape> driver_shape{"driver", driver_shape_rows};

void read_driver(xml::Node node, Hostdev& hostdev) {
    const xml::Node driver = node.child("driver");
    const auto name = driver ? driver.attribute("name") : std::nullopt;
    if (!name || hostdev.as<PciHostdev>() == nullptr) return;
    hostdev.driver = xml::from_word<HostdevDriverName>(*name);
    if (!hostdev.driver) xml::fail_value(xml::Verdict::bad, *name, "name", "driver");
}

void write_driver(xml::Writer& out, const Hostdev& hostdev) {
    if (!hostdev.driver) return;
    out.open("driver");
    out.attribute("name", xml::to_word(*hostdev.driver));
    out.close();
}

// Other devices are neither shared nor protected.
void settle_sharing(xml::Node, Hostdev& hostdev) {
    if (is_scsi(hostdev)) return;
    hostdev.readonly = false;
    hostdev.shareable = false;
}

void read_ip(xml::Node node, Hostdev& hostdev) {
    if (auto* const net = std::get_if<NetCapability>(&hostdev.kind))
        read(ip_setup_xml, node, net->ip);
}

void write_ip(xml::Writer& out, const Hostdev& hostdev) {
    if (const auto* const net = hostdev.as<NetCapability>())
        xml::write_rows(ip_setup_xml, out, &net->ip);
}

using H = Hostdev;

constexpr auto hostdev_rows = xml::rows<H>({
    xml::custom_attr<H, read_kind, write_mode>("mode")
        .like(xml::pattern::words<"subsystem", "capabilities">)
        .turn(-2),
    shape::chosen_from<hostdev_sources>(xml::custom_attr<H, xml::read_nothing, write_type>("type"))
        .expected(),
    xml::custom_attr<H, read_managed, write_managed>("managed").one_of<xml::YesNo>(),
    xml::custom<H, read_of<ScsiHostdev, scsi_xml>, write_of<ScsiHostdev, scsi_xml>>("")
        .naming(scsi_xml)
        .turn(-1),
    xml::custom<H, read_of<ScsiHostHostdev, scsi_host_xml>,
                write_of<ScsiHostHostdev, scsi_host_xml>>("")
        .naming(scsi_host_xml),
    xml::custom<H, read_of<MdevHostdev, mdev_xml>, write_of<MdevHostdev, mdev_xml>>("").naming(
        mdev_xml),
    xml::check<H, check_foreign>().turn(-1),
    xml::spread<H>(),
    xml::custom<H, read_driver, write_driver>("driver").of(driver_shape).once().turn(1),
    shape::chosen_from<hostdev_sources>(
        xml::custom<H, read_hostdev_source, write_hostdev_source>("source"))
        .once()
        .expected(),
    xml::custom<H, read_ip, write_ip>("").naming(ip_setup_xml),
    xml::child<&H::teaming, teaming_xml>().turn(1),
    xml::flag<&H::readonly>("readonly"),
    xml::flag<&H::shareable>("shareable"),
    xml::check<H, settle_sharing>(),
    xml::same<&H::info, bootable_rom_info_xml>(),
});

}  // namespace

bool is_subsystem(const Hostdev& hostdev) {
    return types[hostdev.kind.index()].mode == "subsystem";
}

bool is_scsi(const Hostdev& hostdev) {
    return hostdev.as<ScsiHostdev>() != nullptr;
}

constinit const xml::Element<Hostdev> hostdev_xml{"hostdev", hostdev_rows};

}  // namespace virtd::conf
