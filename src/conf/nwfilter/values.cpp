// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nwfilter/values.hpp"

#include <fmt/core.h>
#include <strings.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>

#include "base/ip.hpp"
#include "base/mac.hpp"
#include "xml/text.hpp"

namespace virtd::conf {

namespace {

using Result = std::optional<std::string>;

constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

struct Number {
    std::uint64_t value;
    bool hexadecimal;

    std::string text() const {
        return hexadecimal ? fmt::format("0x{:x}", value) : fmt::format("{}", value);
    }
};

/// `limit` is that of the field's type; what is decimal is never tried as hexadecimal.
std::optional<Number> number(std::string_view text, std::uint64_t least, std::uint64_t greatest,
                             std::uint64_t limit) {
    Number found{0, false};
    if (const auto decimal = xml::parse_unsigned(text); decimal && *decimal <= limit) {
        found.value = *decimal;
    } else if (const auto hexadecimal = xml::parse_unsigned(text, 16);
               hexadecimal && *hexadecimal <= limit) {
        found = {*hexadecimal, true};
    } else {
        return std::nullopt;
    }
    if (found.value < least || found.value > greatest) return std::nullopt;
    return found;
}

constexpr std::uint64_t greatest8 = 0xff;
constexpr std::uint64_t greatest16 = 0xffff;
constexpr std::uint64_t greatest32 = 0xffffffff;

Result number_text(std::string_view text, std::uint64_t greatest, std::uint64_t limit) {
    const auto found = number(text, 0, greatest, limit);
    return found ? Result(found->text()) : std::nullopt;
}

/// Numbers that have names.
struct Word {
    std::uint64_t value;
    std::string_view word;
};

Result word_of(std::span<const Word> words, std::uint64_t value) {
    const auto found = std::ranges::find(words, value, &Word::value);
    return found == words.end() ? std::nullopt : Result(std::string(found->word));
}

Result word_or_number(std::span<const Word> words, std::string_view text, std::uint64_t least,
                      std::uint64_t limit) {
    for (const Word& word : words) {
        if (same_word(word.word, text)) return std::string(word.word);
    }
    const auto found = number(text, least, limit, limit);
    if (!found) return std::nullopt;
    auto named = word_of(words, found->value);
    return named ? named : found->text();
}

constexpr Word ether_types[] = {
    {0x0806, "arp"}, {0x8035, "rarp"}, {0x0800, "ipv4"}, {0x86dd, "ipv6"}, {0x8100, "vlan"}};

constexpr Word ip_protocols[] = {{6, "tcp"},  {17, "udp"},   {136, "udplite"},
                                 {50, "esp"}, {51, "ah"},    {1, "icmp"},
                                 {2, "igmp"}, {132, "sctp"}, {58, "icmpv6"}};

constexpr Word arp_opcodes[] = {{1, "Request"},       {2, "Reply"},         {3, "Request_Reverse"},
                                {4, "Reply_Reverse"}, {5, "DRARP_Request"}, {6, "DRARP_Reply"},
                                {7, "DRARP_Error"},   {8, "InARP_Request"}, {9, "ARP_NAK"}};

/// Sets of words, as bits; `parse` takes them in any order and case.
struct Bit {
    unsigned bit;
    std::string_view word;
};

std::optional<unsigned> bits(std::span<const Bit> words, std::string_view text) {
    unsigned found = 0;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view word = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (word.starts_with(' '))
            word.remove_prefix(1);
        if (word.empty()) continue;
        const auto known = std::ranges::find_if(
            words, [&](const Bit& candidate) { return same_word(candidate.word, word); });
        if (known == words.end()) return std::nullopt;
        found |= known->bit;
    }
    return found;
}

std::string bits_text(std::span<const Bit> words, unsigned set) {
    std::string text;
    for (const Bit& word : words) {
        if (word.bit == 0 || (set & word.bit) != word.bit) continue;
        if (!text.empty()) text += ',';
        text += word.word;
        set &= ~word.bit;
    }
    return text;
}

constexpr unsigned no_state = 16;
constexpr Bit states[] = {
    {1, "NEW"}, {2, "ESTABLISHED"}, {4, "RELATED"}, {8, "INVALID"}, {no_state, "NONE"}};

constexpr Bit tcp_flags[] = {{0x3f, "ALL"}, {1, "FIN"},  {2, "SYN"},  {4, "RST"},
                             {8, "PSH"},    {16, "ACK"}, {32, "URG"}, {0, "NONE"}};

std::string tcp_flags_text(unsigned set) {
    return set == 0 ? "NONE" : bits_text(tcp_flags, set);
}

template <class Address>
Result text_of(const std::optional<Address>& address) {
    return address ? Result(to_string(*address)) : std::nullopt;
}

Result mask(std::string_view text, IpFamily family, unsigned bits) {
    if (const auto length = xml::parse_unsigned(text)) {
        if (*length <= bits) return fmt::format("{}", *length);
    }
    const auto address = parse_ip(text, family);
    const auto length = address ? prefix_of(*address) : std::nullopt;
    return length ? Result(fmt::format("{}", *length)) : std::nullopt;
}

}  // namespace

Result read_variable(std::string_view text) {
    if (!text.starts_with('$')) return std::nullopt;
    const std::size_t end = std::min(text.find_first_not_of(name_characters, 1), text.size());
    const std::string_view name = text.substr(0, end);
    std::string_view rest = text.substr(end);
    if (rest.empty()) return std::string(name);
    if (!rest.starts_with('[') || !rest.ends_with(']')) return std::nullopt;
    rest = rest.substr(1, rest.size() - 2);
    const bool iterates = rest.starts_with('@');
    if (iterates) rest.remove_prefix(1);
    const auto index = xml::parse_unsigned(rest);
    if (!index || *index > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    if (iterates && *index == 0) return std::string(name);
    return fmt::format("{}[{}{}]", name, iterates ? "@" : "", *index);
}

Result read_mac_value(std::string_view text) {
    return text_of(parse_mac(text));
}

Result read_mac_mask(std::string_view text) {
    const auto mac = parse_mac(text);
    if (!mac) return std::nullopt;
    std::uint64_t value = 0;
    for (const std::uint8_t byte : mac->bytes)
        value = value << 8 | byte;
    // ones, then zeros: adding the lowest one carries through all of them
    constexpr std::uint64_t carry = std::uint64_t{1} << 48;
    const std::uint64_t lowest = value & (~value + 1);
    if (value != 0 && value + lowest != carry) return std::nullopt;
    return to_string(*mac);
}

Result read_ipv4_value(std::string_view text) {
    return text_of(parse_ip(text, IpFamily::v4));
}

Result read_ipv4_mask(std::string_view text) {
    return mask(text, IpFamily::v4, 32);
}

Result read_ipv6_value(std::string_view text) {
    return text_of(parse_ip(text, IpFamily::v6));
}

Result read_ipv6_mask(std::string_view text) {
    return mask(text, IpFamily::v6, 128);
}

Result read_uint8(std::string_view text) {
    return number_text(text, greatest8, greatest8);
}

Result read_uint16(std::string_view text) {
    return number_text(text, greatest16, greatest16);
}

Result read_uint32(std::string_view text) {
    return number_text(text, greatest32, greatest32);
}

Result read_decimal16(std::string_view text) {
    const auto value = xml::parse_unsigned(text);
    return value && *value <= greatest16 ? Result(fmt::format("{}", *value)) : std::nullopt;
}

Result read_dscp(std::string_view text) {
    return number_text(text, 63, greatest8);  // six bits
}

Result read_vlan_id(std::string_view text) {
    return number_text(text, 4095, greatest16);  // twelve bits
}

Result read_ether_type(std::string_view text) {
    return word_or_number(ether_types, text, 0x600, greatest16);  // less is a length
}

Result read_encapsulated_type(std::string_view text) {
    return word_or_number(ether_types, text, 0x3c, greatest16);
}

Result read_ip_protocol(std::string_view text) {
    return word_or_number(ip_protocols, text, 0, greatest8);
}

Result read_arp_opcode(std::string_view text) {
    for (const Word& word : arp_opcodes) {
        if (same_word(word.word, text)) return std::string(word.word);
    }
    const auto found = number(text, 0, greatest16, greatest16);
    if (!found) return std::nullopt;
    auto named = word_of(arp_opcodes, found->value);
    return named ? named : fmt::format("{}", found->value);
}

Result read_truth(std::string_view text) {
    return text == "1" || text == "yes" || text == "true" ? "true" : "false";
}

Result read_states(std::string_view text) {
    const auto set = bits(states, text);
    if (!set) return std::nullopt;
    if ((*set & no_state) != 0) return "NONE";
    return bits_text(states, *set);
}

Result read_tcp_flags(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == text.npos) return std::nullopt;
    const auto flags = bits(tcp_flags, text.substr(0, slash));
    const auto mask_bits = bits(tcp_flags, text.substr(slash + 1));
    if (!flags || !mask_bits) return std::nullopt;
    return tcp_flags_text(*flags) + "/" + tcp_flags_text(*mask_bits);
}

Result read_ipset_name(std::string_view text) {
    constexpr std::size_t longest = 31;  // IPSET_MAXNAMELEN less its end
    constexpr std::string_view others = ".:-+ ";
    const bool is_name =
        !text.empty() && text.size() <= longest && std::ranges::all_of(text, [&](char c) {
            return name_characters.find(c) != name_characters.npos || others.find(c) != others.npos;
        });
    return is_name ? Result(std::string(text)) : std::nullopt;
}

Result read_ipset_flags(std::string_view text) {
    std::string flags;
    for (int count = 0; count < 6; ++count) {  // as many as a set may have dimensions
        const std::size_t comma = text.find(',');
        const std::string_view word = text.substr(0, comma);
        if (!same_word(word, "src") && !same_word(word, "dst")) return std::nullopt;
        if (!flags.empty()) flags += ',';
        flags += same_word(word, "src") ? "src" : "dst";
        if (comma == text.npos) return flags;
        text.remove_prefix(comma + 1);
    }
    return std::nullopt;
}

Result read_comment(std::string_view text) {
    return std::string(text.substr(0, 256));  // what the kernel keeps
}

}  // namespace virtd::conf
