// Finds what is wrong with the structure of a document, for clients that ask for validation.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::xml {

struct Problem {
    enum class What { unknown, twice, missing, broken };

    std::string path;  // /domain/devices/disk
    int line = 0;      // where the element stands
    std::string name;  // "<bogus>", "@bogus", "@known='bogus'", "text", "the text 'bogus'"; of
                       // rules what they say
    std::string hint;  // "but <known>", "which is no UUID"; may be empty
    What what = What::unknown;

    bool operator==(const Problem&) const = default;
};

/// In the order of the document; no more than a hundred.
///
/// - What no table knows. Of what is in a namespace only the elements that tables name
///   ("qemu:commandline") may be there, and are not looked into. Of kinds only the one counts that
///   an attribute of this element or the one around chooses, or the first where it may be left out;
///   all of them where it has to be there, and is not.
/// - A value that neither the pattern nor the words nor the codec of its row take.
/// - A second child of a row that reads one, or is to be there .once().
/// - A part that is .required() or .expected() and not there, unless it is .unexpected() or belongs
///   to one of several kinds of which none is chosen.
/// - A rule that does not hold.
std::vector<Problem> find_problems(const Table& table, Node root);

/// Throws code 92 when there are any; `schema` is the document type, "domain".
void validate_names(const Table& table, Node root, std::string_view schema);

/// Whether a row says nothing of what another one of its table describes but that it has to be
/// there.
bool only_requires(const Row& row, const Table& table);

/// Throws code 92: the document is not what its type allows.
[[noreturn]] void fail_invalid(std::string_view schema, std::string_view details);

}  // namespace virtd::xml
