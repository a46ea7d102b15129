export { fromFile } from "./fromFile";
export { mobyDick } from "./mobyDick";
export { presidentialSpeeches } from "./presidentialSpeeches";
export type { Document, Speech } from "./types";
