"""Asks EU DSS and Signet what they say of sealed files, in the same words."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

VERSIONS = ('5.11.1', '6.3')
WORST_FIRST = ('TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED')


@dataclass(frozen=True)
class Question:
    file: str
    anchors: str  # files, comma between
    time: str     # RFC 3339


def ask_dss(built, version, questions):
    """The answers of one generation, in the order of the questions. `built`: the folder that the
    build script filled."""
    folder = Path(built) / version
    command = ['java', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-cp',
               f'{folder}/classes:{folder}/lib/*', 'signet.interop.Judge']
    asked = ''.join(f'{q.file}\t{q.anchors}\t{q.time}\n' for q in questions)
    ran = subprocess.run(command, input=asked, text=True, capture_output=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(f'DSS {version} stopped:\n{ran.stderr[-4000:]}')
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(answers) != len(questions):
        raise RuntimeError(f'DSS {version} gave {len(answers)} answers to {len(questions)} questions')
    return answers


def verdict_of_dss(answer):
    """One line of an answer: 'TOTAL-PASSED, LTA'. The worst signature speaks for several."""
    if 'thrown' in answer:
        return 'refused'
    verdicts = [(one['conclusion'].replace('_', '-'), one['subIndication'], one['format'])
                for one in answer['signatures']]
    if not verdicts:
        return 'no signature'
    conclusion, sub_indication, form = min(verdicts, key=lambda v: WORST_FIRST.index(v[0]))
    form = form.removeprefix('JAdES_BASELINE_').replace('JSON_NOT_ETSI', 'not ETSI')
    return f'{conclusion} {sub_indication}'.strip() + f', {form}'


def ask_both(built, questions):
    """{version: answers}; each generation in a process of its own."""
    with ThreadPoolExecutor(len(VERSIONS)) as pool:
        answers = pool.map(lambda version: ask_dss(built, version, questions), VERSIONS)
        return dict(zip(VERSIONS, answers))


def ask_signet(signetctl, questions):
    """What `signetctl verify --json` says, in the order of the questions."""
    groups = {}
    for question in questions:
        groups.setdefault((question.anchors, question.time), []).append(question.file)
    said = {}
    for (anchors, time), files in groups.items():
        trust = [word for file in filter(None, anchors.split(',')) for word in ('--trust', file)]
        command = [signetctl, 'verify', '--json', '--require', 'B-LTA', '--time', time, *trust, '--', *files]
        ran = subprocess.run(command, text=True, capture_output=True, check=False)
        if not ran.stdout:
            raise RuntimeError(f'signetctl said nothing:\n{ran.stderr}')
        answer = json.loads(ran.stdout)
        for one in answer.get('files', [answer]):
            said[one['file'], anchors, time] = one
    return [said[q.file, q.anchors, q.time] for q in questions]


def verdict_of_signet(answer):
    """As verdict_of_dss. A container that cannot be read has no format."""
    if 'notJudged' in answer:
        return 'not judged'
    conclusion = answer['conclusion']
    verdict = f'{conclusion} {answer.get("subIndication") or ""}'.strip()
    signatures = answer.get('signatures')
    if not isinstance(signatures, list) or not signatures:
        return verdict
    # The credential may be judged worse than each of its signatures.
    form = next((one['format'] for one in signatures if one['conclusion'] == conclusion),
                signatures[0]['format'])
    form = form.removeprefix('JAdES-BASELINE-').replace('JSON-NOT-ETSI', 'not ETSI')
    return f'{verdict}, {form}'
