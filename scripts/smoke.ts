/** Usage: npm run smoke -- --url URL [--metrics-url URL]… [--env-file FILE] [--without-cleanup] [--json] */
import { isSlotId } from "../src/features/slots/service.ts";
import { exitCodes, parseOptions, runCommand, toAddress, UsageError } from "./command.ts";
import { readEnvironment } from "./smoke/environment.ts";
import { readPhoto } from "./smoke/photo.ts";
import { runSmoke } from "./smoke/run.ts";
import { formatStep, type StepResult } from "./steps.ts";

const usage = `Usage: npm run smoke -- --url URL [OPTIONS]

Tries a running service as a release does: health, metrics, a dry run of the cleanup, a wrong password, and a photo
through the test slot, whose picture is fetched again, counted once and removed. Runs on the service's host, with the
variables of the service: INGEST_PASSWORD (or INGEST_PASSWORD_FILE), METRICS_TOKEN, DATA_DIR.

  --url URL                  the service, or what stands before its instances
  --metrics-url URL          /metrics of an instance; once for each, their counters are summed (URL/metrics unless given)
  --metrics-token-file FILE  the token of /metrics, instead of METRICS_TOKEN
  --env-file FILE            variables in the place of .env; the environment wins over them
  --slot ID                  the slot of the photo (slot-test); pictures of the others stay until they expire
  --photo FILE               a JPEG to send instead of one made up; it is made unique
  --without-cleanup          waive the dry run, where this is not the service's host
  --json                     print one JSON object
  --help                     print this

Exit code: 0 good, 1 a step failed, 2 wrong usage, 3 could not run.`;

function readOptions(args: string[]) {
  const { values } = parseOptions({
    args,
    options: {
      url: { type: "string" },
      "metrics-url": { type: "string", multiple: true, default: [] },
      "metrics-token-file": { type: "string" },
      "env-file": { type: "string" },
      slot: { type: "string", default: "slot-test" },
      photo: { type: "string" },
      "without-cleanup": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { url, slot, "env-file": envFile, "metrics-token-file": tokenFile } = values;
  if (url === undefined) throw new UsageError("--url is missing: the address of the running service.");
  if (!isSlotId(slot)) throw new UsageError(`--slot ${slot}: there is no such slot in the contract.`);
  const metricsUrls = values["metrics-url"].map((text) => toAddress("--metrics-url", text));
  const twice = metricsUrls.find((one, i) => metricsUrls.indexOf(one) !== i);
  if (twice !== undefined) throw new UsageError(`--metrics-url: ${twice} is there twice, and would count double.`);
  return {
    url: toAddress("--url", url),
    metricsUrls,
    slot,
    withoutCleanup: values["without-cleanup"],
    photoPath: values.photo,
    json: values.json,
    source: {
      ...(envFile === undefined ? {} : { envFile }),
      ...(tokenFile === undefined ? {} : { given: { METRICS_TOKEN_FILE: tokenFile } }),
    },
  };
}

/** Under npm a Ctrl-C comes twice; neither may end the process before it has tidied up. */
function untilInterrupted(): AbortSignal {
  const interrupting = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupting.abort());
  return interrupting.signal;
}

async function takePhoto(path: string): Promise<Buffer> {
  try {
    return await readPhoto(path);
  } catch (error) {
    throw new UsageError(`--photo ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

await runCommand(usage, async (argv) => {
  const { photoPath, json, source, ...options } = readOptions(argv);
  const photo = photoPath === undefined ? {} : { photo: await takePhoto(photoPath) };
  const environment = readEnvironment(source);
  for (const warning of environment.warnings) process.stderr.write(`warning: ${warning}\n`);
  const onResult = (result: StepResult) => {
    if (!json) process.stdout.write(`${formatStep(result)}\n`);
  };
  const interrupted = untilInterrupted();
  const report = await runSmoke({ ...options, ...photo, environment, interrupted }, { onResult });
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
  return report.ok ? exitCodes.good : exitCodes.found;
});
