/** Decides whether this process can take photos, from its database, its media and the providers of its slots. */
import type { components } from "../../../generated/api.ts";
import { contract, type Provider } from "../../../generated/contract.ts";
import type { Slot } from "../../core/slot.ts";
import { type CheckOptions, createCheck, type Verdict } from "./check.ts";
import type { Pings } from "./pings.ts";

export type HealthReport = components["schemas"]["Health"];
type HealthCheck = components["schemas"]["HealthCheck"];
export type HealthSlot = Pick<Slot, "id" | "provider" | "state">;

export interface HealthParts {
  /** Reads and writes the database; rejects when it cannot. */
  readonly database: () => Promise<void>;
  /** Writes the media and reads its volume; rejects when it cannot. */
  readonly media: () => Promise<void>;
  readonly slots: () => Promise<readonly HealthSlot[]>;
  readonly pings: Pick<Pings, "up" | "names">;
  readonly draining: () => boolean;
  /** Told why a check failed: for the log, as the answer shows no paths and no messages of others. */
  readonly failed: (check: string, error: unknown) => void;
  /** Monotonic, in milliseconds. */
  readonly now?: () => number;
}

/** Below the second that an answer may take as a whole. */
const limitMs = 700;
const cacheMs = 1_000;

/** Gives the function that reports the health; it never rejects and answers within a second. */
export function createHealthService(parts: HealthParts): () => Promise<HealthReport> {
  const { now = () => performance.now(), failed } = parts;
  const options = (name: string): CheckOptions => ({ limitMs, cacheMs, now, failed: (error) => failed(name, error) });
  const database = createCheck(parts.database, options("database"));
  const media = createCheck(parts.media, options("media"));
  const slots = createCheck(parts.slots, options("slots"));
  return async () => {
    const [databaseVerdict, mediaVerdict, slotsVerdict] = await Promise.all([database(), media(), slots()]);
    const active = slotsVerdict.ok ? slotsVerdict.value.filter(takesPhotos) : [];
    const own = [
      ownCheck("database", databaseVerdict),
      ownCheck("media", mediaVerdict),
      slotsCheck(slotsVerdict, active, parts.pings),
      drainCheck(parts.draining()),
    ];
    const providers = providerChecks(active, parts.pings);
    return { status: overall(own, providers), contract_version: contract.version, checks: [...own, ...providers] };
  };
}

function takesPhotos({ id, state }: HealthSlot): boolean {
  return id !== "slot-test" && state !== "maintenance" && state !== "tripped";
}

function ownCheck(name: string, verdict: Verdict<void>): HealthCheck {
  return verdict.ok
    ? { name, status: "ok" }
    : { name, status: "unavailable", details: "It failed or did not answer in time." };
}

function slotsCheck(
  verdict: Verdict<readonly HealthSlot[]>,
  active: readonly HealthSlot[],
  { up }: Pick<Pings, "up">,
): HealthCheck {
  const name = "slots";
  if (!verdict.ok) return { name, status: "unavailable", details: "The slots cannot be read." };
  if (active.length === 0) return { name, status: "degraded", details: "No slot is active." };
  if (active.some((slot) => up(slot.provider))) return { name, status: "ok" };
  return { name, status: "unavailable", details: "No provider of any active slot is up." };
}

function drainCheck(draining: boolean): HealthCheck {
  return draining
    ? { name: "drain", status: "unavailable", details: "This process is shutting down." }
    : { name: "drain", status: "ok" };
}

/** Every provider that is pinged, and those that an active slot wants and this installation has not. */
function providerChecks(active: readonly HealthSlot[], { names, up }: Pick<Pings, "up" | "names">): HealthCheck[] {
  const pinged = names();
  const all = new Set<Provider>([...pinged, ...active.map((slot) => slot.provider)]);
  return [...all].map((provider) => {
    const name = `provider:${provider}`;
    if (up(provider)) return { name, status: "ok" };
    const details = pinged.includes(provider)
      ? "Its last three pings failed."
      : "An active slot uses it, but it is not configured.";
    return { name, status: "unavailable", details };
  });
}

/** One provider alone never takes the process out of service: the slots of the others still work. */
function overall(own: readonly HealthCheck[], providers: readonly HealthCheck[]): HealthReport["status"] {
  if (own.some(({ status }) => status === "unavailable")) return "unavailable";
  return [...own, ...providers].every(({ status }) => status === "ok") ? "ok" : "degraded";
}
