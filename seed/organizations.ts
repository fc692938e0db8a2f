import { addDays } from '#kit/deadlines/china-date';
import { creditCodeCheck } from '#kit/identifiers/credit-code';
import { districts } from './districts.js';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import { CITY, places } from './places.js';
import type { OrganizationRole, SeedOrganization, WorldOptions } from './world-types.js';

type Kind = readonly [prefix: string, type: SeedOrganization['type']];

const PUBLIC_BODY: Kind = ['11', 'PUBLIC_BODY'];
const ASSOCIATION: Kind = ['51', 'SOCIAL_ASSOCIATION'];
const INSTITUTION: Kind = ['52', 'SOCIAL_SERVICE_INSTITUTION'];
const FOUNDATION: Kind = ['53', 'FOUNDATION'];

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const MAX_GENERATED = 5000;

/** Organisations that the policy texts name or imply; all nine kinds of S4-21 are among them. */
const FIXED: readonly (readonly [name: string, role: OrganizationRole, kind: Kind, district: string])[] = [
  ['中山市民政局', 'CIVIL_AFFAIRS', PUBLIC_BODY, CITY.zhongshan],
  ['共青团中山市委员会', 'YOUTH_LEAGUE', PUBLIC_BODY, CITY.zhongshan],
  ['中山市精神文明建设委员会办公室', 'CIVILIZATION_OFFICE', PUBLIC_BODY, CITY.zhongshan],
  ['中山市社会工作委员会', 'SOCIAL_WORK_COMMITTEE', PUBLIC_BODY, CITY.zhongshan],
  ['中山市慈善总会', 'CHARITY_FEDERATION', ASSOCIATION, CITY.zhongshan],
  ['中山市志愿者联合会', 'VOLUNTEER_FEDERATION', ASSOCIATION, CITY.zhongshan],
  ['广州市民政局', 'CIVIL_AFFAIRS', PUBLIC_BODY, CITY.guangzhou],
  ['广州市天河区民政局', 'DISTRICT_CIVIL_AFFAIRS', PUBLIC_BODY, '440106'],
  ['广州市慈善服务中心', 'CHARITY_SERVICE_CENTER', PUBLIC_BODY, CITY.guangzhou],
  ['广州市慈善会', 'CHARITY_FEDERATION', ASSOCIATION, CITY.guangzhou],
  ['广州市天河区慈善会', 'DISTRICT_CHARITY_FEDERATION', ASSOCIATION, '440106'],
  ['广州市社会工作协会', 'SOCIAL_WORK_ASSOCIATION', ASSOCIATION, CITY.guangzhou],
  ['广州市善城社区公益基金会', 'COMMUNITY_FOUNDATION', FOUNDATION, CITY.guangzhou],
  ['广州市广益联合募捐发展中心', 'JOINT_FUNDRAISING_CENTER', INSTITUTION, CITY.guangzhou],
  ['揭阳市民政局', 'CIVIL_AFFAIRS', PUBLIC_BODY, CITY.jieyang],
  ['揭阳市慈善会', 'CHARITY_FEDERATION', ASSOCIATION, CITY.jieyang],
  ['贵州省民政厅', 'CIVIL_AFFAIRS', PUBLIC_BODY, CITY.guizhou],
  ['贵州省慈善总会', 'CHARITY_FEDERATION', ASSOCIATION, CITY.guizhou],
  ['吉林省民政厅', 'CIVIL_AFFAIRS', PUBLIC_BODY, CITY.jilin],
  ['吉林省志愿者联合会', 'VOLUNTEER_FEDERATION', ASSOCIATION, CITY.jilin],
];

const WORDS = [
  '启明',
  '同心',
  '阳光',
  '春晖',
  '和谐',
  '暖阳',
  '恒爱',
  '乐群',
  '众望',
  '心桥',
  '晨曦',
  '益家',
  '仁爱',
  '扬帆',
  '携手',
  '青禾',
];
const AREAS = [CITY.zhongshan, CITY.jieyang, CITY.guizhou, CITY.jilin, CITY.guangzhou];

/** The fixed organisations, one town government per fifth Guangzhou town, then agencies and volunteer organisations. */
export function makeOrganizations({ people, seed, today }: WorldOptions): SeedOrganization[] {
  const make = (
    index: number,
    name: string,
    role: OrganizationRole,
    kind: Kind,
    districtCode: string,
  ): SeedOrganization => {
    const choose = draw(seed, KIND.organization, index);
    const registeredOn = addDays(today, -choose.int(2600, 6000));
    return { uscc: creditCode(index, kind[0], districtCode), name, type: kind[1], role, districtCode, registeredOn };
  };
  const governments = [...places().guangzhou, ...places().zhongshan].filter((_, index) => index % 5 === 0);
  const generated = Math.min(MAX_GENERATED, 36 + Math.floor(people / 200));
  const cityNames = new Map(districts().map(({ code, name }) => [code, name.replace(/(省|市)$/, '')]));
  let index = 0;
  return [
    ...FIXED.map(([name, role, kind, district]) => make(index++, name, role, kind, district)),
    ...governments.map(({ code, name }) =>
      make(index++, `${name}${name.endsWith('街道') ? '办事处' : '人民政府'}`, 'TOWN_GOVERNMENT', PUBLIC_BODY, code),
    ),
    ...Array.from({ length: generated }, (_, n) => {
      const area = cycle(AREAS, n);
      const word = cycle(WORDS, Math.floor(n / AREAS.length));
      const number = Math.floor(n / (AREAS.length * WORDS.length));
      const isAgency = n % 3 !== 2;
      const name = `${cityNames.get(area) ?? ''}${word}${number > 0 ? number + 1 : ''}${isAgency ? '社会工作服务中心' : '志愿服务队'}`;
      return make(
        index++,
        name,
        isAgency ? 'SOCIAL_WORK_AGENCY' : 'VOLUNTEER_ORGANIZATION',
        isAgency ? INSTITUTION : ASSOCIATION,
        area,
      );
    }),
  ];
}

/** A valid check character; the organisation part begins with XN (虚拟) and ends without its own check: synthetic. */
function creditCode(index: number, prefix: string, district: string): string {
  const division = district.replaceAll(/\D/g, '').padEnd(6, '0').slice(0, 6);
  let number = '';
  for (let rest = index, place = 0; place < 7; place++, rest = Math.floor(rest / ALPHABET.length)) {
    number = ALPHABET.charAt(rest % ALPHABET.length) + number;
  }
  const first17 = `${prefix}${division}XN${number}`;
  return first17 + creditCodeCheck(first17);
}
