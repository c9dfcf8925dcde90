#!/usr/bin/env python3
"""check_sealed.py BUILT_DSS SIGNETCTL FOLDER --trust CA.pem…

FOLDER/LEVEL/… holds sealed files of that level. Both generations of EU DSS judge each of them as of
now, and so does Signet; fails where DSS says something else than sealed.tsv has for the level and
the file's time header, or where Signet does not accept the file at that level."""

import argparse
import base64
import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import dss
from check_variants import read_table

HERE = Path(__file__).resolve().parent
COLUMNS = ('level', 'time header', *(f'dss {version}' for version in dss.VERSIONS))


def header_of(file):
    protected = json.loads(file.read_text(encoding='utf-8'))['signatures'][0]['protected']
    return json.loads(base64.urlsafe_b64decode(protected + '=' * (-len(protected) % 4)))


def describe(file, folder):
    """(level, time header, algorithm)"""
    header = header_of(file)
    time_header = '+'.join(name for name in ('sigT', 'iat') if name in header)
    return file.relative_to(folder).parts[0], time_header, header['alg']


def compare(files, folder, expected, answers):
    for i, file in enumerate(files):
        level, time_header, algorithm = describe(file, folder)
        for version in dss.VERSIONS:
            said = dss.verdict_of_dss(answers[version][i])
            wanted = expected[level, time_header][f'dss {version}']
            if said != wanted:
                errors = [error for one in answers[version][i].get('signatures', [])
                          for error in one['errors']]
                yield (f'{file.name} ({level}, {time_header}, {algorithm}): DSS {version} says '
                       f'"{said}", not "{wanted}". {" ".join(errors)}')


def refused_by_signet(signetctl, files, folder, trust):
    words = [word for anchor in trust for word in ('--trust', anchor)]
    for file in files:
        level = describe(file, folder)[0]
        command = [signetctl, 'verify', '--require', level, *words, '--', file]
        ran = subprocess.run(command, text=True, capture_output=True, check=False)
        if ran.returncode != 0:
            yield f'{file.name} ({level}): signetctl verify says\n{ran.stdout}{ran.stderr}'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('built_dss')
    parser.add_argument('signetctl')
    parser.add_argument('folder', type=Path)
    parser.add_argument('--trust', action='append', required=True, metavar='CA.pem')
    arguments = parser.parse_args()
    folder = arguments.folder
    files = sorted(folder.glob('*/**/*.sealed.jsonld'))
    if not files:
        raise SystemExit(f'{folder} holds no sealed file.')
    expected = {(row['level'], row['time header']): row
                for row in read_table(HERE / 'sealed.tsv', COLUMNS)}
    now = datetime.now(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
    questions = [dss.Question(str(file), ','.join(arguments.trust), now) for file in files]
    problems = [*compare(files, folder, expected, dss.ask_both(arguments.built_dss, questions)),
                *refused_by_signet(arguments.signetctl, files, folder, arguments.trust)]
    kinds = sorted({' '.join(describe(file, folder)) for file in files})
    print('\n'.join(problems) or
          f'{len(files)} sealed files are to DSS what sealed.tsv says: {"; ".join(kinds)}')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
