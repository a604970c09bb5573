// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/writer.hpp"

#include <libxml/tree.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>

#include "xml/set_up.hpp"

namespace virtd::xml {

namespace {

std::string_view escape_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\'':
            return "&apos;";
        case '"':
            return "&quot;";
        default:
            return {};
    }
}

// Control characters cannot stand in a document at all, so they are left out.
bool is_allowed(char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n';
}

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && escape_of(c).empty();
}

void append_escaped(std::string& out, std::string_view text) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_plain(text[i])) continue;
        out.append(text, done, i - done);
        done = i + 1;
        if (const std::string_view escape = escape_of(text[i]); !escape.empty()) {
            out += escape;
        } else if (is_allowed(text[i])) {
            out += text[i];
        }
    }
    out.append(text, done);
}

// A part in which each line is one tag, or one element with nothing but text, can be indented line
// by line. Everything else (text over several lines, text between elements, comments) is left to
// libxml2, which knows where white space means something.
bool is_one_tag(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == line.npos || line[begin] != '<' || line.back() != '>') return false;
    if (line[begin + 1] == '!' || line[begin + 1] == '?') return false;
    const std::size_t first_end = line.find('>', begin);
    if (first_end == line.size() - 1) return true;
    const std::size_t second = line.find('<', begin + 1);
    const bool is_leaf = line[first_end - 1] != '/' && line[begin + 1] != '/' &&
                         second != line.npos && line[second + 1] == '/';
    return is_leaf && line.find('>', second) == line.size() - 1;
}

template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        visit(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool is_end_tag(std::string_view line) {
    return line.substr(line.find_first_not_of(' ')).starts_with("</");
}

/// A tag alone on its line that neither ends an element nor is all of one.
bool is_start_tag(std::string_view line) {
    return line.find('>') == line.size() - 1 && !line.ends_with("/>") && !is_end_tag(line);
}

bool is_one_tag_a_line(std::string_view text) {
    bool all = !text.empty();
    bool begun = false;  // blanks between both tags of an element are its text
    for_each_line(text, [&](std::string_view line) {
        all = all && is_one_tag(line) && !(begun && is_end_tag(line));
        begun = all && is_start_tag(line);
    });
    return all;
}

/// The element as it is shown at that depth, without the indentation of its first line.
std::string reformatted(std::string_view element, int depth) {
    set_up_libxml();
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        xmlReadMemory(
            element.data(), static_cast<int>(element.size()), nullptr, nullptr,
            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS),
        &xmlFreeDoc);
    xmlNode* const root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
    const std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer(xmlBufferCreate(),
                                                                      &xmlBufferFree);
    if (root == nullptr || buffer == nullptr) throw std::bad_alloc();
    xmlNodeDump(buffer.get(), document.get(), root, depth, 1);
    return reinterpret_cast<const char*>(xmlBufferContent(buffer.get()));
}

}  // namespace

void Writer::end_start_tag() {
    if (in_start_tag_) out_ += ">\n";
    in_start_tag_ = false;
}

void Writer::begin_line() {
    need(0);
    end_start_tag();
    out_.append(2 * static_cast<std::size_t>(depth()), ' ');
}

void Writer::open(std::string_view element) {
    const std::size_t start = out_.size();
    const bool outer_in_start_tag = in_start_tag_;
    begin_line();
    out_ += '<';
    out_ += element;
    open_.push_back({element, start, out_.size(), outer_in_start_tag});
    in_start_tag_ = true;
}

void Writer::attribute(std::string_view name, std::string_view value) {
    need(value.size());
    out_ += ' ';
    out_ += name;
    out_ += "='";
    append_escaped(out_, value);
    out_ += '\'';
}

void Writer::attribute(std::string_view name, long long value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    attribute(name, std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

void Writer::begin_text(std::size_t bytes) {
    need(bytes);
    if (in_start_tag_) out_ += '>';
    in_start_tag_ = false;
    has_text_ = true;
}

void Writer::text(std::string_view text) {
    begin_text(text.size());
    append_escaped(out_, text);
}

void Writer::plain_text(std::string_view text) {
    begin_text(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool ends_section = text.substr(0, i + 1).ends_with("]]>");
        const bool is_markup = text[i] == '&' || text[i] == '<' || ends_section;
        if (is_markup) {
            out_ += escape_of(text[i]);
        } else if (is_allowed(text[i])) {
            out_ += text[i];
        }
    }
}

void Writer::number(unsigned long long value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    text(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

void Writer::close() {
    const std::string_view element = open_.back().name;
    open_.pop_back();
    if (in_start_tag_) {
        out_ += "/>\n";
        in_start_tag_ = false;
        return;
    }
    if (!has_text_) begin_line();
    has_text_ = false;
    out_ += "</";
    out_ += element;
    out_ += ">\n";
}

void Writer::close_unless_empty() {
    const Open opened = open_.back();
    if (!in_start_tag_ || out_.size() != opened.body) {
        close();
        return;
    }
    open_.pop_back();
    out_.resize(opened.start);
    in_start_tag_ = opened.in_start_tag;
}

void Writer::text_element(std::string_view element, std::string_view text) {
    open(element);
    this->text(text);
    close();
}

void Writer::flag_element(std::string_view element) {
    open(element);
    close();
}

void Writer::line(std::string_view text) {
    begin_line();
    out_ += text;
    out_ += '\n';
}

void Writer::blank_line() {
    end_start_tag();
    out_ += '\n';
}

void Writer::raw(std::string_view element) {
    need(element.size());
    if (is_one_tag_a_line(element)) {
        for_each_line(element, [this](std::string_view each) { line(each); });
    } else {
        line(reformatted(element, depth()));
    }
}

}  // namespace virtd::xml
