// From a frame that calls to the handler of its procedure, or to an error.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/frame_reader.hpp"

namespace virtd::rpc {

class Connection;

/// Every call is answered, now or later, unless the connection ends before.
void dispatch(Connection& connection, FrameReader::Frame& frame);

/// Inside a catch block: the one place where what was thrown becomes an answer.
void answer_failure(Connection& connection, const FrameHeader& call);

}  // namespace virtd::rpc
