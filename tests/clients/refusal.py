# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a refused call says."""

import gc

import libvirt
import pytest


def refusal_of(call, *arguments):
    gc.collect()  # an object that is freed just then makes the library forget its last error
    with pytest.raises(libvirt.libvirtError) as failure:
        call(*arguments)
    return failure.value


def refused(call, *arguments):
    return refusal_of(call, *arguments).get_error_message()
