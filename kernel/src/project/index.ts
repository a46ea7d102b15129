export { isOwnKind, ownCandidates, ownFile, stampOf } from "./own-file";
export { nearestTsconfig, type CompilerOptions, type Tsconfig } from "./tsconfig";
