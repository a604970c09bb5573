// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/block_tuning.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the types of parameters

namespace {

constexpr Fail fail{Origin::test};

// What QEMU takes (QEMU_BLOCK_IOTUNE_MAX in its drivers).
constexpr std::uint64_t largest = 1000000000000000;

using Tune = conf::DiskIoTune;
using Rates = conf::DiskRates;

struct Limit {
    std::string_view name;
    Rates Tune::*rates;  // null: not one of a group of three
    std::uint64_t Rates::*member;

    std::uint64_t& in(Tune& tune) const {
        return rates == nullptr ? tune.size_iops : tune.*rates.*member;
    }
};

constexpr std::string_view group_name = "group_name";

// clang-format off
constexpr Limit limits[] = {  // in the order in which they are shown; the group stands in between
    {"total_bytes_sec",            &Tune::bytes,            &Rates::total},
    {"read_bytes_sec",             &Tune::bytes,            &Rates::read},
    {"write_bytes_sec",            &Tune::bytes,            &Rates::write},
    {"total_iops_sec",             &Tune::iops,             &Rates::total},
    {"read_iops_sec",              &Tune::iops,             &Rates::read},
    {"write_iops_sec",             &Tune::iops,             &Rates::write},
    {"total_bytes_sec_max",        &Tune::bytes_max,        &Rates::total},
    {"read_bytes_sec_max",         &Tune::bytes_max,        &Rates::read},
    {"write_bytes_sec_max",        &Tune::bytes_max,        &Rates::write},
    {"total_iops_sec_max",         &Tune::iops_max,         &Rates::total},
    {"read_iops_sec_max",          &Tune::iops_max,         &Rates::read},
    {"write_iops_sec_max",         &Tune::iops_max,         &Rates::write},
    {"size_iops_sec",              nullptr,                 nullptr},
    {"total_bytes_sec_max_length", &Tune::bytes_max_length, &Rates::total},
    {"read_bytes_sec_max_length",  &Tune::bytes_max_length, &Rates::read},
    {"write_bytes_sec_max_length", &Tune::bytes_max_length, &Rates::write},
    {"total_iops_sec_max_length",  &Tune::iops_max_length,  &Rates::total},
    {"read_iops_sec_max_length",   &Tune::iops_max_length,  &Rates::read},
    {"write_iops_sec_max_length",  &Tune::iops_max_length,  &Rates::write},
};
// clang-format on
constexpr std::size_t before_group = 13;

constexpr auto make_keys() {
    std::array<ParamKey, std::size(limits) + 1> keys{};
    for (std::size_t i = 0; i < std::size(limits); ++i)
        keys[i] = {limits[i].name, ParamType::ullong};
    keys.back() = {group_name, ParamType::string};
    return keys;
}

/// Either the total is limited, or reading and writing are.
void require_total_or_parts(const Rates& rates, std::string_view name) {
    if (rates.total == 0 || (rates.read == 0 && rates.write == 0)) return;
    fail(Errc::invalid_arg, "total and read/write of {} cannot be set at the same time", name);
}

void require_below_max(const Rates& rates, const Rates& max, std::string_view what) {
    constexpr std::pair<std::string_view, std::uint64_t Rates::*> parts[] = {
        {"total", &Rates::total}, {"read", &Rates::read}, {"write", &Rates::write}};
    for (const auto& [part, member] : parts) {
        if (rates.*member <= max.*member) continue;
        // with the blank at the end, as clients have it in their records
        fail(Errc::invalid_arg, "{0}_{1} cannot be set higher than {0}_{1}_max ", part, what);
    }
}

void validate_tune(const Tune& tune) {
    require_total_or_parts(tune.bytes, "bytes_sec");
    require_total_or_parts(tune.iops, "iops_sec");
    require_total_or_parts(tune.bytes_max, "bytes_sec_max");
    require_total_or_parts(tune.iops_max, "iops_sec_max");
    require_below_max(tune.bytes, tune.bytes_max, "bytes_sec");
    require_below_max(tune.iops, tune.iops_max, "iops_sec");
}

}  // namespace

std::vector<TypedParam> iotune_params(const Tune& tune) {
    Tune copy = tune;
    std::vector<TypedParam> params;
    for (const Limit& limit : limits)
        params.push_back(param<std::uint64_t>(limit.name, limit.in(copy)));
    params.insert(params.begin() + before_group, param<std::string>(group_name, tune.group));
    return params;
}

void set_iotune(Tune& tune, std::span<const TypedParam> params) {
    static constexpr auto keys = make_keys();
    validate(params, keys);
    for (const Limit& limit : limits) {
        const auto* value = find_param<std::uint64_t>(params, limit.name);
        if (value == nullptr) continue;
        if (*value > largest) {
            fail(Errc::argument_unsupported,
                 "block I/O throttle limit value must be no more than {}", largest);
        }
        limit.in(tune) = *value;
    }
    if (const auto* group = find_param<std::string>(params, group_name)) tune.group = *group;
    validate_tune(tune);
}

}  // namespace virtd::test
