# SPDX-License-Identifier: Apache-2.0
# How every target of the project is built: warnings, sanitizers, embedded texts, floors and their tests.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

find_program(SCAMDESK_CCACHE ccache)
if(SCAMDESK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SCAMDESK_CCACHE}")
endif()

add_library(scamdesk_warnings INTERFACE)
target_compile_options(scamdesk_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${SCAMDESK_WERROR}>:-Werror>
  # What g++ 12 says of std::string and std::optional when it optimises is false (GCC bugs 105651, 105562).
  $<$<NOT:$<CONFIG:Debug>>:-Wno-restrict;-Wno-maybe-uninitialized>)
if(SCAMDESK_SANITIZE)
  target_compile_options(scamdesk_warnings INTERFACE -fsanitize=${SCAMDESK_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)  # g++ 12 sees false ones in std::variant under the sanitizers
  target_link_options(scamdesk_warnings INTERFACE -fsanitize=${SCAMDESK_SANITIZE})
endif()

# A library's symbols are all found when it is linked; but clang puts its sanitizers into programs alone.
if(NOT (SCAMDESK_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang"))
  set(scamdesk_all_defined -Wl,--no-undefined)
endif()
if(SCAMDESK_LIBFUZZER)
  target_compile_options(scamdesk_warnings INTERFACE -fsanitize=fuzzer-no-link)
endif()

# embed_text(TARGET NAME FILE...): the files' text as `scamdesk::embedded::NAME` in "embedded/NAME.hpp".
# One file makes a string_view; several make an array of them, in the order given.
function(embed_text target name)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.hpp")
  set(files)
  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file OUTPUT_VARIABLE absolute)
    list(APPEND files "${absolute}")
  endforeach()
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DOUTPUT=${output}" "-DFILES=${files}"
            -P "${PROJECT_SOURCE_DIR}/lib/cmake/embed.cmake"
    DEPENDS ${files} "${PROJECT_SOURCE_DIR}/lib/cmake/embed.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()

# scamdesk_floor(NAME SOURCES ... LIBRARIES ...): one floor of the house as objects, for the library and the tests.
function(scamdesk_floor name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(scamdesk_${name} OBJECT ${arg_SOURCES})
  target_include_directories(scamdesk_${name} PUBLIC "${PROJECT_SOURCE_DIR}/lib/src" "${PROJECT_SOURCE_DIR}/lib/include")
  target_link_libraries(scamdesk_${name} PUBLIC fmt::fmt ${arg_LIBRARIES} PRIVATE scamdesk_warnings)
  set_target_properties(scamdesk_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  set_property(GLOBAL APPEND PROPERTY SCAMDESK_FLOORS ${name})
endfunction()

# scamdesk_unit_tests(FLOOR SOURCES...): build/bin/test_FLOOR, linked with that floor and the ones built before it.
function(scamdesk_unit_tests floor)
  add_executable(test_${floor} ${ARGN})
  get_property(floors GLOBAL PROPERTY SCAMDESK_FLOORS)
  foreach(below IN LISTS floors)
    target_link_libraries(test_${floor} PRIVATE scamdesk_${below})
    if(below STREQUAL floor)
      break()
    endif()
  endforeach()
  target_link_libraries(test_${floor} PRIVATE scamdesk_test_support)
  add_test(NAME unit.${floor} COMMAND test_${floor})
endfunction()
