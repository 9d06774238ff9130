# find_package(crosswalk) gives crosswalk::sdk and crosswalk_connector().
include(${CMAKE_CURRENT_LIST_DIR}/crosswalk-targets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/CrosswalkConnector.cmake)
