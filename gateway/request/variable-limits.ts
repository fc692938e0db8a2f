import { type HubError, hubError } from '../errors.js';

export interface VariableLimits {
  /** Values of all variables together: each number, text, object and list is one. */
  readonly maxVariableValues: number;
  /** Objects and lists in each other. */
  readonly maxVariableNesting: number;
}

/** Why variables may not come in: they are compared with their types while nobody else is answered. A long text is one value. */
export function variablesError(
  variables: Readonly<Record<string, unknown>>,
  { maxVariableValues, maxVariableNesting }: VariableLimits,
): HubError | undefined {
  let values = 0;
  const check = (value: unknown, nesting: number): HubError | undefined => {
    if (++values > maxVariableValues) {
      return refuse(`The variables of an operation may have ${maxVariableValues} values.`, maxVariableValues);
    }
    if (typeof value !== 'object' || value === null) return undefined;
    if (nesting >= maxVariableNesting) {
      return refuse(`Values of variables may be nested ${maxVariableNesting} deep.`, maxVariableNesting);
    }
    if (Array.isArray(value)) {
      for (const each of value as readonly unknown[]) {
        const error = check(each, nesting + 1);
        if (error) return error;
      }
      return undefined;
    }
    return checkAll(value as Readonly<Record<string, unknown>>, nesting + 1);
  };
  const checkAll = (object: Readonly<Record<string, unknown>>, nesting: number): HubError | undefined => {
    for (const key in object) {
      const error = check(object[key], nesting);
      if (error) return error;
    }
    return undefined;
  };
  return checkAll(variables, 0);
}

function refuse(message: string, limit: number): HubError {
  return hubError('VARIABLES_TOO_LARGE', message, { status: 400, more: { limit } });
}
