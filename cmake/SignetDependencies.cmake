# Libraries of others, all from Debian 12; README.md says why each is here.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(Protobuf 3.21 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(LibXml2 REQUIRED)
pkg_check_modules(P11KIT REQUIRED IMPORTED_TARGET p11-kit-1)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(SERD REQUIRED IMPORTED_TARGET serd-0)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
# These bring neither CMake files nor pkg-config's.
find_library(HIGHWAYHASH_LIBRARY highwayhash REQUIRED)
add_library(highwayhash UNKNOWN IMPORTED)
set_target_properties(highwayhash PROPERTIES IMPORTED_LOCATION ${HIGHWAYHASH_LIBRARY})
find_library(HPDF_LIBRARY hpdf REQUIRED)
add_library(hpdf UNKNOWN IMPORTED)
set_target_properties(hpdf PROPERTIES IMPORTED_LOCATION ${HPDF_LIBRARY})
# Goes into the PDFs that signetctl writes.
find_path(DEJAVU_FONTS DejaVuSans.ttf PATHS /usr/share/fonts/truetype/dejavu NO_DEFAULT_PATH REQUIRED)
if(BUILD_TESTING)
  find_package(GTest REQUIRED)
  find_package(benchmark REQUIRED)
endif()

# Asio and Beast as this house uses them: one executor type, no deprecated names.
add_library(signet_asio INTERFACE)
target_compile_definitions(signet_asio INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_NO_TS_EXECUTORS BOOST_ASIO_DISABLE_BOOST_COROUTINE)
# g++ 12 takes Asio's own coroutine frame allocator for a mismatch.
target_compile_options(signet_asio INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
target_link_libraries(signet_asio INTERFACE Boost::headers Threads::Threads OpenSSL::SSL)
