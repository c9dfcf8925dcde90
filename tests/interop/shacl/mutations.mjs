// Random changes to credentials, the same for the same seed: what people and programs get wrong, and what is
// still right though it looks odd.
//
// Not made: what jsonld.js reads otherwise than JSON-LD 1.1 has it (jsonld/generate.mjs).

const TYPES = ['xsd:dateTime', 'xsd:duration', 'xsd:decimal', 'xsd:integer', 'xsd:boolean', 'text', 'reference', 'language', 'other']
const TEXTS = {
  'xsd:dateTime': ['2024-02-29T00:00:00Z', '2023-02-29T00:00:00Z', '2023-02-30T10:00:00+01:00', '2023-06-31T00:00:00', '2023-01-01', '2023-01-01T24:00:00Z',
    '2023-01-01T24:00:01Z', '2023-01-01T00:00:60Z', '2023-01-01T00:00:00', '2023-01-01T00:00:00.123456789+14:00', '2023-01-01T00:00:00+14:01', '0000-01-01T00:00:00Z',
    '-0004-02-29T00:00:00Z', '12023-01-01T00:00:00Z', '02023-01-01T00:00:00Z', '2023-1-1T00:00:00Z', '2023-01-01t00:00:00z', ' 2023-01-01T00:00:00Z', '2023-01-01T00:00:00Z\n'],
  'xsd:duration': ['P1Y2M3DT4H5M6.7S', 'PT78H', 'P49D', 'P', 'PT', 'P1YT', 'P1W', '-P1D', '+P1D', 'P1.5D', 'PT1.S', 'P1M1Y', 'P0D', 'p1d', 'PT1H30'],
  'xsd:decimal': ['1', '1.', '.5', '.', '+1.50', '+-1', '--1', '1e3', '1,5', '', '-0', '01', 'INF', '١'],
  'xsd:integer': ['1', '+1', '-1', '0', '-0', '00', '1.0', '', '1e1', '9223372036854775808', ' 1', 'one'],
  'xsd:boolean': ['true', 'false', '1', '0', 'TRUE', 'yes', '', 'null'],
  text: ['', ' ', 'text', '<p>text</p>', 'ä\u0000', '\u{1f600}', 'x'.repeat(300)],
  reference: ['', 'x', '#x', '/x', 'http://a b', 'urn:a"b', 'urn:%zz', 'urn:é', 'HTTP://Example.org/', 'urn:x-new', '_:b0', '_:new', 'mailto:a@b', 'http://[::1]/', 'urn:a#b#c', 'elm:x', 'clv:x', 'skos:x'],
  language: ['en', 'EN', 'de', 'en-GB', 'en_GB', 'x', '', 'zh-Hant', 'abcdefghi', 'e', 'fr', 'en-a', 'i-klingon', 'x-y', 'de-1996'],
  other: [true, false, null, 0, -0, 1, -1, 1.5, 1e21, 0.1, 5, 100, [], {}, [[]], [null]]
}
const isNode = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)

// Every place but those of contexts: {holder, name, value}, where a holder is an object or an array.
function placesIn (value, found = []) {
  for (const [name, inner] of Object.entries(value)) {
    if (name === '@context') continue
    found.push({ holder: value, name: Array.isArray(value) ? Number(name) : name, value: inner })
    if (inner !== null && typeof inner === 'object') placesIn(inner, found)
  }
  return found
}

// Long texts are images; their octets are nothing to a rule.
export function shorten (value) {
  if (typeof value === 'string') return value.length > 2000 ? value.slice(0, 100) : value
  if (value === null || typeof value !== 'object') return value
  return Array.isArray(value) ? value.map(shorten) : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shorten(inner)]))
}

// What credentials and contexts are made of, so that changes hit what a rule is about.
export class Vocabulary {
  constructor (credentials, terms) {
    this.names = terms.filter((name) => /^[a-z]/.test(name) && !['id', 'type'].includes(name))
    this.classes = terms.filter((name) => /^[A-Z]/.test(name))
    this.nodes = []
    this.values = new Map()
    this.schemes = []
    for (const credential of credentials) {
      for (const { holder, name, value } of placesIn(credential)) {
        if (isNode(value) && typeof name === 'string') this.nodes.push({ name, node: value })
        if (name === 'inScheme') this.schemes.push(value)
        if (!Array.isArray(holder)) this.values.set(name, [...this.values.get(name) ?? [], value])
      }
    }
  }
}

const set = ({ holder, name }, value) => { holder[name] = value }
const remove = ({ holder, name }) => { Array.isArray(holder) ? holder.splice(name, 1) : delete holder[name] }
const add = (node, name, value) => { node[name] = name in node ? [node[name], value].flat() : value }
const kindOf = (text) => /^-?\d+-\d\d-\d\d/.test(text)
  ? 'xsd:dateTime'
  : /^-?P[\dT]/.test(text) ? 'xsd:duration' : /^-?[\d.]+$/.test(text) ? 'xsd:decimal' : /^(true|false)$/.test(text) ? 'xsd:boolean' : /^(urn|https?|mailto):/.test(text) ? 'reference' : 'text'

// Each takes {random, words, places, nodes, root} and says whether it found something to change.
const CHANGES = {
  remove: ({ random, places }) => remove(random.pick(places)),
  duplicate: ({ random, places }) => {
    const place = random.pick(places)
    set(place, [place.value, structuredClone(place.value)].flat())
  },
  twin: ({ random, nodes }) => {
    const { holder, name, value } = random.pick(nodes)
    const twin = structuredClone(value)
    random.chance(0.5) ? delete twin.id : twin.id = 'urn:twin'
    if (Array.isArray(holder)) holder.push(twin)
    else holder[name] = [value, twin]
  },
  retype: ({ random, words, nodes }) => {
    const { value } = random.pick(nodes)
    value.type = random.pick([random.pick(words.classes), [value.type, random.pick(words.classes)].flat(), value.type + 's', null, [], 'http://www.w3.org/2004/02/skos/core#ConceptScheme'])
  },
  rename: ({ random, words, places }) => {
    const { holder, name, value } = random.pick(places.filter((p) => typeof p.name === 'string'))
    delete holder[name]
    holder[random.pick([name + 's', name.toUpperCase(), random.pick(words.names), random.pick(places).name])] = value
  },
  move: ({ random, places, nodes }) => {
    const from = random.pick(nodes)
    const to = random.pick(nodes).value
    const copy = structuredClone(from.value)
    if (random.chance(0.7)) remove(from)
    add(to, typeof from.name === 'string' && random.chance(0.6) ? from.name : random.pick(Object.keys(to).filter((n) => !['id', 'type'].includes(n))) ?? 'x', copy)
  },
  graft: ({ random, words, nodes }) => {
    const { name, node } = random.pick(words.nodes)
    add(random.pick(nodes).value, random.chance(0.7) ? name : random.pick(words.names), structuredClone(node))
  },
  swap: ({ random, words, places }) => {
    const place = random.pick(places.filter((p) => typeof p.name === 'string'))
    set(place, structuredClone(random.pick(words.values.get(place.name) ?? [null])))
  },
  extend: ({ random, words, nodes }) => add(random.pick(nodes).value, random.pick(words.names), random.pick(TEXTS[random.pick(TYPES)])),
  language: ({ random, places }) => {
    const found = places.filter((p) => /^[a-z]{2}$/.test(p.name) && p.name !== 'id')
    if (!found.length) return false
    const { holder, name, value } = random.pick(found)
    if (random.chance(0.5)) delete holder[name]
    holder[random.pick(TEXTS.language)] = random.pick([value, [value, value], [value, 'another'].flat(), '', null])
  },
  unlabel: ({ random, places }) => {
    const found = places.filter((p) => isNode(p.value) && Object.keys(p.value).some((n) => n.length === 2 && n !== 'id'))
    if (!found.length) return false
    const place = random.pick(found)
    set(place, random.pick([Object.values(place.value)[0], Object.values(place.value), [place.value, { en: 'another' }], { '': 'text' }]))
  },
  scheme: ({ random, words, places }) => {
    const found = places.filter((p) => p.name === 'inScheme')
    if (!found.length) return false
    const place = random.pick(found)
    set(place, random.pick([structuredClone(random.pick(words.schemes)), place.value?.id ?? null, { ...place.value, type: 'Concept' }, { ...place.value, id: place.value?.id + '/' }, [place.value, random.pick(words.schemes)].flat()]))
  },
  merge: ({ random, nodes }) => { random.pick(nodes).value.id = random.pick(nodes).value.id ?? 'urn:merged' },
  identify: ({ random, nodes }) => {
    const { value } = random.pick(nodes)
    random.chance(0.4) ? delete value.id : value.id = random.pick(TEXTS.reference)
  },
  refer: ({ random, nodes }) => {
    const place = random.pick(nodes)
    set(place, place.value.id ?? 'urn:unknown')
  },
  value: ({ random, places }) => {
    const kind = random.pick(['xsd:dateTime', 'xsd:dateTime', 'xsd:duration', 'xsd:decimal', 'xsd:boolean', 'reference', 'text'])
    const found = places.filter((p) => typeof p.value === 'string' && kindOf(p.value) === kind)
    if (!found.length) return false
    set(random.pick(found), random.pick(TEXTS[kind]))
  },
  kind: ({ random, places }) => {
    const place = random.pick(places)
    set(place, structuredClone(random.pick([...TEXTS.other, random.pick(TEXTS[random.pick(TYPES)])])))
  },
  wrap: ({ random, places }) => {
    const place = random.pick(places)
    set(place, [[place.value]])
  },
  profile: ({ random, words, root }) => {
    const profile = () => ({ id: 'http://data.europa.eu/snb/model/ap/' + random.pick(['edc-generic-full', 'edc-generic-no-cv', 'edc-issued-by-mandate', 'edc-accredited', 'edc-converted', 'edc-diploma-supplement']), type: 'ShaclValidator2017' })
    root.credentialSchema = random.chance(0.9) ? profile() : [profile(), profile()]
  },
  credentialType: ({ random, root }) => add(root, 'type', random.pick(['Mandate', 'VerifiablePresentation', 'EuropeanDigitalPresentation']))
}

const NAMES = [...Object.keys(CHANGES), 'value', 'value', 'value', 'swap', 'language']

// A copy of a credential with one to three changes, and their names. One in three thousand or so has no change.
export function mutate (random, words, credential) {
  const root = structuredClone(credential)
  const names = []
  for (let i = random.pick([1, 1, 2, 3]); i > 0; i--) {
    // What is wrong with an id or a type is often no JSON-LD, and then no rule is asked.
    const places = placesIn(root).filter((p) => !['id', 'type'].includes(p.name) || random.chance(0.2))
    const nodes = places.filter((p) => isNode(p.value) && 'type' in p.value)
    const name = random.pick(NAMES)
    if (!nodes.length || CHANGES[name]({ random, words, places, nodes, root }) === false) continue
    names.push(name)
  }
  return { credential: root, changes: names.join(' ') }
}
