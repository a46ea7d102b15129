import { childLookup } from "./processes";
import { counter, type SharedMemory } from "./shared-memory";

/** Milliseconds between two looks at the program, how many it has to end by itself, and how many of looks in all. */
const pause = 20;
const patience = 200;
const limit = 3000;

/**
 * Wait for a program on the main thread, by `execSync` and the like: nothing else is heard there meanwhile, so that the
 * sockets' thread must end it when an interrupt comes.
 * @param announce tells that thread which of this process's children are not meant: those that are there already
 */
export function waitForChild<T>(
  { counters }: SharedMemory,
  announce: (spared: readonly number[]) => void,
  work: () => T,
): T {
  announce(childLookup()(process.pid));
  Atomics.add(counters, counter.wait, 1);
  try {
    return work();
  } finally {
    Atomics.add(counters, counter.wait, 1);
  }
}

/** The sockets' thread's side of it. */
export class WaitedChild {
  readonly #counters: Int32Array;
  #spared: ReadonlySet<number> = new Set();

  constructor({ counters }: SharedMemory) {
    this.#counters = counters;
  }

  spare(children: readonly number[]): void {
    this.#spared = new Set(children);
  }

  /** End the program that the main thread waits for, if it does, with all that it started: ask it, then make it. */
  end(): void {
    const wait = this.#wait;
    // Odd: within a wait.
    if (wait % 2 === 0) return;
    const begun = performance.now();
    // Kept: what a program leaves behind when it ends is nobody's child any more, and may hold its output open.
    const family = new Set<number>();
    const look = (): void => {
      const age = performance.now() - begun;
      const seen = this.#family();
      // Over meanwhile: these may be the children of what came after.
      if (this.#wait !== wait) return;
      for (const pid of seen) {
        if (!family.has(pid)) kill(pid, "SIGINT");
        family.add(pid);
      }
      if (age > patience) for (const pid of family) kill(pid, "SIGKILL");
      // It may have yet to start.
      if (age < limit) setTimeout(look, pause);
    };
    look();
  }

  get #wait(): number {
    return Atomics.load(this.#counters, counter.wait);
  }

  /** The program and its descendants. */
  #family(): readonly number[] {
    const childrenOf = childLookup();
    const within = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(within)];
    return childrenOf(process.pid)
      .filter((pid) => !this.#spared.has(pid))
      .flatMap(within);
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
