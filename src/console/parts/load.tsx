/** Loading: data of the service with what went wrong, and parts of the page that come when they are needed. */
import { type ComponentType, h } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Trouble } from "../core/api.ts";
import { useDisplay, useStation } from "./app.tsx";

export interface Loaded<T> {
  readonly data: T | undefined;
  readonly trouble: Trouble | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Loads when the key changes, when asked to, and after a sign-in. What was there stays until the new is. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<Answer<T>>): Loaded<T> {
  const { signIns } = useStation();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ key: string; data?: T; trouble?: Trouble; loading: boolean }>({
    key,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  // `turn` and `signIns` ask for it anew.
  useEffect(() => {
    const controller = new AbortController();
    setState((old) => (old.key === key ? { ...old, loading: true } : { key, loading: true }));
    void latest.current(controller.signal).then((answer) => {
      if (controller.signal.aborted) return;
      setState((old) =>
        answer.ok ? { key, data: answer.body, loading: false } : { ...old, trouble: answer.trouble, loading: false },
      );
    });
    return () => controller.abort();
  }, [key, turn, signIns]);
  const reload = useCallback(() => setTurn((old) => old + 1), []);
  const current = state.key === key;
  return {
    data: current ? state.data : undefined,
    trouble: current ? state.trouble : undefined,
    loading: !current || state.loading,
    reload,
  };
}

/** A part of the page in a file of its own, which is asked for when it is first shown. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | undefined;
  return function Later(props: P) {
    const { t } = useDisplay();
    const [phase, setPhase] = useState<"loading" | "there" | "failed">(loaded === undefined ? "loading" : "there");
    useEffect(() => {
      if (phase !== "loading") return;
      load().then(
        (part) => {
          loaded = part;
          setPhase("there");
        },
        () => setPhase("failed"),
      );
    }, [phase]);
    if (loaded !== undefined) return h(loaded, props);
    if (phase !== "failed") return <p class="loading">{t.app.loading}</p>;
    return (
      <div class="note note-bad" role="alert">
        <p>{t.app.loadFailed}</p>
        <button type="button" onClick={() => setPhase("loading")}>
          {t.app.again}
        </button>
      </div>
    );
  };
}
