import { defineEvents } from '#kit/feed/events';

/** What the charity federation announces. Facts are amounts and codes; never who gave. */
export const events = defineEvents({
  DonationPledged: { about: 'A donation was promised. 认捐', audience: 'departments' },
  DonationReceived: { about: 'A donation was paid. 收到捐赠', audience: 'public' },
  DonationConfirmed: { about: 'A donation reached the account of the charity. 捐赠到账', audience: 'public' },
  DonationRefunded: { about: 'A donation was given back. 捐赠退款', audience: 'departments' },
  ReceiptIssued: { about: 'A receipt was issued. 开具捐赠票据', audience: 'departments' },
  CampaignFiled: { about: 'The plan of a campaign was filed. 募捐方案备案', audience: 'departments' },
  CampaignLaunched: { about: 'A campaign began to raise. 募捐活动开始', audience: 'public' },
  CampaignPaused: { about: 'A campaign was paused. 募捐活动暂停', audience: 'public' },
  CampaignClosed: { about: 'A campaign ended. 募捐活动结束', audience: 'public' },
  GoalReached: { about: 'A campaign reached its goal. 募捐达到目标', audience: 'public' },
  DisclosurePublished: { about: 'A campaign published an account. 募捐情况公开', audience: 'public' },
  FundApplied: { about: 'A community charity fund was applied for. 申请设立社区慈善基金', audience: 'departments' },
  FundApproved: { about: 'A community charity fund was approved. 批准设立社区慈善基金', audience: 'departments' },
  FundOpened: { about: 'A community charity fund was opened. 社区慈善基金设立', audience: 'public' },
  SeedGranted: { about: 'Seed money was granted to a fund. 拨付启动资金', audience: 'public' },
  FundSpent: { about: 'A fund committed or paid money to a project. 社区慈善基金支出', audience: 'public' },
  FundClosed: { about: 'A community charity fund was closed. 社区慈善基金注销', audience: 'public' },
  FundEntryReversed: { about: 'A posting of a fund was reversed. 基金凭证冲正', audience: 'departments' },
  DonationSitePlanned: { about: 'A donation site was planned. 筹备捐赠站点', audience: 'departments' },
  DonationSiteOpened: { about: 'A donation site was opened. 捐赠站点开放', audience: 'public' },
  DonationSiteSuspended: { about: 'A donation site was suspended. 捐赠站点暂停', audience: 'public' },
  DonationSiteClosed: { about: 'A donation site was closed. 捐赠站点撤销', audience: 'public' },
  QualificationRecorded: {
    about: 'A public-fundraising qualification was recorded. 登记公开募捐资格',
    audience: 'public',
  },
  QualificationRevoked: {
    about: 'A public-fundraising qualification was revoked. 吊销公开募捐资格',
    audience: 'public',
  },
});
