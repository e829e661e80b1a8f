// SPDX-License-Identifier: GPL-3.0-or-later
// Joining and leaving namespaces over one session: what the reference client's connection tests ask.
import assert from 'node:assert/strict';

import { run } from './harness.mjs';
import { connected, scenario, transport } from './sio-cat.mjs';
import { openPacket, startRaw } from './sio-server.mjs';

connected('C:125 a namespace joins a session that is open', '/', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'nsp', name: '/foo' });
  await cat.next('connect', { nsp: '/' });
  await cat.next('connect', { nsp: '/foo' });
  assert.equal(server.engines.length, 1);
  cat.send({ cmd: 'disconnect', nsp: '/foo' }, { cmd: 'disconnect' });
  await server.untilClosed();
  assert.deepEqual(server.packets(), ['0', '0/foo,', '1/foo,', '1']);
});

connected('C:141 a namespace opens a new session after the old one closed', '/', {}, async (cat, server) => {
  cat.once('disconnect', { cmd: 'nsp', name: '/foo' });
  cat.once('connect', { cmd: 'disconnect' });
  await cat.next('disconnect', { nsp: '/', reason: 'io client disconnect' });
  await cat.next('connect', { nsp: '/foo' });
  assert.equal(server.engines.length, 2);
  assert.equal(server.sockets.filter(({ reason }) => reason === null).length, 1);
});

connected('C:464 one joins while the other leaves', '/foo', {}, async (cat, server) => {
  cat.once('connect', { cmd: 'nsp', name: '/asd' }, { cmd: 'disconnect', nsp: '/foo' });
  await cat.next('disconnect', { nsp: '/foo', reason: 'io client disconnect' });
  await cat.next('connect', { nsp: '/asd' });
  await server.until(() => server.sockets[0].reason, 'the end of /foo');
  assert.equal(server.engines.length, 1);
});

scenario('C:476 a server of version 2 is a connect_error', async (cat) => {
  if (transport !== 'websocket')
    return;
  cat.open(await startRaw((socket) => {
    socket.send(openPacket());
    socket.send('40');
  }), { reconnection: false });
  assert.equal((await cat.next('connect_error')).kind, 'unsupported-server');
  assert.equal(cat.all('connect').length, 0);
});

connected('C:494 leaving one namespace leaves the session to the other', '/foo', { autoConnect: false }, async (cat, server) => {
  cat.send({ cmd: 'connect' });
  await cat.next('connect', { nsp: '/foo' });
  cat.send({ cmd: 'nsp', name: '/asd' });
  await cat.next('connect', { nsp: '/asd' });
  cat.send({ cmd: 'disconnect', nsp: '/foo' });
  await cat.next('disconnect', { nsp: '/foo' });
  await cat.quiet('disconnect', 'close');
  assert.equal(server.engines[0].closed, null);
  cat.send({ cmd: 'disconnect', nsp: '/asd' });
  await cat.next('close');
  await server.untilClosed();
  assert.deepEqual(server.packets(), ['0/foo,', '0/asd,', '1/foo,', '1/asd,']);
});

connected('C:846 a namespace that was left is reopened', '/', {}, async (cat, server) => {
  cat.once('disconnect', { cmd: 'nsp', name: '/' }, { cmd: 'state' });
  cat.once('connect', { cmd: 'disconnect' });
  await cat.next('disconnect');
  assert.notEqual((await cat.next('state')).state, 'idle');
  await cat.next('connect');
  cat.send({ cmd: 'disconnect' });
  await server.untilClosed(1);
  assert.deepEqual(server.engines.map(({ packets }) => packets), [['0', '1'], ['0', '1']]);
});

connected('C:870 asking twice for a namespace joins it once', '/', { autoConnect: false }, async (cat, server) => {
  cat.once('open', { cmd: 'nsp', name: '/' }, { cmd: 'nsp', name: '/' });
  cat.batch({ cmd: 'nsp', name: '/' }, { cmd: 'nsp', name: '/' });
  await cat.next('connect');
  cat.send({ cmd: 'nsp', name: '/' });
  await cat.quiet('connect', 'disconnect', 'connect_error');
  cat.send({ cmd: 'disconnect' });
  await server.untilClosed();
  assert.deepEqual(server.packets(), ['0', '1']);
});

connected('C:897 another namespace joins an open session and nothing joins twice', '/', { autoConnect: false }, async (cat, server) => {
  cat.once('open', { cmd: 'nsp', name: '/' }, { cmd: 'nsp', name: '/foo' });
  cat.send({ cmd: 'connect' });
  await cat.next('connect');
  await cat.next('connect');
  cat.batch({ cmd: 'disconnect', nsp: '/' }, { cmd: 'disconnect', nsp: '/foo' });
  await server.untilClosed();
  // In the reference "/" comes first; here whoever is asked for inside "open" may.
  assert.deepEqual(server.packets().slice(0, 2).sort(), ['0', '0/foo,']);
  assert.deepEqual(server.packets().slice(2), ['1', '1/foo,']);
});

scenario('C:923 a packet that is none closes the session, and a new one follows', async (cat) => {
  let sessions = 0;

  if (transport !== 'websocket')
    return;
  cat.open(await startRaw((socket, n) => {
    sessions++;
    socket.send(openPacket({ sid: `e${n}` }));
    socket.on('message', () => {
      socket.send('40{"sid":"s"}');
      if (n === 0)
        socket.send('4bad');
    });
  }));
  await cat.next('connect');
  await cat.next('disconnect', { reason: 'parse error' });
  await cat.next('reconnect');
  await cat.next('connect');
  assert.equal(sessions, 2);
});

await run();
