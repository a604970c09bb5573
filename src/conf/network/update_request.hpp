// What the sections of a network update share; for update*.cpp only.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <utility>
#include <vector>

#include "conf/network/update.hpp"

namespace virtd::conf::detail {

struct UpdateRequest {
    Network& network;
    UpdateCommand command;
    std::int32_t parent_index;
    xml::Node node;

    bool adds() const {
        return command == UpdateCommand::add_first || command == UpdateCommand::add_last;
    }
    bool deletes() const { return command == UpdateCommand::delete_; }
    bool modifies() const { return command == UpdateCommand::modify; }

    /// The element of the request as a value.
    template <class T>
    T read(const xml::Element<T>& element) const {
        T item{};
        xml::read(element, node, item);
        return item;
    }
    template <class T>
    void add_to(std::vector<T>& list, T item) const {
        list.insert(command == UpdateCommand::add_first ? list.begin() : list.end(),
                    std::move(item));
    }
    /// Throws when the command is to modify; `what` is in the error.
    void refuse_modify(const char* what) const;
    [[noreturn]] void refuse_command() const;
};

void update_dhcp_host(const UpdateRequest& request);
void update_dhcp_range(const UpdateRequest& request);
void update_dns_host(const UpdateRequest& request);
void update_dns_txt(const UpdateRequest& request);
void update_dns_srv(const UpdateRequest& request);

}  // namespace virtd::conf::detail
