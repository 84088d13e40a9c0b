/** Tests of which servers may be called: by URL, by address, and by what a name leads to. */
import { lookup } from "node:dns/promises";
import { describe, expect, it } from "vitest";
import { text, useProviderServer } from "../../scripts/testkit/provider-server.ts";
import { callServer, readText } from "./outbound.ts";
import { type Access, isPrivateAddress, urlProblem } from "./outbound-guard.ts";

const server = useProviderServer();
const given: Access = { kind: "given", config: { PROVIDER_PRIVATE_ADDRESSES: "refuse" } };
const anywhere: Access = { kind: "given", config: { PROVIDER_PRIVATE_ADDRESSES: "allow" } };
const problem = (url: string, access: Access) => urlProblem(new URL(url), access);

describe("a provider of its own", () => {
  const access: Access = { kind: "fixed", baseUrl: "https://api.example.com" };

  it.each(["https://api.example.com/v1?x=1", "https://API.example.com:443/"])("is called at %s", (url) => {
    expect(problem(url, access)).toBeUndefined();
  });

  it.each([
    "https://api.example.com.evil.test/",
    "https://evil.test/api.example.com",
    "https://api.example.com:8443/",
    "http://api.example.com/",
    "https://user:secret@api.example.com/",
    "ftp://api.example.com/",
    "file:///etc/passwd",
  ])("is not called at %s", (url) => {
    expect(problem(url, access)).toMatch(/^(?!.*secret)./);
  });

  it("gets its key over plain http on this machine only", () => {
    for (const host of ["localhost:81", "127.0.0.1:81", "127.9.9.9", "[::1]:81"]) {
      expect(problem(`http://${host}/`, { kind: "fixed", baseUrl: `http://${host}` })).toBeUndefined();
    }
    for (const host of ["api.example.com", "10.0.0.1", "127.0.0.1.evil.test", "localhost.evil.test"]) {
      expect(problem(`http://${host}/`, { kind: "fixed", baseUrl: `http://${host}` })).toMatch(/plain http/);
    }
  });
});

describe("addresses", () => {
  it.each([
    ..."0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255".split(" "),
    ..."192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255".split(" "),
    ...":: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 64:ff9b:1::1 fc00::1 fd12::1 fe80::1".split(
      " ",
    ),
    ..."fe80::1%eth0 fec0::1 ff02::1 2001::1 2001:db8::1 2002:a00:1::1 100::1".split(" "),
  ])("%s is private", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each("1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 2606:4700::1111 2a00:1450::8a".split(" "))(
    "%s is public",
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it.each([
    ..."http://127.0.0.1/ http://0x7f.1/ http://2130706433/ http://0177.0.0.1/ http://[::1]/ http://[::ffff:127.0.0.1]/".split(
      " ",
    ),
    ..."http://[64:ff9b::7f00:1]/ http://10.0.0.1:8080/ http://[fd12::1]/".split(" "),
  ])("%s is refused however it is written, unless private ones are allowed", (url) => {
    expect(problem(url, given)).toMatch(/private address.*PROVIDER_PRIVATE_ADDRESSES/);
    expect(problem(url, anywhere)).toBeUndefined();
  });

  it.each([
    ..."https://169.254.169.254/latest/meta-data http://[::ffff:169.254.169.254]/ http://0xa9fea9fe/".split(" "),
    ..."http://[fe80::1]/ http://[fd00:ec2::254]/ http://[fd20:ce::254]/ http://100.100.100.200/ http://[64:ff9b::a9fe:a9fe]/".split(
      " ",
    ),
  ])("%s is refused although private ones are allowed", (url) => {
    expect(problem(url, given)).toMatch(/private address/);
    expect(problem(url, anywhere)).toMatch(/keys of a machine: it is never called/);
  });
});

describe("a name", () => {
  const call = (access: Access, url: string) =>
    callServer({ method: "GET", url, signal: new AbortController().signal, maxResponseBytes: 100, access });
  const byName = () => server().url.replace("127.0.0.1", "localhost");

  it("that leads to a private address is refused when it is connected to, also over a connection that others use", async () => {
    expect((await lookup("localhost", { family: 4 })).address).toBe("127.0.0.1");
    server().answer(() => text(200, "ok"));
    expect(await readText(await call({ kind: "fixed", baseUrl: byName() }, byName()), 100)).toBe("ok");
    await expect(call(given, `${byName()}/?secret`)).rejects.toMatchObject({
      kind: "configuration",
      reason: expect.stringMatching(/^localhost leads to a private address/),
    });
    expect(server().received).toHaveLength(1);
    expect(await readText(await call(anywhere, byName()), 100)).toBe("ok");
  });

  it("without an address is a mistake in the configuration", async () => {
    for (const access of [given, anywhere]) {
      await expect(call(access, "http://nothing.invalid/")).rejects.toMatchObject({ kind: expect.any(String) });
    }
  });
});
