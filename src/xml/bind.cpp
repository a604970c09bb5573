// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/bind.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/translate.hpp"

namespace virtd::xml {

namespace {

const void* field_of(const Row& row, const void* object) {
    return row.field(const_cast<void*>(object));  // only its address is taken
}

const char* name_of(const Row& row) {
    return row.name == nullptr ? row.table->name : row.name;
}

[[noreturn]] void complain(Origin origin, Errc code, const char* text, std::string_view value,
                           Node node) {
    const Document& document = node.document();
    const Fail fail{origin == Row::document_origin ? document.options().origin : origin};
    if (*text == '\0') fail(code);
    const std::string& subject = document.subject();
    fail(code, "{}", format_translated(text, fmt::make_format_args(value, subject)));
}

[[noreturn]] void fail_row(const Row& row, Verdict verdict, std::string_view value,
                           std::string_view element, Node node) {
    if (row.complaint == nullptr) fail_value(verdict, value, row.name, element);
    complain(row.complaint_origin, row.complaint_code, row.complaint, value, node);
}

void refuse_lack(const Row& row, Node node) {
    if (row.is_required && row.lack != nullptr)
        complain(Row::document_origin, row.lack_code, row.lack, "", node);
}

void take(const Row& row, std::string_view value, Node node, void* object) {
    void* const field = row.field(object);
    Verdict verdict = row.codec->read(value, field);
    if (verdict == Verdict::ok && row.is_nonzero && !row.codec->is_set(field))
        verdict = row.codec->words.empty() ? Verdict::zero : Verdict::bad;
    if (verdict != Verdict::ok) fail_row(row, verdict, value, node.name(), node);
}

bool give(const Row& row, const void* object, Text& text) {
    const void* const field = field_of(row, object);
    if (row.is_if_set && !row.codec->is_set(field)) return false;
    return row.codec->write(field, text);
}

void read_row(const Row& row, Node node, void* object) {
    if (row.shown == Shown::live && node.document().options().inactive) return;
    if (row.wrapper != nullptr) {
        node = node.child(row.wrapper);
        if (!node) return;
    }
    row.read(row, node, object);
}

void write_row(const Row& row, Writer& out, const void* object) {
    if (!out.shows(row.shown)) return;
    if (row.wrapper == nullptr) {
        row.write(row, out, object);
        return;
    }
    out.open(row.wrapper);
    row.write(row, out, object);
    out.close_unless_empty();
}

void write_one(const Row& row, Writer& out, const void* value) {
    out.open(name_of(row));
    write_rows(*row.table, out, value);
    if (row.is_if_set) {
        out.close_unless_empty();
    } else {
        out.close();
    }
}

const KindTable::Kind& chosen(const Row& row, const void* field) {
    return row.kinds->kinds[row.kinds->index(field)];
}

bool is_about(const Row& row, std::string_view name) {
    if (row.wrapper != nullptr) return row.wrapper == name;
    const bool is_element = row.part == Part::element || row.part == Part::elements;
    return is_element && name_of(row) == name;
}

void read_one(const Row& row, Node child, Node node, void* object) {
    if (row.wrapper != nullptr) {
        row.read(row, child, object);
    } else if (row.holder != nullptr) {
        read_rows(*row.table, child, row.holder->add(row.field(object)));
    } else {
        row.read(row, node, object);
    }
}

void read_in_order(const Table& table, Node node, void* object) {
    for (const Row& row : table.rows) {
        if (row.part == Part::attribute && row.wrapper == nullptr) read_row(row, node, object);
    }
    for (Node child = node.first(); child; child = child.next()) {
        const std::string_view name = child.name();
        const auto row =
            std::ranges::find_if(table.rows, [&](const Row& each) { return is_about(each, name); });
        if (row == table.rows.end()) {
            node.document().fail()(Errc::config_unsupported, "{}",
                                   format_translated(table.complaint, fmt::make_format_args(name)));
        }
        read_one(*row, child, node, object);
    }
}

}  // namespace

void read_rows(const Table& table, Node node, void* object) {
    if (table.complaint != nullptr) return read_in_order(table, node, object);
    for (const unsigned char index : table.turns)
        read_row(table.rows[index], node, object);
    if (!table.turns.empty()) return;
    for (const Row& row : table.rows)
        read_row(row, node, object);
}

void write_rows(const Table& table, Writer& out, const void* object) {
    for (const Row& row : table.rows)
        write_row(row, out, object);
}

void write_element(const Table& table, Writer& out, const void* object, const char* name) {
    out.open(name);
    write_rows(table, out, object);
    out.close();
}

namespace detail {

void read_attribute(const Row& row, Node node, void* object) {
    const auto value = node.attribute(row.name);
    if (value && !(row.skips_blank && value->empty())) {
        take(row, *value, node, object);
        return;
    }
    refuse_lack(row, node);
    if (row.is_required) fail_missing_attribute(row.name, node.name());
}

void write_attribute(const Row& row, Writer& out, const void* object) {
    Text text;
    if (give(row, object, text)) out.attribute(row.name, text.view());
}

void read_text(const Row& row, Node node, void* object) {
    const std::string value = node.text();
    if (!value.empty()) {
        take(row, value, node, object);
        return;
    }
    refuse_lack(row, node);
    if (row.is_required) fail_missing_element(node.name());
}

void write_text(const Row& row, Writer& out, const void* object) {
    Text text;
    if (give(row, object, text) && !text.view().empty()) out.text(text.view());
}

void read_text_child(const Row& row, Node node, void* object) {
    const Node child = node.child(row.name);
    const std::string value = child ? child.text() : std::string();
    if (!value.empty()) {
        take(row, value, child, object);
        return;
    }
    refuse_lack(row, node);
    if (row.is_required) fail_missing_element(row.name);
}

void write_text_child(const Row& row, Writer& out, const void* object) {
    Text text;
    if (give(row, object, text) && !text.view().empty()) out.text_element(row.name, text.view());
}

void read_flag(const Row& row, Node node, void* object) {
    *static_cast<bool*>(row.field(object)) = static_cast<bool>(node.child(row.name));
}

void write_flag(const Row& row, Writer& out, const void* object) {
    if (*static_cast<const bool*>(field_of(row, object))) out.flag_element(row.name);
}

void read_child(const Row& row, Node node, void* object) {
    if (const Node found = node.child(name_of(row))) {
        read_rows(*row.table, found, row.holder->add(row.field(object)));
        return;
    }
    refuse_lack(row, node);
    if (row.is_required) fail_missing_element(name_of(row));
}

void write_child(const Row& row, Writer& out, const void* object) {
    const void* const field = field_of(row, object);
    if (row.holder->size(field) != 0) write_one(row, out, row.holder->at(field, 0));
}

void read_list(const Row& row, Node node, void* object) {
    void* const field = row.field(object);
    // devices are large, and moving them while the list grows costs more than counting them
    if (const int count = node.count(name_of(row)); count > 1)
        row.holder->reserve(field, static_cast<std::size_t>(count));
    for (Node item = node.child(name_of(row)); item; item = item.twin())
        read_rows(*row.table, item, row.holder->add(field));
}

void write_list(const Row& row, Writer& out, const void* object) {
    const void* const field = field_of(row, object);
    for (std::size_t i = 0; i < row.holder->size(field); ++i)
        write_one(row, out, row.holder->at(field, i));
}

void read_same(const Row& row, Node node, void* object) {
    read_rows(*row.table, node, row.field(object));
}

void write_same(const Row& row, Writer& out, const void* object) {
    write_rows(*row.table, out, field_of(row, object));
}

void read_raw(const Row& row, Node node, void* object) {
    if (const Node found = node.child(row.name)) {
        static_cast<std::optional<Raw>*>(row.field(object))->emplace(Raw{found.verbatim()});
    }
}

void write_raw(const Row& row, Writer& out, const void* object) {
    const auto& value = *static_cast<const std::optional<Raw>*>(field_of(row, object));
    if (value) out.raw(value->text);
}

void read_kind(const Row& row, Node node, void* object) {
    const auto tag = node.attribute(row.name);
    if (!tag) {
        if (row.is_required) fail_missing_attribute(row.name, node.name());
        return;
    }
    for (std::size_t i = 0; i < row.kinds->kinds.size(); ++i) {
        if (row.kinds->kinds[i].tag == *tag) {
            row.kinds->choose(row.field(object), i);
            return;
        }
    }
    fail_row(row, Verdict::bad, *tag, node.name(), node);
}

void write_kind(const Row& row, Writer& out, const void* object) {
    out.attribute(row.name, chosen(row, field_of(row, object)).tag);
}

void read_kind_body(const Row& row, Node node, void* object) {
    const Node body = node.child(row.name);
    void* const field = row.field(object);
    if (body) {
        read_rows(*chosen(row, field).table, body, row.kinds->active(field));
    } else if (row.is_required) {
        fail_missing_element(row.name);
    }
}

void write_kind_body(const Row& row, Writer& out, const void* object) {
    out.open(row.name);
    write_kind_same(row, out, object);
    out.close_unless_empty();
}

void read_kind_same(const Row& row, Node node, void* object) {
    void* const field = row.field(object);
    read_rows(*chosen(row, field).table, node, row.kinds->active(field));
}

void write_kind_same(const Row& row, Writer& out, const void* object) {
    const void* const field = field_of(row, object);
    write_rows(*chosen(row, field).table, out, row.kinds->active(const_cast<void*>(field)));
}

}  // namespace detail

}  // namespace virtd::xml
