// Plugging devices into definitions, pulling them out, and changing those that are there.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace virtd::conf {

struct Domain;

/// Whose devices they are: a running guest's, or those that its next start uses. A running guest
/// does not take every kind of device, and knows all of its devices by alias.
enum class PlugInto { running, persistent };

// Each takes the document of one device and changes the definition, or throws and leaves it half
// changed; what is returned is the alias that events tell: of a device without one, the alias
// that it would have.
std::string attach_device(Domain& domain, std::string_view xml, PlugInto into);
std::string detach_device(Domain& domain, std::string_view xml, PlugInto into);
std::string detach_alias(Domain& domain, std::string_view alias, PlugInto into);
/// Another definition for the device that the document means; its place stays.
std::string update_device(Domain& domain, std::string_view xml, PlugInto into);

}  // namespace virtd::conf
