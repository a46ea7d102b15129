/** Milliseconds that anything may take on a busy machine, unless what is tested says less. */
export const patience = 30_000;

/**
 * What a promise comes to.
 * @param what is waited for, for the message
 * @throws Error when it does not come in time
 */
export async function within<T>(what: string, promise: Promise<T>, milliseconds = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds} ms for ${what}`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
