// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/error_texts.hpp"
#include "base/translate.hpp"

namespace virtd {

namespace {

const ErrorText& text_of(Errc code) {
    const auto* const row =
        std::ranges::lower_bound(error_texts, static_cast<int>(code), {}, &ErrorText::code);
    if (row != std::end(error_texts) && row->code == static_cast<int>(code)) return *row;
    return error_texts[0];  // internal error
}

std::string put_in(std::string_view pattern, std::string_view detail) {
    const std::size_t at = pattern.find("%s");
    if (at == std::string_view::npos) return std::string(pattern);
    return fmt::format("{}{}{}", pattern.substr(0, at), detail, pattern.substr(at + 2));
}

Error::Fields with_detail(Origin origin, Errc code, std::string_view detail) {
    const std::string_view pattern = translate(text_of(code).detail);
    return {.origin = origin,
            .code = code,
            .message = put_in(pattern, detail),
            .str1 = std::string(pattern),
            .str2 = std::string(detail)};
}

Error::Fields without_detail(Origin origin, Errc code) {
    const std::string text(translate(text_of(code).plain));
    return {.origin = origin, .code = code, .message = text, .str1 = text};
}

}  // namespace

Error::Error(Origin origin, Errc code, std::string_view detail)
    : fields_(with_detail(origin, code, translate(detail))) {}

Error::Error(Origin origin, Errc code) : fields_(without_detail(origin, code)) {}

void Fail::operator()(Errc code) const {
    throw Error(origin_, code);
}

void Fail::raise(Errc code, fmt::string_view detail, fmt::format_args args) const {
    throw Error(with_detail(origin_, code, format_translated(detail, args)));
}

void Fail::raise_system(int error_number, fmt::string_view detail, fmt::format_args args) const {
    std::string message = format_translated(detail, args);
    message += ": ";
    message += std::strerror(error_number);  // NOLINT(concurrency-mt-unsafe): glibc's is per thread
    throw Error({.origin = origin_,
                 .code = Errc::system_error,
                 .message = message,
                 .str1 = "%s",
                 .str2 = message,
                 .int1 = error_number});
}

void Fail::raise_argument(Errc code, std::string_view function, std::string_view argument,
                          fmt::string_view sentence, fmt::format_args args) const {
    throw Error({.origin = origin_,
                 .code = code,
                 .message = format_translated(sentence, args),
                 .str1 = std::string(function),
                 .str2 = std::string(argument),
                 .int1 = 0,
                 .int2 = 0});
}

void Fail::unless_flags(std::uint32_t flags, std::uint32_t allowed, const char* function) const {
    const std::uint32_t unknown = flags & ~allowed;
    if (unknown == 0) return;
    raise_argument(Errc::invalid_arg, function, "flags",
                   "unsupported flags (0x{:x}) in function {}",
                   fmt::make_format_args(unknown, function));
}

}  // namespace virtd
