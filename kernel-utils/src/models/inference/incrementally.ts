import { checkInteger, type NextLogits, type TokenId } from "../../core";

/** Texts whose states are kept: more than the beams of any search that is worth its time. */
const capacity = 256;

/** A model that reads one token at a time. */
export interface TokenReader<State> {
  readonly vocabSize: number;
  /** Before the first token. */
  readonly start: State;
  /** What it has in mind after one more token; the states before stay as they are. */
  read(state: State, id: TokenId): State;
  /** What it then says of the next one, [vocab]. */
  logits(state: State): Float32Array;
}

/**
 * A model's next-token logits, each text read on from the longest of its beginnings that was read before: greedy decoding
 * reads one token a call, and so does every beam of a search.
 * The function throws a RangeError for an empty text and for ids that are no integers in [0, vocab - 1].
 */
export function incrementally<State>({ vocabSize, start, read, logits }: TokenReader<State>): NextLogits {
  const known: { ids: readonly TokenId[]; state: State }[] = []; // the newest first
  return (ids) => {
    if (ids.length === 0)
      throw new RangeError("ids must not be empty, got []; begin with the token that starts a text");
    let best: { ids: readonly TokenId[]; state: State } = { ids: [], state: start };
    // Most often it is the newest, or one as long as that: no shorter one is compared then.
    for (const text of known) if (text.ids.length > best.ids.length && startsWith(ids, text.ids)) best = text;
    let { state } = best;
    for (let i = best.ids.length; i < ids.length; i++) {
      checkInteger(`ids[${i}]`, ids[i]!, 0, vocabSize - 1);
      state = read(state, ids[i]!);
    }
    if (best.ids.length < ids.length) {
      known.unshift({ ids: [...ids], state });
      if (known.length > capacity) known.pop();
    }
    return logits(state);
  };
}

/** From the end, where texts that went apart differ. */
function startsWith(ids: readonly TokenId[], beginning: readonly TokenId[]): boolean {
  if (beginning.length > ids.length) return false;
  for (let i = beginning.length - 1; i >= 0; i--) if (ids[i] !== beginning[i]) return false;
  return true;
}
