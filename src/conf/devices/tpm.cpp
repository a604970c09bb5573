// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/tpm.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

constexpr auto xml_names(TpmModel) {
    using enum TpmModel;
    return std::to_array<xml::Name<TpmModel>>({
        {tis, "tpm-tis"},
        {crb, "tpm-crb"},
        {spapr, "tpm-spapr"},
        {spapr_proxy, "spapr-tpm-proxy"},
    });
}

constexpr auto xml_names(TpmVersion) {
    return std::to_array<xml::Name<TpmVersion>>(
        {{TpmVersion::v1_2, "1.2"}, {TpmVersion::v2_0, "2.0"}});
}

constexpr auto xml_names(PcrBank) {
    using enum PcrBank;
    return std::to_array<xml::Name<PcrBank>>(
        {{sha1, "sha1"}, {sha256, "sha256"}, {sha384, "sha384"}, {sha512, "sha512"}});
}

namespace {

constexpr Fail fail{Origin::domain};

void complete_path(xml::Node, PassthroughTpm& tpm) {
    if (tpm.path.empty()) tpm.path = "/dev/tpm0";
}

constexpr auto passthrough_rows = xml::rows<PassthroughTpm>({
    xml::mention<PassthroughTpm>("version", xml::Part::attribute)
        .one_of<TpmVersion>(),  // is the host's
    xml::attr<&PassthroughTpm::path>("path").like(xml::pattern::some_text).inside("device"),
    xml::check<PassthroughTpm, complete_path>(),
});
constexpr xml::Element<PassthroughTpm> passthrough_xml{"backend", passthrough_rows};

constexpr auto encryption_shape_rows =
    xml::rows<Shape>({shape::attribute("secret").like(xml::pattern::uuid).expected()});
constexpr xml::Element<Shape> encryption_shape{"encryption", encryption_shape_rows};

constexpr auto banks_shape_rows = xml::rows<Shape>({
    shape::flag("sha1"),
    shape::flag("sha256"),
    shape::flag("sha384"),
    shape::flag("sha512"),
});
constexpr xml::Element<Shape> banks_shape{"active_pcr_banks", banks_shape_rows};

void read_encryption(xml::Node node, EmulatorTpm& tpm) {
    const xml::Node encryption = node.child("encryption");
    const auto secret = encryption ? encryption.attribute("secret") : std::nullopt;
    if (!secret) return;
    tpm.encryption = parse_uuid(*secret);
    if (!tpm.encryption) fail(Errc::internal_error, "Unable to parse secret uuid '{}'", *secret);
}

void write_encryption(xml::Writer& out, const EmulatorTpm& tpm) {
    if (!tpm.encryption) return;
    out.open("encryption");
    out.attribute("secret", to_string(*tpm.encryption));
    out.close();
}

void read_banks(xml::Node node, EmulatorTpm& tpm) {
    const xml::Node banks = node.child("active_pcr_banks");
    if (!banks) return;
    for (xml::Node item = banks.first(); item; item = item.next()) {
        const auto bank = xml::from_word<PcrBank>(item.name());
        if (!bank) fail(Errc::config_unsupported, "Unsupported PCR banks '{}'", item.name());
        tpm.active_banks.push_back(*bank);
    }
    auto& distinct = tpm.active_banks;
    std::ranges::sort(distinct);
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
}

void write_banks(xml::Writer& out, const EmulatorTpm& tpm) {
    if (tpm.active_banks.empty()) return;
    out.open("active_pcr_banks");
    for (const PcrBank bank : tpm.active_banks)
        out.flag_element(xml::to_word(bank));
    out.close();
}

constexpr auto emulator_rows = xml::rows<EmulatorTpm>({
    xml::attr<&EmulatorTpm::version>("version"),
    xml::attr<&EmulatorTpm::persistent_state>("persistent_state")
        .or_fail(Errc::internal_error, "Invalid persistent_state value, either 'yes' or 'no'")
        .if_set(),
    xml::custom<EmulatorTpm, read_encryption, write_encryption>("encryption")
        .of(encryption_shape)
        .once(),
    xml::custom<EmulatorTpm, read_banks, write_banks>("active_pcr_banks").of(banks_shape).once(),
});
constexpr xml::Element<EmulatorTpm> emulator_xml{"backend", emulator_rows};

constexpr auto socket_shape_rows = xml::rows<Shape>({
    shape::attribute("type").like(xml::pattern::words<"unix">).expected(),
    shape::attribute("path").like(xml::pattern::some_text).expected(),
    shape::attribute("mode").like(xml::pattern::words<"connect">).expected(),
});
constexpr xml::Element<Shape> socket_shape{"source", socket_shape_rows};

void read_socket(xml::Node node, ExternalTpm& tpm) {
    const xml::Node source = node.child("source");
    const auto type = source ? source.attribute("type") : std::nullopt;
    if (!type) fail(Errc::xml_error, "missing external TPM backend type");
    if (!is_chardev_type(*type))
        fail(Errc::config_unsupported, "unknown backend type '{}' for external TPM", *type);
    if (*type != "unix")
        fail(Errc::xml_error, "only source type 'unix' is supported for external TPM device");
    read(unix_source_xml, source, tpm.socket);
    if (!tpm.socket.path) fail(Errc::xml_error, "missing socket path for external TPM device");
    if (tpm.socket.mode != SocketMode::connect)
        fail(Errc::xml_error, "only 'client' mode is supported for external TPM device");
}

void write_socket(xml::Writer& out, const ExternalTpm& tpm) {
    out.open("source");
    out.attribute("type", "unix");
    xml::write_rows(unix_source_xml, out, &tpm.socket);
    out.close();
}

constexpr auto external_rows = xml::rows<ExternalTpm>({
    xml::mention<ExternalTpm>("version", xml::Part::attribute).one_of<TpmVersion>(),
    xml::custom<ExternalTpm, read_socket, write_socket>("source").of(socket_shape).once(),
});
constexpr xml::Element<ExternalTpm> external_xml{"backend", external_rows};

using Kind = decltype(TpmBackend::kind);

constexpr auto kinds = xml::kinds<Kind>({
    {"passthrough", &passthrough_xml},
    {"emulator", &emulator_xml},
    {"external", &external_xml},
});
constexpr xml::KindTable kind_table = xml::kind_table<Kind>(kinds);

constexpr auto backend_rows = xml::rows<TpmBackend>({
    xml::kind_attr<&TpmBackend::kind, kind_table>("type").required(),
    xml::kind_same<&TpmBackend::kind, kind_table>(),
});
constexpr xml::Element<TpmBackend> backend_xml{"backend", backend_rows};

void check_backends(xml::Node node, Tpm&) {
    const int backends = node.count("backend");
    if (backends == 0) fail(Errc::xml_error, "missing TPM device backend");
    if (backends > 1) fail(Errc::xml_error, "only one TPM backend is supported");
}

constexpr auto tpm_rows = xml::rows<Tpm>({
    xml::attr<&Tpm::model>("model"),
    xml::check<Tpm, check_backends>(),
    xml::child<&Tpm::backend, backend_xml>().expected(),
    xml::same<&Tpm::info, info_xml>(),
});

}  // namespace

void validate(const Tpm& tpm) {
    const auto* const emulator = std::get_if<EmulatorTpm>(&tpm.backend.kind);
    if (emulator != nullptr && !emulator->active_banks.empty() &&
        emulator->version != TpmVersion::v2_0)
        fail(Errc::xml_error, "<active_pcr_banks/> requires TPM version '2.0'");
}

constinit const xml::Element<Tpm> tpm_xml{"tpm", tpm_rows};

}  // namespace virtd::conf
