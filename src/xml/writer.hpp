// Writes XML the way clients and on-disk files expect it: two spaces, single quotes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <exception>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace virtd::xml {

/// When a part of a document is written.
enum class Shown : unsigned char { always, live, inactive, secret };

/// What the caller asked to see (the VIR_*_XML_* flags, decoded).
struct View {
    bool inactive = false;
    bool secrets = false;
    bool migratable = false;
    /// Bytes; a writer that would write more throws TooLong.
    std::size_t at_most = std::numeric_limits<std::size_t>::max();

    bool shows(Shown part) const {
        switch (part) {
            case Shown::always:
                return true;
            case Shown::live:
                return !inactive;
            case Shown::inactive:
                return inactive;
            case Shown::secret:
                return secrets;
        }
        return true;
    }
};

struct TooLong : std::exception {
    const char* what() const noexcept override { return "the document is too long"; }
};

/// Appends elements to a string. Names must outlive the writer: they come from tables.
/// Within an element, attributes come before text and children; escaping happens here only.
class Writer {
public:
    explicit Writer(View view, int indent = 0)
        : view_(view), at_most_(view.at_most), indent_(indent) {
        out_.reserve(typical_size);
    }

    const View& view() const { return view_; }
    /// For a part of the document that is to be seen in its own way; answers the one before.
    View set_view(View view) { return std::exchange(view_, view); }
    bool shows(Shown part) const { return view_.shows(part); }

    void open(std::string_view element);
    void attribute(std::string_view name, std::string_view value);
    void attribute(std::string_view name, long long value);
    /// The text of the open element, which then ends on the same line.
    void text(std::string_view text);
    /// The same, where clients know quotes as they are: only what no text can hold is escaped.
    void plain_text(std::string_view text);
    void number(unsigned long long value);
    void close();
    /// Like close, but an element without attributes and content leaves no trace.
    void close_unless_empty();

    /// <element>text</element> on one line, and <element/>
    void text_element(std::string_view element, std::string_view text);
    void flag_element(std::string_view element);
    /// A line as it is, after the indentation.
    void line(std::string_view text);
    void blank_line();
    /// A part that is kept as it came (Node::verbatim), indented to where it stands.
    void raw(std::string_view element);

    /// Ends the start tag now, so that the end tag gets its own line even when nothing follows.
    void end_start_tag();

    std::string take() { return std::move(out_); }

private:
    static constexpr std::size_t typical_size = 4096;  // bytes; most guests need a bit more

    struct Open {
        std::string_view name;
        std::size_t start;  // where it begins in out_
        std::size_t body;   // where its attributes begin
        bool in_start_tag;  // whether the element around it had no content yet
    };

    void begin_line();
    void begin_text(std::size_t bytes);
    void need(std::size_t bytes) const {
        if (out_.size() + bytes > at_most_) throw TooLong();
    }
    int depth() const { return indent_ + static_cast<int>(open_.size()); }

    View view_;
    const std::size_t at_most_;
    int indent_;
    std::string out_;
    std::vector<Open> open_;
    bool in_start_tag_ = false;
    bool has_text_ = false;
};

}  // namespace virtd::xml
