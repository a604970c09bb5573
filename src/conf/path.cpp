// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/path.hpp"

namespace virtd::conf {

std::string tidy_path(std::string_view path) {
    if (path.find("://") != path.npos) return std::string(path);
    std::string tidy;
    // POSIX lets two slashes in front, but not three, mean something of their own
    if (path.starts_with("//") && !path.starts_with("///")) tidy = '/';
    const std::size_t least = tidy.size() + 1;
    for (const char c : path.substr(tidy.size())) {
        if (c == '/' && tidy.size() >= least && tidy.ends_with('/')) continue;
        tidy += c;
    }
    if (tidy.size() > least && tidy.ends_with('/')) tidy.pop_back();
    return tidy;
}

xml::Verdict detail::read_tidy(std::string_view text, void* field) {
    *static_cast<std::string*>(field) = tidy_path(text);
    return xml::Verdict::ok;
}

}  // namespace virtd::conf
