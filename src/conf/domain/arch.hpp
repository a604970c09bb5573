// The processor architectures that documents may name.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <string_view>

namespace virtd::conf {

constexpr std::string_view architectures[] = {
    "alpha",    "armv6l",  "armv7l",    "armv7b",   "aarch64",    "cris",
    "i686",     "ia64",    "lm32",      "m68k",     "microblaze", "microblazeel",
    "mips",     "mipsel",  "mips64",    "mips64el", "openrisc",   "parisc",
    "parisc64", "ppc",     "ppcle",     "ppc64",    "ppc64le",    "ppcemb",
    "riscv32",  "riscv64", "s390",      "s390x",    "sh4",        "sh4eb",
    "sparc",    "sparc64", "unicore32", "x86_64",   "xtensa",     "xtensaeb"};

constexpr bool is_known_arch(std::string_view arch) {
    return std::ranges::find(architectures, arch) != std::end(architectures);
}

constexpr bool is_x86(std::string_view arch) {
    return arch == "i686" || arch == "x86_64";
}
constexpr bool is_arm(std::string_view arch) {
    return arch == "armv6l" || arch == "armv7l" || arch == "armv7b" || arch == "aarch64";
}
constexpr bool is_ppc64(std::string_view arch) {
    return arch == "ppc64" || arch == "ppc64le";
}
constexpr bool is_s390(std::string_view arch) {
    return arch == "s390" || arch == "s390x";
}

}  // namespace virtd::conf
