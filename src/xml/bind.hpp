// One description per XML element, used to read, write, check and document it.
// SPDX-License-Identifier: LGPL-2.1-or-later
//
// An element is a plain struct and a table of rows; the order of rows is the order of output.
//
//     struct Rng {
//         std::optional<RngModel> model;          // enum with xml_names(RngModel), see text.hpp
//         std::vector<RngRate> rates;
//         std::string device;
//         bool fast = false;
//     };
//
//     constexpr auto rate_rows = xml::rows<RngRate>({
//         xml::attr<&RngRate::bytes>("bytes").required().nonzero(),
//         xml::attr<&RngRate::period>("period").if_set(),
//     });
//     constexpr xml::Element<RngRate> rate_xml{"rate", rate_rows};
//
//     constexpr auto rng_rows = xml::rows<Rng>({
//         xml::attr<&Rng::model>("model").required(),
//         xml::list<&Rng::rates, rate_xml>(),
//         xml::text_child<&Rng::device>("backend").or_fail(Errc::internal_error, "bad backend
//         '{}'"), xml::flag<&Rng::fast>("fast").live(),
//     });
//     constinit const xml::Element<Rng> rng_xml{"rng", rng_rows};  // extern in the header
//
//     Rng rng = xml::parse<Rng>(text, rng_xml, {.origin = Origin::domain});
//     std::string again = xml::format(rng, rng_xml);
//
// Rows:   attr, text, text_child, flag, child, list, same, nested, raw, kind_attr, kind_body,
//         kind_same, custom, custom_attr, check, spread, mention.
// Fields: strings, integers, enums, Uuid, or std::optional of these; bool with xml::yes_no or
//         xml::on_off as second argument; structs; std::optional, Rare or std::vector of structs.
//         Plain attributes are always written, plain texts and structs when they have content,
//         optional ones when they are set.
// Modifiers, behind a row: .required() .nonzero() .if_set() .unless_blank() .live()
// .inactive_only() .secret() .turn(number)
//         .inside("wrapper") .or_fail(code, "text with {}") .or_missing(code, "text")
//         .from(origin).
// Of these, and for validation alone: .expected() .unexpected() .once() .like(pattern)
// .one_of<Enum>() .only(when) .of_any_kind(); see shape.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/rare.hpp"
#include "xml/node.hpp"
#include "xml/text.hpp"
#include "xml/writer.hpp"

namespace virtd::xml {

struct Row;

/// The rows of one element, whatever struct they fill.
struct Table {
    const char* name;
    std::span<const Row> rows;
    std::span<const unsigned char> turns =
        {};                           // the rows in the order of reading, where it differs
    const char* complaint = nullptr;  // see the second constructor of Element
};

/// How many values a field holds, and how to reach them.
struct Holder {
    std::size_t (*size)(const void* field);
    const void* (*at)(const void* field, std::size_t index);
    void* (*add)(void* field);
    void (*reserve)(void* field, std::size_t more);  // before that many calls of add
};

/// The alternatives of a std::variant, in its order.
struct KindTable {
    struct Kind {
        std::string_view tag;
        const Table* table;
    };
    std::span<const Kind> kinds;
    std::size_t (*index)(const void* variant);
    void* (*active)(void* variant);
    void (*choose)(void* variant, std::size_t index);
};

/// What a row describes, for checks and documentation.
enum class Part : unsigned char {
    attribute,
    element,
    elements,
    text,
    same,
    anything,
    nothing,
    rule
};

struct Pattern;  // shape.hpp, as the next one
struct When;

/// Whether validation asks for a part.
enum class Wanted : unsigned char { when_required, yes, no };

/// One attribute or child. The functions are few and shared; what differs is data, and there are
/// thousands of them: those members that are small stand together.
struct Row {
    static constexpr Origin document_origin{-1};

    const char* name;
    void (*read)(const Row&, Node, void* object);
    void (*write)(const Row&, Writer&, const void* object);
    Part part;
    Shown shown = Shown::always;
    Wanted wanted = Wanted::when_required;
    signed char turn = 0;
    bool is_required = false;
    bool is_once = false;
    bool is_any_kind = false;
    bool is_nonzero = false;
    bool is_if_set = false;
    bool skips_blank = false;
    Errc complaint_code = Errc::xml_error;
    Errc lack_code = Errc::xml_error;
    Origin complaint_origin = document_origin;
    void* (*field)(void* object) = nullptr;
    const Codec* codec = nullptr;
    const Table* table = nullptr;
    const Holder* holder = nullptr;
    const KindTable* kinds = nullptr;
    const char* wrapper = nullptr;
    const char* complaint = nullptr;
    const char* lack = nullptr;
    const Pattern* pattern = nullptr;
    const When* when = nullptr;
};
static_assert(sizeof(Row) <= 128);

/// A row of the struct T.
template <class T>
struct Binding : Row {
    /// Must be there.
    constexpr Binding required() const { return with(&Row::is_required, true); }
    /// Validation asks for it, and readers can do without.
    constexpr Binding expected() const { return with(&Row::wanted, Wanted::yes); }
    /// Validation leaves it to readers to miss it.
    constexpr Binding unexpected() const { return with(&Row::wanted, Wanted::no); }
    /// For custom rows: validation refuses a second one.
    constexpr Binding once() const { return with(&Row::is_once, true); }
    /// For rows of kinds: validation takes the parts of any of them, whatever the document says.
    constexpr Binding of_any_kind() const { return with(&Row::is_any_kind, true); }
    /// What validation wants the value to look like; readers may take more, or less.
    constexpr Binding like(const Pattern& text) const { return with(&Row::pattern, &text); }
    /// For custom rows: the words that validation takes.
    template <Named E>
    constexpr Binding one_of() const {
        return with(&Row::codec, &detail::CodecOf<E>::codec);
    }
    /// Validation knows it only there.
    constexpr Binding only(const When& there) const { return with(&Row::when, &there); }
    /// Zero (or the first value of an enum) is refused in documents.
    constexpr Binding nonzero() const { return with(&Row::is_nonzero, true); }
    /// A plain field is written only when it is not zero, false or empty.
    constexpr Binding if_set() const { return with(&Row::is_if_set, true); }
    /// An empty attribute counts as absent.
    constexpr Binding unless_blank() const { return with(&Row::skips_blank, true); }
    /// Exists for running objects only; left out of inactive documents both ways.
    constexpr Binding live() const { return with(&Row::shown, Shown::live); }
    /// Shown in inactive documents only.
    constexpr Binding inactive_only() const { return with(&Row::shown, Shown::inactive); }
    /// Shown to clients that asked for secrets and may have them.
    constexpr Binding secret() const { return with(&Row::shown, Shown::secret); }
    /// Stands in a child of that name, which has nothing else in it.
    constexpr Binding inside(const char* element) const { return with(&Row::wrapper, element); }
    /// The error for a bad value, where it is not the usual sentence; {0} is the value, {1} the
    /// name of the object that the document describes.
    constexpr Binding or_fail(Errc code, const char* text) const {
        return with(&Row::complaint, text).with(&Row::complaint_code, code);
    }
    /// Must be there, and the error where that is not the usual sentence; {1} as above.
    constexpr Binding or_missing(Errc code, const char* text) const {
        return required().with(&Row::lack, text).with(&Row::lack_code, code);
    }
    /// Read after the rows with smaller numbers, before those with larger ones; 0 where nothing is
    /// said. It tells which of two errors in one element clients get to see.
    constexpr Binding turn(signed char number) const { return with(&Row::turn, number); }
    /// The error of or_fail comes from another part than those of the document.
    constexpr Binding from(Origin origin) const { return with(&Row::complaint_origin, origin); }

    /// For custom rows: the table of the child they are about.
    constexpr Binding of(const Table& inside) const {
        return with(&Row::table, &inside).with(&Row::part, Part::element);
    }

    /// For custom rows about several parts of the element: a table with their names.
    constexpr Binding naming(const Table& parts) const {
        return with(&Row::table, &parts).with(&Row::part, Part::same);
    }

private:
    template <class V>
    constexpr Binding with(V Row::*member, std::type_identity_t<V> value) const {
        Binding copy = *this;
        copy.*member = value;
        return copy;
    }
};

/// The rows of T as one array.
template <class T, std::size_t N>
struct Rows {
    std::array<Row, N> list;
    std::array<unsigned char, N> turns;
    bool has_turns = false;
};

template <class T, std::size_t N>
constexpr Rows<T, N> rows(const Binding<T> (&list)[N]) {
    static_assert(N <= 256);
    Rows<T, N> rows{};
    for (std::size_t i = 0; i < N; ++i) {
        rows.list[i] = list[i];
        std::size_t place = i;
        for (; place > 0 && rows.list[rows.turns[place - 1]].turn > rows.list[i].turn; --place)
            rows.turns[place] = rows.turns[place - 1];
        rows.turns[place] = static_cast<unsigned char>(i);
        rows.has_turns = rows.has_turns || place != i;
    }
    return rows;
}

/// The table of one element. Files share it as `extern const xml::Element<Disk> disk_xml`.
template <class T>
struct Element : Table {
    template <std::size_t N>
    constexpr Element(const char* element, const Rows<T, N>& parts) : Table{element, parts.list} {
        if (parts.has_turns) turns = parts.turns;
    }
    /// Children are read in the order of the document, the last of each counts, and others are
    /// refused: `refusal` has a {} for their name.
    template <std::size_t N>
    constexpr Element(const char* element, const Rows<T, N>& parts, const char* refusal)
        : Table{element, parts.list, {}, refusal} {}
};

void read_rows(const Table& table, Node node, void* object);
void write_rows(const Table& table, Writer& out, const void* object);
void write_element(const Table& table, Writer& out, const void* object, const char* name);

/// Fills `into` from the element; for custom rows and for parts of a document.
template <class T>
void read(const Element<T>& element, Node node, T& into) {
    read_rows(element, node, &into);
}

/// <name ...>...</name>
template <class T>
void write(const Element<T>& element, Writer& out, const T& from) {
    write_element(element, out, &from, element.name);
}

/// A definition from a document. Unknown parts are ignored, as clients expect; wrong values and
/// missing required parts throw.
template <class T>
T parse(std::string_view text, const Element<T>& root, const ReadOptions& options = {}) {
    const Document document(text, options);
    T value{};
    read(root, document.root(root.name), value);
    return value;
}

/// The document of a definition. parse(format(x)) == x, except for what the view hides.
template <class T>
std::string format(const T& value, const Element<T>& root, View view = {}, int indent = 0) {
    Writer out(view, indent);
    write(root, out, value);
    return out.take();
}

/// A part kept as it came, whatever is in it; formatted like all else when it is written.
struct Raw {
    std::string text;
    bool operator==(const Raw&) const = default;
};

namespace detail {

inline void read_none(const Row&, Node, void*) {}
inline void write_none(const Row&, Writer&, const void*) {}
void read_attribute(const Row&, Node, void*);
void write_attribute(const Row&, Writer&, const void*);
void read_text(const Row&, Node, void*);
void write_text(const Row&, Writer&, const void*);
void read_text_child(const Row&, Node, void*);
void write_text_child(const Row&, Writer&, const void*);
void read_flag(const Row&, Node, void*);
void write_flag(const Row&, Writer&, const void*);
void read_child(const Row&, Node, void*);
void write_child(const Row&, Writer&, const void*);
void read_list(const Row&, Node, void*);
void write_list(const Row&, Writer&, const void*);
void read_same(const Row&, Node, void*);
void write_same(const Row&, Writer&, const void*);
void read_raw(const Row&, Node, void*);
void write_raw(const Row&, Writer&, const void*);
void read_kind(const Row&, Node, void*);
void write_kind(const Row&, Writer&, const void*);
void read_kind_body(const Row&, Node, void*);
void write_kind_body(const Row&, Writer&, const void*);
void read_kind_same(const Row&, Node, void*);
void write_kind_same(const Row&, Writer&, const void*);

template <class M>
struct MemberOf;
template <class Owner_, class Value_>
struct MemberOf<Value_ Owner_::*> {
    using Owner = Owner_;
    using Value = Value_;
};
template <auto Member>
using Owner = typename MemberOf<decltype(Member)>::Owner;
template <auto Member>
using Value = typename MemberOf<decltype(Member)>::Value;

template <auto Member>
void* field(void* object) {
    return &(static_cast<Owner<Member>*>(object)->*Member);
}

inline void* whole(void* object) {
    return object;
}

template <class V>
inline constexpr bool is_written_when_filled = false;
template <class V>
inline constexpr bool is_written_when_filled<std::optional<V>> = true;
template <class V>
inline constexpr bool is_written_when_filled<Rare<V>> = true;
template <class V>
inline constexpr bool is_written_when_filled<std::vector<V>> = true;

template <class V>
struct Held {
    using Value = V;
    static constexpr Holder holder{[](const void*) -> std::size_t { return 1; },
                                   [](const void* it, std::size_t) { return it; },
                                   [](void* it) { return it; }, [](void*, std::size_t) {}};
};
/// std::optional and Rare.
template <class Field>
struct HeldOrNot {
    using Value = std::remove_reference_t<decltype(*std::declval<Field&>())>;
    static constexpr Holder holder{
        [](const void* it) -> std::size_t { return static_cast<const Field*>(it)->has_value(); },
        [](const void* it, std::size_t) -> const void* { return &**static_cast<const Field*>(it); },
        [](void* it) -> void* { return &static_cast<Field*>(it)->emplace(); },
        [](void*, std::size_t) {}};
};
template <class V>
struct Held<std::optional<V>> : HeldOrNot<std::optional<V>> {};
template <class V>
struct Held<Rare<V>> : HeldOrNot<Rare<V>> {};
template <class V>
struct Held<std::vector<V>> {
    using Value = V;
    using Field = std::vector<V>;
    static constexpr Holder holder{
        [](const void* it) { return static_cast<const Field*>(it)->size(); },
        [](const void* it, std::size_t index) -> const void* {
            return &(*static_cast<const Field*>(it))[index];
        },
        [](void* it) -> void* { return &static_cast<Field*>(it)->emplace_back(); },
        [](void* it, std::size_t more) {
            auto& list = *static_cast<Field*>(it);
            list.reserve(list.size() + more);
        }};
};

template <class Variant>
struct VariantAccess;
template <class... V>
struct VariantAccess<std::variant<V...>> {
    using Variant = std::variant<V...>;
    static std::size_t index(const void* it) { return static_cast<const Variant*>(it)->index(); }
    static void* active(void* it) {
        return std::visit([](auto& value) -> void* { return &value; }, *static_cast<Variant*>(it));
    }
    template <std::size_t... I>
    static void choose(Variant& variant, std::size_t wanted, std::index_sequence<I...>) {
        ((I == wanted ? void(variant.template emplace<I>()) : void()), ...);
    }
    static void choose(void* it, std::size_t wanted) {
        choose(*static_cast<Variant*>(it), wanted, std::index_sequence_for<V...>{});
    }
};

}  // namespace detail

/// <element name='value'>
template <auto Member, const Codec& As = detail::CodecFor<detail::Value<Member>>::codec>
constexpr auto attr(const char* name) {
    using V = detail::Value<Member>;
    Binding<detail::Owner<Member>> row{
        {name, detail::read_attribute, detail::write_attribute, Part::attribute}};
    row.field = detail::field<Member>;
    row.codec = &detail::CodecAs<As, V>::codec;
    return row;
}

/// <element>value</element>: the text of the element itself
template <auto Member, const Codec& As = detail::CodecFor<detail::Value<Member>>::codec>
constexpr auto text() {
    auto row = attr<Member, As>("");
    row.part = Part::text;
    row.read = detail::read_text;
    row.write = detail::write_text;
    return row;
}

/// <name>value</name>; an empty one counts as absent
template <auto Member, const Codec& As = detail::CodecFor<detail::Value<Member>>::codec>
constexpr auto text_child(const char* name) {
    auto row = attr<Member, As>(name);
    row.part = Part::element;
    row.read = detail::read_text_child;
    row.write = detail::write_text_child;
    return row;
}

/// <name/>: present or not
template <auto Member>
constexpr auto flag(const char* name) {
    Binding<detail::Owner<Member>> row{
        {name, detail::read_flag, detail::write_flag, Part::element}};
    row.field = detail::field<Member>;
    return row;
}

/// <name ...> described by its own table; when there are several, the first counts
template <auto Member, const auto& Sub>
constexpr auto child(const char* name = nullptr) {
    Binding<detail::Owner<Member>> row{
        {name, detail::read_child, detail::write_child, Part::element}};
    row.field = detail::field<Member>;
    row.table = &Sub;
    row.holder = &detail::Held<detail::Value<Member>>::holder;
    row.is_if_set = !detail::is_written_when_filled<detail::Value<Member>>;
    return row;
}

/// <name .../><name .../>: any number of them; .inside("names") for a wrapper around
template <auto Member, const auto& Sub>
constexpr auto list(const char* name = nullptr) {
    auto row = child<Member, Sub>(name);
    row.part = Part::elements;
    row.read = detail::read_list;
    row.write = detail::write_list;
    return row;
}

/// The rows of a member struct, on this very element
template <auto Member, const auto& Sub>
constexpr auto same() {
    Binding<detail::Owner<Member>> row{{"", detail::read_same, detail::write_same, Part::same}};
    row.field = detail::field<Member>;
    row.table = &Sub;
    return row;
}

/// <name ...>: a child whose parts are members of this very struct T; left out when empty
template <class T, const Element<T>& Sub>
constexpr Binding<T> nested() {
    Binding<T> row{{nullptr, detail::read_child, detail::write_child, Part::element}};
    row.field = detail::whole;
    row.table = &Sub;
    row.holder = &detail::Held<T>::holder;
    row.is_if_set = true;
    return row;
}

/// <name>...</name> kept verbatim in a std::optional<Raw>
template <auto Member>
constexpr auto raw(const char* name) {
    Binding<detail::Owner<Member>> row{{name, detail::read_raw, detail::write_raw, Part::element}};
    row.field = detail::field<Member>;
    return row;
}

/// The tags and tables of a variant's alternatives, in the variant's order:
///     constexpr auto source_kinds = xml::kinds<Source>({{"file", &file_xml}, {"block",
///     &block_xml}}); constexpr xml::KindTable source_table =
///     xml::kind_table<Source>(source_kinds);
template <class Variant>
constexpr auto kinds(const KindTable::Kind (&list)[std::variant_size_v<Variant>]) {
    return std::to_array(list);
}

template <class Variant, std::size_t N>
constexpr KindTable kind_table(const std::array<KindTable::Kind, N>& list) {
    static_assert(N == std::variant_size_v<Variant>);
    using Access = detail::VariantAccess<Variant>;
    return {list, Access::index, Access::active, Access::choose};
}

/// The attribute that selects the alternative of a variant field: type='file'.
template <auto Member, const KindTable& Kinds>
constexpr auto kind_attr(const char* name) {
    Binding<detail::Owner<Member>> row{
        {name, detail::read_kind, detail::write_kind, Part::attribute}};
    row.field = detail::field<Member>;
    row.kinds = &Kinds;
    return row;
}

/// The child element that holds the selected alternative; stands after its kind_attr.
template <auto Member, const KindTable& Kinds>
constexpr auto kind_body(const char* name) {
    auto row = kind_attr<Member, Kinds>(name);
    row.part = Part::element;
    row.read = detail::read_kind_body;
    row.write = detail::write_kind_body;
    return row;
}

/// The rows of the selected alternative, on this very element; stands after its kind_attr.
template <auto Member, const KindTable& Kinds>
constexpr auto kind_same() {
    auto row = kind_attr<Member, Kinds>("");
    row.part = Part::same;
    row.read = detail::read_kind_same;
    row.write = detail::write_kind_same;
    return row;
}

/// What rows cannot say: a pair of functions, void(Node, T&) and void(Writer&, const T&). They get
/// the element around; `name` is the child they are about, "" when they are about several.
template <class T, void (*Read)(Node, T&), void (*Write)(Writer&, const T&)>
constexpr Binding<T> custom(const char* name) {
    return {{name,
             [](const Row&, Node node, void* object) { Read(node, *static_cast<T*>(object)); },
             [](const Row&, Writer& out, const void* object) {
                 Write(out, *static_cast<const T*>(object));
             },
             *name == 0 ? Part::anything : Part::elements}};
}

/// For those that are written only, and for those that are read only.
template <class T>
void read_nothing(Node, T&) {}
template <class T>
void write_nothing(Writer&, const T&) {}

/// The same for an attribute.
template <class T, void (*Read)(Node, T&), void (*Write)(Writer&, const T&)>
constexpr Binding<T> custom_attr(const char* name) {
    Binding<T> row = custom<T, Read, Write>(name);
    row.part = Part::attribute;
    return row;
}

/// What has to hold between the parts that the rows before this one have read.
template <class T, void (*Check)(Node, T&)>
constexpr Binding<T> check() {
    return {{"", [](const Row&, Node node, void* object) { Check(node, *static_cast<T*>(object)); },
             detail::write_none, Part::nothing}};
}

/// A name that another row reads and writes: for checks and documentation only.
template <class T>
consteval Binding<T> mention(const char* name, Part part) {
    return {{name, detail::read_none, detail::write_none, part}};
}

/// Stands where the attributes end: the end tag gets its own line even when nothing is inside.
template <class T>
constexpr Binding<T> spread() {
    return {{"", detail::read_none,
             [](const Row&, Writer& out, const void*) { out.end_start_tag(); }, Part::nothing}};
}

}  // namespace virtd::xml
