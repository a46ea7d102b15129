// Stands in for the native package: kernel-utils' own `tf` with layers and data added, so that danfojs-node and the
// lessons share one object, one engine and one backend, and nothing has to be compiled or downloaded.
const { tf } = require("kernel-utils/nn");

module.exports = Object.assign(tf, require("@tensorflow/tfjs-layers"), { data: require("@tensorflow/tfjs-data") });
