/**
 * The memory that the main thread and the sockets' thread share: a ring of bytes that carries stream text, and seven
 * counters. It is what lets output leave a main thread that never yields, and what makes that thread wait when a front
 * end reads slowly.
 */
export interface SharedMemory {
  readonly counters: Int32Array;
  /** [ringBytes]; the byte of position p stands at p modulo its length, a power of two. */
  readonly ring: Uint8Array;
}

/** The counters' places. Positions count bytes modulo 2 ** 32. */
export const counter = {
  /** Position up to which the main thread has written. */
  written: 0,
  /** Position up to which the ring may be written over: those bytes were sent. */
  read: 1,
  /** 1 while the sockets' thread has been told of bytes that it hasn't looked at. */
  isSignalled: 2,
  /** Bytes of messages handed over and not sent yet. */
  underWay: 3,
  /** 1 once the sockets' thread has ended: nobody reads any more. */
  isClosed: 4,
  /** How far the threads are with ending what the main thread runs: one of `termination`. */
  termination: 5,
  /** How often the main thread has begun, and ended, to wait for a program: odd while it waits. */
  wait: 6,
} as const;

const numCounters = 7;

/** @param ringBytes a power of two */
export function createSharedBuffer(ringBytes: number): SharedArrayBuffer {
  if (!Number.isInteger(Math.log2(ringBytes)))
    throw new RangeError(`ringBytes must be a power of two, got ${ringBytes}`);
  return new SharedArrayBuffer(numCounters * Int32Array.BYTES_PER_ELEMENT + ringBytes);
}

/** The views that either thread has on the shared bytes. */
export function mapShared(buffer: SharedArrayBuffer): SharedMemory {
  const counters = new Int32Array(buffer, 0, numCounters);
  return { counters, ring: new Uint8Array(buffer, counters.byteLength) };
}

/**
 * Block until a counter differs from `value`, or a tenth of a second went by: the caller looks again.
 * An interrupt wakes it too, and ends its caller.
 */
export function waitForChange({ counters }: SharedMemory, place: number, value: number): void {
  Atomics.wait(counters, place, value, 100);
}

/** Say that the sockets' thread has ended, and wake who waits for it. */
export function markClosed({ counters }: SharedMemory): void {
  Atomics.store(counters, counter.isClosed, 1);
  for (const place of [counter.isClosed, counter.read, counter.underWay]) Atomics.notify(counters, place);
}

export function isClosed({ counters }: SharedMemory): boolean {
  return Atomics.load(counters, counter.isClosed) === 1;
}
