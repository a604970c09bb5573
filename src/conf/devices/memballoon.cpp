// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/memballoon.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(MemballoonModel) {
    using enum MemballoonModel;
    return std::to_array<xml::Name<MemballoonModel>>({
        {virtio, "virtio"},
        {xen, "xen"},
        {none, "none"},
        {virtio_transitional, "virtio-transitional"},
        {virtio_non_transitional, "virtio-non-transitional"},
    });
}

constexpr auto xml_names(WatchdogModel) {
    using enum WatchdogModel;
    return std::to_array<xml::Name<WatchdogModel>>(
        {{i6300esb, "i6300esb"}, {ib700, "ib700"}, {diag288, "diag288"}});
}

constexpr auto xml_names(WatchdogAction) {
    using enum WatchdogAction;
    return std::to_array<xml::Name<WatchdogAction>>({
        {reset, "reset"},
        {shutdown, "shutdown"},
        {poweroff, "poweroff"},
        {pause, "pause"},
        {dump, "dump"},
        {none, "none"},
        {inject_nmi, "inject-nmi"},
    });
}

constexpr auto xml_names(PanicModel) {
    using enum PanicModel;
    return std::to_array<xml::Name<PanicModel>>({
        {default_, "default"},
        {isa, "isa"},
        {pseries, "pseries"},
        {hyperv, "hyperv"},
        {s390, "s390"},
    });
}

namespace {

constexpr Fail fail{Origin::domain};

// A negative period asks for none.
void check_period(xml::Node, Memballoon& balloon) {
    if (balloon.stats_period < 0) balloon.stats_period = 0;
}

// Without a balloon there is nothing to place.
void read_info(xml::Node node, Memballoon& balloon) {
    if (balloon.model != MemballoonModel::none) read(info_xml, node, balloon.info);
}

void write_info(xml::Writer& out, const Memballoon& balloon) {
    xml::write_rows(info_xml, out, &balloon.info);
}

constexpr auto memballoon_rows = xml::rows<Memballoon>({
    xml::attr<&Memballoon::model>("model").required(),
    xml::attr<&Memballoon::autodeflate>("autodeflate"),
    xml::attr<&Memballoon::free_page_reporting>("freePageReporting"),
    xml::attr<&Memballoon::stats_period, xml::any_base>("period")
        .expected()
        .like(xml::pattern::natural)
        .if_set()
        .inside("stats"),
    xml::check<Memballoon, check_period>(),
    xml::custom<Memballoon, read_info, write_info>("").naming(info_xml),
    xml::child<&Memballoon::driver, virtio_driver_xml>(),
});

constexpr auto random_rows = xml::rows<RandomBackend>({xml::text<&RandomBackend::device>()});
constexpr xml::Element<RandomBackend> random_xml{"backend", random_rows};

void check_egd(xml::Node node, EgdBackend&) {
    if (!node.attribute("type")) fail(Errc::xml_error, "missing EGD backend type");
}

// Nobody labels what this talks to.
void drop_labels(xml::Node, EgdBackend& device) {
    drop_seclabels(device.chardev);
}

constexpr auto egd_rows = xml::rows<EgdBackend>({
    xml::check<EgdBackend, check_egd>(),
    xml::same<&EgdBackend::chardev, egd_type_xml>(),
    xml::spread<EgdBackend>(),
    xml::same<&EgdBackend::chardev, chardev_body_xml>(),
    xml::check<EgdBackend, drop_labels>(),
});
constexpr xml::Element<EgdBackend> egd_xml{"backend", egd_rows};

void ignore(xml::Node, BuiltinBackend&) {}
constexpr auto builtin_rows = xml::rows<BuiltinBackend>({xml::check<BuiltinBackend, ignore>()});
constexpr xml::Element<BuiltinBackend> builtin_xml{"backend", builtin_rows};

using BackendKind = decltype(RngBackend::kind);

constexpr auto backends = xml::kinds<BackendKind>({
    {"random", &random_xml},
    {"egd", &egd_xml},
    {"builtin", &builtin_xml},
});
constexpr xml::KindTable backend_table = xml::kind_table<BackendKind>(backends);

void check_backend(xml::Node node, RngBackend&) {
    if (!node.attribute("model")) fail(Errc::xml_error, "missing RNG device backend model");
}

void complete_backend(xml::Node, RngBackend& backend) {
    auto* const random = std::get_if<RandomBackend>(&backend.kind);
    if (random != nullptr && random->device.empty()) random->device = "/dev/random";
}

constexpr auto backend_rows = xml::rows<RngBackend>({
    xml::check<RngBackend, check_backend>(),
    xml::kind_attr<&RngBackend::kind, backend_table>("model").expected().or_fail(
        Errc::config_unsupported, "unknown RNG backend model '{}'"),
    xml::kind_same<&RngBackend::kind, backend_table>(),
    xml::check<RngBackend, complete_backend>(),
});
constexpr xml::Element<RngBackend> backend_xml{"backend", backend_rows};

// A period alone limits nothing.
void check_rate(xml::Node, RngRate& rate) {
    if (rate.bytes == 0) rate.period_ms = 0;
}

constexpr auto rate_rows = xml::rows<RngRate>({
    xml::attr<&RngRate::bytes>("bytes")
        .expected()
        .or_fail(Errc::xml_error, "invalid RNG rate bytes value")
        .if_set(),
    xml::attr<&RngRate::period_ms>("period")
        .or_fail(Errc::xml_error, "invalid RNG rate period value")
        .if_set(),
    xml::check<RngRate, check_rate>(),
});
constexpr xml::Element<RngRate> rate_xml{"rate", rate_rows};

void check_rng(xml::Node node, Rng&) {
    if (!node.attribute("model")) fail(Errc::xml_error, "missing RNG device model");
}

void check_one_backend(xml::Node node, Rng&) {
    if (node.count("backend") != 1) fail(Errc::xml_error, "only one RNG backend is supported");
}

constexpr auto rng_rows = xml::rows<Rng>({
    xml::check<Rng, check_rng>(),
    xml::attr<&Rng::model>("model").expected().or_fail(Errc::config_unsupported,
                                                       "unknown RNG model '{}'"),
    xml::child<&Rng::rate, rate_xml>(),
    xml::check<Rng, check_one_backend>(),
    xml::child<&Rng::backend, backend_xml>().expected(),
    xml::child<&Rng::driver, virtio_driver_xml>(),
    xml::same<&Rng::info, info_xml>(),
});

void check_watchdog(xml::Node node, Watchdog&) {
    if (!node.attribute("model")) fail(Errc::internal_error, "watchdog must contain model name");
}

constexpr auto watchdog_rows = xml::rows<Watchdog>({
    xml::check<Watchdog, check_watchdog>(),
    xml::attr<&Watchdog::model>("model").expected().or_fail(Errc::config_unsupported,
                                                            "unknown watchdog model '{}'"),
    xml::attr<&Watchdog::action>("action").or_fail(Errc::config_unsupported,
                                                   "unknown watchdog action '{}'"),
    xml::same<&Watchdog::info, info_xml>(),
});

constexpr auto panic_rows = xml::rows<Panic>({
    xml::attr<&Panic::model>("model")
        .or_fail(Errc::config_unsupported, "unknown panic model '{}'")
        .if_set(),
    xml::same<&Panic::info, info_xml>().turn(-1),
});

}  // namespace

std::string_view panic_word(PanicModel model) {
    return xml::to_word(model);
}

constinit const xml::Element<Memballoon> memballoon_xml{"memballoon", memballoon_rows};
constinit const xml::Element<Rng> rng_xml{"rng", rng_rows};
constinit const xml::Element<Watchdog> watchdog_xml{"watchdog", watchdog_rows};
constinit const xml::Element<Panic> panic_xml{"panic", panic_rows};

}  // namespace virtd::conf
