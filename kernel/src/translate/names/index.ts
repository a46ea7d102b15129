export { hasValues } from "./declarations";
export { namesOf, type Names } from "./names-of";
