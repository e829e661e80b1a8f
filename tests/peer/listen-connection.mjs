// SPDX-License-Identifier: GPL-3.0-or-later
// How shopbell-listen holds its connection: restarts, old tokens, refusals.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { WAIT, run, test } from './harness.mjs';
import { Listen } from './listen.mjs';
import { OneEntryServer } from './oneentry-server.mjs';

async function listen(prepare = () => {}, options = {}) {
  const server = new OneEntryServer(options);

  prepare(server);
  await server.start();
  const program = new Listen(server);
  await program.online();
  return { server, program };
}

function is(name) {
  return ({ json }) => json.type === 'state' && json.state === name;
}

// "offline" is a "waiting" with a reason.
function isWaiting({ json }) {
  return json.type === 'state' && (json.state === 'waiting' || json.state === 'offline');
}

// How long each waiting lasted, in ms.
function waits({ lines }) {
  const found = [];

  lines.forEach((line, index) => {
    const next = lines.slice(index + 1).find(is('connecting'));

    if (isWaiting(line) && next)
      found.push(next.at - line.at);
  });
  return found;
}

test('the first way online', async () => {
  const { server, program } = await listen();

  assert.deepEqual(program.states, ['signing-in', 'connecting', 'online']);
  assert.equal(server.count('auth', 201), 1);
  assert.equal(server.handshakes.length, 1);
  assert.match(server.handshakes[0].url, /^\/api\/content\/ws\/\?EIO=4&transport=websocket$/);
  assert.match(server.handshakes[0].token, /^Bearer eyJ/);

  const auth = server.requests.find(({ operation }) => operation === 'auth');
  assert.deepEqual(JSON.parse(auth.body), { authData: [{ marker: 'login', value: server.login }, { marker: 'password', value: server.password }] });
  const device = JSON.parse(auth.device);
  assert.ok(/^[\x21-\x7e]+$/.test(device.fingerprint), device.fingerprint);
  assert.equal(typeof device.deviceInfo, 'object');
});

test('U18: a server that went away: growing waits, then online again, nothing twice', async () => {
  const { server, program } = await listen();

  server.emit('before', { message: 'before' });
  await program.event((event) => event.marker === 'before');
  const stopped = Date.now();
  await server.stop();
  await program.watch.until(() => waits(program).length >= 3 || program.exited, WAIT, 'three waits');
  assert.equal(program.exited, null);
  const from = program.lines.length;
  await server.start(server.port);
  await program.state('online', WAIT, from);
  await server.untilJoined();
  server.emit('after', { message: 'after' });
  await program.event((event) => event.marker === 'after');

  assert.deepEqual(program.events.map((event) => event.marker), ['before', 'after']);
  assert.equal(server.maxJoined, 1);
  // A draw from [d/2, d], with d doubling from 1 s. No timer is early, so no attempt comes before the shortest draws;
  // how late one is depends on the machine.
  const attempts = program.lines.filter(is('connecting')).filter(({ at }) => at >= stopped).map(({ at }) => at - stopped);
  let earliest = 0;

  attempts.forEach((ms, index) => {
    earliest += Math.min(1000 * 2 ** index, 30000) / 2;
    assert.ok(ms >= earliest, `the attempts came after ${attempts} ms`);
  });
  waits(program).forEach((ms, index) => assert.ok(ms <= Math.min(1000 * 2 ** index, 30000) + 10000, `waits: ${waits(program)}`));
  for (const line of program.lines.filter(isWaiting))
    assert.ok(line.json.detail, 'a waiting says why');
});

test('cut connections come back by themselves, one socket at a time', async () => {
  const { server, program } = await listen();

  for (let round = 1; round <= 4; round++) {
    server.dropSockets();
    await server.until(() => server.handshakes.filter(({ outcome }) => outcome === 'joined').length === round + 1, 'the client to come back');
  }
  server.emit('after', { message: 'after' });
  await program.event();
  assert.equal(program.events.length, 1);
  assert.equal(server.maxJoined, 1);
  assert.equal(server.maxEngines, 1);
  assert.equal(server.count('auth'), 1);
});

test('U4: a server that stops to ping is left and tried again', async () => {
  const { server, program } = await listen(() => {}, { pingInterval: 500, pingTimeout: 2500 });
  const from = program.lines.length;

  // The official server pings by a timer of its own; without it nothing comes any more.
  for (const [, socket] of server.io.sockets.sockets) {
    clearTimeout(socket.conn.pingIntervalTimer);
    socket.conn.sendPacket = () => {};
  }
  await program.line((json) => isWaiting({ json }), WAIT, 'a waiting', from);
  await program.state('online', WAIT, from);
  // The server has not noticed that the first one is gone: it waits for a pong.
  assert.ok(server.maxJoined <= 2);
});

test('U19: many pings are answered', async () => {
  const { server, program } = await listen(() => {}, { pingInterval: 60, pingTimeout: 60000 });
  let pongs = 0;

  for (const [, { conn }] of server.io.sockets.sockets)
    conn.on('heartbeat', () => {
      pongs++;
      server.watch.changed();
    });
  await server.until(() => pongs >= 20, 'twenty answers');
  server.emit('after', { message: 'after' });
  await program.event();
  assert.deepEqual(program.states, ['signing-in', 'connecting', 'online']);
  assert.equal(server.handshakes.length, 1);
});

for (const refusal of ['401', '403', '41', '44']) {
  test(`an old access token is refreshed once when it is refused by ${refusal}`, async () => {
    const { server, program } = await listen((one) => { one.refusal = refusal; });
    const from = program.lines.length;
    const [{ token: old }] = server.handshakes;

    server.revoke();
    server.dropSockets();
    await server.until(() => server.handshakes.some(({ token, outcome }) => token !== old && outcome === 'joined'), 'the client to come back with a new token');
    await program.state('online', WAIT, from);
    assert.equal(server.count('refresh'), 1);
    assert.equal(server.count('auth'), 1);
    assert.deepEqual(server.handshakes.map(({ outcome }) => outcome), ['joined', refusal, 'joined']);
    assert.equal(server.maxJoined, 1);
    server.emit('after', { message: 'after' });
    await program.event();
  });
}

test('U6: an access token is refreshed before its end, and the socket opened anew', async () => {
  // 10 % of its life, 1.2 s, are left when it is refreshed.
  const { server, program } = await listen((one) => { one.accessTtl = 12; });
  const [{ token: old }] = server.handshakes;

  await server.until(() => server.handshakes.length === 2 && server.joined === 1 && server.handshakes[1].outcome === 'joined', 'the planned reconnect');
  assert.notEqual(server.handshakes[1].token, old);
  assert.equal(server.count('refresh', 201), 1);
  assert.equal(server.maxJoined, 1);
  assert.ok(!program.states.includes('waiting'), `${program.states}`);
  server.emit('after', { message: 'after' });
  await program.event();
});

for (const refusal of ['401', '41']) {
  test(`a refused refresh after ${refusal} is the end: expired, 3`, async () => {
    const { server, program } = await listen((one) => { one.refusal = refusal; });

    server.refuseRefresh = true;
    server.revoke();
    server.dropSockets();
    await program.exitsWith(3);
    assert.ok(program.states.includes('expired'), `${program.states}`);
    assert.equal(server.count('auth'), 1);
    assert.ok(server.count('refresh') <= 2);
  });
}

test('a socket that is refused whatever the token: refused, and no storm', async () => {
  const { server, program } = await listen();
  const from = program.lines.length;

  // The refresh works, but what it gives is of no use.
  server.refuseAll = true;
  server.dropSockets();
  await program.state('refused', WAIT, from);
  const before = server.handshakes.length;
  await sleep(3000);
  assert.equal(server.handshakes.length, before);
  assert.ok(server.count('refresh') <= 2, `refreshes: ${server.count('refresh')}`);
  assert.equal(program.exited, null);
});

test('no sign-in is lost when the server is away at first', async () => {
  const server = await new OneEntryServer().start();
  const { port } = server;

  await server.stop();
  const program = new Listen(server);
  await sleep(1500);
  assert.equal(program.exited, null);
  await server.start(port);
  await program.online(20000);
  assert.equal(server.count('auth', 201), 1);
});

await run();
