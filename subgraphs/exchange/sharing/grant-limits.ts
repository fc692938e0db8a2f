/** Longest grant in days; a choice of the hub: data is asked for again when a year is over. */
export const MAX_GRANT_DAYS = 365;
/** Records that one grant can name; for more there is the division, or all. */
export const MAX_GRANT_RECORDS = 20;
/** What one party may be granted for one purpose at one time: items, each counted for every record that its grant names. All of it travels with each call. */
export const MAX_RIGHTS = 500;
