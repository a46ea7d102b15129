import type { Job } from "./crew/JobPage";
import type { KernelExports } from "./KernelExports";
import type { WasmEngine } from "./WasmEngine";

/** A kernel's argument, and how far it is from there for the next thing. */
export type Argument = readonly [first: number, step: number];

/** The arguments of a job each of whose calls is for `part` things. */
export const jobArguments = (args: readonly Argument[], part = 1): Pick<Job, "first" | "step"> => ({
  first: args.map(([first]) => first),
  step: args.map(([, step]) => part * step),
});

/** Numbers that a call goes through when two threads share the calls: some 10 microseconds' work. */
export const numbersOfPart = 2 ** 14;

/** The same in rows of `size` numbers. */
export const rowsOfPart = (size: number) => Math.ceil(numbersOfPart / size);

/** Things, such as numbers or rows, to each of which a kernel does the same: how many there are, and how many a call is for. */
interface Parts {
  kernel: keyof KernelExports;
  total: number;
  part: number;
  /** The arguments for a number of things. */
  args(count: number): readonly Argument[];
}

/** Call a kernel for all things, by two threads where there are enough. */
export function eachPart(engine: WasmEngine, { kernel, total, part, args }: Parts): void {
  const count = Math.floor(total / part);
  if (count > 0) engine.share({ kernel, count, ...jobArguments(args(part), part), scratchBytes: 0 });
  const done = count * part;
  if (done === total) return;
  const run = engine.kernels[kernel] as (...args: number[]) => void;
  run(...args(total - done).map(([first, step]) => first + done * step));
}

/** The same for a kernel that goes through numbers: its arguments are places, then the bytes, then others. */
export function eachNumber(
  engine: WasmEngine,
  kernel: keyof KernelExports,
  { places, size, more = [] }: { places: readonly number[]; size: number; more?: readonly number[] },
): void {
  eachPart(engine, {
    kernel,
    total: size,
    part: numbersOfPart,
    args: (count) => [
      ...places.map((place) => [place, 4] as const),
      [4 * count, 0],
      ...more.map((value) => [value, 0] as const),
    ],
  });
}

/** The same for a kernel that goes through rows of `size` numbers: its arguments are `args`, then the rows and the size, then others. */
export function eachRow(
  engine: WasmEngine,
  kernel: keyof KernelExports,
  { args, rows, size, more = [] }: { args: readonly Argument[]; rows: number; size: number; more?: readonly number[] },
): void {
  eachPart(engine, {
    kernel,
    total: rows,
    part: rowsOfPart(size),
    args: (count) => [...args, ...[count, size, ...more].map((value) => [value, 0] as const)],
  });
}
