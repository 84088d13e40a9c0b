/** generated/alertmanager as a real Alertmanager and its tool take it: who is told of what, and of what nobody is. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type SentAlert, startAlertmanager } from "./testkit/alertmanager.ts";
import { useTempFolder } from "./testkit/folders.ts";
import { requireTool } from "./testkit/tools.ts";

const run = promisify(execFile);
const GENERATED = join(import.meta.dirname, "../generated/alertmanager");
const amtool = requireTool("amtool");
const alertmanager = requireTool("alertmanager");

interface Cases {
  readonly routes: readonly { readonly labels: SentAlert["labels"]; readonly receiver: string }[];
  readonly inhibitions: readonly {
    readonly source: SentAlert["labels"];
    readonly target: SentAlert["labels"];
    readonly muted: boolean;
  }[];
}

const cases: Cases = parse(await readFile(join(GENERATED, "cases.yml"), "utf8"));
const text = await readFile(join(GENERATED, "alertmanager.yml"), "utf8");
/** Debian's Alertmanager 0.25 has no url_file: the address itself stands in its place here, and nothing else is changed. */
const config = text.replaceAll(/url_file: \S+/g, "url: http://127.0.0.1:9/");

const folder = useTempFolder();
let path = "";
beforeAll(() => {
  expect(config).not.toBe(text);
});

const written = async () => {
  path = join(folder(), "alertmanager.yml");
  await writeFile(path, config);
};

it("names for each receiver the file of its own address", () => {
  const { receivers } = parse(text);
  expect(receivers).toEqual(
    ["page", "ticket"].map((name) => {
      const webhook = { url_file: `/etc/alertmanager/secrets/${name}_url`, send_resolved: true };
      return { name, webhook_configs: [webhook] };
    }),
  );
});

describe.skipIf(amtool === undefined)("amtool", () => {
  it("takes the configuration", async () => {
    await written();
    const { stdout } = await run(amtool ?? "", ["check-config", path]);
    expect(stdout).toContain("SUCCESS");
  });

  it("sends every alert to the receiver of its severity", async () => {
    await written();
    expect(cases.routes.length).toBeGreaterThanOrEqual(20);
    const told = (labels: SentAlert["labels"], receiver: string) => {
      const words = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      const args = ["config", "routes", "test", `--config.file=${path}`, `--verify.receivers=${receiver}`, ...words];
      return run(amtool ?? "", args);
    };
    for (const { labels, receiver } of cases.routes) {
      await expect(told(labels, receiver)).resolves.toMatchObject({ stdout: `${receiver}\n` });
    }
    await expect(told({ severity: "page" }, "ticket")).rejects.toThrow();
  });
});

describe.skipIf(alertmanager === undefined)("Alertmanager", () => {
  it("mutes what is said to be muted, and its twin not", async () => {
    const { inhibitions } = cases;
    expect(new Set(inhibitions.map(({ muted }) => muted))).toEqual(new Set([true, false]));
    const running = await startAlertmanager(alertmanager ?? "", parse(config));
    try {
      // All at once: each pair has values of its own.
      const pairs = inhibitions.map(({ source, target }, i) => [own(source, i), own(target, i)] as const);
      await running.send(pairs.flat().map((labels) => ({ labels })));
      await expect.poll(async () => (await running.alerts()).length).toBe(2 * pairs.length);
      const standing = await running.alerts();
      const found = pairs.map(([, target]) => {
        const alert = standing.find(({ labels }) => isSame(labels, target));
        return (alert?.inhibitedBy.length ?? 0) > 0;
      });
      expect(inhibitions.filter(({ muted }, i) => muted !== found[i])).toEqual([]);
    } finally {
      await running.stop();
    }
  });
});

/** Labels with values that no other pair has; what the rules match by stays. */
function own(labels: SentAlert["labels"], pair: number): Record<string, string> {
  const fixed = ["alertname", "severity", "slo", "tier"];
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [name, fixed.includes(name) ? value : `${value}-${pair}`]),
  );
}

function isSame(a: SentAlert["labels"], b: SentAlert["labels"]): boolean {
  return (
    Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value)
  );
}
