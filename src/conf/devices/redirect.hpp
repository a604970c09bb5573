// <redirdev> and <redirfilter>: USB devices of whoever looks at the guest; <smartcard>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conf/devices/chardev.hpp"

namespace virtd::conf {

enum class RedirectBus { usb };

struct Redirdev {
    RedirectBus bus = RedirectBus::usb;
    Chardev chardev;
    DeviceInfo info;

    bool operator==(const Redirdev&) const = default;
};

/// Which devices may or may not be redirected; what is absent fits all.
struct RedirectRule {
    std::optional<std::uint32_t> usb_class;
    std::optional<std::uint32_t> vendor;
    std::optional<std::uint32_t> product;
    std::optional<std::uint32_t> version;  // 0x0256 for "2.56"
    YesNo allow = YesNo::no;

    bool operator==(const RedirectRule&) const = default;
};

struct Redirfilter {
    std::vector<RedirectRule> rules;

    bool operator==(const Redirfilter&) const = default;
};

struct HostSmartcard {
    bool operator==(const HostSmartcard&) const = default;
};

struct CertificateSmartcard {
    std::vector<std::string> certificates;  // three of them
    std::optional<std::string> database;

    bool operator==(const CertificateSmartcard&) const = default;
};

struct PassthroughSmartcard {
    Chardev chardev;

    bool operator==(const PassthroughSmartcard&) const = default;
};

struct Smartcard {
    std::variant<HostSmartcard, CertificateSmartcard, PassthroughSmartcard> kind;
    DeviceInfo info;

    bool operator==(const Smartcard&) const = default;
};

extern const xml::Element<Redirdev> redirdev_xml;
extern const xml::Element<Redirfilter> redirfilter_xml;
extern const xml::Element<Smartcard> smartcard_xml;

}  // namespace virtd::conf
