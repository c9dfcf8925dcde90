import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

// A bare credential, an upload wrapper, or a sealed container.
export function unwrap (document) {
  if (typeof document.payload === 'string') {
    const bare = document.payload.trimStart().startsWith('{')
    return unwrap(JSON.parse(bare ? document.payload : Buffer.from(document.payload, 'base64url').toString()))
  }
  return document.credential && !document['@context'] ? document.credential : document
}

export function readFolder (path) {
  return readdirSync(path).filter((n) => /\.json(ld)?$/.test(n)).map((n) => [n, unwrap(JSON.parse(readFileSync(join(path, n), 'utf8')))])
}

// RFC 6902, as far as the mutations use it.
export function patch (document, operations) {
  for (const { op, path, value, from } of operations) {
    const find = (pointer) => {
      const steps = pointer.split('/').slice(1).map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'))
      const last = steps.pop()
      return [steps.reduce((at, s) => at[s], document), last]
    }
    const read = (pointer) => { const [holder, name] = find(pointer); return structuredClone(holder[name]) }
    const remove = (pointer) => { const [holder, name] = find(pointer); Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name] }
    const add = (what) => { const [holder, name] = find(path); Array.isArray(holder) ? holder.splice(name === '-' ? holder.length : Number(name), 0, what) : holder[name] = what }
    if (op === 'remove') remove(path)
    else if (op === 'add') add(value)
    else if (op === 'replace') { const [holder, name] = find(path); holder[name] = value } else if (op === 'copy') add(read(from))
    else if (op === 'move') { const what = read(from); remove(from); add(what) } else if (op !== 'test') throw new Error(`unknown operation ${op}`)
  }
  return document
}
