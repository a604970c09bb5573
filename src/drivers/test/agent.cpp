// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What the agent in a guest tells and does: what the guest is, who may log in.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace guest_info {  // virDomainGuestInfoTypes
enum : std::uint32_t {
    users = 1,
    os = 2,
    timezone = 4,
    hostname = 8,
    filesystem = 16,
    disks = 32,
    interfaces = 64,
    all = 127
};
}
namespace agent_timeout {  // virDomainAgentResponseTimeoutValues
enum : std::int32_t { block = -2 };
}
namespace set_keys {  // virDomainAuthorizedSSHKeysSetFlags
enum : std::uint32_t { append = 1, remove = 2 };
}

using Params = std::vector<TypedParam>;

void add(Params& params, std::string name, std::string text) {
    params.push_back(param<std::string>(name, std::move(text)));
}

void add_count(Params& params, const std::string& name, std::size_t count) {
    params.push_back(param<std::uint32_t>(name, static_cast<std::uint32_t>(count)));
}

// The system that all these guests run.
void add_os(Params& params) {
    add(params, "os.id", "test");
    add(params, "os.name", "Test");
    add(params, "os.pretty-name", "Test 1.0");
    add(params, "os.version", "1.0");
    add(params, "os.version-id", "1.0");
    add(params, "os.kernel-release", "1.0.0");
    add(params, "os.kernel-version", "#1");
    add(params, "os.machine", "x86_64");
}

void add_timezone(Params& params) {
    add(params, "timezone.name", "UTC");
    params.push_back(param<std::int32_t>("timezone.offset", 0));
}

void add_filesystems(Params& params, const DomainGetFsinfoRet& known) {
    add_count(params, "fs.count", known.info.size());
    for (std::size_t i = 0; i < known.info.size(); ++i) {
        const std::string prefix = "fs." + std::to_string(i) + ".";
        add(params, prefix + "name", known.info[i].name);
        add(params, prefix + "mountpoint", known.info[i].mountpoint);
        add(params, prefix + "fstype", known.info[i].fstype);
        const auto& disks = known.info[i].dev_aliases;
        add_count(params, prefix + "disk.count", disks.size());
        for (std::size_t k = 0; k < disks.size(); ++k)
            add(params, prefix + "disk." + std::to_string(k) + ".alias", disks[k]);
    }
}

void add_disks(Params& params, const conf::Domain& definition) {
    const auto& disks = definition.devices.disks;
    add_count(params, "disk.count", disks.size());
    for (std::size_t i = 0; i < disks.size(); ++i) {
        const std::string prefix = "disk." + std::to_string(i) + ".";
        add(params, prefix + "name", "/dev/" + disks[i].target.dev);
        params.push_back(param<TypedBool>(prefix + "partition", {0}));
        add(params, prefix + "alias", disks[i].target.dev);
    }
}

void add_interfaces(Params& params, const DomainInterfaceAddressesRet& known) {
    add_count(params, "if.count", known.ifaces.size());
    for (std::size_t i = 0; i < known.ifaces.size(); ++i) {
        const std::string prefix = "if." + std::to_string(i) + ".";
        add(params, prefix + "name", known.ifaces[i].name);
        if (known.ifaces[i].hwaddr) add(params, prefix + "hwaddr", *known.ifaces[i].hwaddr);
        const auto& addresses = known.ifaces[i].addrs;
        add_count(params, prefix + "addr.count", addresses.size());
        for (std::size_t k = 0; k < addresses.size(); ++k) {
            const std::string each = prefix + "addr." + std::to_string(k) + ".";
            const bool is_v4 = addresses[k].type == address_type::ipv4;
            add(params, each + "type", is_v4 ? "ipv4" : "ipv6");
            add(params, each + "addr", addresses[k].addr);
            params.push_back(param<std::uint32_t>(each + "prefix", addresses[k].prefix));
        }
    }
}

}  // namespace

// what the guest is

Task<DomainGetGuestInfoRet> TestDomains::domain_get_guest_info(DomainGetGuestInfoArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetGuestInfo");
    const auto dom = guest(args.dom);
    dom->require_active();
    if ((args.types & ~guest_info::all) != 0) {
        fail(Errc::invalid_arg, "unsupported guest information types '0x{:x}'",
             args.types & ~guest_info::all);
    }
    const std::uint32_t types = args.types == 0 ? guest_info::all : args.types;
    DomainGetGuestInfoRet ret;
    if ((types & guest_info::users) != 0) add_count(ret.params, "user.count", 0);
    if ((types & guest_info::os) != 0) add_os(ret.params);
    if ((types & guest_info::timezone) != 0) add_timezone(ret.params);
    if ((types & guest_info::hostname) != 0) {
        DomainGetHostnameArgs asked;
        asked.dom = dom->ref;
        auto known = co_await domain_get_hostname(asked);
        add(ret.params, "hostname", std::move(known.hostname));
    }
    if ((types & guest_info::filesystem) != 0) {
        DomainGetFsinfoArgs asked;
        asked.dom = dom->ref;
        const auto known = co_await domain_get_fsinfo(asked);
        add_filesystems(ret.params, known);
    }
    if ((types & guest_info::disks) != 0) add_disks(ret.params, *dom->current);
    if ((types & guest_info::interfaces) != 0) {
        DomainInterfaceAddressesArgs asked;
        asked.dom = dom->ref;
        asked.source = addresses::agent;
        const auto known = co_await domain_interface_addresses(asked);
        add_interfaces(ret.params, known);
    }
    co_return ret;
}

// The agent answers at once, so any time that it may take is kept.
Task<DomainAgentSetResponseTimeoutRet> TestDomains::domain_agent_set_response_timeout(
    DomainAgentSetResponseTimeoutArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainAgentSetResponseTimeout");
    guest(args.dom);
    if (args.timeout < agent_timeout::block) {
        fail(Errc::invalid_arg, "guest agent timeout '{}' is less than the minimum '{}'",
             args.timeout, static_cast<std::int32_t>(agent_timeout::block));
    }
    DomainAgentSetResponseTimeoutRet ret;
    co_return ret;
}

// who may log in

Task<DomainAuthorizedSshKeysGetRet> TestDomains::domain_authorized_ssh_keys_get(
    DomainAuthorizedSshKeysGetArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainAuthorizedSSHKeysGet");
    const auto dom = guest(args.dom);
    dom->require_active();
    const auto& users = dom->extras().ssh_keys;
    const auto found = users.find(args.user);
    DomainAuthorizedSshKeysGetRet ret;
    if (found != users.end()) ret.keys = found->second;
    co_return ret;
}

// The keys of a user are replaced, or some are added or taken away.
Task<void> TestDomains::domain_authorized_ssh_keys_set(DomainAuthorizedSshKeysSetArgs args) {
    fail.unless_flags(args.flags, set_keys::append | set_keys::remove,
                      "testDomainAuthorizedSSHKeysSet");
    constexpr std::size_t most_users = 1000;
    const auto dom = guest(args.dom);
    dom->require_active();
    auto& users = dom->extras().ssh_keys;
    if (!users.contains(args.user) && users.size() == most_users) {
        fail(Errc::operation_failed, "the guest has no room for more users");
    }
    std::vector<std::string>& keys = users[args.user];
    const auto is_meant = [&args](const std::string& key) {
        return std::ranges::find(args.keys, key) != args.keys.end();
    };
    const bool keeps = (args.flags & (set_keys::append | set_keys::remove)) != 0;
    if (keeps) {
        std::erase_if(keys, is_meant);
    } else {
        keys.clear();
    }
    if ((args.flags & set_keys::remove) != 0) co_return;
    if (keys.size() + args.keys.size() > decltype(DomainAuthorizedSshKeysGetRet::keys)::max) {
        fail(Errc::operation_failed, "the user '{}' has no room for more keys", args.user);
    }
    keys.insert(keys.end(), args.keys.begin(), args.keys.end());
}

}  // namespace virtd::test
