// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Documents with very many of one part: each is read and printed in one pass. A step for each pair
// of parts would be seen as a test that does not end.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "conf/document_kinds.hpp"

namespace virtd::conf {

namespace {

// A part costs a few microseconds, a pair of parts at least one nanosecond.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int many = 10'000;
#else
constexpr int many = 100'000;
#endif
constexpr int processors = many / 8;  // no more than a set has
constexpr int threads = many / 2;     // no more than a guest has

/// "{}" stands for a number that is another one for each part.
struct Crowd {
    Print print;
    std::string start;
    std::string part;
    std::string end;
    int parts = many;
};

std::vector<Crowd> crowds() {
    const std::string uuid = "<uuid>6d07e000-0000-4000-8000-000000000001</uuid>";
    const std::string mac = "<mac address='52:54:00:00:00:01'/>";
    const std::string guest =
        "<domain type='test'><name>n</name><memory>65536</memory><os><type>hvm</type></os>";
    const std::string devices = guest + "<devices>";
    const std::string end_devices = "</devices></domain>";
    constexpr int fewer = many / 4;  // of parts that are large themselves
    return {
        {print_domain, devices,
         "<disk><source file='/a'/><target dev='vd{}'/><address type='pci' bus='1'/></disk>",
         end_devices},
        {print_domain, devices,
         "<hostdev mode='subsystem' type='usb'><source><address bus='{}' device='1'/></source>"
         "</hostdev>",
         end_devices, fewer},
        {print_domain, devices,
         "<smartcard mode='host'><address type='ccid' controller='{}' slot='0'/></smartcard>",
         end_devices, fewer},
        {print_domain, devices, "<filesystem><source dir='/a{}'/><target dir='/b{}'/></filesystem>",
         end_devices, fewer},
        {print_domain, devices,
         "<lease><lockspace>s</lockspace><key>{}</key><target path='/l'/></lease>", end_devices,
         fewer},
        {print_domain, devices, "<channel type='unix'><target type='virtio' name='{}'/></channel>",
         end_devices, fewer},
        {print_domain, devices, "<serial type='pty'/>", end_devices, fewer},
        {print_domain, devices, "<input type='tablet' bus='usb'/>", end_devices, fewer},
        {print_domain, devices, "<shmem name='{}'/>", end_devices, fewer},
        {print_domain, devices, "<audio id='{}' type='none'/>", end_devices, fewer},
        {print_domain, devices, "<redirdev bus='usb' type='spicevmc'/>",
         "<controller type='usb'/></devices></domain>"},
        {print_domain, devices, "<interface type='network'><source network='a'/></interface>",
         end_devices, fewer},
        {print_domain, devices, "<controller type='usb' index='{}'/>", end_devices, fewer},
        {print_domain, guest + "<devices><redirfilter>", "<usbdev allow='no'/>",
         "</redirfilter></devices></domain>"},
        {print_domain, guest + "<devices><disk type='network'><source protocol='rbd' name='a/b'>",
         "<host name='h{}'/>", "</source><target dev='vda'/></disk></devices></domain>"},
        {print_domain, guest + "<devices><interface type='ethernet'>",
         "<ip address='10.0.0.1' prefix='8'/>", "</interface></devices></domain>"},
        {print_domain,
         guest + "<devices><interface type='network'><source network='a'/><filterref "
                 "filter='f'>",
         "<parameter name='p{}' value='1'/>", "</filterref></interface></devices></domain>"},
        {print_domain, guest + "<devices><sound model='ich6'>", "<codec type='duplex'/>",
         "</sound></devices></domain>"},
        {print_domain, guest, "<seclabel type='none' model='m{}'/>", "</domain>"},
        {print_domain, guest + "<vcpu>200000</vcpu><cputune>", "<vcpupin vcpu='{}' cpuset='1'/>",
         "</cputune></domain>"},
        {print_domain, guest + "<vcpu>200000</vcpu><cputune>",
         "<vcpusched vcpus='{}' scheduler='batch'/>", "</cputune></domain>", processors},
        {print_domain, guest + "<iothreads>60001</iothreads><cputune>",
         "<iothreadpin iothread='{}' cpuset='1'/>", "</cputune></domain>", threads},
        {print_domain, guest + "<iothreads>60001</iothreads><iothreadids>", "<iothread id='{}'/>",
         "</iothreadids></domain>", threads},
        {print_domain, guest + "<vcpu>60001</vcpu><vcpus>",
         "<vcpu id='{}' enabled='yes' hotpluggable='no'/>",
         "<vcpu id='0' enabled='yes' hotpluggable='no'/></vcpus></domain>", threads},
        {print_domain, guest + "<vcpu>200000</vcpu><cputune>",
         "<cachetune vcpus='{}'><monitor level='3' vcpus='{}'/></cachetune>", "</cputune></domain>",
         processors},
        {print_domain, guest + "<vcpu>200000</vcpu><cpu><numa>",
         "<cell id='{}' cpus='{}' memory='1'/>", "<cell id='0' memory='1'/></numa></cpu></domain>",
         processors},
        {print_domain, guest + "<cpu><numa><cell memory='1'/>",
         "<cell memory='1'><distances><sibling id='0' value='20'/></distances></cell>",
         "</numa></cpu></domain>"},
        {print_domain, guest + "<cputune>",
         "<memorytune vcpus='0'><node id='{}' bandwidth='1'/></memorytune>", "</cputune></domain>"},
        {print_domain, guest + "<cputune><memorytune vcpus='0'>", "<node id='{}' bandwidth='1'/>",
         "</memorytune></cputune></domain>"},
        {print_domain, guest + "<cputune><cachetune vcpus='0'>",
         "<cache id='{}' level='3' type='both' size='1'/>", "</cachetune></cputune></domain>"},
        {print_domain, guest + "<vcpu>200000</vcpu><cputune><cachetune vcpus='0-16000'>",
         "<monitor level='3' vcpus='{}'/>", "</cachetune></cputune></domain>", processors},
        {print_domain, guest + "<cpu mode='custom'><model>m</model>", "<feature name='f{}'/>",
         "</cpu></domain>"},
        {print_domain, guest + "<metadata>", "<a:b xmlns:a='u{}'/>", "</metadata></domain>"},
        {print_domain, guest + "<blkiotune>",
         "<device><path>/d{}</path><weight>100</weight></device>", "</blkiotune></domain>"},
        {print_domain, guest + "<sysinfo type='smbios'><oemStrings>", "<entry>{}</entry>",
         "</oemStrings></sysinfo></domain>"},
        {print_domain, guest + "<sysinfo type='fwcfg'>", "<entry name='opt/a.b/{}'>1</entry>",
         "</sysinfo></domain>"},
        {print_domain, guest + "<idmap><uid start='0' target='1' count='1'/>",
         "<uid start='{}' target='1' count='1'/>",
         "<gid start='0' target='1' count='1'/></idmap></domain>"},
        {print_domain, guest + "<cpu><numa><cell cpus='0' memory='1'/>",
         "<cell memory='1'><cache level='3' associativity='none' policy='none'>"
         "<size value='1'/><line value='1'/></cache></cell>",
         "<interconnects><latency initiator='0' target='1' cache='3' type='access' value='1'/>"
         "</interconnects></numa></cpu></domain>"},

        {print_snapshot<MomentKind::created>, "<domainsnapshot><disks>",
         "<disk name='vd{}' snapshot='no'/>", "</disks></domainsnapshot>"},
        {print_checkpoint<MomentKind::created>, "<domaincheckpoint><disks>",
         "<disk name='vd{}' checkpoint='no'/>", "</disks></domaincheckpoint>"},
        {[](std::string_view xml) { return format(parse_backup(xml)); }, "<domainbackup><disks>",
         "<disk name='vd{}' type='file'/>", "</disks></domainbackup>"},

        {print_network, "<network><name>n</name><forward mode='bridge'>", "<interface dev='e{}'/>",
         "</forward></network>"},
        {print_network, "<network><name>n</name>", "<portgroup name='{}'/>", "</network>"},
        {print_network,
         "<network><name>n</name><bridge name='b'/><ip address='10.0.0.1' prefix='8'><dhcp>",
         "<host name='h{}' ip='10.1.1.1'/>", "</dhcp></ip></network>"},
        {print_network,
         "<network><name>n</name><bridge name='b'/><ip address='10.0.0.1' prefix='8'><dhcp>",
         "<range start='10.1.0.1' end='10.1.0.2'/>", "</dhcp></ip></network>"},
        {print_network, "<network><name>n</name><dns>",
         "<host ip='10.0.0.1'><hostname>h{}</hostname></host>", "</dns></network>"},
        {print_network, "<network><name>n</name><dns><host ip='10.0.0.1'>",
         "<hostname>h{}</hostname>", "</host></dns></network>"},
        {print_network, "<network><name>n</name><dns>", "<txt name='t{}' value='v'/>",
         "</dns></network>"},
        {print_network, "<network><name>n</name><dns>",
         "<srv service='s{}' protocol='tcp' domain='d' target='.'/>", "</dns></network>"},
        {print_network, "<network><name>n</name><dns>", "<forwarder addr='10.0.0.1'/>",
         "</dns></network>"},
        {print_network, "<network><name>n</name><bridge name='b'/>",
         "<ip family='ipv6' address='2001:db8::{}' prefix='64'/>", "</network>", 9'999},
        {print_network,
         "<network><name>n</name><bridge name='b'/><ip address='10.0.0.1' prefix='8'/>",
         "<route address='192.168.0.0' prefix='24' gateway='10.0.0.2'/>", "</network>"},
        {print_network,
         "<network><name>n</name><forward mode='bridge'/><bridge name='b'/>"
         "<virtualport type='openvswitch'/><vlan trunk='yes'>",
         "<tag id='{}'/>", "</vlan></network>", 4'095},
        {[](std::string_view xml) { return format(parse_network_port(xml)); },
         "<networkport>" + uuid + "<owner><name>n</name>" + uuid + "</owner>" + mac +
             "<vlan trunk='yes'>",
         "<tag id='1'/>", "</vlan></networkport>"},

        {[](std::string_view xml) { return format(parse_host_interface(xml)); },
         "<interface type='bridge' name='b'><bridge>", "<interface type='ethernet' name='e{}'/>",
         "</bridge></interface>"},
        {[](std::string_view xml) { return format(parse_host_interface(xml)); },
         "<interface type='ethernet' name='b'><protocol family='ipv6'>",
         "<ip address='2001:db8::1' prefix='64'/>", "</protocol></interface>"},

        {[](std::string_view xml) { return format(parse_pool(xml)); },
         "<pool type='rbd'><name>n</name><source><name>n</name>", "<host name='h{}'/>",
         "</source></pool>"},
        {[](std::string_view xml) { return format(parse_pool(xml)); },
         "<pool type='logical'><name>n</name><source><name>n</name>", "<device path='/d{}'/>",
         "</source><target><path>/t</path></target></pool>"},
        {[](std::string_view xml) { return format(parse_pool(xml)); },
         "<pool type='netfs' xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'>"
         "<name>n</name><source><host name='h'/><dir path='/d'/></source>"
         "<target><path>/t</path></target><fs:mount_opts>",
         "<fs:option name='o{}'/>", "</fs:mount_opts></pool>"},
        {print_source, "<source>", "<host name='h{}'/>", "</source>"},
        {print_volume<PoolType::dir>,
         "<volume><name>n</name><capacity>1</capacity><target><encryption format='luks'>",
         "<secret type='passphrase' usage='u{}'/>", "</encryption></target></volume>"},

        {[](std::string_view xml) { return format(parse_node_device(xml)); },
         "<device><name>n</name>", "<devnode type='link'>/d{}</devnode>",
         "<capability type='system'><hardware><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
         "</hardware><firmware/></capability></device>"},
        {[](std::string_view xml) { return format(parse_node_device(xml)); },
         "<device><name>n</name><capability type='mdev'><type id='t'/>",
         "<attr name='a{}' value='1'/>", "</capability></device>"},

        {[](std::string_view xml) { return format(parse_nwfilter(xml)); },
         "<filter name='n'>" + uuid,
         "<rule action='accept' direction='in' priority='{}'><tcp dstportstart='1'/></rule>",
         "</filter>", 1'000},
        {[](std::string_view xml) { return format(parse_nwfilter(xml)); },
         "<filter name='n'>" + uuid,
         "<rule action='accept' direction='in'><tcp dstportstart='1'/></rule>", "</filter>"},
        {[](std::string_view xml) { return format(parse_nwfilter(xml)); },
         "<filter name='n'>" + uuid, "<filterref filter='f{}'/>", "</filter>"},
        {[](std::string_view xml) { return format(parse_nwfilter(xml)); },
         "<filter name='n'>" + uuid + "<filterref filter='f'>", "<parameter name='p{}' value='1'/>",
         "</filterref></filter>"},
        {[](std::string_view xml) { return format(parse_nwfilter_binding(xml)); },
         "<filterbinding><owner><name>n</name>" + uuid + "</owner><portdev name='p'/>" + mac +
             "<filterref filter='f'>",
         "<parameter name='p{}' value='1'/>", "</filterref></filterbinding>"},
        {[](std::string_view xml) { return format(parse_nwfilter_binding(xml)); },
         "<filterbinding><owner><name>n</name>" + uuid + "</owner><portdev name='p'/>" + mac +
             "<filterref filter='f'>",
         "<parameter name='p' value='{}'/>", "</filterref></filterbinding>"},

        {print_cpu, "<cpu><model>m</model>", "<feature name='f{}'/>", "</cpu>"},
        {print_cpu, "<cpu><arch>x86_64</arch><model>m</model>", "<feature name='f{}'/>", "</cpu>"},
        {[](std::string_view xml) { return format(parse_capabilities(xml)); },
         "<capabilities><host><cpu><arch>x86_64</arch></cpu></host>",
         "<guest><os_type>hvm</os_type><arch name='x86_64'><wordsize>64</wordsize></arch></guest>",
         "</capabilities>"},
        {[](std::string_view xml) { return format(parse_capabilities(xml)); },
         "<capabilities><host><cpu><arch>x86_64</arch></cpu><topology><cells num='1'><cell "
         "id='0'><cpus num='1'>",
         "<cpu id='{}'/>", "</cpus></cell></cells></topology></host></capabilities>"},
        {[](std::string_view xml) { return format(parse_domain_capabilities(xml)); },
         "<domainCapabilities><path>/p</path><domain>kvm</domain><arch>x86_64</arch><cpu>"
         "<mode name='custom' supported='yes'>",
         "<model usable='yes'>m{}</model>", "</mode></cpu></domainCapabilities>"},
        {[](std::string_view xml) { return format(parse_pool_capabilities(xml)); },
         "<storagepoolCapabilities>", "<pool type='dir' supported='yes'/>",
         "</storagepoolCapabilities>"},
        {print_metadata, "<a>", "<b{}/>", "</a>"},
    };
}

std::string document(const Crowd& crowd) {
    std::string text = crowd.start;
    for (int i = 1; i <= crowd.parts; ++i) {
        const std::string number = std::to_string(i);
        std::size_t done = 0;
        for (std::size_t at; (at = crowd.part.find("{}", done)) != crowd.part.npos; done = at + 2) {
            text.append(crowd.part, done, at - done);
            text += number;
        }
        text.append(crowd.part, done);
    }
    return text + crowd.end;
}

/// By validation, as all kinds with that root: only that it ends counts.
void look_for_problems(const std::string& text) {
    const std::string_view root = std::string_view(text).substr(1, text.find_first_of(" >") - 1);
    for (const DocumentKind& kind : document_kinds) {
        if (kind.root != root) continue;
        try {
            validate(kind, text);
        } catch (const Error&) {  // not every crowd is valid
        }
    }
}

}  // namespace

TEST_CASE("crowded documents: 100,000 parts of a kind are read and printed in one pass") {
    for (const Crowd& crowd : crowds()) {
        CAPTURE(crowd.start);
        CAPTURE(crowd.part);
        const std::string text = document(crowd);
        look_for_problems(text);
        std::string printed;
        CHECK_NOTHROW(printed = crowd.print(text));
        CHECK(printed.size() > sizeof "<b1/>" * static_cast<std::size_t>(crowd.parts));
    }
}

}  // namespace virtd::conf
