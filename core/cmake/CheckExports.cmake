# cmake -D FILE=x.connector.so -P CheckExports.cmake: fails unless the library defines exactly one
# dynamic symbol, its entry. Anything more could be taken for, or from, another library's.
find_program(READELF readelf REQUIRED)
execute_process(COMMAND ${READELF} --dyn-syms --wide ${FILE}
                OUTPUT_VARIABLE table RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "readelf cannot read ${FILE}")
endif()
string(REPLACE "[" "(" table "${table}")  # An open bracket would join list elements.
string(REPLACE "\n" ";" lines "${table}")
set(defined "")
foreach(line IN LISTS lines)
  # Number, value, size, type, binding, visibility, section (UND: taken from elsewhere), name.
  if(NOT line MATCHES " UND " AND line MATCHES
     "^ *[0-9]+: +[0-9a-f]+ +[0-9xa-f]+ +[A-Z_]+ +[A-Z_]+ +[A-Z_]+ +[0-9A-Z]+ +([^ ]+)")
    list(APPEND defined ${CMAKE_MATCH_1})
  endif()
endforeach()
if(NOT defined STREQUAL "crosswalk_connector_entry")
  message(FATAL_ERROR "${FILE} defines [${defined}] and may define crosswalk_connector_entry alone;"
                      " build it with crosswalk_connector()")
endif()
