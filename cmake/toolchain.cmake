# SPDX-License-Identifier: LGPL-2.1-or-later
# Warnings, sanitizers, and the faster compiler cache and linker where they exist.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 cannot see through coroutine frames and std::optional at -O2
    add_compile_options(-Wno-maybe-uninitialized -Wno-missing-field-initializers)
    if(NOT VIRTD_SANITIZE)
        # KiB of its own memory before it collects garbage: a tenth of the time for 150 MB more.
        # Sanitizers would take a gigabyte more.
        add_compile_options(--param=ggc-min-heapsize=1048576)
    endif()
else()
    add_compile_options(-Wno-missing-field-initializers)
endif()

if(VIRTD_SANITIZE)
    add_compile_options(-fsanitize=${VIRTD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        add_compile_options(-fno-sanitize=function)  # clang 14 cannot combine it with coroutines
    endif()
    add_link_options(-fsanitize=${VIRTD_SANITIZE})
endif()

# Tests are built faster than they would run faster.
set(VIRTD_TEST_OPTIONS $<$<CONFIG:Release>:-O0>)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
find_program(LLD ld.lld)
if(MOLD)
    add_link_options(-fuse-ld=mold)
elseif(LLD)
    add_link_options(-fuse-ld=lld)
endif()

# Every start reads all relocations: so written they are 10 KiB, not 700. Needs glibc 2.36, and a linker that
# says so in the program, which mold 1.10 and lld 14 do not.
include(CheckCXXSourceRuns)
if(NOT VIRTD_SANITIZE)
    set(CMAKE_REQUIRED_LINK_OPTIONS -fuse-ld=bfd -Wl,-z,pack-relative-relocs)
    check_cxx_source_runs("int main() {}" VIRTD_HAS_SHORT_RELOCATIONS)
    if(VIRTD_HAS_SHORT_RELOCATIONS)
        set(VIRTD_SHORT_RELOCATIONS ${CMAKE_REQUIRED_LINK_OPTIONS})
    endif()
    unset(CMAKE_REQUIRED_LINK_OPTIONS)
endif()
