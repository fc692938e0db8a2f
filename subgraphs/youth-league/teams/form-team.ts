import { action } from '#kit/actions/action';
import { creditCode, divisionCode, id, listOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { chinaDate } from '#kit/deadlines/china-date';
import { anyOf, isForeignPartner, officials, partners } from '#kit/identity/access';
import { lifecycle } from '#kit/lifecycle';
import { divisionPrefix } from '#kit/queries/division-prefix';
import { newId } from '#lib/new-id';
import { events } from '../events.js';
import { Volunteer } from '../volunteers/volunteer.entity.js';
import { TeamState, VolunteerTeam } from './volunteer-team.entity.js';

/** Life of a team (S0-21); active only under a body whose division contains the team's (S0-22). */
const teamLifecycle = lifecycle<typeof TeamState, 'affiliate' | 'activate' | 'dissolve', VolunteerTeam>(TeamState, {
  initial: 'FORMED',
  transitions: {
    affiliate: { from: ['FORMED', 'AFFILIATED'], to: 'AFFILIATED' },
    activate: {
      from: ['AFFILIATED'],
      to: 'ACTIVE',
      guards: [
        (_, { districtCode, supervisingDistrict }) =>
          supervisingDistrict && districtCode.startsWith(divisionPrefix(supervisingDistrict))
            ? undefined
            : {
                code: 'RULE_BROKEN',
                message: 'the team is not in the division of its supervising body',
                rule: 'S0-22',
              },
      ],
    },
    dissolve: { from: ['FORMED', 'AFFILIATED', 'ACTIVE'], to: 'DISSOLVED' },
  },
});

const may = anyOf(officials('youth-league'), partners);
const own = (act: { caller: Parameters<typeof isForeignPartner>[0] }, { sponsorUscc }: VolunteerTeam) =>
  !isForeignPartner(act.caller, sponsorUscc);

export const formTeam = action({
  about: 'Forms a volunteer team. 组建志愿队伍',
  row: 'S0-21',
  may,
  input: {
    name: text('Name. 名称', { max: 120 }),
    sponsorUscc: creditCode('Sponsoring organisation. 发起机构'),
    districtCode: divisionCode('Where it works. 活动地区代码'),
    siteId: optional(id('Station or centre. 所属站点')),
    specialties: optional(listOf(text('What the team is good at. 队伍专长', { max: 40 }), { max: 20 })),
  },
  returns: VolunteerTeam,
  run(act, input) {
    ensure(!isForeignPartner(act.caller, input.sponsorUscc), 'FORBIDDEN', 'a partner forms teams of its own only', {
      field: 'sponsorUscc',
    });
    const team = act.em.create(VolunteerTeam, {
      id: newId('tm'),
      name: input.name,
      sponsorUscc: input.sponsorUscc,
      districtCode: input.districtCode,
      siteId: input.siteId ?? null,
      specialties: [...new Set(input.specialties)],
      supervisingUscc: null,
      supervisingDistrict: null,
      state: 'FORMED',
      formedOn: chinaDate(act.now),
    });
    act.announce(events.TeamFormed, { subject: team, district: team.districtCode, organization: team.sponsorUscc });
    return Promise.resolve(team);
  },
});

export const affiliateTeam = action({
  about: 'Puts a team under the volunteer body of its town (属地管理). 队伍归口管理',
  row: 'S0-22',
  may: officials('youth-league'),
  input: {
    id: id('The team. 队伍'),
    supervisingUscc: creditCode('Supervising body. 归口管理单位'),
    supervisingDistrict: divisionCode('Division of that body. 该单位所在地区代码'),
  },
  returns: VolunteerTeam,
  async run(act, { id: key, supervisingUscc, supervisingDistrict }) {
    const team = await act.lock(VolunteerTeam, key, 'id');
    await teamLifecycle.fire(act, team, 'affiliate');
    team.supervisingUscc = supervisingUscc;
    team.supervisingDistrict = supervisingDistrict;
    act.announce(events.TeamAffiliated, { subject: team, district: team.districtCode, organization: team.sponsorUscc });
    return team;
  },
});

const step = {
  row: 'S0-21',
  may,
  entity: VolunteerTeam,
  lifecycle: teamLifecycle,
  own,
  announce: ({ districtCode, sponsorUscc }: VolunteerTeam) => ({ district: districtCode, organization: sponsorUscc }),
} as const;
export const activateTeam = stepAction({
  ...step,
  about: 'Makes an affiliated team active. 队伍启用',
  transition: 'activate',
  event: events.TeamActivated,
});
export const dissolveTeam = stepAction({
  ...step,
  about: 'Dissolves a team; its members stay volunteers. 队伍解散',
  transition: 'dissolve',
  apply: async (act, { id: team }) => void (await act.em.nativeUpdate(Volunteer, { team }, { team: null })),
  event: events.TeamDissolved,
});
