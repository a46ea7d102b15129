import { tf } from "../tf";

/**
 * Put the backend in order after a cell that was torn in the midst of a gradient: what it was computing is freed, and what
 * comes next is no longer recorded for that gradient. Only for where no gradient can be under way.
 */
export function mendBackend(): void {
  const engine = tf.engine();
  const { state } = engine;
  if (state.gradientDepth === 0 && state.kernelDepth === 0) return;
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  while (state.scopeStack.length > 0) engine.endScope();
  Object.assign(state, { gradientDepth: 0, kernelDepth: 0, activeTape: null, activeScope: null });
}
