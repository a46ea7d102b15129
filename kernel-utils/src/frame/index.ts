export { createFrame } from "./createFrame";
export { escapeHtml } from "./escapeHtml";
export type { TableOptions } from "./rowLimit";
export { type FrameLike, isFrame, isRecords, type Records } from "./table";
export { toHtml } from "./toHtml";
export { toText } from "./toText";
