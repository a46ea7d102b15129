import { describeValue } from "../core";
import { checkArray, checkPairs } from "./checks";
import { precisionRecall, type PrecisionRecall } from "./precisionRecall";

/** A named piece of a sentence: tokens start to end - 1. */
export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export interface SpanScore extends PrecisionRecall {
  /** How many spans were expected. */
  readonly support: number;
}

/**
 * The spans that IOB2 tags mark: B-LOC begins one, I-LOC right behind a token of a LOC goes on with it, O is outside. Strict:
 * an I- that goes on with nothing begins nothing.
 * @throws TypeError or RangeError for a tag that is neither
 */
export function spansOf(tags: readonly string[]): Span[] {
  checkArray("tags", tags);
  const spans: Span[] = [];
  let open: { type: string; start: number } | undefined;
  for (const [i, tag] of [...tags, "O"].entries()) {
    const [, prefix, type] = /^([BI])-(.+)$/s.exec(tag) ?? [];
    if (type === undefined && tag !== "O") {
      throw new RangeError(`tags[${i}] must be O, B-type or I-type, got ${describeValue(tag)}: IOB2 has no others`);
    }
    if (open !== undefined && !(prefix === "I" && type === open.type)) {
      spans.push({ ...open, end: i });
      open = undefined;
    }
    if (prefix === "B") open = { type: type!, start: i };
  }
  return spans;
}

/**
 * Precision, recall and F1 of spans: one is right when its type, start and end are.
 * @param predicted a tag a token, for each sentence
 * @param expected the same
 * Returns them over all spans, and by type.
 * @throws RangeError when sentences aren't as many or as long, and for tags as spansOf does
 * Source: agrees with seqeval, mode="strict", scheme=IOB2, average="micro".
 */
export function spanF1(
  predicted: readonly (readonly string[])[],
  expected: readonly (readonly string[])[],
): SpanScore & { readonly byType: Readonly<Record<string, SpanScore>> } {
  checkPairs("predicted", predicted, "expected", expected);
  const tallies = new Map<string, Tally>();
  const tallyOf = (type: string) => {
    const tally = tallies.get(type) ?? { right: 0, predicted: 0, expected: 0 };
    tallies.set(type, tally);
    return tally;
  };
  for (const [i, tags] of predicted.entries()) {
    checkPairs(`predicted[${i}]`, tags, `expected[${i}]`, expected[i]!);
    const found = spansOf(tags);
    const keys = new Set(found.map(keyOf));
    for (const { type } of found) tallyOf(type).predicted++;
    for (const span of spansOf(expected[i]!)) {
      tallyOf(span.type).expected++;
      if (keys.has(keyOf(span))) tallyOf(span.type).right++;
    }
  }
  const byType = [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([type, tally]) => [type, toScore(tally)]);
  const sum = (of: keyof Tally) => [...tallies.values()].reduce((total, tally) => total + tally[of], 0);
  const all = { right: sum("right"), predicted: sum("predicted"), expected: sum("expected") };
  return { ...toScore(all), byType: Object.fromEntries(byType) };
}

/** How many spans. */
interface Tally {
  right: number;
  predicted: number;
  expected: number;
}

const keyOf = ({ type, start, end }: Span) => `${start} ${end} ${type}`;

const toScore = ({ right, predicted, expected }: Tally): SpanScore => ({
  ...precisionRecall(right, predicted, expected),
  support: expected,
});
