/** One action of the playbook: what it takes, what it would change, and then only the button that does it. */
import schemas from "virtual:schemas";
import { useId, useMemo, useState } from "preact/hooks";
import { params as bounds } from "../../../generated/contract.ts";
import { type Answer, call, type Schemas, type Trouble } from "../core/api.ts";
import { confirmed } from "../core/confirmed.ts";
import { type ActionType, paramsOfAction } from "../core/playbook.ts";
import {
  type Draft,
  type FieldProblem,
  type FormSchema,
  fieldsOf,
  readDraft,
  refusalByField,
} from "../core/schema-form.ts";
import { useDisplay } from "../parts/app.tsx";
import { Fields, ReasonField } from "../parts/fields.tsx";
import { TroubleNote } from "../parts/trouble.tsx";
import { fieldWords } from "../texts/field-words.ts";
import { UndoButton } from "./undo-button.tsx";

interface Props {
  readonly type: ActionType;
  /** Values to begin with, by the names of the fields; `revert` is in minutes. */
  readonly prefill: Readonly<Record<string, string>>;
  readonly dryRunOnly?: boolean;
  readonly changed: () => void;
}

type Action = Schemas["Action"];

interface Result {
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly noReason: boolean;
  readonly trouble?: Trouble;
  /** What a dry run said, and what of: another value makes it void. `isOther` when it was another effect that was confirmed. */
  readonly preview?: { readonly effect: string; readonly of: string; readonly isOther?: true };
  readonly done?: Action;
}

const nothingYet: Result = { problems: {}, noReason: false };
/** What takes back what was meant for a bad hour. */
const revertChoices = ["", "15", "30", "60", "240"];
const revertible: readonly ActionType[] = [
  "t_sync_response.set",
  "parallelism.set",
  "ttl.set",
  "slot.maintenance",
  "provider.failover",
  "notice.set",
];

export function ActionForm({ type, prefill, dryRunOnly = false, changed }: Props) {
  const { t, language } = useDisplay();
  const fields = useMemo(() => fieldsOf(schemaOf(type, dryRunOnly)), [type, dryRunOnly]);
  const form = useAction({ type, prefill, changed }, fields);
  const { draft, reason, revert, result, busy, current } = form;
  const preview = result.preview?.of === current ? result.preview : undefined;
  const refusals =
    result.trouble?.reason === "invalid_settings" ? refusalByField(result.trouble.details ?? "", fields) : {};
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(dryRunOnly ? undefined : preview?.effect);
      }}
    >
      <h3>{t.actions[type]}</h3>
      <Fields
        fields={fields}
        draft={draft}
        change={form.change}
        problems={result.problems}
        refusals={refusals}
        words={({ name }) => fieldWords(language, "params", name)}
      />
      {revertible.includes(type) && !dryRunOnly && <RevertField value={revert} change={form.setRevert} />}
      {!dryRunOnly && (
        <ReasonField value={reason} change={form.setReason} isWrong={result.noReason && reason.trim() === ""} />
      )}
      {result.trouble !== undefined && <TroubleNote trouble={result.trouble} />}
      <Said preview={preview} done={result.done} help={dryRunOnly ? "" : t.playbook.confirmHelp} />
      <div class="actions">
        {result.done === undefined && (preview === undefined || dryRunOnly) && (
          <button type="submit" disabled={busy}>
            {t.playbook.preview}
          </button>
        )}
        {preview !== undefined && !dryRunOnly && (
          <button type="submit" class="button-strong" disabled={busy}>
            {t.playbook.confirm}
          </button>
        )}
        {result.done !== undefined && (
          <button type="button" onClick={form.reset}>
            {t.playbook.again}
          </button>
        )}
      </div>
      {result.done?.undoable && result.done.id !== null && (
        <UndoButton
          id={result.done.id}
          undone={() => {
            form.reset();
            changed();
          }}
        />
      )}
    </form>
  );
}

interface SaidProps {
  readonly preview: Result["preview"] | undefined;
  readonly done: Action | undefined;
  readonly help: string;
}

/** What it would change, or what it has changed. */
function Said({ preview, done, help }: SaidProps) {
  const { t } = useDisplay();
  return (
    <div role="status">
      {preview?.isOther && <p class="note note-bad">{t.playbook.effectChanged}</p>}
      {preview !== undefined && <Effect kind="info" name={t.playbook.effect} effect={preview.effect} help={help} />}
      {done !== undefined && <Effect kind="good" name={t.playbook.done} effect={done.effect} help="" />}
    </div>
  );
}

interface EffectProps {
  readonly kind: "info" | "good";
  readonly name: string;
  readonly effect: string;
  readonly help: string;
}

function Effect({ kind, name, effect, help }: EffectProps) {
  return (
    <div class={`note note-${kind}`}>
      <p>
        <strong>{name}.</strong> <span lang="en">{effect}</span>
      </p>
      {help !== "" && <p class="fine">{help}</p>}
    </div>
  );
}

function useAction({ type, prefill, changed }: Props, fields: ReturnType<typeof fieldsOf>) {
  const [draft, setDraft] = useState<Draft>(() =>
    Object.fromEntries(fields.flatMap(({ path }) => (prefill[path] === undefined ? [] : [[path, prefill[path]]]))),
  );
  const [reason, setReason] = useState("");
  const [revert, setRevert] = useState(prefill["revert"] ?? "");
  const [result, setResult] = useState(nothingYet);
  const [busy, setBusy] = useState(false);
  const current = JSON.stringify([draft, revert]);
  const ask = (order: Schemas["ActionOrder"]) => call("post", "/api/actions", { body: order });
  /** Another value makes void what was done and refused; a preview knows itself what it is of. */
  const clear = () =>
    setResult(({ problems, preview }) => ({
      ...{ problems, noReason: false },
      ...(preview === undefined ? {} : { preview }),
    }));
  /** Carries out what was seen; looks what it would change when nothing was. */
  const send = async (seenEffect: string | undefined) => {
    const { value, problems } = readDraft(fields, draft);
    const noReason = seenEffect !== undefined && reason.trim() === "";
    setResult((old) => ({ ...(old.preview === undefined ? {} : { preview: old.preview }), problems, noReason }));
    if (noReason || Object.keys(problems).length > 0) return;
    setBusy(true);
    const why = reason.trim() === "" ? "a look at what it would change" : reason.trim();
    const order = {
      ...{ type, params: value, reason: why },
      ...(revert === "" ? {} : { revert_after_minutes: Number(revert) }),
    };
    setResult(await outcomeOf(order, seenEffect, current, ask));
    setBusy(false);
    if (seenEffect !== undefined) changed();
  };
  return {
    ...{ draft, reason, revert, result, busy, current, setReason, send },
    setRevert(minutes: string) {
      setRevert(minutes);
      clear();
    },
    change(path: string, typed: string) {
      setDraft((old) => ({ ...old, [path]: typed }));
      clear();
    },
    reset: () => setResult(nothingYet),
  };
}

/** What became of an order: a look at it without `seenEffect`, else what was confirmed with it in view. */
async function outcomeOf(
  order: Omit<Schemas["ActionOrder"], "dry_run">,
  seenEffect: string | undefined,
  of: string,
  ask: (order: Schemas["ActionOrder"]) => Promise<Answer<Action>>,
): Promise<Result> {
  if (seenEffect === undefined) {
    const answer = await ask({ ...order, dry_run: true });
    if (!answer.ok) return { ...nothingYet, trouble: answer.trouble };
    return { ...nothingYet, preview: { effect: answer.body.effect, of } };
  }
  const end = await confirmed(order, seenEffect, ask);
  if (end.kind === "refused") return { ...nothingYet, trouble: end.trouble };
  if (end.kind === "done") return { ...nothingYet, done: end.action };
  return { ...nothingYet, preview: { effect: end.action.effect, of, isOther: true } };
}

/** The dry run of a cleanup may ask what another time would free; the cleanup itself takes nothing. */
function schemaOf(type: ActionType, dryRunOnly: boolean): FormSchema {
  const schema = schemas.params[paramsOfAction[type]] ?? {};
  if (type === "cleanup.run" && !dryRunOnly) return {};
  if (type !== "t_sync_response.set") return schema;
  const { min, max } = bounds.t_sync_response;
  const seconds = { ...schema.properties?.["seconds"], minimum: min, maximum: max };
  return { ...schema, properties: { ...schema.properties, seconds } };
}

function RevertField({ value, change }: { readonly value: string; readonly change: (minutes: string) => void }) {
  const { t, f } = useDisplay();
  const id = useId();
  const choices = revertChoices.includes(value) ? revertChoices : [...revertChoices, value];
  return (
    <div class="field">
      <label for={id}>{t.playbook.revert}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
        {choices.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutes === "" ? t.playbook.revertNever : f.duration(Number(minutes) * 60_000)}
          </option>
        ))}
      </select>
    </div>
  );
}
