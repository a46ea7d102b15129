export type { Namespace } from "./namespace";
export { createOwnModules, type OwnModules } from "./own-modules";
export type { KeepScript, ScriptSource } from "./read";
