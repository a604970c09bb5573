// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/blkio.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "xml/text.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the types of parameters

namespace {

constexpr Fail fail{Origin::domain};

/// One limit of a device, whatever its width.
struct DeviceLimit {
    std::string_view name;
    std::uint64_t max;
    std::uint64_t (*get)(const conf::BlkioDevice&);
    void (*set)(conf::BlkioDevice&, std::uint64_t);
};

template <auto Member>
constexpr DeviceLimit device_limit(std::string_view name) {
    using Value = std::remove_reference_t<decltype(std::declval<conf::BlkioDevice&>().*Member)>;
    return {name, std::numeric_limits<Value>::max(),
            [](const conf::BlkioDevice& device) -> std::uint64_t { return device.*Member; },
            [](conf::BlkioDevice& device, std::uint64_t value) {
                device.*Member = static_cast<Value>(value);
            }};
}

using Device = conf::BlkioDevice;
constexpr DeviceLimit device_limits[] = {
    device_limit<&Device::weight>("device_weight"),
    device_limit<&Device::read_iops>("device_read_iops_sec"),
    device_limit<&Device::write_iops>("device_write_iops_sec"),
    device_limit<&Device::read_bytes>("device_read_bytes_sec"),
    device_limit<&Device::write_bytes>("device_write_bytes_sec"),
};

constexpr ParamKey keys[] = {
    {"weight", ParamType::uint},
    {"device_weight", ParamType::string},
    {"device_read_iops_sec", ParamType::string},
    {"device_write_iops_sec", ParamType::string},
    {"device_read_bytes_sec", ParamType::string},
    {"device_write_bytes_sec", ParamType::string},
};

std::string text_of(const conf::BlkioTune& tune, const DeviceLimit& limit) {
    std::string text;
    for (const Device& device : tune.devices) {
        const std::uint64_t value = limit.get(device);
        if (value == 0) continue;
        if (!text.empty()) text += ',';
        text += device.path + ',' + std::to_string(value);
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t comma = text.find(',');
        fields.push_back(text.substr(0, comma));
        if (comma == std::string_view::npos) return fields;
        text.remove_prefix(comma + 1);
    }
}

Device& device_at(conf::BlkioTune& tune, std::string_view path) {
    const auto found = std::ranges::find(tune.devices, path, &Device::path);
    if (found != tune.devices.end()) return *found;
    Device device;
    device.path = path;
    return tune.devices.emplace_back(std::move(device));
}

void set_devices(conf::BlkioTune& tune, const DeviceLimit& limit, const std::string& text) {
    if (text.empty()) return;
    const std::vector<std::string_view> fields = split(text);
    if (fields.size() % 2 != 0) {
        fail(Errc::invalid_arg, "unable to parse blkio device '{}' '{}'", limit.name, text);
    }
    for (std::size_t i = 0; i < fields.size(); i += 2) {
        const std::string_view path = fields[i];
        const auto value = xml::parse_integer(fields[i + 1]);
        if (!value || *value < 0 || static_cast<std::uint64_t>(*value) > limit.max) {
            fail(Errc::invalid_arg, "invalid value '{}' for parameter '{}' of device '{}'",
                 fields[i + 1], limit.name, path);
        }
        limit.set(device_at(tune, path), static_cast<std::uint64_t>(*value));
    }
}

}  // namespace

std::vector<TypedParam> blkio_params(const conf::BlkioTune& tune) {
    std::vector<TypedParam> params{param<std::uint32_t>("weight", tune.weight)};
    for (const DeviceLimit& limit : device_limits)
        params.push_back(param<std::string>(limit.name, text_of(tune, limit)));
    return params;
}

void set_blkio(conf::BlkioTune& tune, std::span<const TypedParam> params) {
    validate(params, keys);
    std::exception_ptr wrong;
    for (const TypedParam& given : params) {
        const auto* const text = std::get_if<std::string>(&given.value);
        if (text == nullptr) {
            tune.weight = std::get<std::uint32_t>(given.value);
            continue;
        }
        const auto* const limit = std::ranges::find(device_limits, given.field, &DeviceLimit::name);
        try {
            set_devices(tune, *limit, *text);
        } catch (const Error&) {
            wrong = std::current_exception();  // of several the last is told
        }
    }
    if (wrong) std::rethrow_exception(wrong);
    // a device without limits is not worth a line
    std::erase_if(tune.devices, [](const Device& device) {
        return std::ranges::all_of(
            device_limits, [&device](const DeviceLimit& limit) { return limit.get(device) == 0; });
    });
}

}  // namespace virtd::test
