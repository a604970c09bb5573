// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/host_uuid.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/translate.hpp"

namespace virtd::daemon {

namespace {

constexpr std::size_t text_length = 36;

// Neither 000… nor fff… nor any other filler is the identity of a host.
bool is_filler(std::string_view text) {
    const std::string digits = to_string(parse_uuid(text).value_or(Uuid{}));
    return std::ranges::all_of(digits, [&](char c) { return c == '-' || c == digits[0]; });
}

Uuid checked(const std::string& text) {
    const auto uuid = parse_uuid(text);
    if (!uuid || is_filler(text))
        throw Error({.message = translated("invalid host UUID: {}", text)});
    return *uuid;
}

Uuid from_smbios(const UuidFiles& files) {
    for (const std::string& path : files.smbios) {
        std::string text;
        try {
            text = read_file(path, text_length + 1).substr(0, text_length);
        } catch (const Error&) {
            continue;  // not every machine has it, and only root may read it
        }
        const auto uuid = parse_uuid(text);
        if (uuid && !is_filler(text)) return *uuid;
    }
    return random_uuid();
}

}  // namespace

Uuid host_uuid(const DaemonConfig& config, const UuidFiles& files) {
    if (config.host_uuid) return checked(*config.host_uuid);
    const std::string source = config.host_uuid_source.value_or("smbios");
    if (source == "smbios") return from_smbios(files);
    if (source != "machine-id")
        throw Error({.message = translated("invalid UUID source: {}", source)});
    try {
        return checked(read_file(files.machine_id, text_length + 1));
    } catch (const Error& error) {
        if (error.code() != Errc::system_error) throw;
        throw Error({.message = translated("Can't read {}", files.machine_id)});
    }
}

}  // namespace virtd::daemon
