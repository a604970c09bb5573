// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/lazy_library.hpp"

#include <dlfcn.h>

#include "base/error.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::none};

}  // namespace

void LazyLibrary::load() {
    if (loaded_) return;
    // Never closed: libraries of this kind leave threads and handlers behind.
    void* const handle = ::dlopen(soname_, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        fail(Errc::internal_error, "cannot load the library {}: {}", soname_, ::dlerror());
    }
    for (LazyFunctionBase* function = functions_; function != nullptr; function = function->next_) {
        function->address_ = ::dlsym(handle, function->name_);
        if (function->address_ == nullptr) {
            fail(Errc::internal_error, "the library {} has no function {}", soname_,
                 function->name_);
        }
    }
    loaded_ = true;
}

}  // namespace virtd
