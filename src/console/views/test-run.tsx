/** A photo edited as the slot would: before and after side by side, and where the time went. Nothing of it is kept. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Schemas, send, type Trouble } from "../core/api.ts";
import { barOfTiming, type LedgerBar } from "../core/ledger-bar.ts";
import { useDisplay, useNow, useStation } from "../parts/app.tsx";
import { Ledger } from "../parts/ledger.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

interface Props {
  readonly slotId: Schemas["Slot"]["slot_id"];
  /** What is typed into the form and not saved. */
  readonly tried: Schemas["TestRunOverrides"] | undefined;
}

interface Ended {
  /** Address of the picture in this page; undefined when there is none. */
  readonly picture?: string;
  readonly trouble?: Trouble;
  readonly bar?: LedgerBar;
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
  const { startedMs, ended, run, forget } = useRun(slotId, limitMs);
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
      {tried !== undefined && (
        <label class="check">
          <input
            type="checkbox"
            checked={withDraft}
            onChange={({ currentTarget }) => setWithDraft(currentTarget.checked)}
          />{" "}
          {t.slot.testDraft}
        </label>
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
            disabled={startedMs !== undefined}
            onClick={() => void run(photo, withDraft ? tried : undefined)}
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
  readonly ended: Ended | undefined;
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

function useRun(slotId: Props["slotId"], limitMs: number) {
  const [startedMs, setStarted] = useState<number>();
  const [ended, setEnded] = useState<Ended>();
  const shown = useRef<string>(undefined);
  const forget = () => {
    if (shown.current !== undefined) URL.revokeObjectURL(shown.current);
    shown.current = undefined;
    setEnded(undefined);
  };
  // Once, when the page part goes.
  useEffect(() => forget, []);
  const run = async (photo: File, tried: Schemas["TestRunOverrides"] | undefined) => {
    forget();
    setStarted(Date.now());
    const form = new FormData();
    if (tried !== undefined) form.set("overrides", JSON.stringify(tried));
    form.set("fileToUpload", photo);
    const answer = await send(`/api/slots/${encodeURIComponent(slotId)}/test-run`, { method: "POST", body: form });
    const timing = answer.headers?.get("Server-Timing");
    const bar = timing ? { bar: barOfTiming(timing, limitMs) } : {};
    if (!answer.ok) setEnded({ trouble: answer.trouble, ...bar });
    else setEnded({ ...(await shownPicture(answer.body, shown)), ...bar });
    setStarted(undefined);
  };
  return { startedMs, ended, run, forget };
}

async function shownPicture(response: Response, shown: { current: string | undefined }): Promise<Ended> {
  try {
    const picture = URL.createObjectURL(await response.blob());
    shown.current = picture;
    return { picture };
  } catch {
    return { trouble: { reason: "offline" } };
  }
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
