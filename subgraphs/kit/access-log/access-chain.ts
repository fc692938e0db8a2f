export { type AccessRecord, type ChainedRecord, chainedRecordSchema, faultOf, GENESIS } from '#protocol/access-chain';
