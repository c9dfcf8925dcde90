#!/usr/bin/env python3
"""check_variants.py MAKE_VARIANTS SIGNETCTL BUILT_DSS FOLDER [--write]

Makes the variants in FOLDER, asks both generations of EU DSS and Signet, and fails where one of them
says something else than variants.tsv, or where they differ and variants.tsv gives no reason. A "-"
stands where nothing is expected of Signet yet. --write puts what was said into variants.tsv, except
for "-", for a person to review."""

import argparse
import subprocess
import sys
from pathlib import Path

import dss

HERE = Path(__file__).resolve().parent
COLUMNS = ('variant', 'wrong', 'dss 5.11.1', 'dss 6.3', 'signet', 'accepted', 'reason')
NOT_YET = '-'


def read_table(path, columns):
    lines = path.read_text(encoding='utf-8').splitlines()
    if tuple(lines[0].split('\t')) != columns:
        raise SystemExit(f'{path.name}: the first line must name the columns {", ".join(columns)}')
    return [dict(zip(columns, line.split('\t'), strict=True)) for line in lines[1:]]


def write_table(path, rows):
    lines = ['\t'.join(row[column] for column in COLUMNS) for row in rows]
    path.write_text('\n'.join(['\t'.join(COLUMNS), *lines]) + '\n', encoding='utf-8')


def make_variants(program, folder):
    """{variant: Question}"""
    subprocess.run([program, folder], check=True)
    lines = Path(folder, 'list.tsv').read_text(encoding='utf-8').splitlines()
    return {fields[0]: dss.Question(*fields[1:]) for fields in (line.split('\t') for line in lines)}


def ask_all(arguments, variants):
    """{variant: {column: what was said}}"""
    questions = list(variants.values())
    by_dss = dss.ask_both(arguments.built_dss, questions)
    by_signet = dss.ask_signet(arguments.signetctl, questions)
    said = {}
    for i, variant in enumerate(variants):
        said[variant] = {f'dss {version}': dss.verdict_of_dss(answers[i])
                         for version, answers in by_dss.items()}
        said[variant]['signet'] = dss.verdict_of_signet(by_signet[i])
        said[variant]['accepted'] = 'yes' if by_signet[i].get('accepted') else 'no'
    return said


def compare(rows, said):
    """What was said otherwise than the table has it."""
    known = {row['variant'] for row in rows}
    for variant in sorted(said.keys() - known):
        yield f'{variant}: variants.tsv does not have it'
    for variant in sorted(known - said.keys()):
        yield f'{variant}: variants.tsv has it, but it was not made'
    for row in rows:
        for column, now in said.get(row['variant'], {}).items():
            if row[column] not in (now, NOT_YET):
                yield f'{row["variant"]} ({row["wrong"]}): {column} says "{now}", not "{row[column]}"'


def check_reasons(rows, reasons):
    """A difference between judges wants a reason, and only that."""
    known = {row['reason'] for row in reasons}
    used = set()
    for row in rows:
        given = row['reason'].split()
        used.update(given)
        if NOT_YET in (row['signet'], row['accepted']):
            continue
        differ = len({row['dss 5.11.1'], row['dss 6.3'], row['signet']}) > 1
        passes_unaccepted = row['signet'].startswith('TOTAL-PASSED') and row['accepted'] == 'no'
        if (differ or passes_unaccepted) and not given:
            yield f'{row["variant"]}: the judges differ, and variants.tsv gives no reason'
        if given and not differ and not passes_unaccepted:
            yield f'{row["variant"]}: the judges agree, yet variants.tsv gives a reason'
        yield from (f'{row["variant"]}: reasons.tsv does not have "{one}"'
                    for one in given if one not in known)
    yield from (f'reasons.tsv: no variant has "{one}"' for one in sorted(known - used))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ('make_variants', 'signetctl', 'built_dss', 'folder'):
        parser.add_argument(name)
    parser.add_argument('--write', action='store_true')
    arguments = parser.parse_args()
    table = HERE / 'variants.tsv'
    rows = read_table(table, COLUMNS)
    said = ask_all(arguments, make_variants(arguments.make_variants, arguments.folder))
    if arguments.write:
        for row in rows:
            row.update({column: now for column, now in said.get(row['variant'], {}).items()
                        if row[column] != NOT_YET})
        write_table(table, rows)
    problems = [*compare(rows, said),
                *check_reasons(rows, read_table(HERE / 'reasons.tsv', ('reason', 'why')))]
    open_ones = sum(row['signet'] == NOT_YET for row in rows)
    print('\n'.join(problems) or
          f'{len(rows)} variants: both generations of DSS say what variants.tsv expects, '
          f'and so does Signet of {len(rows) - open_ones}.')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
