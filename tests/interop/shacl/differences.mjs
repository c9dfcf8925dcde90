// Where Signet means to differ from the oracle: it refuses what no rule, or not every rule, would look at. Each
// entry names what Signet says (the problem, or the finding where JSON-LD itself is refused), why, and when that
// is right: `credential` is what was asked about, `oracle` what the oracle says of it (oracle.mjs).
import { isDeepStrictEqual } from 'node:util'
import { CONTEXTS } from './oracle.mjs'

const some = (value, fits) => value !== null && typeof value === 'object' &&
  Object.entries(value).some(([name, inner]) => fits(name, inner) || some(inner, fits))
const values = (value) => [value ?? []].flat().filter((v) => v !== null)

export const DIFFERENCES = [
  {
    signet: 'context-unexpected',
    why: 'Without its contexts, or with others, terms mean nothing or something else, and all rules pass.',
    holds: (credential) => !isDeepStrictEqual(credential['@context'], CONTEXTS) ||
      some({ ...credential, '@context': 0 }, (name, value) => name === '@context' && value !== 0)
  },
  {
    signet: 'not-a-credential',
    why: 'No rule looks at a credential without its type; the other type defines issuer, issued and more.',
    holds: ({ type }) => !Array.isArray(type) || !type.includes('VerifiableCredential') || !type.includes('EuropeanDigitalCredential')
  },
  {
    signet: 'not-a-credential',
    why: 'With several credentials in one text, what one says could count for another.',
    holds: (credential, oracle) => oracle.roots !== undefined && oracle.roots !== 1
  },
  {
    signet: 'not-a-credential',
    why: 'No keyword of JSON-LD is read but the @context at the top; all others have aliases.',
    holds: (credential) => some({ ...credential, '@context': 0 }, (name) => name.startsWith('@') && name !== '@context')
  },
  {
    signet: 'profile-unknown',
    why: 'There are no rules, or not all of those it claims to follow.',
    holds: (credential, oracle) => oracle.results === undefined
  },
  {
    signet: 'json-ld',
    why: 'Both refuse it.',
    holds: (credential, oracle) => oracle.error !== undefined
  },
  {
    signet: 'json-ld',
    why: 'An id that begins with @ is a keyword to JSON-LD, or may become one.',
    holds: (credential) => some(credential, (name, value) => name === 'id' && typeof value === 'string' && value.startsWith('@'))
  }
]

// Why Signet may refuse this credential; undefined if it may not.
export function reasonFor (signet, credential, oracle) {
  return DIFFERENCES.find((difference) => difference.signet === signet && difference.holds(credential, oracle))?.why
}
