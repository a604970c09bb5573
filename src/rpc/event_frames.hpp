// Events as frames, encoded once however many clients get them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "driver/event.hpp"

namespace virtd::rpc {

/// Old frames have no callback id and another procedure number.
enum class EventStyle : std::uint8_t { legacy, callback };

/// The last event stays encoded: a hub hands the same object to all subscribers in a row.
class EventFrames {
public:
    /// Empty: there is no such frame in this style.
    const std::string& frame(const std::shared_ptr<const driver::EventBody>& body,
                             EventStyle style);
    /// Appends the frame with the id of one registration in it.
    static void append(std::string& out, const std::string& frame, std::int32_t callback_id);

private:
    std::shared_ptr<const driver::EventBody> last_;
    std::array<std::string, 2> frames_;
};

/// The highest event id of a class plus one. Ids of the old style end earlier.
std::int32_t event_ids(driver::EventClass event_class);
inline constexpr std::int32_t legacy_event_ids = 16;

}  // namespace virtd::rpc
