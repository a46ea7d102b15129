// @ts-check
// `npm start`: set up what is missing, then JupyterLab on notebooks/. Arguments after `--` go to JupyterLab.
import { setup } from "./setup.mjs";

setup()
  // Loaded afterwards: an old Node, which set-up turns away, could not read it.
  .then(() => import("./start/runJupyterLab.mjs"))
  .then(({ runJupyterLab }) => runJupyterLab(process.argv.slice(2)))
  .then((code) => process.exit(code));
