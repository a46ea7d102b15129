import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeValue } from "../core";
import { type NamedParameters, parameterData, readSafetensors, type TensorData, writeSafetensors } from "../nn";

/** What a model is made from, without its weights. */
export type ModelConfig = Readonly<Record<string, unknown>>;

/**
 * Write a model as Hugging Face's folders have it: `config.json` with the architecture's name, and `model.safetensors`.
 * The folder is made when it is missing; files of these names are replaced.
 */
export async function writeModelFolder(
  folder: string,
  { architecture, config, parameters }: { architecture: string; config: ModelConfig; parameters: NamedParameters },
): Promise<void> {
  const weights = writeSafetensors({ tensors: parameterData(parameters), metadata: { format: "pt" } });
  const text = `${JSON.stringify({ architectures: [architecture], ...config }, null, 2)}\n`;
  await mkdir(folder, { recursive: true });
  for (const [name, content] of [["model.safetensors", weights] as const, ["config.json", text] as const]) {
    await writeFile(join(folder, `${name}.new`), content);
    await rename(join(folder, `${name}.new`), join(folder, name));
  }
}

export interface ModelFolder {
  readonly architecture: string;
  readonly config: ModelConfig;
  readonly tensors: Readonly<Record<string, TensorData>>;
}

/**
 * Read what writeModelFolder wrote.
 * @throws Error when a file can't be read; RangeError when it isn't what it should be; both with its name
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const path = join(folder, "config.json");
  const { architectures, ...config } = parseObject(path, (await read(folder, "config.json")).toString());
  const architecture: unknown = Array.isArray(architectures) ? architectures[0] : undefined;
  if (typeof architecture !== "string") {
    throw new RangeError(`${path} must name its architecture, got architectures ${describeValue(architectures)}`);
  }
  const weights = await read(folder, "model.safetensors");
  try {
    return { architecture, config, tensors: readSafetensors(weights).tensors };
  } catch (cause) {
    throw new RangeError(`${join(folder, "model.safetensors")}: ${(cause as Error).message}`, { cause });
  }
}

async function read(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    const reason = `got no ${file} that can be read (${(cause as Error).message})`;
    throw new Error(
      `${folder} must hold config.json and model.safetensors, ${reason}; is it where \`save\` wrote to?`,
      {
        cause,
      },
    );
  }
}

function parseObject(path: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`${path} must be JSON, got ${(cause as Error).message}`, { cause });
  }
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new RangeError(`${path} must hold an object, got ${describeValue(value)}`);
}
