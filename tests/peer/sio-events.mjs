// SPDX-License-Identifier: GPL-3.0-or-later
// Events, arguments, acknowledgements and binary data: what the reference client's connection tests ask.
import assert from 'node:assert/strict';

import { Server } from 'socket.io';

import { onCleanup, run } from './harness.mjs';
import { connected, scenario } from './sio-cat.mjs';
import { SioServer } from './sio-server.mjs';

connected('C:10 an event there and back', '/', {}, async (cat) => {
  cat.emit('hi');
  await cat.next('event', { name: 'hi' });
});

connected('C:21 without autoConnect nothing is opened', '/', { autoConnect: false }, async (cat, server) => {
  await cat.quiet('open', 'connect', 'connect_error');
  assert.equal((await cat.state()).state, 'idle');
  assert.equal(server.engines.length, 0);
});

// Two clients in one program; the reference compares manager objects, we count sessions.
function twoClients(name, firstPath, secondPath, check) {
  scenario(name, async (cat) => {
    const server = await SioServer.start();

    cat.send({ cmd: 'open', client: 'a', url: server.url(firstPath) }, { cmd: 'open', client: 'b', url: server.url(secondPath) });
    await server.untilJoined('/', 2);
    check(server);
  });
}

twoClients('C:27 two clients of one address are two sessions', '/', '/', (server) => {
  assert.equal(server.engines.length, 2);
  assert.notEqual(server.engines[0].id, server.engines[1].id);
});

twoClients('C:36 another query is another session', '/?woot', '/', (server) => {
  assert.equal(server.engines.filter(({ url }) => /[?&]woot(&|=|$)/.test(url)).length, 1);
});

scenario('C:45 two paths are two servers, even of one host', async (cat) => {
  const foo = await SioServer.start({ path: '/foo/' });
  const bar = new Server(foo.http, { path: '/bar/' });
  const barUrls = [];

  bar.engine.on('connection', ({ request }) => barUrls.push(request.url));
  onCleanup(() => bar.close());
  cat.send({ cmd: 'open', client: 'a', url: foo.url(), opts: { path: '/foo' } },
    { cmd: 'open', client: 'b', url: foo.url(), opts: { path: '/bar' } });
  await cat.next('connect');
  await cat.next('connect');
  assert.deepEqual(foo.engines.map(({ url }) => url.split('?')[0]), ['/foo/']);
  assert.deepEqual(barUrls.map((url) => url.split('?')[0]), ['/bar/']);
});

connected('C:54 two namespaces share one session', '/foo', {}, async (cat, server) => {
  cat.send({ cmd: 'nsp', name: '/asd' });
  await cat.next('connect', { nsp: '/foo' });
  await cat.next('connect', { nsp: '/asd' });
  assert.equal(server.engines.length, 1);
  assert.deepEqual(server.packets(), ['0/foo,', '0/asd,']);
});

connected('C:64 the server asks, and is answered', '/', {}, async (cat) => {
  cat.on('ack', { cmd: 'reply', args: [5, { test: true }] });
  cat.emit('ack');
  await cat.next('event', { name: 'got it' });
  assert.equal(cat.all('replied')[0].sent, true);
});

connected('C:78 an answer with a date', '/', {}, async (cat) => {
  const { args } = await cat.ask('getAckDate', { test: true });

  assert.ok(!Number.isNaN(Date.parse(args[0])));
});

connected('C:89 false stays false', '/', {}, async (cat) => {
  cat.emit('false');
  assert.deepEqual((await cat.next('event', { name: 'false' })).args, [false]);
});

connected('C:101 text in every alphabet, in order', '/', {}, async (cat, server) => {
  cat.emit('getUtf8');
  for (const word of server.words)
    assert.deepEqual((await cat.next('event', { name: 'takeUtf8' })).args, [word.replace('\0', '\ufffd')]);
});

connected('C:699 a date is a string', '/', {}, async (cat) => {
  cat.emit('getDate');
  assert.equal(typeof (await cat.next('event', { name: 'takeDate' })).args[0], 'string');
});

connected('C:711 a date within an object is a string', '/', {}, async (cat) => {
  cat.emit('getDateObj');
  assert.equal(typeof (await cat.next('event', { name: 'takeDateObj' })).args[0].date, 'string');
});

connected('C:742 binary data arrives', '/', {}, async (cat) => {
  cat.emit('doge');
  assert.deepEqual((await cat.next('event', { name: 'doge' })).args, [{ $bin: 'YXNkZmFzZGY=' }]);
});

connected('C:757 binary data is sent', '/', {}, async (cat) => {
  cat.emit('buffa', { $bin: 'YXNkZg==' });
  assert.deepEqual((await cat.next('event', { name: 'buffack' })).args, ['YXNkZg==']);
});

connected('C:769 binary data among JSON is sent', '/', {}, async (cat, server) => {
  cat.emit('jsonbuff', { hello: 'lol', message: { $bin: 'aG93ZHk=' }, goodbye: 'gotcha' });
  await cat.next('event', { name: 'jsonbuff-ack' });
  assert.deepEqual(server.packets().slice(1),
    ['51-["jsonbuff",{"hello":"lol","message":{"_placeholder":true,"num":0},"goodbye":"gotcha"}]', '<5 bytes>']);
});

connected('C:785 events with binary data keep their order', '/', {}, async (cat, server) => {
  cat.batch({ cmd: 'emit', event: 'abuff1', args: [{ $bin: 'YWJ1ZmYx' }] },
    { cmd: 'emit', event: 'abuff2', args: ['please arrive second'] });
  await cat.next('event', { name: 'abuff2-ack' });
  assert.deepEqual(server.packets().slice(1),
    ['51-["abuff1",{"_placeholder":true,"num":0}]', '<6 bytes>', '2["abuff2","please arrive second"]']);
});

await run();
