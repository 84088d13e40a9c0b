/** Takes a slot out of service and puts it back, with a reason and an end. */
import { useId, useState } from "preact/hooks";
import { call, type Schemas, type Trouble } from "../core/api.ts";
import { slotName, useDisplay } from "../parts/app.tsx";
import { ReasonField } from "../parts/fields.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

interface Props {
  readonly details: Schemas["SlotDetails"];
  readonly changed: () => void;
}

/** Minutes from now; what most maintenances take. */
const ends = [15, 30, 60, 240];
const AT_A_TIME = "at";

export function Maintenance({ details, changed }: Props) {
  const { t } = useDisplay();
  const { reason, setReason, end, setEnd, time, setTime, missing, busy, trouble, done, order } = useOrder(
    details,
    changed,
  );
  const isOut = details.state === "maintenance";
  const headId = useId();
  return (
    <form
      class="card"
      aria-labelledby={headId}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void order(!isOut);
      }}
    >
      <h3 id={headId}>{t.slot.maintenance}</h3>
      {!isOut && <p class="help">{t.slot.maintenanceHelp}</p>}
      <p role="status" class={done === "" ? "" : "note note-good"}>
        {done}
      </p>
      {trouble !== undefined && <TroubleNote trouble={trouble} />}
      <ReasonField value={reason} change={setReason} isWrong={missing && reason.trim() === ""} />
      <fieldset class="quick">
        <legend class="visually-hidden">{t.slot.reasonsHelp}</legend>
        {(isOut ? t.slot.reasonsBack : t.slot.reasons).map((each) => (
          <button key={each} type="button" onClick={() => setReason(each)}>
            {each}
          </button>
        ))}
      </fieldset>
      <EndField {...{ end, setEnd, time, setTime }} isWrong={missing && isWithoutTime(end, time)} />
      <div class="actions">
        <button type="submit" class="button-strong" disabled={busy}>
          {isOut ? t.slot.maintenanceOff : t.slot.maintenanceOn}
        </button>
        {isOut && (
          <button type="button" disabled={busy} onClick={() => void order(true)}>
            {t.slot.extend}
          </button>
        )}
      </div>
    </form>
  );
}

function useOrder(details: Props["details"], changed: () => void) {
  const { t } = useDisplay();
  const [reason, setReason] = useState("");
  // What the slot has already stays unless it is changed.
  const until = details.state === "maintenance" ? details.state_until : null;
  const [end, setEnd] = useState(until === null ? "" : AT_A_TIME);
  const [time, setTime] = useState(until === null ? "" : localTime(Date.parse(until)));
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [done, setDone] = useState("");
  const order = async (on: boolean) => {
    const isMissing = reason.trim() === "" || (on && isWithoutTime(end, time));
    setMissing(isMissing);
    setDone("");
    if (isMissing) return;
    setBusy(true);
    const expected = on ? endOf(end, time) : undefined;
    const answer = await call("post", "/api/slots/{slot_id}/maintenance", {
      path: { slot_id: details.slot_id },
      body: { on, reason: reason.trim(), ...(expected === undefined ? {} : { expected_end: expected }) },
    });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.trouble);
    if (!answer.ok) return;
    setReason("");
    if (!on) setEnd("");
    setDone(`${slotName(t, details.slot_id)} ${on ? t.slot.inMaintenance : t.slot.inService}`);
    changed();
  };
  return { reason, setReason, end, setEnd, time, setTime, missing, busy, trouble, done, order };
}

interface EndProps {
  readonly end: string;
  readonly setEnd: (end: string) => void;
  readonly time: string;
  readonly setTime: (time: string) => void;
  readonly isWrong: boolean;
}

function EndField({ end, setEnd, time, setTime, isWrong }: EndProps) {
  const { t, f } = useDisplay();
  const [endId, timeId] = [useId(), useId()];
  return (
    <>
      <div class="field">
        <label for={endId}>{t.slot.end}</label>
        <select id={endId} value={end} onChange={({ currentTarget }) => setEnd(currentTarget.value)}>
          <option value="">{t.slot.endNone}</option>
          {ends.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {t.slot.endIn(f.duration(minutes * 60_000))}
            </option>
          ))}
          <option value={AT_A_TIME}>{t.slot.endAt}</option>
        </select>
        <p class="help">{t.slot.endHelp}</p>
      </div>
      {end === AT_A_TIME && (
        <div class="field">
          <label for={timeId}>{t.slot.endTime}</label>
          <input
            id={timeId}
            type="datetime-local"
            value={time}
            required
            aria-invalid={isWrong}
            aria-describedby={`${timeId}-wrong`}
            onInput={({ currentTarget }) => setTime(currentTarget.value)}
          />
          <p id={`${timeId}-wrong`} class="wrong">
            {isWrong && t.problems.required()}
          </p>
        </div>
      )}
    </>
  );
}

/** A time that is to be given and is not: no end would mean something else. */
function isWithoutTime(end: string, time: string): boolean {
  return end === AT_A_TIME && Number.isNaN(Date.parse(time));
}

/** As a field of the browser's has it: 2026-11-27T09:30, without a zone. */
function localTime(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function endOf(end: string, time: string): string | undefined {
  if (end === "") return undefined;
  const at = end === AT_A_TIME ? Date.parse(time) : Date.now() + Number(end) * 60_000;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
