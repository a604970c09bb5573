// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/event_frames.hpp"

#include <iterator>

#include "rpc/frame.hpp"
#include "rpc/programs.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

namespace {

using driver::EventBody;
using driver::EventClass;

constexpr std::uint32_t event_serial = 1;  // clients do not look at it
constexpr std::int32_t none = 0;

/// How one kind of event travels.
struct Route {
    std::int32_t callback;  // procedure numbers
    std::int32_t legacy = none;
    bool reason = false;  // the callback frame has a word after its callback id, always 0
    std::uint32_t program = remote_program;
};

// In the order of EventBody.
constexpr Route routes[] = {
    {318, 107},        // lifecycle
    {319, 169},        // reboot
    {320, 170},        // rtc change
    {321, 171},        // watchdog
    {322, 172},        // io error
    {323, 173},        // graphics
    {324, 195},        // io error reason
    {325, 224},        // control error
    {326, 241},        // block job
    {327, 248},        // disk change
    {328, 268},        // tray change
    {329, 269, true},  // pm wakeup
    {330, 270, true},  // pm suspend
    {331, 276},        // balloon change
    {332, 292, true},  // pm suspend to disk
    {333, 311},        // device removed
    {339},             // block job 2
    {346},             // tunable
    {348},             // agent lifecycle
    {354},             // device added
    {359},             // migration iteration
    {363},             // job completed
    {367},             // device removal failed
    {379},             // metadata change
    {385},             // block threshold
    {423},             // memory failure
    {438},             // memory device size change
    {453},             // nic mac change
    {454},             // vcpu removed
    {455},             // channel lifecycle
    {315},             // network lifecycle
    {446},             // network metadata change
    {370},             // storage pool lifecycle
    {373},             // storage pool refresh
    {376},             // node device lifecycle
    {377},             // node device update
    {382},             // secret lifecycle
    {383},             // secret value changed
    {.callback = 6, .program = qemu_program},
};
static_assert(std::size(routes) == std::variant_size_v<EventBody>);

struct ClassSize {
    EventClass event_class;
    std::int32_t ids;
};
constexpr ClassSize class_sizes[] = {
    {EventClass::domain, 30},     {EventClass::network, 2}, {EventClass::storage_pool, 2},
    {EventClass::node_device, 2}, {EventClass::secret, 2},  {EventClass::qemu_monitor, 1},
};

std::string encode_event(const EventBody& body, EventStyle style) {
    const Route& route = routes[body.index()];
    const bool legacy = style == EventStyle::legacy;
    if (legacy && route.legacy == none) return {};
    std::string frame;
    const std::size_t start =
        begin_frame(frame, {.program = route.program,
                            .procedure = legacy ? route.legacy : route.callback,
                            .type = FrameType::event,
                            .serial = event_serial});
    {
        Writer writer(frame);
        // The messages of newer events have room for the callback id themselves.
        if (!legacy && route.legacy != none) writer.u32(0);
        if (!legacy && route.reason) writer.u32(0);
        std::visit([&writer](const auto& message) { put(writer, message); }, body);
    }
    end_frame(frame, start);
    return frame;
}

}  // namespace

const std::string& EventFrames::frame(const std::shared_ptr<const EventBody>& body,
                                      EventStyle style) {
    if (body != last_) {
        last_ = body;
        frames_ = {};
    }
    std::string& frame = frames_[static_cast<std::size_t>(style)];
    if (frame.empty()) frame = encode_event(*body, style);
    return frame;
}

void EventFrames::append(std::string& out, const std::string& frame, std::int32_t callback_id) {
    const std::size_t start = out.size();
    out.append(frame);
    put_word(out, start + frame_header_size, static_cast<std::uint32_t>(callback_id));
}

std::int32_t event_ids(EventClass event_class) {
    for (const ClassSize& size : class_sizes) {
        if (size.event_class == event_class) return size.ids;
    }
    return 0;
}

}  // namespace virtd::rpc
