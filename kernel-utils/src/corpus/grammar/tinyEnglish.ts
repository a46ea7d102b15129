import { createGrammar } from "./createGrammar";

/**
 * English in 29 words: verbs agree with their subjects, also over a clause that stands between them ("the dog that sees
 * the birds sleeps"), which asks of a model to remember. Each sentence has one parse.
 */
export const tinyEnglish = createGrammar({
  S: [
    ["One VerbOne", 1],
    ["Many VerbMany", 1],
  ],
  One: [
    ["the NounOne", 4],
    ["a NounOne", 3],
    ["the Adjective NounOne", 2],
    ["the NounOne that VerbOne", 3],
  ],
  Many: [
    ["the NounMany", 4],
    ["NumberMany NounMany", 3],
    ["the Adjective NounMany", 2],
    ["the NounMany that VerbMany", 3],
  ],
  VerbOne: [
    ["sleeps", 3],
    ["sings", 2],
    ["waits", 1],
    ["sees Object", 3],
    ["likes Object", 2],
    ["follows Object", 1],
  ],
  VerbMany: [
    ["sleep", 3],
    ["sing", 2],
    ["wait", 1],
    ["see Object", 3],
    ["like Object", 2],
    ["follow Object", 1],
  ],
  Object: [
    ["One", 1],
    ["Many", 1],
  ],
  NounOne: [
    ["dog", 4],
    ["bird", 2],
    ["child", 1],
    ["whale", 1],
  ],
  NounMany: [
    ["dogs", 4],
    ["birds", 2],
    ["children", 1],
    ["whales", 1],
  ],
  Adjective: [
    ["old", 1],
    ["small", 1],
    ["white", 2],
  ],
  NumberMany: [
    ["two", 2],
    ["three", 1],
    ["many", 1],
  ],
});
