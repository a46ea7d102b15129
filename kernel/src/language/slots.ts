import { globalRuns } from "../translate";

/** A document of the language server's that stays open; what stands in it changes. */
export interface Slot {
  /** Its file's name, without the extension. */
  readonly name: string;
  readonly text: string;
  /** The runs in it, for as long as some cell may need them. */
  readonly runs: ReadonlySet<number>;
}

type OwnSlot = { -readonly [Key in keyof Slot]: Slot[Key] } & { runs: Set<number> };

/**
 * The documents that hold the cells. There are no more of them than need be, and none is ever closed: to the server a
 * document that opens or closes is a new program, and one whose text changes is nearly the old one.
 */
export class Slots {
  readonly #all: OwnSlot[] = [];
  /** The one that became free last is taken first: it may hold a cell with errors, which no other must see. */
  readonly #free: OwnSlot[] = [];

  constructor(readonly prefix: string) {}

  get all(): readonly Slot[] {
    return this.#all;
  }

  /** Put a text into a free document, or a new one. */
  take(text: string, runs: readonly number[]): Slot {
    const slot = this.#free.pop() ?? this.#create();
    slot.text = text;
    slot.runs = new Set(runs);
    return slot;
  }

  /** A run is no longer needed; with its last one a document is free. What it holds stays until it is taken. */
  drop({ name }: Slot, run: number): void {
    const slot = this.#all.find((one) => one.name === name);
    if (slot?.runs.delete(run) === true && slot.runs.size === 0) this.#free.push(slot);
  }

  /** A document for what comes next: the one that will be taken. */
  spare(): Slot {
    if (this.#free.length === 0) this.#free.push(this.#create());
    return this.#free.at(-1) as Slot;
  }

  /** The latest of the runs in the document of a name; undefined where there is none. */
  latestRun(name: string): number | undefined {
    const runs = this.#all.find((slot) => slot.name === name)?.runs;
    return runs === undefined || runs.size === 0 ? undefined : Math.max(...runs);
  }

  #create(): OwnSlot {
    const slot = { name: `${this.prefix}${this.#all.length}`, text: empty, runs: new Set<number>() };
    this.#all.push(slot);
    return slot;
  }
}

/** Of the same shape as a cell's: then the server's program needs but a new file when the first cell comes. */
const empty = `export {};${globalRuns("")}\n`;
