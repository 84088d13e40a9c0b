/** Which values of secrets are refused, and that no line about them holds one. */
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testPassword } from "../scripts/testkit/service.ts";
import { guessBits, isRotated, isStandIn, secretFaults, secretNames } from "./secret-rules.ts";

const told = (record: Record<string, string>) => secretFaults(record).map(({ message }) => message);

describe("a stand-in", () => {
  it.each([
    ...[
      "changeme",
      "CHANGE_ME",
      "change-this-later",
      "your-password-here",
      "<password>",
      "$PASSWORD",
      "{{ password }}",
    ],
    ...["xxxxxxxx", "********", "password123", "p@ssw0rd1", "postgres", "minioadmin", "correct horse battery staple"],
    ...["INGEST_PASSWORD", "example-value", "placeholder", testPassword],
  ])("is %s", (value) => {
    expect(isStandIn("INGEST_PASSWORD", value)).toBe(true);
    const faults = told({ INGEST_PASSWORD: value.padEnd(8, " ") });
    expect(faults).toEqual([
      expect.stringMatching(/^INGEST_PASSWORD: it is a stand-in that others know; put a random/),
    ]);
  });

  it("is the password in the address of a database", () => {
    const faults = told({ DATABASE_URL: "postgres://phc:PASSWORD@db/phc" });
    expect(faults).toEqual([expect.stringMatching(/^DATABASE_URL: its password is a stand-in/)]);
    expect(told({ DATABASE_URL: "postgres://phc@db/phc" })).toEqual([]);
    expect(told({ DATABASE_URL: "sqlite:data/password" })).toEqual([]);
  });

  it("is nothing that a generator made", () => {
    for (let i = 0; i < 300; i += 1) {
      const record = {
        INGEST_PASSWORD: randomBytes(12).toString("base64url"),
        METRICS_TOKEN: randomBytes(16).toString("hex"),
        WEBHOOK_SECRET: randomBytes(24).toString("base64"),
        S3_ACCESS_KEY_ID: randomBytes(10).toString("hex"),
        DATABASE_URL: `postgres://phc:${randomBytes(12).toString("hex")}@db/phc`,
      };
      expect(told(record)).toEqual([]);
    }
  });
});

describe("a generated password", () => {
  it.each(["pzUvUvvleD56", "2eRTyZJHkHIh", "PoLKzzyY5srR", "UwrSUTYyzuZy"])(
    "may hold neighbours by chance, as %s",
    (value) => expect(told({ INGEST_PASSWORD: value })).toEqual([]),
  );
});

describe("a weak secret", () => {
  it.each([
    "12345678",
    "87654321",
    "qwertzuiop",
    "abcabcabcabc",
    "sommer2024",
    "Photobooth2026",
    "1q2w3e4r5t",
    "aaaaaaab",
  ])("is the password %s", (value) => {
    expect(told({ INGEST_PASSWORD: value })).toEqual([expect.stringMatching(/^INGEST_PASSWORD: it is easy to guess/)]);
  });

  it("is a key that would do as a password", () => {
    const value = "k7Jq2vm9";
    expect(told({ INGEST_PASSWORD: value })).toEqual([]);
    expect(told({ METRICS_TOKEN: value })).toEqual([expect.stringMatching(/^METRICS_TOKEN: it is easy to guess/)]);
  });

  it("is not what has another length than the contract wants, which the contract says itself", () => {
    expect(told({ INGEST_PASSWORD: "abc", WEBHOOK_SECRET: "changeme", DATABASE_URL: "mysql://a:changeme@b" })).toEqual(
      [],
    );
  });

  it("grows with length and kinds of characters, and not by repetition", () => {
    expect(guessBits("k7Jq2vm9x")).toBeGreaterThan(guessBits("k7Jq2vm9"));
    expect(guessBits("k7jq2vm9")).toBeLessThan(guessBits("k7Jq2vm9"));
    expect(guessBits("k7jk7jk7jk7j")).toBe(guessBits("k7j"));
    expect(guessBits("")).toBe(0);
  });
});

describe("one secret for two variables", () => {
  it("is refused, the password in an address among them", () => {
    const value = "k7Jq2vm9xPw4Zt6e";
    expect(told({ METRICS_TOKEN: value, WEBHOOK_SECRET: value })).toEqual([
      "WEBHOOK_SECRET: it is the secret of METRICS_TOKEN as well; give each one of its own",
    ]);
    expect(told({ DATABASE_URL: `postgres://phc:${value}@db/phc`, INGEST_PASSWORD: value })).toEqual([
      "INGEST_PASSWORD: it is the secret of DATABASE_URL as well; give each one of its own",
    ]);
  });

  it("is none where both webhooks go to one place", () => {
    const value = "https://hooks.example.org/k7Jq2";
    expect(told({ OPERATOR_WEBHOOK_URL: value, CUSTOMER_WEBHOOK_URL: value })).toEqual([]);
  });
});

it("never repeats a value", () => {
  const value = "hunter2hunter2hunter2";
  for (const name of secretNames) {
    const record = { [name]: name === "DATABASE_URL" ? `postgres://phc:${value}@db/phc` : value, METRICS_TOKEN: value };
    expect(told(record).join("\n")).not.toContain("hunter2");
  }
});

it("has people's accounts and addresses without a password grow as old as they like", () => {
  expect(isRotated("INGEST_PASSWORD", "x")).toBe(true);
  expect(isRotated("OPERATORS", "x")).toBe(false);
  expect(isRotated("DATABASE_URL", "sqlite:data/phc.db")).toBe(false);
  expect(isRotated("DATABASE_URL", "postgres://phc:pw@db/phc")).toBe(true);
  expect(isRotated("PORT", "1")).toBe(false);
});
