// The passes after reading a storage pool.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "conf/storage/pool.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::storage};

void check_name(const StoragePool& pool) {
    if (pool.name.empty()) fail(Errc::xml_error, "missing pool source name element");
    if (pool.name.find('/') != std::string::npos)
        fail(Errc::xml_error, "name {} cannot contain '/'", pool.name);
}

void check_source(const StoragePool& pool, const PoolTypeFacts& facts) {
    const PoolSource& source = pool.source;
    if (facts.has(pool_part::host) && source.hosts.empty())
        fail(Errc::xml_error, "missing storage pool source host name");
    if (facts.has(pool_part::needs_initiator) && source.initiator.empty())
        fail(Errc::config_unsupported, "missing initiator IQN");
    if (facts.has(pool_part::needs_device) && source.devices.empty())
        fail(Errc::xml_error, "missing storage pool source device name");
    if (facts.has(pool_part::dir) && source.dir.empty())
        fail(Errc::xml_error, "missing storage pool source path");
    if (facts.has(pool_part::adapter)) {
        if (!source.adapter) fail(Errc::xml_error, "missing storage pool source adapter");
        validate(*source.adapter);
    }
    if (pool.type == PoolType::netfs && !source.protocol_version.empty() &&
        source.format != "nfs" && source.format != "auto") {
        fail(Errc::config_unsupported, "storage pool protocol ver unsupported for pool type '{}'",
             source.format);
    }
}

}  // namespace

void fill_defaults(StoragePool& pool) {
    const PoolTypeFacts& facts = facts_of(pool.type);
    PoolSource& source = pool.source;
    if (pool.name.empty() && facts.has(pool_part::name)) pool.name = source.name;
    if (pool.uuid == Uuid{}) pool.uuid = random_uuid();
    if (!facts.formats.empty() && source.format.empty()) source.format = facts.formats.front();
    // a name of its own is what tells pools of Ceph apart, others go by the pool's
    if (source.name.empty() && pool.type != PoolType::rbd) source.name = pool.name;
    if (source.dir.empty() && pool.type == PoolType::gluster) source.dir = "/";
    source.dir = tidy_path(source.dir);
    pool.target.path = facts.target_prefix.empty() ? tidy_path(pool.target.path)
                                                   : std::string(facts.target_prefix) + source.name;
}

void validate(const StoragePool& pool) {
    const PoolTypeFacts& facts = facts_of(pool.type);
    check_name(pool);
    if (pool.copy_on_write && pool.type != PoolType::fs && pool.type != PoolType::dir) {
        fail(Errc::no_support, "cow feature may only be used for 'fs' and 'dir' pools");
    }
    check_source(pool, facts);
    if (facts.has_target && pool.target.path.empty())
        fail(Errc::xml_error, "missing storage pool target path");
}

void drop_unused(StoragePool& pool) {
    const PoolTypeFacts& facts = facts_of(pool.type);
    PoolSource& source = pool.source;
    if (!facts.has(pool_part::host)) source.hosts.clear();
    if (!facts.has(pool_part::device)) source.devices.clear();
    if (!facts.has(pool_part::dir)) source.dir.clear();
    if (!facts.has(pool_part::adapter)) source.adapter.reset();
    if (!facts.has(pool_part::name)) source.name.clear();
    if (!facts.has(pool_part::initiator)) source.initiator.clear();
    if (facts.formats.empty()) source.format.clear();
    if (!facts.has_target) pool.target = {};
    if (pool.type != PoolType::fs && pool.type != PoolType::netfs) pool.mount_options.clear();
}

}  // namespace virtd::conf
