/** What one command of `npm run env` is. */

export interface EnvCommand {
  readonly verb: string;
  /** One line for the list of the commands. */
  readonly does: string;
  /** How it is typed, its options and exit codes: everything that a stranger needs. */
  readonly help: string;
  /** The exit code. Throws UsageError, and CannotRun for what stands in its way. No message holds a secret. */
  run(args: string[]): Promise<number>;
}
