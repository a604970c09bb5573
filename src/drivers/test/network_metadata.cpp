// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What programs keep with networks: titles, descriptions, elements of their own.
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/shared/metadata.hpp"
#include "drivers/test/network_driver.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_network{Origin::network};

}  // namespace

Task<void> TestNetworkDriver::network_set_metadata(NetworkSetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkSetMetadata");
    const std::size_t bytes = args.metadata ? args.metadata->size() : 0;
    const NetworkRef ref = args.network;
    const std::uint32_t flags = args.flags;
    NetworkEventCallbackMetadataChangeMsg message;
    message.type = args.type;
    message.nsuri = args.uri;
    Change change = [args = std::move(args)](const conf::Network& definition) {
        conf::Network copy = definition;
        shared::check_metadata_type(args.type, fail_network);
        shared::write_metadata(copy, args);
        return copy;
    };
    co_await change_definitions(ref, flags, bytes, std::move(change));
    message.net = of(ref).ref();
    events_.publish(std::move(message));
}

Task<NetworkGetMetadataRet> TestNetworkDriver::network_get_metadata(NetworkGetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testNetworkGetMetadata");
    shared::check_metadata_type(args.type, fail_network);
    const TestNetwork& network = of(args.network);
    const std::uint32_t flags = network.affected(args.flags);
    const bool is_saved = (flags & affect::live) == 0 && network.next != nullptr;
    const auto definition = is_saved ? network.next : network.current;
    const auto work = [definition, args] { return shared::read_metadata(*definition, args); };
    auto found = co_await shared::reading(pool_, shared::metadata_size(definition), work);
    if (!found) {
        fail_network(Errc::no_network_metadata, "Requested metadata element is not present");
    }
    NetworkGetMetadataRet ret;
    ret.metadata = std::move(*found);
    co_return ret;
}

}  // namespace virtd::test
