// SPDX-License-Identifier: LGPL-2.1-or-later
#include "confine.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace virtd::fuzz {

namespace {

constexpr std::uint64_t writing =
    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_EXECUTE;

void check(long result, const char* what) {
    if (result >= 0) return;
    std::perror(what);
    std::exit(2);
}

}  // namespace

void confine_writes() {
    const landlock_ruleset_attr attributes{.handled_access_fs = writing};
    const long rules = ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    check(rules, "landlock_create_ruleset");
    const int here = ::open(".", O_PATH | O_CLOEXEC);
    const landlock_path_beneath_attr below{.allowed_access = writing, .parent_fd = here};
    check(::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0),
          "landlock_add_rule");
    check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl");
    check(::syscall(SYS_landlock_restrict_self, rules, 0), "landlock_restrict_self");
    ::close(here);
    ::close(static_cast<int>(rules));
}

}  // namespace virtd::fuzz
