/** One kernel's call several times over: call i has the arguments first + i * step. */
export interface Job {
  /** Its name among the module's exports. */
  kernel: string;
  /** How many calls. They write to different places, so that it doesn't matter who makes which, or when. */
  count: number;
  /** At most 40. */
  first: readonly number[];
  step: readonly number[];
  /** The last argument is scratch: each thread's begins so many bytes after that of the thread before. */
  scratchBytes: number;
}

/** Indices of the whole numbers at the start of the page. */
const [ticket, isOpen, numActive, next, count, kernel, numArgs, scratchBytes] = [0, 1, 2, 3, 4, 5, 6, 7];
const maxArgs = 40;

type Functions = Readonly<Record<string, (...args: number[]) => void>>;

/**
 * A job on memory that threads share. One thread, the owner, opens it; all take calls of it, one by one, until there are none
 * left; and the owner closes it. A thread that comes late finds nothing to do, so that nobody waits for it.
 *
 * The job changes only while it is closed and nobody is active. A thread first says that it is active and then looks whether
 * the job is open; the owner first closes it and then looks whether somebody is active: so one of the two sees the other.
 */
export class JobPage {
  readonly #state: Int32Array;
  readonly #args: Float64Array;
  readonly #functions: Functions;
  readonly #names: readonly string[];

  /** @param buffer the page of the owner; by default a new one */
  constructor(
    functions: Functions,
    readonly buffer = new SharedArrayBuffer(64 + 8 * 2 * maxArgs),
  ) {
    this.#functions = functions;
    this.#names = Object.keys(functions);
    this.#state = new Int32Array(buffer, 0, 16);
    this.#args = new Float64Array(buffer, 64);
  }

  /** The owner's part of a job, and the end of it: all calls are made when it returns. */
  run(job: Job): void {
    this.settle();
    this.#state[count!] = job.count;
    this.#state[kernel!] = this.#names.indexOf(job.kernel);
    this.#state[numArgs!] = job.first.length;
    this.#state[scratchBytes!] = job.scratchBytes;
    this.#args.set(job.first);
    this.#args.set(job.step, maxArgs);
    Atomics.store(this.#state, next!, 0);
    Atomics.store(this.#state, isOpen!, 1);
    Atomics.add(this.#state, ticket!, 1);
    Atomics.notify(this.#state, ticket!);
    this.#takeCalls(0);
    this.settle();
  }

  /** Close the job, and wait until nobody is at it: also one that an interrupt has left open. */
  settle(): void {
    Atomics.store(this.#state, isOpen!, 0);
    for (let active = 1; (active = Atomics.load(this.#state, numActive!)) > 0;) {
      Atomics.wait(this.#state, numActive!, active, 1);
    }
  }

  /** What another thread does: help with each job, for ever. */
  help(thread: number): never {
    for (let seen = 0; ;) {
      Atomics.wait(this.#state, ticket!, seen);
      seen = Atomics.load(this.#state, ticket!);
      Atomics.add(this.#state, numActive!, 1);
      if (Atomics.load(this.#state, isOpen!) === 1) this.#takeCalls(thread);
      Atomics.sub(this.#state, numActive!, 1);
      Atomics.notify(this.#state, numActive!);
    }
  }

  /** Make calls until there are none left. */
  #takeCalls(thread: number): void {
    const size = this.#state[numArgs!]!;
    const run = this.#functions[this.#names[this.#state[kernel!]!]!]!;
    const first = Array.from(this.#args.subarray(0, size));
    const step = Array.from(this.#args.subarray(maxArgs, maxArgs + size));
    first[size - 1]! += thread * this.#state[scratchBytes!]!;
    const numCalls = this.#state[count!]!;
    for (let i = 0; (i = Atomics.add(this.#state, next!, 1)) < numCalls;) {
      run(...first.map((arg, a) => arg + i * step[a]!));
    }
  }
}
