import { argmax, logSoftmax, type NextLogits, type TokenId } from "../core";
import { BestCandidates, type BeamCandidate } from "./bestCandidates";
import { checkBeamOptions, type BeamOptions } from "./beamOptions";
import type { BeamNode } from "./beamTree";
import { FinishedTexts, type Hypothesis } from "./finishedTexts";

export interface BeamResult {
  /** The first of `hypotheses`. */
  readonly best: Hypothesis;
  /** The finished texts, at most numBeams, best first. */
  readonly hypotheses: readonly Hypothesis[];
  /** What was looked at, if options.tree says so: a node's parent comes before it. */
  readonly tree?: readonly BeamNode[];
}

/** A text that may go on. */
interface Beam {
  readonly ids: readonly TokenId[]; // prompt included
  readonly sum: number; // of log-probabilities
  readonly node: number; // its last in the tree
}

/** Beams that compete with each other; without options.numGroups there's one group. */
interface Group {
  beams: readonly Beam[];
  readonly finished: FinishedTexts;
  isDone: boolean;
}

/**
 * Look for the likeliest continuation of `prompt`: at each step, the numBeams likeliest texts so far go on, each with every
 * token that may follow. Greedy keeps one text, and so can't take a detour that would pay off.
 * @throws RangeError or TypeError for the options; RangeError when no token can follow
 * Source: agrees with beam search of HF transformers 5; groups are Vijayakumar et al. 2016, arXiv:1610.02424.
 */
export function beamSearch(nextLogits: NextLogits, prompt: readonly TokenId[], options: BeamOptions): BeamResult {
  checkBeamOptions(options);
  const { numBeams, numGroups = 1, maxNewTokens } = options;
  const tree: BeamNode[] = [];
  const groups = Array.from({ length: numGroups }, (): Group => {
    const start = { ids: prompt, sum: 0, node: -1 };
    return { beams: [start], finished: new FinishedTexts(numBeams / numGroups, options), isDone: false };
  });
  for (let length = 1; length <= maxNewTokens && groups.some((group) => !group.isDone); length++) {
    const taken = new Map<TokenId, number>(); // how many beams of the groups before took a token at this step
    for (const [index, group] of groups.entries()) {
      if (group.isDone) continue;
      const candidates = lookAhead(nextLogits, group, taken, length, options);
      for (const id of advance(group, candidates, { length, index, tree, prompt, options })) {
        taken.set(id, (taken.get(id) ?? 0) + 1);
      }
    }
  }
  const hypotheses = groups.flatMap(({ finished }) => finished.texts).toSorted((a, b) => b.score - a.score);
  const [best] = hypotheses;
  if (best === undefined) {
    throw new RangeError("nextLogits must hold a finite one, got -Infinity only: no token can follow");
  }
  return options.tree === true ? { best, hypotheses, tree } : { best, hypotheses };
}

/** The best candidates for a group's next beams: so many that enough are left when each beam's best are stop tokens. */
function lookAhead(
  nextLogits: NextLogits,
  { beams, finished }: Group,
  taken: ReadonlyMap<TokenId, number>,
  length: number,
  { stopTokens = [], minNewTokens = 0, diversityPenalty = 0, transform }: BeamOptions,
): readonly BeamCandidate[] {
  const best = new BestCandidates(Math.max(2, 1 + stopTokens.length) * finished.capacity);
  for (const [beam, { ids, sum }] of beams.entries()) {
    const logits = nextLogits(ids);
    if (logits[argmax(logits)] === -Infinity) continue; // a dead end; another beam may go on
    const logProbs = logSoftmax(logits); // [vocabSize]
    for (const [id, times] of taken) logProbs[id]! -= diversityPenalty * times;
    const scores = transform?.(logProbs, ids, logProbs) ?? logProbs;
    if (length < minNewTokens + 1) for (const id of stopTokens) if (id < scores.length) scores[id] = -Infinity;
    for (let id = 0; id < scores.length; id++) best.offer(beam, id, scores[id]!, sum + scores[id]!);
  }
  return best.candidates;
}

interface Step {
  readonly length: number;
  readonly index: number; // of the group
  readonly tree: BeamNode[];
  readonly prompt: readonly TokenId[];
  readonly options: BeamOptions;
}

/** From candidates, best first, to the group's next beams and finished texts. Returns the tokens taken, but for stop tokens. */
function advance(
  group: Group,
  candidates: readonly BeamCandidate[],
  { length, index, tree, prompt, options }: Step,
): TokenId[] {
  const { stopTokens = [], maxNewTokens } = options;
  const { beams, finished } = group;
  const next: Beam[] = [];
  const taken: TokenId[] = [];
  for (const [rank, { beam, id, logProb, sum }] of candidates.entries()) {
    const from = beams[beam]!;
    const ids = [...from.ids, id];
    const isStop = stopTokens.includes(id);
    const node = tree.length;
    let fate: BeamNode["fate"] = "dropped";
    if (isStop || length === maxNewTokens) {
      // One that ends further down the ranking doesn't count: better ones are still going on.
      if (rank < finished.capacity) {
        fate = "finished";
        const newIds = ids.slice(prompt.length, isStop ? -1 : undefined);
        finished.add({ ids: newIds, logProb: sum, length, node, ...(isStop ? { stopToken: id } : {}) });
      }
    } else if (next.length < finished.capacity) {
      fate = "kept";
      next.push({ ids, sum, node });
    }
    if (fate !== "dropped" && !isStop) taken.push(id);
    tree.push({ parent: from.node, id, depth: length, logProb, sum, group: index, fate });
  }
  group.beams = next;
  group.isDone = next.length === 0 || finished.cannotImprove(next[0]!.sum, length);
  return taken;
}
