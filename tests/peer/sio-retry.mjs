// SPDX-License-Identifier: GPL-3.0-or-later
// Questions that are tried again, and sessions that are taken up again: what the reference client's tests of both ask.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { run } from './harness.mjs';
import { connected } from './sio-cat.mjs';

connected('R:6 questions go one at a time, in order', '/', { retries: 1, ackTimeout: 20000 }, async (cat, server) => {
  cat.batch(...[1, 2, 3].map((n) => ({ cmd: 'emit', event: 'echo', args: [n], seq: n })));
  for (const n of [1, 2, 3])
    assert.deepEqual((await cat.next('ack', { seq: n })).args, [n]);
  cat.send({ cmd: 'disconnect' });
  await server.untilClosed();
  assert.deepEqual(server.packets(), ['0', '20["echo",1]', '21["echo",2]', '22["echo",3]', '1']);
  const order = cat.lines.map(({ json }) => json.frame).filter((frame) => /^[23]\d/.test(frame ?? ''));
  assert.deepEqual(order.map((frame) => frame.slice(0, 2)), ['20', '30', '21', '31', '22', '32']);
});

connected('R:57 after the last try it fails', '/', { retries: 3, ackTimeout: 30 }, async (cat, server) => {
  cat.send({ cmd: 'emit', event: 'ack', seq: 1 });
  assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'timeout');
  await server.untilPackets(5);
  cat.send({ cmd: 'disconnect' });
  await server.untilClosed();
  assert.deepEqual(server.packets(), ['0', '20["ack"]', '21["ack"]', '22["ack"]', '23["ack"]', '1']);
});

connected('R:93 without a connection no try is used up', '/', { retries: 3, ackTimeout: 20000, autoConnect: false }, async (cat, server) => {
  cat.send({ cmd: 'emit', event: 'echo', args: [1], seq: 1 }, { cmd: 'advance-clock', ms: 100000 });
  await cat.quiet('ack');
  cat.send({ cmd: 'connect' });
  assert.deepEqual((await cat.next('ack', { seq: 1 })).args, [1]);
  assert.deepEqual(server.packets(), ['0', '20["echo",1]']);
});

connected('R:114 a question asked inside "connect" is sent once', '/', { retries: 3 }, async (cat, server) => {
  cat.once('connect', { cmd: 'emit', event: 'echo', args: [null], seq: 1 });
  await cat.next('ack', { seq: 1 });
  await cat.quiet('ack', 'sent');
  assert.deepEqual(server.packets(), ['0', '20["echo",null]']);
  assert.deepEqual(cat.all('received').slice(1).map(({ frame }) => frame), ['30[null]']);
});

// By hand, for the server must have seen the end before the client is back: a busy machine has the two cross. And with no
// request that hangs, a polling server learns of the end by its ping only.
connected('CSR:6 a session is taken up again', '/', { reconnection: false }, async (cat, server) => {
  const { id, recovered } = await cat.next('connect');

  assert.equal(recovered, false);
  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
  for (let n = 0; !server.sockets[0].socket.conn.transport.writable && n < 2000; n++)
    await sleep(10); // nothing is told when the request comes
  cat.send({ cmd: 'drop-transport' });
  await cat.next('disconnect');
  await server.until(() => server.sockets[0].reason, 'the end of the first');
  cat.send({ cmd: 'connect' });
  assert.equal((await cat.next('connect', { recovered: true })).id, id);
  assert.equal(server.sockets.at(-1).recovered, true);
});

await run();
