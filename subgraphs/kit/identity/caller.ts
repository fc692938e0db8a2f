export { type Caller, type CallerKind, callerName } from '#protocol/caller';
