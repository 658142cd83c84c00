import { Worker } from "node:worker_threads";

/** Ends the process when a step of the test takes too long: a compiler that hangs lets no timer of its own thread run. */
export interface Watchdog {
  /** A step begins. */
  step(name: string): void;
  stop(): Promise<void>;
}

const BARK = `
const { workerData, parentPort } = require("node:worker_threads");
const { writeSync } = require("node:fs");
let timer;
parentPort.on("message", (name) => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    writeSync(2, name + " takes more than " + workerData / 1000 + " s\\n");
    process.kill(process.pid, "SIGKILL");
  }, workerData);
});`;

/** @param limit milliseconds */
export function watch(limit: number): Watchdog {
  const worker = new Worker(BARK, { eval: true, workerData: limit });
  return {
    step: (name) => worker.postMessage(name),
    stop: async () => {
      await worker.terminate();
    },
  };
}
