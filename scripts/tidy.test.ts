/** The rules of the house that no linter knows: who may import whom, who writes which table, how long a function is. */
import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { trackedFiles } from "./testkit/tracked-files.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LONGEST_FUNCTION = 70;

interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceText[] = await Promise.all(
  (await trackedFiles(ROOT, "*.ts", "*.tsx")).filter((path) => !path.includes("/testdata/")).map(read),
);

async function read(path: string): Promise<SourceText> {
  const text = await readFile(join(ROOT, path), "utf8");
  const { importedFiles } = ts.preProcessFile(text, true, true);
  // Relative imports as paths from the root, so that a rule is a prefix.
  const imports = importedFiles.map(({ fileName }) =>
    fileName.startsWith(".") ? relative(ROOT, join(ROOT, dirname(path), fileName)) : fileName,
  );
  return { path, text, imports };
}

const isTest = ({ path }: SourceText) => /\.test\.tsx?$/.test(path) || path.startsWith("scripts/testkit/");
/** What turns the contract into parts of the operators' page, when that is built. */
const isOfPageBuild = ({ path }: SourceText) => /^src\/console\/(build\/|vite\.config\.ts$)/.test(path);
const below =
  (...folders: readonly string[]) =>
  (path: string) =>
    folders.some((folder) => path.startsWith(folder));
const among = (...folders: readonly string[]) =>
  files.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

/** Every import of the given files that the predicate forbids. */
function forbidden(
  group: readonly SourceText[],
  isForbidden: (imported: string, importer: SourceText) => boolean,
): string[] {
  return group.flatMap((file) =>
    file.imports.filter((name) => isForbidden(name, file)).map((name) => `${file.path} imports ${name}`),
  );
}

describe("imports run one way", () => {
  it("finds the files at all", () => {
    expect(files.length).toBeGreaterThan(80);
    expect(forbidden(among("src/core/"), below("generated/")).length).toBeGreaterThan(0);
  });

  it("codegen imports neither what it generates nor the service; its tests take their tools from the testkit", () => {
    const outside = below("generated/", "src/", "scripts/");
    const ofTests = (name: string, file: SourceText) => isTest(file) && name.startsWith("scripts/testkit/");
    expect(forbidden(among("codegen/"), (name, file) => outside(name) && !ofTests(name, file))).toEqual([]);
  });

  it("generated code imports its three run-time packages and itself, and does no IO", () => {
    const allowed = /^(generated\/|prom-client$|ajv\/dist\/runtime\/|ajv-formats\/dist\/)/;
    expect(forbidden(among("generated/"), (name) => !allowed.test(name))).toEqual([]);
  });

  it("the service imports neither codegen nor scripts, and does not read the contract at run time", () => {
    const service = among("src/").filter((file) => !isTest(file) && !isOfPageBuild(file));
    expect(forbidden(service, below("codegen/", "scripts/"))).toEqual([]);
    expect(service.filter(({ text }) => /["'`/]spec\/contracts/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("the operators' page is a client: it knows the contract, and nobody imports it", () => {
    const others = files.filter(({ path }) => !path.startsWith("src/console/"));
    expect(forbidden(others, below("src/console/"))).toEqual([]);
    const page = among("src/console/").filter((file) => !isTest(file));
    const outside = (name: string) => below("src/", "scripts/", "codegen/")(name) && !name.startsWith("src/console/");
    expect(forbidden(page, outside)).toEqual([]);
    const inBrowser = page.filter((file) => !isOfPageBuild(file));
    expect(forbidden(inBrowser, (name) => name.startsWith("node:"))).toEqual([]);
    const withBuild = (file: SourceText) => forbidden([file], below("src/console/build/")).length > 0;
    // Types of what the build hands over are all that the page may know of it.
    expect(inBrowser.filter(withBuild).map(({ path }) => path)).toEqual(["src/console/virtual.d.ts"]);
  });

  it("core knows no feature, provider, storage, HTTP or SQL", () => {
    const outside = below(
      "src/features/",
      "src/providers/",
      "src/storage/",
      "src/http/",
      "express",
      "kysely",
      "better-sqlite3",
    );
    expect(
      forbidden(
        among("src/core/").filter((file) => !isTest(file)),
        outside,
      ),
    ).toEqual([]);
  });

  it("features do not know each other", () => {
    const feature = (path: string) => /^src\/features\/([^/]+)/.exec(path)?.[1];
    const other = (name: string, { path }: SourceText) =>
      feature(name) !== undefined && feature(name) !== feature(path);
    expect(
      forbidden(
        among("src/features/").filter((file) => !isTest(file)),
        other,
      ),
    ).toEqual([]);
  });

  it("Express stays in src/http", () => {
    const outside = files.filter(({ path }) => path.startsWith("src/") && !path.startsWith("src/http/"));
    expect(
      forbidden(
        outside.filter((file) => !isTest(file)),
        (name) => name === "express",
      ),
    ).toEqual([]);
  });

  it("only scripts and tests import scripts", () => {
    const others = files.filter((file) => !file.path.startsWith("scripts/") && !isTest(file));
    expect(forbidden(others, below("scripts/"))).toEqual([]);
  });
});

describe("one place for each thing", () => {
  it("only src/env.ts reads the environment of the process", () => {
    const readers = among("src/", "codegen/", "generated/").filter(
      (file) => !isTest(file) && /process\.env/.test(file.text),
    );
    expect(readers.map(({ path }) => path)).toEqual(["src/env.ts"]);
  });

  it("providers talk to servers through one file", () => {
    const network = ["node:http", "node:https", "node:http2", "node:tls"];
    const callers = among("src/providers/").filter(
      (file) => !isTest(file) && (file.imports.some((name) => network.includes(name)) || /\bfetch\(/.test(file.text)),
    );
    expect(callers.map(({ path }) => path)).toEqual(["src/providers/outbound.ts"]);
  });

  it("a table is written in exactly one file", () => {
    const writers = new Map<string, Set<string>>();
    for (const { path, text } of among("src/").filter((file) => !isTest(file) && !file.path.includes("/migrations/"))) {
      for (const match of text.matchAll(/\.(?:insertInto|updateTable|deleteFrom|replaceInto)\("(\w+)"\)/g)) {
        const table = match[1] ?? "";
        writers.set(table, (writers.get(table) ?? new Set()).add(path));
      }
    }
    expect(writers.size).toBeGreaterThan(3);
    expect(
      [...writers].filter(([, paths]) => paths.size > 1).map(([table, paths]) => `${table}: ${[...paths].join(", ")}`),
    ).toEqual([]);
  });

  it("a transaction is begun in one file, which begins those anew that lost to another one", () => {
    const beginners = among("src/").filter(
      (file) => !isTest(file) && /\.(transaction|startTransaction)\(/.test(file.text),
    );
    expect(beginners.map(({ path }) => path)).toEqual(["src/storage/transaction.ts"]);
  });

  it("what knows a database by name, or writes SQL by hand, lies beside the dialects", () => {
    const service = among("src/").filter((file) => !isTest(file) && !file.path.startsWith("src/storage/migrations/"));
    const drivers = ["pg", "better-sqlite3"];
    const speakers = service.filter(
      (file) => file.imports.some((name) => drivers.includes(name)) || /\bsql(<[^`]*>)?`/.test(file.text),
    );
    expect(speakers.map(({ path }) => path)).toContain("src/storage/postgres.ts");
    expect(speakers.filter(({ path }) => !/^src\/storage\/[\w-]+\.ts$/.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it("secrets are compared in one function, which takes the same time for all that are wrong", () => {
    const service = among("src/").filter((file) => !isTest(file) && file.path !== "src/core/same-secret.ts");
    const own = service.filter(
      ({ text }) => /\btimingSafeEqual\(/.test(text) && !/^ \* .*timingSafeEqual\(/m.test(text),
    );
    expect(own.map(({ path }) => path)).toEqual([]);
    expect(service.flatMap(comparedSecrets)).toEqual([]);
    const planted = (text: string) => comparedSecrets({ path: "x.ts", text, imports: [] });
    for (const text of ["given === password", "a.metricsToken !== b.c", "row.secret_hash == x", "x != env['API_KEY']"])
      expect(planted(text)).toEqual([`x.ts:1 ${text}`]);
    for (const text of ["hashOf(secret).equals(y)", "Buffer.compare(x, apiKey)", "a.signature.localeCompare(b)"])
      expect(planted(text)).toEqual([`x.ts:1 ${text}`]);
    for (const text of ['token === ""', "password !== undefined", "null === secret", "tokens.length === 3"])
      expect(planted(text)).toEqual([]);
  });

  it("the compiler holds no word of this service", () => {
    const word = /\b(photo|booth|ingest|slot|camera|picture|sharp|t_sync)/i;
    const found = among("codegen/").flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, i) => (word.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

describe("files people can read", () => {
  it("begin with a sentence on what lives there", () => {
    const bare = files.filter(
      ({ path, text }) => !path.startsWith("generated/") && !/^(#!.*\n)?(\/\*\*|\/\/ )/.test(text),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it(`hold no function over ${LONGEST_FUNCTION} lines`, () => {
    expect(files.filter((file) => !isTest(file) && !file.path.startsWith("generated/")).flatMap(longFunctions)).toEqual(
      [],
    );
  });
});

const SECRET = /(^|_)(password|secret|token|hmac|signature|stamp|credential|api_key|access_key|secret_hash)$/;

/** Comparisons whose time tells where two secrets differ; whether there is one at all may be asked. */
function comparedSecrets({ path, text }: SourceText): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (comparedBy(node).some(isSecretName)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push(`${path}:${line} ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The sides of a comparison of two values that are not written there; none for any other node. */
function comparedBy(node: ts.Node): readonly ts.Expression[] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    return ["equals", "compare", "localeCompare"].includes(name.text) ? [expression, ...node.arguments] : [];
  }
  if (!ts.isBinaryExpression(node)) return [];
  const { EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken } =
    ts.SyntaxKind;
  const equals: readonly ts.SyntaxKind[] = [
    ...[EqualsEqualsToken, EqualsEqualsEqualsToken, ExclamationEqualsToken, ExclamationEqualsEqualsToken],
  ];
  const sides = [node.left, node.right];
  const isWritten = (side: ts.Expression) =>
    ts.isLiteralExpression(side) || ["undefined", "null", "true", "false"].includes(side.getText());
  return equals.includes(node.operatorToken.kind) && !sides.some(isWritten) ? sides : [];
}

/** By its last word: `given.password`, `row.secret_hash`, `env["API_KEY"]`, and what is called with one. */
function isSecretName(side: ts.Expression): boolean {
  if (ts.isCallExpression(side)) return side.arguments.some(isSecretName);
  if (ts.isPropertyAccessExpression(side)) return isSecretName(side.name);
  if (ts.isElementAccessExpression(side)) return isSecretName(side.argumentExpression);
  if (!ts.isIdentifier(side) && !ts.isStringLiteral(side)) return false;
  return SECRET.test(side.text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase());
}

function longFunctions({ path, text }: SourceText): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const [first, last] = [node.getStart(), node.getEnd()].map(
        (offset) => source.getLineAndCharacterOfPosition(offset).line,
      );
      const lines = (last ?? 0) - (first ?? 0) + 1;
      if (lines > LONGEST_FUNCTION) found.push(`${path}:${(first ?? 0) + 1} ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
