import { counter, type SharedMemory } from "./shared-memory";

/** The sockets' thread's end of the ring of stream text. */
export class StreamReader {
  readonly #memory: SharedMemory;
  /** Position up to which text was taken; it may still have to be sent. */
  #taken: number;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    this.#taken = Atomics.load(memory.counters, counter.read);
  }

  /** How far the main thread has written; from here on it signals again. */
  look(): number {
    Atomics.store(this.#memory.counters, counter.isSignalled, 0);
    return Atomics.load(this.#memory.counters, counter.written);
  }

  /**
   * Take the next text, at most `maxBytes` of it and never half a character.
   * @param position where to stop, as `look` or the writer's `position` said
   * @param maxBytes >= 4
   * @returns undefined when there is none before `position`
   */
  take(position: number, maxBytes: number): { readonly text: string; readonly numBytes: number } | undefined {
    const available = (position - this.#taken) | 0;
    if (available <= 0) return undefined;
    const { ring } = this.#memory;
    let numBytes = Math.min(available, maxBytes);
    if (numBytes < available) {
      while (isContinuation(ring[(this.#taken + numBytes) & (ring.length - 1)] as number)) numBytes -= 1;
    }
    const at = this.#taken & (ring.length - 1);
    const bytes = Buffer.allocUnsafe(numBytes);
    const first = Math.min(numBytes, ring.length - at);
    bytes.set(ring.subarray(at, at + first), 0);
    bytes.set(ring.subarray(0, numBytes - first), first);
    this.#taken = (this.#taken + numBytes) | 0;
    return { text: bytes.toString("utf8"), numBytes };
  }

  /** Say that bytes taken before were sent: their place may be written over. */
  release(numBytes: number): void {
    const { counters } = this.#memory;
    Atomics.add(counters, counter.read, numBytes);
    Atomics.notify(counters, counter.read);
  }
}

/** Whether a byte of UTF-8 continues a character. */
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
