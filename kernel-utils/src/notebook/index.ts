export { exercise } from "./exercise";
export { input, type InputOptions } from "./input";
export { type Progress, progress } from "./progress";
export { live, show } from "./show";
