// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that are ill, slow, or malicious: shopbell-listen goes on, or ends as it says.
import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { WAIT, onCleanup, run, test } from './harness.mjs';
import { Listen } from './listen.mjs';
import { OneEntryServer } from './oneentry-server.mjs';

const AT_ONCE = 20000;

async function start(prepare = () => {}, options = {}) {
  const server = new OneEntryServer();

  await prepare(server);
  await server.start();
  return { server, program: new Listen(server, options) };
}

// Does the operation wrong so many times, and then right.
function failing(server, operation, times, change) {
  let left = times;

  server.tamper.set(operation, (answer) => (left-- > 0 ? change(answer) : answer));
}

const unavailable = (status, headers = {}) => () => ({ status, body: '<h1>Try later</h1>', headers: { 'Content-Type': 'text/html', ...headers } });

for (const [what, change] of [['500', unavailable(500)], ['503', unavailable(503)], ['a cut line', () => null]]) {
  test(`${what} at the sign-in is tried again`, async () => {
    const { server, program } = await start((one) => failing(one, 'auth', 2, change));

    await program.online(20000);
    assert.equal(server.count('auth'), 3);
  });
}

test('U17: 429 at the sign-in: Retry-After is kept', async () => {
  const { server, program } = await start((one) => failing(one, 'auth', 1, unavailable(429, { 'Retry-After': '3' })));

  await program.online(20000);
  const [first, second] = server.requests.filter(({ operation }) => operation === 'auth');
  assert.ok(second.at - first.at >= 2900, `${second.at - first.at} ms`);
});

test('U17: 503 with Retry-After at the handshake: kept', async () => {
  const { server, program } = await start((one) => {
    one.upgradeAnswer = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 4\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
  });

  await server.until(() => server.handshakes.length === 1, 'the first handshake');
  server.upgradeAnswer = null;
  await program.online(20000);
  const [first, second] = server.handshakes;
  assert.ok(second.at - first.at >= 3900, `${second.at - first.at} ms`);
  assert.equal(server.count('refresh'), 0);
});

for (const [what, change] of [['500', unavailable(500)], ['429', unavailable(429)], ['a page instead of JSON', unavailable(200)]]) {
  test(`${what} at the refresh does not end the sign-in`, async () => {
    const { server, program } = await start();

    await program.online();
    const from = program.lines.length;
    failing(server, 'refresh', 1, change);
    // The token stays the server's own: a failed refresh has changed nothing.
    const sessions = new Map([...server.sessions].map(([key, value]) => [key, { ...value }]));
    server.tamper.set('refresh', ((tamper) => (answer) => {
      const result = tamper(answer);

      if (result !== answer)
        server.sessions = new Map([...sessions].map(([key, value]) => [key, { ...value, access: null }]));
      return result;
    })(server.tamper.get('refresh')));
    server.revoke();
    server.dropSockets();
    await program.state('online', WAIT, from);
    assert.ok(!program.states.includes('expired'), `${program.states}`);
  });
}

test('a refresh whose answer was lost is the end: expired, 3', async () => {
  const { server, program } = await start();

  await program.online();
  failing(server, 'refresh', 1, () => null);
  server.revoke();
  server.dropSockets();
  await program.exitsWith(3);
  assert.ok(program.states.includes('expired'));
  assert.equal(server.count('refresh'), 2);
});

test('U21: a redirect is not followed, by REST or by the socket', async () => {
  const seen = [];
  const other = http.createServer((request, response) => {
    seen.push(request.url);
    response.end('{}');
  }).on('upgrade', (request, socket) => {
    seen.push(request.url);
    socket.destroy();
  });
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  onCleanup(() => { other.close(); other.closeAllConnections(); });
  const place = `http://127.0.0.1:${other.address().port}`;

  const { server, program } = await start((one) => {
    one.upgradeAnswer = `HTTP/1.1 302 Found\r\nLocation: ${place}/api/content/ws/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  });
  await server.until(() => server.handshakes.length === 2, 'a second handshake');
  program.signal('SIGTERM');
  await program.exitsWith(0);

  const second = await start((one) => one.tamper.set('auth', () => ({ status: 307, body: '', headers: { Location: `${place}/api/content/auth` } })), { args: ['--timeout', '3'] });
  await second.program.exit();
  assert.deepEqual(seen, []);
});

for (const [what, tokens] of [
  ['tokens with line breaks', { accessToken: 'a.b.c\r\nX-Injected: yes', refreshToken: 'r\r\nX-Injected: yes' }],
  ['tokens that are numbers', { accessToken: 7, refreshToken: 8 }],
  ['an empty token', { accessToken: '', refreshToken: '' }],
  ['no tokens', {}],
  ['tokens that are no text for a header', { accessToken: 'ü\u0000ü.\u2028.x', refreshToken: '\ud800' }],
  ['a very long token', { accessToken: `e.${'A'.repeat(3000000)}.x`, refreshToken: 'r' }],
]) {
  test(`${what} do no harm`, async () => {
    const { server, program } = await start((one) => one.tamper.set('auth', (answer) => ({ ...answer, body: { userIdentifier: 'x', authProviderIdentifier: 'email', ...tokens } })), { args: ['--timeout', '3'] });
    const { code, signal } = await program.exit();

    assert.equal(signal, null);
    assert.ok([3, 4].includes(code), `exit status ${code}`);
    for (const { headers } of server.handshakes)
      assert.ok(!('x-injected' in headers), 'a header was injected');
  });
}

for (const [what, body] of [
  ['null', 'null'], ['an array', '[1]'], ['cut JSON', '{"accessToken":"a'], ['nothing', ''],
  ['nested brackets', `${'['.repeat(200000)}${']'.repeat(200000)}`], ['5 MiB', JSON.stringify('x'.repeat(5 << 20))],
]) {
  test(`a sign-in answered by ${what} does no harm`, async () => {
    const { program } = await start((one) => one.tamper.set('auth', (answer) => ({ ...answer, body })), { args: ['--timeout', '3'] });
    const { code, signal } = await program.exit();

    assert.equal(signal, null);
    assert.ok([3, 4].includes(code), `exit status ${code}`);
  });
}

test("the server's words cannot command a terminal", async () => {
  const words = '\u001b]0;owned\u0007\u001b[2J\r\nsecond line\u009b31m \u202eright-to-left';
  const { program } = await start((one) => one.tamper.set('auth', (answer) => ({ ...answer, status: 401, body: { statusCode: 401, message: words } })));

  await program.exitsWith(3, AT_ONCE);
  assert.ok(/owned/.test(program.stderr), 'the words are shown');
  assert.ok(!/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(program.stderr.replaceAll('\n', '')), JSON.stringify(program.stderr));
});

test('a huge complaint is cut', async () => {
  const { program } = await start((one) => one.tamper.set('auth', (answer) => ({ ...answer, status: 400, body: { statusCode: 400, message: ['x'.repeat(1 << 20)] } })));

  await program.exitsWith(3, AT_ONCE);
  assert.ok(program.stderr.length < 100000);
});

test('a password that comes back in a complaint is not shown', async () => {
  const { program } = await start((one) => one.tamper.set('auth', (answer) => ({ ...answer, status: 400, body: { statusCode: 400, message: `password ${one.password} is wrong` } })));

  await program.exitsWith(3, AT_ONCE);
});

test('a server that accepts and stays silent: 4 when the time is over', async () => {
  const silent = net.createServer((socket) => socket.on('error', () => {}));

  await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onCleanup(() => silent.close());
  const program = new Listen(new OneEntryServer(), { url: `http://127.0.0.1:${silent.address().port}`, args: ['--timeout', '2'] });
  const { after } = await program.exitsWith(4);
  assert.ok(after < 15000, `after ${after} ms`);
});

test('5 MB arrive; 17 MiB are too much, and it comes back', async () => {
  const { server, program } = await start();

  await program.online();
  server.emit('large', { message: 'large', text: 'x'.repeat(5000000) });
  const large = await program.event((event) => event.marker === 'large');
  assert.equal(large.payload.text.length, 5000000);

  const from = program.lines.length;
  server.emit('huge', { text: 'x'.repeat(17 << 20) });
  await program.state('online', WAIT, from);
  await server.untilJoined();
  server.emit('after', { message: 'after' });
  await program.event((event) => event.marker === 'after');
  assert.ok(!program.events.some((event) => event.marker === 'huge'));
});

for (const frame of ['5', '2[', '2[]', '2[7]', '2{"a":1}', '2["connect",{}]', '3["x"]', '251-["x",{"_placeholder":true,"num":0}]', '4', '4{"message":7}',
  '0', '0{"sid":7}', '0{"sid":"again"}', '2/other,["x"]', '1', '1/other,', '299999999999999999999["x"]', '2["\ufffd', '"', '2["x"] ']) {
  test(`the packet ${frame} does no harm`, async () => {
    const { server, program } = await start();

    await program.online();
    const handshakes = server.handshakes.length;
    server.emitRaw(frame);
    // Whether it drops the connection or the packet: it can be reached again.
    for (let round = 0; ; round++) {
      await server.until(() => server.joined > 0, 'the client to be joined');
      server.emit('after', { message: 'after' });
      if (await program.event((event) => event.marker === 'after', 1000).catch(() => null))
        break;
      assert.equal(program.exited, null);
      assert.ok(round < 20);
    }
    assert.ok(server.handshakes.length - handshakes <= 2);
    assert.equal(server.maxJoined, 1);
  });
}

test('a reader that is asleep does not keep it from ending', async () => {
  const { server, program } = await start();

  await program.online();
  program.child.stdout.pause();
  for (let i = 0; i < 3000; i++)
    server.emit('notification', { message: 'm'.repeat(1000) });
  await sleep(1000);
  program.signal('SIGTERM');
  // The pipe stays open and full: nobody but the program itself can end this.
  const ended = new Promise((resolve) => program.child.on('exit', (code) => resolve(code)));
  const code = await Promise.race([ended, sleep(WAIT, 'it hangs')]);
  program.child.stdout.resume();
  assert.equal(code, 0);
});

test('a reader that is asleep costs neither the link nor an event', async () => {
  const server = new OneEntryServer({ pingInterval: 300, pingTimeout: 5000 });

  await server.start();
  const program = new Listen(server, { env: { G_MESSAGES_DEBUG: '' } });
  await program.online();
  program.child.stdout.pause();
  for (let i = 0; i < 3000; i++)
    server.emit('notification', { message: `${i} ${'m'.repeat(1000)}` });
  // Ten more pings are answered while the pipe is full.
  const [[, socket]] = server.io.sockets.sockets;
  let pongs = 0;
  socket.conn.on('packet', ({ type }) => { pongs += type === 'pong'; server.watch.changed(); });
  await server.until(() => pongs >= 10, 'answered pings');
  program.child.stdout.resume();
  await program.watch.until(() => program.events.length >= 3000, 60000, 'all events');
  assert.deepEqual(program.events.map(({ payload }) => parseInt(payload.message, 10)), Array.from({ length: 3000 }, (_, i) => i));
  assert.equal(server.handshakes.length, 1);
  assert.equal(program.exited, null);
});

await run();
