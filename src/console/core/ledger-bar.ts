/** Where the time of a job or a test run went, as the pieces of a bar. */
import type { Schemas } from "./api.ts";

export type PieceKind = "upload" | "wait" | "attempt" | "pause" | "write";

export interface Piece {
  readonly kind: PieceKind;
  readonly startMs: number;
  readonly ms: number;
  /** Of an attempt. */
  readonly provider?: string;
  readonly result?: string;
  readonly reason?: string;
}

export interface LedgerBar {
  readonly pieces: readonly Piece[];
  readonly totalMs: number;
  /** T_sync_response. */
  readonly limitMs: number;
  /** What the whole width stands for. */
  readonly scaleMs: number;
}

type Ledger = Schemas["JobLedger"];

/** Of a job: what lies between two attempts is a pause. */
export function barOfLedger({ upload_ms, wait_ms, attempts, write_ms }: Ledger, limitMs: number): LedgerBar {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (piece: Omit<Piece, "startMs">) => {
    if (piece.ms > 0 || piece.kind === "attempt") pieces.push({ ...piece, startMs: at });
    at += Math.max(0, piece.ms);
  };
  add({ kind: "upload", ms: upload_ms });
  add({ kind: "wait", ms: wait_ms });
  for (const { provider, result, start_ms, ms, reason } of attempts) {
    add({ kind: "pause", ms: start_ms - at });
    add({ kind: "attempt", ms, provider, result, ...(reason === null ? {} : { reason }) });
  }
  if (write_ms !== null) add({ kind: "write", ms: write_ms });
  return { pieces, totalMs: at, limitMs, scaleMs: Math.max(at, limitMs, 1) };
}

/** Of the header Server-Timing: `upload;dur=812, gemini;desc="no_image";dur=1220`. What is no metric is left out. */
export function barOfTiming(header: string, limitMs: number): LedgerBar {
  const entries = [...header.matchAll(/([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^;,]*))*)/g)];
  let at = 0;
  const pieces = entries.flatMap(([, name = "", rest = ""]): Piece[] => {
    const ms = Number(/;dur=([\d.]+)/.exec(rest)?.[1]);
    if (!Number.isFinite(ms)) return [];
    const result = /;desc="?([^";]*)/.exec(rest)?.[1];
    const piece = { startMs: at, ms };
    at += ms;
    if (name === "upload" || name === "wait" || name === "write") return [{ kind: name, ...piece }];
    return [{ kind: "attempt", ...piece, provider: name, ...(result === undefined ? {} : { result }) }];
  });
  return { pieces, totalMs: at, limitMs, scaleMs: Math.max(at, limitMs, 1) };
}
