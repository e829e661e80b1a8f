// SPDX-License-Identifier: GPL-3.0-or-later
// What shopbell-listen makes of what the official server sends.
import assert from 'node:assert/strict';

import { run, test } from './harness.mjs';
import { Listen } from './listen.mjs';
import { OneEntryServer } from './oneentry-server.mjs';

async function listen(args = [], options = {}) {
  const server = await new OneEntryServer(options).start();
  const program = new Listen(server, { args });

  await program.online();
  return { server, program };
}

// What was sent last arrives last, so everything before it has been printed by then.
async function settle({ server, program }) {
  server.emit('settled', { message: 'settled' });
  await program.event((event) => event.marker === 'settled');
  return program.events.filter((event) => event.marker !== 'settled');
}

test('an event by its marker', async () => {
  const { server, program } = await listen();
  const payload = { order: { id: 1042, totalSum: '18.90', currency: 'EUR', statusIdentifier: 'new' } };

  server.emit('order_created', payload);
  const event = await program.event();
  assert.equal(event.marker, 'order_created');
  assert.equal(event.kind, 'order');
  assert.deepEqual(event.payload, payload);
  assert.match(event.received, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.ok(Math.abs(Date.parse(event.received) - Date.now()) < 10000);
  assert.ok(event.title.includes('1042'), event.title);
  assert.equal(typeof event.body, 'string');
  assert.deepEqual(Object.keys(event).sort(), ['body', 'kind', 'marker', 'payload', 'received', 'title', 'type']);
});

test('U1: an event called notification has no marker', async () => {
  const { server, program } = await listen();

  server.emit('notification', { product: { id: 10, info: { title: 'Sourdough loaf' } } });
  const event = await program.event();
  assert.equal(event.marker, null);
  assert.equal(event.kind, 'product');
  assert.ok(event.title.includes('Sourdough loaf'), event.title);
});

test('kinds', async () => {
  const both = await listen();
  const cases = [
    ['order', { user: {}, order: { id: 1 } }],
    ['product', { product: { id: 1 }, user: {} }],
    ['form', { email: 'a@b.c', formData: {} }],
    ['form', { email: 'a@b.c', code: '123456' }],
    ['user', { user: { notificationData: {} } }],
    ['message', { message: 'Hello' }],
    ['other', { something: 'else' }],
    ['other', {}],
  ];

  for (const [, payload] of cases)
    both.server.emit('notification', payload);
  assert.deepEqual((await settle(both)).map((event) => event.kind), cases.map(([kind]) => kind));
});

test('200 000 bytes in one event', async () => {
  const { server, program } = await listen();
  const text = 'crumb '.repeat(40000);

  server.emit('big', { message: 'big', text });
  const event = await program.event((one) => one.marker === 'big');
  assert.equal(event.payload.text, text);
  assert.ok(event.title.length <= 200);
  assert.ok(event.body.length <= 500);
});

test('lone surrogates, NUL and big numbers do no harm', async () => {
  const both = await listen(['--raw']);

  both.server.emitRaw('2["hostile",{"message":"a\\ud800b","nul":"a\\u0000b","order":{"id":9223372036854775807}}]');
  both.server.emitRaw('2["hostile",{"order":{"id":18446744073709551616}}]');
  both.server.emit('\ud800', { message: '\udfff' });
  const [first, second, third] = await settle(both);
  assert.equal(first.payload.message, 'a\ufffdb');
  assert.equal(first.payload.nul, 'a\ufffdb');
  assert.ok(both.program.stdout.includes('9223372036854775807'));
  assert.equal(second.kind, 'order');
  assert.equal(third.marker, '\ufffd');
  assert.ok(!/\\ud[89a-f]/i.test(both.program.stdout));
});

test('payloads that are none', async () => {
  const both = await listen(['--raw']);

  both.server.emit('none');
  both.server.emit('null', null);
  both.server.emit('string', 'text');
  both.server.emit('number', 7);
  both.server.emit('array', [[1], { a: 1 }]);
  both.server.emit('second', 'first', { message: 'second' });
  const events = await settle(both);
  assert.deepEqual(events.map(({ marker, payload }) => [marker, payload]), [
    ['none', null], ['null', null], ['string', null], ['number', null], ['array', null], ['second', { message: 'second' }],
  ]);
  for (const event of events)
    assert.ok(event.title.length > 0);
  assert.deepEqual(events[4].args, [[[1], { a: 1 }]]);
});

test('100 000 nested brackets do not end it', async () => {
  const both = await listen();

  both.server.emitRaw(`2["deep",${'['.repeat(100000)}${']'.repeat(100000)}]`);
  both.server.emitRaw(`2["deep",${'{"a":'.repeat(100000)}1${'}'.repeat(100000)}]`);
  // It may drop the packet or the connection, but it comes back.
  await both.server.until(() => both.server.joined === 1, 'the client to be joined');
  for (;;) {
    both.server.emit('after', { message: 'still here' });
    if (await both.program.event((event) => event.marker === 'after', 1000).catch(() => null))
      break;
    assert.equal(both.program.exited, null);
  }
  assert.equal(both.server.maxJoined, 1);
});

test('U14: an acknowledgement is given when one is asked for', async () => {
  const { server } = await listen();
  const [socket] = await server.io.fetchSockets();
  const answers = await server.io.timeout(5000).emitWithAck('order_created', { order: { id: 1 } });

  assert.ok(socket);
  assert.equal(answers.length, 1);
});

test('U14: binary is refused quietly', async () => {
  const both = await listen();

  both.server.emit('binary', { data: Buffer.from('bytes') });
  await both.server.until(() => both.server.joined === 1, 'the client to be joined');
  both.server.emit('after', { message: 'still here' });
  await both.program.event((event) => event.marker === 'after');
});

test('--event keeps those names only, as they came over the wire', async () => {
  const both = await listen(['--event', 'order_created', '--event', 'notification', '--event', 'settled']);

  both.server.emit('order_created', { order: { id: 1 } });
  both.server.emit('order_paid', { order: { id: 2 } });
  both.server.emit('notification', { order: { id: 3 } });
  both.server.emit('Order_Created', { order: { id: 4 } });
  assert.deepEqual((await settle(both)).map((event) => event.payload.order.id), [1, 3]);
});

test('--count counts what is printed, and ends it with 0', async () => {
  const { server, program } = await listen(['--count', '2', '--event', 'wanted']);

  for (const id of [1, 2, 3, 4])
    server.emit(id % 2 ? 'unwanted' : 'wanted', { order: { id } });
  server.emit('wanted', { order: { id: 6 } });
  await program.exitsWith(0);
  assert.deepEqual(program.events.map((event) => event.payload.order.id), [2, 4]);
});

test('--raw adds name and args', async () => {
  const { server, program } = await listen(['--raw']);

  server.emit('notification', { message: 'one' }, 'two');
  const event = await program.event();
  assert.equal(event.name, 'notification');
  assert.deepEqual(event.args, [{ message: 'one' }, 'two']);
  assert.equal(event.marker, null);
});

test('a burst of 2 000 events keeps its order, and none is lost', async () => {
  const both = await listen();

  for (let id = 0; id < 2000; id++)
    both.server.emit('order_created', { order: { id } });
  const ids = (await settle(both)).map((event) => event.payload.order.id);
  assert.deepEqual(ids, Array.from({ length: 2000 }, (_, id) => id));
});

const secret = {
  message: 'Your code is 407063',
  code: '407063',
  email: 'tomas@example.com',
  promo_code: 'SPRING',
  product: { id: 1, attributes: { code: { type: 'string', identifier: 'code', value: 'SKU-77' } } },
  user: { password: 'hunter2-secret', token: 'tok-secret-1', accessToken: 'acc-secret-2', nested: [{ refreshToken: 'ref-secret-3' }] },
  config: { tokenSecretKey: 'key-secret-4' },
  formData: [{ marker: 'password_reg', type: 'string', value: 'hunter3-secret' }, { marker: 'name', value: 'Tomas 407063' }],
};
const hidden = ['407063', 'hunter2-secret', 'hunter3-secret', 'tok-secret-1', 'acc-secret-2', 'ref-secret-3', 'key-secret-4'];

for (const args of [[], ['--raw']]) {
  test(`secrets of a payload are masked${args.length ? ', also under --raw' : ''}`, async () => {
    const both = await listen(args);

    both.server.emit('send_code', secret);
    both.server.emit('notification', secret, { code: 407063 });
    const [event] = await settle(both);
    assert.equal(event.payload.code, '•••');
    assert.equal(event.payload.promo_code, 'SPRING');
    assert.equal(event.payload.product.attributes.code.value, 'SKU-77');
    assert.equal(event.payload.email, 'tomas@example.com');
    both.program.assertNoSecrets(hidden);
  });
}

await run();
