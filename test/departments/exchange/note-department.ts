import { defineEntity, p } from '@mikro-orm/core';
import { action } from '#kit/actions/action';
import { text } from '#kit/actions/input';
import { type Department, defineDepartment } from '#kit/department';
import { defineEvents } from '#kit/feed/events';
import { tableStatements } from '#kit/migrations/write-tables';
import { publish } from '#kit/publishing/publish';
import { open } from '#kit/publishing/sharing';
import { register } from '#kit/queries/register';
import { newId } from '#lib/new-id';

const NoteTable = defineEntity({ name: 'Note', properties: { id: p.string().length(40).primary(), text: p.string() } });
export class Note extends NoteTable.class {}
publish(Note, NoteTable, {
  about: 'A note. 便签',
  row: 'S0-28',
  keep: 'P10Y',
  fields: { id: open('Id. 编号'), text: open('Text. 内容') },
});

export const events = defineEvents({
  NotePublic: { about: 'For everyone. 公开', audience: 'public' },
  NoteDepartments: { about: 'For departments. 部门', audience: 'departments' },
  NoteOwner: { about: 'For the owner. 本部门', audience: 'owner' },
});

const writeNote = action({
  about: 'Writes a note. 写便签',
  row: 'S0-28',
  may: () => true,
  input: { text: text('Text. 内容'), kind: text('Event type. 类型') },
  returns: Note,
  async run(act, { text: body, kind }) {
    const note = act.em.create(Note, { id: newId('note'), text: body });
    const event = events[kind as keyof typeof events];
    act.announce(event, { subject: note, organization: '91350100M000100Y43', district: '440100', facts: { body } });
    return Promise.resolve(note);
  },
});

/** The smallest department that announces something, standing in the place of civil affairs. */
export async function noteDepartment(): Promise<Department> {
  const definition = {
    name: 'civil-affairs' as const,
    tables: [NoteTable],
    references: [],
    resolvers: [register(Note, { one: 'note', many: 'notes', about: 'Notes. 便签' })],
    actions: { writeNote },
    events,
    constraints: {},
    seed: () => Promise.resolve(),
  };
  const up = await tableStatements(defineDepartment({ ...definition, migrations: [] }));
  return defineDepartment({ ...definition, migrations: [{ name: '0001-tables', up }] });
}
