// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/definition_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/error.hpp"

namespace virtd::shared {

namespace {

constexpr Fail fail{Origin::none};

}  // namespace

std::vector<std::string> definition_files(const std::string& directory) {
    std::vector<std::string> names;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(directory, absent)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with('.') && name.ends_with(".xml")) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

std::string generated_file(std::string_view command, std::string_view document) {
    return fmt::format(
        "<!--\n"
        "WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\n"
        "OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:\n"
        "  virsh {}\n"
        "or other application using the libvirt API.\n"
        "-->\n\n{}",
        command, document);
}

void remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        fail.system(errno, "cannot unlink file '{}'", path);
}

}  // namespace virtd::shared
