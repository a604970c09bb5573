// SPDX-License-Identifier: LGPL-2.1-or-later
// Every kind of definition: what is read is printed, and reads and prints the same again.
// Validation sees them all.
//
// Input: the kind (its index), then the document.
#include <fmt/core.h>

#include <cstdlib>
#include <iterator>

#include "base/error.hpp"
#include "conf/document_kinds.hpp"

namespace virtd::conf {

namespace {

/// What needs an average is printed with one of zero, which is not: so does libvirt.
bool is_about_rates(const Error& error) {
    return error.message().ends_with("'peak' and 'burst' require 'average' attribute");
}

void round_trip(const DocumentKind& kind, std::string_view xml) {
    try {
        validate(kind, xml);
    } catch (const Error&) {  // that is for it to say
    }
    std::string first;
    try {
        first = kind.print(xml);
    } catch (const Error&) {
        return;
    }
    if (!kind.is_read_again || has_empty_bandwidth(first)) return;
    try {
        const std::string second =
            (kind.print_again == nullptr ? kind.print : kind.print_again)(first);
        if (second == first) return;
        fmt::print(stderr, "--- first\n{}--- again\n{}", first, second);
    } catch (const Error& error) {
        if (is_about_rates(error)) return;
        fmt::print(stderr, "{}is refused: {}\n", first, error.message());
    }
    std::abort();
}

}  // namespace

}  // namespace virtd::conf

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    using virtd::conf::document_kinds;
    const auto& kind = document_kinds[data[0] % std::size(document_kinds)];
    virtd::conf::round_trip(kind, {reinterpret_cast<const char*>(data + 1), size - 1});
    return 0;
}
