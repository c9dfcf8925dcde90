// Not made: what jsonld.js reads otherwise than JSON-LD 1.1 has it (tests/unit/elm covers it). It drops all
// below a name with white space in it (API 5.1.2 step 13.3), reads strings as doubles where one is due and
// takes 1e-7 for an integer (8.2.2 step 10).
//
// Random credentials and random changes to credentials, the same for the same seed.

const NAMES = ['name', 'title', 'labels', 'about', 'part', 'kind', 'begins', 'credits', 'pages', 'open',
  'latitude', 'brief', 'bundle', 'issued', 'evidence', 'proof', 'schema', 'purpose', 'created', 'remark', 'assert',
  'le:extra', 'via:x', 'loc:y', 'at:z', 'urn:p', 'http://example.org/q', 'undefined', 'tilte', '_:p', 'x:']
const TYPES = ['Attestation', 'Signature', 'Rival', 'Copy', 'Lasting', 'Course', 'Person', 'Checker', 'le:T', 'urn:t', 'Nothing', '_:t', 'assert']
const IRIS = ['le:n1', 'le:n2', 'le:n3', 'urn:n:4', 'http://example.org/n5', '_:b1', '_:b2', 'relative', '#x', '', 'http://a b',
  'urn:a"b', 'urn:<x>', 'urn:a%zz', 'urn:a%20', 'http://a#b#c', 'urn:[x]', 'http://[::1]/', 'loc:z', 'via:1', 'é:x', 'urn:é', '1:x', 'id', 'Person']
const TEXTS = ['', 'text', 'assert', 'Person', '2020-01-01T00:00:00Z', '1.5', 'ä"\\\n\t\u0001', 'le:n1', '@like', ' x ', '\u{1f600}', 'type']
const NUMBERS = [0, -0, 1, -1, 5, 1.5, -2.25, 0.1, 1e15, 1e21, 123456.789, 1e300, 3.141592653589793, 100, 2.5e-5, 0.30000000000000004, 4294967296]
const TAGS = ['en', 'EN', 'de', 'en-GB', 'en_GB', 'x', '', 'x-y', 'zh-Hant', 'abcdefghi', 'e', 'fr', '@none', 'i-klingon', 'en-a']

function scalar (random) {
  return random.pick([random.pick(IRIS), random.pick(IRIS), random.pick(TEXTS), random.pick(NUMBERS), random.chance(0.5), null])
}

function languages (random) {
  const map = {}
  for (let i = random.below(4); i >= 0; i--) {
    map[random.pick(TAGS)] = random.chance(0.7) ? random.pick(TEXTS) : random.chance(0.9) ? [random.pick(TEXTS), null, random.pick(TEXTS)] : scalar(random)
  }
  return map
}

function value (random, depth) {
  const dice = random.below(10)
  if (dice < 4 || depth === 0) return scalar(random)
  if (dice < 7) return node(random, depth - 1)
  if (dice < 8) return languages(random)
  return Array.from({ length: random.below(4) }, () => value(random, depth - 1))
}

export function node (random, depth) {
  const made = {}
  if (random.chance(0.6)) made.id = random.chance(0.98) ? random.pick(IRIS) : scalar(random)
  if (random.chance(0.6)) {
    const types = Array.from({ length: 1 + random.below(2) }, () => random.pick(TYPES))
    made.type = random.chance(0.02) ? scalar(random) : random.chance(0.5) ? types[0] : types
  }
  for (let i = random.below(6); i >= 0; i--) {
    const name = random.pick(NAMES)
    made[name] = ['title', 'labels'].includes(name) && random.chance(0.8) ? languages(random) : value(random, depth)
  }
  if (random.chance(0.01)) made['@graph'] = []
  return made
}

// jsonld.js drops a graph (@container: @graph) of nothing but a plain value, a reference or an empty
// object, against JSON-LD 1.1 API 5.1.2 step 13.12; so each gets a statement.
export function settle (value) {
  if (Array.isArray(value)) return value.map(settle)
  if (value === null || typeof value !== 'object') return value
  for (const [name, inner] of Object.entries(value)) {
    value[name] = settle(inner)
    if (['proof', 'bundle', 'verifiableCredential'].includes(name)) value[name] = [inner].flat(9).map((item) => say(item))
  }
  return value
}

function say (item) {
  if (item === null) return null
  return typeof item === 'object' ? { ...item, 'urn:said': 1 } : { 'urn:said': item }
}

// Every object and array in a credential, with what it stands in.
function places (value, found = []) {
  for (const [name, inner] of Object.entries(value)) {
    if (name === '@context') continue
    found.push([value, name])
    if (inner !== null && typeof inner === 'object') places(inner, found)
  }
  return found
}

const CHANGES = {
  remove: (random, [holder, name]) => { Array.isArray(holder) ? holder.splice(name, 1) : delete holder[name] },
  duplicate: (random, [holder, name]) => { holder[name] = [holder[name], structuredClone(holder[name])].flat() },
  retype: (random, [holder, name]) => { holder[name] = scalar(random) },
  rename: (random, [holder, name], all) => { if (!Array.isArray(holder)) { holder[random.pick([name + 'x', random.pick(all)[1]])] = holder[name]; delete holder[name] } },
  move: (random, [holder, name], all) => { const [to, at] = random.pick(all); to[at] = structuredClone(holder[name]) },
  wrap: (random, [holder, name]) => { holder[name] = [[holder[name]]] },
  language: (random, [holder, name]) => { if (typeof holder[name] === 'string' && name.length === 2) { holder[random.pick(TAGS)] = holder[name] } else { holder[name] = languages(random) } },
  merge: (random, [holder], all) => { const ids = all.filter(([h, n]) => n === 'id'); if (ids.length) random.pick(ids)[0].id = random.pick(ids)[0].id },
  relate: (random, [holder], all) => { const ids = all.filter(([h, n]) => n === 'id'); if (ids.length) random.pick(ids)[0].id = random.pick(IRIS) },
  type: (random, [holder], all) => { const types = all.filter(([h, n]) => n === 'type'); if (types.length) { const [h, n] = random.pick(types); h[n] = random.pick([[h[n], random.pick(types)[0].type].flat(2), 'VerifiableCredential', ['VerifiableCredential', 'Person']]) } }
}

// A copy of a credential with one to three changes.
export function mutate (random, credential) {
  const changed = structuredClone(credential)
  for (let i = random.below(3); i >= 0; i--) {
    const all = places(changed)
    if (all.length) CHANGES[random.pick(Object.keys(CHANGES))](random, random.pick(all), all)
  }
  return changed
}
