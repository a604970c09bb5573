// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/node.hpp"

#include <fmt/core.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <strings.h>

#include <algorithm>
#include <memory>

#include "xml/set_up.hpp"
#include "xml/text.hpp"

namespace virtd::xml {

namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// Rows look for their names in every document, so this does not measure `text` first.
bool equal(const xmlChar* text, std::string_view name) {
    for (const char c : name) {
        if (*text != static_cast<xmlChar>(c)) return false;
        ++text;
    }
    return *text == 0;
}

/// The same for names that nobody has measured: those of rows.
bool equal(const xmlChar* text, const char* name) {
    for (; *name != 0; ++name, ++text) {
        if (*text != static_cast<xmlChar>(*name)) return false;
    }
    return *text == 0;
}

bool is_named(const xmlNode* node, std::string_view space, std::string_view name) {
    return node->type == XML_ELEMENT_NODE && equal(node->name, name) &&
           (node->ns == nullptr ? space.empty() : view(node->ns->href) == space);
}

const xmlNode* element_from(const xmlNode* node) {
    while (node != nullptr && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

const xmlNode* named_from(const xmlNode* node, std::string_view space, std::string_view name) {
    while (node != nullptr && !is_named(node, space, name))
        node = node->next;
    return node;
}

// Entities are put in one level deep and only when they are plain text: enough for what people
// write.
std::string_view entity_text(const xmlNode* reference) {
    const xmlEntity* const entity = xmlGetDocEntity(reference->doc, reference->name);
    if (entity == nullptr || entity->content == nullptr) return {};
    const std::string_view text = view(entity->content);
    return text.find_first_of("&<") == text.npos ? text : std::string_view{};
}

bool ends_line(char c) {
    return c == '\n' || c == '\r';
}

/// The line in which the parser stopped, and a pointer to the column under it. Clients know this
/// form, down to the "(null)" for an empty line.
std::string context_of(const xmlParserInput& input) {
    const std::string_view text(reinterpret_cast<const char*>(input.base),
                                static_cast<std::size_t>(input.end - input.base));
    const auto stopped = static_cast<std::size_t>(input.cur - input.base);
    std::size_t begin = stopped;
    while (begin > 0 && begin < text.size() && ends_line(text[begin]))
        --begin;
    while (begin > 0 && !ends_line(text[begin - 1]))
        --begin;
    const std::string_view line = text.substr(begin, text.find_first_of("\r\n", begin) - begin);
    return fmt::format("{}\n{}^", line.empty() ? "(null)" : line,
                       std::string(stopped - begin, '-'));
}

// What libxml2 does in a time that grows faster than the document is bounded. It compares each
// attribute of a tag with all others, looks for each prefix among all namespaces that are in
// scope, follows lists of declared attributes, and frees lists of words by recursion.
constexpr std::size_t most_attributes = 256;  // of one element
constexpr int most_namespaces = 256;          // in scope
constexpr std::size_t most_declared = 65536;  // bytes of <!ENTITY ...> and the like
// Nothing of that is much in a document of this size.
constexpr std::size_t small_document = 24576;
// What one text may be made of, and all of them together.
constexpr std::size_t most_expanded = 10'000'000;  // XML_MAX_TEXT_LENGTH of libxml2

struct FirstError {
    int line = 0;
    std::string message;  // ends with a new line, as libxml2 writes it
    std::string context;
};

extern "C" void remember_error(void* user_data, xmlErrorPtr error) {
    auto* const parser = static_cast<xmlParserCtxt*>(user_data);
    auto* const first = static_cast<FirstError*>(parser->_private);
    if (error->level != XML_ERR_FATAL || !first->message.empty() || error->message == nullptr)
        return;
    first->line = error->line;
    first->message = error->message;
    if (parser->input != nullptr) first->context = context_of(*parser->input);
}

[[noreturn]] void fail_parsing(const ReadOptions& options, const FirstError& error) {
    const Fail fail{options.origin};
    if (error.message.empty()) fail_unparsable(options.what);
    const std::string_view label = options.parenthesised ? "({}):{}: {}{}" : "{}:{}: {}{}";
    fail(Errc::xml_detail, "{}",
         fmt::format(fmt::runtime(label), options.what, error.line, error.message, error.context));
}

/// An error that libxml2 does not know.
void stop(xmlParserCtxt& parser, const char* message) {
    auto* const first = static_cast<FirstError*>(parser._private);
    if (first->message.empty() && parser.input != nullptr) {
        first->line = parser.input->line;
        first->message = message;
        first->context = context_of(*parser.input);
    }
    parser.wellFormed = 0;
    xmlStopParser(&parser);
}

/// A short declaration would make each short element a long one.
extern "C" void start_element(void* user_data, const xmlChar* name, const xmlChar* prefix,
                              const xmlChar* space, int namespaces, const xmlChar** declared,
                              int attributes, int defaulted, const xmlChar** values) {
    auto* const parser = static_cast<xmlParserCtxt*>(user_data);
    if (defaulted != 0) return stop(*parser, "default attributes are not supported\n");
    // the parser has a prefix and a name for each
    if (parser->nsNr > 2 * most_namespaces) return stop(*parser, "too many namespaces in scope\n");
    xmlSAX2StartElementNs(user_data, name, prefix, space, namespaces, declared, attributes,
                          defaulted, values);
}

/// Errors of character sets know no parser: libxml2 would print them on standard error, once
/// for each document that a client sends.
void keep_silent(void*, const char*, ...) {}

/// Where what begins at `begin` ends, after `end`.
std::size_t behind(std::string_view text, std::string_view end, std::size_t begin) {
    const std::size_t at = text.find(end, begin);
    return at == text.npos ? text.size() : at + end.size();
}

/// Where the tag ends that begins at `at`. Throws where it has too many attributes.
std::size_t check_tag(std::string_view text, std::size_t at, const ReadOptions& options) {
    for (std::size_t quoted = 0;;) {
        at = text.find_first_of("<>\"'", at);
        if (at == text.npos) return text.size();
        if (text[at] == '<' || text[at] == '>') return at;
        at = behind(text, text.substr(at, 1), at + 1);
        if (++quoted <= most_attributes) continue;
        const Fail fail{options.origin};
        fail(Errc::xml_detail, "more than {} attributes in one element", most_attributes);
    }
}

void refuse_expensive(std::string_view text, const ReadOptions& options) {
    if (text.size() < small_document) return;
    std::size_t declared = 0;
    for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = behind(text, "-->", at);
        } else if (rest.starts_with("<![CDATA[")) {
            at = behind(text, "]]>", at);
        } else {
            const std::size_t begin = at;
            at = check_tag(text, at + 1, options);
            if (rest.starts_with("<!")) declared += at - begin;
            if (declared <= most_declared) continue;
            const Fail fail{options.origin};
            fail(Errc::xml_detail, "more than {} bytes of declarations", most_declared);
        }
    }
}

/// Whether markup is found in the bytes of a file where ASCII has it.
bool has_plain_markup(std::string_view text) {
    constexpr std::string_view plain[] = {"UTF-8", "US-ASCII", "ISO-8859-", "WINDOWS-125"};
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (!text.starts_with('<') || text.substr(0, 4).find('\0') != text.npos) return false;
    if (!text.starts_with("<?xml")) return true;
    const std::string_view head = text.substr(0, text.find('>'));
    const std::size_t said = head.find("encoding");
    if (said == head.npos) return true;
    const std::size_t quote = std::min(head.find_first_of("\"'", said), head.size() - 1);
    const std::string_view name = head.substr(quote + 1);
    return std::ranges::any_of(plain, [&](std::string_view word) {
        return name.size() >= word.size() &&
               ::strncasecmp(name.data(), word.data(), word.size()) == 0;
    });
}

constexpr int parser_options =
    XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS | XML_PARSE_COMPACT;

/// The bytes of a file, in the encoding that it says it has.
xmlDoc* read_file(xmlParserCtxt& parser, std::string_view bytes, const ReadOptions& options) {
    if (bytes.size() > small_document && !has_plain_markup(bytes)) {
        const Fail fail{options.origin};
        fail(Errc::xml_detail, "{} is too large for its encoding: save it as UTF-8", options.what);
    }
    return xmlCtxtReadMemory(&parser, bytes.data(), static_cast<int>(bytes.size()), nullptr,
                             nullptr, parser_options);
}

/// What came as a string of a call is UTF-8 up to its first zero, whatever it says.
xmlDoc* read_string(xmlParserCtxt& parser, std::string_view text) {
    const std::string ended(text);
    return xmlCtxtReadDoc(&parser, reinterpret_cast<const xmlChar*>(ended.c_str()), nullptr,
                          nullptr, parser_options);
}

xmlDoc* read_tree(std::string_view text, const ReadOptions& options) {
    refuse_expensive(text, options);
    struct FreeParser {
        void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
    };
    set_up_libxml();
    const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
    if (parser == nullptr) throw std::bad_alloc();
    FirstError error;
    parser->_private = &error;
    parser->sax->serror = remember_error;
    parser->sax->startElementNs = start_element;
    xmlSetGenericErrorFunc(nullptr, keep_silent);  // for this thread

    xmlDoc* const document =
        options.is_file ? read_file(*parser, text, options) : read_string(*parser, text);
    if (document == nullptr) fail_parsing(options, error);
    return document;
}

struct FreeNode {
    void operator()(xmlNode* node) const { xmlFreeNode(node); }
};

}  // namespace

Document::Document(std::string_view text, const ReadOptions& options)
    : options_(options), document_(read_tree(text, options)) {
    document_->_private = this;
}

Document::~Document() {
    xmlFreeDoc(document_);
}

std::string Document::subject() const {
    if (!options_.subject.empty()) return std::string(options_.subject);
    const Node name = root().child("name");
    return name ? name.text() : std::string();
}

Node Document::root() const {
    return Node(xmlDocGetRootElement(document_));
}

bool Document::begins_with_root() const {
    return document_->children != nullptr && document_->children->type == XML_ELEMENT_NODE;
}

Node Document::root(std::string_view name) const {
    const Node node = root();
    if (!node) fail_no_root();
    if (node.name() != name) fail_wrong_root(name, node.name());
    return node;
}

// To libxml2 a document is a node like others, whose child is the root.
Node Document::around_root() const {
    return Node(reinterpret_cast<const xmlNode*>(document_));
}

std::string_view Node::name() const {
    return view(node_->name);
}

std::string_view Node::space() const {
    return node_->ns == nullptr ? std::string_view{} : view(node_->ns->href);
}

int Node::line() const {
    return static_cast<int>(xmlGetLineNo(node_));
}

const Document& Node::document() const {
    return *static_cast<const Document*>(node_->doc->_private);
}

Node Node::parent() const {
    const bool is_element = node_->parent != nullptr && node_->parent->type == XML_ELEMENT_NODE;
    return is_element ? Node(node_->parent) : Node();
}

template <class Name>
std::optional<std::string_view> Node::find_attribute(Name name) const {
    if (node_ == nullptr) return std::nullopt;
    for (const xmlAttr* found = node_->properties; found != nullptr; found = found->next) {
        if (found->ns != nullptr || !equal(found->name, name)) continue;
        const xmlNode* const value = found->children;
        if (value == nullptr) return std::string_view{};
        if (value->type == XML_TEXT_NODE && value->next == nullptr) return view(value->content);
        std::string text;
        document().append_text(value, text);
        return document().keep(std::move(text));
    }
    return std::nullopt;
}

std::optional<std::string_view> Node::attribute(std::string_view name) const {
    return find_attribute(name);
}

std::optional<std::string_view> Node::attribute(const char* name) const {
    return find_attribute(name);
}

bool Node::has_attributes() const {
    return node_->properties != nullptr;
}

bool Node::has_more_than_elements() const {
    const xmlNode* child = node_->children;
    while (child != nullptr && child->type == XML_ELEMENT_NODE)
        child = child->next;
    return child != nullptr;
}

Node Node::child(std::string_view name) const {
    return child_in({}, name);
}

Node Node::child(const char* name) const {
    if (node_ == nullptr) return {};
    const xmlNode* node = node_->children;
    while (node != nullptr &&
           (node->type != XML_ELEMENT_NODE || node->ns != nullptr || !equal(node->name, name)))
        node = node->next;
    return Node(node);
}

Node Node::child_in(std::string_view space, std::string_view name) const {
    if (node_ == nullptr) return {};
    return Node(named_from(node_->children, space, name));
}

Node Node::twin() const {
    return Node(named_from(node_->next, space(), name()));
}

Node Node::first() const {
    return Node(element_from(node_->children));
}

Node Node::next() const {
    return Node(element_from(node_->next));
}

int Node::count(std::string_view name) const {
    int found = 0;
    each(name, [&](Node) { ++found; });
    return found;
}

void Node::merge(std::string_view name) const {
    const Node first = child(name);
    if (!first) return;
    for (Node other = first.twin(); other; other = other.twin()) {
        while (xmlNode* const moved = other.node_->children) {
            xmlUnlinkNode(moved);
            xmlAddChild(const_cast<xmlNode*>(first.node_), moved);
        }
    }
}

void Document::append_entity(const xmlNode* reference, std::string& out) const {
    const std::string_view text = entity_text(reference);
    expanded_ += text.size();
    if (expanded_ > most_expanded) {
        const Fail fail{options_.origin};
        fail(Errc::xml_detail, "entities stand for more than {} bytes", most_expanded);
    }
    out += text;
}

void Document::append_text(const xmlNode* first, std::string& out) const {
    for (const xmlNode* node = first; node != nullptr; node = node->next) {
        switch (node->type) {
            case XML_TEXT_NODE:
            case XML_CDATA_SECTION_NODE:
                out += view(node->content);
                break;
            case XML_ENTITY_REF_NODE:
                append_entity(node, out);
                break;
            case XML_ELEMENT_NODE:
                append_text(node->children, out);
                break;
            default:
                break;
        }
    }
}

std::string Node::text() const {
    std::string out;
    if (node_ != nullptr) document().append_text(node_->children, out);
    return out;
}

// What declares them stays behind in the document.
void Document::replace_entities(_xmlNode* first) const {
    for (xmlNode* node = first; node != nullptr;) {
        xmlNode* const next = node->next;
        if (node->type == XML_ENTITY_REF_NODE) {
            std::string text;
            append_entity(node, text);
            xmlNode* const plain =
                xmlNewDocText(node->doc, reinterpret_cast<const xmlChar*>(text.c_str()));
            if (plain == nullptr) throw std::bad_alloc();
            const std::unique_ptr<xmlNode, FreeNode> replaced(xmlReplaceNode(node, plain));
        } else if (node->type == XML_ELEMENT_NODE) {
            for (const xmlAttr* each = node->properties; each != nullptr; each = each->next)
                replace_entities(each->children);
            replace_entities(node->children);
        }
        node = next;
    }
}

std::string Node::verbatim() const {
    // a copy carries the namespaces that were declared further out
    const std::unique_ptr<xmlNode, FreeNode> copy(
        xmlDocCopyNode(const_cast<xmlNode*>(node_), node_->doc, 1));
    const std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer(xmlBufferCreate(),
                                                                      &xmlBufferFree);
    if (copy == nullptr || buffer == nullptr) throw std::bad_alloc();
    if (node_->doc->intSubset != nullptr) document().replace_entities(copy.get());
    xmlNodeDump(buffer.get(), node_->doc, copy.get(), 0, 1);
    return std::string(view(xmlBufferContent(buffer.get())));
}

const _xmlAttr* Node::first_attribute() const {
    return node_->properties;
}

const _xmlAttr* Node::next_attribute(const _xmlAttr* attribute) {
    return attribute->next;
}

std::string_view Node::attribute_name(const _xmlAttr* attribute) {
    return view(attribute->name);
}

std::string_view Node::attribute_space(const _xmlAttr* attribute) {
    return attribute->ns == nullptr ? std::string_view{} : view(attribute->ns->href);
}

}  // namespace virtd::xml
