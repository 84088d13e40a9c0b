/** A working contract judged against the last release beside it: what check prints and bump starts from. */
import { type Judgement, judge, type Repeated } from "../../codegen/evolution/gate.ts";
import { type Release, readRelease, releasedVersions } from "../../codegen/evolution/releases.ts";
import type { Model } from "../../codegen/model.ts";
import type { Problem } from "../../codegen/problem.ts";
import { today } from "../day.ts";
import { compile } from "./sides.ts";
import { missingFiles, releaseDay, repeatedVersions, rootOf, shownPath } from "./spec.ts";

export interface Working {
  readonly model: Model;
  /** undefined when nothing was released yet. */
  readonly release: Release | undefined;
  readonly judgement: Judgement;
}

/** Or what is wrong with the file of the last release. Throws CannotRun when the working contract does not. */
export async function judgeWorking(spec: string): Promise<Working | readonly Problem[]> {
  const model = await compile(spec, shownPath(spec));
  const newest = (await releasedVersions(spec)).at(-1);
  const release = newest === undefined ? undefined : await readRelease(spec, newest, shownPath(spec));
  if (release && !("model" in release)) return release;
  const root = rootOf(spec);
  const judgement = judge(release, model, {
    today: today(),
    releasedOn: release && (await releaseDay(root, release.version)),
    repeated: [...(await repeatedVersions(root)), ...versionOfApi(model)],
    missingFiles: missingFiles(model, root),
  });
  return { model, release, judgement };
}

function versionOfApi({ api }: Model): Repeated[] {
  if (!api) return [];
  const at = api.at("info", "version");
  return [{ file: at.source.path, version: api.version, at }];
}
