// <seclabel>, <keywrap> and <launchSecurity>: how a guest is kept apart from all else.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

/// Numbers of virDomainSeclabelType.
enum class SeclabelType { none = 1, dynamic, static_ };

constexpr auto xml_names(SeclabelType) {
    using enum SeclabelType;
    return std::to_array<xml::Name<SeclabelType>>(
        {{none, "none"}, {dynamic, "dynamic"}, {static_, "static"}});
}

struct Seclabel {
    std::optional<SeclabelType> type;  // absent: whatever the host does
    std::string model;
    std::optional<xml::YesNo> relabel;  // always there once completed
    std::string label;
    std::string image_label;  // of a running guest
    std::string base_label;

    bool operator==(const Seclabel&) const = default;
};

/// Keys of a mainframe guest's ciphers.
struct KeyWrap {
    std::optional<xml::OnOff> aes, dea;

    bool operator==(const KeyWrap&) const = default;
};

enum class LaunchSecurityType { sev = 1, s390_pv };

constexpr auto xml_names(LaunchSecurityType) {
    return std::to_array<xml::Name<LaunchSecurityType>>(
        {{LaunchSecurityType::sev, "sev"}, {LaunchSecurityType::s390_pv, "s390-pv"}});
}

struct LaunchSecurity {
    LaunchSecurityType type = LaunchSecurityType::sev;
    std::optional<xml::YesNo> kernel_hashes;
    std::optional<unsigned> c_bit_position;
    std::optional<unsigned> reduced_phys_bits;
    unsigned policy = 0;
    std::string dh_cert;
    std::string session;

    bool operator==(const LaunchSecurity&) const = default;
};

extern const xml::Element<Seclabel> seclabel_xml;
extern const xml::Element<KeyWrap> key_wrap_xml;
extern const xml::Element<LaunchSecurity> launch_security_xml;

/// Fills in what each kind of label implies and refuses what contradicts it.
void complete_seclabels(std::vector<Seclabel>& labels);

}  // namespace virtd::conf
