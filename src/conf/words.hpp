// Words that stand in many elements.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/text.hpp"

namespace virtd::conf {

using xml::OnOff;
using xml::YesNo;

}  // namespace virtd::conf
