// A thread of its own for an oracle. Gets files, answers each with what the oracle says.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { Oracle } from './oracle.mjs'

const oracle = new Oracle(workerData.profile, workerData.w3c)
parentPort.on('message', async (file) => {
  parentPort.postMessage({ file, verdict: await oracle.judge(JSON.parse(readFileSync(file, 'utf8'))) })
})
