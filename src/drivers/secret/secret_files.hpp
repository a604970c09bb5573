// Secrets on disk: DIR/UUID.xml, and DIR/UUID.base64 for a value, as libvirt keeps them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conf/secret.hpp"

namespace virtd::secret {

struct KeptSecret {
    conf::Secret definition;
    std::optional<std::string> value;
};

/// All of these block. They throw system_error, and what they acknowledge is on the disk.
class SecretFiles {
public:
    explicit SecretFiles(std::string directory) : directory_(std::move(directory)) {}

    /// A file that cannot be used is reported and left alone.
    std::vector<KeptSecret> read_all() const;
    void write(const KeptSecret& secret) const;
    void write_value(const Uuid& uuid, const std::string& value) const;
    void remove(const Uuid& uuid) const;

private:
    std::string path(const Uuid& uuid, const char* suffix) const;
    std::optional<KeptSecret> read(const std::string& name) const;

    std::string directory_;
};

}  // namespace virtd::secret
