# SPDX-License-Identifier: Apache-2.0
include(CMakeFindDependencyMacro)
find_dependency(tl-expected)
include("${CMAKE_CURRENT_LIST_DIR}/scamdesk-targets.cmake")
