import { type Act, action } from '#kit/actions/action';
import { divisionCode, id, listOf, oneOf, optional, text } from '#kit/actions/input';
import { ensure } from '#kit/actions/problem';
import { stepAction } from '#kit/actions/step-action';
import { anyOf, isForeignPartner, isOtherPerson, officials, partners, persons } from '#kit/identity/access';
import { sql } from '#kit/sql';
import { newId } from '#lib/new-id';
import { withdrawComing } from '../applications/free-place.js';
import { events } from '../events.js';
import { VolunteerTeam } from '../teams/volunteer-team.entity.js';
import { RegistrationSource, Volunteer } from './volunteer.entity.js';
import { volunteerLifecycle } from './volunteer.lifecycle.js';

export const registerVolunteer = action({
  about: 'Registers a person as a volunteer; one per person. 志愿者注册',
  row: 'S0-23',
  may: anyOf(officials('youth-league'), partners, persons),
  input: {
    personId: id('The person, by PersonId. 本人'),
    districtCode: divisionCode('Where the volunteer serves. 服务地区代码'),
    teamId: optional(id('Team. 所属队伍')),
    skills: listOf(text('Skills. 技能', { max: 40 }), { max: 20 }),
    serviceAreas: listOf(text('Fields of service. 服务领域', { max: 40 }), { max: 20 }),
    source: oneOf(RegistrationSource, 'Where the registration comes from. 注册来源'),
  },
  returns: Volunteer,
  async run(act, input) {
    ensure(!isOtherPerson(act.caller, input.personId), 'FORBIDDEN', 'a person registers himself only', {
      field: 'personId',
    });
    ensure(/^p_[\w-]{20,40}$/.test(input.personId), 'INVALID_INPUT', 'personId is not a PersonId', {
      field: 'personId',
    });
    const team = input.teamId ? await act.require(VolunteerTeam, input.teamId, 'teamId') : undefined;
    ensure(
      !team || !isForeignPartner(act.caller, team.sponsorUscc),
      'FORBIDDEN',
      'a partner recruits for its own teams',
      {
        field: 'teamId',
      },
    );
    ensure(team?.state !== 'DISSOLVED', 'RULE_BROKEN', 'the team is dissolved', { field: 'teamId', rule: 'S0-21' });
    const recruiter = act.caller.kind === 'partner' ? act.caller.organization : null;
    const [row] = await sql<{ n: string }>(act.em, `select nextval('volunteer_no') as n`);
    const volunteer = act.em.create(Volunteer, {
      id: newId('vol'),
      volunteerNo: `V${String(row?.n ?? '').padStart(9, '0')}`,
      personId: input.personId,
      team: team?.id ?? null,
      recruiterUscc: recruiter,
      districtCode: input.districtCode,
      skills: [...new Set(input.skills)],
      serviceAreas: [...new Set(input.serviceAreas)],
      source: recruiter === null ? input.source : 'AGENCY',
      state: 'PENDING',
      registeredAt: act.now,
      starLevel: 0,
    });
    act.announce(events.VolunteerRegistered, {
      subject: volunteer,
      district: input.districtCode,
      facts: { source: volunteer.source },
    });
    return volunteer;
  },
});

/** Who may not serve gives the places back that are still to come. */
const releasePlaces = (act: Act, { id: volunteer }: Volunteer) => withdrawComing(act, volunteer);

const step = {
  row: 'S0-23',
  may: officials('youth-league'),
  entity: Volunteer,
  lifecycle: volunteerLifecycle,
} as const;

export const verifyVolunteer = stepAction({
  ...step,
  about: 'Verifies a volunteer’s identity. 核实志愿者身份',
  transition: 'verify',
});
export const activateVolunteer = stepAction({
  ...step,
  about: 'Makes a verified or suspended volunteer active. 启用志愿者',
  transition: 'activate',
  event: events.VolunteerActivated,
  announce: ({ districtCode }) => ({ district: districtCode }),
});
export const suspendVolunteer = stepAction({
  ...step,
  about: 'Suspends an active volunteer. 暂停志愿者',
  transition: 'suspend',
  apply: releasePlaces,
});
export const withdrawVolunteer = stepAction({
  ...step,
  about: 'Withdraws a volunteer; records stay. 退出志愿者登记',
  may: anyOf(officials('youth-league'), persons),
  own: (act, { personId }) => !isOtherPerson(act.caller, personId),
  transition: 'withdraw',
  apply: releasePlaces,
});
