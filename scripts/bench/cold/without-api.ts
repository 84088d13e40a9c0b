/** Compiles the own contract as `npm run codegen -- --check` does, without the one emitter that loads the TypeScript compiler. */
import { join } from "node:path";
import { emitters } from "../../../codegen/emitters/index.ts";
import { emitOfCompiler } from "../../../codegen/emitters/of-compiler.ts";
import { check, parse, resolve } from "../../../codegen/index.ts";
import { writeOrCheck } from "../../../codegen/output.ts";
import { formatProblems } from "../../../codegen/problem.ts";

const ROOT = join(import.meta.dirname, "../../..");

const { contract, problems } = await parse(join(ROOT, "spec"), "spec");
const { model } = contract ? resolve(contract) : {};
if (!model) throw new Error(formatProblems(problems, "text"));
const errors = check(model).filter(({ severity }) => severity === "error");
if (errors.length > 0) throw new Error(formatProblems(errors, "text"));
const others = emitters.filter(({ name }) => name !== "api");
const emitted = await Promise.all(others.map(({ emit }) => emit(model)));
// What it finds is of no interest: generated/api.ts, which nobody emitted, is one too many.
await writeOrCheck([...emitted.flat(), ...emitOfCompiler()], ROOT, true);
