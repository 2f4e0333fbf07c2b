import type { Device, Devices, TrustedBrowsers } from '../authenticator/ports.ts';
import { nextTry } from '../authenticator/throttle.ts';

/** Devices in memory, with the promises of the real ones. */
export function memoryDevices(
  given: readonly Device[] = [],
): Devices & { readonly all: () => readonly Device[] } {
  let all: (Device & { failures?: number; failed_at?: number })[] = [...given];
  let next = Math.max(0, ...all.map(({ pk }) => pk)) + 1;
  const change = (pk: number, patch: object) => {
    all = all.map((device) => (device.pk === pk ? { ...device, ...patch } : device));
  };
  const find = (pk: number) => all.find((device) => device.pk === pk);
  return {
    all: () => all,
    of: async (user) =>
      all
        .filter((device) => device.user === user)
        .toSorted((a, b) => (b.last_used ?? -1) - (a.last_used ?? -1) || a.pk - b.pk),
    find: async (pk) => find(pk),
    by: async (kind, field, value) =>
      all.find((device) => device.class === kind && device.data[field] === value),
    async add(device) {
      const added: Device = { ...device, pk: next++, created: 0, last_used: null };
      all = [...all, added];
      return added;
    },
    async replace(pk, data) {
      change(pk, { data });
    },
    async attempt(pk, { now, factor }) {
      const device = find(pk);
      if (factor <= 0 || !device) return { allowed: true };
      const { failures = 0, failed_at = 0 } = device;
      const until = nextTry(failures, failed_at, factor);
      if (failures > 0 && until > now) return { allowed: false, wait: Math.ceil(until - now) };
      change(pk, { failures: failures + 1, failed_at: now });
      return { allowed: true };
    },
    async succeed(pk, now, claim) {
      const device = find(pk);
      if (!device) return false;
      const held = claim && device.data[claim.field];
      if (claim?.claim === 'grow' && typeof held === 'number' && held >= claim.value) return false;
      if (claim?.claim === 'spend' && !(Array.isArray(held) && held.includes(claim.value))) return false;
      const kept =
        claim?.claim === 'grow'
          ? claim.value
          : Array.isArray(held)
            ? held.filter((one) => one !== claim?.value)
            : undefined;
      change(pk, {
        failures: 0,
        last_used: now,
        ...(claim ? { data: { ...device.data, [claim.field]: kept } } : {}),
      });
      return true;
    },
  };
}

/** Trusted browsers in memory; devices are never taken away there, and passwords never changed. */
export function memoryTrust(): TrustedBrowsers {
  type Kept = Parameters<TrustedBrowsers['keep']>[1];
  let all: readonly { readonly secret: string; readonly kept: Kept }[] = [];
  return {
    async recall(secret, { user, stage }, now) {
      const found = all.find(
        (one) => one.secret === secret && one.kept.user === user && one.kept.stage === stage,
      );
      return found && found.kept.expires > now
        ? { device: found.kept.device, proven: found.kept.proven }
        : undefined;
    },
    async keep({ old, now }, kept) {
      all = [
        ...all
          .map((one) => (one.secret === old ? { ...one, secret: now } : one))
          .filter(
            (one) => one.secret !== now || one.kept.user !== kept.user || one.kept.stage !== kept.stage,
          ),
        { secret: now, kept },
      ];
    },
    async purge(now) {
      const before = all.length;
      all = all.filter(({ kept }) => kept.expires > now);
      return before - all.length;
    },
  };
}
