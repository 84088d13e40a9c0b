/** What is refused before a body is read, by the state of the machine. */
import { expect, it } from "vitest";
import { describeOnDatabases } from "../../../scripts/testkit/databases.ts";
import { startDeadline } from "../../core/deadline.ts";
import { Refused } from "../../core/failure.ts";
import { createPermits } from "../../core/permits.ts";
import { local } from "../../providers/local.ts";
import { ensureSlots } from "../../storage/repos/slots.ts";
import { type AdmissionDeps, admit } from "./admission.ts";

const MIB = 1024 * 1024;

describeOnDatabases("admission", (db) => {
  async function attempt(deps: Partial<AdmissionDeps>, contentLength?: number) {
    await ensureSlots(db());
    const permits = createPermits(() => 1);
    const all: AdmissionDeps = {
      ...{ db: db(), permits, draining: () => false, availableBytes: () => undefined, driverFor: () => local },
      config: { INGEST_MAX_BYTES: 20 * MIB },
      ...deps,
    };
    const length = contentLength === undefined ? {} : { "content-length": String(contentLength) };
    const headers = { "content-type": "multipart/form-data; boundary=x", ...length };
    try {
      await admit(all, "slot-001", headers, startDeadline(0));
      return "admitted";
    } catch (error) {
      expect(permits.inUse()).toBe(0);
      if (error instanceof Refused) return error.refusal.reason;
      throw error;
    }
  }

  it("needs twice the body and 64 MiB of free space, where that is known", async () => {
    expect(await attempt({ availableBytes: () => 84 * MIB - 1 }, 10 * MIB)).toBe("storage_pressure");
    expect(await attempt({ availableBytes: () => 84 * MIB }, 10 * MIB)).toBe("admitted");
    expect(await attempt({ availableBytes: () => undefined }, 10 * MIB)).toBe("admitted");
  });

  it("takes a body of unknown length for the largest", async () => {
    expect(await attempt({ availableBytes: () => 104 * MIB - 1 })).toBe("storage_pressure");
    expect(await attempt({ availableBytes: () => 104 * MIB })).toBe("admitted");
  });

  it("refuses a body that can only be too large", async () => {
    expect(await attempt({}, 20 * MIB + 64 * 1024)).toBe("admitted");
    expect(await attempt({}, 20 * MIB + 64 * 1024 + 1)).toBe("payload_too_large");
  });

  it("refuses everything while the process drains", async () => {
    expect(await attempt({ draining: () => true })).toBe("draining");
  });

  it("refuses a provider that cannot be used here", async () => {
    expect(await attempt({ driverFor: () => undefined })).toBe("provider_error");
  });
});
