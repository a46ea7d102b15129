import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const kernel = fileURLToPath(new URL("../../../kernel/", import.meta.url));

/**
 * The sockets live in a thread, which loads what was built: be sure that it is what stands in the sources.
 * @throws Error when the build is older
 */
export function assertBuilt(room: string): void {
  const sources = join(kernel, "src", room);
  const built = statSync(join(kernel, "dist", room, "index.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const name of readdirSync(sources, { recursive: true, encoding: "utf8" })) {
    if (statSync(join(sources, name)).mtimeMs <= built) continue;
    throw new Error(`kernel/dist must be newer than kernel/src, ${room}/${name} is not built; type: npm run build`);
  }
}
