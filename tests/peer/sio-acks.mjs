// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that come late, never or after the end: what the reference client's socket tests ask. Where
// the reference forgets a question in silence, ours completes with an error (REQ-85).
import assert from 'node:assert/strict';

import { run } from './harness.mjs';
import { connected } from './sio-cat.mjs';

connected('S:571 time over before there is a connection', '/', { autoConnect: false }, async (cat) => {
  cat.send({ cmd: 'emit', event: 'event', ack: true, timeout: 20, seq: 1 });
  assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'timeout');
  assert.equal(cat.socket(await cat.state()).buffered, 0);
});

connected('S:586 time over because nobody answers', '/', {}, async (cat) => {
  cat.send({ cmd: 'emit', event: 'unknown', ack: true, timeout: 50, seq: 1 });
  assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'timeout');
});

connected('S:597 an answer that comes too late is none', '/', {}, async (cat) => {
  await cat.next('connect');
  cat.send({ cmd: 'emit', event: 'slowEcho', args: [42], ack: true, timeout: 10, seq: 1 });
  assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'timeout');
  cat.emit('answer now');
  await cat.next('received', { frame: '30[42]' });
  await cat.quiet('ack');
});

connected('S:615 an answer in time', '/', {}, async (cat) => {
  cat.send({ cmd: 'emit', event: 'echo', args: [42], ack: true, timeout: 20000, seq: 1 });
  assert.deepEqual((await cat.next('ack', { seq: 1 })).args, [42]);
});

connected('S:627 time over, awaited where nobody is in a callback', '/', {}, async (cat) => {
  await cat.next('connect');
  cat.send({ cmd: 'emit', event: 'unknown', ack: true, timeout: 30, seq: 1 });
  assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'timeout');
  assert.deepEqual((await cat.ask('echo', 'on')).args, ['on']);
});

connected('S:640 an answer in time, awaited where nobody is in a callback', '/', {}, async (cat) => {
  await cat.next('connect');
  cat.send({ cmd: 'emit', event: 'echo', args: [42], ack: true, timeout: 20000, seq: 1 });
  assert.deepEqual((await cat.next('ack', { seq: 1 })).args, [42]);
});

connected('S:654 the time that all questions have', '/', { ackTimeout: 50 }, async (cat) => {
  cat.send({ cmd: 'emit', event: 'unknown', ack: true, seq: 1 });
  assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'timeout');
});

// What the question gets when the connection ends before the answer.
function cutOff(name, opts, question) {
  connected(name, '/', opts, async (cat) => {
    cat.once('connect', { cmd: 'emit', event: 'slowEcho', args: ['a'], ack: true, seq: 1, ...question }, { cmd: 'disconnect' });
    const { error } = await cat.next('ack', { seq: 1 });
    assert.equal(error.kind, 'disconnected');
    await cat.quiet('ack');
  });
}

cutOff('S:668 a question without a time limit gets no answer, but an end', {}, {});
cutOff('S:689 a question with a time limit ends with the connection', {}, { timeout: 10000 });
cutOff('S:710 so it does with the limit of all', { ackTimeout: 10000 }, {});

for (const [place, timeout] of [['S:729', {}], ['S:747', { timeout: 10000 }]])
  connected(`${place} a question that was asked earlier ends with the connection${timeout.timeout ? ', time limit or not' : ''}`, '/', {},
    async (cat, server) => {
      await cat.next('connect');
      cat.send({ cmd: 'emit', event: 'unknown', args: ['a'], ack: true, seq: 1, ...timeout });
      await server.untilPackets(2);
      cat.send({ cmd: 'disconnect' });
      assert.equal((await cat.next('ack', { seq: 1 })).error.kind, 'disconnected');
    });

connected('S:768 a question that was not sent yet waits for the next connection', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'disconnect' }, { cmd: 'emit', event: 'echo', args: ['a'], ack: true, seq: 1 });
  await cat.next('disconnect');
  await cat.quiet('ack');
  assert.equal(cat.socket(await cat.state()).buffered, 1);
  cat.send({ cmd: 'connect' });
  assert.deepEqual((await cat.next('ack', { seq: 1 })).args, ['a']);
  assert.equal(server.engines.length, 2);
});

connected('S:792 with the watchdog overdue an event waits for the next connection', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'expire-watchdog' }, { cmd: 'emit', event: 'echo', args: ['123'], ack: true, seq: 1 });
  await cat.next('disconnect', { reason: 'ping timeout' });
  await cat.next('reconnect');
  assert.deepEqual((await cat.next('ack', { seq: 1 })).args, ['123']);
  assert.deepEqual(server.packets(0), ['0']);
  assert.deepEqual(server.packets(1).slice(1), ['20["echo","123"]']);
});

connected('REQ-85 every kind of question ends once when the transport breaks', '/', {}, async (cat, server) => {
  await cat.next('connect');
  cat.batch({ cmd: 'emit', event: 'unknown', ack: true, seq: 1 }, { cmd: 'emit', event: 'unknown', ack: true, timeout: 20000, seq: 2 },
    { cmd: 'emit', event: 'echo', args: [3], ack: true, seq: 3, retries: 1 });
  await server.untilPackets(4);
  cat.send({ cmd: 'drop-transport' });
  await cat.until(() => cat.all('ack').length === 3, 'three ends');
  await cat.quiet('ack');
  assert.deepEqual(cat.all('ack').map(({ seq }) => seq).sort(), [1, 2, 3]);
});

await run();
