// SPDX-License-Identifier: GPL-3.0-or-later
// The official socket.io server with the contract that the reference client's own tests expect
// of theirs (namespaces, events, recovery, a short delay before each handshake), and a record of
// what came over the wire: one entry a session of Engine.IO, with its packets in their order.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';

import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

import { listenAt, onCleanup, WAIT, Watch } from './harness.mjs';

const words = ['てすと', 'Я Б Г Д Ж Й', 'Ä ä Ü ü ß', 'utf8 — string', '🔔 \u2028 \u0000'];

function serveMain(socket) {
  let first = false;

  socket.on('hi', () => socket.emit('hi'));
  socket.on('echo', (value, reply) => reply(value));
  socket.on('slowEcho', (value, reply) => socket.once('answer now', () => reply(value)));
  socket.on('ack', () => socket.emit('ack', (number, object) => {
    if (number === 5 && object.test)
      socket.emit('got it');
  }));
  socket.on('getAckDate', (_, reply) => reply(new Date()));
  socket.on('getDate', () => socket.emit('takeDate', new Date()));
  socket.on('getDateObj', () => socket.emit('takeDateObj', { date: new Date() }));
  socket.on('getUtf8', () => words.forEach((word) => socket.emit('takeUtf8', word)));
  socket.on('false', () => socket.emit('false', false));
  socket.on('doge', () => socket.emit('doge', Buffer.from('asdfasdf')));
  socket.on('buffa', (data) => Buffer.isBuffer(data) && socket.emit('buffack', data.toString('base64')));
  socket.on('jsonbuff', (value) => {
    if (value.hello === 'lol' && Buffer.isBuffer(value.message) && value.goodbye === 'gotcha')
      socket.emit('jsonbuff-ack');
  });
  socket.on('abuff1', (data) => { first = Buffer.isBuffer(data); });
  socket.on('abuff2', () => first && socket.emit('abuff2-ack'));
  socket.on('getbin', () => socket.emit('takebin', Buffer.from('asdfasdf')));
  socket.on('getHandshake', (reply) => reply(socket.handshake));
  socket.on('getId', (reply) => reply(socket.id));
}

export class SioServer {
  words = words;
  engines = []; // { id, url, headers, packets, closed, engine }
  sockets = []; // { nsp, id, recovered, reason, socket }
  watch = new Watch();

  // options: of the Server; prepare(server): before it listens; tls: { cert, key }, for https; handshake: ms until it
  // answers one.
  static async start({ prepare = () => {}, tls = null, handshake = 10, host = '127.0.0.1', ...options } = {}) {
    const server = new SioServer();

    server.tls = tls;
    server.handshake = handshake;
    server.host = host;
    server.options = options;
    server.prepare = prepare;
    await server.#listen(0);
    onCleanup(() => server.stop());
    return server;
  }

  // On the same port, knowing nothing of before.
  restart() {
    return this.#listen(this.port);
  }

  async #listen(port) {
    this.http = this.tls ? https.createServer(this.tls) : http.createServer();
    this.io = new Server(this.http, {
      pingInterval: 2000,
      connectionStateRecovery: {},
      allowRequest: (request, answer) => setTimeout(() => answer(null, true), this.handshake),
      ...this.options,
    });
    this.#record();
    this.#serve();
    this.prepare(this);
    this.port = await listenAt(this.http, port, this.host);
  }

  url(rest = '/') {
    return `${this.tls ? 'https' : 'http'}://${this.host}:${this.port}${rest}`;
  }

  async stop() {
    await new Promise((resolve) => this.io.close(() => resolve()));
  }

  #record() {
    this.io.engine.on('connection', (engine) => {
      const entry = { id: engine.id, url: engine.request.url, headers: engine.request.headers, packets: [], closed: null, engine };

      this.engines.push(entry);
      engine.on('data', (data) => {
        entry.packets.push(typeof data === 'string' ? data : `<${data.length} bytes>`);
        this.watch.changed();
      });
      engine.on('close', (reason) => {
        entry.closed = reason;
        this.watch.changed();
      });
      this.watch.changed();
    });
  }

  #join(socket) {
    const entry = { nsp: socket.nsp.name, id: socket.id, recovered: socket.recovered, reason: null, socket };

    this.sockets.push(entry);
    socket.on('disconnect', (reason) => {
      entry.reason = reason;
      this.watch.changed();
    });
    this.watch.changed();
  }

  #serve() {
    const { io } = this;

    io.use((socket, next) => next(socket.handshake.query.fail ? new Error('Auth failed (main namespace)') : undefined));
    io.on('connection', serveMain);
    io.of('/foo').on('connection', (socket) => socket.on('getId', (reply) => reply(socket.id)));
    io.of('/abc').on('connection', (socket) => socket.emit('handshake', socket.handshake));
    io.of('/no').use((_, next) => next(new Error('Auth failed (custom namespace)')));
    for (const name of ['/', '/foo', '/abc', '/timeout', '/timeout_socket', '/valid', '/asd', '/invalid'])
      io.of(name).on('connection', (socket) => this.#join(socket));
  }

  until(func, what) {
    return this.watch.until(func, WAIT, what);
  }

  // The packets of the engine that is the n-th.
  packets(n = 0) {
    return this.engines[n]?.packets ?? [];
  }

  untilPackets(count, n = 0) {
    return this.until(() => this.packets(n).length >= count && this.packets(n), `${count} packets on engine ${n}`);
  }

  untilClosed(n = 0) {
    return this.until(() => this.engines[n]?.closed, `the end of engine ${n}`);
  }

  // The latest socket of a namespace.
  untilJoined(nsp = '/', count = 1) {
    return this.until(() => {
      const joined = this.sockets.filter((entry) => entry.nsp === nsp);

      return joined.length >= count && joined.at(-1).socket;
    }, `${count} sockets in ${nsp}`);
  }
}

// A server that only does what script(socket, n) does with its n-th WebSocket.
export async function startRaw(script) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  let n = 0;

  server.on('connection', (socket) => script(socket, n++));
  await once(server, 'listening');
  onCleanup(() => {
    for (const socket of server.clients)
      socket.terminate();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

// The open packet of Engine.IO, as a script sends it.
export function openPacket(changes = {}) {
  return `0${JSON.stringify({ sid: 'e1', upgrades: [], pingInterval: 25000, pingTimeout: 20000, maxPayload: 1000000, ...changes })}`;
}
