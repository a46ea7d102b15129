import { matchesGlob } from "./glob";

/** What a history_request may ask for. */
export interface HistoryRequest {
  readonly hist_access_type: "range" | "tail" | "search";
  readonly output?: boolean;
  readonly session?: number;
  readonly start?: number;
  readonly stop?: number;
  readonly n?: number;
  readonly pattern?: string;
  readonly unique?: boolean;
}

/** Session, line number, and the input, with the output where it was asked for. */
export type HistoryEntry = readonly [session: number, line: number, input: string | readonly [string, string | null]];

interface Entry {
  readonly line: number;
  readonly input: string;
  output: string | null;
}

/** The only session there is: nothing is kept on disk. */
const session = 1;

/** What this kernel ran. */
export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null });
  }

  /** Keep what the last run gave, as text. */
  setOutput(line: number, output: string): void {
    const entry = this.#entries.findLast((candidate) => candidate.line === line);
    if (entry !== undefined) entry.output = output;
  }

  find(request: HistoryRequest): HistoryEntry[] {
    return this.#chosen(request).map(({ line, input, output }) => [
      session,
      line,
      request.output === true ? [input, output] : input,
    ]);
  }

  #chosen({
    hist_access_type,
    session: wanted = 0,
    start = 0,
    stop,
    n = 10,
    pattern = "*",
    unique,
  }: HistoryRequest): Entry[] {
    if (hist_access_type === "tail") return n > 0 ? this.#entries.slice(-n) : [];
    // As IPython has it: 0 is the current session, negative ones are before it.
    if (hist_access_type === "range") {
      if (wanted !== 0 && wanted !== session) return [];
      return this.#entries.filter(({ line }) => line >= start && line < (stop ?? Infinity));
    }
    const found = this.#entries.filter(({ input }) => matchesGlob(input, pattern));
    const last =
      unique === true
        ? found.filter((entry, i) => found.findLastIndex(({ input }) => input === entry.input) === i)
        : found;
    return n > 0 ? last.slice(-n) : [];
  }
}
