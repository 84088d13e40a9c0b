/** Small pictures that say the same as the words beside them, by their shape and not by colour alone. */
import type { Level } from "../core/verdict.ts";

const shapes = {
  bad: "M8 1.2 15 14H1zM8 6v3.6M8 11.6v.4",
  warn: "M8 1.5 14.5 8 8 14.5 1.5 8zM8 5v3.6M8 10.6v.4",
  off: "M2 2h12v12H2zM6 5.5v5M10 5.5v5",
  ok: "M8 1.5a6.5 6.5 0 1 0 .01 0M5 8.2l2.2 2.3L11.2 6",
  quiet: "M8 1.5a6.5 6.5 0 1 0 .01 0M5 8h6",
} as const satisfies Record<Level, string>;

export function LevelIcon({ level }: { readonly level: Level }) {
  return (
    <svg class={`icon icon-${level}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={shapes[level]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  );
}

const signs = {
  hall: "M1.5 2.5h5v4.5h-5zM9.5 2.5h5v4.5h-5zM1.5 9h5v4.5h-5zM9.5 9h5v4.5h-5z",
  playbook: "M2 2.5h5.2L8 3.3l.8-.8H14v10.6H8.8L8 14l-.8-.9H2zM8 3.3V14",
  audit: "M3 1.5h10v13H3zM5.5 5h5M5.5 8h5M5.5 11h3",
  documents: "M3.5 1.5h6L12.5 5v9.5h-9zM9 1.5V5h3.5",
} as const;

export function SignIcon({ sign }: { readonly sign: keyof typeof signs }) {
  return (
    <svg class="sign" viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d={signs[sign]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  );
}
