// SPDX-License-Identifier: GPL-3.0-or-later
// The shop of the chaos: the official socket.io server. It tells of every order when it
// hands it over to a connection, and again when the ping that it sent after it on the
// same connection was answered: then it was delivered. One command a line on standard
// input; every line of standard output is JSON. It may be killed: what it knows of
// sign-ins is in a file, before anybody is told.
// BELL_CHAOS_SHOP: { certificates: name → { cert, key }, sessions, pings, accessTtl }
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';

import { OneEntryServer } from '../peer/oneentry-server.mjs';

const AT_ONCE = 50; // events between two looks at the sockets
const how = JSON.parse(process.env.BELL_CHAOS_SHOP);
const certificate = load('first');
const shop = new OneEntryServer({ certificate, ...how.pings });
const trouble = { rest: null };

function load(name) {
  const { cert, key } = how.certificates[name];

  return { cert: readFileSync(cert), key: readFileSync(key) };
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

// --- sign-ins that outlive the process -------------------------------------

function remember() {
  writeFileSync(`${how.sessions}.new`, JSON.stringify([...shop.sessions]));
  renameSync(`${how.sessions}.new`, how.sessions);
}

function answer(operation, honest) {
  remember();
  say({ asked: operation, status: trouble.rest?.status ?? honest.status });
  if (trouble.rest === null)
    return honest;
  const { status, retryAfter } = trouble.rest;
  const headers = { 'Content-Type': 'application/json' };

  if (retryAfter !== null)
    headers['Retry-After'] = String(retryAfter);
  return { status, headers, body: { statusCode: status, message: 'Trouble' } };
}

// --- the ledger of this side -----------------------------------------------

function watch(conn) {
  let sent = []; // not yet followed by a ping
  let pinged = []; // followed by a ping that was not answered yet
  const { remotePort } = conn.request.socket;

  say({ engine: conn.id, port: remotePort, open: true });
  conn.on('packetCreate', ({ type, data }) => {
    if (type === 'ping') {
      pinged.push(...sent);
      sent = [];
      return;
    }
    const order = type === 'message' && /"order":\{"id":(\d+)/.exec(data);

    if (order)
      sent.push(Number(order[1]));
  });
  conn.on('packet', ({ type }) => {
    if (type !== 'pong')
      return;
    say({ answered: pinged, engine: conn.id, at: Date.now() / 1000 });
    pinged = [];
  });
  conn.on('close', () => say({ engine: conn.id, port: remotePort, open: false }));
}

// --- commands --------------------------------------------------------------

function order(id) {
  return { order: {
    id, totalSum: '59.90', currency: 'EUR', statusIdentifier: 'new', statusLocalizeInfos: { title: 'New' }, attributes: {},
    products: [{ id: 1, title: 'Sourdough loaf', price: '6.90', quantity: 1 }],
  } };
}

async function burst(n, first) {
  for (let i = 0; i < n; i++) {
    shop.emit('order_created', order(first + i));
    if (i % AT_ONCE === AT_ONCE - 1)
      await setImmediate();
  }
}

function answerUpgrade({ status, retryAfter }) {
  const after = retryAfter !== null ? `Retry-After: ${retryAfter}\r\n` : '';

  return `HTTP/1.1 ${status} Trouble\r\nConnection: close\r\nContent-Length: 0\r\n${after}\r\n`;
}

const commands = {
  burst: ({ n, first }) => burst(n, first),
  drop: () => shop.dropSockets(),
  revoke: () => shop.revoke(),
  refuseRefresh: ({ on }) => { shop.refuseRefresh = on; },
  rest: ({ trouble: what }) => { trouble.rest = what; },
  upgrade: ({ trouble: what }) => { shop.upgradeAnswer = what && answerUpgrade(what); },
  certificate: ({ name }) => { shop.server.setSecureContext(load(name)); },
};

shop.password = 'chaos-bell';
shop.graceful = true;
shop.accessTtl = how.accessTtl;
for (const operation of ['auth', 'refresh'])
  shop.tamper.set(operation, (honest) => answer(operation, honest));
if (existsSync(how.sessions))
  shop.sessions = new Map(JSON.parse(readFileSync(how.sessions, 'utf8')));
await shop.start();
shop.io.engine.on('connection', watch);
shop.io.on('connection', (socket) => {
  remember();
  if (socket.connected)
    say({ joined: socket.conn.id });
});
say({ ready: shop.port, appToken: shop.appToken, login: shop.login, password: shop.password });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);

  await commands[command.do](command);
  say({ done: command.do });
}
process.exit(0);
