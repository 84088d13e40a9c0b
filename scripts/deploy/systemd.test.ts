/** The unit for systemd and the rules for Kubernetes: real tools take them, and they are of the service as it is. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { variables } from "../../generated/config.ts";
import { params } from "../../generated/contract.ts";
import { useTempFolder } from "../testkit/folders.ts";
import { requireTool } from "../testkit/tools.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const analyze = requireTool("systemd-analyze");
const promtool = requireTool("promtool");
const folder = useTempFolder();
const run = promisify(execFile);

const read = (file: string) => readFile(join(ROOT, file), "utf8");
const unit = await read("generated/systemd/phc.service");
const directives = (name: string) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value]) => value);

/** The unit with a Node that is on this machine: what `ExecStart=node` leads to is the server's matter. */
const onThisMachine = (text: string) => text.replace(/^ExecStart=node /m, `ExecStart=${process.execPath} `);

/** Everything that systemd says of a unit; "" when it takes it without a word. */
async function verify(text: string): Promise<string> {
  const file = join(folder(), "phc.service");
  await writeFile(file, onThisMachine(text));
  const said = run(analyze ?? "", ["verify", "--man=no", file]).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  const { stdout, stderr } = await said;
  return `${stdout}${stderr}`.replaceAll(`${folder()}/`, "");
}

describe.skipIf(analyze === undefined)("generated/systemd/phc.service", () => {
  it("is taken by systemd without a word, also with every secret as a credential", async () => {
    expect(await verify(unit)).toBe("");
    const asCredentials = unit.replaceAll(/^#(LoadCredential|Environment)=/gm, "$1=");
    expect(asCredentials).not.toBe(unit);
    expect(await verify(asCredentials)).toBe("");
  });

  it("would be red for anything that systemd does not understand, or does not find", async () => {
    const mistakes = [
      ["SyslogIdentifier=", "SyslogIdentifer=", "Unknown key 'SyslogIdentifer'"],
      ["Type=exec", "Type=exce", "Failed to parse service type"],
      ["=@system-service", "=@system-servic", "Unknown system call group"],
      ["RestartSec=5", "RestartSec=soon", "Failed to parse sec value"],
      ["=INGEST_PASSWORD_FILE=%d", "=INGEST_PASSWORD_FILE=%9", "Failed to resolve specifiers"],
      ["ExecReload=kill", "ExecReload=kill-it", "kill-it is not executable"],
    ] as const;
    let broken = unit.replaceAll(/^#(LoadCredential|Environment)=/gm, "$1=");
    for (const [from, to] of mistakes) {
      expect(broken).toContain(from);
      broken = broken.replace(from, to);
    }
    const said = await verify(broken);
    for (const [, , says] of mistakes) expect(said).toContain(says);
  });

  it("leaves a process that is broken into little of the machine", async () => {
    const file = join(folder(), "phc.service");
    await writeFile(file, onThisMachine(unit));
    // In tenths: from 0, which is safe, to 100.
    const judged = await run(analyze ?? "", ["security", "--offline=true", "--threshold=25", "--no-pager", file]);
    expect(judged.stdout).toMatch(/Overall exposure level for phc\.service: [012]\.\d/);
    const open = run(analyze ?? "", ["security", "--offline=true", "--threshold=5", "--no-pager", file]);
    await expect(open).rejects.toThrow();
  });
});

describe("the unit", () => {
  it("gives a stop the time that the longest takes: DRAIN_DELAY_SECONDS + T + 15 s", () => {
    const delay = variables.find(({ name }) => name === "DRAIN_DELAY_SECONDS");
    const longest = (delay && "max" in delay ? delay.max : NaN) + params.t_sync_response.max;
    expect(Number(directives("TimeoutStopSec")[0])).toBe(longest + 15);
  });

  it("starts what `npm start` starts, and what the Dockerfile installs", async () => {
    const { scripts } = JSON.parse(await read("package.json"));
    expect(directives("ExecStart")).toEqual([scripts.start]);
    const copied = [...(await read("Dockerfile")).matchAll(/^COPY (?:--from=\w+ )?(?!\. )(.+) \S+$/gm)];
    const installed = new Set(
      copied.flatMap(([, paths = ""]) => paths.split(" ")).map((path) => path.replace("/app/", "")),
    );
    // Its packages are installed there anew.
    installed.delete("node_modules");
    const head = unit.slice(0, unit.indexOf("[Unit]"));
    const copies = [...head.matchAll(/^# +cp (.+)$/gm)].flatMap(([, words = ""]) => words.split(" "));
    expect([...installed].map((path) => path.replace("./", "")).filter((path) => !copies.includes(path))).toEqual([]);
    expect(head).toContain("npm ci --omit=dev --prefix /opt/phc");
  });

  it("keeps its data and every secret where the service looks for them", () => {
    const environment = [...unit.matchAll(/^#?Environment=([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const secrets = variables.filter(({ secret }) => secret).map(({ name }) => name);
    expect(environment).toEqual([
      ["NODE_ENV", "production"],
      ["DATA_DIR", "%S/phc"],
      ...secrets.map((name) => [`${name}_FILE`, `%d/${name.toLowerCase()}`]),
    ]);
    expect(directives("StateDirectory")).toEqual(["phc"]);
    expect(directives("EnvironmentFile")).toEqual([]);
  });

  it("is told by ops.md with its own numbers", async () => {
    const ops = await read("spec/docs/blueprints/ops.md");
    const [seconds] = directives("TimeoutStopSec");
    expect(ops).toContain(`A stop may take ${seconds} s`);
    expect(await read("spec/docs/blueprints/ops.ru.md")).toContain(`отведено ${seconds} с,`);
    expect(ops).toContain(`With ${directives("RestartPreventExitStatus")[0]} it cannot run as it is set up`);
  });
});

describe("generated/prometheus/prometheusrule.yml", () => {
  it("has the groups of rules.yml, and promtool takes them", async (context) => {
    const { spec } = parse(await read("generated/prometheus/prometheusrule.yml"));
    const rules = parse(await read("generated/prometheus/rules.yml"));
    expect(spec).toEqual(rules);
    if (promtool === undefined) return context.skip();
    const file = join(folder(), "rules.yml");
    await writeFile(file, stringify(spec));
    const count = rules.groups.flatMap(({ rules: members }: { rules: unknown[] }) => members).length;
    expect((await run(promtool, ["check", "rules", file])).stdout).toContain(`SUCCESS: ${count} rules found`);
    await writeFile(file, stringify({ groups: [{ ...spec.groups[0], rules: [{ alert: "A", expr: "sum(" }] }] }));
    await expect(run(promtool, ["check", "rules", file])).rejects.toThrow();
  });
});
