/** The migrations in their order. A migration that was ever released is never changed: a new one follows it. */
import type { Migration } from "kysely/migration";
import { initial } from "./0001-initial.ts";
import { standby } from "./0002-standby.ts";
import { auditOutbox } from "./0003-audit-outbox.ts";
import { operators } from "./0004-operators.ts";
import { actions } from "./0005-actions.ts";
import { stats } from "./0006-stats.ts";
import { providerReports } from "./0007-provider-reports.ts";
import { instances } from "./0008-instances.ts";
import { oneJob } from "./0009-one-job.ts";
import { permits } from "./0010-permits.ts";
import { breaker } from "./0011-breaker.ts";
import { storedBytes } from "./0012-stored-bytes.ts";

/** By name; names sort in the order of execution. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001_initial": initial,
  "0002_standby": standby,
  "0003_audit_outbox": auditOutbox,
  "0004_operators": operators,
  "0005_actions": actions,
  "0006_stats": stats,
  "0007_provider_reports": providerReports,
  "0008_instances": instances,
  "0009_one_job": oneJob,
  "0010_permits": permits,
  "0011_breaker": breaker,
  "0012_stored_bytes": storedBytes,
};
