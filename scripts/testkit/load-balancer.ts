/** The load balancer of the deployment with its very configuration, on a free loopback port. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./ports.ts";

const CONFIG = resolve(import.meta.dirname, "../deploy/haproxy/haproxy.cfg");

export interface LoadBalancer {
  readonly url: string;
  /** Its access log so far, a request a line, parsed. */
  requests(): Record<string, unknown>[];
  stop(): Promise<void>;
}

/**
 * Starts `program`, from requireTool("haproxy"), before two instances given as host:port, and waits until it answers.
 * Throws with what it wrote when it does not take its configuration.
 */
export async function startLoadBalancer(program: string, instances: readonly [string, string]): Promise<LoadBalancer> {
  const port = await freePort();
  const [first, second] = instances;
  const child = spawn(program, ["-db", "-f", CONFIG], {
    env: { PHC_LISTEN: `127.0.0.1:${port}`, PHC_INSTANCE_1: first, PHC_INSTANCE_2: second },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child, () => output);
  return {
    url,
    requests: () => output.split("\n").flatMap((line) => (line.startsWith('{"time"') ? [JSON.parse(line)] : [])),
    stop: () => end(child),
  };
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`The load balancer ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/livez`).catch(() => undefined);
    if (answer !== undefined) return;
    await wait(50);
  }
  await end(child);
  throw new Error(`The load balancer does not answer:\n${output()}`);
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once("close", () => done());
    child.kill("SIGKILL");
  });
}
