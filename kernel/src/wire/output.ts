import { spendCredit, waitForCredit } from "./credit";
import { costOf, pack, transferOf } from "./pack";
import { noParent, type Extras, type Parent, type PublishType, type StreamName, type Wire } from "./protocol";
import type { SharedMemory } from "./shared-memory";
import { StreamWriter } from "./stream-writer";
import type { ToSockets } from "./thread-messages";

/** What a change of stream costs while it is under way. */
const targetCost = 1024;

/** What the output needs of its surroundings. */
export interface OutputOptions {
  readonly memory: SharedMemory;
  readonly post: (message: ToSockets, transfer?: readonly ArrayBufferLike[]) => void;
  readonly uninterruptible: Wire["uninterruptible"];
}

/** The main thread's output: streams and messages, in the order in which they were written. */
export class Output {
  readonly #options: OutputOptions;
  readonly #writer: StreamWriter;
  /** Whose text is being written. Two comparisons a line: a key made of both would be a new string each time. */
  #parentHeader: string | undefined;
  #name: StreamName | undefined;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#writer = new StreamWriter(options.memory, () => options.post({ kind: "flush" }));
  }

  /** Where the text so far ends: what is said with this position comes after it. */
  get position(): number {
    return this.#writer.position;
  }

  publish(parent: Parent | undefined, type: PublishType, content: object, extras?: Extras): void {
    const { memory, post, uninterruptible } = this.#options;
    const message = pack(content, extras);
    const cost = costOf(message);
    waitForCredit(memory);
    uninterruptible(() => {
      spendCredit(memory, cost);
      const parentHeader = parentHeaderOf(parent);
      post({ kind: "publish", at: this.position, parentHeader, type, message, cost }, transferOf(message));
    });
  }

  stream(parent: Parent | undefined, name: StreamName, text: string): void {
    if (text === "") return;
    const parentHeader = parentHeaderOf(parent);
    if (this.#name !== name || this.#parentHeader !== parentHeader) this.#switchTo(parentHeader, name);
    this.#writer.write(text, this.#options.uninterruptible);
  }

  #switchTo(parentHeader: string, name: StreamName): void {
    const { memory, post, uninterruptible } = this.#options;
    waitForCredit(memory);
    uninterruptible(() => {
      spendCredit(memory, targetCost);
      post({ kind: "target", at: this.position, parentHeader, name, cost: targetCost });
      this.#parentHeader = parentHeader;
      this.#name = name;
    });
  }
}

const parentHeaderOf = (parent: Parent | undefined): string => parent?.header ?? noParent;
