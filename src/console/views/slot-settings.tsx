/** What a slot does with photos, as a form made of its provider's schema; and a try of what is typed in, with a photo. */
import schemas from "virtual:schemas";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { call, type Schemas, type Trouble } from "../core/api.ts";
import { hrefOf, type SlotTab } from "../core/router.ts";
import type { Draft, Field, FieldProblem } from "../core/schema-form.ts";
import {
  draftOfSlot,
  orderOfDraft,
  rebased,
  refusalsOfSlot,
  sameDraft,
  slotFields,
  triedOf,
  withProvider,
} from "../core/slot-form.ts";
import { useDisplay } from "../parts/app.tsx";
import { Fields, ReasonField } from "../parts/fields.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";
import { fieldWords } from "../texts/field-words.ts";
import { Stale } from "./stale.tsx";
import { TestRun } from "./test-run.tsx";

type Details = Schemas["SlotDetails"];

interface Props {
  readonly details: Details;
  readonly seenVersion: number;
  readonly shown: SlotTab;
  readonly reload: () => void;
}

/** What came of the last save. */
interface Outcome {
  readonly trouble?: Trouble;
  readonly refusals: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly noReason: boolean;
  /** What was before, for whoever takes it back; why it was changed; and the version that it became. */
  readonly saved?: { readonly before: Details; readonly reason: string; readonly version: number };
  readonly takenBack?: true;
}

const nothingYet: Outcome = { refusals: {}, problems: {}, noReason: false };

export function SlotSettings({ details, seenVersion, shown, reload }: Props) {
  const form = useSlotForm(details, reload);
  const { draft, base, outcome } = form;
  const isStale = outcome.trouble?.reason === "stale_version" || (form.dirty && details.version > base.version);
  useEffect(() => {
    if (seenVersion > details.version) reload();
  }, [seenVersion, details.version, reload]);
  const tried = useMemo(() => triedOf(draft, form.dirty, schemas), [draft, form.dirty]);
  const { check } = form;
  const isTriedInVain = shown === "test" && tried.kind === "invalid";
  useEffect(() => {
    // Who is sent back to correct the form finds what is wrong.
    if (isTriedInVain) check();
  }, [isTriedInVain, check]);
  return (
    <>
      <div hidden={shown !== "settings"}>
        {isStale && <Stale base={base} theirs={details} keepMine={form.keepMine} takeTheirs={form.takeTheirs} />}
        <SettingsForm form={form} details={details} />
      </div>
      <div hidden={shown !== "test"}>
        <TestRun slotId={details.slot_id} tried={tried} />
      </div>
    </>
  );
}

function problemsOf(draft: Draft): Outcome["problems"] {
  return orderOfDraft(draft, schemas).problems;
}

function useSlotForm(details: Details, reload: () => void) {
  const { t } = useDisplay();
  const [base, setBase] = useState(details);
  const baseDraft = useMemo(() => draftOfSlot(base, schemas), [base]);
  const [draft, setDraft] = useState(baseDraft);
  const [reason, setReason] = useState("");
  const [outcome, setOutcome] = useState(nothingYet);
  const [busy, setBusy] = useState(false);
  const dirty = !sameDraft(draft, baseDraft);
  const start = (from: Details, typed: Draft) => {
    setBase(from);
    setDraft(typed);
  };
  const refused = outcome.trouble?.reason === "stale_version";
  useEffect(() => {
    // What was just saved is newer than what was loaded before. After a refusal somebody has to see what is theirs first.
    if (!dirty && !refused && details.version > base.version) start(details, draftOfSlot(details, schemas));
  }, [details, base, dirty, refused]);

  const put = async (order: Omit<Schemas["SlotOrder"], "reason">, why: string, version: number) => {
    setBusy(true);
    const request = { path: { slot_id: base.slot_id }, ifMatch: version, body: { ...order, reason: why } };
    const answer = await call("put", "/api/slots/{slot_id}", request);
    setBusy(false);
    if (answer.ok) start(answer.body, draftOfSlot(answer.body, schemas));
    if (answer.ok || answer.trouble.reason === "stale_version") reload();
    return answer;
  };
  const save = async () => {
    const { order, problems } = orderOfDraft(draft, schemas);
    const noReason = reason.trim() === "";
    setOutcome({ ...nothingYet, problems, noReason });
    if (noReason || Object.keys(problems).length > 0) return;
    const answer = await put(order, reason.trim(), base.version);
    if (answer.ok) {
      setOutcome({ ...nothingYet, saved: { before: base, reason: reason.trim(), version: answer.body.version } });
      setReason("");
      return;
    }
    const { trouble } = answer;
    const refusals = trouble.details === undefined ? {} : refusalsOfSlot(trouble.details, draft, schemas);
    setOutcome({ ...nothingYet, trouble, refusals: trouble.reason === "invalid_settings" ? refusals : {} });
  };
  const takeBack = async () => {
    if (outcome.saved === undefined) return;
    const { before, reason: why, version } = outcome.saved;
    const { provider, settings, standby, max_parallel, max_attempts } = before;
    const order = { provider, settings, standby, max_parallel, max_attempts };
    // Of what was saved, not of what is there now: another operator's change is not taken back with it.
    const answer = await put(order, t.slot.takeBackReason(why).slice(0, 500), version);
    setOutcome(answer.ok ? { ...nothingYet, takenBack: true } : { ...nothingYet, trouble: answer.trouble });
  };
  const check = useCallback(() => setOutcome((old) => ({ ...old, problems: problemsOf(draft) })), [draft]);
  return {
    ...{ base, draft, dirty, reason, outcome, busy, setReason, save, takeBack, check },
    change: (path: string, typed: string) => setDraft((old) => ({ ...old, [path]: typed })),
    choose: (which: "provider" | "standby", provider: string) =>
      setDraft((old) => withProvider(old, which, provider, baseDraft)),
    keepMine() {
      start(details, rebased(draft, baseDraft, draftOfSlot(details, schemas)));
      setOutcome(nothingYet);
    },
    takeTheirs() {
      start(details, draftOfSlot(details, schemas));
      setOutcome(nothingYet);
    },
  };
}

type SlotForm = ReturnType<typeof useSlotForm>;

function SettingsForm({ form, details }: { readonly form: SlotForm; readonly details: Details }) {
  const { t, language } = useDisplay();
  const { draft, outcome } = form;
  const fields = slotFields(draft, schemas);
  const count = new Set([
    ...Object.keys(outcome.problems),
    ...Object.keys(outcome.refusals).filter((path) => path !== ""),
  ]).size;
  const shared = { draft, change: form.change, problems: outcome.problems, refusals: outcome.refusals };
  const wordsOf = (provider: string | undefined) => (field: Field) => fieldWords(language, provider ?? "", field.name);
  return (
    <form
      class="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <h2>{t.slot.settings}</h2>
      <ProviderChoice name="provider" draft={draft} choose={form.choose} />
      <fieldset>
        <legend>{t.slot.providerSettings(draft["provider"] ?? "")}</legend>
        <Fields {...shared} fields={fields.settings} words={wordsOf(draft["provider"])} />
      </fieldset>
      <fieldset>
        <legend>{t.slot.standby}</legend>
        <p class="help">{t.slot.standbyHelp}</p>
        <ProviderChoice name="standby" draft={draft} choose={form.choose} />
        <Fields {...shared} fields={fields.standby} words={wordsOf(draft["standby"])} />
      </fieldset>
      <fieldset>
        <legend>{t.slot.limits}</legend>
        <Fields {...shared} fields={fields.limits} words={(field) => limitWords(field, t)} />
      </fieldset>
      <ReasonField
        value={form.reason}
        change={form.setReason}
        isWrong={outcome.noReason && form.reason.trim() === ""}
      />
      {count > 0 && (
        <p class="note note-bad" role="alert">
          {t.slot.problems(count)}
        </p>
      )}
      <FormOutcome form={form} details={details} />
      <div class="actions">
        <button type="submit" class="button-strong" disabled={form.busy || !form.dirty}>
          {t.slot.save}
        </button>
        <a class="button" href={hrefOf({ view: "slot", id: details.slot_id, tab: "test" })}>
          {t.slot.tryFirst}
        </a>
        {form.dirty && (
          <button type="button" class="button-quiet" onClick={form.takeTheirs}>
            {t.app.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

function limitWords({ name }: Field, t: ReturnType<typeof useDisplay>["t"]) {
  return name === "max_parallel"
    ? { label: t.slot.maxParallel, help: t.slot.maxParallelHelp }
    : { label: t.slot.maxAttempts, help: "" };
}

function FormOutcome({ form, details }: { readonly form: SlotForm; readonly details: Details }) {
  const { t } = useDisplay();
  const { busy, takeBack } = form;
  const { trouble, refusals, saved, takenBack } = form.outcome;
  // Once somebody has changed it since, there is no way back to what was before.
  const isLast = saved !== undefined && details.version <= saved.version;
  const isTold =
    trouble?.reason === "stale_version" || (Object.keys(refusals).length > 0 && refusals[""] === undefined);
  return (
    <div role="status">
      {trouble !== undefined && !isTold && <TroubleNote trouble={trouble} />}
      {isLast && (
        <p class="note note-good">
          {details.state === "maintenance" ? t.slot.savedWhileOut : t.slot.saved}{" "}
          <button type="button" disabled={busy} onClick={() => void takeBack()}>
            {t.slot.takeBack}
          </button>
        </p>
      )}
      {takenBack && <p class="note note-good">{t.slot.takenBack}</p>}
    </div>
  );
}

interface ChoiceProps {
  readonly name: "provider" | "standby";
  readonly draft: Draft;
  readonly choose: (which: "provider" | "standby", provider: string) => void;
}

function ProviderChoice({ name, draft, choose }: ChoiceProps) {
  const { t } = useDisplay();
  const { data } = useLoad("providers", (signal) => call("get", "/api/providers", { signal }));
  const missing = new Set<string>(
    data?.providers.filter(({ configured }) => !configured).map(({ provider }) => provider),
  );
  return (
    <div class="field">
      <label>
        {t.slot[name]}
        <select value={draft[name] ?? ""} onChange={({ currentTarget }) => choose(name, currentTarget.value)}>
          {name === "standby" && <option value="">{t.slot.noStandby}</option>}
          {Object.keys(schemas.settings).map((provider) => (
            <option key={provider} value={provider}>
              {provider}
              {missing.has(provider) && ` (${t.slot.notConfigured})`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
