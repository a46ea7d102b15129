import { checkInteger, checkNumber, describeValue, type TokenId } from "../core";
import { checkTokens } from "./checkTokens";
import type { Transform } from "./types";

/** How beamSearch searches, and when it ends. */
export interface BeamOptions {
  /** An integer >= 1: how many texts are kept from step to step; 1 is greedy. */
  readonly numBeams: number;
  /** An integer >= 1: a text of so many new tokens is finished. */
  readonly maxNewTokens: number;
  /** An integer in [0, maxNewTokens], default 0: before, no stop token is taken. */
  readonly minNewTokens?: number;
  /** A text that takes one of these is finished; default none. */
  readonly stopTokens?: readonly TokenId[];
  /** Finite, default 1: texts are compared by log-probability / length^lengthPenalty. 0 compares sums; higher favours long texts. */
  readonly lengthPenalty?: number;
  /**
   * When to end with numBeams texts finished: true, at once; false (the default), when the best unfinished one, if it were
   * finished as long as it is, wouldn't be better than the worst finished one; "never", when it couldn't be at any length.
   */
  readonly earlyStopping?: boolean | "never";
  /** An integer >= 1 that divides numBeams, default 1: groups search one after the other, each apart from those before it. */
  readonly numGroups?: number;
  /** Finite, >= 0, default 0: what a token loses for each beam of an earlier group that takes it at the same step, in nats. */
  readonly diversityPenalty?: number;
  /** Applied to log-probabilities, such as noRepeatNgram(3); default none. */
  readonly transform?: Transform;
  /** Whether to return the tree of what was looked at; default false. */
  readonly tree?: boolean;
}

/** @throws RangeError or TypeError for the first option that can't be */
export function checkBeamOptions(options: BeamOptions): void {
  const { numBeams, maxNewTokens, minNewTokens = 0, stopTokens = [], lengthPenalty = 1 } = options;
  const { earlyStopping = false, numGroups = 1, diversityPenalty = 0 } = options;
  checkInteger("numBeams", numBeams, 1);
  checkInteger("maxNewTokens", maxNewTokens, 1);
  checkInteger("minNewTokens", minNewTokens, 0, maxNewTokens);
  checkTokens("stopTokens", stopTokens);
  checkNumber("lengthPenalty", lengthPenalty);
  if (!Number.isFinite(lengthPenalty)) {
    throw new RangeError(`lengthPenalty must be finite, got ${lengthPenalty}: 1 compares means, 0 sums`);
  }
  if (earlyStopping !== true && earlyStopping !== false && earlyStopping !== "never") {
    throw new RangeError(`earlyStopping must be true, false or "never", got ${describeValue(earlyStopping)}`);
  }
  checkInteger("numGroups", numGroups, 1);
  if (numBeams % numGroups !== 0) {
    throw new RangeError(`numGroups must divide numBeams, ${numBeams}, got ${numGroups}: all groups are of one size`);
  }
  checkNumber("diversityPenalty", diversityPenalty);
  if (!(diversityPenalty >= 0 && diversityPenalty < Infinity)) {
    throw new RangeError(`diversityPenalty must be >= 0 and finite, got ${diversityPenalty}`);
  }
  if (diversityPenalty > 0 && numGroups === 1) {
    throw new RangeError(
      `diversityPenalty must be 0 for numGroups 1, got ${diversityPenalty}: set numGroups, say to numBeams`,
    );
  }
}
