// The snapshots or checkpoints of one guest: a forest in which each knows its parent.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace virtd::driver {

/// One moment and those that were made after it, in the order in which they were made.
template <class Definition>
struct Moment {
    std::string name;
    std::shared_ptr<const Definition> definition;
    Moment* parent = nullptr;  // null: a root
    std::vector<Moment*> children;

    bool is_leaf() const { return children.empty(); }
};

/// Which moments a list is about; what depends on their definitions is the caller's filter.
struct MomentSelection {
    bool roots_only = false;   // of a whole forest
    bool descendants = false;  // of one moment: not only its children
    bool leaves = true;
    bool inner = true;
};

/// Lists come parents first, and of siblings the newest first.
template <class Definition>
class Moments {
public:
    using Node = Moment<Definition>;

    Moments() = default;
    Moments(const Moments&) = delete;
    Moments& operator=(const Moments&) = delete;

    std::size_t size() const { return nodes_.size(); }
    bool empty() const { return nodes_.empty(); }

    Node* find(std::string_view name) const {
        const auto found = nodes_.find(name);
        return found == nodes_.end() ? nullptr : found->second.get();
    }

    /// The one that the next will be made after; null: that will be a root.
    Node* current() const { return current_; }
    void set_current(Node* moment) { current_ = moment; }

    /// The name must be free.
    Node& insert(std::string name, std::shared_ptr<const Definition> definition, Node* parent) {
        auto made = std::make_unique<Node>();
        Node& node = *made;
        node.name = std::move(name);
        node.definition = std::move(definition);
        nodes_.emplace(node.name, std::move(made));
        attach(node, parent);
        return node;
    }

    /// The new parent must not be below the moment, see is_below.
    void move(Node& moment, Node* parent) {
        detach(moment);
        attach(moment, parent);
    }

    /// Takes one out; its children become its parent's, and so does being current.
    void remove(Node& moment) {
        for (Node* child : moment.children) attach(*child, moment.parent);
        if (current_ == &moment) current_ = moment.parent;
        detach(moment);
        nodes_.erase(std::string_view(moment.name));
    }

    /// Takes out all that were made after the moment; if the current was among them, the
    /// moment is current now.
    void remove_below(Node& moment) {
        // from the last to the first: each is a leaf when its turn comes
        const auto below = list(&moment, {.descendants = true}, [](const Node&) { return true; });
        for (auto last = below.rbegin(); last != below.rend(); ++last) remove(**last);
    }

    static bool is_below(const Node* moment, const Node& top) {
        for (; moment != nullptr; moment = moment->parent) {
            if (moment == &top) return true;
        }
        return false;
    }

    /// `from` null: of the whole forest.
    template <class Filter>
    std::vector<Node*> list(const Node* from, const MomentSelection& wanted, Filter passes) const {
        std::vector<Node*> listed;
        const bool deep = from == nullptr ? !wanted.roots_only : wanted.descendants;
        collect(from == nullptr ? roots_ : from->children, deep, wanted, passes, listed);
        return listed;
    }

private:
    void attach(Node& moment, Node* parent) {
        moment.parent = parent;
        siblings(moment).push_back(&moment);
    }
    void detach(Node& moment) { std::erase(siblings(moment), &moment); }
    std::vector<Node*>& siblings(const Node& moment) {
        return moment.parent == nullptr ? roots_ : moment.parent->children;
    }

    template <class Filter>
    static void collect(const std::vector<Node*>& level, bool deep, const MomentSelection& wanted,
                        Filter& passes, std::vector<Node*>& listed) {
        // an explicit stack: chains of snapshots may be long
        std::vector<Node*> waiting(level);
        while (!waiting.empty()) {
            Node* const node = waiting.back();
            waiting.pop_back();
            if ((node->is_leaf() ? wanted.leaves : wanted.inner) && passes(*node)) {
                listed.push_back(node);
            }
            if (deep) waiting.insert(waiting.end(), node->children.begin(), node->children.end());
        }
    }

    std::unordered_map<std::string_view, std::unique_ptr<Node>> nodes_;  // views of the names
    std::vector<Node*> roots_;
    Node* current_ = nullptr;
};

}  // namespace virtd::driver
