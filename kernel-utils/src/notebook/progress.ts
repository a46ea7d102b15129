import { checkInteger } from "../core";
import { duration } from "./duration";
import { liveBar } from "./liveBar";

export interface Progress {
  /** `n` more are done; an integer >= 0, by default 1. The last of `total` finishes the bar. */
  step(n?: number): void;
  /** Finish, even if not all was done: the bar shows where it stopped. */
  done(): void;
}

/**
 * A live bar, updated in place: label, share done, time taken and time left.
 * On a terminal one line is rewritten; where output goes to a file, only the last state is written.
 * @param total how many steps there are, an integer >= 1
 * @throws RangeError if total is no such integer; step throws one if it goes past the total
 */
export function progress(label: string, total: number): Progress {
  checkInteger("total", total, 1);
  const start = performance.now();
  const draw = liveBar();
  let count = 0;
  let isFinished = false;

  function update(): void {
    draw(() => {
      const seconds = (performance.now() - start) / 1000;
      return { count, total, text: textOf(label, count, total, seconds, isFinished), isFinished };
    }, isFinished);
  }

  update();
  return {
    step(n = 1) {
      checkInteger("n", n, 0);
      if (count + n > total) {
        throw new RangeError(`step must not go past the total, got ${count} + ${n} of ${total}; start a new progress`);
      }
      count += n;
      isFinished = count === total;
      update();
    },
    done() {
      if (isFinished) return;
      isFinished = true;
      update();
    },
  };
}

function textOf(label: string, count: number, total: number, seconds: number, isFinished: boolean): string {
  const share = `${label}: ${count}/${total} (${Math.floor((100 * count) / total)} %), ${duration(seconds)}`;
  if (isFinished || count === 0) return share;
  return `${share}, ${duration((seconds / count) * (total - count))} left`;
}
