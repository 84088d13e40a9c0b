/** The steps of the playbook that the console can take, by the anchors of the document, and what each does. */
import type { Schemas } from "./api.ts";

export type ActionType = Schemas["ActionType"];

/** Something to look at here, values to change back, one of several actions, or words alone. */
export type StepWork =
  | { readonly kind: "look"; readonly at: "hall" | "timeouts" | "providers" }
  | { readonly kind: "slots" }
  | { readonly kind: "settings" }
  | { readonly kind: "action"; readonly types: readonly ActionType[]; readonly dryRunOnly?: true }
  | { readonly kind: "read" };

export interface Step {
  readonly anchor: StepAnchor;
  readonly work: StepWork;
}

export interface Chapter {
  readonly anchor: ChapterAnchor;
  readonly steps: readonly Step[];
}

export type ChapterAnchor = "timeouts" | "provider-errors" | "media-disk";
export type StepAnchor =
  | "timeouts-load"
  | "timeouts-logs"
  | "timeouts-provider-limits"
  | "timeouts-lower-parallelism"
  | "timeouts-raise-t-sync"
  | "timeouts-tell-customer"
  | "timeouts-revert"
  | "provider-errors-which"
  | "provider-errors-standby"
  | "provider-errors-maintenance"
  | "provider-errors-tell-operators"
  | "provider-errors-active"
  | "media-disk-dry-run"
  | "media-disk-cleanup"
  | "media-disk-volume"
  | "media-disk-ttl"
  | "media-disk-revert";

const action = (...types: readonly ActionType[]): StepWork => ({ kind: "action", types });

export const playbook: readonly Chapter[] = [
  {
    anchor: "timeouts",
    steps: [
      { anchor: "timeouts-load", work: { kind: "look", at: "hall" } },
      { anchor: "timeouts-logs", work: { kind: "look", at: "timeouts" } },
      { anchor: "timeouts-provider-limits", work: { kind: "look", at: "providers" } },
      { anchor: "timeouts-lower-parallelism", work: action("parallelism.set") },
      { anchor: "timeouts-raise-t-sync", work: action("t_sync_response.set") },
      { anchor: "timeouts-tell-customer", work: action("notice.set") },
      { anchor: "timeouts-revert", work: { kind: "settings" } },
    ],
  },
  {
    anchor: "provider-errors",
    steps: [
      { anchor: "provider-errors-which", work: { kind: "look", at: "providers" } },
      { anchor: "provider-errors-standby", work: { kind: "slots" } },
      { anchor: "provider-errors-maintenance", work: action("slot.maintenance", "provider.failover") },
      { anchor: "provider-errors-tell-operators", work: action("operators.notify") },
      { anchor: "provider-errors-active", work: action("slot.activate") },
    ],
  },
  {
    anchor: "media-disk",
    steps: [
      { anchor: "media-disk-dry-run", work: { kind: "action", types: ["cleanup.run"], dryRunOnly: true } },
      { anchor: "media-disk-cleanup", work: action("cleanup.run") },
      { anchor: "media-disk-volume", work: { kind: "read" } },
      { anchor: "media-disk-ttl", work: action("ttl.set") },
      { anchor: "media-disk-revert", work: { kind: "settings" } },
    ],
  },
];

/** The schema of what an action takes. */
export const paramsOfAction = {
  "t_sync_response.set": "TSyncParams",
  "parallelism.set": "ParallelismParams",
  "ttl.set": "TtlParams",
  "slot.maintenance": "SlotMaintenanceParams",
  "slot.activate": "SlotParams",
  "provider.failover": "FailoverParams",
  "cleanup.run": "CleanupParams",
  "notice.set": "NoticeParams",
  "notice.clear": "NoParams",
  "operators.notify": "MessageParams",
} as const satisfies Record<ActionType, keyof Schemas>;

/** Where an action is taken, for what is suggested elsewhere. */
export function stepOfAction(type: ActionType): StepAnchor {
  if (type === "notice.clear") return "timeouts-revert";
  const takes = ({ work }: Step) => work.kind === "action" && work.dryRunOnly !== true && work.types.includes(type);
  return playbook.flatMap(({ steps }) => steps).find(takes)?.anchor ?? "timeouts-revert";
}

/** The chapter or step of this anchor; undefined when the console has none, and the document alone speaks of it. */
export function chapterOf(anchor: string): Chapter | undefined {
  return playbook.find((chapter) => chapter.anchor === anchor || chapter.steps.some((step) => step.anchor === anchor));
}
