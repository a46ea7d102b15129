import { copyFileSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
const root = "/tmp/w/lessons";
const lessons = join(root, "notebooks");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const joined = (text = []) => typeof text === "string" ? text : text.join("");
const isExercise = ({ cell_type: kind, source }) => kind === "code" && joined(source).includes("exercise(");
const exercisesOf = ({ cells }) => cells.filter(isExercise);
/** The code of the solution that is folded away below an exercise. */
function solutionOf({ cells }, exercise) {
	const below = joined(cells[cells.indexOf(exercise) + 1]?.source);
	return /<summary>Solution<\/summary>[^]*?```ts\n([^]*?)```/.exec(below)?.[1] ?? "";
}
const declaration = /^(?:async )?(?:const|let|function|class) (\w+)/;
/** The statements of a cell, cut before each declaration, and the name that each of them declares. */
const statementsOf = (code) => code.split(/^(?=(?:async )?(?:const|let|function|class) )/m).map((text) => ({
	text,
	name: declaration.exec(text)?.[1]
}));
/** The same notebook after a reader who took every solution: its declarations stand where the exercise's were. */
function solved(notebook) {
	const cells = notebook.cells.map((cell) => {
		if (!isExercise(cell)) return cell;
		const text = joined(cell.source);
		const checkAt = text.search(/^(await )?exercise\(/m);
		const solution = solutionOf(notebook, cell);
		const changed = new Set(statementsOf(solution).flatMap(({ name }) => name ?? []));
		const statements = statementsOf(text.slice(0, checkAt));
		const first = statements.findIndex(({ name }) => changed.has(name ?? ""));
		const code = statements.flatMap((statement, i) => {
			if (i === first) return `${solution}\n`;
			return changed.has(statement.name ?? "") ? [] : statement.text;
		});
		return {
			...cell,
			source: [...code, text.slice(checkAt)]
		};
	});
	return {
		...notebook,
		cells
	};
}
mkdirSync(join(root, ".x/solved"), { recursive: true });
copyFileSync(join(lessons, "tsconfig.json"), join(root, ".x/solved/tsconfig.json"));
for (const f of process.argv.slice(2)) writeFileSync(join(root, ".x/solved", f), JSON.stringify(solved(read(join(lessons, f)))));
