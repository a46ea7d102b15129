import type { Wire } from "./protocol";
import { counter, isClosed, type SharedMemory, waitForChange } from "./shared-memory";

/** The most UTF-16 units written at once; each is at most 3 bytes of UTF-8. */
const sliceLength = 16 * 1024;
const maxBytesOfUnit = 3;

/** The main thread's end of the ring of stream text. */
export class StreamWriter {
  readonly #memory: SharedMemory;
  readonly #signal: () => void;
  /** The ring's bytes, which text can be written into directly. */
  readonly #bytes: Buffer;
  readonly #scratch = Buffer.allocUnsafe(sliceLength * maxBytesOfUnit);

  /** @param signal tells the other end that there is text, once until it has looked */
  constructor(memory: SharedMemory, signal: () => void) {
    this.#memory = memory;
    this.#signal = signal;
    this.#bytes = Buffer.from(memory.ring.buffer, memory.ring.byteOffset, memory.ring.length);
  }

  /** How far has been written: what is published now comes after the text up to here. */
  get position(): number {
    return this.#memory.counters[counter.written] as number;
  }

  /**
   * Write text; block while the ring is full. Nothing is written once the sockets are closed.
   * @param uninterruptible runs each write of a slice without its being torn
   */
  write(text: string, uninterruptible: Wire["uninterruptible"]): void {
    let from = 0;
    while (from < text.length) {
      const slice = nextSlice(text, from);
      from += slice.length;
      this.#waitForRoom(slice.length * maxBytesOfUnit);
      if (isClosed(this.#memory)) return;
      uninterruptible(() => this.#put(slice));
    }
  }

  #waitForRoom(bytes: number): void {
    const { counters, ring } = this.#memory;
    for (;;) {
      const read = Atomics.load(counters, counter.read);
      const used = (this.position - read) >>> 0;
      if (ring.length - used >= bytes || isClosed(this.#memory)) return;
      this.#tell();
      waitForChange(this.#memory, counter.read, read);
    }
  }

  #put(slice: string): void {
    const at = this.position & (this.#bytes.length - 1);
    const mayReachEnd = at + slice.length * maxBytesOfUnit > this.#bytes.length;
    const numBytes = mayReachEnd ? this.#putAround(slice, at) : this.#bytes.write(slice, at);
    Atomics.store(this.#memory.counters, counter.written, (this.position + numBytes) | 0);
    this.#tell();
  }

  /** Write at the ring's end, and go on at its start. @returns how many bytes */
  #putAround(slice: string, at: number): number {
    const bytes = this.#scratch.subarray(0, this.#scratch.write(slice));
    const { ring } = this.#memory;
    const first = Math.min(bytes.length, ring.length - at);
    ring.set(bytes.subarray(0, first), at);
    ring.set(bytes.subarray(first), 0);
    return bytes.length;
  }

  #tell(): void {
    if (Atomics.exchange(this.#memory.counters, counter.isSignalled, 1) === 0) this.#signal();
  }
}

/** The next slice of a text, not ending inside a surrogate pair. */
function nextSlice(text: string, from: number): string {
  if (text.length - from <= sliceLength) return from === 0 ? text : text.slice(from);
  const last = text.charCodeAt(from + sliceLength - 1);
  const isHighSurrogate = last >= 0xd8_00 && last <= 0xdb_ff;
  return text.slice(from, from + sliceLength - (isHighSurrogate ? 1 : 0));
}
