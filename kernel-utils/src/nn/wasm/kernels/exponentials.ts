import { type Body, F32x8, type Local, type Locals } from "../assembler";

/** y = value of a polynomial at x, the highest power's coefficient first. */
const polynomial = (x: F32x8, [highest, ...rest]: readonly number[]): F32x8 =>
  rest.reduce((sum, coefficient) => sum.mulAdd(x, coefficient), F32x8.of(highest!));

/** Added to a small number, it leaves an integer, the nearest, in the sum's lowest bits: its own lowest bit stands for 1. */
const shift = 1.5 * 2 ** 23;

/** The bits of 1. */
const one = 127 << 23;

/** Statements that set y to a function of x, eight numbers at a time. x stays; y is another variable than x. */
type Assign = (y: Local<F32x8>, x: Local<F32x8>) => Body;

/**
 * Functions that have no instruction of their own, with variables of the function that `locals` belongs to.
 *
 *     const { tanh } = exponentials(locals);
 *     return [x.set(loadF32x8(place)), tanh(y, x), storeF32x8(place, y)];
 */
export function exponentials(locals: Locals) {
  const [shifted, n] = [locals.f32x8(), locals.f32x8()];
  const r = locals.f32x8();
  const t = locals.f32x8();

  /**
   * e^x within 2 units in the last place: 2^n e^r, where n is an integer and |r| <= ln(2) / 2. NaN for NaN; 0 below -87.7 and
   * Infinity above 88.3, a little before float32 ends.
   * Source: the polynomial and ln(2) in two parts are those of expf in Moshier's Cephes 2.8.
   */
  const exp: Assign = (y, x) => [
    r.set(x.max(-88).min(89)),
    shifted.set(r.mulAdd(Math.LOG2E, shift)),
    n.set(shifted.sub(shift)),
    r.set(n.mulAdd(2.1219444e-4, n.mulAdd(-0.693359375, r))),
    y.set(
      polynomial(
        r,
        [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
      )
        .mul(r)
        .mulAdd(r, r)
        .add(1),
    ),
    n.set(shifted.withBits((bits) => bits.shl(23).add(one))), // 2^n: its exponent is n more than that of 1
    y.set(y.mul(n)),
  ];

  /** 1 / (1 + e^-x). */
  const sigmoid: Assign = (y, x) => [t.set(x.neg()), exp(y, t), y.set(F32x8.of(1).div(y.add(1)))];

  /**
   * x p(x^2) / q(x^2), of the polynomials whose quotient is close to tanh until it is 1; there it stays.
   * Source: the coefficients, and the bounds, are those of Eigen 3.4's tanh for floats with fused multiply-add.
   */
  const tanh: Assign = (y, x) => [
    r.set(x.max(-7.99881172180175781).min(7.99881172180175781)),
    t.set(r.mul(r)),
    y.set(
      polynomial(
        t,
        [
          -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
          6.37261928875436e-4, 4.89352455891786e-3,
        ],
      )
        .div(polynomial(t, [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3]))
        .mul(r),
    ),
  ];

  /**
   * The error function, within 6e-7; `bell` becomes e^(-x^2).
   * Source: Abramowitz and Stegun 1964, 7.1.26.
   */
  const erf = (y: Local<F32x8>, bell: Local<F32x8>, x: Local<F32x8>): Body => [
    t.set(x.mul(x).neg()),
    exp(bell, t),
    t.set(F32x8.of(1).div(x.abs().mulAdd(0.3275911, 1))),
    y.set(polynomial(t, [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]).mul(t).mul(bell)),
    y.set(F32x8.of(1).sub(y)),
    y.set(y.neg().when(x.lt(0), y)),
  ];

  return { exp, sigmoid, tanh, erf };
}
