/** What a drill is: one alert, what is done so that it fires, and what is done so that it ends. */
import type { components } from "../../generated/api.ts";
import type { RunningPrometheus } from "../testkit/prometheus.ts";
import { createService, type DrillService } from "./service.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

export type FaultSettings = components["schemas"]["FaultSettings"];

/** What Prometheus scrapes in a drill, with nothing wrong yet. */
export interface Scene {
  /** host:port. */
  readonly target: string;
  /** Brings the fault about; what it returns takes it away again. */
  fault(prometheus: RunningPrometheus): Promise<Cure>;
  stop(): Promise<void>;
}

export type Cure = () => Promise<void>;

export interface Drill {
  /** The alert that is to fire. */
  readonly alert: string;
  /** By how much the times of rules and notices are divided. */
  readonly timeScale: number;
  /** The fault and its cure, for people. */
  readonly says: string;
  readonly cure: string;
  /** Why no real service shows it; undefined: one does. */
  readonly standInFor?: string;
  /** Starts what is scraped. */
  start(): Promise<Scene>;
}

interface Common {
  readonly alert: string;
  readonly timeScale: number;
  readonly says: string;
  readonly cure: string;
}

interface OnService extends Common {
  readonly variables?: Readonly<Record<string, string>>;
  readonly fault: (service: DrillService, prometheus: RunningPrometheus) => Promise<Cure>;
}

/** A drill with the real service, on which the fault comes about as it does in a hall. */
export function onService({ variables, fault, ...drill }: OnService): Drill {
  return {
    ...drill,
    async start() {
      const service = await createService(variables);
      try {
        await service.start();
      } catch (error) {
        await service.stop();
        throw error;
      }
      return { target: service.address, fault: (prometheus) => fault(service, prometheus), stop: service.stop };
    },
  };
}

interface OnStandIn extends Common {
  readonly standInFor: string;
  readonly fault: (standIn: StandIn) => Cure | Promise<Cure>;
}

/** A drill of what a correct service cannot be brought to do, or not within minutes. */
export function onStandIn({ fault, ...drill }: OnStandIn): Drill {
  return {
    ...drill,
    async start() {
      const standIn = await startStandIn();
      return { target: standIn.address, fault: async () => fault(standIn), stop: standIn.stop };
    },
  };
}
