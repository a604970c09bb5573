// SPDX-License-Identifier: LGPL-2.1-or-later
//
// How definitions of guests are copied, moved and compared: apart, as compilers take long for it.
#include "conf/domain.hpp"

namespace virtd::conf {

Domain::Domain() = default;
Domain::Domain(const Domain& other) = default;
Domain::Domain(Domain&& other) noexcept = default;
Domain& Domain::operator=(const Domain& other) = default;
Domain& Domain::operator=(Domain&& other) noexcept = default;
Domain::~Domain() = default;
bool Domain::operator==(const Domain& other) const = default;

}  // namespace virtd::conf
