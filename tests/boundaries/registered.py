#!/usr/bin/env python3
"""registered.py ROOT: nothing lies in the tree that no build or run looks at, and no file has grown
beyond what one reads in one go; exit 1 and a line each otherwise."""

import re
import sys
from pathlib import Path

from boundaries import files, room_of

MOST_LINES = 400


def listed(root, file):
    """Whether a CMakeLists.txt of the file's folder or one above it names the file."""
    path = Path(file)
    for folder in list(path.parents)[:-1]:
        cmake = root / folder / 'CMakeLists.txt'
        if cmake.exists():
            name = re.escape(path.relative_to(folder).as_posix())
            text = re.sub(r'#[^\n]*', '', cmake.read_text(encoding='utf-8'))
            if re.search(rf'(?<![\w/.-]){name}(?![\w/.-])', text):
                return True
    return False


def check_sources(root):
    for file in files(root, '*.cc'):
        if file.startswith('tests/fuzz/') or room_of(file) or file.startswith('tests/'):
            stem = Path(file).stem.removesuffix('_fuzz')
            as_target = file.startswith('tests/fuzz/') and listed(
                root, str(Path(file).with_name(stem)))
            if not listed(root, file) and not as_target:
                yield f'{file}: no CMakeLists.txt names it'


def check_folders(root):
    top = root / 'tests/CMakeLists.txt'
    text = top.read_text(encoding='utf-8') if top.exists() else ''
    for file in files(root / 'tests', 'CMakeLists.txt'):
        folder = Path(file).parent.as_posix()
        if folder != '.' and not re.search(rf'(?<![\w/-]){re.escape(folder)}(?![\w/-])', text):
            yield f'tests/{file}: tests/CMakeLists.txt does not name the folder {folder}'


def check_corpora(root):
    for file in files(root, '*_fuzz.cc'):
        corpus = root / 'tests/fuzz/corpus' / Path(file).stem.removesuffix('_fuzz')
        if not corpus.is_dir() or not any(corpus.iterdir()):
            yield f'{file}: no kept corpus in {corpus.relative_to(root).as_posix()}'


def check_disabled(root):
    for file in files(root, '*_test.cc'):
        if 'DISABLED_' in (root / file).read_text(encoding='utf-8'):
            yield f'{file}: a disabled test; mend it or take it out'


def check_sizes(root):
    for file in files(root, '*.cc', '*.h', '*.py'):
        lines = len((root / file).read_text(encoding='utf-8').splitlines())
        if lines > MOST_LINES:
            yield f'{file}: {lines} lines; {MOST_LINES} is the most, so it holds two concepts'


def check(root):
    return [*check_sources(root), *check_folders(root), *check_corpora(root),
            *check_disabled(root), *check_sizes(root)]


if __name__ == '__main__':
    findings = check(Path(sys.argv[1]))
    print('\n'.join(findings) or 'Everything is registered.')
    sys.exit(1 if findings else 0)
