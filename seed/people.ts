import { addDays } from '#kit/deadlines/china-date';
import { idNumberCheck } from '#kit/identifiers/id-number';
import { personId } from '#kit/identifiers/person-id';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import type { SeedCommunity, SeedPerson, WorldOptions } from './world-types.js';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文辉力永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘',
];

/** Every tenth person is a minor or a pupil; nobody who plays a role is. */
export function isMinor(index: number): boolean {
  return index % 10 === 0;
}

/** Social workers stand at two places in forty; see workers.ts. */
export const SOCIAL_WORKER_PLACES = [4, 25] as const;

function isSocialWorkerPlace(index: number): boolean {
  return SOCIAL_WORKER_PLACES.some((place) => place === index % 40);
}

export function makePerson(options: WorldOptions, communities: readonly SeedCommunity[], index: number): SeedPerson {
  const { people, seed, today, personIdKey } = options;
  const choose = draw(seed, KIND.person, index);
  const sex = choose.chance(0.5) ? 'MALE' : 'FEMALE';
  // Social workers were certified up to ten years ago, and as adults.
  const youngest = isSocialWorkerPlace(index) ? 33 : 23;
  const years = isMinor(index) ? choose.int(6, 17) : choose.int(youngest, 85);
  const birthDate = addDays(today, -years * 365 - choose.int(5, 360));
  const name = choose.pick(SURNAMES) + choose.pick(GIVEN) + (choose.chance(0.75) ? choose.pick(GIVEN) : '');
  // Neighbours have neighbouring indexes, so that a team or a shift is mostly of one place.
  const community = cycle(communities, Math.floor((index * communities.length) / people));
  const idNumber = makeIdNumber(index, birthDate, sex);
  return {
    index,
    id: personId(idNumber, personIdKey),
    idNumber,
    name,
    sex,
    birthDate,
    community,
    phone: `1990${String(index).padStart(7, '0')}`,
    address: `${community.name}${choose.int(1, 99)}号${choose.int(1, 32)}栋${choose.int(101, 2802)}室`,
  };
}

function makeIdNumber(index: number, birthDate: string, sex: SeedPerson['sex']): string {
  const place = String(index % 10_000).padStart(4, '0');
  const sequence = String(Math.floor(index / 10_000) * 2 + (sex === 'MALE' ? 1 : 0)).padStart(3, '0');
  const first17 = `99${place}${birthDate.replaceAll('-', '')}${sequence}`;
  return first17 + idNumberCheck(first17);
}
