export { type AccessRecord, type ChainedRecord, faultOf, GENESIS } from '#protocol/access-chain';
