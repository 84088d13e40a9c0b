/** The passwords of the booths, as whoever asks for one sees them. */

/** The passwords that booths send: the one in force, and those that go on working for a while. */
export interface IngestPasswords {
  /**
   * Whether this is one of them; `address` is the client's, whose network has a limited number of wrong ones. Throws
   * Refused: too_many_attempts, or busy when so many wrong ones are being looked at that it must wait; and the error of
   * the database.
   */
  matches(given: string, address: string): Promise<boolean>;
  /** Throws Refused (too_many_attempts) while no password of this address would be looked at, so that no body is read. */
  requireOpen(address: string): void;
}
