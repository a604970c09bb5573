// SPDX-License-Identifier: LGPL-2.1-or-later
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>

// A thousand clients and their daemon in one process take more than a user's usual 1,024 descriptors.
int main(int argc, char** argv) {
    rlimit descriptors{};
    getrlimit(RLIMIT_NOFILE, &descriptors);
    const rlim_t enough = 8192;
    descriptors.rlim_cur = std::max(descriptors.rlim_cur, std::min(enough, descriptors.rlim_max));
    setrlimit(RLIMIT_NOFILE, &descriptors);
    return doctest::Context(argc, argv).run();
}
