import type { Grants } from './grants.js';

const PROBE_MS = 2000;

/** How permission and its trace stand, for those who run the hub. */
export interface PermissionState {
  /** `unconfirmed`: the exchange did not answer for a while, so nothing is granted. */
  readonly grants: 'confirmed' | 'unconfirmed';
  /** Of each department: `failing` means that it withholds personal data, because it cannot record who reads it. */
  readonly accessLog: Readonly<Record<string, 'written' | 'failing' | 'unknown'>>;
}

/** Asks the departments' `/ready`; one that does not answer in time is `unknown`. */
export async function permissionState(
  grants: Pick<Grants, 'isTrusted'>,
  subgraphs: Readonly<Record<string, string>>,
): Promise<PermissionState> {
  const states = Object.entries(subgraphs).map(async ([name, origin]) => {
    try {
      const response = await fetch(`${origin}/ready`, { signal: AbortSignal.timeout(PROBE_MS) });
      const { accessLog } = (await response.json()) as { accessLog?: unknown };
      return [name, accessLog === 'written' || accessLog === 'failing' ? accessLog : 'unknown'] as const;
    } catch {
      return [name, 'unknown'] as const;
    }
  });
  return {
    grants: grants.isTrusted ? 'confirmed' : 'unconfirmed',
    accessLog: Object.fromEntries(await Promise.all(states)),
  };
}
