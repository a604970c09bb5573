# SPDX-License-Identifier: LGPL-2.1-or-later
"""Random calls of the public API, as text: what clients might say to a test connection `c`.

Names, numbers and flags are few, so that calls meet what others have made; some are wrong. Only
calls that libvirt's test driver implements are here: the others change what only we can change.
"""

GUESTS = ["test", "g1", "g2", "g3"]
NETWORKS = ["default", "n1", "n2"]
POOLS = ["default-pool", "p1", "p2"]
VOLUMES = ["v1", "v2", "v3"]
SNAPSHOTS = ["s1", "s2", "s3", "s4"]
CHECKPOINTS = ["c1", "c2", "c3"]
INTERFACES = ["eth1", "eth2", "br9"]
DEVICES = ["computer", "scsi_host1", "scsi_host2", "scsi_host11", "scsi_host12"]

POOL_SOURCES = {
    "dir": "", "fs": "<device path='/dev/sd{0}'/><format type='ext4'/>",
    "netfs": "<host name='h{0}'/><dir path='/x{0}'/><format type='nfs'/>",
    "logical": "<device path='/dev/sd{0}'/><name>vg{0}</name>",
    "disk": "<device path='/dev/sd{0}'/><format type='gpt'/>",
    "iscsi": "<host name='h{0}'/><device path='iqn.{0}'/>",
    "scsi": "<adapter name='host{0}'/>", "mpath": "",
    "rbd": "<host name='h{0}'/><name>rbd{0}</name>",
    "gluster": "<host name='h{0}'/><name>v{0}</name><dir path='/'/>", "zfs": "<name>z{0}</name>",
    "vstorage": "<name>c{0}</name>", "sheepdog": "<host name='h{0}'/><name>s{0}</name>",
    "iscsi-direct": "<host name='h{0}'/><device path='iqn.{0}'/>"
                    "<initiator><iqn name='iqn.i'/></initiator>"}

INTERFACE_BODIES = {
    "ethernet": "", "bridge": "<bridge stp='off' delay='0.01'>"
                              "<interface type='ethernet' name='eth5'/></bridge>",
    "vlan": "<vlan tag='42'><interface name='eth0'/></vlan>",
    "bond": "<bond mode='active-backup'><miimon freq='100' updelay='10'/>"
            "<interface type='ethernet' name='eth6'/></bond>"}


class Calls:
    """A source of calls; the same seed gives the same ones."""

    def __init__(self, random):
        self.random = random
        self.one = random.choice
        self.families = ([self.domain] * 10 + [self.snapshot] * 3 + [self.checkpoint] +
                         [self.network] * 3 + [self.pool] * 2 + [self.volume] * 2 +
                         [self.interface] * 2 + [self.device] + [self.connection] * 6)

    def next(self):
        return self.one(self.families)()

    # what calls are made of

    def chance(self, part):
        return self.random.random() < part

    def maybe(self, part, text):
        return text if self.chance(part) else ""

    def flags(self, *known):
        roll = self.random.random()
        if roll < .45:
            return 0
        if roll < .92 and known:
            return sum(flag for flag in set(known) if self.chance(.4))
        return self.one([1 << self.random.randrange(12), 1 << 30])

    def affect(self):
        return self.flags(1, 2)

    def number(self, *more):
        return self.one([*more, 0, 1, 2, 3, 1000, 1 << 20])

    def up_to(self, end):
        return self.random.randrange(end)

    def cpus(self):
        return self.one([(True,), (True, False), (False, True), (True, True, True), (False,),
                         (True,) * 20])

    def params(self, **values):
        chosen = {name: self.one(each) for name, each in values.items() if self.chance(.5)}
        if self.chance(.1):
            chosen["nosuch"] = 1
        return chosen

    def image(self):
        return self.one(["vda", "vdb", "sda", "hdc", "/img/g1-vda.img", "nosuch", ""])

    def card(self):
        return self.one(["52:54:00:00:01:00", "52:54:00:00:00:00", "aa:bb:cc:dd:ee:ff", "vnet9",
                         "testnet0", "nosuch"])

    # documents

    def guest_xml(self, name=None):
        name = name or self.one(GUESTS)
        number = GUESTS.index(name)
        memory = self.one([65536, 262144, 1048576, 2097152])
        vcpus = self.one([1, 2, 4, 8])
        current = self.maybe(.5, f" current='{self.up_to(vcpus) + 1}'")
        parts = [
            f"<domain type='{self.one(['test'] * 9 + ['qemu'])}'><name>{name}</name>",
            self.maybe(.8, f"<uuid>c7a5fdbd-edaf-9455-926a-d65c16db180{number}</uuid>"),
            self.maybe(.3, f"<title>t {name}</title>"), self.maybe(.3, "<description>d</description>"),
            self.maybe(.3, "<metadata><a:b xmlns:a='http://a/'>x</a:b></metadata>"),
            f"<memory>{memory}</memory>",
            self.maybe(.5, f"<currentMemory>{memory // 2}</currentMemory>"),
            f"<vcpu{current}>{vcpus}</vcpu>",
            self.maybe(.3, f"<iothreads>{self.up_to(4)}</iothreads>"),
            self.maybe(.2, "<cputune><shares>30</shares><vcpupin vcpu='0' cpuset='1'/>"
                           "<emulatorpin cpuset='0-1'/></cputune>"),
            self.maybe(.2, f"<numatune><memory mode='{self.one(['strict', 'preferred'])}' "
                           "nodeset='0'/></numatune>"),
            self.maybe(.2, f"<memtune><hard_limit unit='KiB'>{memory * 2}</hard_limit></memtune>"),
            self.maybe(.2, f"<blkiotune><weight>{self.one([100, 500, 2000])}</weight></blkiotune>"),
            f"<os><type{self.one(['', ' arch=%r' % 'i686', ' arch=%r' % 'x86_64'])}>hvm</type></os>",
        ]
        for event in ("poweroff", "reboot", "crash"):
            action = self.one(["destroy", "restart", "preserve"])
            parts.append(self.maybe(.2, f"<on_{event}>{action}</on_{event}>"))
        parts.append("<devices>")
        for target in self.random.sample(["vda", "vdb", "sda", "hdc"], self.up_to(4)):
            parts.append(self.disk_xml(name, target))
        for index in range(self.up_to(3)):
            more = self.one(["", "<target dev='vnet9'/>", "<model type='virtio'/>",
                             "<bandwidth><inbound average='100'/></bandwidth>"])
            parts.append(f"<interface type='network'><mac address='52:54:00:00:0{number}:0{index}'/>"
                         f"<source network='{self.one(NETWORKS)}'/>{more}</interface>")
        parts += [self.maybe(.2, f"<memballoon model='{self.one(['virtio', 'none', 'xen'])}'/>"),
                  self.maybe(.2, "<console type='pty'/>"),
                  self.maybe(.2, "<graphics type='vnc' port='-1' autoport='yes'/>"),
                  "</devices></domain>"]
        text = "".join(parts)
        if self.chance(.03):
            text = text.replace("</vcpu>", "</vcp>", 1)
        if self.chance(.03):
            text = text.replace("<memory>", "<memory unit='x'>", 1)
        return text

    def disk_xml(self, name, target):
        bus = {"v": "virtio", "s": self.one(["scsi", "sata"]), "h": "ide"}[target[0]]
        device = "disk" if target[0] == "v" else self.one(["disk", "disk", "cdrom"])
        source = self.one([f"<source file='/img/{name}-{target}.img'/>", "<source file='/x'/>",
                           f"<driver name='qemu' type='qcow2'/><source file='/img/{name}.qcow2'/>"])
        more = self.one(["", "", "<readonly/>", "<shareable/>",
                         "<iotune><total_bytes_sec>1000</total_bytes_sec></iotune>"])
        return (f"<disk type='file' device='{device}'>{source}"
                f"<target dev='{target}' bus='{bus}'/>{more}</disk>")

    def snapshot_xml(self):
        disks = "".join(
            f"<disk name='{target}'{self.one(['', ' snapshot=%r' % 'no', ' snapshot=%r' % 'internal', ' snapshot=%r' % 'external'])}>"
            f"{self.one(['', '', f'<source file=%r/>' % ('/s-' + target), '<driver type=%r/>' % 'qcow2'])}</disk>"
            for target in self.random.sample(["vda", "vdb", "sda"], self.up_to(2) + 1))
        return "".join([
            "<domainsnapshot>", f"<name>{self.one(SNAPSHOTS)}</name>",
            self.maybe(.3, "<description>d</description>"),
            self.maybe(.2, f"<memory snapshot='{self.one(['no', 'internal', 'external'])}'"
                           f"{self.one(['', ' file=%r' % '/m'])}/>"),
            self.maybe(.3, f"<disks>{disks}</disks>"),
            self.maybe(.1, f"<state>{self.one(['running', 'shutoff', 'paused', 'x'])}</state>"
                           "<creationTime>123</creationTime>"),
            self.maybe(.1, f"<parent><name>{self.one(SNAPSHOTS)}</name></parent>"),
            "</domainsnapshot>"])

    def checkpoint_xml(self):
        marks = ["", " checkpoint='no'", " checkpoint='bitmap'", " checkpoint='bitmap' bitmap='b'"]
        disks = "".join(f"<disk name='{target}'{self.one(marks)}/>" for target in
                        self.random.sample(["vda", "vdb", "sda"], self.up_to(2) + 1))
        return "".join([
            "<domaincheckpoint>", f"<name>{self.one(CHECKPOINTS)}</name>",
            self.maybe(.3, "<description>d</description>"),
            self.maybe(.3, f"<disks>{disks}</disks>"),
            self.maybe(.1, "<creationTime>123</creationTime>"),
            self.maybe(.1, f"<parent><name>{self.one(CHECKPOINTS)}</name></parent>"),
            "</domaincheckpoint>"])

    def network_xml(self):
        name = self.one(NETWORKS)
        index = NETWORKS.index(name)
        mode = self.one(["nat", "route", "", "open", "bridge"])
        subnet = f"192.168.{index + 100}"
        parts = [f"<network><name>{name}</name>",
                 self.maybe(.8, f"<uuid>dc7a5fdb-edaf-9455-926a-d65c16db180{index}</uuid>"),
                 f"<forward mode='{mode}'/>" if mode else "", 
                 self.maybe(.2, "<portgroup name='pg'/>")]
        if mode == "bridge":
            parts.append(f"<bridge name='br{index}'/>")
        else:
            own = self.one([f" name='vb{index}'", ""])
            dhcp = self.one(["", "<tftp root='/t'/>",
                             f"<dhcp><range start='{subnet}.2' end='{subnet}.99'/><host mac="
                             f"'52:54:00:00:00:01' name='a' ip='{subnet}.5'/></dhcp>"])
            parts += [self.maybe(.7, f"<bridge{own} stp='{self.one(['on', 'off'])}' delay='1'/>"),
                      self.maybe(.2, "<domain name='ex.org'/>"),
                      self.maybe(.3, "<dns><txt name='x' value='y'/><host ip='192.168.9.1'>"
                                     "<hostname>a</hostname></host></dns>"),
                      self.maybe(.7, f"<ip address='{subnet}.1' netmask='255.255.255.0'>{dhcp}</ip>")]
        return "".join([*parts, "</network>"])

    def network_part(self, section):
        subnet = f"192.168.{self.one([100, 101, 102])}"
        one_or_two = self.up_to(2) + 1
        return {
            1: "<bridge name='x'/>", 2: "<domain name='y'/>",
            3: "<ip address='192.168.7.1' netmask='255.255.255.0'/>",
            4: f"<host mac='52:54:00:00:00:0{self.up_to(3)}' name='h{one_or_two}' "
               f"ip='{self.one([subnet + '.4', subnet + '.5', 'fd00::4'])}'/>",
            5: f"<range start='{subnet}.{self.up_to(4)}' end='{self.one([subnet, '192.168.100'])}.99'/>",
            6: "<forward/>", 7: f"<interface dev='eth{one_or_two}'/>", 8: "<pf dev='x'/>",
            9: f"<portgroup name='pg{one_or_two}'{self.one(['', ' default=%r' % 'yes'])}/>",
            10: f"<host ip='192.168.9.{one_or_two}'><hostname>h</hostname></host>",
            11: f"<txt name='{self.one('xz')}' value='y'/>",
            12: f"<srv service='n' protocol='tcp' target='{self.one('ab')}'/>",
        }.get(section, "<x/>")

    def pool_xml(self):
        name = self.one(POOLS)
        index = POOLS.index(name)
        kind = self.one([*POOL_SOURCES, "dir", "dir"])
        source = POOL_SOURCES[kind].format(index)
        return "".join([f"<pool type='{kind}'><name>{name}</name>",
                        self.maybe(.8, f"<uuid>ec7a5fdb-edaf-9455-926a-d65c16db180{index}</uuid>"),
                        self.maybe(.95, f"<source>{source}</source>") if source else "",
                        self.maybe(.9, f"<target><path>/pool/{name}</path></target>"), "</pool>"])

    def volume_xml(self):
        name = self.one(VOLUMES)
        unit = self.one(["", " unit='M'", " unit='GiB'"])
        more = self.one(["", "<permissions><mode>0600</mode><owner>1</owner><group>2</group>"
                             "</permissions>", "<compat>1.1</compat>"])
        return "".join([
            f"<volume{self.one(['', ' type=%r' % 'file', ' type=%r' % 'block'])}>",
            f"<name>{name}</name><capacity{unit}>{self.one([0, 1, 5, 1000000])}</capacity>",
            self.maybe(.5, f"<allocation>{self.one([0, 1, 50, 1 << 20])}</allocation>"),
            self.maybe(.5, f"<target><path>/x/{name}</path><format type='"
                           f"{self.one(['raw', 'qcow2', 'vmdk', 'none'])}'/>{more}</target>"),
            self.maybe(.2, "<backingStore><path>/b</path><format type='raw'/></backingStore>"),
            "</volume>"])

    def interface_xml(self):
        kind = self.one(list(INTERFACE_BODIES))
        address = "<ip address='192.168.0.5' prefix='24'/><route gateway='192.168.0.1'/>"
        return "".join([
            f"<interface type='{kind}' name='{self.one(INTERFACES)}'>",
            self.maybe(.8, f"<start mode='{self.one(['onboot', 'none', 'hotplug'])}'/>"),
            self.maybe(.6, f"<mac address='aa:bb:cc:dd:ee:0{self.up_to(3)}'/>"),
            self.maybe(.5, "<mtu size='1492'/>"),
            self.maybe(.6, f"<protocol family='ipv4'>{self.one(['<dhcp/>', address])}</protocol>"),
            INTERFACE_BODIES[kind], "</interface>"])

    def adapter_xml(self):
        names = f"<wwnn>2000000012341234</wwnn><wwpn>10000000123{self.up_to(3)}1234</wwpn>"
        return (f"<device><parent>{self.one(DEVICES)}</parent><capability type='scsi_host'>"
                f"<capability type='fc_host'>{self.one(['', names])}</capability></capability>"
                "</device>")

    # calls about one object

    def domain(self):
        name = "nosuch" if self.chance(.1) else self.one(GUESTS)
        method, *arguments = self.one(self.domain_calls(name))
        return self.call(f"c.lookupByName({name!r}).{method}", arguments)

    @staticmethod
    def call(function, arguments):
        return f"{function}({', '.join(map(repr, arguments))})"

    def domain_calls(self, name):
        affect = self.affect()
        saved = f"{{dir}}/saved{self.up_to(2)}"
        memory = self.number(65536, 1048576, 4194304)
        own_xml = self.one([None, self.guest_xml(name if name in GUESTS else "g1")])
        thread = self.up_to(6)
        listed = self.flags(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
        mount = self.one([None, "/", "/boot", "/x"])
        mounts = self.one([None, ["/"], ["/", "/boot"], ["/x"]])
        space = self.one([None, "http://a/", "http://b/"])
        return [
            ["create"], ["create"], ["createWithFlags", self.flags()], ["destroy"],
            ["destroyFlags", self.flags(1)], ["suspend"], ["resume"], ["shutdown"],
            ["shutdownFlags", self.flags(1, 2)], ["reboot", self.flags(1)], ["reset"],
            ["undefine"], ["undefineFlags", self.flags(1, 2, 4, 16)],
            ["rename", self.one(GUESTS), self.flags()],
            ["XMLDesc", self.flags(1, 2, 4, 8)], ["XMLDesc", self.flags(1, 2)], ["XMLDesc", 0],
            ["info"], ["state"], ["isActive"], ["isPersistent"], ["isUpdated"], ["ID"],
            ["UUIDString"], ["OSType"], ["autostart"], ["setAutostart", self.up_to(2)],
            ["maxMemory"], ["maxVcpus"], ["hostname", self.flags(1, 2)],
            ["messages", self.flags(1, 2)], ["controlInfo", self.flags()], ["hasCurrentSnapshot"],
            ["securityLabel"], ["setMemory", memory], ["setMaxMemory", memory],
            ["setMemoryFlags", memory, self.flags(1, 2, 4)],
            ["setMemoryStatsPeriod", self.up_to(6) - 1, affect],
            ["setVcpus", self.up_to(9)], ["setVcpusFlags", self.up_to(10), self.flags(1, 2, 4, 8)],
            ["vcpusFlags", self.flags(1, 2, 4, 8)], ["pinVcpu", self.up_to(5), self.cpus()],
            ["pinVcpuFlags", self.up_to(5), self.cpus(), affect], ["vcpuPinInfo", affect],
            ["pinEmulator", self.cpus(), affect], ["emulatorPinInfo", affect],
            ["addIOThread", thread, affect], ["delIOThread", thread, affect],
            ["ioThreadInfo", affect], ["pinIOThread", thread, self.cpus(), affect],
            ["setIOThreadParams", thread,
             self.params(poll_max_ns=[0, 100, 1 << 40], poll_grow=[0, 2], poll_shrink=[0, 3],
                         thread_pool_min=[0, -1]), affect],
            ["schedulerType"], ["schedulerParameters"], ["schedulerParametersFlags", affect],
            ["setSchedulerParameters", self.params(weight=[10, 50], cpu_shares=[1, 1024])],
            ["setSchedulerParametersFlags", self.params(weight=[10, 50], cap=[3]), affect],
            ["blkioParameters", affect],
            ["setBlkioParameters",
             self.params(weight=[0, 100, 500, 2000], device_read_bytes_sec=["/dev/sda,1000"],
                         device_weight=["/dev/sda,300", "/dev/sda,x", "", "/dev/sda,300,/b,500"],
                         device_write_iops_sec=["/dev/sda,7"]), affect],
            ["memoryParameters", affect],
            ["setMemoryParameters",
             self.params(hard_limit=[100000, 2000000], soft_limit=[100, 1000000],
                         swap_hard_limit=[3000000, 5], min_guarantee=[10]), affect],
            ["numaParameters", affect],
            ["setNumaParameters",
             self.params(numa_nodeset=["0", "0-1", "x"], numa_mode=[0, 1, 2, 3, 9]), affect],
            ["interfaceParameters", self.card(), affect],
            ["setInterfaceParameters", self.card(),
             self.params(**{"inbound.average": [0, 100], "inbound.peak": [200],
                            "inbound.burst": [50], "outbound.average": [0, 300],
                            "inbound.floor": [10], "outbound.peak": [9]}), affect],
            ["blockIoTune", self.image(), affect],
            ["setBlockIoTune", self.image(),
             self.params(total_bytes_sec=[0, 1000], read_bytes_sec=[5], write_iops_sec=[7, 0],
                         total_iops_sec=[1], total_bytes_sec_max=[5000], group_name=["gg", ""],
                         size_iops_sec=[4], total_bytes_sec_max_length=[3]), affect],
            ["perfEvents", affect],
            ["setPerfEvents", self.params(cmt=[True, False], mbmt=[True], cpu_cycles=[True, False],
                                          page_faults=[True], instructions=[False]), affect],
            ["blockInfo", self.image(), self.flags()], ["diskErrors", self.flags()],
            ["interfaceAddresses", self.up_to(4), self.flags()],
            ["fsFreeze", mounts, self.flags()], ["fsThaw", mounts, self.flags()],
            ["fSTrim", mount, self.number(), self.flags()], ["fsInfo", self.flags()],
            ["setTime", {"seconds": 1, "nseconds": 2}, self.flags(1)],
            ["metadata", self.up_to(4), space, affect], ["metadata", self.up_to(3), space, 0],
            ["setMetadata", self.up_to(4),
             self.one([None, "hello", "<x/>", "<a b='c'/>", "two\nlines", ""]),
             self.one([None, "k", "k2"]), space, affect],
            ["setLifecycleAction", self.up_to(4), self.up_to(7), affect],
            ["setUserPassword", self.one(["root", "x"]), "pw", self.flags(1)],
            ["sendKey", self.up_to(4), self.number(), [1, 2], 2, self.flags()],
            ["injectNMI", self.flags()],
            ["sendProcessSignal", self.up_to(5) - 1, self.up_to(70), self.flags()],
            ["save", saved], ["saveFlags", saved, own_xml, self.flags(1, 2, 4)],
            ["managedSave", self.flags(1, 2, 4)], ["hasManagedSaveImage", self.flags()],
            ["managedSaveRemove", self.flags()],
            ["coreDump", "{dir}/core", self.flags(1, 2, 4, 8, 16)],
            ["coreDumpWithFormat", "{dir}/core", self.up_to(6), self.flags(1, 2, 4)],
            ["snapshotCreateXML", self.snapshot_xml(), self.flags(1, 2, 4, 8, 16, 64, 128)],
            ["snapshotCreateXML", self.snapshot_xml(), 0], ["snapshotNum", listed],
            ["listAllSnapshots", listed], ["snapshotCurrent", self.flags()],
            ["checkpointCreateXML", self.checkpoint_xml(), self.flags(1, 2)],
            ["checkpointCreateXML", self.checkpoint_xml(), 0],
            ["listAllCheckpoints", self.flags(1, 2, 4, 8)], ["launchSecurityInfo", self.flags()],
            ["memoryPeek", self.number(), self.up_to(9), self.flags(1, 2)],
        ]

    def snapshot(self):
        guest = f"c.lookupByName({self.one(GUESTS)!r})"
        snapshot = f"{guest}.snapshotLookupByName({self.one(SNAPSHOTS)!r})"
        if self.chance(.3):
            return f"{guest}.revertToSnapshot({snapshot}, {self.flags(1, 2, 4)})"
        listed = self.flags(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
        method, *arguments = self.one([
            ["getXMLDesc", self.flags(1)], ["getParent", self.flags()],
            ["delete", self.flags(1, 2, 4)], ["delete", 0], ["isCurrent"], ["hasMetadata"],
            ["numChildren", listed], ["listAllChildren", listed]])
        return self.call(f"{snapshot}.{method}", arguments)

    def checkpoint(self):
        guest = f"c.lookupByName({self.one(GUESTS)!r})"
        method, *arguments = self.one([
            ["getXMLDesc", self.flags(1, 2, 4)], ["getParent", self.flags()], ["delete", 0],
            ["delete", self.flags(1, 2, 4)], ["listAllChildren", self.flags(1, 2, 4, 8)]])
        checkpoint = f"{guest}.checkpointLookupByName({self.one(CHECKPOINTS)!r})"
        return self.call(f"{checkpoint}.{method}", arguments)

    def network(self):
        section = self.up_to(15)
        method, *arguments = self.one([
            ["create"], ["create"], ["destroy"], ["undefine"], ["XMLDesc", self.flags()],
            ["XMLDesc", 0], ["isActive"], ["isPersistent"], ["autostart"],
            ["setAutostart", self.up_to(2)], ["bridgeName"], ["UUIDString"],
            ["update", self.up_to(6), section, self.up_to(3) - 1, self.network_part(section),
             self.affect()],
            ["update", self.one([3, 4]), section, -1, self.network_part(section), self.affect()],
            ["update", self.one([1, 2, 4]), section, -1, self.network_part(section), 0]])
        return self.call(f"c.networkLookupByName({self.one(NETWORKS)!r}).{method}", arguments)

    def pool(self):
        method, *arguments = self.one([
            ["create", self.flags(1, 2, 4)], ["create", 0], ["destroy"], ["undefine"],
            ["delete", self.flags(1)], ["build", self.flags(1, 2, 4)], ["refresh", self.flags()],
            ["info"], ["XMLDesc", self.flags(1)], ["XMLDesc", 0], ["isActive"], ["isPersistent"],
            ["autostart"], ["setAutostart", self.up_to(2)], ["numOfVolumes"]])
        return self.call(f"c.storagePoolLookupByName({self.one(POOLS)!r}).{method}", arguments)

    def volume(self):
        pool = f"c.storagePoolLookupByName({self.one(POOLS)!r})"
        volume = f"{pool}.storageVolLookupByName({self.one(VOLUMES)!r})"
        roll = self.random.random()
        if roll < .3:
            return self.call(f"{pool}.createXML", [self.volume_xml(), self.one([0, self.flags(1, 2)])])
        if roll < .4:
            return f"{pool}.createXMLFrom({self.volume_xml()!r}, {volume}, {self.flags(1, 2)})"
        if roll < .5:
            path = self.one(["/pool/p1/v1", "/default-pool/v1", "/nosuch", "/pool/p2/v2"])
            return self.call(self.one(["c.storageVolLookupByPath", "c.storageVolLookupByKey"]), [path])
        method, *arguments = self.one([
            ["delete", self.flags(1, 2)], ["info"], ["XMLDesc", self.flags()], ["XMLDesc", 0],
            ["path"], ["key"], ["name"], ["storagePoolLookupByVolume"]])
        return self.call(f"{volume}.{method}", arguments)

    def interface(self):
        function, *arguments = self.one([
            ["interfaceDefineXML", self.interface_xml(), self.one([0, self.flags(1)])],
            ["changeBegin", self.flags()], ["changeCommit", self.flags()],
            ["changeRollback", self.flags()], ["listAllInterfaces", self.flags(1, 2)],
            ["listInterfaces"], ["listDefinedInterfaces"],
            ["interfaceLookupByMACString", f"aa:bb:cc:dd:ee:0{self.up_to(3)}"]])
        if self.chance(.5):
            return self.call(f"c.{function}", arguments)
        method, *arguments = self.one([
            ["create", self.flags()], ["create", 0], ["destroy", self.flags()], ["undefine"],
            ["XMLDesc", self.flags()], ["XMLDesc", 0], ["isActive"], ["MACString"]])
        return self.call(f"c.interfaceLookupByName({self.one(INTERFACES)!r}).{method}", arguments)

    def device(self):
        function, *arguments = self.one([
            ["nodeDeviceCreateXML", self.adapter_xml(), self.flags(1)],
            ["listDevices", self.one([None, "scsi_host", "net", "fc_host"]), self.flags()],
            ["numOfDevices", self.one([None, "scsi_host"]), self.flags()],
            ["listAllDevices", self.flags(1, 2, 32, 512, 1024)]])
        if self.chance(.5):
            return self.call(f"c.{function}", arguments)
        method, *arguments = self.one([
            ["XMLDesc", self.flags()], ["XMLDesc", 0], ["parent"], ["numOfCaps"], ["listCaps"],
            ["destroy"]])
        return self.call(f"c.nodeDeviceLookupByName({self.one(DEVICES)!r}).{method}", arguments)

    def connection(self):
        guest = self.guest_xml()
        saved = f"{{dir}}/saved{self.up_to(2)}"
        domains = self.flags(*(1 << bit for bit in range(14)))
        cpu = self.one(["<cpu><arch>x86_64</arch><model>Penryn</model></cpu>", "<cpu/>", "x",
                        "<cpu><arch>i686</arch><model>core2duo</model><feature name='vme'/></cpu>"])
        function, *arguments = self.one([
            ["defineXML", guest], ["defineXML", guest], ["defineXML", guest],
            ["defineXMLFlags", guest, self.flags(1)], ["createXML", guest, self.flags(1, 2, 4)],
            ["createXML", guest, 0], ["networkDefineXML", self.network_xml()],
            ["networkDefineXML", self.network_xml()],
            ["networkDefineXMLFlags", self.network_xml(), self.flags(1)],
            ["networkCreateXML", self.network_xml()],
            ["networkCreateXMLFlags", self.network_xml(), self.flags(1)],
            ["storagePoolDefineXML", self.pool_xml(), self.flags(1)],
            ["storagePoolDefineXML", self.pool_xml(), 0],
            ["storagePoolCreateXML", self.pool_xml(), self.flags(1, 2, 4)],
            ["storagePoolCreateXML", self.pool_xml(), 0], ["listAllDomains", domains],
            ["listAllNetworks", self.flags(1, 2, 4, 8, 16, 32)],
            ["listAllStoragePools", self.flags(1, 2, 4, 8, 16, 32, 64, 256, 1024)],
            ["listDomainsID"], ["listDefinedDomains"], ["numOfDomains"], ["numOfDefinedDomains"],
            ["listNetworks"], ["listDefinedNetworks"], ["numOfNetworks"], ["listStoragePools"],
            ["listDefinedStoragePools"], ["lookupByID", self.up_to(6)],
            ["lookupByUUIDString", f"c7a5fdbd-edaf-9455-926a-d65c16db180{self.up_to(4)}"],
            ["restore", saved], ["saveImageGetXMLDesc", saved, self.flags(1)],
            ["restoreFlags", saved, self.one([None, self.guest_xml("g1")]), self.flags(1, 2, 4)],
            ["saveImageDefineXML", saved, self.guest_xml(self.one(["g1", "g2"])), self.flags(2, 4)],
            ["getInfo"], ["getMaxVcpus", self.one([None, "test", "x"])],
            ["baselineCPU", [cpu], self.flags(1, 2)],
            ["getCPUModelNames", self.one(["x86_64", "i686", "s390x", "foo"]), self.flags()],
            ["getCellsFreeMemory", self.up_to(2), 1],
            ["getSysinfo", self.flags()], ["getCPUMap", self.flags()],
            ["findStoragePoolSources", self.one(["logical", "dir", "xx", "rbd"]),
             self.one([None, "<source/>", "<x/>"]), self.flags()]])
        return self.call(f"c.{function}", arguments)
