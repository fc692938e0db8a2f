import { addDays } from '#kit/deadlines/china-date';
import { chinaTime, DAY_MS } from './days.js';
import { cycle, draw } from './draw.js';
import { KIND } from './kinds.js';
import type {
  SeedActivity,
  SeedNeed,
  SeedOrganization,
  SeedParticipation,
  SeedProject,
  SeedShift,
  WorldOptions,
} from './world-types.js';

const TITLES = [
  '长者探访',
  '社区清洁',
  '课业辅导',
  '义诊陪护',
  '普法宣传',
  '环保骑行',
  '图书整理',
  '节日慰问',
  '交通劝导',
  '应急演练',
];
const SHIFTS_PER_ACTIVITY = 2;
/** Days of history before today and of plans after it. */
const PAST_DAYS = 360;
const COMING_DAYS = 30;

/**
 * Activities with their shifts. Shifts take volunteers in turn, so the roll is gone through in rounds; each round has a span of
 * days of its own, and within a round nobody has two shifts: no volunteer can be in two places at once.
 */
export function makeActivities(
  options: WorldOptions,
  volunteers: number,
  hosts: readonly SeedOrganization[],
  projects: readonly SeedProject[],
  needs: readonly SeedNeed[],
  districtOfVolunteer: (index: number) => string,
): SeedActivity[] {
  const { people, seed } = options;
  const count = 40 + Math.floor(people / 20);
  const wanted = Array.from({ length: count * SHIFTS_PER_ACTIVITY }, (_, index) => {
    const choose = draw(seed, KIND.shift, index);
    const positions = choose.int(5, 30);
    return { positions, taken: Math.min(positions, choose.int(3, 16)) };
  });
  const seats = seatShifts(wanted, volunteers);
  const rounds = (seats.at(-1)?.round ?? 0) + 1;
  const matched = needs.filter(({ state }) => state === 'MATCHED' || state === 'SERVED' || state === 'CLOSED');
  const active = projects.filter(({ state }) => state === 'RUNNING' || state === 'COMPLETED' || state === 'CLOSED');
  return Array.from({ length: count }, (_, index) => {
    const choose = draw(seed, KIND.activity, index);
    const own = seats.slice(index * SHIFTS_PER_ACTIVITY, (index + 1) * SHIFTS_PER_ACTIVITY);
    const shifts = own.map((seat, n) => makeShift(options, index * SHIFTS_PER_ACTIVITY + n, seat, rounds));
    const project = active.length > 0 && choose.chance(0.75) ? cycle(active, index) : undefined;
    const need = index < matched.length ? matched[index] : undefined;
    const start = Math.min(...shifts.map(({ startsAt }) => startsAt.getTime()));
    return {
      index,
      id: choose.id('act', start - 20 * DAY_MS),
      title: `${choose.pick(TITLES)}志愿服务`,
      projectId: project?.id ?? null,
      needId: need?.id ?? null,
      hostUscc: project?.leadUscc ?? cycle(hosts, index).uscc,
      siteId: project?.siteId ?? null,
      districtCode: project?.districtCode ?? districtOfVolunteer(own[0]?.firstVolunteer ?? 0),
      shifts,
    };
  });
}

interface Seat {
  readonly positions: number;
  readonly taken: number;
  readonly firstVolunteer: number;
  readonly round: number;
}

function seatShifts(wanted: readonly { positions: number; taken: number }[], volunteers: number): Seat[] {
  let next = 0;
  let round = 0;
  return wanted.map(({ positions, taken }) => {
    if (volunteers === 0) return { positions, taken: 0, firstVolunteer: 0, round: 0 };
    if (next >= volunteers) {
      next = 0;
      round += 1;
    }
    const seat = { positions, taken: Math.min(taken, volunteers - next), firstVolunteer: next, round };
    next += seat.taken;
    return seat;
  });
}

function makeShift({ seed, today }: WorldOptions, index: number, seat: Seat, rounds: number): SeedShift {
  const choose = draw(seed, KIND.shift, index, 1);
  const span = (PAST_DAYS + COMING_DAYS) / rounds;
  const first = Math.ceil(seat.round * span);
  const last = Math.max(first, Math.ceil((seat.round + 1) * span) - 1);
  const day = addDays(today, choose.int(first, last) - PAST_DAYS);
  const start = choose.int(16, 34) * 30;
  const startsAt = chinaTime(day, start);
  const { round: _, ...rest } = seat;
  return {
    index,
    id: choose.id('shf', startsAt.getTime() - 15 * DAY_MS),
    startsAt,
    endsAt: chinaTime(day, start + choose.int(4, 8) * 30),
    ...rest,
    state: day < today ? 'PAST' : 'COMING',
  };
}

export function* makeParticipations(
  { seed }: WorldOptions,
  activities: readonly SeedActivity[],
): Generator<SeedParticipation> {
  for (const activity of activities) {
    for (const shift of activity.shifts) {
      for (let seat = 0; seat < shift.taken; seat++) {
        const choose = draw(seed, KIND.participation, shift.index, seat);
        const appliedAt = new Date(shift.startsAt.getTime() - choose.int(2, 12) * DAY_MS);
        yield {
          applicationId: choose.id('app', appliedAt.getTime()),
          volunteerIndex: shift.firstVolunteer + seat,
          shift,
          activity,
          appliedAt,
          record: shift.state === 'PAST' ? makeRecord(choose, shift) : null,
        };
      }
    }
  }
}

function makeRecord(choose: ReturnType<typeof draw>, shift: SeedShift): SeedParticipation['record'] {
  const startedAt = new Date(shift.startsAt.getTime() + choose.int(0, 3) * 300_000);
  const endedAt = new Date(shift.endsAt.getTime() - choose.int(0, 3) * 300_000);
  // Within the evening: nothing is recorded after the day of the world has begun.
  const recordedAt = new Date(shift.endsAt.getTime() + choose.int(5, 90) * 60_000);
  return {
    id: choose.id('rec', recordedAt.getTime()),
    startedAt,
    endedAt,
    minutes: Math.round((endedAt.getTime() - startedAt.getTime()) / 60_000),
    state: choose.chance(0.92) ? 'CONFIRMED' : 'PENDING',
    recordedAt,
  };
}
