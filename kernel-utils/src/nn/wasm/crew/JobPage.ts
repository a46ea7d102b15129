/** One kernel's call several times over: call i has the arguments first + i * step. */
export interface Job {
  /** Its name among the module's exports. */
  kernel: string;
  /** How many calls. They write to different places, so that it doesn't matter who makes which, or when. */
  count: number;
  /** Whether the first argument is to be 1 in each thread's first call, and 0 in its others. */
  saysFirst?: boolean;
  /** At most 40. */
  first: readonly number[];
  step: readonly number[];
  /** The last argument is scratch: each thread's begins so many bytes after that of the thread before. */
  scratchBytes: number;
}

/** Where in the page the whole numbers stand. */
const at = {
  ticket: 0,
  isOpen: 1,
  numActive: 2,
  numAsleep: 3,
  numTaken: 4,
  count: 5,
  kernel: 6,
  numArgs: 7,
  scratchBytes: 8,
  hasFailed: 9,
  saysFirst: 10,
} as const;
const maxArgs = 40;
/** How long a thread looks for a change before it falls asleep, in milliseconds. */
const patience = 0.1;

type Functions = Readonly<Record<string, (...args: number[]) => void>>;

/**
 * A job on memory that two threads share. One thread, the owner, opens it; both take calls of it, one by one, until there are none
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

  /**
   * The owner's part of a job, and the end of it: all calls are made when it returns.
   * @throws Error when a call failed, on whichever thread
   */
  run(job: Job): void {
    const state = this.#state;
    this.settle();
    state[at.count] = job.count;
    state[at.kernel] = this.#names.indexOf(job.kernel);
    state[at.numArgs] = job.first.length;
    state[at.scratchBytes] = job.scratchBytes;
    state[at.saysFirst] = Number(job.saysFirst ?? false);
    this.#args.set(job.first);
    this.#args.set(job.step, maxArgs);
    Atomics.store(state, at.hasFailed, 0);
    Atomics.store(state, at.numTaken, 0);
    Atomics.store(state, at.isOpen, 1);
    Atomics.add(state, at.ticket, 1);
    if (Atomics.load(state, at.numAsleep) > 0) Atomics.notify(state, at.ticket);
    try {
      this.#takeCalls(0);
    } finally {
      this.settle();
    }
    if (Atomics.load(state, at.hasFailed) === 1) throw new Error(`${job.kernel} failed on the other thread`);
  }

  /** Close the job, and wait until nobody is at it: also one that an interrupt has left open. */
  settle(): void {
    Atomics.store(this.#state, at.isOpen, 0);
    for (;;) {
      const numActive = Atomics.load(this.#state, at.numActive);
      if (numActive === 0) return;
      if (!this.#changes(at.numActive, numActive)) Atomics.wait(this.#state, at.numActive, numActive, 1);
    }
  }

  /** What another thread does: help with each job, for ever. */
  help(thread: number): never {
    const state = this.#state;
    let seen = 0;
    for (;;) {
      if (!this.#changes(at.ticket, seen)) {
        Atomics.add(state, at.numAsleep, 1);
        Atomics.wait(state, at.ticket, seen);
        Atomics.sub(state, at.numAsleep, 1);
      }
      seen = Atomics.load(state, at.ticket);
      Atomics.add(state, at.numActive, 1);
      try {
        if (Atomics.load(state, at.isOpen) === 1) this.#takeCalls(thread);
      } catch {
        Atomics.store(state, at.hasFailed, 1);
      }
      Atomics.sub(state, at.numActive, 1);
      Atomics.notify(state, at.numActive);
    }
  }

  /** Look at a number for a moment, whether it becomes another: to fall asleep and be woken takes about as long. */
  #changes(index: number, value: number): boolean {
    const end = performance.now() + patience;
    do {
      for (let i = 0; i < 100; i++) if (Atomics.load(this.#state, index) !== value) return true;
    } while (performance.now() < end);
    return false;
  }

  /**
   * Make calls until there are none left: one thread from the first on, the other back from the last, so that job after job each
   * finds in its own cache what it wrote there.
   */
  #takeCalls(thread: number): void {
    const state = this.#state;
    const size = state[at.numArgs]!;
    const run = this.#functions[this.#names[state[at.kernel]!]!]!;
    const first = Array.from(this.#args.subarray(0, size));
    const step = Array.from(this.#args.subarray(maxArgs, maxArgs + size));
    first[size - 1]! += thread * state[at.scratchBytes]!;
    const count = state[at.count]!;
    for (let numMade = 0; Atomics.add(state, at.numTaken, 1) < count; numMade++) {
      const i = thread === 0 ? numMade : count - 1 - numMade;
      if (state[at.saysFirst] === 1) first[0] = Number(numMade === 0);
      run(...first.map((arg, a) => arg + i * step[a]!));
    }
  }
}
