// @ts-check

/**
 * Do `work`; when `quiet`, what it prints goes to stderr.
 * @param {boolean} quiet
 * @param {() => Promise<void>} work
 */
export async function quietly(quiet, work) {
  const { write } = process.stdout;
  if (quiet) process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
}
