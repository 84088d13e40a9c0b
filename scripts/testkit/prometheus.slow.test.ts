/** Tests of the Prometheus runner with a real Prometheus and a target that does nothing but answer. */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { useTempFolder } from "./folders.ts";
import { saveFile } from "./photos.ts";
import { startPrometheus } from "./prometheus.ts";
import { requireTool } from "./tools.ts";

const program = requireTool("prometheus") ?? "";
const configDir = fileURLToPath(new URL("../../generated/prometheus", import.meta.url));
const folder = useTempFolder();

/** Answers every scrape with one series and keeps its headers. */
async function startTarget(): Promise<{ address: string; scrapes: IncomingHttpHeaders[] }> {
  const scrapes: IncomingHttpHeaders[] = [];
  const server: Server = createServer((request, response) => {
    scrapes.push(request.headers);
    response.setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8").end("answer 42\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The target has no port.");
  return { address: `127.0.0.1:${address.port}`, scrapes };
}

describe.skipIf(program === "")("startPrometheus", () => {
  it("scrapes its targets with the generated configuration and the token", async () => {
    const { address, scrapes } = await startTarget();
    const prometheus = await startPrometheus({
      program,
      configDir,
      targets: [address],
      metricsToken: "t0ken",
      intervalSeconds: 1,
    });
    onTestFinished(prometheus.stop);
    await expect
      .poll(() => prometheus.targets(), { timeout: 20_000 })
      .toEqual([{ job: "ingest", instance: address, health: "up", lastError: "" }]);
    const [sample] = await prometheus.query("answer + 1");
    expect(sample).toEqual({ labels: { job: "ingest", instance: address }, value: 43 });
    expect(scrapes[0]?.authorization).toBe("Bearer t0ken");
    await expect(prometheus.query("sum(")).rejects.toThrow("parse error");
    await prometheus.stop();
    await expect(fetch(`${prometheus.url}/-/ready`)).rejects.toThrow();
  });

  it("says what Prometheus said when it does not take the configuration", async () => {
    await saveFile(folder(), "prometheus.yml", "scrape_configs: nonsense\n");
    const started = startPrometheus({ program, configDir: folder(), targets: [] });
    await expect(started).rejects.toThrow(/ended before it was ready.*nonsense/s);
  });

  it("says so when there is no such program", async () => {
    const started = startPrometheus({ program: join(folder(), "none"), configDir, targets: [] });
    await expect(started).rejects.toThrow("ENOENT");
  });
});
