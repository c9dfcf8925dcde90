"""Who may use what. Paths are relative to the root, with '/'."""

# A room, and the rooms it may use.
MIDDLE = {'hsm', 'elm', 'seal', 'registry', 'audit', 'wire'}
ROOMS = {
    'base': set(),
    'wire': {'base'},
    'hsm': {'base'},
    'elm': {'base'},
    'list_reader': {'base'},
    'seal': {'base'},
    'registry': {'base'},
    'audit': {'base'},
    'sealer': {'base'} | MIDDLE,
    'api': {'base', 'wire'},
    'provisioning': {'base', 'sealer'} | MIDDLE,
}

# The first one that fits counts.
FOLDERS = {
    'appliance/base/': 'base',
    'appliance/wire/': 'wire',
    'appliance/elm/': 'elm',
    'appliance/seal/list_reader/': 'list_reader',
    'appliance/seal/': 'seal',
    'appliance/registry/': 'registry',
    'appliance/audit/': 'audit',
    'appliance/sealer/': 'sealer',
    'hsm/': 'hsm',
    'api/': 'api',
    'provisioning/': 'provisioning',
}

# Targets that belong to a room under another name.
TARGETS = {'wire_proto': 'wire', 'token_proto': 'hsm', 'xml': 'provisioning',
           'pdf': 'provisioning',
           'profile_compiler': 'provisioning'}

EVERY = set(ROOMS)
NONE = set()

# What an <include> starts with: the rooms, or path prefixes of files, that may use it. The longest
# prefix counts. Tests may use everything.
LIBRARIES = {
    'CLI/': {'hsm', 'sealer', 'api', 'provisioning'},
    'SQLiteCpp/': {'base', 'registry', 'audit', 'sealer'},
    'sqlite3.h': {'base', 'registry', 'audit', 'sealer'},
    'benchmark/': NONE,
    'boost/asio/': {'wire', 'hsm', 'sealer', 'api', 'provisioning'},
    # The sealer has no network at all, and neither has what it is composed of.
    'boost/asio/ip/': {'api', 'provisioning'},
    'boost/asio/ssl': {'api', 'provisioning'},
    'boost/asio/connect.hpp': {'api', 'provisioning'},
    'boost/beast/': {'api', 'provisioning'},
    'boost/container_hash/': {'elm'},
    'boost/json/': {'base'},
    'boost/system/': {'wire', 'hsm', 'sealer', 'api', 'provisioning'},
    # Hash tables; headers alone.
    'boost/unordered/': {'elm', 'provisioning'},
    'boost/url/': {'api', 'provisioning'},
    'fmt/': EVERY,
    'gmock/': NONE,
    'google/protobuf/': {'wire', 'hsm'},
    # The programs keep protobuf from writing to standard error on its own.
    'google/protobuf/stubs/logging.h': {'hsm', 'appliance/sealer/main', 'api/main'},
    'gtest/': NONE,
    'highwayhash/': {'appliance/base/keyed_hash'},
    'hpdf.h': {'provisioning/paper_pdf'},
    'libp11.h': {'provisioning'},
    # XML is read in a process of its own; provisioning writes reports.
    'libxml/': {'list_reader', 'provisioning'},
    'openssl/': {'base', 'hsm', 'list_reader', 'seal', 'audit', 'sealer', 'api', 'provisioning'},
    'p11-kit/': {'hsm'},
    'prometheus/': {'sealer', 'api'},
    # Turtle is read when a profile is compiled, never by the sealer.
    're2/': {'appliance/elm/shacl/pattern'},
    'serd/': {'provisioning/profile_compiler/turtle'},
    'simdjson.h': {'appliance/base/json'},
    'spdlog/': {'appliance/base/journal'},
    'systemd/': {'sealer', 'api'},
    'toml++/': {'appliance/base/config'},
    'yaml-cpp/': NONE,
}

# The system's own headers beside those of the C++ library, which have no '.'.
SYSTEM = {'dlfcn.h', 'errno.h', 'fcntl.h', 'grp.h', 'malloc.h', 'poll.h', 'pthread.h', 'pwd.h',
          'sched.h', 'signal.h', 'spawn.h', 'termios.h', 'time.h', 'unistd.h'}
SYSTEM_FOLDERS = ('sys/', 'linux/')
NETWORK = ('netinet/', 'arpa/', 'netdb.h', 'net/')
NETWORK_ROOMS = {'api', 'provisioning'}

# The same for what is linked: a CMake target, the rooms whose CMakeLists.txt may name it.
LINKED = {
    'Boost::json': {'base'},
    'Boost::url': {'api', 'provisioning'},
    'Boost::headers': {'elm'},
    'CLI11::CLI11': {'hsm', 'sealer', 'api', 'provisioning'},
    'LibXml2::LibXml2': {'list_reader', 'provisioning'},
    'PkgConfig::LIBP11': {'provisioning'},
    'PkgConfig::P11KIT': {'hsm'},
    'PkgConfig::RE2': {'elm'},
    'PkgConfig::SERD': {'provisioning'},
    'PkgConfig::SYSTEMD': {'sealer', 'api'},
    'SQLiteCpp': {'base', 'registry', 'audit', 'sealer'},
    'highwayhash': {'base'},
    'hpdf': {'provisioning'},
    'prometheus-cpp::core': {'sealer', 'api'},
    'protobuf::libprotobuf': {'wire', 'hsm'},
    'signet_asio': {'wire', 'hsm', 'sealer', 'api', 'provisioning'},
    'simdjson::simdjson': {'base'},
    'spdlog::spdlog': {'base'},
    'tomlplusplus::tomlplusplus': {'base'},
}
