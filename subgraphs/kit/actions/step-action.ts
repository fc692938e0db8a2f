import type { EventType } from '../feed/events.js';
import type { Announcement } from '../feed/announce.js';
import type { Access } from '../identity/access.js';
import type { Lifecycle } from '../lifecycle.js';
import type { EntityClass } from '../publishing/entity-class.js';
import { type Act, type Action, action } from './action.js';
import { id, type InputField } from './input.js';
import { ensure } from './problem.js';

export interface StepOptions<S extends string, N extends string, T extends { state: S }> {
  readonly about: string;
  readonly row: string;
  readonly may: Access;
  readonly entity: EntityClass<T>;
  readonly lifecycle: Lifecycle<S, N, T>;
  readonly transition: N;
  /** True when the caller may do it to this record; `may` says who may at all. */
  readonly own?: ((act: Act, record: T) => boolean) | undefined;
  readonly apply?: ((act: Act, record: T) => Promise<void> | void) | undefined;
  readonly event?: EventType | undefined;
  readonly announce?: ((record: T) => Omit<Announcement, 'subject'>) | undefined;
}

/** A use case that only moves a record along its lifecycle: takes its id, checks, fires, announces. */
export function stepAction<S extends string, N extends string, T extends { state: S }>(
  options: StepOptions<S, N, T>,
): Action<{ id: InputField<string> }, T> {
  const { entity, lifecycle, transition, own, apply, event, announce } = options;
  return action({
    about: options.about,
    row: options.row,
    may: options.may,
    input: { id: id(`The ${entity.name} concerned. 相关记录`) },
    returns: entity,
    async run(act, { id: key }) {
      const record = await act.lock(entity, key, 'id');
      ensure(own?.(act, record) ?? true, 'FORBIDDEN', `this ${entity.name} belongs to somebody else`, { field: 'id' });
      await lifecycle.fire(act, record, transition);
      await apply?.(act, record);
      if (event) act.announce(event, { ...announce?.(record), subject: record });
      return record;
    },
  });
}
