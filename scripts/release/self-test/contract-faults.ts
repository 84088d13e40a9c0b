/** Faults in the contract, its version, what is generated from it, and its rules. */
import { VERSION_FILE } from "../../memory/version.ts";
import type { Copy } from "./copy.ts";
import {
  type Fault,
  inCall,
  inFiles,
  METRICS,
  nextVersions,
  OPS,
  releaseCopy,
  renameMetric,
  setVersion,
  syncRecords,
} from "./fault.ts";

const DAY_MS = 86_400_000;

const inTwoDays = () => new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10);

const versionFaults: readonly Fault[] = [
  inFiles("VERSION.json: the version is no SemVer", "version", /VERSION\.json:\d+:\d+.*\n.*version/s, (copy) =>
    copy.edit(VERSION_FILE, /"version": "[^"]+"/, '"version": "1.2"'),
  ),
  inFiles("VERSION.json: the date is in the future", "version", /is in the future/, (copy) =>
    copy.edit(VERSION_FILE, /"date": "[^"]+"/, `"date": "${inTwoDays()}"`),
  ),
  inFiles("VERSION.json: the summary is empty", "version", /summary/, (copy) =>
    copy.edit(VERSION_FILE, /"summary": "[^"]+"/, '"summary": ""'),
  ),
  inFiles("VERSION.json: the summary is blank", "version", /the summary is empty/, (copy) =>
    copy.edit(VERSION_FILE, /"summary": "[^"]+"/, '"summary": "  "'),
  ),
  inFiles("VERSION.json: it is cut off", "version", /VERSION\.json:\d+:\d+/, (copy) =>
    copy.edit(VERSION_FILE, /\}\s*$/, ""),
  ),
  inFiles("VERSION.json: it is gone", "version", /cannot be read/, (copy) => copy.remove(VERSION_FILE)),
];

async function reuseVersion(copy: Copy): Promise<void> {
  await releaseCopy(copy);
  await renameMetric(copy);
  await syncRecords(copy);
}

async function bumpTooLittle(copy: Copy): Promise<void> {
  await releaseCopy(copy);
  const { fix } = await nextVersions(copy);
  await renameMetric(copy);
  await setVersion(copy, { version: fix, breaking: true });
}

async function hideBreak(copy: Copy): Promise<void> {
  await releaseCopy(copy);
  const { breaking } = await nextVersions(copy);
  await renameMetric(copy);
  await setVersion(copy, { version: breaking, breaking: false });
}

async function goBackInTime(copy: Copy): Promise<void> {
  await releaseCopy(copy);
  const { breaking } = await nextVersions(copy);
  await renameMetric(copy);
  await setVersion(copy, { version: breaking, breaking: true, date: "2020-02-02" });
}

async function nameNoFile(copy: Copy): Promise<void> {
  await copy.edit(VERSION_FILE, /"artifacts": \[[^\]]*\]/, '"artifacts": ["spec/contracts/nothing.yaml"]');
  await syncRecords(copy);
}

async function callApiOtherwise(copy: Copy): Promise<void> {
  await copy.edit("spec/contracts/openapi.yaml", /^( {2}version:) .*$/m, "  version: 9.9.9");
  await syncRecords(copy);
}

/** What the gate of section 2 refuses. */
const gateFaults: readonly Fault[] = [
  inFiles("the version is lower than the released one", "contract", /version\/lower/, async (copy) => {
    await releaseCopy(copy);
    await setVersion(copy, { version: "0.0.1" });
  }),
  inFiles("a released version is used again for another contract", "contract", /version\/reused/, reuseVersion),
  inFiles(
    "a metric is renamed, and the patch alone is raised",
    "contract",
    /version\/under-bump\s.*the right version is/,
    bumpTooLittle,
  ),
  inFiles("a break is called breaking: false", "contract", /version\/change-breaking/, hideBreak),
  inFiles("the date is before that of the release", "contract", /version\/date-earlier/, goBackInTime),
  inFiles("a change names a file that does not exist", "contract", /version\/artifact\s.*nothing\.yaml/, nameNoFile),
  inFiles("package.json has another version", "contract", /version\/differs\s.*package\.json says 9\.9\.9/, (copy) =>
    copy.edit("package.json", /"version": "[^"]+"/, '"version": "9.9.9"'),
  ),
  inFiles(
    "openapi.yaml has another version",
    "contract",
    /version\/differs\s.*openapi\.yaml says 9\.9\.9/,
    callApiOtherwise,
  ),
];

async function silenceAlert(copy: Copy): Promise<void> {
  await copy.edit(METRICS, "job:ingest_deadline_used_ratio:p95_5m > 1", "job:ingest_deadline_used_ratio:p95_5m > 3");
  await syncRecords(copy);
}

async function removeAnchor(copy: Copy): Promise<void> {
  await copy.edit(OPS, '<a id="timeouts"></a>\n', "");
  await syncRecords(copy);
}

async function editTable(copy: Copy): Promise<void> {
  await copy.edit(OPS, "| `timeout_rate` | ", "| `timeout_rate` | About ");
  await syncRecords(copy);
}

const codegenFaults: readonly Fault[] = [
  inFiles("a generated file is edited", "codegen", /generated\/metrics\.ts differs/, (copy) =>
    copy.edit("generated/metrics.ts", "export", "/* by hand */ export"),
  ),
  inFiles("a generated file is deleted", "codegen", /routes\.ts does not exist/, (copy) =>
    copy.remove("generated/routes.ts"),
  ),
  inFiles("generated/ holds a file more", "codegen", /mine\.ts is not generated/, (copy) =>
    copy.write("generated/mine.ts", "export const mine = 1;\n"),
  ),
  inFiles("a table of ops.md is edited", "codegen", /ops\.md differs/, editTable),
  inFiles("an alert can never fire", "codegen", /can never fire/, silenceAlert, ["contract"]),
  inFiles("the step that an alert names is gone", "codegen", /names the playbook step/, removeAnchor, ["contract"]),
];

const RULES = "generated/prometheus/rules.yml";

/** Beyond what the compiler finds by itself. */
const ruleFaults: readonly Fault[] = [
  inCall("promtool is missing", "rules", /is not on the PATH/, () => ({ promtool: "promtool-that-is-not-there" })),
  inFiles(
    "a rule is no PromQL",
    "rules",
    /could not parse expression/,
    (copy) => copy.edit(RULES, "absent(up", "absent(("),
    ["codegen"],
  ),
  inFiles(
    "a test of a rule fails",
    "rules",
    /MetricsFlapping/,
    (copy) => copy.edit(RULES, "comes and goes", "is there"),
    ["codegen"],
  ),
  inFiles("there are no rules", "rules", /0 files of rules/, (copy) => copy.remove(RULES), ["codegen"]),
];

const opsFaults: readonly Fault[] = [
  ...(
    [
      ["a variable", "`RESULT_TTL_HOURS`", "`RESULT_TTL_DAYS`", /RESULT_TTL_DAYS is no variable/],
      [
        "a metric",
        "`job:ingest_edited:error_ratio_1h`",
        "`job:ingest_edited:ratio_1h`",
        /nothing called job:ingest_edited/,
      ],
      ["a command", "npm run ops -- slots", "npm run opz -- slots", /no script opz/],
      [
        "a path",
        "`spec/contracts/schemas/metrics.yaml`",
        "`spec/contracts/metrics.yaml`",
        /metrics\.yaml does not exist/,
      ],
      ["a step", "(#provider-errors-active)", "(#provider-errors-on)", /no step #provider-errors-on/],
    ] as const
  ).map(([what, from, to, says]) =>
    inFiles(`ops.md names ${what} that is gone`, "ops", says, async (copy) => {
      await copy.edit(OPS, from, to);
      await syncRecords(copy);
    }),
  ),
  inFiles("a table of ops.md is edited (codegen waived)", "ops", /A table is not/, editTable, ["codegen"]),
  inFiles("the step that an alert names is gone (codegen waived)", "ops", /names the playbook step/, removeAnchor, [
    "contract",
    "codegen",
  ]),
];

export const contractFaults = [...versionFaults, ...gateFaults, ...codegenFaults, ...ruleFaults, ...opsFaults];
