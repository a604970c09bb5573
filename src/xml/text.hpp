// Values as text: how attributes are parsed and printed, and the errors that result.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/uuid.hpp"

namespace virtd::xml {

/// One row of the table that ties the values of an enum to their XML words.
template <class E>
struct Name {
    E value;
    std::string_view word;
};

/// Finds the table of an enum: constexpr auto xml_names(E), in the namespace of E.
template <class E>
concept Named = std::is_enum_v<E> && requires {
    xml_names(E{});
};

/// The same table for all enums.
struct Word {
    int value;
    std::string_view word;
};

/// <x a='yes'/> and <x a='on'/>; std::optional around them where "not said" is a third answer
enum class YesNo : std::uint8_t { no, yes };
enum class OnOff : std::uint8_t { off, on };

constexpr auto xml_names(YesNo) {
    return std::to_array<Name<YesNo>>({{YesNo::yes, "yes"}, {YesNo::no, "no"}});
}
constexpr auto xml_names(OnOff) {
    return std::to_array<Name<OnOff>>({{OnOff::on, "on"}, {OnOff::off, "off"}});
}

/// What is wrong with a text, if anything; `fail_value` has the sentence for each.
enum class Verdict : unsigned char {
    ok,
    bad,
    no_integer,
    negative,
    no_unsigned,
    no_long,
    no_uuid,
    zero
};

/// The text of a value; small ones need no memory of their own.
class Text {
public:
    /// `text` must outlive this.
    void set(std::string_view text) { view_ = text; }
    void set_own(std::string text) {
        own_ = std::move(text);
        view_ = own_;
    }
    /// Keeps up to 63 characters of its own, enough for every kind of address.
    void set_copy(std::string_view text);
    void set_number(long long value);
    void set_number(unsigned long long value);
    /// 0x and at least so many digits
    void set_hexadecimal(unsigned long long value, int digits = 1);
    void set_uuid(const Uuid& value);
    std::string_view view() const { return view_; }

private:
    std::string_view view_;
    std::string own_;
    char room_[64];
};

// clang-format off
[[noreturn]] void fail_no_root();
[[noreturn]] void fail_unparsable(std::string_view what);
[[noreturn]] void fail_wrong_root(std::string_view expected, std::string_view found);
[[noreturn]] void fail_missing_attribute(std::string_view attribute, std::string_view element);
[[noreturn]] void fail_missing_element(std::string_view path);
/// What clients get where libvirt gives up without saying why.
[[noreturn]] void fail_unexplained();
[[noreturn]] void fail_value(Verdict verdict, std::string_view value, std::string_view attribute, std::string_view element);
// clang-format on

const Word* find_word(std::span<const Word> words, std::string_view word);
std::string_view word_of(std::span<const Word> words, int value);

/// Whole numbers as strtol reads them: blanks and a sign in front, nothing behind. `base` 0 means
/// that the text says (0x, 0).
std::optional<long long> parse_integer(std::string_view text, int base = 10);
/// Refuses a minus sign.
std::optional<unsigned long long> parse_unsigned(std::string_view text, int base = 10);

template <Named E>
struct Words {
    static constexpr auto names = xml_names(E{});
    static constexpr auto list = [] {
        std::array<Word, names.size()> words{};
        for (std::size_t i = 0; i < names.size(); ++i)
            words[i] = {static_cast<int>(names[i].value), names[i].word};
        return words;
    }();
};

/// The value of a word, or nothing.
template <Named E>
std::optional<E> from_word(std::string_view text) {
    const Word* const word = find_word(Words<E>::list, text);
    return word == nullptr ? std::nullopt : std::optional(static_cast<E>(word->value));
}

/// The word of a value; empty for values outside of the table.
template <Named E>
std::string_view to_word(E value) {
    return word_of(Words<E>::list, static_cast<int>(value));
}

/// How one type of field is read from and written as text. Rows refer to it, so that a row costs
/// one tiny function and a type costs two.
struct Codec {
    Verdict (*read)(std::string_view text, void* field);
    bool (*write)(const void* field, Text& out);  // false: there is nothing to write
    bool (*is_set)(const void* field);            // not zero, not empty
    const char* meaning;                          // for the reference page
    std::span<const Word> words = {};
    bool (*fits)(std::string_view text) = nullptr;  // for validation; absent: any text does
};

namespace detail {

Verdict read_string(std::string_view text, void* field);
bool write_string(const void* field, Text& out);
bool is_string_set(const void* field);
Verdict read_uuid(std::string_view text, void* field);
bool write_uuid(const void* field, Text& out);
bool is_uuid_set(const void* field);

template <std::integral V>
Verdict read_number(std::string_view text, void* field) {
    if constexpr (std::is_signed_v<V>) {
        const auto value = parse_integer(text);
        if (!value || !std::in_range<V>(*value))
            return sizeof(V) > 4 ? Verdict::no_long : Verdict::no_integer;
        *static_cast<V*>(field) = static_cast<V>(*value);
    } else {
        const auto value = parse_unsigned(text);
        if (!value || !std::in_range<V>(*value)) return Verdict::no_unsigned;
        *static_cast<V*>(field) = static_cast<V>(*value);
    }
    return Verdict::ok;
}

template <std::integral V>
bool write_number(const void* field, Text& out) {
    using Wide = std::conditional_t<std::is_signed_v<V>, long long, unsigned long long>;
    out.set_number(static_cast<Wide>(*static_cast<const V*>(field)));
    return true;
}

template <class V>
bool is_nonzero(const void* field) {
    return *static_cast<const V*>(field) != V{};
}

template <class V, Verdict (*Read)(std::string_view, void*)>
bool can_read(std::string_view text) {
    V value{};
    return Read(text, &value) == Verdict::ok;
}

template <Named E>
Verdict read_word(std::string_view text, void* field) {
    const Word* const word = find_word(Words<E>::list, text);
    if (word == nullptr) return Verdict::bad;
    *static_cast<E*>(field) = static_cast<E>(word->value);
    return Verdict::ok;
}

template <Named E>
bool write_word(const void* field, Text& out) {
    out.set(to_word(*static_cast<const E*>(field)));
    return !out.view().empty();
}

template <class V, const Codec& Inner>
Verdict read_optional(std::string_view text, void* field) {
    return Inner.read(text, &static_cast<std::optional<V>*>(field)->emplace());
}

template <class V, const Codec& Inner>
bool write_optional(const void* field, Text& out) {
    const auto& value = *static_cast<const std::optional<V>*>(field);
    return value && Inner.write(&*value, out);
}

template <class V, const Codec& Inner>
bool is_optional_set(const void* field) {
    const auto& value = *static_cast<const std::optional<V>*>(field);
    return value && Inner.is_set(&*value);
}

template <class V>
struct CodecOf;

template <>
struct CodecOf<std::string> {
    static constexpr Codec codec{read_string, write_string, is_string_set, "text"};
};
template <>
struct CodecOf<Uuid> {
    static constexpr Codec codec{read_uuid, write_uuid, is_uuid_set,
                                 "UUID",    {},         can_read<Uuid, read_uuid>};
};
template <std::integral V>
requires(!std::same_as<V, bool>) struct CodecOf<V> {
    static constexpr Codec codec{read_number<V>,
                                 write_number<V>,
                                 is_nonzero<V>,
                                 std::is_signed_v<V> ? "integer" : "non-negative integer",
                                 {},
                                 can_read<V, read_number<V>>};
};
template <Named E>
struct CodecOf<E> {
    static constexpr Codec codec{read_word<E>, write_word<E>, is_nonzero<E>, "word",
                                 Words<E>::list};
};
/// The codec of a field, optional or not.
template <class V>
struct CodecFor : CodecOf<V> {};
template <class V>
struct CodecFor<std::optional<V>> : CodecOf<V> {};

template <const Codec& Inner, class V>
struct CodecAs {
    static constexpr const Codec& codec = Inner;
};
template <const Codec& Inner, class V>
struct CodecAs<Inner, std::optional<V>> {
    static constexpr Codec codec{read_optional<V, Inner>,
                                 write_optional<V, Inner>,
                                 is_optional_set<V, Inner>,
                                 Inner.meaning,
                                 Inner.words,
                                 Inner.fits};
};

}  // namespace detail

namespace detail {
Verdict read_yes_no(std::string_view text, void* field);
bool write_yes_no(const void* field, Text& out);
Verdict read_on_off(std::string_view text, void* field);
bool write_on_off(const void* field, Text& out);
Verdict read_non_negative(std::string_view text, void* field);
Verdict read_hexadecimal(std::string_view text, void* field);
bool write_hexadecimal(const void* field, Text& out);
Verdict read_any_base(std::string_view text, void* field);
}  // namespace detail

/// bool fields as words, for attr<&X::y, xml::yes_no>.
inline constexpr Codec yes_no{detail::read_yes_no, detail::write_yes_no, detail::is_nonzero<bool>,
                              "yes or no", Words<YesNo>::list};
inline constexpr Codec on_off{detail::read_on_off, detail::write_on_off, detail::is_nonzero<bool>,
                              "on or off", Words<OnOff>::list};
/// int fields that have no negative values.
inline constexpr Codec non_negative{detail::read_non_negative,
                                    detail::write_number<int>,
                                    detail::is_nonzero<int>,
                                    "non-negative integer",
                                    {},
                                    detail::can_read<int, detail::read_non_negative>};
/// unsigned fields written as 0x1f and read in any base.
inline constexpr Codec hexadecimal{detail::read_hexadecimal,
                                   detail::write_hexadecimal,
                                   detail::is_nonzero<unsigned>,
                                   "hexadecimal number",
                                   {},
                                   detail::can_read<unsigned, detail::read_hexadecimal>};
/// std::int32_t fields read in any base.
inline constexpr Codec any_base{detail::read_any_base,
                                detail::write_number<std::int32_t>,
                                detail::is_nonzero<std::int32_t>,
                                "integer",
                                {},
                                detail::can_read<std::int32_t, detail::read_any_base>};

}  // namespace virtd::xml
