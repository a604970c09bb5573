// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/metadata.hpp"

#include <libxml/tree.h>

#include <memory>
#include <new>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "xml/node.hpp"
#include "xml/set_up.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::xml};

struct Free {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
    void operator()(xmlNode* node) const { xmlFreeNode(node); }
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
};
using DocumentPtr = std::unique_ptr<xmlDoc, Free>;
using NodePtr = std::unique_ptr<xmlNode, Free>;

const xmlChar* chars(const std::string& text) {
    return reinterpret_cast<const xmlChar*>(text.c_str());
}
std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// The text is known to be well-formed.
DocumentPtr parse(const std::string& text) {
    xml::set_up_libxml();
    DocumentPtr document(xmlReadMemory(
        text.data(), static_cast<int>(text.size()), nullptr, nullptr,
        XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    if (!document) throw std::bad_alloc();
    return document;
}

std::string dump(xmlNode* node) {
    const std::unique_ptr<xmlBuffer, Free> buffer(xmlBufferCreate());
    if (!buffer) throw std::bad_alloc();
    xmlNodeDump(buffer.get(), node->doc, node, 0, 1);
    return std::string(view(xmlBufferContent(buffer.get())));
}

std::string_view space_of(const xmlNode* node) {
    return node->ns == nullptr ? std::string_view{} : view(node->ns->href);
}

xmlNode* find(xmlNode* metadata, std::string_view uri) {
    for (xmlNode* child = metadata->children; child != nullptr; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && space_of(child) == uri) return child;
    }
    return nullptr;
}

void unlink(xmlNode* node) {
    xmlUnlinkNode(node);
    const NodePtr owned(node);
}

/// Visits a node and everything below it without recursion: depth is up to the client.
template <class Visit>
void each_below(xmlNode* top, Visit visit) {
    xmlNode* node = top;
    while (node != nullptr) {
        visit(*node);
        if (node->children != nullptr && node->type == XML_ELEMENT_NODE) {
            node = node->children;
            continue;
        }
        while (node != top && node->next == nullptr)
            node = node->parent;
        node = node == top ? nullptr : node->next;
    }
}

/// Takes the first declaration of the namespace away, and the namespace from all names.
void drop_space(xmlNode* top, const std::string& uri) {
    for (xmlNs** link = &top->nsDef; *link != nullptr; link = &(*link)->next) {
        if (view((*link)->href) != uri) continue;
        xmlNs* const dropped = *link;
        each_below(top, [dropped](xmlNode& node) {
            if (node.type == XML_ELEMENT_NODE && node.ns == dropped) node.ns = nullptr;
        });
        *link = dropped->next;
        xmlFreeNs(dropped);
        return;
    }
}

[[noreturn]] void fail_adding_space() {
    fail(Errc::internal_error, "failed to create a new XML namespace");
}

void require_prefix(const std::string& prefix) {
    if (xmlValidateNCName(chars(prefix), 0) == 0) return;
    fail(Errc::internal_error, "failed to validate prefix for a new XML namespace");
}

void add_space(xmlNode* top, const std::string& uri, const std::string& prefix) {
    xmlNs* const space = xmlNewNs(top, chars(uri), chars(prefix));
    if (space == nullptr) fail_adding_space();
    each_below(top, [space](xmlNode& node) {
        if (node.type == XML_ELEMENT_NODE && node.ns == nullptr) xmlSetNs(&node, space);
    });
}

void remove_all(xmlNode* metadata, const std::string& uri) {
    while (xmlNode* const old = find(metadata, uri))
        unlink(old);
}

// Each application owns one child of <metadata>, told by its namespace. Most documents keep to
// that, and are not read twice.
bool has_only_owned(xml::Node metadata) {
    if (metadata.has_more_than_elements()) return false;
    std::set<std::string_view> owners;
    for (xml::Node child = metadata.first(); child; child = child.next()) {
        if (child.space().empty() || !owners.insert(child.space()).second) return false;
    }
    return true;
}

xml::Raw sanitized(xml::Raw metadata) {
    const DocumentPtr document = parse(metadata.text);
    xmlNode* const root = xmlDocGetRootElement(document.get());
    std::set<std::string, std::less<>> seen;
    bool changed = false;
    for (xmlNode* child = root->children; child != nullptr;) {
        xmlNode* const next = child->next;
        const bool is_owned = child->type == XML_ELEMENT_NODE && child->ns != nullptr &&
                              seen.emplace(space_of(child)).second;
        if (!is_owned) {
            unlink(child);
            changed = true;
        }
        child = next;
    }
    return changed ? xml::Raw{dump(root)} : metadata;
}

}  // namespace

std::optional<std::string> find_metadata(const std::optional<xml::Raw>& metadata,
                                         const std::string& uri) {
    if (!metadata) return std::nullopt;
    const DocumentPtr document = parse(metadata->text);
    xmlNode* const found = find(xmlDocGetRootElement(document.get()), uri);
    if (found == nullptr) return std::nullopt;
    drop_space(found, uri);
    return dump(found);
}

void set_metadata(std::optional<xml::Raw>& metadata, const std::string& uri,
                  const std::string& prefix, const std::string& element) {
    const xml::Document checked(element, {.origin = Origin::domain, .what = "metadata_xml"});
    require_prefix(prefix);
    if (!checked.begins_with_root()) fail_adding_space();
    const DocumentPtr given = parse(checked.root().verbatim());
    add_space(xmlDocGetRootElement(given.get()), uri, prefix);

    const DocumentPtr document = parse(metadata ? metadata->text : "<metadata/>");
    xmlNode* const root = xmlDocGetRootElement(document.get());
    remove_all(root, uri);
    xmlNode* const copy = xmlDocCopyNode(xmlDocGetRootElement(given.get()), document.get(), 1);
    if (copy == nullptr) throw std::bad_alloc();
    xmlAddChild(root, copy);
    metadata = xml::Raw{dump(root)};
}

void remove_metadata(std::optional<xml::Raw>& metadata, const std::string& uri) {
    if (!metadata) return;
    const DocumentPtr document = parse(metadata->text);
    xmlNode* const root = xmlDocGetRootElement(document.get());
    remove_all(root, uri);
    metadata = xml::Raw{dump(root)};
}

xml::Raw owned_metadata(xml::Node metadata) {
    xml::Raw all{metadata.verbatim()};
    return has_only_owned(metadata) ? all : sanitized(std::move(all));
}

}  // namespace virtd::conf
