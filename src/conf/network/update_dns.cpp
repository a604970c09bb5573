// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "base/translate.hpp"
#include "conf/network/update_request.hpp"

namespace virtd::conf::detail {

namespace {

constexpr Fail fail{Origin::network};

/// What differs between the three kinds of DNS records.
template <class Record>
struct RecordKind {
    const char* name;  // as errors call them
    const xml::Element<Record>& element;
    std::vector<Record> Dns::*list;
    /// Whether the record is one that a request means or would repeat.
    bool (*matches)(const Record& record, const Record& wanted, const UpdateRequest& request);
    void (*refuse_repeated)(const Record& record, const UpdateRequest& request);
    const char* ambiguous;  // the error when several match; {} is the network
};

template <class Record>
void delete_record(const UpdateRequest& request, const RecordKind<Record>& kind,
                   const Record& wanted) {
    auto& list = request.network.dns.*kind.list;
    const auto is_match = [&](const Record& record) {
        return kind.matches(record, wanted, request);
    };
    const auto count = std::ranges::count_if(list, is_match);
    if (count == 0) {
        fail(Errc::operation_invalid, "couldn't locate a matching DNS {} record in network {}",
             kind.name, request.network.name);
    }
    if (count > 1) {
        fail(Errc::operation_invalid, "{} were found in network {}", translate(kind.ambiguous),
             request.network.name);
    }
    list.erase(std::ranges::find_if(list, is_match));
}

template <class Record>
void update_record(const UpdateRequest& request, const RecordKind<Record>& kind) {
    if (request.modifies()) {
        fail(Errc::operation_unsupported,
             "DNS {} records cannot be modified, only added or deleted", kind.name);
    }
    Record record = request.read(kind.element);
    check(record, request.network.name, request.adds() ? Use::definition : Use::search);
    auto& list = request.network.dns.*kind.list;
    if (request.adds()) {
        const auto is_repeated = [&](const Record& other) {
            return kind.matches(other, record, request);
        };
        if (std::ranges::any_of(list, is_repeated)) kind.refuse_repeated(record, request);
        request.add_to(list, std::move(record));
    } else if (request.deletes()) {
        delete_record(request, kind, record);
    } else {
        request.refuse_command();
    }
}

bool matches_host(const DnsHost& host, const DnsHost& wanted, const UpdateRequest& request) {
    if (wanted.ip && wanted.ip == host.ip) return true;
    if (!request.deletes()) return false;
    return std::ranges::find_first_of(host.names, wanted.names) != host.names.end();
}

void refuse_repeated_host(const DnsHost&, const UpdateRequest& request) {
    fail(Errc::operation_invalid,
         "there is already at least one DNS HOST record with a matching field in network {}",
         request.network.name);
}

bool matches_txt(const DnsTxt& txt, const DnsTxt& wanted, const UpdateRequest&) {
    return txt.name == wanted.name;
}

void refuse_repeated_txt(const DnsTxt& txt, const UpdateRequest& request) {
    fail(Errc::operation_invalid, "there is already a DNS TXT record with name '{}' in network {}",
         *txt.name, request.network.name);
}

bool matches_srv(const DnsSrv& srv, const DnsSrv& wanted, const UpdateRequest&) {
    const auto agree = [&](std::optional<std::string> DnsSrv::*part) {
        return !(wanted.*part) || wanted.*part == srv.*part;
    };
    return agree(&DnsSrv::service) && agree(&DnsSrv::protocol) && agree(&DnsSrv::domain) &&
           agree(&DnsSrv::target);
}

void refuse_repeated_srv(const DnsSrv&, const UpdateRequest& request) {
    fail(Errc::operation_invalid,
         "there is already at least one DNS SRV record matching all specified fields in network {}",
         request.network.name);
}

}  // namespace

void update_dns_host(const UpdateRequest& request) {
    update_record(request, RecordKind<DnsHost>{"HOST", dns_host_xml, &Dns::hosts, matches_host,
                                               refuse_repeated_host,
                                               translatable("multiple matching DNS HOST records")});
}

void update_dns_txt(const UpdateRequest& request) {
    update_record(request, RecordKind<DnsTxt>{"TXT", dns_txt_xml, &Dns::txts, matches_txt,
                                              refuse_repeated_txt,
                                              translatable("multiple matching DNS TXT records")});
}

void update_dns_srv(const UpdateRequest& request) {
    update_record(
        request,
        RecordKind<DnsSrv>{"SRV", dns_srv_xml, &Dns::srvs, matches_srv, refuse_repeated_srv,
                           translatable("multiple DNS SRV records matching all specified fields")});
}

}  // namespace virtd::conf::detail
