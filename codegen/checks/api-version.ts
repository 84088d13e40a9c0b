/** The HTTP contract carries the contract's version. */
import { error } from "../problem.ts";
import type { Check } from "./check.ts";

const id = "api/version";

export const apiVersion: Check = {
  id,
  check: ({ api, version: { version } }) => {
    if (!api || api.version === version) return [];
    const message = `info.version is ${api.version}, but VERSION.json says ${version}.`;
    return [error(id, api.at("info", "version"), message, `Write \`version: ${version}\`.`)];
  },
};
