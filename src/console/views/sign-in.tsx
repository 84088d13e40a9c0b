/** The sign-in. The session is a cookie that scripts cannot read; nothing else is kept. */
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Schemas, type Trouble } from "../core/api.ts";
import { useDisplay } from "../parts/app.tsx";
import { TroubleNote } from "../parts/trouble.tsx";

interface Props {
  /** Whether somebody was signed in before, on this page. */
  readonly again: boolean;
  readonly signedIn: (session: Schemas["Session"]) => void;
}

export function SignIn({ again, signedIn }: Props) {
  const { t } = useDisplay();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const body = { name: String(form.get("name")), password: String(form.get("password")) };
    const answer = await call("post", "/api/session", { body });
    setBusy(false);
    if (answer.ok) signedIn(answer.body);
    else setTrouble(answer.trouble);
  };
  return (
    <div class="sign-in">
      <h1 tabIndex={-1}>{t.signIn.title}</h1>
      {again && <p>{t.signIn.again}</p>}
      {trouble?.reason === "not_signed_in" && (
        <p class="note note-bad" role="alert">
          {t.signIn.wrong}
        </p>
      )}
      {trouble !== undefined && trouble.reason !== "not_signed_in" && <TroubleNote trouble={trouble} />}
      <form onSubmit={(event) => void submit(event)}>
        <label class="field">
          <span>{t.signIn.name}</span>
          <input
            ref={first}
            name="name"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={64}
          />
        </label>
        <label class="field">
          <span>{t.signIn.password}</span>
          <input name="password" type="password" autocomplete="current-password" required maxLength={1024} />
        </label>
        <button type="submit" class="button-strong" disabled={busy}>
          {t.signIn.submit}
        </button>
      </form>
      <p class="fine">{t.signIn.help}</p>
    </div>
  );
}
