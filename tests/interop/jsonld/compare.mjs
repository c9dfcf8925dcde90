// compare.mjs READ_GRAPHS FOLDER [CORPUS]: jsonld.js, which others wrote, reads the same credentials;
// the graphs must be isomorphic, and what one of them refuses the other must refuse.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as rdfCanonize from 'rdf-canonize'
import { patch, readFolder } from '../node/credentials.mjs'
import { defaultGraph } from '../node/graph.mjs'
import { seeded } from '../node/random.mjs'
import { mutate, node, settle } from './generate.mjs'

const [program, folder, corpus] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const seed = Number(process.env.SIGNET_SEED ?? 1)

const canonize = (quads) => rdfCanonize.canonize(quads, { algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: Infinity })

async function disagreement (name, credential, documents, ours) {
  let expected
  try {
    expected = await canonize(await defaultGraph(credential, documents))
  } catch (error) {
    if (ours.refusals.length) return null
    // It stumbles over a type like "@like", which JSON-LD ignores (API 5.2.2 step 2).
    if (error instanceof TypeError) return null
    return `${name}: jsonld.js refuses (${error.details?.code ?? error.message}), Signet does not`
  }
  // Signet takes no keyword in a credential; that is all it may refuse beyond jsonld.js.
  if (ours.refusals.length) {
    return ours.refusals.every((r) => r === 'keyword') ? null : `${name}: Signet refuses (${ours.refusals}), jsonld.js does not`
  }
  const actual = await canonize(rdfCanonize.NQuads.parse(ours.triples.map((t) => t + '\n').join('')))
  if (actual === expected) return null
  const [a, e] = [actual.split('\n'), expected.split('\n')]
  return `${name}:\n` + a.filter((l) => !e.includes(l)).map((l) => `  Signet:    ${l}\n`).join('') + e.filter((l) => !a.includes(l)).map((l) => `  jsonld.js: ${l}\n`).join('')
}

// `credentials`: [name, object] each, all with the same contexts.
async function compare (title, credentials, contexts) {
  const work = join(folder, title.replaceAll(/[^a-z0-9]+/gi, '-'))
  mkdirSync(work, { recursive: true })
  const files = credentials.map(([, credential], i) => {
    const file = join(work, `${i}.json`)
    writeFileSync(file, JSON.stringify({ ...settle(structuredClone(credential)), '@context': [...contexts.keys()] }))
    return file
  })
  const answers = execFileSync(program, [...contexts].map(([iri, file]) => `${iri}=${file}`), { input: files.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 30 })
  const documents = new Map([...contexts].map(([iri, file]) => [iri, JSON.parse(readFileSync(file, 'utf8'))]))
  const found = []
  let refused = 0
  for (const [i, line] of answers.trim().split('\n').entries()) {
    const ours = JSON.parse(line)
    if (ours.refusals.length) refused++
    const wrong = await disagreement(`${credentials[i][0]} (${ours.file})`, JSON.parse(readFileSync(files[i], 'utf8')), documents, ours)
    if (wrong) found.push(wrong)
  }
  console.log(`${title}: ${credentials.length} credentials, ${refused} refused, ${found.length} disagreements`)
  found.slice(0, 5).forEach((wrong) => console.log(wrong))
  return found.length
}

let wrong = 0
const random = seeded(seed)
console.log(`Seed ${seed} (SIGNET_SEED chooses another)`)
const made = Array.from({ length: 3000 }, (_, i) => [`made ${i}`, node(random, 4)])
wrong += await compare('Credentials made at random over contexts of our own', made, new Map([
  ['https://example.org/credential', join(here, 'credential.jsonld')], ['https://example.org/learning', join(here, 'learning.jsonld')]]))

if (!corpus || !existsSync(corpus)) {
  console.log('Left out: real credentials and contexts, since there is no corpus.')
} else {
  const models = readFolder(join(process.env.SIGNET_SOURCE, 'provisioning/models'))
  const real = ['samples-elm', 'samples-mynextid'].flatMap((f) => readFolder(join(corpus, f)))
  for (const profile of ['elm-ap-1.1', 'elm-ap-1.2']) {
    const contexts = new Map([['https://www.w3.org/2018/credentials/v1', join(corpus, 'contexts/credentials-v1.jsonld')],
      ['http://data.europa.eu/snb/model/context/edc-ap', join(corpus, profile, 'edc-ap-context.jsonld')]])
    wrong += await compare(`Models and real credentials, ${profile}`, [...models, ...real], contexts)
    const changed = Array.from({ length: 500 }, (_, i) => { const [name, credential] = random.pick([...models, ...real]); return [`${name} changed ${i}`, mutate(random, credential)] })
    wrong += await compare(`Random changes to them, ${profile}`, changed, contexts)
    const mutations = join(corpus, '../tools/shacl-oracle/mutations')
    if (!existsSync(mutations)) { console.log('Left out: kept mutations, since there is no oracle.'); continue }
    const kept = readdirSync(mutations).map((n) => { const m = JSON.parse(readFileSync(join(mutations, n), 'utf8')); return [n, patch(structuredClone(real.find(([name]) => name === (m.source))[1]), m.patch)] })
    wrong += await compare(`Kept mutations, ${profile}`, kept, contexts)
  }
}
process.exitCode = wrong ? 1 : 0
