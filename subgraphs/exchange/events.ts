import { defineEvents } from '#kit/feed/events';

/** The exchange announces nothing of its own; it carries what the departments announce. */
export const events = defineEvents({});
