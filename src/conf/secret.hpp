// <secret>: what a password or key is for. Its value never stands in the document.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/uuid.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// The values are those of virSecretUsageType.
enum class SecretUsage : std::uint8_t { none, volume, ceph, iscsi, tls, vtpm };

constexpr auto xml_names(SecretUsage) {
    using enum SecretUsage;
    return std::to_array<xml::Name<SecretUsage>>({{none, "none"},
                                                  {volume, "volume"},
                                                  {ceph, "ceph"},
                                                  {iscsi, "iscsi"},
                                                  {tls, "tls"},
                                                  {vtpm, "vtpm"}});
}

struct Secret {
    bool is_ephemeral = false;  // kept in memory only
    bool is_private = false;    // its value is told to nobody
    Uuid uuid{};
    std::string description;
    SecretUsage usage = SecretUsage::none;
    std::string usage_id;  // what it is used for: a path or a name

    bool operator==(const Secret&) const = default;
};

extern const xml::Element<Secret> secret_xml;

/// Reads and completes.
Secret parse_secret(std::string_view xml, bool check_names = false);
Secret parse_secret(xml::Node node);

std::string format(const Secret& secret, const xml::View& view = {});

}  // namespace virtd::conf
