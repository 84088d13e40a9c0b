/** The process environment, .env files and secret files: who wins, and what is refused. */

import { execFileSync } from "node:child_process";
import { chmod, chown, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { variables } from "../generated/config.ts";
import { useTempFolder } from "../scripts/testkit/folders.ts";
import { loadEnv, readConfig } from "./env.ts";

const folder = useTempFolder();

async function file(name: string, text: string, mode = 0o600): Promise<string> {
  const path = join(folder(), name);
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

const load = (env: Record<string, string> = {}) => loadEnv({ env, folder: folder() });
const messages = (found: readonly { message: string }[]) => found.map(({ message }) => message);

describe("the layers", () => {
  it("are the process, then .env, then .env.local", async () => {
    await file(".env", "PORT=2\nHOST=two\n");
    await file(".env.local", "PORT=3\nHOST=three\nLOG_LEVEL=debug\n");
    const { record, warnings, problems } = load({ PORT: "1", IRRELEVANT: "x" });
    expect(record).toEqual({ PORT: "1", HOST: "two", LOG_LEVEL: "debug" });
    expect([warnings, problems]).toEqual([[], []]);
  });

  it("take an empty value for none", async () => {
    await file(".env", "PORT=2\n");
    expect(load({ PORT: "" }).record).toEqual({ PORT: "2" });
  });

  it.each(["production", "staging"])("do not hold .env.local in %s", async (nodeEnv) => {
    await file(".env", `NODE_ENV=${nodeEnv}\n`);
    await file(".env.local", "PORT=3\n");
    expect(load().record).toEqual({ NODE_ENV: nodeEnv });
  });

  it("do not become production by .env.local", async () => {
    await file(".env.local", "NODE_ENV=production\nPORT=3\n");
    const { record, problems } = load();
    expect(record).toEqual({ PORT: "3" });
    expect(messages(problems)).toEqual([
      expect.stringMatching(/^NODE_ENV=production in \.env\.local: .*set it in \.env$/),
    ]);
  });

  it("hold a given file in the place of .env and .env.local, and what is given by name above all", async () => {
    await file(".env", "PORT=2\nHOST=two\n");
    await file(".env.local", "PORT=3\nLOG_LEVEL=debug\n");
    const envFile = await file("other.env", "PORT=4\nHOST=four\nMETRICS_TOKEN=four\n");
    const given = { METRICS_TOKEN_FILE: await file("token", "given\n") };
    const { record, problems } = loadEnv({
      env: { PORT: "1", METRICS_TOKEN: "one" },
      folder: folder(),
      envFile,
      given,
    });
    expect(record).toEqual({ PORT: "1", HOST: "four", METRICS_TOKEN: "given" });
    expect(problems).toEqual([]);
  });

  it("want a given file to be there, and with the modes of .env", async () => {
    const missing = loadEnv({ env: {}, folder: folder(), envFile: join(folder(), "none.env") });
    expect(messages(missing.problems)).toEqual([`${join(folder(), "none.env")}: does not exist`]);
    const envFile = await file("open.env", "NODE_ENV=production\n", 0o644);
    const open = loadEnv({ env: {}, folder: folder(), envFile });
    expect(messages(open.problems)).toEqual([expect.stringContaining("open.env: mode 0644 lets others in")]);
  });

  it("warn of names that no variable has", async () => {
    await file(".env", "INGEST_PASWORD=12345678\n");
    expect(load().warnings).toEqual([expect.stringContaining("INGEST_PASWORD is no variable of this service")]);
  });

  it.each(["dG9wLXNlY3JldA==", "JBSWY3DPEHPK3PXP=", "export k7Jq2-vm9T=x", "top.secret = x"])(
    "do not repeat the rest of a secret that went on in the next line: %s",
    async (line) => {
      await file(".env", `# The key:\nGEMINI_API_KEY=abc\n${line}\n`);
      const said = `${join(folder(), ".env")}: line 3 is no variable of this service; .env.example lists them`;
      expect(load().warnings).toEqual([said]);
    },
  );

  it("warn of a name in small letters by this name", async () => {
    await file(".env", "ingest_password=12345678\n");
    expect(load().warnings).toEqual([expect.stringContaining(": ingest_password is no variable")]);
  });
});

describe("a secret in a file", () => {
  it("is read, less one line end", async () => {
    const path = await file("secret", "s3cret-value\n");
    expect(load({ INGEST_PASSWORD_FILE: path }).record).toEqual({ INGEST_PASSWORD: "s3cret-value" });
  });

  it("hides the value of a lower layer, and is hidden by that of a higher one", async () => {
    const path = await file("secret", "from-file");
    await file(".env", "INGEST_PASSWORD=from-dot-env\n");
    expect(load({ INGEST_PASSWORD_FILE: path }).record).toEqual({ INGEST_PASSWORD: "from-file" });
    await file(".env", `INGEST_PASSWORD_FILE=${path}\n`);
    expect(load({ INGEST_PASSWORD: "from-process" }).record).toEqual({ INGEST_PASSWORD: "from-process" });
  });

  it("is refused beside its own value, missing, empty, of two lines, no file", async () => {
    const path = await file("secret", "value");
    const of = (value: Record<string, string>) => messages(load(value).problems);
    expect(of({ INGEST_PASSWORD: "value", INGEST_PASSWORD_FILE: path })).toEqual([
      "INGEST_PASSWORD: INGEST_PASSWORD_FILE is set as well; set one of them",
    ]);
    expect(of({ INGEST_PASSWORD_FILE: join(folder(), "none") })).toEqual([
      expect.stringMatching(/none: does not exist$/),
    ]);
    expect(of({ INGEST_PASSWORD_FILE: await file("empty", "\n") })).toEqual([
      expect.stringMatching(/empty: is empty$/),
    ]);
    expect(of({ INGEST_PASSWORD_FILE: await file("two", "a\nb\n") })).toEqual([expect.stringContaining("one line")]);
    expect(of({ OPERATORS_FILE: await file("accounts", "a\nb\n") })).toEqual([]);
    expect(of({ OPERATORS_FILE: await file("binary", "a\0b") })).toEqual([expect.stringContaining("must hold text")]);
    expect(of({ INGEST_PASSWORD_FILE: folder() })).toEqual([expect.stringContaining("not a regular file")]);
    execFileSync("mkfifo", ["-m", "600", join(folder(), "pipe")]);
    expect(of({ INGEST_PASSWORD_FILE: join(folder(), "pipe") })).toEqual([
      expect.stringContaining("not a regular file"),
    ]);
  });

  it("saved with a byte-order mark, or in another encoding, is refused: a booth would not send the mark", async () => {
    const mark = await file("mark", "\uFEFFk7Jq2-vm9T");
    expect(messages(load({ INGEST_PASSWORD_FILE: mark }).problems)).toEqual([
      expect.stringContaining(`${mark}: begins with a byte-order mark`),
    ]);
    const env = await file(".env", "\uFEFFINGEST_PASSWORD=k7Jq2-vm9T\nPORT=1\n");
    const marked = load();
    expect(messages(marked.problems)).toEqual([expect.stringContaining(`${env}: begins with a byte-order mark`)]);
    expect(marked.unknown).toEqual([]);
    await writeFile(env, Buffer.from("INGEST_PASSWORD=k7Jq2-vm9T\n", "utf16le"));
    expect(messages(load().problems)).toEqual([`${env}: must hold text in UTF-8`]);
  });

  it("half-written behind a quote is no sound value", async () => {
    const env = await file(".env", "INGEST_PASSWORD=`k7Jq2-vm9T\nMETRICS_TOKEN=\"'fine'\" # x\nexport PORT='1'\n");
    const said = `${env}: the value of INGEST_PASSWORD begins with a quote that nothing closes`;
    expect(load().warnings).toEqual([said]);
    expect(messages(load({ NODE_ENV: "production" }).problems)).toContain(said);
  });

  it("in a folder that cannot be reached is one line, and no defect", async () => {
    await symlink(join(folder(), "loop"), join(folder(), "loop"));
    const path = join(folder(), "loop", "secret");
    expect(messages(load({ INGEST_PASSWORD_FILE: path }).problems)).toEqual([
      `INGEST_PASSWORD_FILE=${path}: cannot be read (ELOOP)`,
    ]);
  });

  it("is for secrets only", async () => {
    expect(load({ PORT_FILE: await file("port", "9") }).record).toEqual({});
  });
});

describe("a file that others can read", () => {
  it("is warned of in development and refused in production and staging, by one clear line", async () => {
    const path = await file(".env", "INGEST_PASSWORD=k7Jq2-vm9T\n", 0o640);
    const line = `${path}: mode 0640 lets others in; run: chmod 600 ${path}`;
    expect(load()).toMatchObject({ warnings: [line], problems: [] });
    for (const nodeEnv of ["production", "staging"]) {
      const { problems, warnings } = load({ NODE_ENV: nodeEnv });
      expect([messages(problems), warnings]).toEqual([[line], []]);
    }
  });

  it("is refused even when only the file itself says that this is production", async () => {
    await file(".env", "NODE_ENV=production\n", 0o604);
    expect(messages(load().problems)).toEqual([expect.stringContaining("mode 0604")]);
  });

  it("is refused as a symbolic link, or as somebody else's", async () => {
    const path = await file("real", "k7Jq2-vm9T");
    await symlink(path, join(folder(), "link"));
    const env = { NODE_ENV: "production", INGEST_PASSWORD_FILE: join(folder(), "link") };
    expect(messages(load(env).problems)).toEqual([expect.stringContaining("symbolic link")]);
    expect(load({ ...env, NODE_ENV: "test" }).record["INGEST_PASSWORD"]).toBe("k7Jq2-vm9T");
    if (process.geteuid?.() !== 0) return;
    await chown(path, 12_345, 12_345);
    const foreign = messages(load({ NODE_ENV: "production", INGEST_PASSWORD_FILE: path }).problems);
    expect(foreign).toEqual([expect.stringContaining("belongs to user 12345")]);
  });

  it("is fine where a service manager puts credentials", async () => {
    const path = await file("credential", "k7Jq2-vm9T", 0o444);
    const env = { NODE_ENV: "production", INGEST_PASSWORD_FILE: path };
    expect(load({ ...env, CREDENTIALS_DIRECTORY: folder() }).problems).toEqual([]);
    expect(load(env).problems).toHaveLength(1);
    await chmod(path, 0o446);
    expect(load({ ...env, CREDENTIALS_DIRECTORY: folder() }).problems).toHaveLength(1);
  });
});

describe("what only production and staging mind", () => {
  const strict = (env: Record<string, string>) =>
    ["production", "staging"].map((NODE_ENV) => messages(load({ ...env, NODE_ENV }).problems));
  const quiet = (env: Record<string, string>) =>
    ["development", "test"].flatMap((NODE_ENV) => {
      const { warnings, problems } = load({ ...env, NODE_ENV });
      return [...warnings, ...messages(problems)];
    });

  it("is a folder in which others may write: they could put a file of their own there", async () => {
    await file(".env", "PORT=1\n");
    const secret = await file("secret", "k7Jq2-vm9T");
    const env = { INGEST_PASSWORD_FILE: secret };
    expect(strict(env)).toEqual([[], []]);
    const elsewhere = "which is shared; move the file into a folder of its own, made by: install -d -m 700 FOLDER";
    for (const [mode, text, advice] of [
      [0o770, "0770", `run: chmod go-w ${folder()}`],
      [0o703, "0703", `run: chmod go-w ${folder()}`],
      // As /tmp is, which nobody else on the machine could use any more.
      [0o1777, "1777", elsewhere],
    ] as const) {
      await chmod(folder(), mode);
      const said = `others may write in its folder (mode ${text})${advice === elsewhere ? ", " : "; "}${advice}`;
      const lines = [`${join(folder(), ".env")}: ${said}`, `INGEST_PASSWORD_FILE=${secret}: ${said}`];
      expect(strict(env)).toEqual([lines, lines]);
      expect(quiet(env)).toEqual([]);
    }
    await chmod(folder(), 0o755);
    expect(strict(env)).toEqual([[], []]);
  });

  it.runIf(process.geteuid?.() === 0)("is to move from another user's folder, which is not ours to close", async () => {
    await file(".env", "PORT=1\n");
    await chmod(folder(), 0o770);
    await chown(folder(), 12_345, 12_345);
    const [line = ""] = strict({})[0] ?? [];
    expect(line).toContain("made by: install -d -m 700 FOLDER");
    expect(line).not.toContain("chmod");
  });

  it("is not the folder of a service manager", async () => {
    const path = await file("credential", "k7Jq2-vm9T", 0o444);
    await chmod(folder(), 0o777);
    const env = { INGEST_PASSWORD_FILE: path, CREDENTIALS_DIRECTORY: folder() };
    expect(strict(env)).toEqual([[], []]);
  });

  it("is a stand-in, what is easy to guess, and one secret twice, each in one line", async () => {
    const METRICS_TOKEN_FILE = await file("token", "k7Jq2-vm9T-k7Jq2-xP4\n");
    const env = { INGEST_PASSWORD: "changeme", METRICS_TOKEN_FILE, WEBHOOK_SECRET: "k7Jq2-vm9T-k7Jq2-xP4" };
    for (const lines of strict(env)) {
      expect(lines).toEqual([
        expect.stringMatching(/^INGEST_PASSWORD: it is a stand-in/),
        expect.stringMatching(/^WEBHOOK_SECRET: it is the secret of METRICS_TOKEN as well/),
      ]);
    }
    expect(quiet(env)).toEqual([]);
    expect(strict({ INGEST_PASSWORD: "12345678" })[0]).toEqual([expect.stringContaining("is easy to guess")]);
  });

  it("is asked of any environment by who wants it so", async () => {
    await file(".env", "INGEST_PASSWORD=changeme\n", 0o644);
    const { problems, warnings } = loadEnv({ env: {}, folder: folder(), strict: true });
    expect(warnings).toEqual([]);
    expect(messages(problems)).toEqual([
      expect.stringContaining("mode 0644"),
      expect.stringContaining("is a stand-in"),
    ]);
  });
});

describe("the configuration", () => {
  const bad: Record<string, string> = {
    NODE_ENV: "prod",
    PORT: "99999",
    DATABASE_URL: "mysql://db",
    MEDIA_URL: "s3:bucket",
    RESULT_TTL_HOURS: "0",
    T_SYNC_RESPONSE_SECONDS: "61",
    INGEST_PASSWORD: "canary",
    INGEST_HASH_POLICY: "perhaps",
    INGEST_MAX_BYTES: "10",
    INGEST_MAX_PIXELS: "1e3",
    INGEST_MAX_PARALLEL: "-1",
    REPLAY_WINDOW_SECONDS: "ten",
    DRAIN_DELAY_SECONDS: "61",
    LOG_LEVEL: "loud",
  };

  it("names each bad variable in one run, with its line in the contract and no secret", () => {
    const found = readConfig({ env: bad, folder: folder() });
    if ("config" in found) throw new Error("It was accepted.");
    expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(bad).sort());
    for (const { name, message } of found) {
      const line = variables.find((variable) => variable.name === name)?.line;
      expect(message).toContain(`(spec/contracts/schemas/config.yaml:${line})`);
      expect(message).not.toContain("canary");
    }
  });

  it("reports a secret whose file is at fault once, by its file", () => {
    const found = readConfig({ env: { INGEST_PASSWORD_FILE: "/nowhere/secret" }, folder: folder() });
    expect("config" in found ? [] : messages(found)).toEqual(["INGEST_PASSWORD_FILE=/nowhere/secret: does not exist"]);
  });

  it("can be had without secrets by scripts that use none", () => {
    const refused = readConfig({ env: {}, folder: folder() });
    expect("config" in refused).toBe(false);
    for (const env of [{}, { INGEST_PASSWORD: "short" }, { INGEST_PASSWORD_FILE: "/nowhere/secret" }]) {
      const found = readConfig({ env, folder: folder(), withoutSecrets: true });
      if (!("config" in found)) throw new Error(messages(found).join());
      expect(found.config.INGEST_PASSWORD).toMatch(/^[0-9a-f]{64}$/);
    }
    const stillBad = readConfig({ env: { PORT: "x" }, folder: folder(), withoutSecrets: true });
    expect("config" in stillBad ? [] : stillBad.map(({ name }) => name)).toEqual(["PORT"]);
  });

  it.each(["DATABASE_URL", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"])(
    "never without %s, which leads to the data: other data would be taken for the service's",
    (name) => {
      const env = { [`${name}_FILE`]: "/nowhere/secret", INGEST_PASSWORD_FILE: "/nowhere/secret" };
      const found = readConfig({ env, folder: folder(), withoutSecrets: true });
      expect("config" in found ? [] : messages(found)).toEqual([`${name}_FILE=/nowhere/secret: does not exist`]);
    },
  );
});
