/** A photo edited as the slot would: before and after side by side, and where the time went. Nothing of it is kept. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Schemas } from "../core/api.ts";
import { hrefOf } from "../core/router.ts";
import type { Tried } from "../core/slot-form.ts";
import { createTestRuns, type TestRunState } from "../core/test-runs.ts";
import { useDisplay, useNow, useStation } from "../parts/app.tsx";
import { Ledger } from "../parts/ledger.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

interface Props {
  readonly slotId: Schemas["Slot"]["slot_id"];
  /** What is typed into the form and not saved. */
  readonly tried: Tried;
}

const accepted = ["image/jpeg", "image/png", "image/webp"];

export function TestRun({ slotId, tried }: Props) {
  const { t } = useDisplay();
  const { live } = useStation();
  const [photo, setPhoto] = useState<File>();
  const [wrongKind, setWrongKind] = useState(false);
  const [withDraft, setWithDraft] = useState(true);
  const before = useAddress(photo);
  const limitMs = (live.hall?.t_sync_response_seconds ?? 0) * 1000;
  const { startedMs, ended, run, forget } = useRuns();
  const isInvalid = withDraft && tried.kind === "invalid";
  const overrides = withDraft && tried.kind === "draft" ? tried.overrides : undefined;
  const choose = (file: File | null | undefined) => {
    if (!file) return;
    setWrongKind(!accepted.includes(file.type));
    if (!accepted.includes(file.type)) return;
    setPhoto(file);
    forget();
  };
  return (
    <section aria-labelledby="test">
      <h2 id="test">{t.slot.test}</h2>
      <p class="help">{t.slot.testHelp}</p>
      {tried.kind !== "saved" && (
        <label class="check">
          <input
            type="checkbox"
            checked={withDraft}
            onChange={({ currentTarget }) => setWithDraft(currentTarget.checked)}
          />{" "}
          {t.slot.testDraft}
        </label>
      )}
      {isInvalid && (
        <p class="note note-bad" role="status">
          {t.slot.testInvalid} <a href={hrefOf({ view: "slot", id: slotId, tab: "settings" })}>{t.slot.settings}</a>
        </p>
      )}
      <DropZone choose={choose} small={photo !== undefined} />
      {wrongKind && (
        <p class="note note-bad" role="alert">
          {t.slot.notAPhoto}
        </p>
      )}
      {photo !== undefined && (
        <div class="actions">
          <button
            type="button"
            class="button-strong"
            disabled={startedMs !== undefined || isInvalid}
            onClick={() => void run({ slotId, photo, overrides, limitMs })}
          >
            {t.slot.run}
          </button>
          <span class="fine">{photo.name}</span>
        </div>
      )}
      {before !== undefined && <Pair before={before} startedMs={startedMs} ended={ended} />}
      {ended?.bar !== undefined && (
        <>
          <h3>{t.slot.ledger}</h3>
          <Ledger bar={ended.bar} />
        </>
      )}
    </section>
  );
}

interface PairProps {
  readonly before: string;
  readonly startedMs: number | undefined;
  readonly ended: TestRunState["ended"];
}

function Pair({ before, startedMs, ended }: PairProps) {
  const { t } = useDisplay();
  return (
    <div class="pair">
      <figure>
        <figcaption>{t.slot.before}</figcaption>
        <img src={before} alt={t.slot.before} />
      </figure>
      <figure>
        <figcaption>{t.slot.after}</figcaption>
        {startedMs !== undefined && <Running startedMs={startedMs} />}
        {ended?.picture !== undefined && <img src={ended.picture} alt={t.slot.after} />}
        {ended?.trouble !== undefined && <TroubleNote trouble={ended.trouble} />}
      </figure>
    </div>
  );
}

interface DropProps {
  readonly choose: (file: File | null | undefined) => void;
  /** There is a photo already: the pictures need the room. */
  readonly small: boolean;
}

function DropZone({ choose, small }: DropProps) {
  const { t } = useDisplay();
  const [over, setOver] = useState(false);
  const picked = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    choose(event.currentTarget.files?.[0]);
    // The same file may be chosen again.
    event.currentTarget.value = "";
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the inputs within do the same.
    <div
      class={`drop ${over ? "drop-over" : ""} ${small ? "drop-small" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer?.files[0]);
      }}
    >
      <p>{t.slot.drop}</p>
      <div class="actions">
        <label class="button file">
          {t.slot.choose}
          <input type="file" accept={accepted.join(",")} onChange={picked} />
        </label>
        <label class="button file only-touch">
          {t.slot.camera}
          <input type="file" accept="image/*" capture="environment" onChange={picked} />
        </label>
      </div>
    </div>
  );
}

function Running({ startedMs }: { readonly startedMs: number }) {
  const { t, f } = useDisplay();
  const now = useNow(500);
  return (
    <p class="loading" aria-live="off">
      {t.slot.running(f.seconds(Math.max(0, Math.round((now - startedMs) / 1000))))}
    </p>
  );
}

function useRuns() {
  const [state, setState] = useState<TestRunState>({});
  const runs = useMemo(() => createTestRuns(setState), []);
  // Once, when the page part goes.
  useEffect(() => runs.forget, [runs]);
  return { ...state, ...runs };
}

/** An address of this page for a file, given back when there is another. */
function useAddress(file: File | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (file === undefined) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
