/** What every MediaStore must do, on each kind of media. */
import { rm, stat, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { describeOnMedia, listedKeys, publishText } from "../../../scripts/testkit/media.ts";
import type { MediaFile } from "../../core/media.ts";

const key = (id: string, slot = "slot-001", day = "20261123") => `results/${slot}/${day}/${id.repeat(32)}.jpg`;

describeOnMedia("publish and open", (media) => {
  it("gives back what was published, and leaves no temp file", async () => {
    const { store, tempFiles } = media();
    await publishText(store, key("a"), "the picture");
    const opened = await store.open(key("a"));
    expect(opened).toMatchObject({ sizeBytes: 11, type: "image/jpeg" });
    expect(opened && String(await buffer(opened.stream))).toBe("the picture");
    expect(await store.has(key("a"))).toBe(true);
    expect(await tempFiles()).toEqual([]);
  });

  it("knows the type of a picture by its key, and takes one of no bytes and of many", async () => {
    const { store } = media();
    for (const [type, name, size] of [
      ["image/png", key("a").replace("jpg", "png"), 0],
      ["image/webp", key("b").replace("jpg", "webp"), 3_000_000],
    ] as const) {
      await publishText(store, name, "x".repeat(size));
      const opened = await store.open(name);
      expect(opened).toMatchObject({ type, sizeBytes: size });
      expect(opened && (await buffer(opened.stream)).length).toBe(size);
    }
  });

  it("has nothing where nothing was published", async () => {
    expect(await media().store.open(key("a"))).toBeUndefined();
    expect(await media().store.has(key("a"))).toBe(false);
  });

  it("keeps an open picture readable to its end when it is deleted meanwhile", async () => {
    const { store } = media();
    await publishText(store, key("a"), "x".repeat(300_000));
    const opened = await store.open(key("a"));
    await store.delete([key("a")]);
    expect(opened && (await buffer(opened.stream)).length).toBe(300_000);
    expect(await store.open(key("a"))).toBeUndefined();
  });

  it("publishes many pictures at once", async () => {
    const { store } = media();
    const keys = [..."0123456789abcdef"].map((id, index) => key(id, `slot-00${index % 3}`));
    await Promise.all(keys.map((name) => publishText(store, name, name)));
    expect(await listedKeys(store, "results")).toEqual([...keys].sort());
  });

  it("keeps the temp file when it cannot be published", async () => {
    const { store } = media();
    await writeFile(store.tempPath("u"), "");
    await expect(store.publish(store.tempPath("u"), "results/elsewhere")).rejects.toThrow(TypeError);
    expect((await stat(store.tempPath("u"))).isFile()).toBe(true);
    await rm(store.tempPath("u"));
    await expect(store.publish(store.tempPath("u"), key("a"))).rejects.toThrow("The media cannot be written");
    expect(await store.has(key("a"))).toBe(false);
  });

  it("refuses keys and names that lead elsewhere", async () => {
    const { store } = media();
    const bad = [
      "results/../x",
      "../x",
      "/etc/passwd",
      key("a").replace("jpg", "svg"),
      key("A"),
      `${key("a")}\0`,
      "tmp/x",
      "",
    ];
    for (const name of bad) {
      await expect(store.open(name)).rejects.toThrow(TypeError);
      await expect(store.has(name)).rejects.toThrow(TypeError);
      await expect(publishText(store, name)).rejects.toThrow(TypeError);
    }
    for (const name of ["../x", "a/b", "", ".", "..", "a\0b", "a\\b"])
      expect(() => store.tempPath(name)).toThrow(TypeError);
    await expect(store.delete(["tmp/../../x"])).rejects.toThrow(TypeError);
    await expect(store.delete(["other/x"])).rejects.toThrow(TypeError);
  });
});

describeOnMedia("delete", (media) => {
  it("confirms what is gone, also what was gone before, of both kinds", async () => {
    const { store, plant, tempFiles } = media();
    await publishText(store, key("a"));
    await publishText(store, key("c", "slot-002"));
    await plant("tmp/u", 1);
    const keys = ["tmp/u", key("a"), key("f")];
    expect((await store.delete(keys)).sort()).toEqual(keys.sort());
    expect(await listedKeys(store, "results")).toEqual([key("c", "slot-002")]);
    expect(await tempFiles()).toEqual([]);
    expect(await store.delete([])).toEqual([]);
  });
});

describeOnMedia("list and usage", (media) => {
  it("lists whatever lies there, and deletes it by the key that it gave", async () => {
    const { store, plant } = media();
    await publishText(store, key("a", "slot-test"), "1234");
    const planted = ["50%/x", "a+b", "a.txt/x", "a0", "a=?#b", "ümlaut/x y", "zz"];
    for (const name of planted) await plant(`results/${name}`, 20, "");
    const keys = await listedKeys(store, "results");
    expect(keys).toHaveLength(planted.length + 1);
    expect(keys).toEqual([...keys].sort());
    expect((await store.delete(keys)).sort()).toEqual([...keys].sort());
    expect(await listedKeys(store, "results")).toEqual([]);
  });

  it("tells sizes and when a file was written last", async () => {
    const { store, plant } = media();
    await plant("results/loose", 20, "12345");
    await plant("tmp/u", 30, "123");
    const files: MediaFile[] = [];
    for (const prefix of ["results", "tmp"] as const) for await (const file of store.list(prefix)) files.push(file);
    expect(files).toMatchObject([
      { key: "results/loose", sizeBytes: 5 },
      { key: "tmp/u", sizeBytes: 3 },
    ]);
    const ages = files.map(({ modifiedMs }) => Math.round((Date.now() - modifiedMs) / 60_000));
    expect(ages).toEqual([20, 30]);
    expect(await store.usage()).toMatchObject({ tempBytes: 3 });
  });
});

describeOnMedia("the volume", (media) => {
  it("has a size and room, and takes a probe without a trace", async () => {
    const { store, tempFiles } = media();
    const { sizeBytes, availableBytes } = await store.volume();
    expect(sizeBytes).toBeGreaterThan(availableBytes);
    expect(availableBytes).toBeGreaterThan(0);
    await Promise.all([store.probe(), store.probe()]);
    expect(await tempFiles()).toEqual([]);
    expect(await listedKeys(store, "results")).toEqual([]);
  });

  it.each(["results", "tmp"] as const)(
    "tells by which clock files below %s are dated, without a trace",
    async (prefix) => {
      const { store, tempFiles } = media();
      expect(Math.abs((await store.readClock(prefix)) - Date.now())).toBeLessThan(60_000);
      expect(await tempFiles()).toEqual([]);
      expect(await listedKeys(store, "results")).toEqual([]);
    },
  );
});
