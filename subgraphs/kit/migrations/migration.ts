/** A numbered change of the database; never edited once released. */
export interface Migration {
  /** For example `0001-tables`. */
  readonly name: string;
  /** SQL statements, run in order in one transaction. */
  readonly up: readonly string[];
}
