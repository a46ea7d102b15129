import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromFile } from "kernel-utils/corpus";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "from-file-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : Uint8Array.from(content));
  return path;
}

// Python 3.11.7: "鲸鱼。".encode("gb18030"); "𠀀鲸".encode("gb18030"), four bytes and two
const whaleInGb18030 = [0xbe, 0xa8, 0xd3, 0xe3, 0xa1, 0xa3];
const rareInGb18030 = [0x95, 0x32, 0x82, 0x36, 0xbe, 0xa8];

describe("fromFile", () => {
  it("reads UTF-8; the title is the file's name", () => {
    expect(fromFile(write("鲸鱼 1.txt", "Call me 以实玛利 🐳.\n"))).toEqual({
      title: "鲸鱼 1.txt",
      text: "Call me 以实玛利 🐳.\n",
    });
  });

  it("drops a byte order mark", () => {
    expect(fromFile(write("bom.txt", "\ufeffmark")).text).toBe("mark");
    expect(fromFile(write("bom-gb.txt", [0x84, 0x31, 0x95, 0x33, 0xbe, 0xa8]), { encoding: "gb18030" }).text).toBe(
      "鲸",
    );
  });

  it("makes Windows' line ends plain ones", () => {
    expect(fromFile(write("windows.txt", "one\r\ntwo\r\n")).text).toBe("one\ntwo\n");
  });

  it("reads GB18030 when told so", () => {
    expect(fromFile(write("gb.txt", whaleInGb18030), { encoding: "gb18030" }).text).toBe("鲸鱼。");
    expect(fromFile(write("rare.txt", rareInGb18030), { encoding: "gb18030" }).text).toBe("𠀀鲸");
  });

  it("takes a path from the working directory on", () => {
    expect(fromFile("package.json").title).toBe("package.json");
  });
});

describe("fromFile's errors", () => {
  const errorOf = (...args: Parameters<typeof fromFile>) => {
    try {
      fromFile(...args);
    } catch (error) {
      return error as Error;
    }
    throw new Error("fromFile threw nothing");
  };

  it("says what to do about GB18030 taken for UTF-8", () => {
    const path = write("gb-as-utf8.txt", whaleInGb18030);
    expect(errorOf(path).message).toBe(
      `path must be a file in UTF-8, got ${path}, which isn't: for Chinese text of an older Windows program pass { encoding: "gb18030" }, otherwise save it as UTF-8`,
    );
    expect(errorOf(path).cause).toBeInstanceOf(TypeError);
  });

  it("says what to do about what isn't GB18030", () => {
    const path = write("not-gb.txt", [0x41, 0xff, 0xff]);
    expect(errorOf(path, { encoding: "gb18030" }).message).toBe(
      `path must be a file in GB18030, got ${path}, which isn't: leave the encoding out if it is UTF-8, otherwise save it as UTF-8`,
    );
  });

  it("names a missing file by its full path", () => {
    const path = join(folder, "none.txt");
    expect(errorOf(path).message).toBe(`path must be a file, got ${path}: there is no ${path}`);
    expect(errorOf("no/such.txt").message).toContain(`there is no ${join(process.cwd(), "no", "such.txt")}`);
  });

  it("refuses a folder", () => {
    mkdirSync(join(folder, "texts"));
    const path = join(folder, "texts");
    expect(errorOf(path).message).toBe(`path must be a file, got ${path}, a folder: name a file in it`);
  });

  it.runIf(process.platform !== "win32")("refuses a device", () => {
    expect(errorOf("/dev/null").message).toBe(
      "path must be a file, got /dev/null, a device or pipe: copy what it gives to a file",
    );
  });

  it.each([
    ["binary", [0x7f, 0x45, 0x4c, 0x46, 0, 1]],
    ["UTF-16", [0xff, 0xfe, 0x41, 0, 0x42, 0]],
  ])("refuses %s", (name, content) => {
    const path = write(`${name}.bin`, content);
    expect(errorOf(path).message).toBe(
      `path must be a text file, got ${path}, which has NUL bytes (binary, or UTF-16): save it as UTF-8 text`,
    );
  });

  it.each([
    ["empty", ""],
    ["blank", " \n\t"],
    ["mark", "\ufeff"],
  ])("refuses an %s file", (name, content) => {
    const path = write(`${name}.txt`, content);
    expect(errorOf(path).message).toBe(`path must be a file with text in it, got ${path}, which is empty`);
  });

  it("refuses another encoding, and what isn't a path", () => {
    expect(errorOf("package.json", { encoding: "big5" as never })).toEqual(
      new RangeError('encoding must be "utf-8" or "gb18030", got "big5"'),
    );
    expect(errorOf(undefined as never)).toEqual(new TypeError("path must be a string, got undefined"));
  });
});
