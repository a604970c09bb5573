// What the documents of snapshots and checkpoints share: parent, time, definitions of the guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "conf/domain.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// <parent><name>...</name></parent>; an empty name is none.
template <class Moment>
void read_parent(xml::Node node, Moment& into) {
    std::string name = node.child("parent").child("name").text();
    if (!name.empty()) into.parent = std::move(name);
}

template <class Moment>
void write_parent(xml::Writer& out, const Moment& from) {
    if (!from.parent) return;
    out.open("parent");
    out.text_element("name", *from.parent);
    out.close();
}

template <class Moment>
void write_creation_time(xml::Writer& out, const Moment& from) {
    if (from.creation_time) out.text_element("creationTime", std::to_string(*from.creation_time));
}

/// The child <domain> or <inactiveDomain>; null when there is none.
std::shared_ptr<const Domain> read_embedded(xml::Node node, const char* element,
                                            const ParseOptions& options);

/// Nothing for null.
void write_embedded(xml::Writer& out, const Domain* domain, const char* element);

}  // namespace virtd::conf
