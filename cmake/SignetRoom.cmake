# signet_room(NAME SOURCES a.cc … [USES rooms…] [LIBRARIES third party…])
# A room is a static library signet_NAME. USES are rooms of this house, LIBRARIES come from others.
function(signet_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  add_library(signet_${name} STATIC ${ROOM_SOURCES})
  list(TRANSFORM ROOM_USES PREPEND signet_)
  target_link_libraries(signet_${name}
    PUBLIC ${ROOM_USES} ${ROOM_LIBRARIES}
    PRIVATE signet_warnings ${ROOM_PRIVATE_LIBRARIES})
  target_include_directories(signet_${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
endfunction()

# signet_program(NAME SOURCES main.cc … USES rooms… [LIBRARIES …])
function(signet_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  list(TRANSFORM PROGRAM_USES PREPEND signet_)
  target_link_libraries(${name} PRIVATE ${PROGRAM_USES} ${PROGRAM_LIBRARIES} signet_warnings)
endfunction()

# signet_protobuf(TARGET FILE): generated code, compiled once, without our warnings.
function(signet_protobuf target proto)
  get_filename_component(stem ${proto} NAME_WE)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  set(out ${CMAKE_BINARY_DIR}/${folder}/${stem}.pb)
  add_custom_command(
    OUTPUT ${out}.cc ${out}.h
    COMMAND protobuf::protoc --cpp_out=${CMAKE_BINARY_DIR} -I${CMAKE_SOURCE_DIR}
            ${CMAKE_CURRENT_SOURCE_DIR}/${proto}
    DEPENDS ${proto} VERBATIM)
  add_library(${target} STATIC ${out}.cc ${out}.h)
  target_include_directories(${target} SYSTEM PUBLIC ${CMAKE_BINARY_DIR})
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf)
endfunction()

# signet_test(NAME SOURCES … USES rooms… [LIBRARIES …] [LABEL label] [TIMEOUT seconds] [WHOLE])
# WHOLE: one entry for the test runner, for suites that share something costly (a running box).
function(signet_test name)
  cmake_parse_arguments(TEST "WHOLE" "LABEL;TIMEOUT" "SOURCES;USES;LIBRARIES" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  if(NOT TEST_LABEL)
    set(TEST_LABEL unit)
  endif()
  add_executable(${name} ${TEST_SOURCES})
  list(TRANSFORM TEST_USES PREPEND signet_)
  target_link_libraries(${name} PRIVATE ${TEST_USES} ${TEST_LIBRARIES} GTest::gmock GTest::gtest
                        GTest::gtest_main signet_warnings)
  target_compile_definitions(${name} PRIVATE
    SIGNET_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SIGNET_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set(environment
    "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/thread_sanitizer.suppressions")
  if(TEST_WHOLE)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${TEST_LABEL} TIMEOUT ${TEST_TIMEOUT}
                         ENVIRONMENT ${environment})
  else()
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
      PROPERTIES LABELS ${TEST_LABEL} TIMEOUT ${TEST_TIMEOUT} ENVIRONMENT ${environment})
  endif()
endfunction()
