import { describe, expect, it } from "vitest";
import { explain } from "../../scripts/setup/explain.mjs";

/**
 * What npm 11.19.1, pip 23.2.1 and Python 3.11.7's venv printed on Linux, shortened, hosts and folders replaced. Made with:
 * no network: `unshare --net npm ci`; refused: a registry on a closed port of 127.0.0.1; forbidden: as another user; full: a small tmpfs;
 * read-only: the same tmpfs remounted; no ensurepip: Debian's Python with that folder hidden by an overlay.
 */
const printed = {
  npmOffline: `npm error code EAI_AGAIN
npm error syscall getaddrinfo
npm error errno EAI_AGAIN
npm error request to https://registry.example/zeromq failed, reason: getaddrinfo EAI_AGAIN registry.example`,
  npmRefused: `npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
npm error FetchError: request to http://127.0.0.1:9/zeromq failed, reason: connect ECONNREFUSED 127.0.0.1:9`,
  npmFull: `npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write
npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write

added 424 packages in 37s`,
  npmUnsynced: `npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with \`npm install\` before continuing.
npm error
npm error Missing: @oxfmt/binding-android-arm-eabi@ from lock file`,
  pipOffline: `WARNING: Retrying (Retry(total=1, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f27960bfa90>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/anyio/
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f279610e190>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/anyio/
ERROR: Could not find a version that satisfies the requirement anyio==4.16.0 (from versions: none)
ERROR: No matching distribution found for anyio==4.16.0`,
  pipRefused: `WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f056922af90>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/anyio/
ERROR: No matching distribution found for anyio==4.16.0`,
  pipFull: `Installing collected packages: pure-eval, ptyprocess, websocket-client, webencodings
ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device`,
  venvReadOnly: `Error: [Errno 30] Read-only file system: '/home/ada/next-token/.venv'`,
  nodeReadOnly: `Error: EROFS: read-only file system, mkdir '/home/ada/next-token/.jupyter'`,
  venvForbidden: `Error: [Errno 13] Permission denied: '/home/ada/next-token/.venv'`,
  npmCacheForbidden: `npm error code EACCES
npm error syscall mkdir
npm error path /home/ada/.npm/_cacache/tmp
npm error errno EACCES
npm error
npm error Your cache folder contains root-owned files, due to a bug in previous versions of npm which has since been addressed.`,
  venvWithoutEnsurepip: `The virtual environment was not created successfully because ensurepip is not
available.  On Debian/Ubuntu systems, you need to install the python3-venv
package using the following command.

    apt install python3.11-venv

You may need to use sudo with that command.  After installing the python3-venv
package, recreate your virtual environment.

Failing command: /home/ada/next-token/.venv/bin/python3`,
};

describe("explain", () => {
  it.each(["npmOffline", "npmRefused", "pipOffline", "pipRefused"] as const)("%s: no network", (name) => {
    const problem = explain(printed[name]);
    expect(problem?.message).toBe("The network does not answer.");
    expect(problem?.remedy).toMatch(/^Check the connection/);
  });

  it.each(["npmFull", "pipFull"] as const)("%s: no room", (name) => {
    expect(explain(printed[name])?.message).toBe("The disk is full.");
    expect(explain(printed[name])?.remedy).toMatch(/^Make room \(about 1 GB/);
  });

  it.each([
    ["venvReadOnly", "/home/ada/next-token/.venv"],
    ["nodeReadOnly", "/home/ada/next-token/.jupyter"],
    ["venvForbidden", "/home/ada/next-token/.venv"],
    ["npmCacheForbidden", "/home/ada/.npm/_cacache/tmp"],
  ] as const)("%s: names what could not be written", (name, path) => {
    expect(explain(printed[name])?.message).toBe(`Not writable: ${path}`);
  });

  it("a lock file that does not fit package.json: says npm install", () => {
    expect(explain(printed.npmUnsynced)?.message).toBe("package.json and package-lock.json disagree.");
    expect(explain(printed.npmUnsynced)?.remedy).toContain("npm install");
  });

  it("no npm: says where it comes from", () => {
    // What Node 20.20's spawn says of a program that is not on PATH.
    expect(explain("spawn npm ENOENT\n")?.message).toBe("npm is missing.");
  });

  it("no ensurepip: names Debian's package for that very Python", () => {
    expect(explain(printed.venvWithoutEnsurepip)?.remedy).toContain("apt install python3.11-venv");
  });

  it("a retry that helped is not taken for the cause", () => {
    const [firstRetry] = printed.pipOffline.split("\n");
    expect(explain(`${firstRetry}\nERROR: Failed building wheel for pyzmq`)).toBeUndefined();
    expect(explain("npm warn retry ECONNRESET\nnpm error code ETARGET")).toBeUndefined();
  });

  it("prints one line that says what is wrong and one that says what to do", () => {
    const lines = String(explain(printed.npmOffline)).split("\n");
    expect(lines).toEqual([
      "✗ The network does not answer.",
      expect.stringMatching(/^ {2}Check the connection .* run the same command again: it goes on where it stopped\.$/),
      "",
    ]);
  });
});
