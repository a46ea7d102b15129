// For `import * as tf`: Node finds no names in an object that is put together at run time.
import tf from "./index.js";

export default tf;
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export const { data } = tf;
