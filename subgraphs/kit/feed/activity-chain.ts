export { ACTIVITY_GENESIS, activityHash, type ChainedEvent, type LoggedEvent } from '#protocol/activity-chain';
