/** Faults in the target's secrets, and in the service that runs there. */
import { randomBytes } from "node:crypto";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StepId } from "../checklist.ts";
import { type Changed, type Fault, inCall, type Planting } from "./fault.ts";
import { writeVariables } from "./service.ts";

type Variables = Readonly<Record<string, string>>;

/** A file of variables that differs from the good one. */
async function envFile({ folder, installation }: Planting, change: (good: Variables) => Variables): Promise<Changed> {
  const path = join(folder, "target.env");
  await writeVariables(path, change(installation.variables));
  return { target: { kind: "env-file", path } };
}

function inVariables(name: string, step: StepId, says: RegExp, change: (good: Variables) => Variables): Fault {
  return inCall(name, step, says, (planting) => envFile(planting, change));
}

/** A folder with these files in the place of a file of variables. */
async function secretsFolder({ folder }: Planting, files: Variables, mode = 0o600): Promise<Changed> {
  const path = join(folder, "secrets");
  await mkdir(path);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(path, name), text);
    await chmod(join(path, name), mode);
  }
  return { target: { kind: "secrets-dir", path } };
}

const nameFaults: readonly Fault[] = [
  inVariables("the target lacks a required name", "names", /INGEST_PASSWORD is missing/, ({ DATA_DIR = "" }) => ({
    DATA_DIR,
  })),
  inVariables("the target has an empty required name", "names", /INGEST_PASSWORD is missing/, (good) => ({
    ...good,
    INGEST_PASSWORD: "",
  })),
  inVariables("the target has an unknown name", "names", /INGEST_PASWORD is no name/, (good) => ({
    ...good,
    INGEST_PASWORD: "x",
  })),
  inVariables("the target has NAME and NAME_FILE", "names", /are both set/, (good) => ({
    ...good,
    INGEST_PASSWORD_FILE: "/run/secrets/ingest_password",
  })),
  inVariables("the target has a stand-in for a secret", "names", /is a stand-in/, (good) => ({
    ...good,
    INGEST_PASSWORD: "changeme",
  })),
  inCall("no target is given", "names", /not checked: give --env-file/, () => ({ target: undefined })),
  inCall("the folder of secrets lacks a required one", "names", /INGEST_PASSWORD is missing/, (planting) =>
    secretsFolder(planting, { metrics_token: "0123456789abcdef" }),
  ),
  inCall("the folder of secrets has a file more", "names", /The file port is no name/, (planting) =>
    secretsFolder(planting, { ingest_password: "0123456789abcdef", port: "8080" }),
  ),
];

const secretFaults: readonly Fault[] = [
  inCall("the target's file is readable by all", "secrets", /mode 0644 lets others in/, async (planting) => {
    const changed = await envFile(planting, (good) => good);
    await chmod(join(planting.folder, "target.env"), 0o644);
    return changed;
  }),
  inCall("the target's file is a symbolic link", "secrets", /is a symbolic link/, async (planting) => {
    await envFile(planting, (good) => good);
    const path = join(planting.folder, "link.env");
    await symlink(join(planting.folder, "target.env"), path);
    return { target: { kind: "env-file", path } };
  }),
  inVariables("the file of a secret is missing", "secrets", /nowhere: does not exist/, ({ DATA_DIR = "" }) => ({
    DATA_DIR,
    INGEST_PASSWORD_FILE: "/nowhere",
  })),
  inVariables("a secret is shorter than the contract wants", "secrets", /at least 8 characters/, (good) => ({
    ...good,
    INGEST_PASSWORD: "k7Jq2",
  })),
  inCall("a file in the folder of secrets is readable by all", "secrets", /mode 0644 lets others in/, (planting) =>
    secretsFolder(planting, { ingest_password: "0123456789abcdef" }, 0o644),
  ),
  {
    name: "a secret of the target stands in the repository",
    step: "secrets",
    says: /README\.md holds the value of a secret/,
    async plant({ copy, installation }) {
      await copy.edit(
        "README.md",
        "# PHC\n",
        `# PHC\n\nThe password is ${installation.variables["INGEST_PASSWORD"]}.\n`,
      );
      return undefined;
    },
  },
];

const serviceFaults: readonly Fault[] = [
  inCall("no service is given", "smoke", /not checked: give --url/, () => ({ url: undefined })),
  inCall("nobody listens at the address", "smoke", /no answer/, ({ installation }) => ({ url: installation.deadUrl })),
  inCall(
    "the service is of another contract",
    "smoke",
    /^FAILED metrics .*contract_info names 999\.0\.0/m,
    ({ installation }) => ({
      url: installation.otherUrl,
    }),
  ),
  inVariables("the service has another password", "smoke", /^FAILED ingest .*401 invalid_password/m, (good) => ({
    ...good,
    INGEST_PASSWORD: randomBytes(16).toString("hex"),
  })),
];

export const targetFaults = [...nameFaults, ...secretFaults, ...serviceFaults];
