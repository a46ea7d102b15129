/** How many laps the speed is the mean of, about: the first, which is slow, is soon forgotten. */
const memory = 10;

/** How often memory is looked at, in milliseconds: to ask the system takes a part of one. */
const sampleEvery = 100;

/** Takes the time of training. */
export function stopwatch() {
  const start = performance.now();
  let last = start;
  let smoothed: { seconds: number; tokens: number } | undefined;
  let numTokens = 0;
  let numLaps = 0;
  let sampled = start;
  let peakMemory = 0;
  const sample = () => (peakMemory = Math.max(peakMemory, process.memoryUsage.rss()));
  return {
    /** A step ends that read so many tokens: the speed of the last few, and what is left at it. */
    lap(tokens: number, stepsLeft: number) {
      const now = performance.now();
      const lap = { seconds: (now - last) / 1000, tokens };
      last = now;
      numTokens += tokens;
      if (now - sampled >= sampleEvery) {
        sampled = now;
        sample();
      }
      const share = 1 / Math.min(++numLaps, memory);
      smoothed = smoothed
        ? {
            seconds: smoothed.seconds + share * (lap.seconds - smoothed.seconds),
            tokens: smoothed.tokens + share * (lap.tokens - smoothed.tokens),
          }
        : lap;
      const { seconds, tokens: perStep } = smoothed;
      return { stepsPerSecond: 1 / seconds, tokensPerSecond: perStep / seconds, secondsLeft: seconds * stepsLeft };
    },
    total() {
      const seconds = (performance.now() - start) / 1000;
      return { seconds, tokensPerSecond: numTokens / seconds, peakMemory: sample() };
    },
  };
}
