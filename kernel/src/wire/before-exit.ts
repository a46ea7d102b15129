/**
 * Do something at the very end of the process, when all who listen to its `exit` have written their last.
 * A listener could not be the last: a cell may add its own at any time.
 */
export function beforeExit(callback: () => void): void {
  const emit = process.emit.bind(process) as (event: string, ...values: unknown[]) => boolean;
  const emitting = (event: string, ...values: unknown[]): boolean => {
    try {
      return emit(event, ...values);
    } finally {
      if (event === "exit") callback();
    }
  };
  Object.assign(process, { emit: emitting });
}
