// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What programs keep with networks: titles, descriptions, elements of their own.
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "conf/metadata.hpp"
#include "driver/flags.hpp"
#include "drivers/test/network_driver.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_network{Origin::network};

void write(conf::Network& definition, const NetworkSetMetadataArgs& args) {
    switch (args.type) {
        case metadata::description:
            definition.description = args.metadata.value_or("");
            return;
        case metadata::title:
            definition.title = args.metadata.value_or("");
            return;
        case metadata::element:
            if (args.metadata) {
                conf::set_metadata(definition.metadata, args.uri.value_or(""),
                                   args.key.value_or(""), *args.metadata);
            } else {
                conf::remove_metadata(definition.metadata, args.uri.value_or(""));
            }
            return;
        default:
            fail_network(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

std::optional<std::string> read(const conf::Network& definition,
                                const NetworkGetMetadataArgs& args) {
    const auto unless_empty = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    switch (args.type) {
        case metadata::description:
            return unless_empty(definition.description);
        case metadata::title:
            return unless_empty(definition.title);
        case metadata::element:
            return conf::find_metadata(definition.metadata, args.uri.value_or(""));
        default:
            fail_network(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

std::shared_ptr<const conf::Network> changed(const conf::Network& definition,
                                             const NetworkSetMetadataArgs& args) {
    auto copy = std::make_shared<conf::Network>(definition);
    write(*copy, args);
    return copy;
}

}  // namespace

Task<void> TestNetworkDriver::network_set_metadata(NetworkSetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkSetMetadata");
    TestNetwork& network = of(args.network);
    const std::uint32_t flags = network.affected(args.flags);
    auto& saved = network.active ? network.next : network.current;
    if ((flags & affect::config) != 0) saved = changed(saved ? *saved : *network.current, args);
    if ((flags & affect::live) != 0) network.current = changed(*network.current, args);

    NetworkEventCallbackMetadataChangeMsg message;
    message.net = network.ref();
    message.type = args.type;
    message.nsuri = std::move(args.uri);
    events_.publish(std::move(message));
    co_return;
}

Task<NetworkGetMetadataRet> TestNetworkDriver::network_get_metadata(NetworkGetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkGetMetadata");
    const TestNetwork& network = of(args.network);
    const std::uint32_t flags = network.affected(args.flags);
    const bool is_saved = (flags & affect::live) == 0 && network.active && network.next != nullptr;
    auto found = read(is_saved ? *network.next : *network.current, args);
    if (!found) {
        fail_network(Errc::no_network_metadata, "Requested metadata element is not present");
    }
    NetworkGetMetadataRet ret;
    ret.metadata = std::move(*found);
    co_return ret;
}

}  // namespace virtd::test
