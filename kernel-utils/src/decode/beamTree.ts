import type { TokenId } from "../core";

/** A token that beam search looked at, after those before it. */
export interface BeamNode {
  /** The index of the one before it in the tree; -1 right behind the prompt. */
  readonly parent: number;
  readonly id: TokenId;
  /** 1 for the first new token. */
  readonly depth: number;
  /** Its log-probability, transformed. */
  readonly logProb: number;
  /** That of the whole path, from behind the prompt. */
  readonly sum: number;
  readonly group: number;
  /** Went on as a beam, finished a text, or was given up. */
  readonly fate: "kept" | "finished" | "dropped";
}

/** The indexes of the nodes from behind the prompt to `node`: the path to light up in a picture. */
export function pathTo(tree: readonly BeamNode[], node: number): number[] {
  const path: number[] = [];
  for (let i = node; i >= 0; i = tree[i]!.parent) path.unshift(i);
  return path;
}
