import type { ToMain } from "./thread-messages";

interface Waiting {
  resolve(value: string): void;
  reject(error: Error): void;
}

/** The lines of text that cells wait for. */
export class OpenInputs {
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;

  /** @param ask sends the question under the id that its answer will have */
  open(ask: (id: number) => void): Promise<string> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      ask(id);
    });
  }

  settle(message: Extract<ToMain, { kind: "input" | "no-input" }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "input") waiting?.resolve(message.value);
    else waiting?.reject(new Error(`no input: ${message.why}`));
  }
}
