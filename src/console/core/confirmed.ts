/** Does what was seen before: an order is carried out only while its effect is still the one that was confirmed. */
import type { Answer, Schemas } from "./api.ts";

type Action = Schemas["Action"];
type Order = Omit<Schemas["ActionOrder"], "dry_run">;

/** changed: another effect than the one that was seen; nothing was done. */
export type Confirmed =
  | { readonly kind: "done" | "changed"; readonly action: Action }
  | { readonly kind: "refused"; readonly trouble: (Answer<never> & { readonly ok: false })["trouble"] };

/** Asks once more what the order would change, and sends it only when that is what was seen. */
export async function confirmed(
  order: Order,
  seenEffect: string,
  send: (order: Schemas["ActionOrder"]) => Promise<Answer<Action>>,
): Promise<Confirmed> {
  const now = await send({ ...order, dry_run: true });
  if (!now.ok) return { kind: "refused", trouble: now.trouble };
  if (now.body.effect !== seenEffect) return { kind: "changed", action: now.body };
  const done = await send({ ...order, dry_run: false });
  return done.ok ? { kind: "done", action: done.body } : { kind: "refused", trouble: done.trouble };
}
