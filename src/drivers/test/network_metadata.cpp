// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What programs keep with networks: titles, descriptions, elements of their own.
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "conf/metadata.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"
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

std::size_t size_of(const std::shared_ptr<const conf::Network>& network) {
    return network && network->metadata ? network->metadata->text.size() : 0;
}

}  // namespace

Task<void> TestNetworkDriver::network_set_metadata(NetworkSetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkSetMetadata");
    std::size_t bytes = args.metadata ? args.metadata->size() : 0;
    bytes += size_of(of(args.network).current) + size_of(of(args.network).next);
    const NetworkRef ref = args.network;
    const std::uint32_t flags = args.flags;
    NetworkEventCallbackMetadataChangeMsg message;
    message.type = args.type;
    message.nsuri = args.uri;
    Change change = [args = std::move(args)](const conf::Network& definition) {
        conf::Network copy = definition;
        write(copy, args);
        return copy;
    };
    co_await change_definitions(ref, flags, bytes, std::move(change));
    message.net = of(ref).ref();
    events_.publish(std::move(message));
}

Task<NetworkGetMetadataRet> TestNetworkDriver::network_get_metadata(NetworkGetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkGetMetadata");
    const TestNetwork& network = of(args.network);
    const std::uint32_t flags = network.affected(args.flags);
    const bool is_saved = (flags & affect::live) == 0 && network.active && network.next != nullptr;
    const auto definition = is_saved ? network.next : network.current;
    const auto work = [definition, args] { return read(*definition, args); };
    auto found = co_await shared::reading(pool_, size_of(definition), work);
    if (!found) {
        fail_network(Errc::no_network_metadata, "Requested metadata element is not present");
    }
    NetworkGetMetadataRet ret;
    ret.metadata = std::move(*found);
    co_return ret;
}

}  // namespace virtd::test
