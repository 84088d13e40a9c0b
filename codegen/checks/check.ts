/** What a check is: an id and a pure function. One rule a file; index.ts is the one array. */
import type { Model } from "../model.ts";
import type { Problem } from "../problem.ts";

export interface Check {
  /** Slug of its Problems, `area/what`; the file is named area-what. */
  readonly id: string;
  /** Number of the rule in reference tables. */
  readonly code?: string;
  readonly check: (model: Model) => Problem[];
}
