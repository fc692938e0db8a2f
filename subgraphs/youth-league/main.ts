import { runSubgraph } from '#kit/main';
import { department } from './department.js';

await runSubgraph(department);
