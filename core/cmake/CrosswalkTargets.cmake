# The few functions every build file here is written with.
include_guard()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)  # a library shows one symbol: its entry
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

option(CROSSWALK_FUZZ "Build the fuzz targets (needs clang)" OFF)
option(CROSSWALK_HARDEN "Hardening flags; off in sanitizer builds" ON)

# Reading headers is a third of what compiling one file takes. The presets that ship build without,
# and so find the #include that a file forgot.
option(CROSSWALK_PRECOMPILE "Precompile what many files include, for the presets of tests" OFF)

add_library(crosswalk_flags INTERFACE)
# A designated initialiser says which members it means; the others have their defaults.
target_compile_options(crosswalk_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                       -Wno-missing-field-initializers)
# Boost.DLL with the standard file system needs no Boost library; the macro changes types in
# public signatures, so it is the same everywhere. Boost 1.74's awaitable.hpp and
# library_info.hpp forget <utility> and <vector>.
target_compile_definitions(crosswalk_flags INTERFACE BOOST_DLL_USE_STD_FS
                           _TURN_OFF_PLATFORM_STRING BOOST_ASIO_NO_DEPRECATED)
if(CROSSWALK_HARDEN)
  # The OpenSSF guide's set for GCC 12; every shipped file is checked for it by tests/tidy.
  target_compile_options(crosswalk_flags INTERFACE -fstack-protector-strong
    -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero)
  target_compile_definitions(crosswalk_flags INTERFACE _GLIBCXX_ASSERTIONS
    $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=3>)
  target_link_options(crosswalk_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack
    $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>)
endif()

# simdjson's on-demand parser takes its kernel from the compiler's flags. Every x86-64 machine of
# the last fifteen years has these two; without them the scalar kernel is compiled in. One
# precompiled header serves many targets only if all have the same.
add_library(crosswalk_simdjson INTERFACE)
target_link_libraries(crosswalk_simdjson INTERFACE simdjson::simdjson)
set(narrow crosswalk_simdjson)
if(CROSSWALK_PRECOMPILE)
  set(narrow crosswalk_flags)
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(${narrow} INTERFACE -msse4.2 -mpclmul)
endif()

set(crosswalk_std <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional>
    <set> <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)

# crosswalk_precompile(TARGET [header of the target that most of its files include...]), for
# libraries. Those without a header of their own share one; all have the same flags.
function(crosswalk_precompile target)
  if(NOT CROSSWALK_PRECOMPILE)
    return()
  elseif(ARGN)
    target_precompile_headers(${target} PRIVATE ${crosswalk_std} ${ARGN})
    return()
  elseif(NOT TARGET crosswalk_std)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/crosswalk_std.cpp CONTENT "" @ONLY)
    add_library(crosswalk_std OBJECT ${PROJECT_BINARY_DIR}/crosswalk_std.cpp)
    target_link_libraries(crosswalk_std PRIVATE crosswalk_flags)
    target_precompile_headers(crosswalk_std PRIVATE ${crosswalk_std})
  endif()
  target_precompile_headers(${target} REUSE_FROM crosswalk_std)
endfunction()

# crosswalk_layer(sync USES policy sdk base [LINKS pkg...]) makes crosswalk::sync from every
# source of core/sync. A layer links only what it names; tests/tidy holds its #includes to the
# table of core/README.md. A folder's sub-folders belong to it, except those given in WITHOUT.
# PRECOMPILE names what most of its files include, relative to core.
function(crosswalk_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 layer "" "FOLDER"
                        "USES;LINKS;WITHOUT;PRECOMPILE")
  if(NOT layer_FOLDER)
    set(layer_FOLDER ${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${layer_FOLDER}/*.cpp)
  foreach(skipped IN LISTS layer_WITHOUT)
    list(FILTER sources EXCLUDE REGEX "/${skipped}")
  endforeach()
  string(REPLACE "/" "_" target ${name})
  list(TRANSFORM layer_USES PREPEND crosswalk::)
  if(sources)
    add_library(crosswalk_${target} STATIC ${sources})
    target_link_libraries(crosswalk_${target} PUBLIC ${layer_USES} ${layer_LINKS}
                          PRIVATE crosswalk_flags)
    target_include_directories(crosswalk_${target} PUBLIC ${PROJECT_SOURCE_DIR}/core)
    list(TRANSFORM layer_PRECOMPILE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    crosswalk_precompile(crosswalk_${target} ${layer_PRECOMPILE})
  else()
    add_library(crosswalk_${target} INTERFACE)
    target_link_libraries(crosswalk_${target} INTERFACE ${layer_USES} ${layer_LINKS})
    target_include_directories(crosswalk_${target} INTERFACE ${PROJECT_SOURCE_DIR}/core)
  endif()
  add_library(crosswalk::${target} ALIAS crosswalk_${target})
endfunction()

# A program: crosswalk_program(crosswalk-worker FOLDER worker USES engine LINKS ...)
function(crosswalk_program name)
  cmake_parse_arguments(PARSE_ARGV 1 program "" "FOLDER" "USES;LINKS")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${program_FOLDER}/*.cpp)
  if(NOT sources)
    return()
  endif()
  list(TRANSFORM program_USES PREPEND crosswalk::)
  add_executable(${name} ${sources})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/core)
  target_link_libraries(${name} PRIVATE ${program_USES} ${program_LINKS} crosswalk_flags)
endfunction()
