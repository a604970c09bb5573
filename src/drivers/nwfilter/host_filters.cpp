// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/nwfilter/host_filters.hpp"

#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "conf/says_uuid.hpp"
#include "drivers/shared/definition_files.hpp"

namespace virtd::nwfilter {

namespace {

constexpr Fail fail{Origin::nwfilter};
constexpr log::Source logger{"conf.nwfilter_conf"};

void write(const std::string& path, const conf::NwFilter& filter) {
    replace_file(path, shared::generated_file("nwfilter-edit " + filter.name, format(filter)));
}

conf::NwFilter read(const std::string& directory, const std::string& name) {
    const std::string path = directory + "/" + name;
    const std::string text = read_file(path, shared::definition_file_max);
    conf::NwFilter filter = conf::parse_nwfilter(text);
    if (name != filter.name + ".xml") {
        fail(Errc::xml_error, "network filter config filename '{}' does not match name '{}'", path,
             filter.name);
    }
    // it keeps the uuid that it was given
    if (!conf::says_uuid(text)) write(path, filter);
    return filter;
}

std::vector<conf::NwFilter> read_all(const std::string& directory) {
    std::vector<conf::NwFilter> all;
    for (const std::string& name : shared::definition_files(directory)) {
        try {
            all.push_back(read(directory, name));
        } catch (const Error& error) {
            logger.error("Error reading network filter file '{}': {}", name, error.message());
        }
    }
    return all;
}

}  // namespace

HostFilters::HostFilters(Pool& pool, const driver::Places& places)
    : HostObjects(pool, Origin::nwfilter, places.run_dir + "/nwfilter"),
      directory_(places.config_dir + "/nwfilter") {}

Task<void> HostFilters::read_files() {
    const auto work = [directory = directory_] { return read_all(directory); };
    std::vector<conf::NwFilter> all = co_await pool().run(work);
    for (conf::NwFilter& filter : all) {
        try {
            known_.define(std::move(filter));
        } catch (const Error& error) {
            logger.error("Error reading network filter: {}", error.message());
        }
    }
}

Task<shared::NwFilterPtr> HostFilters::define(conf::NwFilter filter) {
    const auto job = co_await changes().acquire("nwfilter_define_xml");
    if (filter.name.find('/') != std::string::npos) {
        fail(Errc::xml_error, "name {} cannot contain '/'", filter.name);
    }
    known_.check(filter);
    const auto work = [directory = directory_, path = path(filter.name), filter] {
        make_directories(directory, 0700);
        write(path, filter);
    };
    co_await pool().run(work);
    co_return known_.define(std::move(filter));
}

Task<void> HostFilters::undefine(Uuid uuid) {
    const auto job = co_await changes().acquire("nwfilter_undefine");
    const shared::NwFilterPtr filter = known_.by_uuid(uuid);
    const auto work = [directory = directory_, path = path(filter->name)] {
        shared::remove_file(path);
        sync_directory(directory);
    };
    co_await pool().run(work);
    known_.undefine(*filter);
}

}  // namespace virtd::nwfilter
