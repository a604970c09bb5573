// The picture that a guest of the test driver shows.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace virtd::test {

/// A PNG file: stripes, as televisions had them before the programme began.
std::string screenshot();

}  // namespace virtd::test
