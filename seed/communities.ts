import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import { places } from './places.js';
import type { SeedCommunity, WorldOptions } from './world-types.js';

const NAMES = [
  '永安',
  '新兴',
  '东风',
  '和平',
  '幸福',
  '朝阳',
  '富民',
  '团结',
  '光明',
  '文昌',
  '华苑',
  '安居',
  '金山',
  '龙泉',
  '锦绣',
  '福田',
];

/** Communities of the five places in turn, each place's towns one after the other. */
export function makeCommunities({ people, seed }: WorldOptions): SeedCommunity[] {
  const { zhongshan, jieyang, guizhouStreets, jilin, guangzhou } = places();
  const regions = [guangzhou, zhongshan, guizhouStreets, jilin, jieyang];
  const count = 12 + Math.floor(people / 100);
  const perRegion = Math.ceil(count / regions.length);
  return Array.from({ length: count }, (_, index) => {
    const choose = draw(seed, KIND.community, index);
    const region = cycle(regions, Math.floor(index / perRegion));
    const town = cycle(region, index % perRegion);
    const urban = town.name.endsWith('街道') || choose.chance(0.4);
    const round = Math.floor((index % perRegion) / region.length);
    return {
      index,
      id: choose.id('com', 1_400_000_000_000 + index * 1000),
      name: `${town.name}${choose.pick(NAMES)}${round > 0 ? `第${round + 1}` : ''}${urban ? '社区' : '村'}`,
      districtCode: town.code,
      urbanRural: urban ? 'URBAN' : 'RURAL',
      conditionsMet: urban || choose.chance(0.6),
      communityWorkers: choose.chance(0.03) ? 0 : choose.int(3, 9),
    };
  });
}
