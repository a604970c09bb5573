// A file whose lock says that a daemon or a driver is running; its content says which process.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/file.hpp"

namespace virtd {

/// The lock belongs to the process, not to its children: take it after the last fork. The file
/// goes away with the object; what a killed process leaves behind does not matter.
class PidFile {
public:
    /// Throws system_error when the file cannot be opened or another process has it.
    explicit PidFile(std::string path);
    PidFile(PidFile&&) noexcept = default;
    PidFile& operator=(PidFile&&) = delete;
    ~PidFile();

    /// Leaves the file where it is.
    void abandon() { file_.release(); }

private:
    std::string path_;
    UniqueFd file_;  // open and locked for life
};

}  // namespace virtd
