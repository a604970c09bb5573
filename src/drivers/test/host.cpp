// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/host.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "conf/domain.hpp"
#include "drivers/shared/nwfilters.hpp"
#include "drivers/shared/secrets.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/interfaces.hpp"
#include "drivers/test/networks.hpp"
#include "drivers/test/nodedevs.hpp"
#include "drivers/test/pools.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::domain};

// The loop frees so many itself: in a millisecond.
constexpr std::size_t few_guests = 200;

DomainPtr with_id(const conf::Domain& definition, std::optional<int> id) {
    auto copy = std::make_shared<conf::Domain>(definition);
    copy->id = id;
    return copy;
}

}  // namespace

driver::NodeGetInfoRet default_node() {
    constexpr std::string_view model = "i686";
    driver::NodeGetInfoRet node;
    node.model.fill('\0');
    std::ranges::copy(model, node.model.begin());
    node.memory = 3UL * 1024 * 1024;  // KiB
    node.cpus = 16;
    node.mhz = 1400;
    node.nodes = 2;
    node.sockets = 2;
    node.cores = 2;
    node.threads = 2;
    return node;
}

TestHost::TestHost(Pool& for_files, Pool& for_documents)
    : pool(for_files),
      documents(for_documents),
      networks(std::make_unique<TestNetworks>(events)),
      pools(std::make_unique<TestPools>(events)),
      devices(std::make_unique<TestNodeDevices>(events)),
      interfaces(std::make_unique<TestInterfaces>()),
      secrets(std::make_unique<shared::Secrets>(events)),
      filters(std::make_unique<shared::NwFilters>()) {}
TestHost::~TestHost() {
    if (guests.size() <= few_guests) return;
    driver::Directory<Guest>::Walk all(guests);
    while (Guest* const guest = all.next())
        guest->end_run();  // timers belong to the loop
    pool.free_later(std::make_shared<const driver::Directory<Guest>>(std::move(guests)));
}

std::shared_ptr<Guest> TestHost::find_for(const conf::Domain& definition) const {
    auto guest = guests.find(*definition.uuid);
    if (guest) {
        if (guest->ref.name == definition.name) return guest;
        fail(Errc::operation_failed, "domain '{}' is already defined with uuid {}", guest->ref.name,
             to_string(guest->ref.uuid));
    }
    guest = guests.find(definition.name);
    if (guest) {
        fail(Errc::operation_failed, "domain '{}' already exists with uuid {}", definition.name,
             to_string(guest->ref.uuid));
    }
    return nullptr;
}

std::shared_ptr<Guest> TestHost::add(conf::Domain definition) {
    definition.id.reset();
    auto guest =
        std::make_shared<Guest>(std::make_shared<const conf::Domain>(std::move(definition)));
    guest->ref.name = guest->current->name;
    guest->ref.uuid = *guest->current->uuid;
    guests.insert(guest->ref.name, guest->ref.uuid, guest);
    return guest;
}

TestHost::Defined TestHost::define(conf::Domain definition) {
    auto guest = find_for(definition);
    bool replaced = false;
    if (!guest) {
        guest = add(std::move(definition));
    } else {
        definition.id.reset();
        DomainPtr& slot = guest->active() ? guest->next : guest->current;
        replaced = slot != nullptr;
        slot = std::make_shared<const conf::Domain>(std::move(definition));
    }
    guest->persistent = true;
    return {std::move(guest), replaced};
}

std::shared_ptr<Guest> TestHost::prepare(conf::Domain definition) {
    auto guest = find_for(definition);
    if (!guest) return add(std::move(definition));
    if (guest->active()) {
        fail(Errc::operation_invalid, "domain '{}' is already active", guest->ref.name);
    }
    if (!guest->next) guest->next = guest->current;
    guest->current = std::make_shared<const conf::Domain>(std::move(definition));
    return guest;
}

void TestHost::start(Guest& guest, std::int32_t reason) {
    if (!guest.next && guest.persistent) guest.next = guest.current;
    guest.ref.id = next_guest_id++;
    guest.current = with_id(*guest.current, guest.ref.id);
    guests.set_id(guest.ref.uuid, guest.ref.id);
    guest.state = driver::domain_state::running;
    guest.reason = reason;
    guest.managed_save = false;
}

void TestHost::stop(Guest& guest, std::int32_t reason) {
    guest.end_run();
    if (guest.next) {
        guest.current = std::exchange(guest.next, nullptr);
    } else {
        guest.current = with_id(*guest.current, std::nullopt);
    }
    guest.ref.id = -1;
    guests.set_id(guest.ref.uuid, -1);
    guest.state = driver::domain_state::shutoff;
    guest.reason = reason;
}

void TestHost::drop_if_transient(const Guest& guest) {
    if (!guest.persistent && !guest.active()) remove(guest);
}

void TestHost::remove(const Guest& guest) {
    guests.remove(guest.ref.uuid);
}

void TestHost::publish(const Guest& guest, std::int32_t event, std::int32_t detail) {
    driver::DomainEventLifecycleMsg message;
    message.dom = guest.ref;
    message.event = event;
    message.detail = detail;
    events.publish(std::move(message));
}

}  // namespace virtd::test
