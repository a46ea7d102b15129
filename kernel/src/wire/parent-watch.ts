/**
 * Call back once the process that started this one is gone. Jupyter names it in JPY_PARENT_PID.
 * @returns what ends the watch
 */
export function watchParent(onGone: () => void): () => void {
  const parent = Number(process.env.JPY_PARENT_PID);
  // Started by somebody else in between, a shell say: there is no telling when that one's parent ends.
  if (!(parent > 1) || process.ppid !== parent) return () => undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, 1000);
  return () => clearInterval(timer);
}
