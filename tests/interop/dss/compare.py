#!/usr/bin/env python3
"""compare.py MAKER SIGNETCTL BUILT_DSS FOLDER TABLE.tsv [--write]

MAKER puts files into FOLDER, and FOLDER/list.tsv says how each is to be judged. Asks both
generations of EU DSS and Signet, and fails where one of them says something else than the table, or
where they differ and the table gives no reason. A "-" stands where nothing is expected of Signet
yet. --write puts what was said into the table, except for "-", for a person to review; new files
get a row. Exit 77 where MAKER is left out."""

import argparse
import subprocess
import sys
from pathlib import Path

import dss

HERE = Path(__file__).resolve().parent
TABLES = ('variants.tsv', 'corpus.tsv', 'qualification.tsv', 'sealed.tsv')
JUDGES = (*(f'dss {version}' for version in dss.VERSIONS), 'signet')
SAID = (*JUDGES, 'accepted')
NOT_YET = '-'


def read_table(path):
    """Rows of {column: cell}."""
    lines = [line.split('\t') for line in path.read_text(encoding='utf-8').splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def read_judged(path):
    """The same of a table of judgements, by the name of what is judged."""
    rows = read_table(path)
    name = next(iter(rows[0]))
    if tuple(rows[0])[2:] != (*SAID, 'reason'):
        raise SystemExit(f'{path.name}: its columns are a name, what it is, {", ".join(SAID)}, reason')
    return {row[name]: row for row in rows}


def what(row):
    """The second column: what is wrong, or what it is."""
    return list(row.values())[1]


def write_judged(path, rows, said):
    columns = tuple(next(iter(rows.values())))
    for name in said:
        rows.setdefault(name, dict.fromkeys(columns, '') | {columns[0]: name, columns[1]: 'TODO'})
    for name, row in rows.items():
        row.update({column: now for column, now in said.get(name, {}).items()
                    if row[column] != NOT_YET})
    lines = ['\t'.join(columns), *('\t'.join(row.values()) for row in rows.values())]
    path.write_text('\n'.join(lines) + '\n', encoding='utf-8')


def make(program, folder):
    """{name: Question}"""
    made = subprocess.run([program, folder], check=False)
    if made.returncode != 0:
        raise SystemExit(made.returncode)
    lines = Path(folder, 'list.tsv').read_text(encoding='utf-8').splitlines()
    return {fields[0]: dss.Question(*fields[1:]) for fields in (line.split('\t') for line in lines)}


def ask_all(arguments, questions):
    """{name: {column: what was said}}"""
    asked = list(questions.values())
    by_dss = dss.ask_both(arguments.built_dss, asked)
    by_signet = dss.ask_signet(arguments.signetctl, asked)
    said = {}
    for i, name in enumerate(questions):
        said[name] = {f'dss {version}': dss.verdict_of_dss(answers[i])
                      for version, answers in by_dss.items()}
        said[name]['signet'] = dss.verdict_of_signet(by_signet[i], asked[i])
        said[name]['accepted'] = 'yes' if by_signet[i].get('accepted') else 'no'
    return said


def compare(table, rows, said):
    """What was said otherwise than the table has it."""
    for name in sorted(said.keys() - rows.keys()):
        yield f'{name}: {table} does not have it'
    for name in sorted(rows.keys() - said.keys()):
        yield f'{name}: {table} has it, but it was not made'
    for name, row in rows.items():
        for column, now in said.get(name, {}).items():
            if row[column] not in (now, NOT_YET):
                yield f'{name} ({what(row)}): {column} says "{now}", not "{row[column]}"'


def known_reasons():
    return {row['reason'] for row in read_table(HERE / 'reasons.tsv')}


def check_reasons(table, rows, known):
    """A difference between judges wants a reason, and only that."""
    for name, row in rows.items():
        given = row['reason'].split()
        if NOT_YET in (row['signet'], row['accepted']):
            continue
        differ = len({row[judge] for judge in JUDGES}) > 1
        passes_unaccepted = row['signet'].startswith('TOTAL-PASSED') and row['accepted'] == 'no'
        if (differ or passes_unaccepted) and not given:
            yield f'{name}: the judges differ, and {table} gives no reason'
        if given and not differ and not passes_unaccepted:
            yield f'{name}: the judges agree, yet {table} gives a reason'
        yield from (f'{name}: reasons.tsv does not have "{one}"' for one in given if one not in known)


def check_unused(known):
    used = {reason for table in TABLES for row in read_table(HERE / table)
            for reason in row['reason'].split()}
    yield from (f'reasons.tsv: no table gives "{one}"' for one in sorted(known - used))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ('maker', 'signetctl', 'built_dss', 'folder', 'table'):
        parser.add_argument(name)
    parser.add_argument('--write', action='store_true')
    arguments = parser.parse_args()
    table = arguments.table
    rows = read_judged(HERE / table)
    said = ask_all(arguments, make(arguments.maker, arguments.folder))
    if arguments.write:
        write_judged(HERE / table, rows, said)
    known = known_reasons()
    problems = [*compare(table, rows, said), *check_reasons(table, rows, known),
                *check_unused(known)]
    agreed = sum(len({row[judge] for judge in JUDGES}) == 1 for row in rows.values())
    print('\n'.join(problems) or
          f'{len(rows)} files are to both generations of DSS and to Signet what {table} says: '
          f'{agreed} the same to all three, {len(rows) - agreed} not, with a reason each.')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
