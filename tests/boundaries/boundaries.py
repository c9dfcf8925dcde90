#!/usr/bin/env python3
"""boundaries.py ROOT: links and includes go one way (rules.py); exit 1 and a line each otherwise."""

import re
import sys
from pathlib import Path

import rules

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMAND = re.compile(r'\b(signet_room|signet_program|signet_protobuf|add_library|add_executable|'
                     r'target_link_libraries)\s*\(([^)]*)\)', re.S)
KEYWORDS = {'SOURCES', 'USES', 'LIBRARIES', 'PRIVATE_LIBRARIES', 'PUBLIC', 'PRIVATE', 'INTERFACE'}


def room_of(path):
    for folder, room in rules.FOLDERS.items():
        if path.startswith(folder):
            return room
    return None


def room_of_target(name):
    short = name.removeprefix('signet_')
    return rules.TARGETS.get(short, short if short in rules.ROOMS else None)


def files(root, *patterns):
    for pattern in patterns:
        for path in sorted(root.rglob(pattern)):
            relative = path.relative_to(root)
            if relative.parts[0] not in ('build', '.git'):
                yield relative.as_posix()


def includes(root):
    """(file, line, '<' or '"', included) of every include under a room or tests/."""
    for file in files(root, '*.h', '*.cc'):
        if room_of(file) is None and not file.startswith('tests/'):
            yield file, 0, '', 'no room: it belongs into one of the folders of rules.py'
            continue
        text = (root / file).read_text(encoding='utf-8')
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                yield file, number, match[1], match[2]


def check_own(file, included):
    room, used = room_of(file), room_of(included)
    if file.startswith('tests/'):
        if used is None and not included.startswith('tests/'):
            return f'"{included}" is not relative to the root'
        return None
    if used is None:
        return f'"{included}" is not relative to the root, or not in a room'
    if used != room and used not in rules.ROOMS[room]:
        return f'{room} must not use {used} ("{included}")'
    return None


def check_foreign(file, included):
    if file.startswith('tests/'):
        return None
    room = room_of(file)
    if '.' not in included and '/' not in included:
        return None
    if included in rules.SYSTEM or included.startswith(rules.SYSTEM_FOLDERS):
        return None
    if included.startswith(rules.NETWORK):
        return None if room in rules.NETWORK_ROOMS else f'{room} has no network (<{included}>)'
    owners = [prefix for prefix in rules.LIBRARIES if included.startswith(prefix)]
    if not owners:
        return f'<{included}> belongs to no library that rules.py knows'
    allowed = rules.LIBRARIES[max(owners, key=len)]
    if room in allowed or any(file.startswith(prefix) for prefix in allowed if '/' in prefix):
        return None
    return f'{room} must not use <{included}>'


def check_includes(root):
    for file, line, kind, included in includes(root):
        problem = {'"': check_own, '<': check_foreign, '': lambda _, text: text}[kind](file, included)
        if problem:
            yield f'{file}:{line}: {problem}'


def links(root):
    """(file, room, linked name) of everything that the CMake files of the rooms link."""
    for file in files(root, 'CMakeLists.txt'):
        room = room_of(file)
        if room is None:
            continue
        text = re.sub(r'#[^\n]*', '', (root / file).read_text(encoding='utf-8'))
        for command, arguments in COMMAND.findall(text):
            part = 'LINKS' if command == 'target_link_libraries' else None
            for word in arguments.split()[1:]:
                if word in KEYWORDS:
                    part = part if part == 'LINKS' else word
                elif part == 'USES':
                    yield file, room, 'signet_' + word
                elif part in ('LINKS', 'LIBRARIES', 'PRIVATE_LIBRARIES'):
                    yield file, room, word


def check_links(root):
    for file, room, linked in links(root):
        used = room_of_target(linked)
        if used and used != room and used not in rules.ROOMS[room]:
            yield f'{file}: {room} must not link {used}'
        if room not in rules.LINKED.get(linked, rules.EVERY):
            yield f'{file}: {room} must not link {linked}'


def check_cycles(root):
    """A header that includes itself in the end."""
    graph = {}
    for file, _, kind, included in includes(root):
        if kind == '"':
            graph.setdefault(file, []).append(included)
    done, path = set(), []

    def visit(file):
        if file in path:
            yield ' -> '.join(path[path.index(file):] + [file]) + ': headers include each other'
        elif file not in done:
            path.append(file)
            for included in graph.get(file, []):
                yield from visit(included)
            path.pop()
            done.add(file)

    for file in sorted(graph):
        yield from visit(file)


def check(root):
    return [*check_includes(root), *check_links(root), *check_cycles(root)]


if __name__ == '__main__':
    findings = check(Path(sys.argv[1]))
    print('\n'.join(findings) or 'Boundaries hold.')
    sys.exit(1 if findings else 0)
