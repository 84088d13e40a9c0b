/** The passwords of the booths, as whoever asks for one sees them. */

/** The passwords that booths send: the one in force, and those that go on working for a while. */
export interface IngestPasswords {
  /**
   * Whether this is one of them. Throws Refused (busy) when so many wrong ones are being looked at that it must wait, and
   * the error of the database.
   */
  matches(given: string): Promise<boolean>;
}
