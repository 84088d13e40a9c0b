/** The unit of a service: what it takes from the contract, and what it leaves out where the contract says nothing. */
import { expect, test } from "vitest";
import type { Model, Param } from "../model.ts";
import { sampleApi, sampleDeprecation, sampleModel, sampleVariable } from "./sample-model.ts";
import { emit } from "./systemd.ts";

const { at } = sampleModel().version;

function unit(parts: Partial<Model>): string {
  return emit(sampleModel({ config: [], ...parts }))[0]?.text ?? "";
}

function param(name: string, max: number, unitOf = "seconds"): Param {
  return { name, unit: unitOf, default: 1, min: 1, max, metric: undefined, help: "", at };
}

test("a contract without configuration gives no unit", () => {
  expect(emit(sampleModel())).toEqual([]);
});

test("it is called as the service is, which is its user, its folder and its name in the journal", () => {
  const [made] = emit(sampleModel({ config: [], api: sampleApi({ title: "Worker  of 100 % of the tasks" }) }));
  expect(made?.path).toBe("generated/systemd/worker.service");
  for (const line of [
    "Description=Worker of 100 %% of the tasks",
    "User=worker",
    "WorkingDirectory=/opt/worker",
    "SyslogIdentifier=worker",
  ])
    expect(made?.text.split("\n")).toContain(line);
});

test("a stop has the time of the longest delay, of the longest request that a variable starts with, and a margin", () => {
  const delay = sampleVariable({ name: "DRAIN_DELAY_SECONDS", max: 30 });
  const started = (name: string) => sampleVariable({ name: name.toUpperCase(), param: name });
  const params = [param("lease", 20), param("wait", 45.5), param("unused", 900), param("share", 100, "percent")];
  const config = [delay, started("lease"), started("wait"), started("share")];
  const made = unit({ params, config });
  expect(made).toContain("# DRAIN_DELAY_SECONDS at its maximum (30 s) + wait at its maximum (45.5 s) + 15 s.\n");
  expect(made).toContain("\nTimeoutStopSec=91\n");
  expect(unit({})).toContain("\n# 15 s.\nTimeoutStopSec=15\n");
});

test("data lies in the state directory where there is a variable for it, and the installation is one of production", () => {
  const config = [
    sampleVariable({ name: "DATA_DIR", type: "string" }),
    sampleVariable({ name: "NODE_ENV", type: "enum" }),
  ];
  expect(unit({ config })).toContain(
    "\nStateDirectory=worker\nStateDirectoryMode=0700\nEnvironment=DATA_DIR=%S/worker\n",
  );
  expect(unit({ config })).toContain("\nEnvironment=NODE_ENV=production\n");
  expect(unit({})).not.toMatch(/StateDirectory|^Environment/m);
});

test("each secret that stays may be a credential; none is one unless somebody says so", () => {
  const config = [
    sampleVariable({ name: "API_KEY", secret: true }),
    sampleVariable({ name: "OLD_KEY", secret: true, deprecated: sampleDeprecation("API_KEY") }),
    sampleVariable(),
  ];
  const made = unit({ config });
  expect(made).toContain("#LoadCredential=api_key:/etc/worker/api_key\n#Environment=API_KEY_FILE=%d/api_key\n");
  expect(made.match(/LoadCredential/g)).toHaveLength(1);
  expect(unit({})).not.toContain("credential");
});

test("a set-up that cannot work is not tried again, what dies is", () => {
  expect(unit({})).toContain("\nRestart=on-failure\nRestartSec=5\nRestartPreventExitStatus=3\n");
});
