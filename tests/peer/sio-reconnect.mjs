// SPDX-License-Identifier: GPL-3.0-or-later
// Coming back, waiting and giving up: what the reference client's connection tests ask. Where those
// have a timeout of 0 ms, which is none here, it is one far below the server's delay before a handshake.
import assert from 'node:assert/strict';

import { run } from './harness.mjs';
import { connected, DEAD_URL, scenario } from './sio-cat.mjs';

const hopeless = { timeout: 2 };
const twice = { ...hopeless, reconnectionAttempts: 2 };
const slow = { handshake: 1000 };

connected('C:160 it comes back by itself', '/', {}, async (cat) => {
  await cat.next('connect');
  cat.send({ cmd: 'drop-transport' });
  await cat.next('disconnect', { reason: 'forced close' });
  await cat.next('reconnect', { n: 1 });
  await cat.next('connect');
});

connected('C:174 it comes back when told to', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'disconnect' });
  cat.once('disconnect', { cmd: 'connect' });
  await cat.next('disconnect', { reason: 'io client disconnect' });
  await cat.next('connect');
  assert.equal(server.engines.length, 2);
});

connected('C:191 it comes back by itself after it was told to', '/', {}, async (cat) => {
  cat.once('connect', { cmd: 'disconnect' });
  cat.once('disconnect', { cmd: 'connect' });
  await cat.next('disconnect');
  await cat.next('connect');
  cat.send({ cmd: 'drop-transport' });
  await cat.next('disconnect', { reason: 'forced close' });
  await cat.next('reconnect');
  await cat.next('connect');
});

connected('C:211 connect() after giving up begins a new series', '/timeout', twice, async (cat) => {
  await cat.next('reconnect_failed');
  assert.deepEqual(cat.all('reconnect_attempt').map(({ n }) => n), [1, 2]);
  cat.send({ cmd: 'connect' });
  await cat.next('reconnect_failed');
  assert.deepEqual(cat.all('reconnect_attempt').map(({ n }) => n), [1, 2, 1, 2]);
}, slow);

connected('C:238 the waits grow', '/timeout', { ...hopeless, reconnectionAttempts: 3, reconnectionDelay: 300, randomizationFactor: 0.2 },
  async (cat) => {
    cat.on('failed', { cmd: 'state' });
    await cat.next('reconnect_failed');
    assert.equal(cat.all('reconnect_attempt').length, 3);
    // As they were planned: how late a timer is depends on the machine.
    const waits = cat.all('state', { state: 'waiting' }).map(({ at, nextAttempt }) => nextAttempt / 1000 - at);

    assert.equal(waits.length, 3);
    assert.ok(waits[0] < waits[1] && waits[1] < waits[2], `${waits}`);
  }, slow);

connected('C:276 disconnect() after a failure leaves no attempt', '/invalid', hopeless, async (cat) => {
  cat.once('failed', { cmd: 'disconnect' });
  await cat.next('failed');
  await cat.next('handler');
  await cat.quiet('reconnect_attempt', 'failed', 'connect');
}, slow);

connected('C:296 disconnect() in an attempt leaves no other', '/invalid', hopeless, async (cat) => {
  cat.once('reconnect_attempt', { cmd: 'disconnect' });
  await cat.next('reconnect_attempt');
  await cat.next('handler');
  await cat.quiet('reconnect_attempt', 'failed', 'connect');
}, slow);

connected('C:316 disconnect() and connect() in an attempt begin a new series', '/invalid', hopeless, async (cat) => {
  cat.once('reconnect_attempt', { cmd: 'disconnect' }, { cmd: 'connect' });
  await cat.next('reconnect_attempt', { n: 1 });
  await cat.next('reconnect_attempt', { n: 1 });
  await cat.next('reconnect_attempt', { n: 2 });
}, slow);

connected('C:334 one namespace stops and the other comes back', '/', {}, async (cat, server) => {
  cat.send({ cmd: 'nsp', name: '/asd' });
  await cat.next('connect');
  await cat.next('connect');
  cat.once('reconnect_attempt', { cmd: 'disconnect', nsp: '/' });
  cat.send({ cmd: 'drop-transport' });
  await cat.next('connect', { nsp: '/asd' });
  await cat.quiet('connect');
  assert.deepEqual(server.packets(1).map((packet) => packet.split('{')[0]), ['0/asd,']);
});

connected('C:362 two attempts, each over its time, and it gives up', '/timeout', twice, async (cat) => {
  await cat.next('reconnect_failed');
  assert.equal(cat.all('reconnect_attempt').length, 2);
  assert.equal(cat.all('connect_error', { kind: 'timeout' }).length, 3);
  await cat.quiet('reconnect_attempt', 'reconnect_failed', 'connect_error');
}, slow);

connected('C:389 the events of a series, in order', '/timeout_socket', twice, async (cat) => {
  await cat.next('reconnect_failed');
  const types = ['failed', 'reconnect_attempt', 'reconnect_failed'];

  assert.deepEqual(cat.lines.map(({ json }) => json.type).filter((type) => types.includes(type)),
    ['failed', 'reconnect_attempt', 'failed', 'reconnect_attempt', 'failed', 'reconnect_failed']);
}, slow);

connected('C:415 attempts are counted from one', '/timeout_socket', twice, async (cat) => {
  await cat.next('reconnect_attempt', { n: 1 });
  await cat.next('reconnect_attempt', { n: 2 });
  await cat.next('reconnect_failed');
  assert.equal((await cat.state()).state, 'stopped');
}, slow);

connected('C:441 within the usual time nothing is tried twice', '/valid', {}, async (cat) => {
  await cat.next('connect', { nsp: '/valid' });
  await cat.quiet('reconnect_attempt', 'disconnect');
});

scenario('C:523 reconnection turned off while it tries', async (cat) => {
  cat.open(DEAD_URL);
  await cat.next('reconnect_attempt');
  cat.on('failed', { cmd: 'set-reconnection', reconnection: false });
  await cat.next('failed');
  await cat.next('handler');
  await cat.quiet('reconnect_attempt');
});

scenario('C:548 two attempts at a wrong address, and it gives up', async (cat) => {
  cat.open(DEAD_URL, { reconnectionAttempts: 2 });
  await cat.next('reconnect_failed');
  assert.equal(cat.all('reconnect_attempt').length, 2);
  assert.equal(cat.all('connect_error', { kind: 'network' }).length, 3);
});

scenario('C:572 without reconnection one failure is all', async (cat) => {
  cat.open(DEAD_URL, { reconnection: false });
  await cat.next('failed');
  await cat.quiet('reconnect_attempt', 'connect_error', 'failed');
  assert.equal(cat.all('failed').length, 1);
});

scenario('C:596 another namespace in between adds no attempt', async (cat) => {
  cat.open(DEAD_URL, { reconnectionAttempts: 2 });
  cat.once('failed', { cmd: 'nsp', name: '/room2' });
  await cat.next('reconnect_failed');
  assert.equal(cat.all('reconnect_attempt').length, 2);
  await cat.quiet('reconnect_attempt', 'reconnect_failed');
});

await run();
