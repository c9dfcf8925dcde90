#!/usr/bin/env python3
"""tampered_copies.py CHECKER FOLDER FILE...: writes the tampered copies that the checker
(check_jades.py) would make of each file into FOLDER as STEM__NUMBER.json, and says on standard
output what is wrong with each: name, tab, text. One process for all files, and without the
checker's own opinion, which takes several runs of OpenSSL's command line for each copy."""

import importlib.util
import json
import sys
from pathlib import Path


def load(path):
    spec = importlib.util.spec_from_file_location('checker', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def payload_of(text):
    return json.loads(text)['payload']


def write_copies(checker, folder, files):
    texts = {file: file.read_bytes() for file in files}
    for file, text in texts.items():
        other = next((t for t in texts.values() if payload_of(t) != payload_of(text)), None)
        for number, (wrong, copy) in enumerate(checker.mutations(text, other)):
            name = f'{file.stem}__{number}.json'
            (folder / name).write_bytes(copy)
            print(f'{name}\t{wrong}')


if __name__ == '__main__':
    write_copies(load(sys.argv[1]), Path(sys.argv[2]), [Path(file) for file in sys.argv[3:]])
