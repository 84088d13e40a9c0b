/** Which day it is. */

/** The later of the day here and the day in UTC, so that nobody has to wait for midnight somewhere else. */
export function today(): string {
  const now = new Date();
  const here = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return (here > now ? here : now).toISOString().slice(0, 10);
}
