// What a connection can be asked that reaches no guests, but one kind of objects alone.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <utility>

#include "base/version.hpp"
#include "driver/hypervisor.hpp"

namespace virtd::shared {

class PlainConnection : public driver::Hypervisor {
public:
    /// The type is that of virConnectGetType(): "secret".
    PlainConnection(std::string type, std::string uri)
        : type_(std::move(type)), uri_(std::move(uri)) {}

    Task<driver::ConnectGetTypeRet> connect_get_type() override {
        co_return driver::ConnectGetTypeRet{.type = type_};
    }
    Task<driver::ConnectGetUriRet> connect_get_uri() override {
        co_return driver::ConnectGetUriRet{.uri = uri_};
    }
    Task<driver::ConnectGetLibVersionRet> connect_get_lib_version() override {
        co_return driver::ConnectGetLibVersionRet{.lib_ver = libvirt_version_number};
    }
    Task<driver::ConnectIsSecureRet> connect_is_secure() override {
        co_return driver::ConnectIsSecureRet{.secure = 1};
    }

private:
    const std::string type_;
    const std::string uri_;
};

}  // namespace virtd::shared
