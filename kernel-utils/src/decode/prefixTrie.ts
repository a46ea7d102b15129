import { checkInteger, type TokenId } from "../core";
import type { Candidates } from "./candidates";
import { checkTokens } from "./checkTokens";
import { inPlace } from "./inPlace";
import type { Transform } from "./types";

/** What may come after a prefix: the next tokens, ascending, and what may come after each. */
interface TrieNode {
  readonly ids: TokenId[];
  readonly next: Map<TokenId, TrieNode>;
}

export interface PrefixTrieOptions {
  /** An integer >= 0: comes after a whole sequence, and ends decoding if it's one of the stopTokens there. */
  readonly stopToken: TokenId;
  /** An integer >= 0, default 0: so many ids are the prompt; behind them the sequences begin. */
  readonly promptLength?: number;
}

/**
 * Let the new tokens spell one of `sequences` and nothing else. Where the model rules out all tokens that may come, they are
 * equally likely.
 * logits [vocabSize] -> [vocabSize]; ruled out entries become -Infinity
 * @param sequences at least one; one that is the beginning of another may end there
 * @throws RangeError when there's none, for ids or options that aren't integers >= 0; by the transform, when the ids behind the
 *   prompt are no beginning of a sequence
 * Source: the trie of De Cao et al. 2021, Autoregressive entity retrieval, arXiv:2010.00904; agrees with HF
 *   PrefixConstrainedLogitsProcessor.
 */
export function prefixTrie(
  sequences: readonly (readonly TokenId[])[],
  { stopToken, promptLength = 0 }: PrefixTrieOptions,
): Transform {
  checkInteger("stopToken", stopToken, 0);
  checkInteger("promptLength", promptLength, 0);
  if (sequences.length === 0) throw new RangeError("sequences must hold at least one, got []: nothing could be chosen");
  const root = createTrie(sequences, stopToken);
  const end: readonly TokenId[] = [stopToken];
  return inPlace((candidates, ids) => {
    let node = root;
    for (let i = promptLength; i < ids.length; i++) {
      const next = node.next.get(ids[i]!);
      if (next === undefined) throw new RangeError(strayed(ids, promptLength, i));
      node = next;
    }
    keepOnly(candidates, node.ids.length > 0 ? node.ids : end);
  });
}

function createTrie(sequences: readonly (readonly TokenId[])[], stopToken: TokenId): TrieNode {
  const root: TrieNode = { ids: [], next: new Map() };
  for (const [i, sequence] of sequences.entries()) {
    checkTokens(`sequences[${i}]`, sequence);
    let node = root;
    for (const id of [...sequence, stopToken]) {
      let next = node.next.get(id);
      if (next === undefined) {
        next = { ids: [], next: new Map() };
        node.next.set(id, next);
        node.ids.push(id);
        node.ids.sort((a, b) => a - b);
      }
      node = next;
    }
  }
  return root;
}

/** Rule out all but `allowed`; give them the logit 0 if they're all ruled out already. */
function keepOnly(candidates: Candidates, allowed: readonly TokenId[]): void {
  const { logits, ids, vocabSize } = candidates;
  let size = 0;
  for (const id of allowed) {
    if (id >= vocabSize) throw new RangeError(`sequences must hold ids below vocabSize, ${vocabSize}, got ${id}`);
    if (logits[id]! > -Infinity) ids[size++] = id;
  }
  if (size === 0) {
    for (const id of allowed) {
      logits[id] = 0;
      ids[size++] = id;
    }
  }
  candidates.size = size;
  candidates.ruleOutOthers();
}

function strayed(ids: readonly TokenId[], promptLength: number, i: number): string {
  const begun = ids.slice(promptLength, i + 1).join(", ");
  return `ids must begin a sequence of prefixTrie after ${promptLength} of the prompt, got [${begun}]: set promptLength`;
}
