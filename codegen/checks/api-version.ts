/** The HTTP contract carries the contract's version. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/version";

export const apiVersion: Check = {
  id,
  explain: {
    what: "The version of openapi.yaml is not that of VERSION.json.",
    why: "Clients and operators would name two versions of one contract.",
    wrong: "info: {title: Worker, version: 1.2.0}  # VERSION.json says 1.3.0",
    right: "info: {title: Worker, version: 1.3.0}",
  },

  check: ({ api, version: { version } }) => {
    if (!api || api.version === version) return [];
    const message = `info.version is ${api.version}, but VERSION.json says ${version}.`;
    return [error(id, api.at("info", "version"), message, `Write \`version: ${version}\`.`)];
  },
};
