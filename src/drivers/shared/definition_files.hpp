// Directories with one file for each definition, NAME.xml.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace virtd::shared {

inline constexpr std::size_t definition_file_max = 10 * 1024 * 1024;  // bytes

/// The names of all such files, sorted and with ".xml"; none when there is no such directory.
std::vector<std::string> definition_files(const std::string& directory);

/// What stands in a file that administrators should not edit but with `command`.
std::string generated_file(std::string_view command, std::string_view document);

/// Removes a file that may be gone already. Throws system_error.
void remove_file(const std::string& path);

}  // namespace virtd::shared
