// bench.mjs SECONDS PROFILE W3C_CONTEXT CREDENTIAL…: what the oracle costs, warm, in one thread. Prints for each
// credential its file, the milliseconds of reading its text into a graph and of checking that, and how many
// different (focus, path, component) it finds, with tabs between.
import { readFileSync } from 'node:fs'
import { Oracle, profilesOf } from './oracle.mjs'

const [seconds, profile, w3c, ...files] = process.argv.slice(2)
const oracle = new Oracle(profile, w3c)

async function measure (step) {
  const run = async (milliseconds) => {
    const begin = performance.now()
    let count = 0
    do { await step(); count++ } while (performance.now() - begin < milliseconds)
    return (performance.now() - begin) / count
  }
  await run(seconds * 1000)
  return run(seconds * 1000)
}

for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const profiles = oracle.closure(profilesOf(JSON.parse(text)))
  const graph = await oracle.graph(JSON.parse(text))
  const reading = await measure(() => oracle.graph(JSON.parse(text)))
  const checking = await measure(() => oracle.check(graph, profiles))
  console.log([file, reading.toFixed(4), checking.toFixed(4), new Set(await oracle.check(graph, profiles)).size].join('\t'))
}
