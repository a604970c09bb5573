// SPDX-License-Identifier: LGPL-2.1-or-later
// Every wire struct: what decodes encodes to bytes that decode to the same value.
//
// Input: program (its index), a bit for arguments or result, two bytes for the procedure (its
// index), then the payload.
#include <cstdlib>

#include "base/error.hpp"
#include "programs.hpp"

namespace virtd::rpc::wire {

namespace {

unsigned byte_at(std::string_view input, std::size_t index) {
    return static_cast<unsigned char>(input[index]);
}

WireType chosen_type(std::string_view input) {
    const Program& program = programs()[byte_at(input, 0) % programs().size()];
    const unsigned index = byte_at(input, 2) << 8 | byte_at(input, 3);
    const Structs& structs = program.procedures[index % program.procedures.size()].structs;
    return byte_at(input, 1) % 2 == 0 || structs.ret.examine == nullptr ? structs.args
                                                                        : structs.ret;
}

void round_trip(std::string_view input) {
    constexpr std::size_t prefix = 4;
    if (input.size() < prefix) return;
    const WireType type = chosen_type(input);
    Examined first;
    try {
        first = type.examine(input.substr(prefix));
    } catch (const Error&) {
        return;
    }
    const Examined second = type.examine(first.bytes);
    if (second.bytes != first.bytes || second.text != first.text) std::abort();
}

}  // namespace

}  // namespace virtd::rpc::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    virtd::rpc::wire::round_trip({reinterpret_cast<const char*>(data), size});
    return 0;
}
