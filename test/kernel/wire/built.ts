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
  const built = join(kernel, "dist", room);
  for (const name of readdirSync(sources).filter((file) => file.endsWith(".ts"))) {
    const output = statSync(join(built, name.replace(/\.ts$/, ".js")), { throwIfNoEntry: false });
    if (output !== undefined && output.mtimeMs >= statSync(join(sources, name)).mtimeMs) continue;
    throw new Error(`kernel/dist must be newer than kernel/src, ${room}/${name} is not built; type: npm run build`);
  }
}
