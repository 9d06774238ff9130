# cmake -D BUILD=... -D SOURCE=... -D COMPILER=... -P outside.cmake: what a stranger does. Installs
# the SDK into an empty folder, copies the template out of the tree, builds the copy with nothing
# but the SDK, and checks that it exports its entry alone.
set(work ${BUILD}/sdk-outside)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    message(FATAL_ERROR "${ARGN} failed:\n${said}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --component sdk --prefix ${work}/sdk)
file(COPY ${SOURCE}/plugins/template DESTINATION ${work})
run(${CMAKE_COMMAND} -S ${work}/template -B ${work}/build -DCMAKE_PREFIX_PATH=${work}/sdk
    -DCMAKE_CXX_COMPILER=${COMPILER})
run(${CMAKE_COMMAND} --build ${work}/build)
run(${CMAKE_COMMAND} -D FILE=${work}/build/lib/connectors/template.connector.so
    -P ${work}/sdk/lib/cmake/crosswalk/CheckExports.cmake)
