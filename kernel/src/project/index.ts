export { isOwnKind, ownCandidates, ownFile } from "./own-file";
export { holdFile, stampOf, textOf } from "./own-text";
export { nearestTsconfig, type CompilerOptions } from "./tsconfig";
