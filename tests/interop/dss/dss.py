"""Asks EU DSS and Signet what they say of sealed files, in the same words."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

VERSIONS = ('5.11.1', '6.3')
WORST_FIRST = ('TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED')
# What Signet and the standards write with a question mark.
UNKNOWN_USE = {'Unknown-QC-QSCD': 'QES?', 'Unknown-QC': 'AdES?-QC', 'Unknown': 'AdES?'}


@dataclass(frozen=True)
class Question:
    file: str
    anchors: str     # files, comma between
    time: str        # RFC 3339
    lists: str = ''  # table of trusted lists: kind, URL and file
    required: str = 'B-LTA'


def ask_dss(built, version, questions):
    """The answers of one generation, in the order of the questions. `built`: the folder that the
    build script filled."""
    folder = Path(built) / version
    # Bouncy Castle tests each RSA modulus of a real trusted list for not being prime: 15 s.
    command = ['java', '-XX:TieredStopAtLevel=1', '-Xshare:auto',
               '-Dorg.bouncycastle.rsa.max_mr_tests=0', '-cp', f'{folder}/classes:{folder}/lib/*',
               'signet.interop.Judge']
    asked = ''.join(f'{q.file}\t{q.anchors}\t{q.time}\t{q.lists}\n' for q in questions)
    ran = subprocess.run(command, input=asked, text=True, capture_output=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(f'DSS {version} stopped:\n{ran.stderr[-4000:]}')
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(answers) != len(questions):
        raise RuntimeError(f'DSS {version} gave {len(answers)} answers to {len(questions)} questions')
    return answers


def qualification_of_dss(name):
    for prefix in ('Indeterminate ', ''):
        if name.startswith(prefix):
            return prefix + UNKNOWN_USE.get(name.removeprefix(prefix), name.removeprefix(prefix))


def worth(qualification, stamps_qualified):
    """What lists make of a seal and of its time-stamps: 'QESeal, QTSA', 'AdESeal, QTSA TSA'."""
    stamps = dict.fromkeys('QTSA' if qualified else 'TSA' for qualified in stamps_qualified)
    return ', '.join([qualification, *([' '.join(stamps)] if stamps else [])])


def verdict_of_dss(answer):
    """One line of an answer: 'TOTAL-PASSED, LTA'; where lists were asked also what it is worth in
    law: 'TOTAL-PASSED, LTA, QESeal, QTSA', and whether DSS takes a list that it does not find valid.
    The worst signature speaks for several."""
    if 'thrown' in answer:
        return 'refused'
    if not answer['signatures']:
        return 'no signature'
    conclusion = lambda one: one['conclusion'].replace('_', '-')
    speaker = min(answer['signatures'], key=lambda one: WORST_FIRST.index(conclusion(one)))
    form = speaker['format'].removeprefix('JAdES_BASELINE_').replace('JSON_NOT_ETSI', 'not ETSI')
    verdict = f'{conclusion(speaker)} {speaker["subIndication"]}'.strip() + f', {form}'
    if 'lists' not in answer:
        return verdict
    stamps = [stamp['qualification'] == 'QTSA' for stamp in speaker['timeStamps']]
    bad = [name for name, said in answer['lists'].items() if said != 'TOTAL_PASSED']
    return (f'{verdict}, {worth(qualification_of_dss(speaker["qualification"]), stamps)}' +
            (f' ({", ".join(bad)} not valid)' if bad else ''))


def ask_both(built, questions):
    """{version: answers}; each generation in a process of its own."""
    with ThreadPoolExecutor(len(VERSIONS)) as pool:
        answers = pool.map(lambda version: ask_dss(built, version, questions), VERSIONS)
        return dict(zip(VERSIONS, answers))


def trust_words(question):
    """The options of `signetctl verify` for the anchors and lists of a question."""
    words = [word for file in filter(None, question.anchors.split(',')) for word in ('--trust', file)]
    if question.lists:
        options = {'official-journal': '--oj', 'list-of-lists': '--lotl', 'list': '--list'}
        rows = [line.split('\t')
                for line in Path(question.lists).read_text(encoding='utf-8').splitlines()]
        words += [word for kind, _, file in rows if kind in options for word in (options[kind], file)]
        # Pivots are looked for by their names, in a folder.
        folders = {str(Path(file).parent) for kind, _, file in rows if kind == 'pivot'}
        words += [word for folder in folders for word in ('--pivots', folder)]
    return words


def ask_signet(signetctl, questions):
    """What `signetctl verify --json` says, in the order of the questions."""
    groups = {}
    for question in questions:
        key = (question.anchors, question.time, question.lists, question.required)
        groups.setdefault(key, []).append(question)
    said = {}
    for group in groups.values():
        files = dict.fromkeys(question.file for question in group)
        command = [signetctl, 'verify', '--json', '--require', group[0].required, '--time',
                   group[0].time, *trust_words(group[0]), '--', *files]
        ran = subprocess.run(command, text=True, capture_output=True, check=False)
        if 'No trusted list can be used' in ran.stderr:
            said.update({question: {'notJudged': ran.stderr} for question in group})
            continue
        if not ran.stdout:
            raise RuntimeError(f'signetctl said nothing:\n{ran.stderr}')
        answer = json.loads(ran.stdout)
        answers = {one['file']: one for one in answer.get('files', [answer])}
        said.update({question: answers[question.file] for question in group})
    return [said[question] for question in questions]


def verdict_of_signet(answer, question):
    """As verdict_of_dss. A container that cannot be read has no format."""
    if 'notJudged' in answer:
        return 'not judged'
    conclusion = answer['conclusion']
    verdict = f'{conclusion} {answer.get("subIndication") or ""}'.strip()
    signatures = answer.get('signatures')
    if not isinstance(signatures, list) or not signatures:
        return verdict
    # The credential may be judged worse than each of its signatures.
    speaker = next((one for one in signatures if one['conclusion'] == conclusion), signatures[0])
    form = speaker['format'].removeprefix('JAdES-BASELINE-').replace('JSON-NOT-ETSI', 'not ETSI')
    if not question.lists:
        return f'{verdict}, {form}'
    stamps = [stamp['qualified'] for stamp in speaker['timeStamps']]
    return f'{verdict}, {form}, {worth(speaker["qualification"], stamps)}'
