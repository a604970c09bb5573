// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Consoles and channels: what is written comes back, as from a guest that echoes.
#include <memory>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace open_flag {  // virDomainConsoleFlags, virDomainChannelFlags
enum : std::uint32_t { force = 1, safe = 2 };
}

/// A device by its alias, said or implied: "serial0".
template <class List>
bool has_device(const List& devices, const char* prefix, const std::string& name) {
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const std::string alias = prefix + std::to_string(i);
        if (devices[i].info.alias.value_or(alias) == name) return true;
    }
    return false;
}

/// The name of the device that is meant; without one, of the first there is.
std::string console_of(const conf::Domain& definition, const std::optional<std::string>& name) {
    const conf::Devices& devices = definition.devices;
    if (!name) {
        if (!devices.consoles.empty() && devices.serials.empty()) return "console0";
        if (!devices.serials.empty()) return "serial0";
    } else if (has_device(devices.serials, "serial", *name) ||
               has_device(devices.consoles, "console", *name) ||
               has_device(devices.parallels, "parallel", *name)) {
        return *name;
    }
    fail(Errc::internal_error, "cannot find console device '{}'", name.value_or("default"));
}

std::string channel_of(const conf::Domain& definition, const std::optional<std::string>& name) {
    const auto& channels = definition.devices.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto* const port = std::get_if<conf::VirtioTarget>(&channels[i].target);
        std::string alias = channels[i].info.alias.value_or("channel" + std::to_string(i));
        if (!name || alias == *name || (port != nullptr && port->name == *name)) return alias;
    }
    fail(Errc::internal_error, "cannot find channel {}", name.value_or("default"));
}

/// One client at a time; who comes by force takes the place of another.
std::unique_ptr<Stream> open(Guest& dom, const std::string& device, bool by_force,
                             const char* what) {
    std::weak_ptr<EchoPipe>& place = dom.extras().consoles[device];
    const auto other = place.lock();
    if (other && !other->closed()) {
        if (!by_force) {
            fail(Errc::operation_failed, "Active {} session exists for this domain", what);
        }
        other->close();
    }
    auto pipe = std::make_shared<EchoPipe>();
    place = pipe;
    return std::make_unique<EchoStream>(std::move(pipe));
}

}  // namespace

Task<std::unique_ptr<Stream>> TestDomains::domain_open_console(DomainOpenConsoleArgs args) {
    fail.unless_flags(args.flags, open_flag::force | open_flag::safe, "testDomainOpenConsole");
    const auto dom = guest(args.dom);
    dom->require_active();
    const std::string device = console_of(*dom->current, args.dev_name);
    co_return open(*dom, device, (args.flags & open_flag::force) != 0, "console");
}

Task<std::unique_ptr<Stream>> TestDomains::domain_open_channel(DomainOpenChannelArgs args) {
    fail.unless_flags(args.flags, open_flag::force, "testDomainOpenChannel");
    const auto dom = guest(args.dom);
    dom->require_active();
    const std::string device = channel_of(*dom->current, args.name);
    co_return open(*dom, device, (args.flags & open_flag::force) != 0, "channel");
}

}  // namespace virtd::test
