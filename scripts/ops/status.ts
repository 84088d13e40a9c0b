/** ops status: what customers read on /status. */
import { readStatus } from "../../src/features/status/service.ts";
import { exitCodes } from "../command.ts";
import { type OpsCommand, readArguments } from "./desk.ts";

export const statusCommand: OpsCommand = {
  verb: "status",
  usage: [["status", "what customers read on /status, the notice to them with it"]],
  prepare(args) {
    readArguments("status", args, 0, {});
    return async ({ db, print }) => {
      const status = await readStatus(db);
      const { notice } = status;
      print(status, [
        `Photos: ${status.status}`,
        notice === null ? "There is no notice to customers." : `Notice since ${notice.since}: ${notice.text}`,
      ]);
      return exitCodes.good;
    };
  },
};
