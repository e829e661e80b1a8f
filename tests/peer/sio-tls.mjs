// SPDX-License-Identifier: GPL-3.0-or-later
// The same over TLS, and what a connection can die of below the frames (REQ-11, 13, 22, 26, 105).
import assert from 'node:assert/strict';
import net from 'node:net';
import { once } from 'node:events';
import tls from 'node:tls';

import { makeCertificate, onCleanup, run } from './harness.mjs';
import { scenario } from './sio-cat.mjs';
import { SioServer } from './sio-server.mjs';

const POLLING = ['polling'];

// With a server behind TLS, and the client opened on it.
function secured(name, opts, func, options = {}) {
  scenario(name, async (cat) => {
    const { cert, key, certFile } = await makeCertificate();
    const server = await SioServer.start({ tls: { cert, key }, ...options });

    cat.open(server.url('/'), { caFile: certFile, ...opts });
    await func(cat, server);
  });
}

// A server of bare sockets that does func with each.
async function bare(func) {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    func(socket);
  });

  await once(server.listen(0, '127.0.0.1'), 'listening');
  onCleanup(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return server.address().port;
}

for (const transports of [['websocket'], POLLING])
  secured(`REQ-11 text, binary data and acknowledgements over ${transports}`, { transports }, async (cat, server) => {
    await cat.next('connect');
    assert.deepEqual((await cat.ask('echo', ['€', { $bin: 'AQIDBA==' }])).args, [['€', { $bin: 'AQIDBA==' }]]);
    // A record of TLS holds 16 KiB: these are many, and parts of one.
    for (const length of [1, 16383, 16384, 16385, 131073, 1000000])
      assert.equal((await cat.ask('echo', 'x'.repeat(length))).args[0].length, length);
    assert.equal((await cat.state()).transport, transports[0]);
    assert.equal(server.engines.length, 1);
  }, { maxHttpBufferSize: 2e6 });

secured('REQ-105 a hundred thousand events at once, in order', {}, async (cat, server) => {
  await cat.next('connect');
  const socket = await server.untilJoined();

  for (let n = 0; n < 100000; n++)
    socket.emit('n', n);
  socket.emit('last');
  await cat.next('event', { name: 'last' }, 120000);
  const numbers = cat.lines.filter(({ json }) => json.type === 'event' && json.name === 'n').map(({ json }) => json.args[0]);

  assert.equal(numbers.length, 100000);
  assert.ok(numbers.every((number, n) => number === n));
});

secured('REQ-22 an end with close_notify is an end', {}, async (cat, server) => {
  await cat.next('connect');
  const { engine } = server.engines[0];

  engine.transport.socket._socket.end();
  assert.equal((await cat.next('disconnect')).reason, 'transport close');
  await cat.next('connect');
  assert.equal((await cat.ask('echo', 'again')).args[0], 'again');
});

// Nobody can tell whether the peer ended it or somebody between; it is over, and tried again.
secured('REQ-22 an end without close_notify is one too', {}, async (cat, server) => {
  await cat.next('connect');
  const { _socket: socket } = server.engines[0].engine.transport.socket;

  socket._parent.destroy();
  const { reason, detail } = await cat.next('disconnect');

  assert.equal(reason, 'transport error');
  assert.equal(detail.kind, 'network');
  await cat.next('connect');
  assert.equal(server.engines.length, 2);
});

scenario('REQ-13 a TLS handshake that hangs is given up', async (cat) => {
  const port = await bare(() => {});

  cat.open(`https://127.0.0.1:${port}/`, { timeout: 300, reconnection: false });
  assert.equal((await cat.next('connect_error')).kind, 'timeout');
});

scenario('REQ-11 plain text where TLS is due', async (cat) => {
  const port = await bare((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\nplain'));

  cat.open(`https://127.0.0.1:${port}/`, { timeout: 20000, reconnection: false });
  assert.match((await cat.next('connect_error')).kind, /^(tls|network)$/);
});

for (const [when, bytes] of [['before the answer', ''], ['in its first line', 'HTTP/1.1 1'], ['in its head', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: web']])
  scenario(`REQ-13 a server that leaves ${when}`, async (cat) => {
    const { cert, key, certFile } = await makeCertificate();
    const server = tls.createServer({ cert, key }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    });

    await once(server.listen(0, '127.0.0.1'), 'listening');
    onCleanup(() => server.close());
    cat.open(`https://127.0.0.1:${server.address().port}/`, { caFile: certFile, timeout: 20000, reconnection: false });
    assert.match((await cat.next('connect_error')).kind, /^(network|closed|http|unsupported)$/);
  });

scenario('REQ-11 a name that is not the certificate\'s', async (cat) => {
  const { cert, key, certFile } = await makeCertificate('DNS:elsewhere.example');
  const server = await SioServer.start({ tls: { cert, key } });

  cat.open(server.url('/'), { caFile: certFile, reconnection: false });
  assert.equal((await cat.next('connect_error')).kind, 'tls');
  assert.equal(server.engines.length, 0);
});

await run();
