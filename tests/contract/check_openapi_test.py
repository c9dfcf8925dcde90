#!/usr/bin/env python3
"""check_openapi_test.py ROOT: the build fails for an operation that says too little. Each case breaks
what is in the tree in one place, runs the checker as the build does, and wants its finding."""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(sys.argv.pop(1))
OPENAPI, ROUTES, DISPATCH = 'api/openapi.yaml', 'api/route_table.cc', 'appliance/sealer/dispatch.cc'

NEW_OPERATION = '''  /v1/backups:
    post:
      operationId: createBackup
      summary: Nobody decided who may.
      responses: {}

components:
'''

# The rule, the file, what is replaced (once), by what, what the checker has to say.
CASES = (
    ('a new operation', OPENAPI, '\ncomponents:\n', NEW_OPERATION,
     ('createBackup (POST /v1/backups) has no x-signet-roles',
      'createBackup (POST /v1/backups) has no x-signet-states',
      'createBackup (POST /v1/backups) has no x-signet-signature',
      'createBackup (POST /v1/backups) has no x-signet-answered-by',
      'createBackup is described, but not in the routes')),
    ('no roles', OPENAPI, '      x-signet-roles: [submitter]\n', '',
     ('createSeal (POST /v1/seals) has no x-signet-roles',)),
    ('no states', OPENAPI, '      x-signet-states: [operational]\n', '',
     ('createSeal (POST /v1/seals) has no x-signet-states',)),
    ('no state', OPENAPI, 'x-signet-states: [operational]', 'x-signet-states: []',
     ('createSeal (POST /v1/seals) has no x-signet-states',)),
    ('a role that is none', OPENAPI, 'x-signet-roles: [submitter]', 'x-signet-roles: [submiter]',
     ("createSeal (POST /v1/seals) has x-signet-roles ['submiter']",)),
    ('anyone beside a role', OPENAPI, 'x-signet-roles: [submitter]',
     'x-signet-roles: [submitter, anyone]',
     ("createSeal (POST /v1/seals) has x-signet-roles ['submitter', 'anyone']",)),
    ('nothing about signing', OPENAPI, '      x-signet-signature: if-required\n', '',
     ('createSeal (POST /v1/seals) has no x-signet-signature',)),
    ('strangers who would have to sign', OPENAPI, 'x-signet-signature: never',
     'x-signet-signature: always', ('getAlive (GET /v1/health/alive) is for anyone or needs',)),
    ('no answerer', OPENAPI, '      x-signet-answered-by: sealer\n', '',
     ('createSeal (POST /v1/seals) has no x-signet-answered-by',)),
    ('an operationId twice', OPENAPI, 'operationId: getSeal\n', 'operationId: createSeal\n',
     ('GET /v1/seals/{id} has no operationId of its own',)),
    ('an operation without a route', ROUTES, '"listKeys"', '"keys"',
     ('listKeys is described, but not in the routes', 'keys is in the routes, but not described')),
    ('an operation that the sealer does not know', DISPATCH, '"listKeys"', '"-listKeys"',
     ("listKeys is described, but not in the sealer's dispatch table",)),
    ("one of the sealer's that is not described", DISPATCH, '"-lock"', '"lock"',
     ("lock is in the sealer's dispatch table, but not described",)),
)


class Check(unittest.TestCase):
    def run_checker(self, changed=None, text=None):
        with tempfile.TemporaryDirectory() as folder:
            files = [ROOT / file for file in (OPENAPI, ROUTES, DISPATCH)]
            if changed:
                copy = Path(folder) / Path(changed).name
                copy.write_text(text, encoding='utf-8')
                files[(OPENAPI, ROUTES, DISPATCH).index(changed)] = copy
            return subprocess.run([sys.executable, ROOT / 'api/check_openapi.py', *files],
                                  capture_output=True, text=True, check=False)

    def test_what_is_in_the_tree_passes(self):
        result = self.run_checker()
        self.assertEqual((result.returncode, result.stderr), (0, ''))

    def test_each_gap_fails_and_is_named(self):
        for rule, file, old, new, findings in CASES:
            with self.subTest(rule):
                text = (ROOT / file).read_text(encoding='utf-8')
                self.assertIn(old, text)
                result = self.run_checker(file, text.replace(old, new, 1))
                self.assertEqual(result.returncode, 1)
                for finding in findings:
                    self.assertRegex(result.stderr, re.escape(finding))


if __name__ == '__main__':
    unittest.main()
