// @ts-check
// A contestant is a program in a process of its own. It prints a line of JSON { name, work } when it is ready, and then, for
// each line it is sent, does its work and prints { seconds }, what doing it once takes. It ends with its input.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * @typedef {object} Contestant
 * @property {string} name with its version
 * @property {unknown} work what its work came to, to be compared with the others'
 * @property {() => Promise<number>} run does its work; how many seconds doing it once took
 * @property {() => Promise<void>} stop
 */

/**
 * Start a contestant, and wait until it is ready.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Contestant>}
 * @throws {Error} when it ends, now or in a run, with what it wrote to stderr
 */
export async function startContestant(command, args) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (complaint += text));
  child.stdin.on("error", () => {}); // it has ended: said below
  const ended = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      reject(
        new Error(`${command} ${args.join(" ")} ended (${signal ?? code}): ${complaint.trim() || "it wrote no error"}`),
      );
    });
  });
  ended.catch(() => {}); // heard by whoever waits for a line
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value } = await Promise.race([lines.next(), ended]);
    // A contestant that ends closes its output first: what it ended with is the better message.
    return value === undefined ? ended : JSON.parse(value);
  };
  const { name, work } = await nextLine();
  return {
    name,
    work,
    async run() {
      child.stdin.write("\n");
      return (await nextLine()).seconds;
    },
    async stop() {
      child.stdin.end();
      await ended.catch(() => {});
    },
  };
}
