// SPDX-License-Identifier: GPL-3.0-or-later
// A shop on the official socket.io server that does as it is told: one command a
// line on standard input, "ok" as the answer, after a number where one was asked
// for. Ends with its input. Whole sessions (tests/e2e, tests/bench) are stormed by it.
// BELL_STORM_HOST: over https at that address, with a certificate of its own, and with a quick heart.
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';

import { makeCertificate } from './harness.mjs';
import { OneEntryServer } from './oneentry-server.mjs';

const AT_ONCE = 200; // events between two looks at the sockets

const host = process.env.BELL_STORM_HOST;
const certificate = host ? await makeCertificate(`IP:${host}`) : null;
const shop = new OneEntryServer(host ? { certificate, host, pingInterval: 1000, pingTimeout: 1500 } : {});

shop.password = 'storm-bell';
await shop.start();
console.log(JSON.stringify({ url: shop.url, appToken: shop.appToken, login: shop.login, password: shop.password,
  certificate: certificate?.certFile ?? null }));

function order(id) {
  return { order: {
    id, totalSum: '59.90', currency: 'EUR', statusIdentifier: 'new', statusLocalizeInfos: { title: 'New' }, attributes: {},
    products: [{ id: 1, title: 'Sourdough loaf', price: '6.90', quantity: 1 }],
  } };
}

let sent = 0; // us of the monotonic clock, when the last burst began

// Orders first … first + n - 1, as fast as the socket takes them.
async function burst(n, first) {
  sent = Number(process.hrtime.bigint() / 1000n);
  for (let i = 0; i < n; i++) {
    shop.emit('order_created', order(first + i));
    if (i % AT_ONCE === AT_ONCE - 1)
      await setImmediate();
  }
}

const commands = {
  sockets: () => shop.joined,
  sent: () => sent,
  burst: (rest) => burst(...rest.split(' ').map(Number)),
  emit: (rest) => shop.emit(rest.slice(0, rest.indexOf(' ')), JSON.parse(rest.slice(rest.indexOf(' ') + 1))),
  drop: () => shop.dropSockets(),
  stop: () => shop.stop(),
  start: async () => { await shop.start(shop.port); },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, rest] = /^(\S+) ?(.*)$/s.exec(line).slice(1);
  const answer = await commands[name]?.(rest);

  if (typeof answer === 'number')
    console.log(answer);
  console.log(name in commands ? 'ok' : 'what?');
}
process.exit(0);
