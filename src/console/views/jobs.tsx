/** Jobs, the newest first: how each ended and why, where its time went, and its picture. */
import { useState } from "preact/hooks";
import { labelValues, type Outcome } from "../../../generated/contract.ts";
import { call, type Schemas } from "../core/api.ts";
import { barOfLedger } from "../core/ledger-bar.ts";
import { slotName, useDisplay, useNow } from "../parts/app.tsx";
import { Ledger } from "../parts/ledger.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";
import { thumbnailOf } from "./tile.tsx";

type Job = Schemas["Job"];

interface Props {
  /** Of all slots without it. */
  readonly slotId?: Job["slot_id"];
  readonly outcome?: Outcome;
}

const PAGE = 25;
const OPEN = "open";

export function Jobs({ slotId, outcome: only }: Props) {
  const { t } = useDisplay();
  const [wanted, setWanted] = useState<string>(only ?? "");
  const [before, setBefore] = useState<string>();
  const outcome = labelValues.outcome.find((each) => each === wanted);
  const query = {
    ...(slotId === undefined ? {} : { slot_id: slotId }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(wanted === OPEN ? { pending: true as const } : {}),
    ...(before === undefined ? {} : { before }),
    limit: PAGE,
  };
  const loaded = useLoad(`jobs ${JSON.stringify(query)}`, (signal) => call("get", "/api/jobs", { query, signal }));
  return (
    <section aria-labelledby="jobs">
      <div class="section-head">
        <h2 id="jobs">{t.slot.jobs}</h2>
        <label class="inline-field">
          {t.slot.outcome}
          <select
            value={wanted}
            onChange={({ currentTarget }) => {
              setWanted(currentTarget.value);
              setBefore(undefined);
            }}
          >
            <option value="">{t.slot.all}</option>
            {labelValues.outcome.map((each) => (
              <option key={each} value={each}>
                {t.outcomes[each]}
              </option>
            ))}
            <option value={OPEN}>{t.slot.open}</option>
          </select>
        </label>
        <button type="button" onClick={loaded.reload} disabled={loaded.loading}>
          {t.app.refresh}
        </button>
      </div>
      {loaded.trouble !== undefined && <TroubleNote trouble={loaded.trouble} again={loaded.reload} />}
      {loaded.data === undefined && loaded.loading && <p class="loading">{t.app.loading}</p>}
      {loaded.data?.jobs.length === 0 && <p>{t.slot.noJobs}</p>}
      <ul class="jobs">
        {loaded.data?.jobs.map((job) => (
          <JobItem key={job.job_id} job={job} withSlot={slotId === undefined} />
        ))}
      </ul>
      <div class="actions">
        {before !== undefined && (
          <button type="button" onClick={() => setBefore(undefined)}>
            {t.app.newest}
          </button>
        )}
        {loaded.data !== undefined && loaded.data.next !== null && (
          <button type="button" onClick={() => setBefore(loaded.data?.next ?? undefined)}>
            {t.app.older}
          </button>
        )}
      </div>
    </section>
  );
}

const levels: Readonly<Record<Outcome, string>> = {
  success: "ok",
  timeout: "bad",
  provider_error: "bad",
  refused: "off",
  internal_error: "bad",
};

function JobItem({ job, withSlot }: { readonly job: Job; readonly withSlot: boolean }) {
  const { t, f } = useDisplay();
  const now = useNow(60_000);
  const startedMs = Date.parse(job.created_at);
  const took = job.finished_at === null ? undefined : Date.parse(job.finished_at) - startedMs;
  const limitMs = Date.parse(job.deadline_at) - startedMs;
  const level = job.outcome === null ? "quiet" : levels[job.outcome];
  return (
    <li class={`job job-${level}`}>
      <details>
        <summary>
          <time dateTime={job.created_at}>{f.moment(startedMs, now)}</time>
          {withSlot && <span>{slotName(t, job.slot_id)}</span>}
          <span class={`badge badge-${level}`}>{job.outcome === null ? t.slot.open : t.outcomes[job.outcome]}</span>
          <span class="job-took">{took === undefined ? "" : f.duration(took)}</span>
          <span class="fine">
            {job.answered_by ?? job.provider}
            {job.answered_by !== null && job.answered_by !== job.provider && ` (${t.slot.standbyMark})`}
          </span>
          {job.failure_reason !== null && <span class="job-reason">{t.reasons[job.failure_reason]}</span>}
        </summary>
        <div class="job-body">
          {job.ledger !== null && <Ledger bar={barOfLedger(job.ledger, limitMs)} />}
          {job.recovered && <p>{t.slot.recovered}</p>}
          {job.removed !== null && <p>{t.slot.pictureGone(job.removed.because)}</p>}
          {job.has_picture && (
            <a href={`/api/results/${job.job_id}`} target="_blank" rel="noopener">
              <img src={thumbnailOf(job.job_id)} alt={t.slot.showPicture} width="120" height="120" loading="lazy" />
            </a>
          )}
          <p class="fine">
            <code>{job.job_id}</code> · {f.bytes(job.upload_bytes)}
          </p>
        </div>
      </details>
    </li>
  );
}
