// @ts-check
import { root } from "../environment.mjs";
import { Problem } from "./Problem.mjs";

const again = "then run the same command again";

/** The disk has no room: said from what a program says, or from what is left (Python's venv says nothing). */
export const diskFull = () =>
  new Problem("The disk is full.", `Make room (about 1 GB for ${root}, 1 GB for what npm and pip keep), ${again}.`);

/** What npm and pip say at their end, once they have given up; a retry that helped is no cause. */
const noNetwork = [
  // npm error code EAI_AGAIN
  /npm (?:error|ERR!) code (?:ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE|E\w*TIMEOUT|ERR_SOCKET_TIMEOUT)/,
  // WARNING: Retrying (Retry(total=0, …)) after connection broken by 'NewConnectionError(…)': …
  /Retry\(total=0.*broken by/,
  // ERROR: Exception: … pip._vendor.urllib3.exceptions.ReadTimeoutError: …
  /exceptions\.(?:ReadTimeoutError|ProtocolError|ConnectionError|ConnectTimeout|MaxRetryError|NewConnectionError)/,
];

/** Where something could not be written: of Python's, of Node's and of npm's errors. */
const unwritablePath =
  /(?:permission denied|read-only file system|not permitted)[^'\n]*'([^'\n]+)'|npm (?:error|ERR!) path (.+)/i;

/**
 * What programs say, and what it means: the first that fits.
 * @type {readonly { says: readonly RegExp[], means: (text: string) => Problem }[]}
 */
const causes = [
  {
    says: [/spawn npm ENOENT/],
    means: () =>
      new Problem(
        "npm is missing.",
        `Install it (nodejs.org brings it along; Debian, Ubuntu: apt install npm), ${again}.`,
      ),
  },
  {
    says: [/`npm ci` can only install packages when your package\.json and package-lock\.json/],
    means: () =>
      new Problem(
        "package.json and package-lock.json disagree.",
        `Type npm install, which brings package-lock.json up to date, ${again}.`,
      ),
  },
  {
    says: [/ENOSPC|no space left on device|not enough space on the disk/i],
    means: diskFull,
  },
  {
    says: [/npm (?:error|ERR!) code (?:CERT_|SELF_SIGNED|DEPTH_ZERO_SELF|UNABLE_TO_)/, /CERTIFICATE_VERIFY_FAILED/],
    means: () =>
      new Problem(
        "The network's certificate is not trusted: a proxy or filter seems to stand between.",
        `Set NODE_EXTRA_CA_CERTS (for npm) and PIP_CERT (for pip) to its certificate file, ${again}.`,
      ),
  },
  {
    says: noNetwork,
    means: () =>
      new Problem(
        "The network does not answer.",
        `Check the connection (behind a proxy: set HTTPS_PROXY), ${again}: it goes on where it stopped.`,
      ),
  },
  {
    says: [/EROFS|EACCES|EPERM|read-only file system|permission denied/i],
    means: (text) => {
      const path = unwritablePath.exec(text)?.slice(1).find(Boolean) ?? root;
      return new Problem(`Not writable: ${path}`, `Make it writable for you, or move the project, ${again}.`);
    },
  },
  {
    says: [/ensurepip is not\s+available/],
    means: (text) => {
      const [, debianPackage = "python3-venv"] = /apt install (\S+)/.exec(text) ?? [];
      return new Problem(
        "Python can't make virtual environments: its ensurepip module is missing.",
        `Install it (Debian, Ubuntu: apt install ${debianPackage}), or set PYTHON to another Python's path, ${again}.`,
      );
    },
  },
];

/**
 * What a program's output, or an error of the file system, means to a person.
 * @param {string} text
 * @returns {Problem | undefined} nothing where it fits no known cause
 */
export function explain(text) {
  return causes.find(({ says }) => says.some((words) => words.test(text)))?.means(text);
}
