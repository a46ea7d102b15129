export { exercise } from "./exercise";
export { input, type InputOptions } from "./input";
export { type LossCurveOptions, lossCurve } from "./lossCurve";
export { type Progress, progress } from "./progress";
export { live, show } from "./show";
export { type TrainingReport, trainingProgress } from "./trainingProgress";
