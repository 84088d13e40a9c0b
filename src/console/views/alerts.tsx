/** The alerts that hold now: what each says, where its step of the playbook is, and what could be done at once. */
import { useEffect, useState } from "preact/hooks";
import type { Hall } from "../core/live.ts";
import { chapterOf, stepOfAction } from "../core/playbook.ts";
import { hrefOf } from "../core/router.ts";
import { useDisplay, useNow } from "../parts/app.tsx";
import { LevelIcon } from "../parts/icon.tsx";
import { AsOf } from "./kpis.tsx";

type Alert = Hall["alerts"][number];
type Suggestion = Alert["suggestions"][number];

interface Props {
  readonly alerts: readonly Alert[];
  /** Set when that is too long ago. */
  readonly evaluatedAtMs: number | undefined;
}

export function Alerts({ alerts, evaluatedAtMs }: Props) {
  const { t } = useDisplay();
  const holding = alerts.filter(({ state }) => state === "firing" || state === "pending");
  // Prometheus alone sees what needs it; what needs nothing and is not known should have been evaluated here.
  const broken = alerts.filter(({ state, needs }) => state === "unknown" && needs === null);
  const blind = new Set(alerts.filter(({ needs }) => needs !== null).map(({ name }) => name)).size;
  return (
    <section class="alerts" aria-labelledby="alerts">
      <h2 id="alerts">{t.hall.alerts}</h2>
      <AsOf atMs={evaluatedAtMs} />
      <div class={evaluatedAtMs === undefined ? "" : "stale"}>
        {holding.length + broken.length === 0 ? (
          <p class="calm">
            <LevelIcon level="ok" /> {t.hall.noAlerts}{" "}
            {blind > 0 && <span class="fine">{t.hall.blindAlerts(blind)}</span>}
          </p>
        ) : (
          <ul class="alert-list">
            {withoutRepeats(holding).map((alert) => (
              <AlertItem key={`${alert.name} ${JSON.stringify(alert.labels)}`} alert={alert} />
            ))}
            {broken.map((alert) => (
              <BrokenItem key={alert.name} alert={alert} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** Several alerts may suggest the same: it stands at the first of them. */
function withoutRepeats(alerts: readonly Alert[]): readonly Alert[] {
  const seen = new Set<string>();
  return alerts.map((alert) => {
    const suggestions = alert.suggestions.filter(({ type, params }) => {
      const key = JSON.stringify([type, params]);
      return !seen.has(key) && seen.add(key);
    });
    return { ...alert, suggestions };
  });
}

/** One that fires is open; one that may is a line. */
function AlertItem({ alert }: { readonly alert: Alert }) {
  const { t, f } = useDisplay();
  const now = useNow(15_000);
  const [open, setOpen] = useState(alert.state === "firing");
  useEffect(() => {
    if (alert.state === "firing") setOpen(true);
  }, [alert.state]);
  const level = alert.state === "pending" ? "warn" : "bad";
  const anchor = alert.playbook.split("#")[1] ?? "";
  return (
    <li class={`alert alert-${level}`}>
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <h3>
            <LevelIcon level={level} /> {t.alerts[alert.name] ?? alert.name}
          </h3>
          <p class="alert-facts">
            <span class={`badge badge-${alert.severity}`}>{t.hall[alert.severity]}</span>{" "}
            {alert.since !== null &&
              (alert.state === "pending"
                ? t.hall.pending(f.duration(Math.max(1_000, now - Date.parse(alert.since))))
                : t.hall.firing(f.moment(Date.parse(alert.since), now)))}
          </p>
        </summary>
        <div class="alert-body">
          {alert.summary !== null && <p lang="en">{alert.summary}</p>}
          <p class="fine">
            <span lang="en">{alert.action}</span> <code>{alert.name}</code>
          </p>
          {alert.suggestions.length > 0 && (
            <ul class="suggestions" aria-label={t.hall.suggestions}>
              {alert.suggestions.map((suggestion) => (
                <SuggestionLink
                  key={`${suggestion.type} ${JSON.stringify(suggestion.params)}`}
                  suggestion={suggestion}
                />
              ))}
            </ul>
          )}
          <div class="actions">
            {chapterOf(anchor) !== undefined && (
              <a class="button" href={hrefOf({ view: "playbook", step: anchor, prefill: {} })}>
                {t.hall.openStep}
              </a>
            )}
            <PlaybookDocumentLink anchor={anchor} />
          </div>
        </div>
      </details>
    </li>
  );
}

/** A rule that this service could not evaluate: no news of it is no good news. */
function BrokenItem({ alert: { name, severity, reason } }: { readonly alert: Alert }) {
  const { t } = useDisplay();
  return (
    <li class="alert alert-warn alert-broken">
      <h3>
        <LevelIcon level="warn" /> {t.alerts[name] ?? name}
      </h3>
      <p class="alert-facts">
        <span class={`badge badge-${severity}`}>{t.hall[severity]}</span> <strong>{t.hall.brokenAlert}.</strong>{" "}
        {t.hall.brokenHelp}
      </p>
      <p class="fine">
        <code>{name}</code> {reason !== null && <span lang="en">{reason}</span>}
      </p>
    </li>
  );
}

/** Opens the step with the values filled in; nothing happens before its effect was seen there. */
function SuggestionLink({ suggestion }: { readonly suggestion: Suggestion }) {
  const { t } = useDisplay();
  const { type, params, revert_after_minutes: revert } = suggestion;
  const [value = ""] = Object.values(params).map(String);
  const prefill = {
    action: type,
    ...Object.fromEntries(Object.entries(params).map(([name, each]) => [name, String(each)])),
    ...(revert === null ? {} : { revert: String(revert) }),
  };
  return (
    <li>
      <a class="button" href={hrefOf({ view: "playbook", step: stepOfAction(type), prefill })}>
        {t.suggestions[type](value)}
      </a>
      <span class="fine" lang="en">
        {suggestion.effect}
      </span>
    </li>
  );
}

export function PlaybookDocumentLink({ anchor }: { readonly anchor: string }) {
  const { t, language } = useDisplay();
  const name = language === "en" ? "ops" : `ops.${language}`;
  return (
    <a class="button button-quiet" href={hrefOf({ view: "docs", name, anchor })}>
      {t.hall.readStep}
    </a>
  );
}
