// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config_parser.hpp"

#include "base/error.hpp"
#include "base/translate.hpp"

namespace virtd::config {

namespace {

constexpr Fail fail_conf{Origin::conf};

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
// Only '\n' counts lines, so files with "\r\n" work too.
bool is_eol(char c) {
    return c == '\n' || c == '\r';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    /// Throws SyntaxMistake.
    void statement() {
        skip_blanks_and_eol();
        if (peek() != '#') {
            Entry entry{.name = name(), .value = {}, .line = line_};
            skip_blanks();
            if (peek() != '=') fail("expecting an assignment");
            skip();
            skip_blanks();
            entry.value = value();
            entries_.push_back(std::move(entry));
            skip_blanks();
        }
        skip_comment();
        separator();
    }
    /// After a mistake: to where the next statement may begin.
    void skip_line() {
        depth_ = 0;
        while (!rest_.empty() && !is_eol(peek()))
            skip();
        while (!rest_.empty() && (is_blank(peek()) || is_eol(peek())))
            skip();
    }

    std::vector<Entry> take_entries() { return std::move(entries_); }

private:
    [[noreturn]] void fail(std::string_view detail) const {
        throw SyntaxMistake{.line = line_, .detail = std::string(detail)};
    }

    // What a NUL hides is not there.
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool at(std::string_view text) const { return rest_.starts_with(text); }
    void skip(std::size_t count = 1) {
        for (; count > 0; --count) {
            if (rest_.front() == '\n') ++line_;
            rest_.remove_prefix(1);
        }
    }
    void skip_blanks() {
        while (is_blank(peek()))
            skip();
    }
    void skip_blanks_and_eol() {
        while (is_blank(peek()) || is_eol(peek()))
            skip();
    }
    void skip_comment() {
        if (peek() != '#') return;
        while (!rest_.empty() && !is_eol(peek()))
            skip();
    }

    void separator() {
        if (is_eol(peek()) || peek() == ';') {
            skip_blanks_and_eol();
            if (peek() == ';') skip();
            skip_blanks_and_eol();
        } else if (peek() != '\0') {
            fail("expecting a separator");
        }
        if (peek() == '\0') rest_ = {};
    }

    std::string name() {
        if (!is_letter(peek())) fail("expecting a name");
        std::string text;
        while (is_letter(peek()) || is_digit(peek()) || peek() == '_') {
            text += peek();
            skip();
        }
        return text;
    }

    Value value() {
        const char c = peek();
        if (c == '"' || c == '\'') return {string()};
        if (c == '[') return {list()};
        if (is_digit(c) || c == '-' || c == '+') return {number()};
        fail("expecting a value");
    }

    // No escapes: the first closing quote ends it.
    std::string string() {
        const bool multi_line = at(R"(""")");
        const std::string_view quote = multi_line ? R"(""")" : rest_.substr(0, 1);
        skip(quote.size());
        std::string text;
        while (!at(quote)) {
            if (peek() == '\0' || (is_eol(peek()) && !multi_line)) fail("unterminated string");
            text += peek();
            skip();
        }
        skip(quote.size());
        return text;
    }

    Number number() {
        const char sign = is_digit(peek()) ? '+' : peek();
        if (!is_digit(peek())) skip();
        if (!is_digit(peek())) fail("unterminated number");
        std::uint64_t bits = 0;
        while (is_digit(peek())) {
            bits = bits * 10 + static_cast<std::uint64_t>(peek() - '0');
            skip();
        }
        if (sign == '-') return {.bits = ~bits + 1, .is_signed = true};
        return {.bits = bits};
    }

    // No comments inside; a comma may be the last thing in it.
    Value::List list() {
        if (++depth_ > most_depth) fail("expecting a value");
        Value::List items;
        skip();
        skip_blanks_and_eol();
        while (peek() != ']') {
            if (peek() == '\0') fail("list is not closed with ]");
            items.push_back(value());
            skip_blanks_and_eol();
            if (peek() == ',') {
                skip();
                skip_blanks_and_eol();
            } else if (peek() != ']' && peek() != '\0') {
                fail("expecting a separator in list");
            }
        }
        skip();
        --depth_;
        return items;
    }

    static constexpr int most_depth = 100;  // the parser calls itself for each

    std::string_view rest_;
    int line_ = 1;
    int depth_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace

std::vector<Entry> parse_entries(std::string_view name, std::string_view text) {
    Parser parser(text);
    try {
        while (!parser.at_end())
            parser.statement();
    } catch (const SyntaxMistake& mistake) {
        fail_conf(Errc::conf_syntax, "{}:{}: {}", name, mistake.line, translate(mistake.detail));
    }
    return parser.take_entries();
}

std::vector<Entry> parse_what_is_right(std::string_view text,
                                       std::vector<SyntaxMistake>& mistakes) {
    Parser parser(text);
    while (!parser.at_end()) {
        try {
            parser.statement();
        } catch (const SyntaxMistake& mistake) {
            mistakes.push_back(mistake);
            parser.skip_line();
        }
    }
    return parser.take_entries();
}

}  // namespace virtd::config
