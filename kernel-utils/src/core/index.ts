export type { NextLogits, Rng, TokenId } from "./types";
