/** Two scrapes of a service against its contract: everything that is wrong with either, or with what lies between. */
import type { Model } from "../model.ts";
import { compare, compareContentType, fallen } from "./compare.ts";
import type { Exposition } from "./family.ts";
import type { Finding } from "./finding.ts";
import { parseExposition, type Scrape } from "./parse.ts";

/** A finding, and which scrape shows it at the line. */
export interface Sighting extends Finding {
  readonly scrape: 1 | 2;
}

export interface Examination {
  readonly sightings: readonly Sighting[];
  /** False: a scrape was empty or could not be read to its end, so that only its format was looked at. */
  readonly compared: boolean;
  /** The second scrape. */
  readonly exposition: Exposition;
}

/**
 * Examines two scrapes, the earlier one first; `path` is where they were answered, /metrics. What both show is told of the
 * first. Never throws for what the scrapes say.
 */
export function examine(model: Model, [first, second]: readonly [Scrape, Scrape], path: string): Examination {
  const [before, after] = [parseExposition(first), parseExposition(second)];
  const compared = [before, after].every(isComparable);
  const inFirst = findingsOf(model, first, before, path);
  const told = new Set(inFirst.map(({ id, metric }) => `${id} ${metric}`));
  const inSecond = findingsOf(model, second, after, path).filter(({ id, metric }) => !told.has(`${id} ${metric}`));
  return {
    compared,
    exposition: after,
    sightings: [
      ...inFirst.map((finding): Sighting => ({ ...finding, scrape: 1 })),
      ...[...inSecond, ...fallen(model, before, after)].map((finding): Sighting => ({ ...finding, scrape: 2 })),
    ],
  };
}

function findingsOf(model: Model, { contentType }: Scrape, exposition: Exposition, path: string): Finding[] {
  const { findings } = exposition;
  const readable = contentType !== undefined && !findings.some(({ id }) => id === "content-type");
  return [
    ...findings,
    ...(readable ? compareContentType(model, contentType, path) : []),
    ...(isComparable(exposition) ? compare(model, exposition) : []),
  ];
}

function isComparable({ complete, families }: Exposition): boolean {
  return complete && [...families.values()].some(({ samples }) => samples.length > 0);
}
