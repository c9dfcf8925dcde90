#!/usr/bin/env python3
"""check_openapi.py OPENAPI ROUTES DISPATCH: every operation of openapi.yaml says who may ask for it,
in which states of the box, signed or not, and who answers, and both tables of the code have it; exit
1 and a line each otherwise. A part of the build: nobody gets a program whose operations lack this.
That the tables say the same as the text is for tests/contract."""

import re
import sys
from pathlib import Path

try:
    import yaml
except ImportError:
    sys.exit(f'{sys.executable} has no module yaml: install python3-yaml, or let CMake use a python '
             'that has it (-DPython3_EXECUTABLE=/usr/bin/python3).')

METHODS = {'get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'}
ROLES = {'submitter', 'operator', 'administrator', 'auditor', 'monitor'}
STATES = {'unprovisioned', 'locked', 'operational', 'suspended', 'failed'}
SIGNATURES = {'always', 'if-required', 'never'}
ANSWERERS = {'gateway', 'sealer'}

ROUTE = re.compile(r'Operation::k\w+,\s*"(\w+)"')
DISPATCHED = re.compile(r'Request::k\w+,\s*"(\w+)"')  # "-lock" has no HTTP


def operations(document):
    """(where, operation) of each."""
    for path, methods in document['paths'].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f'{method.upper()} {path}', operation


def check_list(operation, member, known):
    values = operation.get(member)
    if not isinstance(values, list) or not values:
        yield f'has no {member}: a list of {", ".join(sorted(known))}'
    elif not set(values) <= known or len(set(values)) < len(values):
        yield f'has {member} {values}; known are {", ".join(sorted(known))}, each once'


def check_word(operation, member, known):
    if operation.get(member) not in known:
        yield f'has no {member}: one of {", ".join(sorted(known))}'


def check_operation(operation):
    yield from check_list(operation, 'x-signet-states', STATES)
    yield from check_word(operation, 'x-signet-signature', SIGNATURES)
    yield from check_word(operation, 'x-signet-answered-by', ANSWERERS)
    anyone = operation.get('x-signet-roles') == ['anyone']
    if not anyone:
        yield from check_list(operation, 'x-signet-roles', ROLES)
    if anyone != (operation.get('x-signet-signature') == 'never'):
        yield 'is for anyone or needs a signature: both cannot be'


def check(openapi, routes, dispatch):
    described, answered = set(), set()
    for where, operation in operations(yaml.safe_load(openapi)):
        name = operation.get('operationId')
        if not name or name in described:
            yield f'{where} has no operationId of its own'
            continue
        described.add(name)
        if operation.get('x-signet-answered-by') == 'sealer':
            answered.add(name)
        for finding in check_operation(operation):
            yield f'{name} ({where}) {finding}'
    yield from compare(described, set(ROUTE.findall(routes)), 'the routes')
    yield from compare(answered, set(DISPATCHED.findall(dispatch)), "the sealer's dispatch table")


def compare(described, coded, table):
    for name in sorted(described - coded):
        yield f'{name} is described, but not in {table}'
    for name in sorted(coded - described):
        yield f'{name} is in {table}, but not described so'


if __name__ == '__main__':
    findings = list(check(*(Path(file).read_text(encoding='utf-8') for file in sys.argv[1:4])))
    for line in findings:
        print(f'{sys.argv[1]}: {line}', file=sys.stderr)
    sys.exit(1 if findings else 0)
