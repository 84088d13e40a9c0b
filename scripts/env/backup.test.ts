/** `npm run env -- backup` and `-- restore`: what comes back is the same to the byte, or nothing comes back. */
import { chmod, chown, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callCommandLine } from "../testkit/commands.ts";
import { treeHash, useTempFolder } from "../testkit/folders.ts";
import { readIdentities, seal, unseal } from "./age.ts";
import { proveBackup } from "./backup.ts";

const folder = useTempFolder();
const PASSWORD = "k7Jq2-vm9T";
const ENV = Buffer.from("# not UTF-8: \xff\nINGEST_PASSWORD_FILE=", "latin1");
let identity = "";
let recipient = "";
const path = (name: string) => join(folder(), name);
const key = () => path("key.txt");

beforeAll(async () => {
  identity = await generateIdentity();
  recipient = await identityToRecipient(identity);
});

async function file(name: string, text: string | Uint8Array, mode = 0o600): Promise<string> {
  await mkdir(dirname(path(name)), { recursive: true, mode: 0o700 });
  await writeFile(path(name), text);
  await chmod(path(name), mode);
  return path(name);
}

/** An installation in a folder of its own, beside those of the key and of the backups. */
beforeEach(async () => {
  const secret = await file("srv/secrets/ingest_password", `${PASSWORD}\r\n`);
  await file("srv/.env", Buffer.concat([ENV, Buffer.from(`${secret}\n`)]));
  await file("key.txt", `# created: today\n\n${identity}\n`);
});

async function env(...args: readonly string[]) {
  const result = await callCommandLine(path("srv"), {}, "env", args);
  const all = result.stdout + result.stderr;
  for (const secret of [PASSWORD, identity, identity.slice(20)]) expect(all).not.toContain(secret);
  return result;
}
const backup = (...args: readonly string[]) =>
  env("backup", "--to", path("backups"), "--recipient", recipient, ...args);
const made = async (where = "backups") =>
  (await readdir(path(where)).catch(() => [])).map((name) => path(`${where}/${name}`));
const restore = (from: string, ...args: readonly string[]) =>
  env("restore", "--from", from, "--identity-file", key(), "--to", path("back/.env"), ...args);

async function good(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await backup(...args);
  expect([exitCode, stderr]).toEqual([0, ""]);
  const [first = ""] = await made();
  expect(stdout).toMatch(new RegExp(`^${first}: ${path("srv/.env")}, .*for 1 recipient\\.$`, "m"));
  return first;
}

describe("a backup", () => {
  it("comes back to the byte: the file, its manifest and the files of secrets, mode 0600, none at its old place", async () => {
    expect((await env("verify", "--record")).exitCode).toBe(0);
    const before = await treeHash(path("srv"));
    const from = await good();
    expect(from).toMatch(/backups\/phc-env-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.age$/);
    expect([(await lstat(from)).mode & 0o777, (await lstat(dirname(from))).mode & 0o777]).toEqual([0o600, 0o700]);
    expect((await readFile(from)).subarray(0, 22).toString()).toBe("age-encryption.org/v1\n");
    expect((await readFile(from)).includes("INGEST_PASSWORD")).toBe(false);
    const { exitCode, stdout } = await restore(from);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      `${path("back/.env.secrets/INGEST_PASSWORD")}, which INGEST_PASSWORD_FILE had at ${path("srv/secrets/ingest_password")}`,
    );
    for (const [old, name] of [
      [".env", ".env"],
      [".env.manifest.json", ".env.manifest.json"],
      ["secrets/ingest_password", ".env.secrets/INGEST_PASSWORD"],
    ] as const) {
      expect(await readFile(path(`back/${name}`))).toEqual(await readFile(path(`srv/${old}`)));
      expect((await lstat(path(`back/${name}`))).mode & 0o777).toBe(0o600);
    }
    expect((await lstat(path("back/.env.secrets"))).mode & 0o777).toBe(0o700);
    expect(await treeHash(path("srv"))).toBe(before);
    expect(await made("back")).toHaveLength(3);
  });

  it("is opened by every recipient, those of a file among them, and by nobody else", async () => {
    const others = await Promise.all([generateIdentity(), generateIdentity(), generateIdentity()]);
    const listed = await Promise.all(others.slice(0, 2).map(identityToRecipient));
    const list = await file("recipients", `# the two of us\n${listed.join("\n\n")}\n${recipient}\n`);
    const { stdout } = await backup("--recipients-file", list);
    expect(stdout).toContain("for 3 recipients");
    const [from = ""] = await made();
    const [one = "", two = "", stranger = ""] = others;
    for (const who of [one, two, identity]) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(who);
      expect(await decrypter.decrypt(await readFile(from), "text")).toContain("phc-env-backup-1");
    }
    await file("key.txt", stranger);
    const refused = await restore(from);
    expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining("cannot be opened")]);
    expect(await made("back")).toEqual([]);
  });

  it("names when there is no manifest, and says what its proof does not show, unless it has the identity", async () => {
    const { stdout } = await backup();
    expect(stdout).toContain("There is no manifest: npm run env -- verify --record");
    expect(stdout).toContain("with the key of this run");
    expect((await backup("--identity-file", key())).stdout).toContain("opened with your identity");
  });

  it("is not kept when another identity is to open it", async () => {
    await file("key.txt", await generateIdentity());
    const { exitCode, stderr } = await backup("--identity-file", key());
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining("cannot be opened")]);
    expect(await made()).toEqual([]);
  });
});

describe("the proof of a backup", () => {
  it("fails when the disk gives back another one, or none that opens", async () => {
    const [one, two] = [Buffer.from("one"), Buffer.from("two")];
    const sealed = await seal(one, [recipient]);
    const written = await file("written", sealed.bytes);
    for (const identities of [[identity], [sealed.witness]]) {
      await proveBackup(written, one, identities);
      await expect(proveBackup(written, two, identities)).rejects.toThrow("did not come back as it was written");
    }
    await file("written", (await seal(one, [recipient])).bytes);
    await expect(proveBackup(written, one, [sealed.witness])).rejects.toThrow("cannot be opened");
  });
});

describe("a backup is refused", () => {
  const refusals = async (to: string, ...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await env("backup", "--to", to, "--recipient", recipient, ...args);
    expect([exitCode, stdout]).toEqual([3, ""]);
    return stderr.trimEnd();
  };

  it("inside a git work tree, its .git, or the installation, also through a link and before the folder is made", async () => {
    await mkdir(path("tree/.git"), { recursive: true });
    await symlink(path("tree"), path("link"));
    for (const to of ["tree/backups", "tree", "tree/a/b", "link/backups", "link", "tree/.git/x"]) {
      expect(await refusals(path(to))).toContain(`lies in the git repository ${path("tree")}; choose a folder outside`);
    }
    // Where the kernel would leave the link's folder, it would be in the tree.
    await mkdir(path("tree/sub"));
    await symlink(path("tree/sub"), path("sub"));
    expect((await backup("--to", `${path("sub")}/../beside`)).exitCode).toBe(0);
    expect([(await made("beside")).length, await made("tree/beside")]).toEqual([1, []]);
    await mkdir(path("srv/backups"), { mode: 0o700 });
    await symlink(path("srv/backups"), path("in"));
    for (const to of ["backups", "new", path("srv"), path("in"), "../srv/x"]) {
      expect(await refusals(to)).toContain(`lies in the installation ${path("srv")}; choose a folder outside`);
    }
    expect(await made("tree")).toEqual([path("tree/.git"), path("tree/sub")]);
    expect([await made("tree/.git"), await made("tree/sub"), await made("srv/backups")]).toEqual([[], [], []]);
  });

  it("into a folder of others, or that others can look into", async () => {
    await mkdir(path("backups"));
    await chmod(path("backups"), 0o750);
    expect(await refusals(path("backups"))).toContain(`others can look into it; run: chmod 700 ${path("backups")}`);
    await chmod(path("backups"), 0o700);
    if (process.geteuid?.() === 0) {
      await chown(path("backups"), 12_345, 12_345);
      expect(await refusals(path("backups"))).toContain("belongs to user 12345");
    }
    expect(await refusals(key())).toContain("is no folder, and none can be made of it (EEXIST)");
    expect(await refusals(path("key.txt/x"))).toContain("cannot be reached (ENOTDIR)");
    expect(await made()).toEqual([]);
  });

  it("beside an identity, whatever it is called and however it is named", async () => {
    await file("backups/notes", `mine: ${identity}\n`);
    expect(await refusals(path("backups"))).toContain("backups/notes: an identity lies in the folder of the backups");
    await rm(path("backups/notes"));
    await file("elsewhere/key.txt", identity);
    await symlink(path("elsewhere/key.txt"), path("link.txt"));
    await symlink(path("elsewhere"), path("backups2"));
    expect(await refusals(path("backups2"), "--identity-file", path("link.txt"))).toContain(
      "elsewhere/key.txt: an identity",
    );
    expect(await made("elsewhere")).toEqual([path("elsewhere/key.txt")]);
  });

  it("for nobody, for what is no recipient, and for an identity, which it does not repeat", async () => {
    const none = await env("backup", "--to", path("backups"));
    expect([none.exitCode, none.stderr]).toEqual([2, expect.stringMatching(/^No recipient: give --recipient age1/)]);
    const empty = await env("backup", "--to", path("backups"), "--recipients-file", await file("list", "# nobody\n"));
    expect(empty.exitCode).toBe(2);
    const typo = recipient.replace(/.$/, (last) => (last === "q" ? "p" : "q"));
    for (const text of [typo, "ssh-ed25519 AAAA", "age1"]) {
      const { exitCode, stderr } = await env("backup", "--to", path("backups"), "--recipient", text);
      expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/^--recipient: is no recipient of age/)]);
    }
    const list = await file("list", `${recipient}\n${identity}\n`);
    for (const args of [
      ["--recipient", identity],
      ["--recipients-file", list],
    ]) {
      const { exitCode, stderr } = await env("backup", "--to", path("backups"), ...args);
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining("this is an identity, which must stay secret")]);
    }
    expect(await made()).toEqual([]);
  });

  it("when a file that belongs to it cannot be read, or the manifest is a folder", async () => {
    await rm(path("srv/secrets/ingest_password"));
    expect(await refusals(path("backups"))).toMatch(/^INGEST_PASSWORD_FILE=.*ingest_password: does not exist$/);
    await file("srv/.env", `INGEST_PASSWORD=${PASSWORD}\n`);
    await mkdir(path("srv/.env.manifest.json"));
    expect(await refusals(path("backups"))).toMatch(/manifest\.json: is not a regular file$/);
    expect(await refusals(path("backups"), "--env-file", "none")).toMatch(/none: does not exist$/);
    expect(await made()).toEqual([]);
  });
});

describe("what is restored", () => {
  it("is nothing when a bit is wrong, wherever it is, or an end is missing or too much", async () => {
    const from = await good();
    const bytes = await readFile(from);
    const identities = readIdentities(key());
    expect((await unseal(from, bytes, identities)).length).toBeGreaterThan(100);
    const broken = [bytes.subarray(0, -1), bytes.subarray(0, 100), Buffer.concat([bytes, Buffer.from("x")])];
    // Every third byte, each time another bit; all of them were tried by hand.
    for (let at = 0; at < bytes.length; at += 3) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << (at % 8)), at);
      broken.push(copy);
    }
    for (const copy of broken) await expect(unseal(from, copy, identities)).rejects.toThrow("cannot be opened");
    await writeFile(from, broken.at(-1) ?? "");
    const { exitCode, stderr } = await restore(from);
    expect([exitCode, stderr]).toEqual([3, expect.stringMatching(/\.age: cannot be opened\. It is damaged/)]);
    expect(await made("back")).toEqual([]);
  });

  it("replaces nothing without --force, not even one file of several, and keeps the owner with it", async () => {
    const from = await good();
    const there = await file("back/.env.secrets/INGEST_PASSWORD", "another", 0o640);
    const refused = await restore(from);
    expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining(`${there}\nis there already`)]);
    expect([await readFile(there, "utf8"), await made("back")]).toEqual(["another", [path("back/.env.secrets")]]);
    if (process.geteuid?.() === 0) await chown(there, 12_345, 12_345);
    expect((await restore(from, "--force")).exitCode).toBe(0);
    expect(await readFile(there, "utf8")).toBe(`${PASSWORD}\r\n`);
    const { mode, uid } = await lstat(there);
    expect([mode & 0o777, uid]).toEqual([0o600, process.geteuid?.() === 0 ? 12_345 : uid]);
    expect((await readdir(path("back/.env.secrets"))).length).toBe(1);
  });

  it("does not go where others may write, who could swap any file", async () => {
    const from = await good();
    for (const open of ["back", "back/.env.secrets"]) {
      await mkdir(path(open), { recursive: true });
      await chmod(path(open), 0o1777);
      const { exitCode, stderr } = await restore(from, "--force");
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining("(mode 1777), which is shared; move")]);
      await chmod(path(open), 0o700);
    }
    expect(await made("back/.env.secrets")).toEqual([]);
  });

  it("is all of it or nothing with --force, too, when one of several files cannot be replaced", async () => {
    expect((await env("verify", "--record")).exitCode).toBe(0);
    const from = await good();
    const there = await file("back/.env.secrets/INGEST_PASSWORD", "another");
    await file("back/.env", "also another");
    await file("back/.env.manifest.json/a", "where the manifest goes");
    const before = await treeHash(path("back"));
    const { exitCode, stderr } = await restore(from, "--force");
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(".env.manifest.json: cannot be written")]);
    expect(await readFile(there, "utf8")).toBe("another");
    expect(await treeHash(path("back"))).toBe(before);
  });

  it("does not follow a link that leads nowhere, and leaves nothing behind", async () => {
    const from = await good();
    await mkdir(path("back"));
    await symlink(path("victim"), path("back/.env"));
    const { exitCode, stderr } = await restore(from);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining("is there already, and was left as it was")]);
    expect([await made("back"), await made("victim")]).toEqual([[path("back/.env")], []]);
  });

  it("is no folder, no other document, and no file that is not encrypted", async () => {
    const from = await good();
    await mkdir(path("back"));
    const refusal = async (...args: readonly string[]) => (await env("restore", ...args)).stderr;
    const keyed = ["--identity-file", key()];
    expect(await refusal("--from", from, ...keyed, "--to", path("back"))).toContain(
      `name the file in it: ${path("back/.env")}`,
    );
    expect(await refusal("--from", path("none"), ...keyed, "--to", path("back/.env"))).toContain(
      "cannot be read (ENOENT)",
    );
    expect(await refusal("--from", path("srv/.env"), ...keyed, "--to", path("back/.env"))).toContain(
      "cannot be opened",
    );
    const main = { role: "env" };
    const secret = { role: "secret", name: "METRICS_TOKEN" };
    const forgeries = [
      ...[forged(main, main), forged(secret), forged(main, secret, secret)],
      ...[forged(main, { role: "secret", name: "../../x" }), forged(main, { role: "other" })],
    ];
    for (const plain of ["nonsense", "{}", ...forgeries]) {
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      const other = await file("other.age", await encrypter.encrypt(plain));
      expect(await refusal("--from", other, ...keyed, "--to", path("back/.env"))).toContain(
        "no backup that npm run env",
      );
    }
    expect(await made("back")).toEqual([]);
  });

  function forged(...files: readonly Readonly<Record<string, string>>[]): string {
    const complete = files.map((file) => ({ path: "/x", base64: "", ...file }));
    return JSON.stringify({ format: "phc-env-backup-1", madeAt: "x", files: complete });
  }
});

describe("an identity", () => {
  it("must be one, in a file of its owner's own; no message repeats it", async () => {
    const from = await good();
    await chmod(key(), 0o644);
    const open = await restore(from);
    expect([open.exitCode, open.stderr]).toEqual([3, expect.stringContaining("key.txt: mode 0644 lets others in")]);
    for (const text of ["", `${identity}X`, `${identity.slice(0, -2)}`, "age-encryption.org/v1\n-> scrypt"]) {
      await file("key.txt", text);
      const { exitCode, stderr } = await restore(from);
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining("key.txt: is no identity of age")]);
    }
    expect(await made("back")).toEqual([]);
  });
});
