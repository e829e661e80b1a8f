// SPDX-License-Identifier: GPL-3.0-or-later
// Access tokens of three seconds, each refresh with a new refresh token, bound to the device: the session must come
// through for ever. All is judged by what the server saw. "node listen-rotations.mjs 600" turns it half an hour long.
import assert from 'node:assert/strict';

import { run, test, WAIT } from './harness.mjs';
import { Listen } from './listen.mjs';
import { OneEntryServer } from './oneentry-server.mjs';

const ROTATIONS = Number(process.argv[2] ?? 20);
const TTL = 3; // s, of an access token; its times are whole seconds, so up to one of them is lost
const EVENTS = 50; // ms from event to event

// A server whose refreshes take their time, so that two in flight would be seen.
function slowly(server) {
  server.delay = (operation) => (operation === 'refresh' ? Math.random() * 250 : 0);
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}

// A socket left and the next one joined: what happened between the two.
function gaps(server) {
  return server.leaves.slice(0, server.joins.length - 1).map((left, index) => {
    const joined = server.joins[index + 1];
    const within = ({ at }) => at >= left && at <= joined;

    return {
      ms: joined - left,
      handshakes: server.handshakes.filter(within),
      requests: server.requests.filter(within),
    };
  });
}

// A machine so busy that a fresh token ended on its way is no fault of the client.
function isStarved({ outcome, tokenAge }) {
  return outcome === '401' && tokenAge > 1000;
}

async function rotate(server, program) {
  let sent = 0;
  const timer = setInterval(() => { if (server.joined > 0) server.emit('tick', { message: `${++sent}` }); }, EVENTS);

  try {
    await server.until(() => server.count('refresh', 201) >= ROTATIONS || program.exited, `${ROTATIONS} rotations`, WAIT + ROTATIONS * 2 * TTL * 1000);
    await server.until(() => program.exited || (server.joined === 1 && server.joins.length > ROTATIONS), 'the last reconnect');
  } finally {
    clearInterval(timer);
  }
  server.emit('last', { message: 'last' });
  await program.event(({ marker }) => marker === 'last');
  return sent;
}

function report(server, program, sent, ticks) {
  const durations = gaps(server).map(({ ms }) => ms);

  console.log(`# ${server.count('refresh', 201)} rotations, ${server.handshakes.length} handshakes; deaf for ${median(durations)} ms ` +
    `(median), ${Math.max(...durations)} ms (longest); ${ticks.length} of ${sent} events arrived; at most ${server.maxRefreshing} refresh in flight, ` +
    `${server.reused} reused, ${server.maxJoined} socket`);
}

test(`${ROTATIONS} rotations`, async () => {
  const server = new OneEntryServer();

  server.accessTtl = TTL;
  slowly(server);
  await server.start();
  const program = new Listen(server, { env: { G_MESSAGES_DEBUG: '' } });
  await program.online();
  const sent = await rotate(server, program);
  const ticks = program.events.filter(({ marker }) => marker === 'tick').map(({ payload }) => Number(payload.message));
  report(server, program, sent, ticks);

  assert.equal(program.exited, null);
  assert.equal(server.maxRefreshing, 1, 'refreshes in flight at the same time');
  assert.equal(server.reused, 0, 'refresh tokens that were used twice');
  assert.equal(server.count('refresh', 400), 0, 'refused refreshes');
  assert.equal(server.maxJoined, 1, 'sockets at the same time');
  assert.equal(server.maxEngines, 1, 'connections at the same time');
  assert.equal(server.count('auth'), 1, 'sign-ins');
  // What is sent to a socket that the server has, arrives: a reconnect that is planned loses nothing.
  assert.deepEqual(ticks, Array.from({ length: sent }, (_, index) => index + 1), 'events');
  assert.equal(new Set(server.requests.filter(({ device }) => device).map(({ device }) => JSON.parse(device).fingerprint)).size, 1, 'fingerprints');
  assert.ok(program.states.every((state) => ['signing-in', 'connecting', 'online'].includes(state)), `${new Set(program.states)}`);

  for (const { handshakes, requests } of gaps(server)) {
    // The gap is the reconnect and nothing else: no back-off, no refresh that the old connection could have waited for.
    const refused = handshakes.filter(({ outcome }) => outcome !== 'joined');

    assert.ok(refused.every(isStarved), `refused: ${JSON.stringify(refused.map(({ outcome, tokenAge }) => [outcome, tokenAge]))}`);
    assert.equal(handshakes.length - refused.length, 1, 'handshakes of one reconnect');
    if (refused.length === 0)
      assert.deepEqual(requests.map(({ operation }) => operation), [], 'requests while nothing was heard');
  }
  const tokens = server.handshakes.map(({ token }) => token);
  assert.equal(new Set(tokens).size, tokens.length, 'a token that was shown twice');
}, WAIT * 3 + ROTATIONS * 2 * TTL * 1000);

// Another device's refresh token is worth nothing, and using it ends nobody's session but its own.
test('a refresh token is bound to its device', async () => {
  const server = await new OneEntryServer().start();
  const program = new Listen(server);
  await program.online();
  const [[, { refresh }]] = server.sessions;
  const response = await fetch(`${server.url}/api/content/users-auth-providers/marker/email/users/refresh`, {
    method: 'POST',
    headers: { 'x-app-token': server.appToken, 'Content-Type': 'application/json', 'x-device-metadata': JSON.stringify({ fingerprint: 'another', deviceInfo: {} }) },
    body: JSON.stringify({ refreshToken: refresh }),
  });

  assert.equal(response.status, 400);
  server.emit('still', { message: 'here' });
  await program.event();
  assert.equal(server.maxJoined, 1);
});

await run();
