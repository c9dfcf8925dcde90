#!/usr/bin/env python3
"""The checks of this folder find what they are there for, in made-up trees."""

import tempfile
import unittest
from pathlib import Path

import boundaries
import registered
import rules


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding='utf-8')

    def assert_only(self, findings, *parts):
        self.assertEqual(len(findings), 1, findings)
        for part in parts:
            self.assertIn(part, findings[0])


class Includes(Tree):
    def test_allowed_arrows_pass(self):
        self.write('appliance/seal/a.cc', '#include "appliance/base/error.h"\n#include <vector>\n')
        self.write('appliance/sealer/a.cc', '#include "appliance/seal/a.h"\n#include "hsm/a.h"\n')
        self.write('api/a.cc', '#include "appliance/wire/signet.pb.h"\n#include <boost/beast/http.hpp>\n')
        self.write('provisioning/a/b.cc', '#include "appliance/sealer/a.h"\n#include <libp11.h>\n')
        self.write('tests/unit/api/a_test.cc', '#include "api/a.h"\n#include <gtest/gtest.h>\n')
        self.assertEqual(boundaries.check(self.root), [])

    def test_every_other_arrow_between_rooms_is_found(self):
        folder_of = {room: folder for folder, room in rules.FOLDERS.items()}
        for room, allowed in rules.ROOMS.items():
            for other in rules.ROOMS:
                self.write(folder_of[room] + 'probe.cc', f'#include "{folder_of[other]}x.h"\n')
                findings = boundaries.check(self.root)
                self.assertEqual(len(findings), 0 if other in allowed | {room} else 1,
                                 f'{room} -> {other}: {findings}')
            (self.root / (folder_of[room] + 'probe.cc')).unlink()

    def test_the_design_in_particular(self):
        for path, included in (('appliance/base/a.h', 'appliance/seal/a.h'),
                               ('appliance/elm/a.h', 'appliance/seal/a.h'),
                               ('appliance/seal/a.h', 'appliance/sealer/a.h'),
                               ('api/a.h', 'appliance/registry/a.h'),
                               ('api/a.h', 'hsm/token_pool.h'),
                               ('provisioning/a.h', 'api/server.h'),
                               ('appliance/sealer/a.h', 'api/server.h')):
            with self.subTest(path=path, included=included):
                self.write(path, f'#pragma once\n\n  #  include "{included}"\n')
                self.assert_only(boundaries.check(self.root), f'{path}:3:', included)
                (self.root / path).unlink()

    def test_a_library_outside_the_room_that_owns_it_is_found(self):
        for path, included in (('appliance/base/digest.cc', 'simdjson.h'),
                               ('appliance/elm/a.cc', 'simdjson.h'),
                               ('appliance/sealer/a.cc', 'p11-kit/pkcs11.h'),
                               ('hsm/a.cc', 'libp11.h'),
                               ('appliance/sealer/a.cc', 'boost/beast/http.hpp'),
                               ('appliance/sealer/a.cc', 'boost/asio/ip/tcp.hpp'),
                               ('appliance/wire/a.cc', 'boost/asio/ssl.hpp'),
                               ('hsm/a.cc', 'netinet/in.h'),
                               ('api/a.cc', 'SQLiteCpp/Database.h'),
                               ('api/a.cc', 'unheard/of.h'),
                               ('appliance/seal/a.cc', 'gtest/gtest.h')):
            with self.subTest(path=path, included=included):
                self.write(path, f'#include <{included}>\n')
                self.assert_only(boundaries.check(self.root), f'{path}:1:', f'<{included}>')
                (self.root / path).unlink()

    def test_includes_are_relative_to_the_root(self):
        self.write('appliance/base/a.cc', '#include "error.h"\n')
        self.assert_only(boundaries.check(self.root), 'appliance/base/a.cc:1:', 'relative')

    def test_rooms_do_not_include_tests(self):
        self.write('api/a.cc', '#include "tests/support/a.h"\n')
        self.assert_only(boundaries.check(self.root), 'api/a.cc:1:')

    def test_a_source_outside_every_room_is_found(self):
        self.write('utils/a.h', '')
        self.assert_only(boundaries.check(self.root), 'utils/a.h', 'no room')

    def test_a_cycle_of_headers_is_found(self):
        self.write('hsm/a.h', '#include "hsm/b.h"\n')
        self.write('hsm/b.h', '#include "hsm/c.h"\n')
        self.write('hsm/c.h', '#include "hsm/a.h"\n')
        self.assert_only(boundaries.check(self.root), 'hsm/a.h -> hsm/b.h -> hsm/c.h -> hsm/a.h')


class Links(Tree):
    def test_allowed_links_pass(self):
        self.write('appliance/wire/CMakeLists.txt',
                   'signet_protobuf(signet_wire_proto signet.proto)\n'
                   'signet_room(wire SOURCES a.cc USES base wire_proto LIBRARIES signet_asio)\n')
        self.write('api/CMakeLists.txt', 'signet_room(api\n  SOURCES seal.cc\n  USES base wire)\n'
                                         'signet_program(signet-gateway SOURCES main.cc USES api)\n')
        self.assertEqual(boundaries.check(self.root), [])

    def test_forbidden_links_are_found_in_every_spelling(self):
        for text in ('signet_room(api SOURCES a.cc USES base registry)',
                     'signet_program(x\n  SOURCES a.cc\n  USES base\n       registry)',
                     'signet_room(api SOURCES a.cc USES base LIBRARIES signet_registry)',
                     'target_link_libraries(signet_api PRIVATE signet_registry)'):
            with self.subTest(text=text):
                self.write('api/CMakeLists.txt', text)
                self.assert_only(boundaries.check(self.root), 'api/CMakeLists.txt', 'registry')

    def test_a_library_linked_outside_its_room_is_found(self):
        self.write('api/CMakeLists.txt', 'signet_room(api SOURCES a.cc LIBRARIES PkgConfig::P11KIT)')
        self.assert_only(boundaries.check(self.root), 'PkgConfig::P11KIT')

    def test_comments_link_nothing(self):
        self.write('api/CMakeLists.txt', '# signet_room(api SOURCES a.cc USES registry)\n')
        self.assertEqual(boundaries.check(self.root), [])


class Registered(Tree):
    def test_what_is_named_passes(self):
        self.write('tests/CMakeLists.txt', 'foreach(folder unit/base fuzz)\n')
        self.write('tests/unit/base/CMakeLists.txt', 'signet_test(unit_base SOURCES a_test.cc)\n')
        self.write('tests/unit/base/a_test.cc', '')
        self.write('tests/fuzz/CMakeLists.txt', 'signet_fuzz(wire USES wire)\n  wire_fuzz.cc')
        self.write('tests/fuzz/wire_fuzz.cc', '')
        self.write('tests/fuzz/corpus/wire/one', 'x')
        self.assertEqual(registered.check(self.root), [])

    def test_a_test_that_no_build_names_is_found(self):
        self.write('tests/CMakeLists.txt', 'foreach(folder unit/base)\n')
        self.write('tests/unit/base/CMakeLists.txt',
                   'signet_test(unit_base SOURCES aa_test.cc)  # a_test.cc\n')
        self.write('tests/unit/base/a_test.cc', '')
        self.assert_only(registered.check(self.root), 'tests/unit/base/a_test.cc')

    def test_a_source_of_a_room_that_no_build_names_is_found(self):
        self.write('hsm/CMakeLists.txt', 'signet_room(hsm SOURCES slot.cc)\n')
        self.write('hsm/slot.cc', '')
        self.write('hsm/session.cc', '')
        self.assert_only(registered.check(self.root), 'hsm/session.cc')

    def test_a_folder_of_tests_that_is_not_entered_is_found(self):
        self.write('tests/CMakeLists.txt', 'foreach(folder unit/base)\n')
        self.write('tests/unit/base2/CMakeLists.txt', '')
        self.assert_only(registered.check(self.root), 'unit/base2')

    def test_a_fuzz_target_without_corpus_is_found(self):
        self.write('tests/CMakeLists.txt', 'foreach(folder fuzz)\n')
        self.write('tests/fuzz/CMakeLists.txt', 'wire_fuzz.cc\n')
        self.write('tests/fuzz/wire_fuzz.cc', '')
        (self.root / 'tests/fuzz/corpus/wire').mkdir(parents=True)
        self.assert_only(registered.check(self.root), 'tests/fuzz/corpus/wire')

    def test_a_disabled_test_is_found(self):
        self.write('tests/CMakeLists.txt', 'foreach(folder x)\n')
        self.write('tests/x/CMakeLists.txt', 'a_test.cc\n')
        self.write('tests/x/a_test.cc', 'TEST(A, DISABLED_B) {}\n')
        self.assert_only(registered.check(self.root), 'disabled')

    def test_the_four_hundred_and_first_line_is_found(self):
        self.write('hsm/a.h', '\n' * 400)
        self.assertEqual(registered.check(self.root), [])
        self.write('hsm/a.h', '\n' * 401)
        self.assert_only(registered.check(self.root), 'hsm/a.h', '401')


if __name__ == '__main__':
    unittest.main()
