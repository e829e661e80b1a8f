// SPDX-License-Identifier: GPL-3.0-or-later
// The official SDK against our demo shop: what makes the shop faithful.
import assert from 'node:assert/strict';

import oneentry from 'oneentry';
import { io } from 'socket.io-client';

import { Program, WAIT, Watch, makeCertificate, onCleanup, program, run, test, within } from './harness.mjs';

const LOGIN = 'sdk@example.com';
const PASSWORD = 'sdk password';

async function startShop(args = []) {
  const shop = new Program(program('SHOPBELL_DEMO_SHOP'), ['--port', '0', '--every', '0.2', '--user', LOGIN, '--password', PASSWORD, ...args]);
  const { json } = await shop.line((line) => line.url, WAIT, 'the line that says where the shop is');

  return { ...json, program: shop };
}

// Every answer must also pass the SDK's own schemas.
function connectSdk(shop) {
  const saved = [];
  const api = oneentry.defineOneEntry(shop.url, {
    token: shop.appToken,
    validation: { enabled: true, strictMode: true, logErrors: true },
    auth: { providerMarker: 'email', saveFunction: async (token) => { saved.push(token); } },
  });

  return { api, saved };
}

function signIn(api, password = PASSWORD) {
  return api.AuthProvider.auth('email', { authData: [{ marker: 'login', value: LOGIN }, { marker: 'password', value: password }] });
}

function joined(socket) {
  onCleanup(() => socket.disconnect());
  return within(new Promise((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  }), WAIT, 'the socket to join');
}

// The first count events as [name, payload].
function events(socket, count) {
  const seen = [];

  return within(new Promise((resolve) => {
    socket.onAny((...event) => {
      if (seen.push(event) === count)
        resolve(seen);
    });
  }), WAIT, `${count} events`);
}

test('prints where it is and what it takes to sign in', async () => {
  const shop = await startShop();

  assert.deepEqual(Object.keys(shop).sort(), ['appToken', 'login', 'password', 'program', 'url']);
  assert.match(shop.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.deepEqual([shop.login, shop.password], [LOGIN, PASSWORD]);
  assert.equal(shop.program.lines.length, 1);
});

test('the SDK signs in, refreshes and signs out', async () => {
  const { api, saved } = connectSdk(await startShop());
  const first = await signIn(api);

  assert.equal(first.userIdentifier, LOGIN);
  assert.match(first.refreshToken, /^\d{13}-[0-9a-f-]{36}$/);

  const second = await api.AuthProvider.refresh('email', first.refreshToken);
  assert.notEqual(second.accessToken, first.accessToken);
  assert.notEqual(second.refreshToken, first.refreshToken);
  assert.deepEqual(saved, [first.refreshToken, second.refreshToken]);

  const again = await api.AuthProvider.refresh('email', first.refreshToken);
  assert.deepEqual([again.statusCode, again.message], [400, 'Provided token is incorrect']);

  assert.equal(await api.AuthProvider.logout('email', second.refreshToken), true);
});

test('a wrong password and a wrong app token are refused', async () => {
  const shop = await startShop();
  const { api } = connectSdk(shop);
  const refused = await signIn(api, 'wrong');

  assert.equal(refused.statusCode, 401);
  assert.ok(!JSON.stringify(refused).includes('wrong'));

  const closed = await signIn(connectSdk({ ...shop, appToken: 'wrong' }).api);
  assert.deepEqual([closed.statusCode, closed.message], [403, 'Resource is closed']);
});

test('the answers pass the schemas of the SDK', async () => {
  const { api } = connectSdk(await startShop());

  await signIn(api);
  for (const [what, answer] of [
    ['providers', await api.AuthProvider.getAuthProviders()],
    ['form', await api.Forms.getFormByMarker('reg')],
    ['locales', await api.Locales.getLocales()],
    ['me', await api.Users.getUser()],
    ['product', await api.Products.getProductById(10)],
    ['product statuses', await api.ProductStatuses.getProductStatuses()],
    ['order storages', await api.Orders.getAllOrdersStorage()],
    ['orders', await api.Orders.getAllOrdersByMarker('orders')],
    ['sessions', await api.AuthProvider.getActiveSessionsByMarker('email')],
    ['subscriptions', await api.Events.getAllSubscriptions()],
  ])
    assert.equal(answer.statusCode, undefined, `${what}: ${JSON.stringify(answer)}`);
});

test('subscriptions come and go', async () => {
  const { api } = connectSdk(await startShop());

  await signIn(api);
  assert.equal(await api.Events.subscribeByMarker('product_price_change', 10), true);
  assert.deepEqual(await api.Events.getAllSubscriptions(), { total: 1, items: [{ eventMarker: 'product_price_change', productId: 10 }] });
  await api.Events.unsubscribeByMarker('product_price_change', 10);
  assert.deepEqual(await api.Events.getAllSubscriptions(), { total: 0, items: [] });
});

test('a form that is submitted comes back as an event', async () => {
  const { api } = connectSdk(await startShop(['--every', '0']));

  await signIn(api);
  const socket = api.WS.connect();
  const coming = events(socket, 1);
  await joined(socket);
  const form = await api.Forms.getFormByMarker('till_test');
  const [config] = form.moduleFormConfigs;
  const answer = await api.FormData.postFormsData({
    formIdentifier: form.identifier, formModuleConfigId: config.id, moduleEntityIdentifier: config.entityIdentifiers[0].id,
    replayTo: null, status: null, formData: [{ marker: 'note', type: 'string', value: 'Are you there?' }],
  });
  assert.equal(answer.statusCode, undefined, JSON.stringify(answer));
  const [[name, payload]] = await coming;
  assert.equal(name, 'till_test');
  assert.equal(payload.formData[0].value, 'Are you there?');
});

test("the SDK's socket receives the story, an order first", async () => {
  const { api } = connectSdk(await startShop());

  await signIn(api);
  const socket = api.WS.connect();
  const coming = events(socket, 4);
  await joined(socket);
  const seen = await coming;

  assert.equal(seen[0][0], 'order_created');
  assert.equal(seen[0][1].order.id, 1042);
  assert.ok(seen.some(([name]) => name === 'notification'));
});

test('a socket without a valid token is refused', async () => {
  const shop = await startShop();
  const socket = io(shop.url, {
    path: '/api/content/ws', transports: ['websocket'], reconnection: false,
    extraHeaders: { Authorization: 'Bearer undefined', 'x-app-token': shop.appToken },
  });

  await assert.rejects(joined(socket), /websocket error/);
});

test('every client gets the same events', async () => {
  const shop = await startShop();
  const watch = new Watch();
  const orders = await Promise.all([0, 1].map(async () => {
    const { api } = connectSdk(shop);
    const seen = [];

    await signIn(api);
    const socket = api.WS.connect();
    socket.onAny((name, payload) => {
      seen.push(payload.order?.id);
      watch.changed();
    });
    await joined(socket);
    return seen;
  }));

  await watch.until(() => orders[0].some((id) => id && orders[1].includes(id)), WAIT, 'an order that both heard of');
});

test('https with a certificate of its own', async () => {
  const { certFile, keyFile, cert } = await makeCertificate();
  const shop = await startShop(['--cert', certFile, '--key', keyFile]);

  assert.match(shop.url, /^https:/);
  await assert.rejects(fetch(`${shop.url}/api/content/locales/active/all`), /fetch failed/);
  const https = await import('node:https');
  const status = await within(new Promise((resolve, reject) => {
    https.get(`${shop.url}/api/content/locales/active/all`, { ca: cert, headers: { 'x-app-token': shop.appToken } },
      (response) => { response.resume(); resolve(response.statusCode); }).on('error', reject);
  }), WAIT, 'an answer over https');
  assert.equal(status, 200);
});

test('ends at SIGINT and SIGTERM with 0', async () => {
  for (const name of ['SIGINT', 'SIGTERM']) {
    const shop = await startShop();

    shop.program.signal(name);
    assert.deepEqual((await shop.program.exit()).code, 0, name);
  }
});

test('wrong usage is 2, a port that is taken 1 and said so', async () => {
  for (const args of [['--port'], ['--port', 'x'], ['--port', '70000'], ['--every', '-1'], ['--every', 'x'], ['--nonsense'], ['argument'], ['--cert', 'a.pem']]) {
    const shop = new Program(program('SHOPBELL_DEMO_SHOP'), args);

    assert.equal((await shop.exit()).code, 2, args.join(' '));
    assert.equal(shop.stdout, '');
    assert.match(shop.stderr, /^shopbell-demo-shop: .+\n$/);
  }

  const first = await startShop();
  const second = new Program(program('SHOPBELL_DEMO_SHOP'), ['--port', new URL(first.url).port]);
  assert.equal((await second.exit()).code, 1);
  assert.match(second.stderr, /port \d+.*in use/i);
});

test('--help and --version', async () => {
  for (const [option, expected] of [['--help', /--every=SECONDS/], ['--version', /^shopbell-demo-shop \d+\.\d+\.\d+\n$/]]) {
    const shop = new Program(program('SHOPBELL_DEMO_SHOP'), [option]);

    assert.equal((await shop.exit()).code, 0);
    assert.match(shop.stdout, expected);
  }
});

await run();
