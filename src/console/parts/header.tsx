/** The head of the page: sections, the state of the stream, who is signed in, language and colours. */
import { useEffect, useRef } from "preact/hooks";
import { contract } from "../../../generated/contract.ts";
import type { Schemas } from "../core/api.ts";
import { hrefOf, type Route } from "../core/router.ts";
import { useDisplay, useStation } from "./app.tsx";
import { DisplayChoice } from "./display-choice.tsx";
import { SignIcon } from "./icon.tsx";

interface Props {
  readonly route: Route;
  readonly session: Schemas["Session"] | undefined;
  readonly signOut: () => Promise<void>;
}

export function Header({ route, session, signOut }: Props) {
  const { t } = useDisplay();
  const menu = useClosing();
  return (
    <header class="head">
      <p class="brand">
        <strong>PHC</strong> <span class="fine">{t.app.title}</span>
      </p>
      <Sections route={route} />
      <div class="head-end">
        {session !== undefined && <LiveSign />}
        <details class="menu" ref={menu}>
          <summary aria-label={t.app.display}>
            <span aria-hidden="true">⋯</span>
          </summary>
          <div class="menu-body">
            <DisplayChoice />
            {session !== undefined && (
              <>
                <p class="fine">{t.app.signedInAs(session.name)}</p>
                <button type="button" onClick={() => void signOut()}>
                  {t.app.signOut}
                </button>
              </>
            )}
            <p class="fine">{t.app.contract(contract.version)}</p>
          </div>
        </details>
      </div>
    </header>
  );
}

/** A menu that closes when one goes on elsewhere, or presses Escape. */
function useClosing() {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const element = menu.current;
      if (element === null || !element.open) return;
      const isInside = event.target instanceof Node && element.contains(event.target);
      if (event instanceof KeyboardEvent ? event.key !== "Escape" : isInside) return;
      element.open = false;
      if (isInside) element.querySelector("summary")?.focus();
    };
    const kinds = ["pointerdown", "keydown", "focusin"] as const;
    for (const kind of kinds) document.addEventListener(kind, close);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, close);
    };
  }, []);
  return menu;
}

function Sections({ route }: { readonly route: Route }) {
  const { t } = useDisplay();
  const sections = [
    {
      sign: "hall",
      name: t.app.hall,
      href: hrefOf({ view: "hall" }),
      on: route.view === "hall" || route.view === "slot",
    },
    {
      sign: "playbook",
      name: t.app.playbook,
      href: hrefOf({ view: "playbook", step: "", prefill: {} }),
      on: route.view === "playbook",
    },
    {
      sign: "audit",
      name: t.app.audit,
      href: hrefOf({ view: "audit", subject: "", actor: "" }),
      on: route.view === "audit",
    },
    {
      sign: "documents",
      name: t.app.documents,
      href: hrefOf({ view: "docs", name: "", anchor: "" }),
      on: route.view === "docs",
    },
  ] as const;
  return (
    <nav class="sections" aria-label={t.app.sections}>
      <ul>
        {sections.map(({ sign, name, href, on }) => (
          <li key={sign}>
            <a href={href} aria-current={on ? "page" : undefined}>
              <SignIcon sign={sign} />
              <span>{name}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Whether what is shown is live, always in sight. */
function LiveSign() {
  const { t } = useDisplay();
  const { live } = useStation();
  const words = { starting: t.live.connecting, live: t.live.live, stopped: t.live.stopped };
  return (
    <span class={`live-sign live-${live.phase}`}>
      <span class="live-dot" aria-hidden="true" />
      {words[live.phase]}
    </span>
  );
}
