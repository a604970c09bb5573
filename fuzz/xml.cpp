// SPDX-License-Identifier: LGPL-2.1-or-later
// Every kind of definition: what is read is printed, and reads and prints the same again.
//
// Input: the kind (its index), then the document.
#include <fmt/core.h>

#include <cstdlib>
#include <iterator>

#include "base/error.hpp"
#include "conf/backup.hpp"
#include "conf/capabilities.hpp"
#include "conf/domain.hpp"
#include "conf/domain_capabilities.hpp"
#include "conf/host_interface.hpp"
#include "conf/network.hpp"
#include "conf/nwfilter.hpp"
#include "conf/storage/pool.hpp"
#include "conf/storage/pool_capabilities.hpp"
#include "conf/storage/volume.hpp"

namespace virtd::conf {

namespace {

using Reprint = std::string (*)(std::string_view xml);

// Only ever append: the corpus refers to the indexes.
constexpr Reprint kinds[] = {
    [](std::string_view xml) { return format(parse_domain(xml)); },
    [](std::string_view xml) { return format(parse_domain(xml, {.inactive = false})); },
    [](std::string_view xml) { return format(parse_domain(xml, {.check_names = true})); },
    [](std::string_view xml) { return format(parse_network(xml)); },
    [](std::string_view xml) { return format(parse_pool(xml)); },
    [](std::string_view xml) { return format(parse_volume(xml, PoolType::dir)); },
    [](std::string_view xml) { return format(parse_nwfilter(xml)); },
    [](std::string_view xml) { return format(parse_host_interface(xml)); },
    [](std::string_view xml) { return format(parse_capabilities(xml)); },
    [](std::string_view xml) { return format(parse_domain_capabilities(xml)); },
    [](std::string_view xml) { return format(parse_pool_capabilities(xml)); },
    [](std::string_view xml) { return format(parse_backup(xml)); },
};

void round_trip(Reprint reprint, std::string_view xml) {
    std::string first;
    try {
        first = reprint(xml);
    } catch (const Error&) {
        return;
    }
    try {
        const std::string second = reprint(first);
        if (second == first) return;
        fmt::print(stderr, "--- first\n{}--- again\n{}", first, second);
    } catch (const Error& error) {
        fmt::print(stderr, "{}is refused: {}\n", first, error.message());
    }
    std::abort();
}

}  // namespace

}  // namespace virtd::conf

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto kind = virtd::conf::kinds[data[0] % std::size(virtd::conf::kinds)];
    virtd::conf::round_trip(kind, {reinterpret_cast<const char*>(data + 1), size - 1});
    return 0;
}
