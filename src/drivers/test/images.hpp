// Files with the state of a guest: save images and core dumps.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace virtd::test {

// All of these block, and throw errors of the test driver.

/// An image that other programs take for one of the test driver: a magic word with the zero
/// that ends it, the length of the definition in the byte order of the machine, the definition.
/// It takes the place of an old one in one step: whatever happens, one of them is whole.
void write_image(const std::string& path, std::string_view guest, std::string_view definition);

/// The definition in an image.
std::string read_image(const std::string& path);

/// A core dump has the magic word and nothing else, since nothing is in the guest.
void write_core(const std::string& path, std::string_view guest);

}  // namespace virtd::test
