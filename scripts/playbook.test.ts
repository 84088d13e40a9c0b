/**
 * Every line of the users' playbook that changes something is one call and one command of ops.md: both are taken from the
 * document to the letter, run against a real service, found in the audit and taken back.
 */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ActionType, actionTypes } from "../src/features/actions/service.ts";
import { listAudit } from "../src/storage/repos/audit.ts";
import { prepareOps } from "./ops/index.ts";
import { documentedCommands } from "./testkit/documents.ts";
import { type SignedIn, startDesk } from "./testkit/operator.ts";
import type { TestService } from "./testkit/service.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./testkit/webhooks.ts";

/** The users' words, and the step of ops.md that is them. What only looks at something is no action. */
const lines: readonly {
  readonly says: string;
  readonly step: string;
  readonly type: ActionType;
  readonly undo: boolean;
}[] = [
  {
    says: "временно снизить параллелизм ingest",
    step: "timeouts-lower-parallelism",
    type: "parallelism.set",
    undo: true,
  },
  {
    says: "повысить T_sync_response (если SLA допускает)",
    step: "timeouts-raise-t-sync",
    type: "t_sync_response.set",
    undo: true,
  },
  { says: "уведомить заказчика о деградации", step: "timeouts-tell-customer", type: "notice.set", undo: true },
  {
    says: "перевести слот в maintenance (отключить)",
    step: "provider-errors-maintenance",
    type: "slot.maintenance",
    undo: true,
  },
  { says: "сообщить операторам", step: "provider-errors-tell-operators", type: "operators.notify", undo: false },
  { says: "включить после стабилизации", step: "provider-errors-active", type: "slot.activate", undo: true },
  { says: "вручную запустить cleanup_media --dry-run", step: "media-disk-dry-run", type: "cleanup.run", undo: false },
  { says: "затем без --dry-run", step: "media-disk-cleanup", type: "cleanup.run", undo: false },
  { says: "уменьшить RESULT_TTL_HOURS", step: "media-disk-ttl", type: "ttl.set", undo: true },
];

const document = await readFile(resolve(import.meta.dirname, "../spec/docs/blueprints/ops.md"), "utf8");

/** The text of a step: from its anchor to the next. */
function stepOf(anchor: string): string {
  const [, rest = ""] = document.split(`<a id="${anchor}"></a>`);
  return rest.split("<a id=")[0] ?? "";
}

/** The words of the step's one `ops -- action` command, as a shell splits them. */
function commandOf(anchor: string): string[] {
  const commands = documentedCommands(stepOf(anchor)).filter((line) => line.startsWith("npm run ops -- action "));
  expect(commands, anchor).toHaveLength(1);
  const [, typed = ""] = commands[0]?.split("npm run ops -- ") ?? [];
  return [...typed.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', ""));
}

/** The step's one body for POST /api/actions. */
function bodyOf(anchor: string): Record<string, unknown> {
  const blocks = [...stepOf(anchor).matchAll(/^( *)```json\n([\s\S]*?)^\1```$/gm)];
  expect(blocks, anchor).toHaveLength(1);
  return JSON.parse(blocks[0]?.[2] ?? "");
}

let service: TestService;
let anna: SignedIn;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  const urls = { CUSTOMER_WEBHOOK_URL: receiver.url, OPERATOR_WEBHOOK_URL: receiver.url };
  ({ service, anna } = await startDesk({ ...urls, WEBHOOK_SECRET: "a secret" }));
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
});

/** A command in this process, as the command line runs it. */
async function ops(
  words: readonly string[],
): Promise<{ exitCode: number; value: Record<string, unknown>; text: string }> {
  let [value, text]: [Record<string, unknown>, string] = [{}, ""];
  const exitCode = await prepareOps(words)({
    db: service.db,
    config: service.config,
    print(shown, shownLines) {
      [value, text] = [shown as typeof value, shownLines.join("\n")];
    },
  });
  return { exitCode, value, text };
}

/** What the playbook changes. */
async function state() {
  const settings = (await anna.get("/api/settings")).body["settings"] as { name: string; value: number }[];
  const slot = (await anna.get("/api/slots/slot-003")).body;
  const notice = (await anna.get("/status")).body["notice"] as { text: string } | null;
  return {
    values: settings.map(({ name, value }) => `${name}=${value}`),
    slot: slot["state"],
    notice: notice?.text,
  };
}

const newest = async () => (await listAudit(service.db, { limit: 1 }))[0];

/** What must be so before a step makes sense. */
async function prepare(type: ActionType): Promise<void> {
  if (type !== "slot.activate") return;
  const off = { type: "slot.maintenance", params: { slot_id: "slot-003" }, reason: "before" };
  await anna.send("POST", "/api/actions", off);
}

describe.each(lines)("«$says»", ({ step, type, undo }) => {
  it("is one call, with an audit row and an undo", async () => {
    await prepare(type);
    const [was, auditWas] = [await state(), await newest()];
    const { reason, dry_run: dry = false, ...rest } = bodyOf(step);
    expect(rest["type"]).toBe(type);
    const done = await anna.send("POST", "/api/actions", { reason, dry_run: dry, ...rest });
    expect([done.status, done.body]).toMatchObject([200, { type, dry_run: dry, undoable: undo }]);
    if (dry === true) return expect([await state(), await newest()]).toEqual([was, auditWas]);
    expect(await newest()).toMatchObject({ actor: "operator:anna", reason });
    if (undo) expect(await state()).not.toEqual(was);
    const undone = await anna.send("POST", `/api/actions/${done.body["id"]}/undo`, { reason: "it is over" });
    expect(undone.status).toBe(undo ? 200 : 409);
    if (undo) expect(await newest()).toMatchObject({ actor: "operator:anna", reason: "it is over" });
    expect(await state()).toEqual(was);
  });

  it("is one command, with an audit row and an undo", async () => {
    await prepare(type);
    const [was, auditWas] = [await state(), await newest()];
    const words = commandOf(step);
    expect(words[1]).toBe(type);
    const done = await ops(words);
    expect(done.exitCode).toBe(0);
    if (words.includes("--dry-run")) return expect([await state(), await newest()]).toEqual([was, auditWas]);
    const { values } = parseArgs({ args: words, options: { reason: { type: "string" } }, strict: false });
    expect(await newest()).toMatchObject({ actor: expect.stringMatching(/^cli:/), reason: values["reason"] });
    if (undo) expect(await state()).not.toEqual(was);
    expect(done.text).toContain(undo ? `npm run ops -- undo ${done.value["id"]} ` : "Nothing takes it back.");
    const undone = await ops(["undo", String(done.value["id"]), "--reason", "it is over"]);
    expect(undone.exitCode).toBe(undo ? 0 : 1);
    expect(await state()).toEqual(was);
  });

  it("is the same thing as call and as command", () => {
    const { type: ofBody, params, reason, dry_run, revert_after_minutes: minutes } = bodyOf(step);
    const words = commandOf(step);
    const pairs = Object.entries(params as object).map(([name, value]) => `${name}=${value}`);
    const flags = [...(dry_run === true ? ["--dry-run"] : []), ...(minutes ? ["--revert-after", `${minutes}m`] : [])];
    expect(words).toEqual(["action", ofBody, ...pairs, ...flags, "--reason", reason]);
  });
});

it("every action that ops.md shows or names exists, and the document says how each is taken back", () => {
  const named = [...document.matchAll(/ops -- action ([a-z_.]+)/g)].map(([, type = ""]) => type);
  expect(actionTypes).toEqual(expect.arrayContaining([...new Set(named)]));
  expect(new Set(named)).toEqual(new Set(actionTypes));
  expect(document).toContain("`POST /api/actions/ID/undo`");
  expect(document).toContain("npm run ops -- undo ID");
});
