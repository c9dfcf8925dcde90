// What rdf-validate-shacl, which others wrote, says of a credential: its shapes read from SHACL itself,
// its graph from jsonld.js.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataFactory as terms, Parser, Store } from 'n3'
import { validators as lexical } from 'rdf-validate-datatype'
import ShaclValidator from 'rdf-validate-shacl'
import environment from 'rdf-validate-shacl/src/defaultEnv.js'
import { defaultGraph } from '../node/graph.mjs'

const OWL = 'http://www.w3.org/2002/07/owl#'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const SH = 'http://www.w3.org/ns/shacl#'
const XSD = 'http://www.w3.org/2001/XMLSchema#'
export const CONTEXTS = ['https://www.w3.org/2018/credentials/v1', 'http://data.europa.eu/snb/model/context/edc-ap']
const CREDENTIAL = 'http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential'

// XSD 1.1 part 2, 3.3.3.1 and 3.3.7.2. The library takes two signs before a decimal, and any day of two
// digits in a dateTime.
lexical.register(terms.namedNode(XSD + 'decimal'), (text) => /^[-+]?(?=\.?\d)\d*(?:\.\d*)?$/.test(text))
lexical.register(terms.namedNode(XSD + 'dateTime'), (text) => {
  const parts = /^(-?(?:[1-9]\d{3,}|0\d{3}))-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[-+]\d\d:\d\d)?$/.exec(text)
  if (!parts) return false
  const [, year, month, day, time, fraction, zone = 'Z'] = parts
  const last = new Date(Date.UTC(2000 + Number(BigInt(year) % 400n), month, 0)).getUTCDate()
  const isDay = month >= '01' && month <= '12' && day >= '01' && Number(day) <= last
  const isTime = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time) || (time === '24:00:00' && !/[1-9]/.test(fraction ?? ''))
  return isDay && isTime && (zone === 'Z' || /^.(?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/.test(zone))
})

// The library's own data sets are searched from end to end, these by index.
environment.dataset = (quads) => new Store([...quads ?? []])

// Of each profile in a folder: its triples and what it imports.
function readProfiles (folder) {
  const profiles = new Map()
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.ttl'))) {
    const store = new Store(new Parser({ baseIRI: 'urn:shapes:' }).parse(readFileSync(join(folder, name), 'utf8')))
    const [ontology] = store.getSubjects(RDF + 'type', OWL + 'Ontology', null)
    const imports = store.getObjects(ontology, OWL + 'imports', null).map((term) => term.value)
    const quads = store.getQuads().filter((quad) => quad.predicate.value !== OWL + 'imports')
    profiles.set(ontology.value, { quads, imports })
  }
  return profiles
}

// Those that a credential names.
export function profilesOf ({ credentialSchema }) {
  return [credentialSchema ?? []].flat().filter((s) => s !== null).map((s) => s.id ?? s)
}

export class Oracle {
  // `folder`: a profile's *.ttl and edc-ap-context.jsonld; `w3c`: the file of the credentials context. There
  // may be only one oracle in a process, since contexts of two versions have one IRI.
  constructor (folder, w3c) {
    const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
    this.contexts = new Map([[CONTEXTS[0], read(w3c)], [CONTEXTS[1], read(join(folder, 'edc-ap-context.jsonld'))]])
    this.profiles = readProfiles(folder)
    this.validators = new Map()
  }

  // Those that a credential names and all that they import, once; undefined if one is not known.
  closure (iris) {
    const found = new Set()
    for (const wanted = [...iris]; wanted.length;) {
      const iri = wanted.pop()
      if (found.has(iri)) continue
      if (!this.profiles.has(iri)) return undefined
      found.add(iri)
      wanted.push(...this.profiles.get(iri).imports)
    }
    return [...found].sort()
  }

  validator (iris) {
    const key = iris.join(' ')
    if (!this.validators.has(key)) {
      const shapes = iris.flatMap((iri) => this.profiles.get(iri).quads)
      // Otherwise it stops looking at a node that has been asked about often.
      this.validators.set(key, new ShaclValidator(shapes, { factory: environment, maxNodeChecks: 0 }))
    }
    return this.validators.get(key)
  }

  async graph (credential) {
    const store = new Store()
    for (const { subject, predicate, object } of await defaultGraph(credential, this.contexts, { once: true })) {
      store.addQuad(...[subject, predicate, object].map(terms.fromTerm))
    }
    return store
  }

  async check (graph, iris) {
    const report = await this.validator(iris).validate(graph)
    return report.results.map((r) => [
      r.focusNode.termType === 'BlankNode' ? '_:' : r.focusNode.value,
      r.path?.value ?? '',
      r.sourceConstraintComponent.value.replace(SH, 'sh:')
    ].join(' '))
  }

  // {error}: no JSON-LD. Otherwise {roots, results}: how many credentials the graph has, and what their
  // profiles find; without results if one of the profiles is not known.
  async judge (credential) {
    let graph
    try {
      graph = await this.graph(credential)
    } catch (error) {
      return { error: error.details?.code ?? error.message, type: error.constructor.name }
    }
    const roots = graph.countQuads(null, RDF + 'type', CREDENTIAL, null)
    const named = profilesOf(credential)
    const iris = named.length ? this.closure(named) : undefined
    if (!iris) return { roots }
    return { roots, results: [...new Set(await this.check(graph, iris))].sort() }
  }
}
