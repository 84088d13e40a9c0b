/** The form of a slot: its values as one flat draft, the order that the draft means, and two people's changes put together. */
import type { Schemas } from "./api.ts";
import {
  type Draft,
  draftOf,
  type Field,
  type FieldProblem,
  type FormSchema,
  fieldsOf,
  readDraft,
  refusalByField,
} from "./schema-form.ts";

type Provider = Schemas["Slot"]["provider"];

/** What the forms of slots are made of. */
export interface SlotSchemas {
  readonly settings: Readonly<Record<string, FormSchema>>;
  readonly limits: FormSchema;
}

export interface SlotFields {
  readonly settings: readonly Field[];
  readonly standby: readonly Field[];
  readonly limits: readonly Field[];
}

const STANDBY = "standby";

/** The fields that the draft's providers have. Their paths begin with `settings.`, `standby.settings.` and `limits.`. */
export function slotFields(draft: Draft, { settings, limits }: SlotSchemas): SlotFields {
  const of = (provider: string | undefined, prefix: string) => fieldsOf(settings[provider ?? ""] ?? {}, prefix);
  return {
    settings: of(draft["provider"], "settings"),
    standby: of(draft[STANDBY], `${STANDBY}.settings`),
    limits: fieldsOf(limits, "limits"),
  };
}

export function draftOfSlot(details: Schemas["SlotDetails"], schemas: SlotSchemas): Draft {
  const { provider, settings, standby, max_parallel, max_attempts } = details;
  const chosen: Draft = { provider, ...(standby === null ? {} : { [STANDBY]: standby.provider }) };
  const fields = slotFields(chosen, schemas);
  return {
    ...chosen,
    ...draftOf(fields.settings, settings),
    ...draftOf(fields.standby, standby?.settings ?? {}),
    ...draftOf(fields.limits, { max_parallel, max_attempts }),
  };
}

/** The draft with another provider, of the slot or of its standby: settings belong to their provider. */
export function withProvider(draft: Draft, which: "provider" | "standby", provider: string, base: Draft): Draft {
  const prefix = which === "provider" ? "settings." : `${STANDBY}.settings.`;
  const isOwn = ([path]: readonly [string, string]) => path.startsWith(prefix);
  const others = Object.entries(draft).filter((entry) => !isOwn(entry));
  const kept = base[which] === provider ? Object.entries(base).filter(isOwn) : [];
  return { ...Object.fromEntries([...others, ...kept]), [which]: provider };
}

export interface SlotFormResult {
  readonly order: Omit<Schemas["SlotOrder"], "reason">;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/** What the draft orders; it counts only without problems. */
export function orderOfDraft(draft: Draft, schemas: SlotSchemas): SlotFormResult {
  const fields = slotFields(draft, schemas);
  const [settings, standby, limits] = [
    readDraft(fields.settings, draft),
    readDraft(fields.standby, draft),
    readDraft(fields.limits, draft),
  ];
  const { max_parallel: parallel, max_attempts: attempts } = limits.value;
  const standbyProvider = draft[STANDBY] ?? "";
  return {
    order: {
      provider: providerOf(draft["provider"]),
      settings: settings.value,
      standby: standbyProvider === "" ? null : { provider: providerOf(standbyProvider), settings: standby.value },
      max_parallel: typeof parallel === "number" ? parallel : null,
      ...(typeof attempts === "number" ? { max_attempts: attempts } : {}),
    },
    problems: { ...settings.problems, ...standby.problems, ...limits.problems },
  };
}

/** What a test run is to use: what is saved, what is typed in; or nothing before the form is corrected. */
export type Tried =
  | { readonly kind: "saved" }
  | { readonly kind: "draft"; readonly overrides: Schemas["TestRunOverrides"] }
  | { readonly kind: "invalid" };

/** Of a form in which something else is typed than what is saved (`dirty`), or not. */
export function triedOf(draft: Draft, dirty: boolean, schemas: SlotSchemas): Tried {
  if (!dirty) return { kind: "saved" };
  const { order, problems } = orderOfDraft(draft, schemas);
  if (Object.keys(problems).length > 0 || order.provider === undefined) return { kind: "invalid" };
  const { provider, settings } = order;
  return { kind: "draft", overrides: { provider, ...(settings === undefined ? {} : { settings }) } };
}

/** The choice is made out of the contract's own; the service checks it anyway. */
function providerOf(text: string | undefined): Provider {
  return (text ?? "local") as Provider;
}

/** My draft upon another base: what I left as it was is theirs now, what I typed stays. */
export function rebased(mine: Draft, base: Draft, theirs: Draft): Draft {
  const paths = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const chosen = [...paths].flatMap((path): (readonly [string, string])[] => {
    const untouched = (mine[path] ?? "") === (base[path] ?? "");
    const value = untouched ? theirs[path] : mine[path];
    return value === undefined ? [] : [[path, value]];
  });
  return Object.fromEntries(chosen);
}

/** Whether two drafts order the same. */
export function sameDraft(a: Draft, b: Draft): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((path) => (a[path] ?? "") === (b[path] ?? ""));
}

/** What the service refused, by the path of the field; what speaks of none is under "". */
export function refusalsOfSlot(
  details: string,
  draft: Draft,
  { settings }: SlotSchemas,
): Readonly<Record<string, string>> {
  const ofStandby = details.startsWith("standby: ");
  const schema = settings[(ofStandby ? draft[STANDBY] : draft["provider"]) ?? ""] ?? {};
  const found = refusalByField(ofStandby ? details.slice("standby: ".length) : details, fieldsOf(schema));
  const prefix = ofStandby ? `${STANDBY}.settings.` : "settings.";
  return Object.fromEntries(Object.entries(found).map(([path, text]) => [path === "" ? "" : prefix + path, text]));
}
