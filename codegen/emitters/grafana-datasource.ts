/** The data source of every panel, by the name under which it is provisioned. */
export const DATASOURCE = { type: "prometheus", uid: "prometheus" } as const;
