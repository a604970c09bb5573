# SPDX-License-Identifier: LGPL-2.1-or-later
# The Debian package: cpack --preset release
set(debian ${CMAKE_CURRENT_SOURCE_DIR}/debian)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME virtd)
set(CPACK_PACKAGE_CONTACT "the virtd project <virtd@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "daemon that manages virtual machines")
set(CPACK_PACKAGE_DESCRIPTION
    "Takes the place of libvirt's daemon: the same options, configuration, sockets and protocol,
so that virsh, virt-manager and everything else that talks to libvirt work with it unmodified.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Directories come out as they are installed above, whatever umask the builder has.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# the last three are loaded on demand
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, libgnutls30, libsasl2-2, libsystemd0")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libvirt-clients, polkitd, logrotate, libsasl2-modules")
# Packages that need libvirt's daemon find it here, in the release whose interfaces we serve.
set(replaced "libvirt-daemon, libvirt-daemon-system, libvirt-daemon-system-systemd")
set(CPACK_DEBIAN_PACKAGE_PROVIDES
    "libvirt-daemon (= 9.0.0), libvirt-daemon-system (= 9.0.0), libvirt-daemon-system-systemd (= 9.0.0)")
set(CPACK_DEBIAN_PACKAGE_CONFLICTS "${replaced}, libvirt-daemon-system-sysv")
set(CPACK_DEBIAN_PACKAGE_REPLACES "${replaced}")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${debian}/conffiles ${debian}/postinst ${debian}/prerm ${debian}/postrm)

include(CPack)
