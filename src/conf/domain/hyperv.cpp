// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/hyperv.hpp"

#include "base/translate.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr std::size_t max_vendor_id = 12;
constexpr unsigned min_retries = 4095;

constexpr auto switch_rows = xml::rows<Switch>({xml::attr<&Switch::state>("state").required()});

// What belongs to a feature counts only when that is on.

constexpr auto retries_rows =
    xml::rows<Spinlocks>({xml::attr<&Spinlocks::retries>("retries").required()});
constexpr xml::Element<Spinlocks> retries_xml{"spinlocks", retries_rows};

void read_retries(xml::Node node, Spinlocks& into) {
    if (into.state != xml::OnOff::on) return;
    xml::read(retries_xml, node, into);
    if (into.retries < min_retries) {
        fail(Errc::xml_error, "HyperV spinlock retry count must be at least {}", min_retries);
    }
}

void write_retries(xml::Writer& out, const Spinlocks& from) {
    if (from.state == xml::OnOff::on) out.attribute("retries", from.retries);
}

constexpr auto spinlocks_rows = xml::rows<Spinlocks>({
    xml::attr<&Spinlocks::state>("state").required(),
    xml::custom_attr<Spinlocks, read_retries, write_retries>("retries").like(xml::pattern::natural),
});
constexpr xml::Element<Spinlocks> spinlocks_xml{"spinlocks", spinlocks_rows};

constexpr auto direct_rows =
    xml::rows<Stimer>({xml::child<&Stimer::direct, required_switch_xml>("direct")});
constexpr xml::Element<Stimer> direct_xml{"stimer", direct_rows,
                                          translatable("unsupported Hyper-V stimer feature: {}")};

void read_direct(xml::Node node, Stimer& into) {
    if (into.state == xml::OnOff::on) xml::read(direct_xml, node, into);
    // what is off is not worth a word
    if (into.direct && into.direct->state != xml::OnOff::on) into.direct.reset();
}

void write_direct(xml::Writer& out, const Stimer& from) {
    xml::write_rows(direct_xml, out, &from);
}

constexpr auto stimer_rows = xml::rows<Stimer>({
    xml::attr<&Stimer::state>("state").required().unexpected(),
    xml::custom<Stimer, read_direct, write_direct>("direct").of(required_switch_xml).once(),
});
constexpr xml::Element<Stimer> stimer_xml{"stimer", stimer_rows};

void read_vendor_id(xml::Node node, VendorId& into) {
    if (into.state != xml::OnOff::on) return;
    const auto value = node.attribute("value");
    if (!value) fail(Errc::xml_error, "missing 'value' attribute for HyperV feature 'vendor_id'");
    if (value->size() > max_vendor_id) {
        fail(Errc::xml_error, "HyperV vendor_id value must not be more than {} characters.",
             max_vendor_id);
    }
    if (value->find(',') != value->npos) fail(Errc::xml_error, "HyperV vendor_id value is invalid");
    into.value = *value;
}

void write_vendor_id(xml::Writer& out, const VendorId& from) {
    if (from.value) out.attribute("value", *from.value);
}

constexpr auto vendor_id_rows = xml::rows<VendorId>({
    xml::attr<&VendorId::state>("state").required(),
    xml::custom_attr<VendorId, read_vendor_id, write_vendor_id>("value"),
});
constexpr xml::Element<VendorId> vendor_id_xml{"vendor_id", vendor_id_rows};

constexpr auto hyperv_rows = xml::rows<Hyperv>({
    xml::attr<&Hyperv::mode>("mode"),
    xml::spread<Hyperv>(),
    xml::child<&Hyperv::relaxed, required_switch_xml>("relaxed"),
    xml::child<&Hyperv::vapic, required_switch_xml>("vapic"),
    xml::child<&Hyperv::spinlocks, spinlocks_xml>(),
    xml::child<&Hyperv::vpindex, required_switch_xml>("vpindex"),
    xml::child<&Hyperv::runtime, required_switch_xml>("runtime"),
    xml::child<&Hyperv::synic, required_switch_xml>("synic"),
    xml::child<&Hyperv::stimer, stimer_xml>(),
    xml::child<&Hyperv::reset, required_switch_xml>("reset"),
    xml::child<&Hyperv::vendor_id, vendor_id_xml>(),
    xml::child<&Hyperv::frequencies, required_switch_xml>("frequencies"),
    xml::child<&Hyperv::reenlightenment, required_switch_xml>("reenlightenment"),
    xml::child<&Hyperv::tlbflush, required_switch_xml>("tlbflush"),
    xml::child<&Hyperv::ipi, required_switch_xml>("ipi"),
    xml::child<&Hyperv::evmcs, required_switch_xml>("evmcs"),
    xml::child<&Hyperv::avic, required_switch_xml>("avic"),
});

}  // namespace

constinit const xml::Element<Switch> required_switch_xml{"", switch_rows};
constinit const xml::Element<Hyperv> hyperv_xml{
    "hyperv", hyperv_rows, translatable("unsupported HyperV Enlightenment feature: {}")};

}  // namespace virtd::conf
