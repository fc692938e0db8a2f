/** Clients' variables that begin like the planner's own get this in front. */
const CLIENT = 'client__';

/** The client's name of a variable of a planned document. */
export function clientVariable(planned: string): string {
  return planned.startsWith(CLIENT) ? planned.slice(CLIENT.length) : planned;
}

/** The name of a client's variable in what is planned. */
export function plannedVariable(name: string): string {
  return name === 'representations' || /^(__|client__|contextualArgument_)/.test(name) ? CLIENT + name : name;
}
