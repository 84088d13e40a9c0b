/** What is refused before a body is read, by the state of the machine. */
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import type { Provider } from "../../../generated/contract.ts";
import { createMetrics } from "../../../generated/metrics.ts";
import { describeWithDatabase } from "../../../scripts/testkit/databases.ts";
import { startDeadline } from "../../core/deadline.ts";
import { Refused } from "../../core/failure.ts";
import { createPermits } from "../../core/permits.ts";
import { createSpace } from "../../core/space.ts";
import { local } from "../../providers/local.ts";
import { ConnectionLost } from "../../storage/dialect.ts";
import { ensureSlots, saveSlot } from "../../storage/repos/slots.ts";
import { type AdmissionDeps, type Asking, admit } from "./admission.ts";

const MIB = 1024 * 1024;

/** A volume that is half full: its share is in nobody's way. One of which nothing is known without a number. */
const volumeWith = (availableBytes: number | undefined) => ({
  async volume() {
    if (availableBytes === undefined) throw new Error("EIO");
    return { sizeBytes: 2 * availableBytes, availableBytes };
  },
});

describeWithDatabase("admission", (db) => {
  function start(availableBytes?: number, limit = 1) {
    const { media_reserved_bytes: gauge } = createMetrics(new Registry());
    const space = createSpace(volumeWith(availableBytes), gauge);
    const limits = { global: () => limit, provider: () => 9, unauthenticatedPerAddress: () => 9 };
    const permits = createPermits({ limits, typicalMs: () => 100, expired: () => undefined });
    const deps: AdmissionDeps = {
      ...{ db: db(), permits, space, draining: () => false, avoids: () => false, driverFor: () => local },
      config: { INGEST_MAX_BYTES: 20 * MIB },
    };
    return { deps, permits, space };
  }

  async function ask(deps: AdmissionDeps, contentLength?: number, asking: Partial<Asking> = {}) {
    await ensureSlots(db());
    const length = contentLength === undefined ? {} : { "content-length": String(contentLength) };
    const headers = { "content-type": "multipart/form-data; boundary=x", ...length };
    const client = { headers, clientAddress: "192.0.2.1", clientGone: new AbortController().signal, ...asking };
    const before = deps.permits.inUse();
    try {
      return await admit(deps, "slot-001", client, startDeadline(0));
    } catch (error) {
      expect(deps.permits.inUse()).toBe(before);
      if (error instanceof Refused) return error.refusal.reason;
      throw error;
    }
  }

  const told = async (
    availableBytes: number | undefined,
    contentLength?: number,
    changes: Partial<AdmissionDeps> = {},
  ) => {
    const answer = await ask({ ...start(availableBytes).deps, ...changes }, contentLength);
    return typeof answer === "string" ? answer : "admitted";
  };

  it("needs twice the body and 64 MiB of free space, where that is known", async () => {
    expect(await told(84 * MIB - 1, 10 * MIB)).toBe("storage_pressure");
    expect(await told(84 * MIB, 10 * MIB)).toBe("admitted");
    expect(await told(undefined, 10 * MIB)).toBe("admitted");
  });

  it("leaves room for a picture larger than its photo", async () => {
    expect(await told(73 * MIB - 1, MIB)).toBe("storage_pressure");
    expect(await told(73 * MIB, MIB)).toBe("admitted");
  });

  it("takes a body of unknown length for the largest", async () => {
    expect(await told(104 * MIB - 1)).toBe("storage_pressure");
    expect(await told(104 * MIB)).toBe("admitted");
  });

  it("sets the space aside until the permit is given back, and not for those who get none", async () => {
    const { deps } = start(104 * MIB, 9);
    const first = await ask(deps, 10 * MIB);
    const second = await ask(deps, 10 * MIB);
    if (typeof first === "string" || typeof second === "string") throw new Error("Both were to be admitted.");
    expect(await ask(deps, 1)).toBe("storage_pressure");
    second.permit.release();
    expect(await ask(deps, 10 * MIB)).toHaveProperty("permit");
  });

  it("gives the permit back when the space has gone while it was waited for", async () => {
    const { deps, space } = start(84 * MIB);
    const { acquire } = deps.permits;
    const permits = {
      ...deps.permits,
      acquire(request: Parameters<typeof acquire>[0]) {
        space.reserve(MIB);
        return acquire(request);
      },
    };
    expect(await ask({ ...deps, permits }, 10 * MIB)).toBe("storage_pressure");
  });

  it("takes nothing when the database cannot give a permit", async () => {
    const { deps, space } = start(84 * MIB);
    const permits = { ...deps.permits, acquire: () => Promise.reject(new ConnectionLost("of the test")) };
    await expect(ask({ ...deps, permits }, 10 * MIB)).rejects.toThrow(ConnectionLost);
    expect(space.reserve(20 * MIB)).toHaveProperty("release");
  });

  it("refuses a body that can only be too large", async () => {
    expect(await told(undefined, 20 * MIB + 64 * 1024)).toBe("admitted");
    expect(await told(undefined, 20 * MIB + 64 * 1024 + 1)).toBe("payload_too_large");
  });

  it("refuses everything while the process drains", async () => {
    expect(await told(undefined, 1, { draining: () => true })).toBe("draining");
  });

  it("refuses a provider that cannot be used here", async () => {
    expect(await told(undefined, 1, { driverFor: () => undefined })).toBe("provider_error");
  });

  it("goes past a provider that this instance alone fails with: to the standby, or nowhere", async () => {
    await ensureSlots(db());
    const avoids = (provider: Provider) => provider === "gemini";
    const deps = { ...start().deps, avoids };
    await saveSlot(db(), "slot-001", 1, { provider: "gemini" });
    expect(await ask(deps, 1)).toBe("slot_tripped");
    await saveSlot(db(), "slot-001", 2, { standby: { provider: "local", settings: {} } });
    expect(await ask(deps, 1)).toMatchObject({ choices: [{ provider: "local", standby: true }] });
    await saveSlot(db(), "slot-001", 3, { provider: "local", standby: { provider: "gemini", settings: {} } });
    expect(await ask({ ...deps, ...start().deps, avoids }, 1)).toMatchObject({
      choices: [{ provider: "local", standby: false }],
    });
  });

  it("holds the limit of the slot", async () => {
    await ensureSlots(db());
    await saveSlot(db(), "slot-001", 1, { maxParallel: 1 });
    const { deps, permits } = start(undefined, 9);
    const first = await ask(deps, 1);
    if (typeof first === "string") throw new Error("The first was to be admitted.");
    expect(await ask(deps, 1)).toBe("busy");
    first.permit.release();
    expect(permits.inUse()).toBe(0);
  });

  it("tells a client that has gone from one that has to come back", async () => {
    expect(await ask(start(undefined).deps, 1, { clientGone: AbortSignal.abort() })).toBe("upload_aborted");
  });
});
