/** The step healthz: the service says itself that it can take photos, and that it is of this build's contract. */
import { contract } from "../../generated/contract.ts";
import { validateHealth } from "../../generated/validators.js";
import { StepFailed } from "../steps.ts";
import { addressOf, ask, jsonOf, told } from "./http.ts";

/** A service that is degraded passes, and the message says why it is. */
export async function checkHealth(base: string): Promise<string> {
  const reply = await ask(addressOf(base, "getHealth"));
  const health = jsonOf(reply);
  if (!validateHealth(health)) throw new StepFailed(`${told(reply)}, and no health report of the contract`);
  const { status, contract_version: version, checks } = health;
  const faulty = checks
    .filter((check) => check.status !== "ok")
    .map(({ name, status, details }) => `${name} ${status}${details === undefined ? "" : ` (${details})`}`)
    .join("; ");
  if (reply.status !== 200 || status === "unavailable") {
    throw new StepFailed(`${reply.asked}: ${reply.status} ${status}: ${faulty || "no check says why"}`);
  }
  if (version !== contract.version) {
    throw new StepFailed(
      `the service is of contract ${version}, this build of ${contract.version}: deploy this build, or smoke from the one that runs`,
    );
  }
  return `${status}${faulty === "" ? "" : `: ${faulty}`}; contract ${version}`;
}
