/** The values that somebody has changed from what the configuration says, and the way back. */
import { useState } from "preact/hooks";
import { call, type Schemas, type Trouble } from "../core/api.ts";
import { useDisplay } from "../parts/app.tsx";
import { ReasonField } from "../parts/fields.tsx";
import { useLoad } from "../parts/load.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

export function ChangedSettings({ changed }: { readonly changed: () => void }) {
  const { t } = useDisplay();
  const loaded = useLoad("settings", (signal) => call("get", "/api/settings", { signal }));
  const others = loaded.data?.settings.filter(({ changed_at }) => changed_at !== null);
  const done = () => {
    loaded.reload();
    changed();
  };
  return (
    <div class="card">
      <h3>{t.playbook.settings}</h3>
      {loaded.trouble !== undefined && <TroubleNote trouble={loaded.trouble} again={loaded.reload} />}
      {others === undefined && loaded.loading && <p class="loading">{t.app.loading}</p>}
      {others?.length === 0 && <p>{t.playbook.settingsNone}</p>}
      <ul class="changed-settings">
        {others?.map((setting) => (
          <SettingItem key={`${setting.name} ${setting.version}`} setting={setting} done={done} />
        ))}
      </ul>
    </div>
  );
}

function SettingItem({ setting, done }: { readonly setting: Schemas["Setting"]; readonly done: () => void }) {
  const { t, f } = useDisplay();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const reset = async (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    const answer = await call("put", "/api/settings/{setting}", {
      path: { setting: setting.name },
      ifMatch: setting.version,
      body: { value: null, reason: reason.trim() },
    });
    setTrouble(answer.ok ? undefined : answer.trouble);
    if (answer.ok || answer.trouble.reason === "stale_version") done();
  };
  return (
    <li>
      <p>
        <code>{setting.name}</code> <strong>{f.number(setting.value, 2)}</strong>{" "}
        <span class="fine">{t.playbook.inForce}</span>, {f.number(setting.configured, 2)}{" "}
        <span class="fine">{t.playbook.configured}</span>
      </p>
      <form onSubmit={(event) => void reset(event)} noValidate>
        <ReasonField value={reason} change={setReason} isWrong={missing && reason.trim() === ""} />
        {trouble !== undefined && <TroubleNote trouble={trouble} />}
        <button type="submit">{t.playbook.reset}</button>
      </form>
    </li>
  );
}
