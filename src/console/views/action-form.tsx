/** One action of the playbook: what it takes, what it would change, and then only the button that does it. */
import schemas from "virtual:schemas";
import { useId, useMemo, useState } from "preact/hooks";
import { params as bounds } from "../../../generated/contract.ts";
import { call, type Schemas, type Trouble } from "../core/api.ts";
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
  /** What a dry run said, and what of: another value makes it void. */
  readonly preview?: { readonly action: Action; readonly of: string };
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
  const preview = result.preview?.of === current ? result.preview.action : undefined;
  const refusals =
    result.trouble?.reason === "invalid_settings" ? refusalByField(result.trouble.details ?? "", fields) : {};
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(preview === undefined);
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
      <div role="status">
        {preview !== undefined && (
          <Effect
            kind="info"
            name={t.playbook.effect}
            effect={preview.effect}
            help={dryRunOnly ? "" : t.playbook.confirmHelp}
          />
        )}
        {result.done !== undefined && <Effect kind="good" name={t.playbook.done} effect={result.done.effect} help="" />}
      </div>
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
  const send = async (dryRun: boolean) => {
    const { value, problems } = readDraft(fields, draft);
    const noReason = !dryRun && reason.trim() === "";
    setResult((old) => ({ ...(old.preview === undefined ? {} : { preview: old.preview }), problems, noReason }));
    if (noReason || Object.keys(problems).length > 0) return;
    setBusy(true);
    const why = reason.trim() === "" ? "a look at what it would change" : reason.trim();
    const order = {
      type,
      params: value,
      reason: why,
      dry_run: dryRun,
      ...(revert === "" ? {} : { revert_after_minutes: Number(revert) }),
    };
    const answer = await call("post", "/api/actions", { body: order });
    setBusy(false);
    if (!answer.ok) return setResult({ ...nothingYet, trouble: answer.trouble });
    setResult(
      dryRun ? { ...nothingYet, preview: { action: answer.body, of: current } } : { ...nothingYet, done: answer.body },
    );
    if (!dryRun) changed();
  };
  return {
    ...{ draft, reason, revert, result, busy, current, setReason, send },
    setRevert,
    change(path: string, typed: string) {
      setDraft((old) => ({ ...old, [path]: typed }));
      setResult((old) => ({
        problems: old.problems,
        noReason: false,
        ...(old.preview === undefined ? {} : { preview: old.preview }),
      }));
    },
    reset: () => setResult(nothingYet),
  };
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
