/** ops instances: which processes of the service work on this database. */
import { isShared } from "../../src/storage/dialect.ts";
import { readInstances } from "../../src/storage/repos/instances.ts";
import { exitCodes } from "../command.ts";
import { type OpsCommand, readArguments, table, timeOf } from "./desk.ts";

export const instancesCommand: OpsCommand = {
  verb: "instances",
  usage: [["instances", "which instances are there; one that dies is gone from here after 10 s"]],
  prepare(args) {
    readArguments("instances", args, 0, {});
    return async ({ db, print }) => {
      // On SQLite there is at most one, and whether it still runs is known by its lock only.
      const seen = (ms: number) => (isShared(db) ? timeOf(ms) : null);
      const instances = (await readInstances(db)).map(({ id, host, startedAtMs, seenAtMs }) => {
        return { id, host, started_at: timeOf(startedAtMs), seen_at: seen(seenAtMs) };
      });
      const rows = instances.map((one) => [one.host, one.id, one.started_at, one.seen_at ?? "not followed on SQLite"]);
      const lines = table([["host", "instance", "started", "seen"], ...rows]);
      print(instances, instances.length === 0 ? ["No instance is there."] : lines);
      return exitCodes.good;
    };
  },
};
