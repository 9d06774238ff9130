# crosswalk_connector(name [MANIFEST connector.yaml] [OVER other] [sources...]) makes
# name.connector.so, the one file of a connector: the manifest beside the build file, embedded byte
# for byte, and the hooks of the sources, one of which holds CROSSWALK_CONNECTOR(Class). Without
# sources the manifest says all and the entry is made here. Nothing links to a connector; the host
# loads it. With OVER the manifest says only what differs from the manifest in the folder ../other,
# and both are embedded.
include_guard(GLOBAL)

function(crosswalk_connector name)
  cmake_parse_arguments(PARSE_ARGV 1 connector "" "MANIFEST;OVER" "")
  set(sources ${connector_UNPARSED_ARGUMENTS})
  if(NOT connector_MANIFEST)
    set(connector_MANIFEST connector.yaml)
  endif()
  get_filename_component(manifest ${connector_MANIFEST} ABSOLUTE
                         BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT EXISTS ${manifest})
    message(FATAL_ERROR "crosswalk_connector(${name}): there is no ${manifest}")
  endif()

  if(connector_OVER)
    get_filename_component(base ../${connector_OVER}/connector.yaml ABSOLUTE
                           BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${base} ${manifest})
    file(READ ${base} below)
    file(READ ${manifest} laid)
    set(manifest ${CMAKE_CURRENT_BINARY_DIR}/${name}.yaml)
    file(CONFIGURE OUTPUT ${manifest} @ONLY CONTENT
"--- # ${connector_OVER}/connector.yaml
${below}--- # ${name}/connector.yaml
${laid}")
  endif()

  # .incbin puts the very bytes into a section that can be read without running the file. The
  # labels give the table the same bytes, so the two cannot differ.
  set(embedded ${CMAKE_CURRENT_BINARY_DIR}/${name}.manifest.cpp)
  file(CONFIGURE OUTPUT ${embedded} @ONLY CONTENT [=[
__asm__(".pushsection .crosswalk.manifest,\"a\",@progbits\n"
        ".globl crosswalk_manifest_begin\n"
        ".hidden crosswalk_manifest_begin\n"
        "crosswalk_manifest_begin:\n"
        ".incbin \"@manifest@\"\n"
        ".globl crosswalk_manifest_end\n"
        ".hidden crosswalk_manifest_end\n"
        "crosswalk_manifest_end:\n"
        ".popsection\n");
]=])
  set_source_files_properties(${embedded} PROPERTIES OBJECT_DEPENDS ${manifest})
  if(NOT sources)
    set(sources ${CMAKE_CURRENT_BINARY_DIR}/${name}.entry.cpp)
    file(CONFIGURE OUTPUT ${sources} @ONLY CONTENT [=[
#include "sdk/export.hpp"

CROSSWALK_CONNECTOR(crosswalk::Connector)
]=])
  endif()

  add_library(${name} MODULE ${sources} ${embedded})
  set_target_properties(${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name}.connector SUFFIX ".so"
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/connectors
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
  # Hidden visibility alone is not enough: namespace std is visible by default, and what its
  # templates export could be taken from another library. The version script leaves one name.
  set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/connector.map)
  set_target_properties(${name} PROPERTIES LINK_DEPENDS ${map})
  target_link_options(${name} PRIVATE -Wl,--version-script=${map} -Wl,-z,now -Wl,-z,relro
                      -Wl,-z,noexecstack -Wl,-Bsymbolic -Wl,--exclude-libs,ALL)
  if(NOT CROSSWALK_FUZZ)  # Clang leaves its sanitizers' names to the program.
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  target_compile_options(${name} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  if(TARGET crosswalk_author)
    target_link_libraries(${name} PRIVATE crosswalk_author crosswalk_flags)
  else()
    target_link_libraries(${name} PRIVATE crosswalk::sdk)
  endif()

  if(BUILD_TESTING)
    add_test(NAME connector_${name}_exports_its_entry_alone
             COMMAND ${CMAKE_COMMAND} -D FILE=$<TARGET_FILE:${name}>
                     -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/CheckExports.cmake)
  endif()
endfunction()
