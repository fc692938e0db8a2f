import { Arg, Args, Field, ID, InputType, ObjectType, Query, Resolver } from 'type-graphql';
import { computed } from '#kit/publishing/sharing';
import { connectionOf, toConnection } from '#kit/pagination/connection';
import { checkPage, PageArgs } from '#kit/pagination/page';
import { vocabulary } from '#kit/vocabulary';
import type { Catalog } from './catalog.js';
import type { CatalogItem } from './catalog-entry.js';

const CatalogShare = vocabulary('CatalogShare', 'Sharing class of data (政务数据共享条例). 共享类别', {
  UNCONDITIONAL: 'Everyone with a token may read it. 无条件共享',
  CONDITIONAL: 'Needs a granted sharing request outside the owner. 有条件共享',
  WITHHELD: 'Shared in no form; `row` is the basis. 不予共享',
});

const CatalogPrivacy = vocabulary('CatalogPrivacy', 'Kind of personal information (PIPL). 个人信息类别', {
  PERSONAL: 'Personal information (art. 4). 个人信息',
  SENSITIVE: 'Sensitive personal information (art. 28). 敏感个人信息',
});

@computed('S0-27')
@ObjectType({ description: 'One published type or field with its owner and sharing class. 数据目录条目' })
export class DataCatalogEntry {
  @Field(() => ID, { description: 'Type or Type.field. 编号' })
  id!: string;

  @Field(() => String, { description: 'Subgraph that publishes it. 提供部门' })
  owner!: string;

  @Field(() => String, { description: 'GraphQL type. 类型名' })
  typeName!: string;

  @Field(() => String, { nullable: true, description: 'GraphQL field; null for the type itself. 字段名' })
  fieldName!: string | null;

  @Field(() => String, { nullable: true, description: 'GraphQL type of the field. 字段类型' })
  type!: string | null;

  @Field(() => String, { description: 'Meaning, in English. 英文说明' })
  description!: string;

  @Field(() => String, { description: 'Meaning, in Chinese. 中文说明' })
  descriptionZh!: string;

  @Field(() => CatalogShare, { nullable: true, description: 'Sharing class. 共享类别' })
  share!: string | null;

  @Field(() => CatalogPrivacy, { nullable: true, description: 'Kind of personal information, if any. 个人信息类别' })
  privacy!: string | null;

  @Field(() => String, { nullable: true, description: 'How it is masked outside the owner. 脱敏方式' })
  mask!: string | null;

  @Field(() => String, { nullable: true, description: 'Row of the policy matrix behind it. 政策依据' })
  row!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For how long it is kept after its matter has ended: an ISO 8601 duration, permanent, or derived (as long as what it is computed from). 保存期限',
  })
  keep!: string | null;

  @Field(() => Boolean, { description: 'Whether a grant can be limited to records of one division. 是否可按区划授权' })
  byDivision!: boolean;

  @Field(() => Boolean, { description: 'Whether it identifies the entity. 是否主键' })
  isKey!: boolean;
}
connectionOf(DataCatalogEntry);

@InputType('DataCatalogFilter', { description: 'All given conditions must hold. 同时满足所有条件' })
export class DataCatalogFilter {
  @Field(() => String, { nullable: true, description: 'Subgraph. 提供部门' })
  owner?: string | null;

  @Field(() => String, { nullable: true, description: 'GraphQL type. 类型名' })
  typeName?: string | null;

  @Field(() => CatalogShare, { nullable: true, description: 'Sharing class. 共享类别' })
  share?: string | null;

  @Field(() => CatalogPrivacy, { nullable: true, description: 'Kind of personal information. 个人信息类别' })
  privacy?: string | null;

  @Field(() => String, { nullable: true, description: 'Row of the policy matrix. 政策依据' })
  row?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or meaning, in either language. 关键词' })
  text?: string | null;
}

@Resolver()
export class DataCatalogResolver {
  constructor(private readonly catalog: Catalog) {}

  @Query(() => DataCatalogEntry, { nullable: true, description: 'One entry of the data catalogue. 数据目录条目' })
  async dataCatalogEntry(@Arg('id', () => ID) id: string): Promise<DataCatalogEntry | null> {
    const item = (await this.catalog.items()).find((each) => each.id === id);
    return item ? toEntry(item) : null;
  }

  @Query(() => connectionOf(DataCatalogEntry), {
    description: 'Every published type and field with owner and sharing class. 数据目录',
  })
  async dataCatalog(
    @Arg('filter', () => DataCatalogFilter, { nullable: true }) filter: DataCatalogFilter | null,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    const { first, after = '' } = checkPage(page);
    const matching = (await this.catalog.items()).map(toEntry).filter((entry) => matches(entry, filter ?? {}));
    const rows = matching.filter(({ id }) => id > after).slice(0, first + 1);
    return toConnection(
      rows,
      first,
      ({ id }) => id,
      () => Promise.resolve(matching.length),
    );
  }
}

function toEntry(item: CatalogItem): DataCatalogEntry {
  const share = item.share?.toUpperCase() ?? null;
  const privacy = item.privacy?.toUpperCase() ?? null;
  return Object.assign(new DataCatalogEntry(), item, { share, privacy });
}

function matches(entry: DataCatalogEntry, { text, ...exact }: DataCatalogFilter): boolean {
  for (const [name, value] of Object.entries(exact)) {
    if (value !== null && value !== undefined && entry[name as keyof DataCatalogEntry] !== value) return false;
  }
  if (!text) return true;
  const wanted = text.toLowerCase();
  return [entry.id, entry.description, entry.descriptionZh].some((part) => part.toLowerCase().includes(wanted));
}
