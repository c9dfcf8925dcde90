// compare.mjs SIGNETCTL FOLDER CORPUS: `signetctl check --stage final` and the oracle (oracle.mjs) say the same of
// random changes to credentials and, where they are, of kept ones: the same (focus, path, component), or Signet
// refuses for a reason that differences.mjs has.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Worker } from 'node:worker_threads'
import { patch, readFolder } from '../node/credentials.mjs'
import { seeded } from '../node/random.mjs'
import { reasonFor } from './differences.mjs'
import { mutate, shorten, Vocabulary } from './mutations.mjs'
import { CONTEXTS } from './oracle.mjs'

const [signetctl, folder, corpus] = process.argv.slice(2)
const seed = Number(process.env.SIGNET_SEED ?? 1)
const SH = 'http://www.w3.org/ns/shacl#'
const FINDING = 'urn:signet:finding:'
const w3c = join(corpus, 'contexts/credentials-v1.jsonld')
const kept = join(corpus, '../tools/shacl-oracle')

// {refused} with a problem's name, or {results}.
function read ({ problem, findings }) {
  if (problem) return { refused: problem.replace('urn:signet:problem:', '') }
  if (findings.some((f) => f.component === FINDING + 'json-ld')) return { refused: 'json-ld' }
  const results = findings.filter((f) => f.component.startsWith(SH))
    .map((f) => [f.focus, f.path, f.component.replace(SH, 'sh:')].join(' '))
  return { results: [...new Set(results)].sort() }
}

function askSignet (files, options) {
  const verdicts = []
  for (let first = 0; first < files.length; first += 500) {
    const some = files.slice(first, first + 500)
    const { stdout, stderr, status } = spawnSync(signetctl, ['check', '--stage', 'final', '--json', ...options, ...some],
      { encoding: 'utf8', maxBuffer: 1 << 30 })
    if (status === null || status > 2 || !stdout) throw new Error(`signetctl check failed: ${stderr}`)
    const answer = JSON.parse(stdout)
    for (const verdict of answer.files ?? [answer]) {
      const said = read(verdict)
      // What it concludes must be what it lists.
      if (verdict.conforms !== (said.results?.length === 0)) throw new Error(`${verdict.file}: conforms is ${verdict.conforms}`)
      if (!verdict.complete && said.results) throw new Error(`${verdict.file}: more findings than are told`)
      verdicts.push(said)
    }
  }
  return verdicts
}

// Each thread gets the next file when it has answered.
async function askOracle (files, profile) {
  const verdicts = new Map()
  let next = 0
  const run = () => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('oracle_worker.mjs', import.meta.url), { workerData: { profile, w3c } })
    const ask = () => next < files.length ? worker.postMessage(files[next++]) : worker.terminate().then(resolve)
    worker.on('message', ({ file, verdict }) => { verdicts.set(file, verdict); ask() })
    worker.on('error', reject)
    ask()
  })
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 8) }, run))
  return files.map((file) => verdicts.get(file))
}

const without = (lines, others) => lines.filter((line) => !others.includes(line))

// {why} if Signet refuses and may; {wrong} if they disagree; {} if they say the same.
function weigh (credential, ours, theirs) {
  if (ours.refused) {
    const why = reasonFor(ours.refused, credential, theirs)
    return why ? { why } : { wrong: `  Signet refuses (${ours.refused}); the oracle: ${JSON.stringify(theirs)}\n` }
  }
  if (!theirs.results) return { wrong: `  Signet does not refuse; the oracle: ${JSON.stringify(theirs)}\n` }
  if (isDeepStrictEqual(ours.results, theirs.results)) return {}
  return {
    wrong: without(ours.results, theirs.results).map((l) => `  only Signet:     ${l}\n`).join('') +
      without(theirs.results, ours.results).map((l) => `  only the oracle: ${l}\n`).join('')
  }
}

function write (title, credentials) {
  const work = join(folder, title.replaceAll(/[^a-z0-9]+/gi, '-'))
  mkdirSync(work, { recursive: true })
  return credentials.map(({ credential }, i) => {
    const file = join(work, `${i}.json`)
    writeFileSync(file, JSON.stringify(credential))
    return file
  })
}

// `credentials`: {name, credential, expect} each; expect is a kept verdict, asked beside the oracle.
async function compare (title, credentials, { profile, options }) {
  const files = write(title, credentials)
  const [ours, theirs] = [askSignet(files, options), await askOracle(files, profile)]
  const wrong = []
  const reasons = {}
  credentials.forEach(({ name, credential, expect }, i) => {
    const said = weigh(credential, ours[i], theirs[i])
    if (said.why) reasons[said.why] = (reasons[said.why] ?? 0) + 1
    if (said.wrong) wrong.push(`${name} (${files[i]}):\n${said.wrong}`)
    const before = expect && weigh(credential, ours[i], expect)
    if (before?.wrong) wrong.push(`kept verdict on ${name} (${files[i]}):\n${before.wrong}`)
  })
  const judged = ours.flatMap((o) => o.results ? [o.results] : [])
  const rules = new Set(judged.flat().map((line) => line.slice(line.indexOf(' '))))
  const conform = judged.filter((results) => !results.length).length
  console.log(`${title}: ${credentials.length} credentials, of which ${conform} conform, ${judged.length - conform} do not ` +
    `(${rules.size} different path and component), ${ours.length - judged.length} are refused; ${wrong.length} disagreements`)
  Object.entries(reasons).forEach(([why, count]) => console.log(`  ${String(count).padStart(4)} refused: ${why}`))
  wrong.slice(0, 10).forEach((text) => console.log(text))
  return wrong.length
}

function compile (profile) {
  const out = join(folder, 'elm-ap-1.1.compiled.json')
  execFileSync(signetctl, ['profile', 'compile', '--name', 'European Digital Credentials', '--version', '1.1.0', '--shapes', profile,
    '--context', `${CONTEXTS[0]}=${w3c}`, '--context', `${CONTEXTS[1]}=${join(profile, 'edc-ap-context.jsonld')}`,
    '--root', 'VerifiableCredential', 'EuropeanDigitalCredential', '--out', out])
  return ['--with-profile', out]
}

function recorded (samples, version) {
  if (!existsSync(kept)) {
    console.log(`Left out: kept changes, since ${kept} is not there.`)
    return []
  }
  const line = ({ focus, path, component }) => [focus.replace(/^_:.*/, '_:'), path ?? '', component].join(' ')
  return readdirSync(join(kept, 'mutations')).map((name) => {
    const mutation = JSON.parse(readFileSync(join(kept, 'mutations', name), 'utf8'))
    const { error, roots, results } = (version === '1.2' && mutation.expectAp12) || mutation.expect
    const source = samples.find((sample) => sample.name === mutation.source).credential
    return {
      name,
      credential: patch(structuredClone(source), mutation.patch),
      expect: error ? { error } : { roots, results: [...new Set(results.map(line))].sort() }
    }
  })
}

const named = (path) => readFolder(path).map(([name, credential]) => ({ name, credential }))

// With what sealing adds to a draft, as another has it: what fits all rules shows each mistake alone.
const complete = (credential, { issued, issuanceDate, issuer: { eIDASIdentifier } }) => ({
  issued, issuanceDate, ...credential, issuer: { eIDASIdentifier, ...credential.issuer }
})

const random = seeded(seed)

async function compareProfile (version, count) {
  const profile = join(corpus, `elm-ap-${version}`)
  const asked = { profile, options: version === '1.2' ? [] : compile(profile) }
  const samples = ['samples-elm', 'samples-mynextid'].flatMap((name) => named(join(corpus, name)))
  const sources = [...named(join(process.env.SIGNET_SOURCE, 'provisioning/models')), ...samples]
  let wrong = await compare(`AP ${version}, models and real credentials`, sources, asked)
  wrong += await compare(`AP ${version}, kept changes`, recorded(samples, version), asked)

  const seal = samples.find(({ credential }) => credential.issued && credential.issuer.eIDASIdentifier).credential
  const short = sources.map(({ name, credential }) => ({ name, credential: complete(shorten(credential), seal) }))
  const context = JSON.parse(readFileSync(join(profile, 'edc-ap-context.jsonld'), 'utf8'))['@context']
  const words = new Vocabulary(short.map((s) => s.credential), Object.keys(context).filter((name) => /^[a-z]+$/i.test(name)))
  const made = Array.from({ length: count }, () => {
    const { name, credential } = random.pick(short)
    const changed = mutate(random, words, credential)
    return { name: `${name}: ${changed.changes}`, credential: changed.credential }
  })
  return wrong + await compare(`AP ${version}, random changes`, made, asked)
}

console.log(`Seed ${seed} (SIGNET_SEED chooses another)`)
const wrong = await compareProfile('1.2', Number(process.env.SIGNET_MUTATIONS ?? 2000)) +
  await compareProfile('1.1', Number(process.env.SIGNET_MUTATIONS ?? 300))
process.exitCode = wrong ? 1 : 0
