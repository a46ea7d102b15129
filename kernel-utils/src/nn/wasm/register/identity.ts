import { registerWasm, registerWasmWhere } from "./registerWasm";

/**
 * Copies of tensors without copying their numbers, as on tfjs' other backends: nobody changes the numbers of a tensor that is made.
 * The backend's own copies what every op saves for its gradient, and what is cast to the type that it has.
 */
export function registerIdentity(): void {
  registerWasm("Identity", (engine, { x }) => engine.same(x!));
  registerWasmWhere(
    "Cast",
    ({ x }, { dtype }) => x!.dtype === dtype,
    (engine, { x }) => engine.same(x!),
  );
}
