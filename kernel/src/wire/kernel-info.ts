import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { protocolVersion } from "./protocol";

const versionIn = (file: string): string => (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;

/** The content of a kernel_info_reply. */
export function kernelInfo(): object {
  const version = versionIn(join(__dirname, "..", "..", "package.json"));
  const typescript = versionIn(createRequire(__filename).resolve("typescript/package.json"));
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "next-token-kernel",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
      nbconvert_exporter: "script",
    },
    banner: `TypeScript ${typescript} on Node ${process.versions.node} (next-token-kernel ${version})`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: "TypeScript Handbook", url: "https://www.typescriptlang.org/docs/handbook/" },
      { text: "Node.js Reference", url: "https://nodejs.org/api/" },
    ],
  };
}
