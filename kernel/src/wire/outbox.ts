import type { Publisher } from "zeromq";
import { log } from "./log";
import type { Frames } from "./message";

interface Letter {
  readonly frames: Frames | Promise<Frames>;
  readonly onSent: (() => void) | undefined;
}

/** How long, in milliseconds, a front end that reads nothing may hold up all output. */
const defaultPatience = 60_000;
/** And once it has been given up, until it reads again. */
const impatience = 50;

/**
 * What goes out on iopub, in order and nothing dropped: while a front end's queue is full, it waits. Only a front end
 * that read nothing for a minute misses messages, so that one which hangs can't stop the kernel for all the others.
 */
export class Outbox {
  readonly #socket: Publisher;
  readonly #patience: number;
  #letters: Letter[] = [];
  #isSending = false;
  #hasGivenUp = false;
  #whenEmpty: (() => void)[] = [];

  /** @param socket with `noDrop` and `sendTimeout: 0`: a send that would have to wait fails with EAGAIN at once */
  constructor(socket: Publisher, patience = defaultPatience) {
    this.#socket = socket;
    this.#patience = patience;
  }

  push(frames: Frames | Promise<Frames>, onSent?: () => void): void {
    this.#letters.push({ frames, onSent });
    if (!this.#isSending) void this.#sendAll();
  }

  /** Resolves when all is sent, or `milliseconds` went by. */
  async empty(milliseconds: number): Promise<void> {
    if (this.#letters.length === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#whenEmpty.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let letter = this.#letters[0]; letter; letter = this.#letters[0]) {
      await this.#send(Array.isArray(letter.frames) ? letter.frames : await letter.frames);
      this.#letters.shift();
      letter.onSent?.();
    }
    this.#isSending = false;
    for (const callback of this.#whenEmpty.splice(0)) callback();
  }

  async #send(frames: Frames): Promise<void> {
    const started = performance.now();
    for (let attempt = 0; !this.#socket.closed; attempt += 1) {
      if (await this.#trySend(frames)) {
        this.#hasGivenUp &&= attempt > 0;
        return;
      }
      if (performance.now() - started > (this.#hasGivenUp ? impatience : this.#patience)) return this.#giveUp(frames);
      // A queue that empties fast is asked again at once; one that doesn't, every few milliseconds.
      await new Promise((resolve) =>
        attempt < 5 ? setImmediate(resolve) : setTimeout(resolve, Math.min(attempt - 4, 10)),
      );
    }
  }

  async #trySend(frames: Frames): Promise<boolean> {
    try {
      await this.#socket.send(frames);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
      if (this.#socket.closed) return true;
      throw error;
    }
  }

  /** Send to the front ends that read; the one that doesn't misses it. */
  async #giveUp(frames: Frames): Promise<void> {
    if (!this.#hasGivenUp) log("a front end has stopped reading: it misses output until it reads again");
    this.#hasGivenUp = true;
    this.#socket.noDrop = false;
    await this.#trySend(frames);
    if (!this.#socket.closed) this.#socket.noDrop = true;
  }
}
