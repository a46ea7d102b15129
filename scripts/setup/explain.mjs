// @ts-check
import { root } from "../environment.mjs";
import { Problem } from "./problem.mjs";
import { run } from "./run.mjs";

/** How many of a failed program's last lines are shown. */
const numLines = 30;

/**
 * What programs say, and what it means: the first that fits.
 * @type {readonly { says: RegExp, what: string | ((text: string) => string), remedy: string }[]}
 */
const causes = [
  {
    says: /`npm ci` can only install packages when your package\.json and package-lock\.json/,
    what: "package.json and package-lock.json disagree.",
    remedy: "Type npm install, which brings package-lock.json up to date, then run the same command again.",
  },
  {
    says: /ENOSPC|no space left on device|not enough space on the disk|errno 28/i,
    what: "The disk is full.",
    remedy: `Make room (about 1 GB is needed in ${root} and in the package managers' caches), then run the same command again.`,
  },
  {
    says: /CERT_|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|CERTIFICATE_VERIFY_FAILED/,
    what: "The network's certificate is not trusted: a proxy or filter seems to stand between.",
    remedy:
      "Set NODE_EXTRA_CA_CERTS (for npm) and PIP_CERT (for pip) to its certificate file, then run the same command again.",
  },
  {
    says: new RegExp(
      [
        "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT",
        "Failed to establish a new connection|NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError",
        "Temporary failure in name resolution|Network is unreachable|Connection refused|Cannot connect to proxy",
        "getaddrinfo failed|nodename nor servname",
      ].join("|"),
    ),
    what: "The network does not answer.",
    remedy:
      "Check the connection (behind a proxy: set HTTPS_PROXY), then run the same command again: it goes on where it stopped.",
  },
  {
    says: /EROFS|EACCES|EPERM|read-only file system|permission denied/i,
    what: (text) =>
      `Not writable: ${/(?:denied|system|permitted)[^'\n]*'([^'\n]+)'|npm error path (.+)/i.exec(text)?.slice(1).find(Boolean) ?? root}`,
    remedy: "Make it writable for you, or move the project where you may write, then run the same command again.",
  },
];

/**
 * What a program's output, or an error of the file system, means to a person.
 * @param {string} text
 * @returns {Problem | undefined}
 */
export function explain(text) {
  const cause = causes.find(({ says }) => says.test(text));
  if (cause === undefined) return undefined;
  return new Problem(typeof cause.what === "string" ? cause.what : cause.what(text), cause.remedy);
}

/**
 * Run a program, its output kept back unless it fails.
 * @param {string} name what it is to a person, e.g. `npm ci`
 * @param {readonly string[]} command the program and its arguments
 * @param {NodeJS.ProcessEnv} [env]
 * @throws {Problem}
 */
export async function runOrExplain(name, command, env) {
  const { status, output } = await run(command, env);
  if (status === 0) return;
  const lines = output.trim().split("\n").slice(-numLines).join("\n");
  throw (
    explain(output) ??
    new Problem(
      `${name} failed with code ${status}.`,
      "Its last lines say why; put that right, then run the same command again:",
      lines,
    )
  );
}
