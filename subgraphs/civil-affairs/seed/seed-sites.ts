import type { Seeder } from '#kit/seeding/seeder';
import type { World } from '#seed/world-types';
import { FunctionRoom, MANDATORY_ROOMS } from '../sites/function-room.entity.js';
import { ServiceCenter } from '../sites/service-center.entity.js';
import { ServiceStation } from '../sites/service-station.entity.js';

const ROOM_NAMES = {
  CHILDREN: '儿童服务室',
  COUNSELLING: '心理咨询室',
  READING: '阅览室',
  ELDERLY: '老年人文娱室',
} as const;

/** Operating stations and open centres with their four mandatory rooms. */
export async function seedSites(seeder: Seeder, { sites }: World): Promise<void> {
  const stations = sites.filter(({ kind }) => kind === 'STATION');
  const centers = sites.filter(({ kind }) => kind === 'CENTER');
  await seeder.insert(
    ServiceStation,
    stations.map((site) => ({
      id: site.id,
      code: site.code,
      name: site.name,
      district: site.districtCode,
      operator: site.operatorUscc,
      coverage: site.coverage,
      state: 'OPERATING' as const,
      hotline: site.hotline,
      contractedHeadcount: site.headcount,
      stationedHeadcount: site.headcount,
      openedOn: site.openedOn,
    })),
  );
  await seeder.insert(
    ServiceCenter,
    centers.map((site) => ({
      id: site.id,
      code: site.code,
      name: site.name,
      district: site.districtCode,
      operator: site.operatorUscc,
      state: 'OPEN' as const,
      floorAreaSqm: site.floorAreaSqm,
      openedOn: site.openedOn,
    })),
  );
  await seeder.insert(
    FunctionRoom,
    centers.flatMap((site) =>
      MANDATORY_ROOMS.map((kind, index) => ({
        id: `${site.id.replace('ctr_', 'room_')}${index}`,
        center: site.id,
        kind,
        name: ROOM_NAMES[kind],
        areaSqm: 40,
        need: null,
        verifiedOn: site.openedOn,
      })),
    ),
  );
}
