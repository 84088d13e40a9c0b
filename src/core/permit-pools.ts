/** The pools that an ingest counts in, and how many may be in each. */
import { type LabelValue, labelValues, type Provider, type SlotId } from "../../generated/contract.ts";
import type { Books, Pool } from "./permit-books.ts";

/** Read whenever it matters, so that a change counts at once. Who is in work above a lowered limit goes on to the end. */
export interface PermitLimits {
  readonly global: () => number;
  readonly provider: (provider: Provider) => number;
  /** Of uploads in progress that have shown no password; see `addressLimit`. */
  readonly unauthenticatedPerAddress: () => number;
}

/** What a pool has given out, and what it may. */
export interface PoolUsage {
  readonly pool: LabelValue<"pool">;
  readonly inUse: number;
  readonly limit: number;
}

export interface Pools {
  readonly global: Pool;
  provider(provider: Provider): Pool;
  /** `newest` is its limit from now on, for all who hold or wait; null leaves it to the other limits. */
  slot(slot: SlotId, newest: number | null): Pool;
  /** Those of an address that has shown no password: of all permits, and of this provider's. */
  stranger(address: string, provider: Provider): readonly Pool[];
}

/** No limit of a slot is known yet. */
export function createPools(limits: PermitLimits): Pools {
  const slotLimits = new Map<SlotId, number | null>();
  return {
    global: { key: "global", limit: limits.global },
    provider: (provider) => ({ key: `provider:${provider}`, limit: () => limits.provider(provider) }),
    slot(slot, newest) {
      slotLimits.set(slot, newest);
      return { key: `slot:${slot}`, limit: () => slotLimits.get(slot) ?? Number.POSITIVE_INFINITY };
    },
    stranger: (address, provider) => [
      { key: `address:${address}`, limit: () => strangerLimit(limits, limits.global()) },
      { key: `address:${address}:${provider}`, limit: () => strangerLimit(limits, limits.provider(provider)) },
    ],
  };
}

/** The pools whose limits are settings. */
export function usageOf(books: Pick<Books, "inUse">, pools: Pools): PoolUsage[] {
  const shown = (pool: LabelValue<"pool">, { key, limit }: Pool) => ({ pool, inUse: books.inUse(key), limit: limit() });
  return [
    shown("global", pools.global),
    ...labelValues.provider.map((provider) => shown(provider, pools.provider(provider))),
  ];
}

/** One in four permits of `all` is out of reach of an address that has shown no password, however high its own limit is. */
function strangerLimit({ unauthenticatedPerAddress }: PermitLimits, all: number): number {
  return Math.max(1, Math.min(unauthenticatedPerAddress(), Math.floor(all * 0.75)));
}
