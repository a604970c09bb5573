// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/screenshot.hpp"

#include <cstdint>
#include <string_view>

namespace virtd::test {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t width = 640;  // pixels; a multiple of 8
constexpr std::size_t height = 400;

void append_number(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(number >> shift));
}

// PNG specification, annex D: CRC-32 with the polynomial of Ethernet
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
    return ~crc;
}

// RFC 1950, section 9
std::uint32_t adler32(std::string_view bytes) {
    std::uint32_t sum = 1;
    std::uint32_t sums = 0;
    for (const char byte : bytes) {
        sum = (sum + static_cast<std::uint8_t>(byte)) % 65521;
        sums = (sums + sum) % 65521;
    }
    return sums << 16 | sum;
}

void append_chunk(std::string& out, std::string_view type, std::string_view content) {
    append_number(out, static_cast<std::uint32_t>(content.size()));
    const std::size_t start = out.size();
    out.append(type).append(content);
    append_number(out, crc32(std::string_view(out).substr(start)));
}

/// A zlib stream that stores what it is given (RFC 1951, section 3.2.4).
std::string stored(std::string_view bytes) {
    constexpr std::size_t max_block = 65535;
    std::string out = "\x78\x01";
    for (std::size_t at = 0; at < bytes.size(); at += max_block) {
        const std::string_view block = bytes.substr(at, max_block);
        const auto length = static_cast<std::uint16_t>(block.size());
        out.push_back(at + block.size() == bytes.size() ? '\1' : '\0');
        for (const std::uint16_t number : {length, static_cast<std::uint16_t>(~length)}) {
            out.push_back(static_cast<char>(number & 0xff));
            out.push_back(static_cast<char>(number >> 8));
        }
        out.append(block);
    }
    append_number(out, adler32(bytes));
    return out;
}

/// One bit a pixel, after the byte that names the filter of the line (none).
std::string pixels() {
    std::string line(1, '\0');
    for (std::size_t byte = 0; byte < width / 8; ++byte)
        line.push_back(byte / 10 % 2 == 0 ? '\xff' : '\0');
    std::string out;
    for (std::size_t row = 0; row < height; ++row)
        out.append(line);
    return out;
}

}  // namespace

std::string screenshot() {
    std::string header;
    append_number(header, width);
    append_number(header, height);
    header.append("\1\0\0\0\0"sv);  // one bit of grey, deflate, no filter, not interlaced

    std::string out = "\x89PNG\r\n\x1a\n";
    append_chunk(out, "IHDR", header);
    append_chunk(out, "IDAT", stored(pixels()));
    append_chunk(out, "IEND", "");
    return out;
}

}  // namespace virtd::test
