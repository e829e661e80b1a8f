// SPDX-License-Identifier: GPL-3.0-or-later
// Long-polling, the change to a WebSocket and the choice between them (REQ-97 to 103), against the official server.
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { onCleanup, run, Watch, WAIT } from './harness.mjs';
import { connected, DEAD_URL, scenario } from './sio-cat.mjs';
import { SioServer } from './sio-server.mjs';

const RETEST = 10 * 60 * 1000;
const POLLING = ['polling'];
const UPGRADE = ['polling', 'websocket'];
const AUTO = ['websocket', 'polling'];

const name = (server) => server.engines.at(-1).engine.transport.name;

// Stands before the server and answers every upgrade itself, until it is lifted. Counts what it refused.
function wall(answer) {
  const state = { refused: 0, watch: new Watch() };

  return {
    state,
    prepare(server) {
      const inside = server.http.listeners('upgrade');

      server.http.removeAllListeners('upgrade');
      server.http.on('upgrade', (_, socket) => {
        state.refused++;
        socket.end(answer);
        state.watch.changed();
      });
      state.lift = () => {
        server.http.removeAllListeners('upgrade');
        inside.forEach((listener) => server.http.on('upgrade', listener));
      };
    },
  };
}

const page = '<html><body>Blocked by the firewall</body></html>';
const firewall = `HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`;
const busy = 'HTTP/1.1 503 Busy\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';

connected('REQ-99 everything goes over long-polling alone', '/', { transports: POLLING }, async (cat, server) => {
  await cat.next('connect');
  assert.deepEqual((await cat.ask('echo', ['text €', { $bin: 'AQIDBA==' }, 7])).args, [['text €', { $bin: 'AQIDBA==' }, 7]]);
  await sleep(200);
  assert.equal((await cat.state()).transport, 'polling');
  assert.equal(name(server), 'polling');
  cat.send({ cmd: 'disconnect' });
  await server.untilClosed();
  assert.equal(server.sockets[0].reason, 'client namespace disconnect');
});

connected('REQ-100 many packets share a request, within maxPayload', '/', { transports: POLLING }, async (cat, server) => {
  let posts = 0;
  const listening = server.http.listeners('request');

  await cat.next('connect');
  server.http.on('request', (request) => { posts += request.method === 'POST' ? 1 : 0; });
  assert.equal(listening.length > 0, true);
  cat.batch(...Array.from({ length: 300 }, (_, n) => ({ cmd: 'emit', event: 'count', args: [n, 'x'.repeat(100)] })));
  await cat.ask('echo', 'all');
  const counted = server.packets().filter((packet) => packet.startsWith('2["count"'));

  assert.deepEqual(counted.map((packet) => JSON.parse(packet.slice(1))[1]), Array.from({ length: 300 }, (_, n) => n));
  // About 40 kB in bodies of 8 kB: a few, not one each.
  assert.ok(posts >= 5 && posts <= 30, `${posts} requests`);
}, { maxHttpBufferSize: 8000 });

connected('REQ-102 nothing is lost or doubled while changing over', '/', { transports: UPGRADE }, async (cat, server) => {
  await cat.next('connect');
  const socket = await server.untilJoined();
  const fromClient = [];
  let sent = 0;

  socket.on('up', (n) => fromClient.push(n));
  for (let n = 0; name(server) !== 'websocket' || n < 50; n++) {
    assert.ok(n < 5000, 'changed over at last');
    socket.emit('down', sent++);
    cat.send({ cmd: 'emit', event: 'up', args: [n] });
    await sleep(1);
  }
  await cat.untilTransport('websocket');
  await cat.ask('echo', 'all');
  socket.emit('last');
  await cat.next('event', { name: 'last' });
  const fromServer = cat.lines.filter(({ json }) => json.type === 'event' && json.name === 'down').map(({ json }) => json.args[0]);

  assert.deepEqual(fromServer, Array.from({ length: sent }, (_, n) => n));
  assert.deepEqual(fromClient, Array.from({ length: fromClient.length }, (_, n) => n));
  assert.ok(fromClient.length >= 50);
  assert.equal(server.engines.length, 1);
});

connected('REQ-102 a close waits for the change that is under way', '/', { transports: UPGRADE }, async (cat, server) => {
  await cat.next('connect');
  cat.send({ cmd: 'disconnect' });
  await server.untilClosed();
  assert.equal(server.sockets[0].reason, 'client namespace disconnect');
  await cat.quiet('open');
  assert.equal(server.io.engine.clientsCount, 0);
});

for (const [what, answer] of [['a page', firewall], ['silence', '']]) {
  const before = wall(answer);

  connected(`REQ-102 a failed probe, ${what}, leaves long-polling as it is`, '/', { transports: UPGRADE }, async (cat, server) => {
    await cat.next('connect');
    await before.state.watch.until(() => before.state.refused === 1, WAIT, 'the probe');
    assert.deepEqual((await cat.ask('echo', 'still here')).args, ['still here']);
    assert.equal((await cat.state()).transport, 'polling');
    assert.equal(name(server), 'polling');
  }, { prepare: before.prepare });
}

const refused = wall(firewall);

connected('REQ-103 a refused WebSocket leads to long-polling, remembered and tested again', '/', { transports: AUTO }, async (cat, server) => {
  await cat.next('connect');
  assert.equal((await cat.state()).transport, 'polling');
  assert.equal(refused.state.refused, 1);
  // Remembered: a new session does not knock at the wall again.
  cat.send({ cmd: 'drop-transport' });
  await cat.next('connect');
  assert.equal(refused.state.refused, 1);
  refused.state.lift();
  assert.equal((await cat.state()).transport, 'polling');
  for (let waited = 0; waited <= RETEST; waited += 1500) {
    cat.send({ cmd: 'advance-clock', ms: 1500 });
    await cat.ask('echo', waited);
  }
  await cat.untilTransport('websocket');
  assert.deepEqual((await cat.ask('echo', 'changed')).args, ['changed']);
  assert.equal(name(server), 'websocket');
}, { prepare: refused.prepare });

connected('REQ-103 a server without WebSockets is polled', '/', { transports: AUTO }, async (cat) => {
  await cat.next('connect');
  assert.equal((await cat.state()).transport, 'polling');
}, { transports: POLLING });

const overloaded = wall(busy);

connected('REQ-103 a server that asks for time is not polled', '/', { transports: AUTO, reconnection: false }, async (cat, server) => {
  assert.equal((await cat.next('connect_error')).status, 503);
  assert.equal(server.engines.length, 0);
}, { prepare: overloaded.prepare });

scenario('REQ-103 where nobody answers HTTP, nothing is polled', async (cat) => {
  cat.open(DEAD_URL, { transports: AUTO, reconnection: false });
  assert.equal((await cat.next('connect_error')).kind, 'network');
});

connected('REQ-103 a WebSocket is enough where only that is allowed', '/', { transports: ['websocket'], reconnection: false }, async (cat, server) => {
  assert.equal((await cat.next('connect_error')).status, 400);
  assert.equal(server.engines.length, 0);
}, { transports: POLLING });

scenario('REQ-103 a cluster that forgets the session is left alone after two times', async (cat) => {
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(new URL(request.url, 'http://h').searchParams.has('sid') ? 'session' : 'handshake');
    if (requests.at(-1) === 'handshake')
      response.end('0{"sid":"e1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}');
    else
      response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"code":1,"message":"Session ID unknown"}');
  });
  const watch = new Watch();
  let upgrades = 0;

  server.on('upgrade', (_, socket) => {
    upgrades++;
    socket.end(firewall.replace('403 Forbidden', '400 Bad Request'));
    watch.changed();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onCleanup(() => server.close());
  cat.open(`http://127.0.0.1:${server.address().port}/`, { transports: AUTO, reconnectionDelay: 10, reconnectionDelayMax: 10 });
  await watch.until(() => upgrades >= 4, WAIT, 'four attempts');
  // Two sessions were begun; then every attempt is a WebSocket's.
  assert.equal(requests.filter((kind) => kind === 'handshake').length, 2);
});

connected('REQ-99 a cookie of the cluster comes back with each request', '/', { transports: UPGRADE }, async (cat, server) => {
  await cat.next('connect');
  await cat.untilTransport('websocket');
  assert.ok(server.cookies.length >= 3);
  assert.equal(server.cookies[0], undefined);
  assert.deepEqual([...new Set(server.cookies.slice(1))], ['io=sticky1']);
}, {
  cookie: false,
  prepare(server) {
    server.cookies = [];
    const note = (request) => server.cookies.push(request.headers.cookie);

    server.http.prependListener('upgrade', note);
    server.http.prependListener('request', (request, response) => {
      note(request);
      response.setHeader('Set-Cookie', 'io=sticky1; Path=/; HttpOnly');
    });
  },
});

await run();
