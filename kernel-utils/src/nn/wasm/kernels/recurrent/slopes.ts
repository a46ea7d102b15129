import { F32x8 } from "../../assembler";

/** The derivative of the sigmoid where its value is y. */
export const sigmoidSlope = (y: F32x8): F32x8 => y.mul(F32x8.of(1).sub(y));

/** The derivative of tanh where its value is y. */
export const tanhSlope = (y: F32x8): F32x8 => F32x8.of(1).sub(y.mul(y));
