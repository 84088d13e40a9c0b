/** What each provider answered last, and the limits that it told. */
import { call, type Schemas } from "../core/api.ts";
import { shortName, useDisplay, useNow } from "../parts/app.tsx";
import { LevelIcon } from "../parts/icon.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

export function Providers() {
  const { t } = useDisplay();
  const loaded = useLoad("provider reports", (signal) => call("get", "/api/providers", { signal }));
  return (
    <div>
      <div class="section-head">
        <h3>{t.playbook.providers}</h3>
        <button type="button" onClick={loaded.reload} disabled={loaded.loading}>
          {t.app.refresh}
        </button>
      </div>
      {loaded.trouble !== undefined && <TroubleNote trouble={loaded.trouble} again={loaded.reload} />}
      <ul class="providers">
        {loaded.data?.providers
          .filter(({ configured }) => configured)
          .map((report) => (
            <Report key={report.provider} report={report} />
          ))}
      </ul>
    </div>
  );
}

function Report({ report }: { readonly report: Schemas["ProviderReport"] }) {
  const { t, f } = useDisplay();
  const now = useNow(30_000);
  const { provider, up, slots, last_ok_at: ok, last_failure: failure, limits } = report;
  const ago = (time: string) => f.ago(Date.parse(time), now);
  const numbers = slots.map(shortName).join(", ");
  const isFailing = failure !== null && (ok === null || Date.parse(failure.at) > Date.parse(ok));
  const [level, words] =
    up === false
      ? (["bad", t.playbook.down] as const)
      : isFailing
        ? (["warn", t.playbook.failing] as const)
        : (["ok", t.playbook.up] as const);
  return (
    <li class="card">
      <p>
        <LevelIcon level={level} /> <strong>{provider}</strong> {words}
        {numbers !== "" && ` · ${t.hall.slots}: ${numbers}`}
      </p>
      <dl class="facts">
        <dt>{t.playbook.lastOk}</dt>
        <dd>{ok === null ? t.playbook.never : ago(ok)}</dd>
        <dt>{t.playbook.lastFailure}</dt>
        <dd>
          {failure === null ? t.playbook.never : `${ago(failure.at)}: ${t.results[failure.result]}`}
          {failure !== null && (
            <span class="fine" lang="en">
              {" "}
              {failure.reason}
            </span>
          )}
        </dd>
        {Object.keys(limits).length > 0 && (
          <>
            <dt>{t.playbook.rateLimits}</dt>
            <dd>
              {Object.entries(limits).map(([name, value]) => (
                <span key={name}>
                  <code>{name}</code> {value}{" "}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}
