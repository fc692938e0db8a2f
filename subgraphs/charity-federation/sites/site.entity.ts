import { defineEntity, p } from '@mikro-orm/core';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { vocabulary } from '#kit/vocabulary';
import { District } from '../references/district.reference.js';
import { Organization } from '../references/organization.reference.js';
import { ServiceSite } from '../references/service-site.reference.js';

export const DonationSiteState = vocabulary('DonationSiteState', 'State of a community donation site. 捐赠站点状态', {
  PLANNED: 'Planned. 筹备',
  OPEN: 'Open. 开放',
  SUSPENDED: 'Suspended. 暂停',
  CLOSED: 'Closed. 已撤销',
});

export const AcceptedGift = vocabulary('AcceptedGift', 'What a donation site accepts. 接受捐赠类别', {
  MONEY: 'Money. 款',
  GOODS: 'Goods, usable and safe (Charity Law art. 36). 物',
});

export const DonationSiteTable = defineEntity({
  name: 'DonationSite',
  properties: {
    id: p.string().length(40).primary(),
    siteId: p.string().length(40).index(),
    sponsorUscc: p.string().length(18).index(),
    districtCode: p.string().length(12).index(),
    accepts: p.enum(() => AcceptedGift).array(),
    state: p.enum(() => DonationSiteState),
    plannedOn: p.date(),
    openedOn: p.date().nullable(),
    closedOn: p.date().nullable(),
  },
});

export class DonationSite extends DonationSiteTable.class {}

publish(DonationSite, DonationSiteTable, {
  about: 'A community donation site at a station or centre, run for a qualified charity. 社区慈善捐赠站点',
  row: 'S4-04',
  keep: 'P10Y',
  fields: {
    id: open('Key. 标识'),
    siteId: open('The station or centre where it is. 所在站点', { as: 'station', ref: () => ServiceSite }),
    sponsorUscc: open('The qualified charity that stands behind it. 合作慈善组织', {
      as: 'sponsorCharity',
      ref: () => Organization,
    }),
    districtCode: open('Where it is. 所在地区', { as: 'district', ref: () => District }),
    accepts: open('What it accepts. 接受捐赠类别'),
    state: open('State. 状态'),
    plannedOn: open('Day of planning. 筹备日期'),
    openedOn: open('Day of opening. 开放日期'),
    closedOn: open('Day of closing. 撤销日期'),
  },
});
