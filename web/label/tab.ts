const place = "sluice:label:tab";

/**
 * A name for this tab that survives a reload and that a duplicated tab does not share: whoever holds its lock has it. Without locks
 * (plain HTTP from another machine) every load takes a new one, and what the old load held comes back after a while.
 */
export async function nameTab(): Promise<string> {
  const known = sessionStorage.getItem(place);
  if (known !== null && (await holds(known))) return known;
  const fresh = Math.random().toString(36).slice(2);
  sessionStorage.setItem(place, fresh);
  await holds(fresh);
  return fresh;
}

/** Takes the lock of a name for as long as the page lives. */
function holds(name: string): Promise<boolean> {
  if (navigator.locks === undefined) return Promise.resolve(false);
  return new Promise((done) => {
    void navigator.locks.request(`${place}:${name}`, { ifAvailable: true }, (lock) => {
      done(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}
