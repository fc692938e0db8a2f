/** The five texts; where a text has no number the hub gives one. Readings of damaged passages stand in `note` (matrix §7). */
export const DOCUMENTS = [
  {
    seed: 'S0',
    docNo: '中委办[2013]1号',
    title: '关于构建“社工+志愿者”联动体系的方案',
    issuers: ['中共中山市委办公室'],
    issuedOn: null,
    districtCode: '442000',
    principles: [
      'PARTY_LEADERSHIP',
      'GOVERNMENT_RESPONSIBILITY',
      'SOCIAL_COORDINATION',
      'PUBLIC_PARTICIPATION',
      'RULE_OF_LAW',
    ],
    basisDocNos: ['中委〔2011〕14号', '中委办〔2012〕56号'],
    note: null,
  },
  {
    seed: 'S1',
    docNo: 'S1/2012',
    title: '首家社区社工综合服务中心示范点建设实施方案',
    issuers: ['揭阳市人民政府办公室'],
    issuedOn: '2012-04-09',
    districtCode: '445200',
    principles: [],
    basisDocNos: [],
    note: '文中“公开招标,负责的建设、运营”缺少名词;“办公室[]二○一二年四月九日”文号为空,读作2012年4月9日。',
  },
  {
    seed: 'S2',
    docNo: 'S2/2020',
    title: '贵州省易地扶贫搬迁安置点新设街道社会工作和志愿服务站项目实施方案',
    issuers: ['贵州省民政厅'],
    issuedOn: null,
    districtCode: '520000',
    principles: [],
    basisDocNos: ['黔党发〔2019〕8号'],
    note: '2020-03-24 的新闻摘要;站点设立标准等未给出数字。',
  },
  {
    seed: 'S3',
    docNo: 'S3/2016',
    title: '关于加快推进社区社会工作服务的指导意见',
    issuers: ['吉林省民政厅'],
    issuedOn: '2016-07-05',
    districtCode: '220000',
    principles: [],
    basisDocNos: ['民发〔2013〕178号'],
    note: '“民发〔2013178号”读作民发〔2013〕178号;“201675”读作2016年7月5日。',
  },
  {
    seed: 'S4',
    docNo: 'S4/2019',
    title: '广州市实施“社工+慈善”战略工作方案',
    issuers: ['广州市民政局'],
    issuedOn: '2019-05-20',
    districtCode: '440100',
    principles: [],
    basisDocNos: [],
    note: '繁体新闻摘要。',
  },
] as const;

/** Documents that the texts cite (S0-04) and that are not registered here. */
export const EXTERNAL = ['中委〔2011〕14号', '中委办〔2012〕56号', '民发〔2013〕178号', '黔党发〔2019〕8号'] as const;

export const TARGETS = [
  ['S2-01', 'STATION_CITIES', '520000', 8, '2020-12-31', '服务站覆盖市(州)'],
  ['S2-01', 'STATION_COUNTIES', '520000', 40, '2020-12-31', '服务站覆盖县(市、区)'],
  ['S2-01', 'STATION_STREETS', '520000', 64, '2020-12-31', '服务站覆盖新设街道'],
  ['S3-04', 'COMMUNITY_SOCIAL_WORKERS', '220000', 5000, '2020-12-31', '社区社会工作专业人才'],
  ['S3-05', 'COMMUNITY_AGENCIES', '220000', 300, '2020-12-31', '民办社区社会工作服务机构'],
] as const;
