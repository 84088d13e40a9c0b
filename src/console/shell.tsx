/** What is around every view: the sections, the line of the stream, the sign-in when nobody is signed in. */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { call, onSignedOut, type Schemas, type Trouble } from "./core/api.ts";
import { initialLive } from "./core/live.ts";
import { type LiveSource, openLive } from "./core/live-source.ts";
import { backFrom, type Route, routeOf } from "./core/router.ts";
import { type Station, StationContext, slotName, useDisplay } from "./parts/app.tsx";
import { Header } from "./parts/header.tsx";
import { LiveLine } from "./parts/live-line.tsx";
import { later } from "./parts/load.tsx";
import { TroubleNote } from "./parts/trouble.tsx";
import { Hall } from "./views/hall.tsx";
import { SignIn } from "./views/sign-in.tsx";

const Slot = later(async () => (await import("./views/slot.tsx")).Slot);
const Playbook = later(async () => (await import("./views/playbook.tsx")).Playbook);
const Audit = later(async () => (await import("./views/audit.tsx")).Audit);
const Documents = later(async () => (await import("./views/documents.tsx")).Documents);

const RETRY_MS = 4_000;

export function Shell() {
  const { t } = useDisplay();
  const route = useRoute();
  const { session, trouble, signedIn, signOut, signIns } = useSession();
  const { live, tryNow } = useLive(session !== undefined && session !== null);
  const station = useMemo<Station>(
    () => ({ session: session ?? undefined, signIns, live, tryNow }),
    [session, signIns, live, tryNow],
  );
  const main = useRef<HTMLElement>(null);
  const title = titleOf(route, t);
  useEffect(() => {
    document.title = `${title} · PHC`;
  }, [title]);
  useFocusOnArrival(main, `${route.view} ${"id" in route ? `${route.id} ${route.tab}` : ""} ${session === null}`);

  const open = session !== null && session !== undefined;
  const wantsSignIn = route.view === "sign-in" || (session === null && route.view !== "docs");
  const enter = (next: Schemas["Session"]) => {
    signedIn(next);
    if (route.view === "sign-in") location.replace(backFrom(route.back));
  };
  return (
    <StationContext.Provider value={station}>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {t.app.skip}
      </button>
      <Header route={route} session={session ?? undefined} signOut={signOut} />
      {open && <LiveLine />}
      <main id="content" ref={main} tabIndex={-1}>
        {session === undefined && trouble === undefined && <p class="loading">{t.app.loading}</p>}
        {trouble !== undefined && <TroubleNote trouble={trouble} />}
        {wantsSignIn && session !== undefined && <SignIn again={signIns > 0 && session === null} signedIn={enter} />}
        {/* What was typed stays while one signs in again. */}
        <div hidden={wantsSignIn}>{(open || signIns > 0 || route.view === "docs") && <View route={route} />}</div>
      </main>
    </StationContext.Provider>
  );
}

function View({ route }: { readonly route: Route }) {
  const { t } = useDisplay();
  switch (route.view) {
    case "hall":
      return <Hall />;
    case "slot":
      return <Slot key={route.id} id={route.id} tab={route.tab} />;
    case "playbook":
      return <Playbook step={route.step} prefill={route.prefill} />;
    case "audit":
      return <Audit subject={route.subject} actor={route.actor} />;
    case "docs":
      return <Documents name={route.name} anchor={route.anchor} />;
    case "sign-in":
      return null;
    case "nowhere":
      return (
        <>
          <h1 tabIndex={-1}>{t.app.noSuchPage}</h1>
          <p>
            <a href="#/">{t.app.toTheHall}</a>
          </p>
        </>
      );
  }
}

function titleOf(route: Route, t: ReturnType<typeof useDisplay>["t"]): string {
  switch (route.view) {
    case "hall":
      return t.hall.title;
    case "slot":
      return slotName(t, route.id);
    case "playbook":
      return t.playbook.title;
    case "audit":
      return t.audit.title;
    case "docs":
      return t.documents.title;
    case "sign-in":
      return t.signIn.title;
    case "nowhere":
      return t.app.noSuchPage;
  }
}

function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return useMemo(() => routeOf(hash), [hash]);
}

/** Who is signed in: undefined while that is not known, null when nobody is. */
function useSession() {
  const [session, setSession] = useState<Schemas["Session"] | null>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [signIns, setSignIns] = useState(0);
  const signedIn = useCallback((next: Schemas["Session"]) => {
    setSession(next);
    setSignIns((old) => old + 1);
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await call("get", "/api/session", {});
      const isAnswered = answer.ok || answer.trouble.reason === "not_signed_in";
      setTrouble(isAnswered ? undefined : answer.trouble);
      if (answer.ok) return signedIn(answer.body);
      if (isAnswered) return;
      timer = setTimeout(() => void ask(), RETRY_MS);
    };
    onSignedOut(() => setSession(null));
    void ask();
    return () => clearTimeout(timer);
  }, [signedIn]);
  const signOut = useCallback(async () => {
    const answer = await call("delete", "/api/session", {});
    if (answer.ok) location.reload();
    else setTrouble(answer.trouble);
  }, []);
  return { session, trouble, signedIn, signOut, signIns };
}

function useLive(on: boolean) {
  const [live, setLive] = useState(initialLive);
  const source = useRef<LiveSource>(undefined);
  useEffect(() => {
    if (!on) return;
    const opened = openLive(setLive);
    source.current = opened;
    return () => opened.close();
  }, [on]);
  const tryNow = useCallback(() => source.current?.tryNow(), []);
  return { live, tryNow };
}

/** A reader of the screen hears the heading of the view that one came to; the first view is where one is anyway. */
function useFocusOnArrival(main: { readonly current: HTMLElement | null }, place: string): void {
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    const element = main.current;
    if (element === null) return;
    const arrive = () => {
      const heading = [...element.querySelectorAll("h1")].find((each) => each.offsetParent !== null);
      heading?.focus({ preventScroll: true });
      return heading !== undefined;
    };
    // A view that is loaded first has no heading yet.
    const watch = new MutationObserver(() => arrive() && watch.disconnect());
    const frame = requestAnimationFrame(() => arrive() || watch.observe(element, { childList: true, subtree: true }));
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
    };
  }, [place, main]);
}
