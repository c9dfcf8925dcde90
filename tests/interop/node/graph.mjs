// The default graph of a credential as JSON-LD 1.1 has it: jsonld.js, less what it leaves in.
import jsonld from 'jsonld'

const LANG_STRING = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString'

// RFC 5646 2.1, written down once more.
const LANGUAGE = /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-klingon)$/i
// RFC 3987 2.2: jsonld.js looks only for a scheme and white space.
const IRI = /^[a-z][a-z0-9+.-]*:(?:\/\/(?:[^\s/?#<>"{}|\\^`%\x00-\x20]|%[0-9a-f]{2})*(?=[/?#]|$))?(?:[^\s#<>"{}|\\^`%[\]\x00-\x20]|%[0-9a-f]{2})*(?:#(?:[^\s#<>"{}|\\^`%[\]\x00-\x20]|%[0-9a-f]{2})*)?$/iu

// What jsonld.js keeps and JSON-LD 1.1 API 8.1 and 8.2 drop.
function isWellFormed ({ subject, predicate, object }) {
  const terms = [subject, predicate, object].filter((t) => t.termType === 'NamedNode')
  if (!terms.every((t) => IRI.test(t.value))) return false
  return object.datatype?.value !== LANG_STRING || LANGUAGE.test(object.language)
}

// `contexts`: IRI to what its document says. With `once`, jsonld.js reads each IRI's context only once in
// this process, so there may be no other of the same IRI.
export async function defaultGraph (credential, contexts, { once = false } = {}) {
  const quads = await jsonld.toRDF(credential, {
    documentLoader: async (url) => {
      if (!contexts.has(url)) throw new Error(`offline: ${url}`)
      return { contextUrl: null, documentUrl: url, document: contexts.get(url), ...(once && { tag: 'static' }) }
    }
  })
  return quads.filter((q) => q.graph.termType === 'DefaultGraph' && isWellFormed(q))
}
