// The polkit actions of fine-grained access control: one for each object and permission.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace virtd::dist {

/// The policy file that polkit reads. Throws when a call needs a permission without an action.
std::string polkit_actions();

}  // namespace virtd::dist
