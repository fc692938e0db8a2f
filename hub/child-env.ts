import { join } from 'node:path';
import { envSuffix, type SubgraphName } from '#protocol/departments';
import type { World } from './world.js';

type Addresses = ReadonlyMap<SubgraphName, string>;

export interface SubgraphPlace {
  readonly name: SubgraphName;
  readonly folder: string;
  readonly world: World;
  readonly addresses: Addresses;
  readonly port: number;
  readonly databaseUrl: string;
}

/** What a subgraph process is told. It listens on the loopback address only: callers come through the gateway. */
export function subgraphEnv(place: SubgraphPlace): NodeJS.ProcessEnv {
  return {
    ...common(place.folder, place.addresses),
    HUB_HOST: '127.0.0.1',
    HUB_PEOPLE: String(place.world.people),
    HUB_TODAY: place.world.today,
    [`PORT_${envSuffix(place.name)}`]: String(place.port),
    [`DATABASE_URL_${envSuffix(place.name)}`]: place.databaseUrl,
  };
}

export function gatewayEnv(place: Pick<SubgraphPlace, 'folder' | 'addresses' | 'port'>): NodeJS.ProcessEnv {
  return { ...common(place.folder, place.addresses), HUB_PORT: String(place.port) };
}

/** Our own environment without what belongs to one process alone: no department learns another one's database. */
function common(folder: string, addresses: Addresses): NodeJS.ProcessEnv {
  const own = /^(DATABASE_URL_|PORT_|NODE_CHANNEL_)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
    HUB_DATA: folder,
    HUB_SUBGRAPHS: [...addresses].map(([name, url]) => `${name}=${url}`).join(','),
    // Compiled code of the packages is kept between starts.
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
  };
}
