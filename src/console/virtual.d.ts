/** The modules that build/plugin.ts makes of the contract. */

declare module "virtual:schemas" {
  const schemas: import("./build/schemas.ts").ContractSchemas;
  export default schemas;
}

declare module "virtual:documents" {
  const documents: Readonly<
    Record<string, () => Promise<{ readonly default: readonly import("./core/document.ts").DocumentNode[] }>>
  >;
  export default documents;
}
