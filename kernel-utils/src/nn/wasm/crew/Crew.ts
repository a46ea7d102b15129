import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { instantiate } from "../instantiate";
import { type Job, JobPage } from "./JobPage";

/** The compiled file seen from src/nn/wasm/crew and from dist/nn/wasm/crew: a worker can't start from TypeScript. */
const helperFile = join(__dirname, "..", "..", "..", "..", "dist", "nn", "wasm", "crew", "helper.js");

/** Threads at a job: this one and a helper, where there is a processor for it. */
export const numThreads = Math.min(2, availableParallelism());

/**
 * Kernels on a shared memory, run by two threads. The second starts with the first job; until it is there, and whenever it is
 * late, the first does all. It ends with the process, which it doesn't keep alive.
 */
export class Crew {
  readonly #page: JobPage;
  readonly #start: () => void;
  #isStarted = numThreads === 1;

  constructor(binary: object, memory: object) {
    this.#page = new JobPage(instantiate(binary, memory));
    const { buffer } = this.#page;
    this.#start = () => {
      const helper = new Worker(helperFile, { workerData: { binary, memory, buffer, thread: 1 }, execArgv: [] });
      helper.on("error", () => {}); // this thread goes on alone
      helper.unref();
    };
  }

  run(job: Job): void {
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#start();
    }
    this.#page.run(job);
  }

  /** Make sure that nobody is at a job that an interrupt has left. */
  settle(): void {
    this.#page.settle();
  }
}
