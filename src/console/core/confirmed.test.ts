/** What was confirmed is done only as it was seen. */
import { describe, expect, it } from "vitest";
import type { Answer, Schemas } from "./api.ts";
import { confirmed } from "./confirmed.ts";

type Action = Schemas["Action"];

const order = {
  type: "t_sync_response.set",
  params: { seconds: 55 },
  reason: "slow",
  revert_after_minutes: 30,
} as const;

/** A service that says these effects, one after another, and notes what it was asked. */
function serviceOf(...answers: readonly (string | "refused")[]) {
  const asked: Schemas["ActionOrder"][] = [];
  const send = async (sent: Schemas["ActionOrder"]): Promise<Answer<Action>> => {
    const effect = answers[asked.push(sent) - 1] ?? "refused";
    if (effect === "refused") return { ok: false, trouble: { reason: "conflict" } };
    const { reason, params, type } = order;
    const action: Action = {
      ...{ id: sent.dry_run ? null : 7, type, params, reason, actor: "operator:anna", at: "2026-11-26T18:00:00Z" },
      ...{ dry_run: sent.dry_run ?? false, effect, before: null, after: null, undoable: false },
      ...{ revert_at: null, undone_at: null, undone_by: null },
    };
    return { ok: true, body: action, headers: new Headers() };
  };
  return { asked, send };
}

describe("an order that was confirmed", () => {
  it("is carried out when it would still change what was seen", async () => {
    const { asked, send } = serviceOf("48 → 55 s", "48 → 55 s");
    expect(await confirmed(order, "48 → 55 s", send)).toMatchObject({ kind: "done", action: { id: 7 } });
    expect(asked).toEqual([
      { ...order, dry_run: true },
      { ...order, dry_run: false },
    ]);
  });

  it("is not when it would change something else by now: that is what is told", async () => {
    const { asked, send } = serviceOf("60 → 55 s");
    expect(await confirmed(order, "48 → 55 s", send)).toMatchObject({
      kind: "changed",
      action: { id: null, effect: "60 → 55 s" },
    });
    expect(asked.map(({ dry_run }) => dry_run)).toEqual([true]);
  });

  it("is not when the service refuses it, before or then", async () => {
    for (const [answers, count] of [[["refused"], 1] as const, [["48 → 55 s", "refused"], 2] as const]) {
      const { asked, send } = serviceOf(...answers);
      expect(await confirmed(order, "48 → 55 s", send)).toEqual({ kind: "refused", trouble: { reason: "conflict" } });
      expect(asked.length).toBe(count);
    }
  });
});
