// @ts-check
// A modified Kneser-Ney model of order 3 of all presidential speeches: estimating it, asking it, holding it, against KenLM.
//
// Both read the same file of words, one sentence a line. Our model is ready in memory; lmplz's ends as an ARPA file, which
// is /dev/null in the first row. Each run of lmplz starts its process. Without KenLM (ngram/kenlm.mjs says how to build it)
// the peer is nltk's counting, on a tenth of the sentences. A query is one call of prob with two tokens of context;
// kenlm_benchmark goes through the text with a state, so that it looks up less. Both in processor time, of one core.
// Memory is the most that a process had that has loaded the model, less that of one that hasn't; KenLM's is the size of its
// probing file, which it maps.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { presidentialSpeeches } from "kernel-utils/corpus";
import { saveNgramModel } from "kernel-utils/ngram";
import { splitSentences, words } from "kernel-utils/tokenize";
import { startContestant } from "./harness/contestant.mjs";
import { peakMemoryOf } from "./harness/peakMemory.mjs";
import { findPython } from "./harness/python.mjs";
import { checkEqualWork, race } from "./harness/race.mjs";
import { median, toRow } from "./harness/row.mjs";
import { estimate, queriesOf, readText } from "./ngram/estimate.mjs";
import { kenlm, missingKenlm } from "./ngram/kenlm.mjs";

/** @typedef {import("./harness/row.mjs").BenchOptions} BenchOptions */
/** @typedef {import("./harness/row.mjs").Missing} Missing */
/** @typedef {import("./harness/row.mjs").Row} Row */
/** @typedef {{ text: string, tenth: string, model: string, arpa: string, probing: string, ids: string }} Files */

const contestant = fileURLToPath(new URL("ngram/contestant.mjs", import.meta.url));
const nltkContestant = fileURLToPath(new URL("ngram/nltk_contestant.py", import.meta.url));

/** @type {import("./harness/row.mjs").Bench["rows"]} */
export async function rows(options) {
  const folder = mkdtempSync(join(tmpdir(), "bench-ngram-"));
  /** @type {Files} */
  const files = {
    text: join(folder, "text"),
    tenth: join(folder, "tenth"),
    model: join(folder, "model"),
    arpa: join(folder, "arpa"),
    probing: join(folder, "probing"),
    ids: join(folder, "ids"),
  };
  try {
    options.log("splitting all presidential speeches into words");
    const sentences = presidentialSpeeches().flatMap(({ text }) => splitSentences(text));
    const lines = sentences.map((sentence) => `${words(sentence, { lowercase: true }).join(" ")}\n`);
    writeFileSync(files.text, lines.join(""));
    writeFileSync(files.tenth, lines.slice(0, lines.length / 10).join(""));
    saveNgramModel(files.model, estimate(files.text).model);
    const missing = missingKenlm();
    return [
      ...(await estimateRows(files, missing, options)),
      ...(await queryRows(files, missing, options)),
      memoryRow(files, missing, options),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string[][]} commands
 * @param {BenchOptions} options
 * @returns {ReturnType<typeof race>}
 */
async function compare(commands, { runs, log }) {
  const contestants = [];
  try {
    for (const [command = "", ...args] of commands) contestants.push(await startContestant(command, args));
    checkEqualWork(contestants);
    log(
      `${contestants.map(({ name }) => name).join(", ")}: ${JSON.stringify(contestants[0]?.work)}; timing ${runs} runs`,
    );
    return await race(contestants, { runs, warmUps: 1 });
  } finally {
    await Promise.all(contestants.map((started) => started.stop()));
  }
}

/** @param {string[]} args */
const node = (...args) => [process.execPath, "--expose-gc", contestant, ...args];

/**
 * @param {Files} files
 * @param {Missing | undefined} missing
 * @param {BenchOptions} options
 * @returns {Promise<Row[]>}
 */
async function estimateRows({ text, tenth, arpa }, missing, options) {
  const about = { name: "modified Kneser-Ney of all speeches, order 3", unit: "s", target: 3 };
  if (missing === undefined) {
    const written = `${arpa}-ours`;
    const [ours, theirs] = await compare([node("estimate", text, written), node("lmplz", text, arpa)], options);
    const [withFile, theirFile] = await compare(
      [node("write", text, written), node("lmplz-write", text, arpa)],
      options,
    );
    if (!theirs || !theirFile) throw new Error("each race must have two contestants");
    return [
      toRow(about, ours, theirs),
      toRow({ ...about, name: `${about.name}, as an ARPA file` }, withFile, theirFile),
    ];
  }
  const nltk = findPython("nltk");
  const peers = "python" in nltk ? [[nltk.python, nltkContestant, tenth]] : [];
  const [ours] = await compare([node("estimate", text)], options);
  const [ofTenth, theirs] = await compare([node("counts", tenth), ...peers], options);
  const nltkMissing = "reason" in nltk ? nltk : { reason: "it didn't run" };
  return [
    toRow(about, ours, missing),
    toRow(
      { name: "a model of a tenth of the speeches, order 3", unit: "s", target: 0.05 },
      ofTenth,
      theirs ?? nltkMissing,
    ),
  ];
}

/**
 * @param {Files} files
 * @param {Missing | undefined} missing
 * @param {BenchOptions} options
 * @returns {Promise<Row[]>}
 */
async function queryRows({ text, model, arpa, probing, ids }, missing, options) {
  const [pass] = await compare([node("query", text, model)], options);
  const numQueries = queriesOf(readText(text).sentences).length / 3;
  const ours = { name: "prob", costs: pass.costs.map((seconds) => (seconds / numQueries) * 1e9) };
  const about = { name: "a query of order 3", unit: "ns" };
  const limit = toRow({ ...about, target: 1 }, ours, { name: "5 million a second", costs: [200] });
  if (missing !== undefined) return [limit, toRow({ ...about, target: 3 }, ours, missing)];
  kenlm("build_binary", ["probing", arpa, probing]);
  writeFileSync(ids, kenlm("kenlm_benchmark", ["-v", "-m", probing], text, "latin1"), "latin1");
  const costs = Array.from({ length: options.runs }, () => {
    const said = kenlm("kenlm_benchmark", ["-q", "-t", "1", "-m", probing], ids);
    return Number(/^Seconds per query excluding load, CPU: (\S+)/m.exec(said)?.[1]) * 1e9;
  });
  return [limit, toRow({ ...about, target: 3 }, ours, { name: "KenLM probing", costs })];
}

/**
 * @param {Files} files
 * @param {Missing | undefined} missing
 * @param {BenchOptions} options
 * @returns {Row}
 */
function memoryRow({ text, model, probing }, missing, { runs, log }) {
  log(`peak memory of ${runs} processes each`);
  const peaks = (/** @type {string} */ method) =>
    Array.from({ length: runs }, () => peakMemoryOf([contestant, method, text, model, "peak"]));
  const baseline = median(peaks("nothing"));
  const ours = { name: "loadNgramModel", costs: peaks("load").map((bytes) => (bytes - baseline) / 1e6) };
  const theirs = missing ?? { name: "KenLM probing", costs: [statSync(probing).size / 1e6] };
  return toRow({ name: "memory of the model", unit: "MB", target: 2 }, ours, theirs);
}
