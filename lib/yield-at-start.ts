import { yieldToOthers } from './yield-to-others.js';

/** Loaded before anything else of a thread: reading its modules takes a tenth of a second too. */
yieldToOthers();
