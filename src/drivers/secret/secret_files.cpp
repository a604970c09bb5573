// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/secret/secret_files.hpp"

#include <unistd.h>

#include <utility>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "drivers/shared/definition_files.hpp"

namespace virtd::secret {

namespace {

constexpr Fail fail{Origin::secret};
constexpr log::Source logger{"conf.virsecretobj"};

/// Values have 64 KiB at most (REMOTE_SECRET_VALUE_MAX); their text is longer by a third.
constexpr std::size_t value_file_max = 128 * 1024;
constexpr mode_t only_ours = 0600;

}  // namespace

std::string SecretFiles::path(const Uuid& uuid, const char* suffix) const {
    return directory_ + "/" + to_string(uuid) + suffix;
}

std::vector<KeptSecret> SecretFiles::read_all() const {
    std::vector<KeptSecret> all;
    for (const std::string& name : shared::definition_files(directory_)) {
        try {
            all.push_back(*read(name));
        } catch (const Error& error) {
            logger.error("Error reading secret file '{}': {}", name, error.message());
        }
    }
    return all;
}

std::optional<KeptSecret> SecretFiles::read(const std::string& name) const {
    KeptSecret kept{
        conf::parse_secret(read_file(directory_ + "/" + name, shared::definition_file_max)), {}};
    const Uuid& uuid = kept.definition.uuid;
    if (name != to_string(uuid) + ".xml") {
        fail(Errc::internal_error, "<uuid> does not match secret file name '{}'", name);
    }
    const std::string value = path(uuid, ".base64");
    if (::access(value.c_str(), F_OK) == 0) {
        kept.value = from_base64(read_file(value, value_file_max));
    }
    return kept;
}

void SecretFiles::write(const KeptSecret& secret) const {
    make_directories(directory_, 0700);
    const Uuid& uuid = secret.definition.uuid;
    const std::string definition = path(uuid, ".xml");
    const bool is_new = ::access(definition.c_str(), F_OK) != 0;
    // the value first: a definition on the disk says that its secret is complete
    if (secret.value) write_value(uuid, *secret.value);
    try {
        replace_file(definition, conf::format(secret.definition), only_ours);
    } catch (const Error&) {
        if (is_new) ::unlink(path(uuid, ".base64").c_str());
        throw;
    }
}

void SecretFiles::write_value(const Uuid& uuid, const std::string& value) const {
    make_directories(directory_, 0700);
    replace_file(path(uuid, ".base64"), to_base64(value), only_ours);
}

void SecretFiles::remove(const Uuid& uuid) const {
    shared::remove_file(path(uuid, ".xml"));
    shared::remove_file(path(uuid, ".base64"));
    if (::access(directory_.c_str(), F_OK) == 0) sync_directory(directory_);
}

}  // namespace virtd::secret
