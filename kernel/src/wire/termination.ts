import { now } from "../own-clock";
import { counter, isClosed, type SharedMemory } from "./shared-memory";

/** The states of a termination; the main thread makes it wanted, the sockets' thread the others. */
const state = { none: 0, wanted: 1, isBeingPosted: 2, posted: 3 } as const;

/** How long, in milliseconds, the sockets' thread may take to hear that a termination is wanted. */
const patience = 500;

/**
 * Have what this thread runs ended, right after the caller. The inspector's message that does it can't come from here:
 * asked for inside an evaluation it would end that one instead. So the sockets' thread posts it, while this thread
 * waits; nothing else can have come in between when it takes effect.
 * @param ask tells the sockets' thread
 * @returns whether it was posted
 */
export function awaitTermination(memory: SharedMemory, ask: () => void): boolean {
  const { counters } = memory;
  Atomics.store(counters, counter.termination, state.wanted);
  ask();
  const deadline = now() + patience;
  // Atomics.wait can't be used: this may have broken into one, and V8 (of Node 20) crashes on one inside another.
  while (Atomics.load(counters, counter.termination) !== state.posted) {
    if (isClosed(memory)) return false;
    const isLate = now() > deadline;
    if (isLate && Atomics.compareExchange(counters, counter.termination, state.wanted, state.none) === state.wanted)
      return false;
  }
  return true;
}

/**
 * Post a termination that the main thread waits for; none when it doesn't wait any more.
 * @param post sends the inspector's message
 */
export function grantTermination({ counters }: SharedMemory, post: () => void): void {
  const { wanted, isBeingPosted, posted } = state;
  if (Atomics.compareExchange(counters, counter.termination, wanted, isBeingPosted) !== wanted) return;
  post();
  Atomics.store(counters, counter.termination, posted);
}
