/** The slots of a database as a test wants them, before any service works on it. */
import { labelValues, type SlotId } from "../../generated/contract.ts";
import { openDatabase, type StorageConfig } from "../../src/storage/database.ts";
import { ensureSlots, findSlot, type SlotChange, saveSlot } from "../../src/storage/repos/slots.ts";

/** Makes the database, its schema and its slots, and changes those that are named. */
export async function prepareSlots(
  storage: StorageConfig,
  changes: Readonly<Partial<Record<SlotId, SlotChange>>>,
): Promise<void> {
  const db = await openDatabase(storage, "service");
  try {
    await ensureSlots(db);
    for (const id of labelValues.slot_id) {
      const [slot, change] = [await findSlot(db, id), changes[id]];
      if (change !== undefined && slot !== undefined) await saveSlot(db, id, slot.version, change);
    }
  } finally {
    await db.destroy();
  }
}
