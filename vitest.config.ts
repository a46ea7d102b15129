import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Unit tests read the sources; the system tests use what was built and installed. */
const alias = [
  { find: /^kernel-utils\/(\w+)$/, replacement: source("./kernel-utils/src/$1/index.ts") },
  { find: /^next-token-kernel$/, replacement: source("./kernel/src/index.ts") },
];

/** Tests of processes, sockets and browsers meet a busy machine in CI: a failure there must show twice. */
const retry = process.env.CI ? 1 : 0;

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          retry,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/system/**", "test/browser/**"],
          // Processes are slow to start on a busy machine: their tests wait for each thing with a limit of its own.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          retry,
          name: "system",
          include: ["test/system/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          retry,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
