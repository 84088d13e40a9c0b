/** What the service stands on. */
import type { Logger } from "pino";
import type { BreakerRules } from "./core/breaker.ts";
import type { IsProxy } from "./core/client-address.ts";
import type { Instance } from "./core/instance.ts";
import type { FixedConfig, LiveConfig } from "./core/live-config.ts";
import type { MediaStore } from "./core/media.ts";
import type { ProviderDriver } from "./core/provider.ts";
import type { ConsoleBuild } from "./features/console/files.ts";
import type { Account } from "./features/operators/accounts.ts";
import type { LiveSettings } from "./features/settings/service.ts";
import type { Db } from "./storage/schema.ts";

/** What a service stands on; src/service.ts opens it. */
export interface AppDeps {
  /** What is no secret, and stays as it was at the start. */
  readonly config: FixedConfig;
  /** The secrets, with all else. */
  readonly live: LiveConfig;
  readonly log: Logger;
  readonly db: Db;
  /** This process, among others that may share the database. */
  readonly instance: Instance;
  readonly media: MediaStore;
  readonly settings: LiveSettings;
  readonly drivers: readonly ProviderDriver[];
  /** Who can sign in now. */
  readonly accounts: () => ReadonlyMap<string, Account>;
  readonly isProxy: IsProxy;
  /** Whether operators are let in from an address, this machine aside. */
  readonly isOperatorNetwork: (address: string) => boolean;
  readonly breakerRules: BreakerRules;
  /** The operators' page; undefined where it was not built. */
  readonly page: ConsoleBuild | undefined;
}
