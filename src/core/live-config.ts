/** The configuration in force: one whole set at any moment, which a reload of the secrets replaces by another. */
import type { Config, variables } from "../../generated/config.ts";

/** The variables that hold secrets, by the contract. */
export type SecretName = Extract<(typeof variables)[number], { readonly secret: true }>["name"];

/** What stays the same while the process lives: whoever has only this cannot read a secret of an older set. */
export type FixedConfig = Omit<Config, SecretName>;

/**
 * Where secrets are read. Whatever takes more than one step takes `current()` once, when it begins, and works with that
 * set to its end.
 */
export interface LiveConfig {
  current(): Config;
  /** `listener` is called right after another set has come into force. It must not throw. */
  onChange(listener: (now: Config) => void): void;
}

export interface ReplaceableConfig extends LiveConfig {
  /** Puts `next` into force, at once and whole. */
  replace(next: Config): void;
}

export function createLiveConfig(first: Config): ReplaceableConfig {
  let config = first;
  const listeners: ((now: Config) => void)[] = [];
  return {
    current: () => config,
    onChange: (listener) => void listeners.push(listener),
    replace(next) {
      config = next;
      for (const listener of listeners) listener(next);
    },
  };
}
