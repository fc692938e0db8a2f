import { GraphQLError } from 'graphql';

const MAX_SUBJECTS = 20_000;

/** What one answer holds of persons: field → whom it is about, in clear and masked. */
export class Reads {
  readonly clear = new Map<string, Set<string>>();
  readonly masked = new Map<string, Set<string>>();
  /** Whether fields that need a record are withheld, because none can be written. */
  isWithheld = false;
  #count = 0;

  /**
   * Notes a field of a row. Throws when such fields are withheld, or an answer holds more of them than one record may name.
   * @param item `Type.field` as the data catalogue names it.
   * @param subject PersonId, or `Type:key` where the row has none.
   */
  note(item: string, subject: string, isClear: boolean): void {
    if (this.isWithheld) throw withheld('The access log cannot be written; personal data is withheld until it can.');
    const fields = isClear ? this.clear : this.masked;
    let subjects = fields.get(item);
    if (!subjects) {
      subjects = new Set();
      fields.set(item, subjects);
    }
    const before = subjects.size;
    subjects.add(subject);
    if (subjects.size === before) return;
    this.#count++;
    if (this.#count > MAX_SUBJECTS) throw withheld(`One answer may hold ${MAX_SUBJECTS} personal values.`);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }
}

function withheld(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'WITHHELD' } });
}
