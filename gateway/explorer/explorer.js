/* global React, ReactDOM, GraphiQL */
import { feedFetcher } from './feed-fetcher.js';
import { createClient } from './graphql-ws/client.js';

const httpUrl = new URL('/graphql', location.href).href;
const wsUrl = httpUrl.replace(/^http/, 'ws');
// A link can carry a document: /explorer?query=…
const query = new URLSearchParams(location.search).get('query') ?? undefined;
const root = ReactDOM.createRoot(document.getElementById('graphiql'));
const input = document.getElementById('token');
const state = document.getElementById('token-state');
const live = document.getElementById('live-state');

// The token lives in this tab only.
input.value = sessionStorage.getItem('hub-token') ?? '';

let webSocket;

function authorization() {
  const token = input.value.trim();
  return token === '' ? {} : { authorization: `Bearer ${token.replace(/^Bearer\s+/i, '')}` };
}

/** A new token means a new schema fetch and a new socket. */
function show() {
  webSocket?.dispose();
  webSocket = createClient({ url: wsUrl, connectionParams: authorization, retryAttempts: 0 });
  const headers = authorization();
  state.textContent = headers.authorization ? 'sent with every request' : 'no token';
  const fetcher = feedFetcher({
    url: location.origin,
    token: (headers.authorization ?? '').replace('Bearer ', ''),
    tell: (text) => (live.textContent = text),
    otherwise: GraphiQL.createFetcher({ url: httpUrl, headers, wsClient: webSocket }),
  });
  root.render(
    React.createElement(GraphiQL, { key: headers.authorization ?? '', fetcher, query, shouldPersistHeaders: false }),
  );
}

document.getElementById('token-bar').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('hub-token', input.value.trim());
  show();
});

show();
