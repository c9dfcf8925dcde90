#!/usr/bin/env python3
"""check_sealed.py BUILT_DSS SIGNETCTL FOLDER LISTS.tsv

FOLDER/LEVEL/… holds sealed files of that level; LISTS.tsv names the trusted lists in which their CAs
are. Both generations of EU DSS judge each of them as of now, and so does Signet; fails where one of
them says something else than sealed.tsv has for the level and the file's time header, or where they
differ and sealed.tsv gives no reason."""

import argparse
import base64
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

import compare
import dss

TABLE = 'sealed.tsv'


def header_of(file):
    protected = json.loads(file.read_text(encoding='utf-8'))['signatures'][0]['protected']
    return json.loads(base64.urlsafe_b64decode(protected + '=' * (-len(protected) % 4)))


def describe(file, folder):
    """(level, time header, algorithm)"""
    header = header_of(file)
    time_header = '+'.join(name for name in ('sigT', 'iat') if name in header)
    return file.relative_to(folder).parts[0], time_header, header['alg']


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ('built_dss', 'signetctl'):
        parser.add_argument(name)
    parser.add_argument('folder', type=Path)
    parser.add_argument('lists')
    arguments = parser.parse_args()
    files = sorted(arguments.folder.glob('*/**/*.sealed.jsonld'))
    if not files:
        raise SystemExit(f'{arguments.folder} holds no sealed file.')
    kinds = {file: describe(file, arguments.folder) for file in files}
    now = datetime.now(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    questions = {file: dss.Question(str(file), '', now, arguments.lists, required=level)
                 for file, (level, _, _) in kinds.items()}
    said = compare.ask_all(arguments, questions)
    rows = compare.read_judged(compare.HERE / TABLE)
    problems = list(compare.check_reasons(TABLE, rows, compare.known_reasons()))
    for file, (level, time_header, algorithm) in kinds.items():
        name = f'{level} {time_header}'
        wanted = {name: rows[name]} if name in rows else {}
        problems += [f'{file.name}, {algorithm}: {problem}'
                     for problem in compare.compare(TABLE, wanted, {name: said[file]})]
    print('\n'.join(problems) or
          f'{len(files)} sealed files are to both generations of DSS and to Signet what {TABLE} '
          f'says: {"; ".join(sorted({" ".join(kind) for kind in kinds.values()}))}')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
