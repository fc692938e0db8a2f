export { signCheckpoint } from '#protocol/access-checkpoint';
export type { SigningKey } from '#protocol/hub-token';
