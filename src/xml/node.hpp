// Reads a document: the elements, attributes and texts of a tree that libxml2 built.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"

struct _xmlAttr;
struct _xmlNode;
struct _xmlDoc;

namespace virtd::xml {

class Document;

/// How a document is to be read, and how its errors are to be labelled.
struct ReadOptions {
    Origin origin = Origin::xml;
    std::string_view what = "domain_definition";  // stands for the file name in parser errors
    bool inactive = false;                        // leave out what only a running object has
    bool parenthesised = true;      // `what` in parser errors: all but updates of networks
    std::string_view subject = {};  // for errors: the object's name, where it is not in <name>
    bool is_file = false;           // its bytes are encoded as it says, not always as UTF-8
};

/// An element, or nothing, in which attributes, children and texts are not found either. Cheap to
/// copy; lives as long as its Document.
class Node {
public:
    Node() = default;
    explicit Node(const _xmlNode* node) : node_(node) {}

    explicit operator bool() const { return node_ != nullptr; }
    bool operator==(const Node&) const = default;

    std::string_view name() const;
    /// The namespace an element or its name's prefix is in; empty for plain elements.
    std::string_view space() const;
    int line() const;
    const Document& document() const;
    Node parent() const;

    /// Nothing when it is not there; an empty attribute is an empty text.
    std::optional<std::string_view> attribute(std::string_view name) const;
    std::optional<std::string_view> attribute(const char* name) const;
    bool has_attributes() const;
    /// Text, comments and the like are among the children.
    bool has_more_than_elements() const;

    /// The first child of that name; elements in a namespace are found by `child_in` only.
    Node child(std::string_view name) const;
    Node child(const char* name) const;
    Node child_in(std::string_view space, std::string_view name) const;
    /// The next sibling with the same name and namespace.
    Node twin() const;
    /// All element children, whatever they are called.
    Node first() const;
    Node next() const;

    /// All text inside, without the markup.
    std::string text() const;
    /// The element as it stands, formatted the way raw parts are shown (see Raw), with what its
    /// entities stand for.
    std::string verbatim() const;

    /// Calls `visit(Node)` for each child of that name, in order.
    template <class Visitor>
    void each(std::string_view name, Visitor visit) const {
        for (Node item = child(name); item; item = item.twin())
            visit(item);
    }
    int count(std::string_view name) const;

    /// What the second and further children of that name contain counts as said in the first.
    void merge(std::string_view name) const;

    /// Calls `visit(name, space)` for each attribute; `space` is that of its prefix.
    template <class Visitor>
    void each_attribute(Visitor visit) const {
        for (const _xmlAttr* it = first_attribute(); it != nullptr; it = next_attribute(it))
            visit(attribute_name(it), attribute_space(it));
    }

private:
    template <class Name>
    std::optional<std::string_view> find_attribute(Name name) const;
    const _xmlAttr* first_attribute() const;
    static const _xmlAttr* next_attribute(const _xmlAttr* attribute);
    static std::string_view attribute_name(const _xmlAttr* attribute);
    static std::string_view attribute_space(const _xmlAttr* attribute);

    const _xmlNode* node_ = nullptr;
};

/// A parsed text. Throws code 35 with the place when it is not XML.
class Document {
public:
    Document(std::string_view text, const ReadOptions& options);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// The root, whatever its name.
    Node root() const;
    /// Whether no comment, type or instruction stands before the root.
    bool begins_with_root() const;
    /// The root, which must be a <name>.
    Node root(std::string_view name) const;
    /// An element around the root that has no other children: for parts of a larger document
    /// that stand alone.
    Node around_root() const;
    const ReadOptions& options() const { return options_; }
    /// The name of the object that the document describes, for errors.
    std::string subject() const;
    /// "unsupported configuration: ..." and other errors of this document's kind
    Fail fail() const { return Fail{options_.origin}; }

    /// Keeps a text that had to be put together as long as the document.
    std::string_view keep(std::string text) const { return kept_.emplace_back(std::move(text)); }

private:
    friend class Blame;
    friend class Node;
    friend class Subject;

    void append_entity(const _xmlNode* reference, std::string& out) const;
    void append_text(const _xmlNode* first, std::string& out) const;
    void replace_entities(_xmlNode* first) const;

    mutable ReadOptions options_;
    _xmlDoc* document_;
    mutable std::deque<std::string> kept_;
    mutable std::size_t expanded_ = 0;  // bytes that entities stood for
};

/// While it lives, errors in a part of a document come from another part of the daemon: a
/// network in the description of a whole host.
class Blame {
public:
    Blame(const Document& document, Origin origin)
        : document_(document), before_(std::exchange(document.options_.origin, origin)) {}
    ~Blame() { document_.options_.origin = before_; }
    Blame(const Blame&) = delete;
    Blame& operator=(const Blame&) = delete;

private:
    const Document& document_;
    Origin before_;
};

/// While it lives, errors in a part of a document call it by this name.
class Subject {
public:
    Subject(const Document& document, std::string_view name)
        : document_(document), before_(std::exchange(document.options_.subject, name)) {}
    ~Subject() { document_.options_.subject = before_; }
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;

private:
    const Document& document_;
    std::string_view before_;
};

}  // namespace virtd::xml
