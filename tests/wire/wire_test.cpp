// Every struct and every row against the facts about the protocol, and all recorded frames.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "programs.hpp"
#include "rpc/bodies.hpp"
#include "rpc/frame.hpp"

namespace virtd::rpc::wire {

namespace {

std::vector<std::string> lines_of(const std::string& file) {
    std::ifstream in(std::string(VIRTD_TEST_DATA "/protocol/") + file);
    REQUIRE(in.good());
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

std::string_view word(Priority priority) {
    return priority == Priority::high ? "high" : "low";
}

std::string_view word(ReadOnly read_only) {
    if (read_only == ReadOnly::allow) return "allow";
    return read_only == ReadOnly::deny ? "deny" : "deny_if";
}

std::string_view or_dash(std::string_view text) {
    return text.empty() ? "-" : text;
}

/// What follows the columns in a line of procedures.txt.
std::string options(const Procedure& row) {
    std::string out;
    for (const std::string_view rule : row.permissions) {
        if (!rule.empty()) out += fmt::format(" acl={}", rule);
    }
    if (!row.filter.empty()) out += fmt::format(" filter={}", row.filter);
    if (!row.needs_auth) out += " before_auth";
    if (!row.needs_open) out += " before_open";
    if (row.stream != StreamKind::none) {
        out += row.stream == StreamKind::read ? " stream=read" : " stream=write";
    }
    if (row.sparse_flag != 0) out += fmt::format(" sparse={}", row.sparse_flag);
    return out;
}

std::string signature_of(const WireType& type) {
    return type.signature == nullptr ? "unknown" : type.signature();
}

/// A procedure as procedures.txt spells it; the name of a peer's is not ours to know.
std::string line_of(const Program& program, const WireProcedure& procedure,
                    std::string_view peer_name) {
    const Structs& structs = procedure.structs;
    const std::string args = signature_of(structs.args);
    if (procedure.row == nullptr) {
        return fmt::format("{} {} {} client {} {}", program.name, structs.number, peer_name, args,
                           signature_of(structs.ret));
    }
    const Procedure& row = *procedure.row;
    if (procedure.event) {
        return fmt::format("{} {} {} event {}", program.name, row.number, row.name, args);
    }
    return fmt::format("{} {} {} {} {} {} {} {} {}{}", program.name, row.number, row.name,
                       word(row.priority), word(row.read_only), or_dash(row.api),
                       or_dash(row.since), args, signature_of(structs.ret), options(row));
}

std::string unhex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned value = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
        bytes += static_cast<char>(value);
    }
    return bytes;
}

/// FNV-1a, 64 bits.
std::string digest(std::string_view text) {
    std::uint64_t value = 0xcbf29ce484222325;
    for (const char byte : text) {
        value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    return fmt::format("{:016x}", value);
}

struct Golden {
    std::string carries;  // see tools/protocol_facts.py
    std::string digest;
    std::string bytes;
};

std::vector<Golden> golden_frames() {
    std::vector<Golden> frames;
    for (const std::string& line : lines_of("frames.txt")) {
        const auto words = words_of(line);
        frames.push_back({words.at(0), words.at(1), unhex(words.at(2))});
    }
    return frames;
}

bool has_descriptors(FrameType type) {
    return type == FrameType::call_with_fds || type == FrameType::reply_with_fds;
}

WireType type_of(const Golden& frame, const FrameHeader& header) {
    if (frame.carries == "error") return wire_type<ErrorBody>;
    if (frame.carries == "hole") return wire_type<StreamHoleBody>;
    if (frame.carries == "nothing") return wire_type<void>;
    const WireProcedure* procedure = find(header.program, header.procedure);
    REQUIRE(procedure != nullptr);
    const bool reply = header.type == FrameType::reply || header.type == FrameType::reply_with_fds;
    return reply ? procedure->structs.ret : procedure->structs.args;
}

/// The frame decoded as far as anything is in it, and built again from what was decoded.
std::string rebuilt(const Golden& frame) {
    const std::string_view bytes = frame.bytes;
    const FrameHeader header = parse_frame_header(bytes);
    std::string out;
    const std::size_t start = begin_frame(out, header);
    std::size_t payload = frame_header_size;
    if (has_descriptors(header.type)) {
        const std::string_view count = bytes.substr(payload, 4);
        encode(out, decode<std::uint32_t>(count));
        payload += count.size();
    }
    const Examined examined = type_of(frame, header).examine(bytes.substr(payload));
    if (frame.digest != "-") {
        INFO(examined.text);
        CHECK(digest(examined.text) == frame.digest);
    }
    out += examined.bytes;
    end_frame(out, start);
    return out;
}

}  // namespace

TEST_CASE("wire: every procedure is as the protocol has it, with its structs to the last member") {
    const auto facts = lines_of("procedures.txt");
    std::size_t index = 0;
    for (const Program& program : programs()) {
        for (const WireProcedure& procedure : program.procedures) {
            REQUIRE(index < facts.size());
            const std::string& fact = facts[index++];
            CHECK(line_of(program, procedure, words_of(fact).at(2)) == fact);
        }
    }
    CHECK(index == facts.size());
}

TEST_CASE("wire: every row calls the function of its own name") {
    for (const Program& program : programs()) {
        if (program.name == "admin") continue;  // its functions have names of their own
        const std::string prefix =
            program.name == "qemu" || program.name == "lxc" ? fmt::format("{}_", program.name) : "";
        for (const WireProcedure& procedure : program.procedures) {
            if (procedure.row == nullptr || procedure.row->handler == nullptr) continue;
            CHECK(procedure.function == prefix + std::string(procedure.row->name));
        }
    }
}

TEST_CASE("wire: the bodies of errors and holes are as the protocol has them") {
    CHECK(wire_type<ErrorBody>.signature() == "(ii?si?(sui)?s?s?sii?(su))");
    CHECK(wire_type<StreamHoleBody>.signature() == "(qI)");
}

TEST_CASE("wire: every recorded frame decodes to its value and encodes to the same bytes") {
    for (const Golden& frame : golden_frames()) {
        if (frame.carries == "data" || frame.carries == "trailing") continue;
        CAPTURE(hex(frame.bytes.substr(0, frame_header_size)));
        CHECK(hex(rebuilt(frame)) == hex(frame.bytes));
    }
}

TEST_CASE("wire: what follows the arguments is ignored") {
    int seen = 0;
    for (const Golden& frame : golden_frames()) {
        if (frame.carries != "trailing") continue;
        ++seen;
        const std::string_view payload = std::string_view(frame.bytes).substr(frame_header_size);
        const WireType type = type_of(frame, parse_frame_header(frame.bytes));
        CHECK(type.examine(payload).bytes + "trailing" == payload);
    }
    CHECK(seen == 1);
}

TEST_CASE("wire: packets of stream data keep to the size that old peers take") {
    for (const Golden& frame : golden_frames()) {
        if (frame.carries != "data") continue;
        const FrameHeader header = parse_frame_header(frame.bytes);
        CHECK(header.type == FrameType::stream);
        CHECK(header.status == FrameStatus::continue_);
        CHECK(frame_length(frame.bytes) <= frame_header_size + stream_packet_max);
    }
}

TEST_CASE("wire: a struct that is cut short anywhere is refused, never misread") {
    for (const Golden& frame : golden_frames()) {
        if (frame.digest == "-" || frame.carries == "trailing") continue;
        const FrameHeader header = parse_frame_header(frame.bytes);
        if (has_descriptors(header.type)) continue;
        const WireType type = type_of(frame, header);
        const std::string_view payload = std::string_view(frame.bytes).substr(frame_header_size);
        if (payload.size() > 512) continue;
        for (std::size_t size = 0; size < payload.size(); ++size) {
            CHECK_THROWS_AS(type.examine(payload.substr(0, size)), Error);
        }
    }
}

TEST_CASE("wire: the recorded conversations consist of the recorded frames") {
    const std::size_t known = lines_of("frames.txt").size();
    std::size_t frames = 0;
    for (const std::string& line : lines_of("conversations.txt")) {
        for (const std::string& item : words_of(line)) {
            if (item[0] != '<' && item[0] != '>') continue;
            ++frames;
            CHECK(std::stoul(item.substr(1)) <= known);
        }
    }
    CHECK(frames == 2551);
}

}  // namespace virtd::rpc::wire
