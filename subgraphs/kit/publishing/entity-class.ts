/** The class of an entity or GraphQL type. */
export type EntityClass<T extends object = object> = new (...args: never[]) => T;
