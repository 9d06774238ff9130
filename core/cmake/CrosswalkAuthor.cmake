# What an author of a connector outside this tree installs: headers, three small sources that are
# compiled into each connector, and crosswalk_connector(). No library of ours, no third party's.
include(GNUInstallDirs)

set(author_sources sdk/connector.cpp sdk/http.cpp sdk/value_bytes.cpp)
add_library(crosswalk_author_objects OBJECT ${author_sources})
target_include_directories(crosswalk_author_objects PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(crosswalk_author_objects PRIVATE crosswalk_flags)
target_compile_options(crosswalk_author_objects PRIVATE
  $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)

# In this tree the sources are compiled once and shared as objects.
set(author_share ${CMAKE_INSTALL_DATADIR}/crosswalk)
add_library(crosswalk_author INTERFACE)
set_target_properties(crosswalk_author PROPERTIES EXPORT_NAME sdk)
target_compile_features(crosswalk_author INTERFACE cxx_std_20)
target_include_directories(crosswalk_author INTERFACE
  $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/crosswalk>)
target_sources(crosswalk_author INTERFACE
  $<BUILD_INTERFACE:$<TARGET_OBJECTS:crosswalk_author_objects>>)
foreach(source IN LISTS author_sources)
  target_sources(crosswalk_author INTERFACE
    $<INSTALL_INTERFACE:$<INSTALL_PREFIX>/${author_share}/${source}>)
endforeach()

install(DIRECTORY base sdk DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/crosswalk COMPONENT sdk
        FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp" PATTERN "text" EXCLUDE)
install(FILES ${author_sources} DESTINATION ${author_share}/sdk COMPONENT sdk)
install(TARGETS crosswalk_author EXPORT crosswalk COMPONENT sdk)
install(EXPORT crosswalk NAMESPACE crosswalk:: FILE crosswalk-targets.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/crosswalk COMPONENT sdk)
install(FILES cmake/crosswalk-config.cmake cmake/CrosswalkConnector.cmake
              cmake/CheckExports.cmake cmake/connector.map
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/crosswalk COMPONENT sdk)
