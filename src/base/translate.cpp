// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/translate.hpp"

#include <fmt/format.h>
#include <libintl.h>

#include <clocale>

namespace virtd {

namespace {

// Not libvirt's own, whose catalogues belong to the clients on this machine.
constexpr const char* domain = "virtd";

}  // namespace

std::string_view translate(std::string_view text) {
    if (text.empty()) return text;  // would find the catalogue's header
    const std::string id(text);
    const char* const found = ::dgettext(domain, id.c_str());
    return found == id.c_str() ? text : found;
}

std::string format_translated(fmt::string_view format, fmt::format_args args) {
    const std::string_view original(format.data(), format.size());
    try {
        return fmt::vformat(translate(original), args);
    } catch (const fmt::format_error&) {
        return fmt::vformat(original, args);
    }
}

void use_catalogues(const std::string& directory) {
    std::setlocale(LC_ALL, "");
    // numbers in documents and messages look the same everywhere
    std::setlocale(LC_NUMERIC, "C");
    ::bindtextdomain(domain, directory.c_str());
    ::bind_textdomain_codeset(domain, "UTF-8");      // what clients and documents are written in
    static_cast<void>(translate("internal error"));  // reads the catalogue before anybody waits
}

}  // namespace virtd
