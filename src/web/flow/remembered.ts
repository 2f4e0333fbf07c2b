const key = 'postern.identifier';

/** The identifier that somebody asked this device to remember; undefined too where the browser keeps nothing. */
export function remembered(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers an identifier on this device, or forgets the one that was. */
export function remember(identifier: string | undefined): void {
  try {
    if (identifier === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, identifier);
  } catch {
    // Private windows and locked-down browsers keep nothing; signing in goes on without it.
  }
}
