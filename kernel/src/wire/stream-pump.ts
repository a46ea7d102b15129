import { noParent, type StreamName } from "./protocol";
import type { StreamReader } from "./stream-reader";

/** Which stream of which request text belongs to. */
export interface StreamTarget {
  /** The request's header as JSON, or `noParent`. */
  readonly parentHeader: string;
  readonly name: StreamName;
}

/** Publishes a piece of a stream; `onSent` when it left. */
export type EmitStream = (target: StreamTarget, text: string, onSent: () => void) => void;

/** The most bytes of text in one message: large enough to be cheap, small enough to be shown while it grows. */
const maxBytes = 64 * 1024;
/** Milliseconds between messages of a stream that goes on and on. */
const interval = 20;

/** Turns the bytes of the ring into stream messages, few of them: whatever came within an interval is one message. */
export class StreamPump {
  readonly #reader: StreamReader;
  readonly #emit: EmitStream;
  #target: StreamTarget = { parentHeader: noParent, name: "stdout" };
  #timer: NodeJS.Timeout | undefined;
  #lastTime = -Infinity;

  constructor(reader: StreamReader, emit: EmitStream) {
    this.#reader = reader;
    this.#emit = emit;
  }

  /** There is text: send it soon. */
  signal(): void {
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(0, this.#lastTime + interval - performance.now()));
  }

  /** Send all that was written up to `position`, now: something else follows it. */
  flushTo(position: number): void {
    for (let piece = this.#reader.take(position, maxBytes); piece; piece = this.#reader.take(position, maxBytes)) {
      const { text, numBytes } = piece;
      this.#emit(this.#target, text, () => this.#reader.release(numBytes));
    }
  }

  /** What is written from `position` on belongs to `target`. */
  switchTo(target: StreamTarget, position: number): void {
    this.flushTo(position);
    this.#target = target;
  }

  /** Send all that there is. */
  #flush(): void {
    this.#timer = undefined;
    this.#lastTime = performance.now();
    this.flushTo(this.#reader.look());
  }

  /** Send the rest, at the end. */
  finish(): void {
    clearTimeout(this.#timer);
    this.#flush();
  }
}
