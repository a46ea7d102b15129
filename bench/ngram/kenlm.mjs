// @ts-check
// KenLM's programs: lmplz, build_binary, query and kenlm_benchmark, in the folder KENLM_BIN or on the PATH. To build them:
//
//     pip download --no-deps --no-binary :all: kenlm==0.3.0 && tar xzf kenlm-0.3.0.tar.gz
//     sudo apt-get install build-essential cmake libboost-all-dev zlib1g-dev libbz2-dev liblzma-dev libeigen3-dev
//     cmake -S kenlm-0.3.0 -B kenlm-build -DCMAKE_BUILD_TYPE=Release && make -C kenlm-build lmplz build_binary query kenlm_benchmark
//     export KENLM_BIN=$PWD/kenlm-build/bin
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const programs = ["lmplz", "build_binary", "query", "kenlm_benchmark"];

/** @returns {import("../harness/row.mjs").Missing | undefined} when one of them can't be started */
export function missingKenlm() {
  const missing = programs.filter((program) => spawnSync(pathOf(program), ["--help"]).error);
  if (missing.length === 0) return undefined;
  return {
    reason: `no ${missing.join(", ")} of KenLM on the PATH or in KENLM_BIN: bench/ngram/kenlm.mjs says how to build it`,
  };
}

/**
 * Run one of them.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} [file] its input
 * @param {BufferEncoding} [encoding] of what it prints
 * @returns {string} what it printed: on both outputs, or with an encoding on stdout alone
 * @throws {Error} when it fails
 */
export function kenlm(program, args, file, encoding) {
  const input = file === undefined ? undefined : readFileSync(file);
  const { error, status, stdout, stderr } = spawnSync(pathOf(program), args, { input, maxBuffer: 2 ** 30 });
  if (status === 0) return encoding === undefined ? `${stdout}${stderr}` : stdout.toString(encoding);
  throw new Error(`${program} ended (${status}): ${error?.message ?? stderr.toString().slice(-500)}`);
}

/** @param {string} program */
function pathOf(program) {
  return process.env.KENLM_BIN ? join(process.env.KENLM_BIN, program) : program;
}

/**
 * KenLM's own count and perplexity of a text: workOf's.
 * @param {string} text
 * @param {string} arpa what lmplz made of it
 */
export function kenlmWork(text, arpa) {
  const head = readFileSync(arpa).subarray(0, 200).toString("latin1");
  const sizes = Array.from(head.matchAll(/^ngram \d+=(\d+)$/gm), ([, size]) => Number(size));
  const [, perplexity] =
    /^Perplexity including OOVs:\s*(\S+)/m.exec(kenlm("query", ["-v", "summary", arpa], text)) ?? [];
  return { sizes, perplexity: Number(Number(perplexity).toPrecision(6)) };
}
