/** What a check is: an id, a pure function and a page for people. One rule a file; index.ts is the one array. */
import type { Model } from "../model.ts";
import type { Problem, Severity } from "../problem.ts";

/** What a Problem of a check tells in general, with an example of a service that does other things. */
export interface Explanation {
  /** What it finds: one sentence. */
  readonly what: string;
  /** What comes of it in operation: one or two sentences. */
  readonly why: string;
  /** YAML of a contract or PromQL, a line or a few. */
  readonly wrong: string;
  /** The same, mended. */
  readonly right: string;
  /** Severities that its Problems can have; left out: errors alone. */
  readonly severities?: readonly Severity[];
}

export interface Check {
  /** Slug of its Problems, `area/what`; the file is named area-what. */
  readonly id: string;
  /** Number of the rule in reference tables. */
  readonly code?: string;
  readonly explain?: Explanation;
  readonly check: (model: Model) => Problem[];
}

/** A rule without a check of its own. `area/*` is every rule of the area that has no page to itself. */
export interface OtherRule {
  readonly id: string;
  readonly code?: string;
  readonly explain: Explanation;
}
