import { composeToys } from '../../test/gateway/toy-gateway.js';
import { serveToys } from '../../test/gateway/toy-subgraphs.js';
import { World } from '../../test/gateway/toy-world.js';

/** Subgraphs with a subscription, in a process of their own: each message to it is one event. */
const toys = await serveToys(new World());
let number = 0;
process.on('message', () => {
  const asked = toys.people.asked.length;
  toys.sell({ id: `s${number++}`, item: 'b1', buyer: 'p2' });
  process.send?.({ kind: 'sold', upstreams: toys.listeners(), asked });
});
process.send?.({ kind: 'ready', sdl: composeToys(toys) });
