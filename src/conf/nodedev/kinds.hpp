// The tables of the kinds of node devices.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/nodedev/device.hpp"

namespace virtd::conf {

extern const xml::Element<SystemNode> system_node_xml;
extern const xml::Element<UsbDeviceNode> usb_device_node_xml;
extern const xml::Element<UsbInterfaceNode> usb_interface_node_xml;
extern const xml::Element<NetNode> net_node_xml;
extern const xml::Element<ScsiHostNode> scsi_host_node_xml;
extern const xml::Element<ScsiTargetNode> scsi_target_node_xml;
extern const xml::Element<ScsiNode> scsi_node_xml;
extern const xml::Element<StorageNode> storage_node_xml;
extern const xml::Element<DrmNode> drm_node_xml;
extern const xml::Element<MdevNode> mdev_node_xml;
extern const xml::Element<CcwNode> ccw_node_xml;
extern const xml::Element<CssNode> css_node_xml;
extern const xml::Element<VdpaNode> vdpa_node_xml;
extern const xml::Element<ApCardNode> ap_card_node_xml;
extern const xml::Element<ApQueueNode> ap_queue_node_xml;
extern const xml::Element<ApMatrixNode> ap_matrix_node_xml;
extern const xml::Element<ScsiGenericNode> scsi_generic_node_xml;

}  // namespace virtd::conf
