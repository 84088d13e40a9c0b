/** The checklist of a release, in the order in which it is walked. */

import { shellWord } from "../command.ts";
import { checkIndex, INDEX_FILE } from "../memory/index-file.ts";
import { checkProgress, PROGRESS_FILE } from "../memory/progress.ts";
import { VERSION_FILE } from "../memory/version.ts";
import type { Step } from "../steps.ts";
import { AUDIT, checkAdvisories } from "./audit.ts";
import { checkBlueprint } from "./blueprint.ts";
import { checkBump, checkGenerated, checkVersion, DRIFT, GATE } from "./contract.ts";
import { freeze } from "./freeze.ts";
import { checkIgnored, checkTracked } from "./git.ts";
import { checkLockfile, LOCKFILE, PACKAGE } from "./lockfile.ts";
import { type Release, refuseProblems } from "./release.ts";
import { checkRules, RULES } from "./rules.ts";
import { SBOM, writeBill } from "./sbom.ts";
import { checkService, smokeCommand } from "./smoke.ts";
import { checkNames, checkSecrets } from "./target.ts";

interface Item {
  readonly id: string;
  readonly run: (release: Release) => Promise<string>;
  /** What a person types to do the same, when it is no part of this command alone. */
  readonly command?: (release: Release) => string;
  /** Paths on whose content alone the result depends, where it takes long to get. */
  readonly inputs?: readonly string[];
}

const GENERATED = ["spec", "generated", ".env.example", "codegen", "src"];
const COMPARED = ["spec", ".memory", PACKAGE, LOCKFILE, "CHANGELOG.md"];

const checklist = [
  { id: "version", run: checkVersion, command: () => `cat ${VERSION_FILE}` },
  { id: "contract", run: checkBump, command: () => npm("contract", GATE), inputs: COMPARED },
  { id: "codegen", run: checkGenerated, command: () => npm("codegen", DRIFT), inputs: GENERATED },
  {
    id: "rules",
    run: checkRules,
    command: () => `promtool check rules ${RULES}/rules.yml && promtool test rules ${RULES}/rules_test*.yml`,
    inputs: [RULES],
  },
  { id: "ops", run: checkBlueprint },
  { id: "index", run: checkList(checkIndex, `${INDEX_FILE} lists every file of the contract as it is`) },
  { id: "progress", run: checkList(checkProgress, `${PROGRESS_FILE} has the line of the version`) },
  { id: "gitignore", run: checkIgnored, command: () => "git check-ignore -v .env .env.local .env.example" },
  { id: "tracked", run: checkTracked, command: () => "git ls-files '.env*'; git log --all --oneline -- '.env*'" },
  { id: "lockfile", run: checkLockfile },
  { id: "audit", run: checkAdvisories, command: () => `npm ${AUDIT.join(" ")}`, inputs: [PACKAGE, LOCKFILE] },
  { id: "sbom", run: writeBill, command: () => `npm ${SBOM.join(" ")}`, inputs: [PACKAGE, LOCKFILE, VERSION_FILE] },
  { id: "names", run: checkNames },
  { id: "secrets", run: checkSecrets },
  { id: "smoke", run: checkService, command: smokeCommand },
  { id: "freeze", run: freeze },
] as const satisfies readonly Item[];

export type StepId = (typeof checklist)[number]["id"];

/** What `--waive` takes. */
export const stepIds: readonly StepId[] = checklist.map(({ id }) => id);

export interface ReleaseStep extends Step {
  readonly id: StepId;
  readonly inputs: readonly string[] | undefined;
}

/** The steps for one release; those that are waived are not run. */
export function releaseSteps(release: Release, waived: ReadonlySet<StepId>): ReleaseStep[] {
  return checklist.map((item) => {
    const { id, run, command, inputs }: Item & { readonly id: StepId } = item;
    return {
      id,
      waived: waived.has(id),
      inputs,
      command: command?.(release) ?? onlyCommand(id, release),
      run: () => run(release),
    };
  });
}

/** The step alone. To freeze is the end of the whole. */
function onlyCommand(id: StepId, { target }: Release): string {
  const option = target && `--${target.kind} ${shellWord(target.path)}`;
  const only = id === "freeze" ? undefined : `--only ${id}`;
  return ["npm run release --", only, TARGETED.includes(id) ? option : undefined].filter(Boolean).join(" ");
}

const TARGETED: readonly StepId[] = ["names", "secrets", "freeze"];

function npm(script: string, args: readonly string[]): string {
  return `npm run ${script} -- ${args.join(" ")}`;
}

function checkList(check: (root: string) => Promise<Parameters<typeof refuseProblems>[0]>, good: string) {
  return async ({ root }: Release): Promise<string> => {
    refuseProblems(await check(root));
    return good;
  };
}
