import { counter, isClosed, type SharedMemory, waitForChange } from "./shared-memory";

/** How many bytes of messages may be under way between the threads and in the sockets' queue. */
const limit = 4 * 1024 * 1024;

/**
 * Block until there is room for another message, then count it. One message of any size fits when there is room at all.
 * @param bytes the message's size
 */
export function waitForCredit(memory: SharedMemory): void {
  let underWay = Atomics.load(memory.counters, counter.underWay);
  while (underWay >= limit && !isClosed(memory)) {
    waitForChange(memory, counter.underWay, underWay);
    underWay = Atomics.load(memory.counters, counter.underWay);
  }
}

/** Count a message that is handed over. */
export function spendCredit({ counters }: SharedMemory, bytes: number): void {
  Atomics.add(counters, counter.underWay, bytes);
}

/** Give back what a message took: it was sent. */
export function returnCredit({ counters }: SharedMemory, bytes: number): void {
  Atomics.sub(counters, counter.underWay, bytes);
  Atomics.notify(counters, counter.underWay);
}
