import type { TokenId } from "../core";

/** A token that may follow a beam. */
export interface BeamCandidate {
  /** The index of the beam. */
  readonly beam: number;
  readonly id: TokenId;
  readonly logProb: number;
  /** The log-probability of the beam with the token. */
  readonly sum: number;
}

/** The `capacity` best of all candidates that are offered, best first; of equal ones, those offered first. */
export class BestCandidates {
  readonly candidates: BeamCandidate[] = [];
  #bar = -Infinity; // what must be exceeded to come in

  constructor(readonly capacity: number) {}

  offer(beam: number, id: TokenId, logProb: number, sum: number): void {
    if (!(sum > this.#bar)) return;
    const { candidates, capacity } = this;
    if (candidates.length === capacity) candidates.pop();
    let place = candidates.length;
    while (place > 0 && candidates[place - 1]!.sum < sum) place--;
    candidates.splice(place, 0, { beam, id, logProb, sum });
    if (candidates.length === capacity) this.#bar = candidates.at(-1)!.sum;
  }
}
