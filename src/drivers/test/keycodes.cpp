// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/keycodes.hpp"

#include <algorithm>
#include <span>

namespace virtd::test {

namespace {

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

struct Keycodes {
    std::string_view name;
    std::span<const Range> ranges;
};

// clang-format off
constexpr Range linux_codes[] = {
    {0, 265}, {272, 279}, {288, 299}, {303, 318}, {320, 327}, {330, 337}, {352, 439}, {448, 451},
    {464, 484}, {497, 506}, {512, 524}};
constexpr Range xt_codes[] = {{0, 95}, {99, 109}, {111, 121}, {123, 123}, {125, 126}};
constexpr Range at2_codes[] = {
    {0, 1}, {3, 7}, {9, 15}, {17, 22}, {26, 30}, {33, 39}, {41, 47}, {49, 55}, {58, 63}, {65, 70},
    {73, 78}, {81, 82}, {84, 85}, {88, 91}, {93, 93}, {95, 95}, {97, 100}, {102, 103}, {105, 109},
    {112, 127}, {131, 131}};
constexpr Range at3_codes[] = {
    {0, 0}, {7, 63}, {65, 71}, {73, 79}, {82, 82}, {84, 103}, {105, 118}, {121, 122}, {124, 131},
    {133, 135}, {139, 142}, {145, 145}, {147, 152}, {154, 163}};
constexpr Range osx_codes[] = {
    {0, 51}, {53, 65}, {67, 67}, {69, 69}, {71, 76}, {78, 107}, {109, 111}, {113, 126}, {255, 255}};
constexpr Range xt_kbd_codes[] = {
    {0, 95}, {99, 109}, {111, 121}, {123, 123}, {125, 126}, {257, 268}, {270, 272}, {274, 297},
    {299, 310}, {312, 351}, {355, 365}, {367, 377}, {379, 379}, {381, 381}};
constexpr Range usb_codes[] = {
    {0, 0}, {4, 48}, {50, 119}, {121, 125}, {133, 133}, {135, 140}, {144, 148}, {182, 183},
    {224, 251}};
constexpr Range win32_codes[] = {
    {0, 2}, {4, 6}, {8, 9}, {13, 13}, {17, 22}, {26, 29}, {32, 42}, {44, 57}, {65, 93}, {95, 135},
    {144, 145}, {160, 161}, {163, 163}, {165, 180}, {186, 192}, {219, 222}, {226, 226}, {242, 242},
    {250, 251}};
constexpr Range qnum_codes[] = {
    {0, 95}, {99, 109}, {111, 121}, {123, 123}, {125, 126}, {129, 140}, {142, 144}, {146, 169},
    {171, 182}, {184, 223}, {227, 237}, {239, 249}, {251, 251}, {253, 253}};

constexpr Keycodes sets[] = {  // in the order of virKeycodeSet
    {"linux", linux_codes}, {"xt", xt_codes},         {"atset1", xt_codes},
    {"atset2", at2_codes},  {"atset3", at3_codes},    {"os_x", osx_codes},
    {"xt_kbd", xt_kbd_codes}, {"usb", usb_codes},     {"win32", win32_codes},
    {"qnum", qnum_codes},
};
// clang-format on

}  // namespace

bool is_keycode(std::uint32_t set, std::uint32_t code) {
    return std::ranges::any_of(sets[set].ranges, [code](const Range& range) {
        return range.first <= code && code <= range.last;
    });
}

std::string_view keycode_set_name(std::uint32_t set) {
    return sets[set].name;
}

}  // namespace virtd::test
