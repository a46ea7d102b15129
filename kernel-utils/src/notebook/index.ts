export { exercise } from "./exercise";
export { type Progress, progress } from "./progress";
export { show } from "./show";
