// <tpm>: trusted platform modules.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conf/devices/chardev.hpp"

namespace virtd::conf {

enum class TpmModel { tis, crb, spapr, spapr_proxy };
enum class TpmVersion { v1_2, v2_0 };
enum class PcrBank { sha1, sha256, sha384, sha512 };

struct PassthroughTpm {
    std::string path;

    bool operator==(const PassthroughTpm&) const = default;
};

struct EmulatorTpm {
    std::optional<TpmVersion> version;
    std::optional<YesNo> persistent_state;
    std::optional<Uuid> encryption;     // a secret
    std::vector<PcrBank> active_banks;  // in the order of the enumeration

    bool operator==(const EmulatorTpm&) const = default;
};

struct ExternalTpm {
    UnixChardev socket;

    bool operator==(const ExternalTpm&) const = default;
};

struct TpmBackend {
    std::variant<PassthroughTpm, EmulatorTpm, ExternalTpm> kind;

    bool operator==(const TpmBackend&) const = default;
};

struct Tpm {
    std::optional<TpmModel> model;
    TpmBackend backend;
    DeviceInfo info;

    bool operator==(const Tpm&) const = default;
};

void validate(const Tpm& tpm);

extern const xml::Element<Tpm> tpm_xml;

}  // namespace virtd::conf
