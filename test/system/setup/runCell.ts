import { join } from "node:path";
import { evaluate, start } from "./runScript";

const program = `
import nbclient, nbformat, sys
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(sys.argv[1])])
nbclient.NotebookClient(notebook, kernel_name="typescript", resources={"metadata": {"path": "notebooks"}}).execute()
print("".join(output.get("text", "") for output in notebook.cells[0].outputs), end="")
`;

/** Run a cell in a fresh kernel "TypeScript" of that clone's Jupyter, and give what it printed. */
export async function runCell(clone: string, env: NodeJS.ProcessEnv, cell: string): Promise<string> {
  const asJson = `import { jupyterEnvironment } from "./scripts/environment.mjs"; console.log(JSON.stringify(jupyterEnvironment()))`;
  const jupyterEnv = JSON.parse(await evaluate(clone, env, asJson)) as NodeJS.ProcessEnv;
  const python = join(clone, ".venv", "bin", "python");
  const { stdout, stderr } = await start(clone, jupyterEnv, python, "-c", program, cell).ended;
  return stdout === "" ? stderr : stdout;
}
