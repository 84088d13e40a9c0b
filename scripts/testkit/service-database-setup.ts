/** For each file of tests whose services work on PostgreSQL: their databases go with it. */
import { afterAll } from "vitest";
import { dropDatabases } from "./service-database.ts";

afterAll(dropDatabases);
