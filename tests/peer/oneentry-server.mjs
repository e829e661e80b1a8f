// SPDX-License-Identifier: GPL-3.0-or-later
// A OneEntry to connect to: the official socket.io server at /api/content/ws, and
// the least of the Content API that a sign-in needs, on one port. It records what
// it sees, and misbehaves on demand.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

import { Server } from 'socket.io';

import { listenAt, onCleanup, WAIT, Watch } from './harness.mjs';

const BASE = '/api/content';
const AUTH = /^\/users-auth-providers\/marker\/([^/]+)\/users\/(auth|refresh|logout)$/;

function encode(object) {
  return Buffer.from(JSON.stringify(object)).toString('base64url');
}

export class OneEntryServer {
  appToken = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ name: 'peer', serialNumber: 1 })}.YXBwLXRva2Vu`;
  login = 'till@example.com';
  password = 'p4ss w"ord-únsäid';
  loginMarker = 'login';
  passwordMarker = 'password';
  accessTtl = 3600; // s
  refusal = '401'; // what an access token that is not valid gets: '401', '403', '41' or '44'
  refuseRefresh = false;
  graceful = false; // whether a refresh token is good until the access token that came for it was used
  refuseAll = false; // sockets, as if no access token were valid
  delay = () => 0; // operation → ms that its answer takes

  // operation → what to do with its answer { status, body, headers }: change it and return it, or return null to cut the line.
  tamper = new Map();
  upgradeAnswer = null; // instead of 101: the text of an HTTP answer

  sessions = new Map(); // fingerprint → { access, refresh, former (refresh token), issued, ends }
  secrets = new Set(); // everything that may never be printed
  requests = []; // { operation, at (of its arrival), status, body, device }
  handshakes = []; // { at, headers, token, tokenAge, appToken, url, outcome: 'joined' or how it was refused }
  joins = []; // when
  leaves = [];
  reused = 0; // refresh tokens that were used again
  refreshing = 0; // refreshes without an answer
  maxRefreshing = 0;
  joined = 0;
  maxJoined = 0;
  maxEngines = 0;
  watch = new Watch();

  #certificate;
  #connections = new Set();
  #serial = 0;
  #used = new Set(); // refresh tokens

  constructor({ certificate = null, host = '127.0.0.1', pingInterval = 25000, pingTimeout = 20000 } = {}) {
    this.#certificate = certificate;
    this.host = host;
    this.pings = { pingInterval, pingTimeout };
    this.secrets.add(this.password).add(this.appToken);
    onCleanup(() => this.stop());
  }

  get url() {
    return `${this.#certificate ? 'https' : 'http'}://${this.host}:${this.port}`;
  }

  async start(port = 0) {
    const answer = (request, response) => this.#onRequest(request, response);

    this.server = this.#certificate
      ? https.createServer({ cert: this.#certificate.cert, key: this.#certificate.key }, answer)
      : http.createServer(answer);
    this.server.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket)).on('error', () => {});
    });
    this.io = new Server(this.server, { path: `${BASE}/ws`, serveClient: false, transports: ['websocket'], ...this.pings });
    this.io.engine.on('connection', () => { this.maxEngines = Math.max(this.maxEngines, this.io.engine.clientsCount); });
    this.io.use((socket, next) => this.#onConnect(socket, next));
    this.io.on('connection', (socket) => this.#onJoined(socket));
    this.#guardUpgrade();
    this.port = await listenAt(this.server, port, this.host);
    return this;
  }

  // As a crash: every connection is cut, nobody says goodbye.
  async stop() {
    if (!this.server)
      return;
    const server = this.server;

    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    this.#cut();
    this.io.close();
    this.#cut();
    await closed;
  }

  #cut() {
    for (const socket of this.#connections)
      socket.destroy();
  }

  dropSockets() {
    for (const [, socket] of this.io.sockets.sockets)
      socket.conn.transport.socket._socket.destroy();
  }

  emit(name, ...args) {
    this.io.emit(name, ...args);
  }

  // text: a Socket.IO packet as it is, without the Engine.IO type in front.
  emitRaw(text) {
    for (const [, socket] of this.io.sockets.sockets)
      socket.conn.send(text);
  }

  // Every access token ends now; sockets stay.
  revoke() {
    for (const session of this.sessions.values())
      session.access = null;
  }

  count(operation, status = null) {
    return this.requests.filter((request) => request.operation === operation && (status ?? request.status) === request.status).length;
  }

  until(func, what, ms = WAIT) {
    return this.watch.until(func, ms, what);
  }

  untilJoined(ms = WAIT) {
    return this.until(() => this.joined > 0, 'a client to join', ms);
  }

  // --- sockets -------------------------------------------------------------

  #isValid(token) {
    const session = [...this.sessions.values()].find(({ access, ends }) =>
      access !== null && `Bearer ${access}` === token && Date.now() < ends);

    if (this.refuseAll || !session)
      return false;
    session.former = null;
    return true;
  }

  // ms since the token of a handshake was given out; null where nobody has it.
  #age(token) {
    const session = [...this.sessions.values()].find(({ access }) => `Bearer ${access}` === token);

    return session ? Date.now() - session.issued : null;
  }

  #guardUpgrade() {
    const listeners = this.server.listeners('upgrade');

    this.server.removeAllListeners('upgrade');
    this.server.on('upgrade', (request, socket, head) => {
      const status = this.#checkUpgrade(request);

      if (this.upgradeAnswer)
        socket.end(this.upgradeAnswer);
      else if (status)
        socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      else
        listeners.forEach((listener) => listener.call(this.server, request, socket, head));
    });
  }

  #checkUpgrade(request) {
    const token = request.headers.authorization;
    const record = { at: Date.now(), headers: request.headers, token, tokenAge: this.#age(token), appToken: request.headers['x-app-token'], url: request.url, outcome: null };

    this.handshakes.push(record);
    request.record = record;
    if (record.appToken !== this.appToken)
      record.outcome = '403';
    else if (!this.#isValid(token) && (this.refusal === '401' || this.refusal === '403'))
      record.outcome = this.refusal;
    this.watch.changed();
    return record.outcome;
  }

  #onConnect(socket, next) {
    const { record } = socket.request;

    if (this.#isValid(record.token) || this.refusal === '41') {
      next();
      return;
    }
    record.outcome = '44';
    this.watch.changed();
    next(new Error('Unauthorized'));
  }

  #onJoined(socket) {
    const { record } = socket.request;

    if (!this.#isValid(record.token)) {
      record.outcome = '41';
      socket.disconnect();
      this.watch.changed();
      return;
    }
    record.outcome = 'joined';
    this.joined++;
    this.joins.push(Date.now());
    this.maxJoined = Math.max(this.maxJoined, this.joined);
    socket.on('disconnect', () => {
      this.joined--;
      this.leaves.push(Date.now());
      this.watch.changed();
    });
    this.watch.changed();
  }

  // --- REST ----------------------------------------------------------------

  async #onRequest(request, response) {
    const url = new URL(request.url, 'http://localhost');
    let text = '';

    const at = Date.now();

    for await (const chunk of request)
      text += chunk;
    const isRefresh = url.pathname.endsWith('/refresh');

    if (isRefresh)
      this.maxRefreshing = Math.max(this.maxRefreshing, ++this.refreshing);
    const [operation, status, body] = this.#route(request, url.pathname, text);
    const ms = this.delay(operation);

    if (ms > 0)
      await sleep(ms);
    if (isRefresh)
      this.refreshing--;
    const honest = { status, body, headers: { 'Content-Type': 'application/json; charset=utf-8' } };
    const answer = this.tamper.has(operation) ? this.tamper.get(operation)(honest) : honest;

    this.requests.push({ operation, at, status: answer?.status ?? 0, body: text, device: request.headers['x-device-metadata'] });
    if (answer === null) {
      request.socket.destroy();
    } else {
      response.writeHead(answer.status, answer.headers);
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    }
    this.watch.changed();
  }

  #route(request, pathname, text) {
    const refuse = (operation, statusCode, message) =>
      [operation, statusCode, { statusCode, message, timestamp: new Date().toISOString(), path: request.url }];
    const place = pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : null;
    const auth = place && AUTH.exec(place);

    if (place && request.headers['x-app-token'] !== this.appToken)
      return refuse('closed', 403, 'Resource is closed');
    if (request.method === 'GET' && place === '/locales/active/all')
      return ['locales', 200, [{ id: 1, shortCode: 'en', code: 'en_US', name: 'English', nativeName: 'English', isActive: true, image: null, position: 1 }]];
    if (request.method === 'GET' && place === '/users-auth-providers')
      return refuse('providers', 403, 'Permission data not found. Provide the permission for requested url');
    if (request.method === 'GET' && place?.startsWith('/forms/'))
      return refuse('form', 403, 'Permission data not found. Provide the permission for requested url');
    if (request.method === 'POST' && auth)
      return this.#users(auth[1], auth[2], request, text, refuse);
    return refuse('nothing', 404, `Cannot ${request.method} ${pathname}`);
  }

  #users(provider, operation, request, text, refuse) {
    let body, fingerprint;

    if (!request.headers['x-device-metadata'])
      return refuse(operation, 400, 'Missing x-device-metadata header');
    try {
      body = JSON.parse(text);
      ({ fingerprint } = JSON.parse(request.headers['x-device-metadata']));
    } catch {
      return refuse(operation, 400, 'Invalid x-device-metadata format');
    }

    if (operation === 'auth') {
      const value = (marker) => body.authData?.find((entry) => entry.marker === marker)?.value;

      if (value(this.loginMarker) !== this.login || value(this.passwordMarker) !== this.password)
        return refuse(operation, 401, 'Login or password is incorrect');
      return [operation, 201, this.#renew(provider, fingerprint)];
    }
    if (operation === 'refresh' && this.#used.has(body.refreshToken))
      this.reused++;
    if (this.refuseRefresh && operation === 'refresh' || !this.#isCurrent(fingerprint, body.refreshToken))
      return refuse(operation, 400, 'Provided token is incorrect');
    if (operation === 'refresh') {
      this.#used.add(body.refreshToken);
      return [operation, 201, this.#renew(provider, fingerprint, body.refreshToken)];
    }
    this.sessions.delete(fingerprint);
    return [operation, 201, true];
  }

  #isCurrent(fingerprint, refreshToken) {
    const session = this.sessions.get(fingerprint);

    return session?.refresh === refreshToken || this.graceful && session?.former != null && session.former === refreshToken;
  }

  #renew(provider, fingerprint, former = null) {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { id: 7, authProviderIdentifier: provider, userIdentifier: this.login, iat, exp: iat + this.accessTtl, jti: ++this.#serial };
    const access = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.${encode(randomUUID())}`;
    const refresh = `${iat * 1000}-${randomUUID()}`;

    this.sessions.set(fingerprint, { access, refresh, former, issued: Date.now(), ends: claims.exp * 1000 });
    this.secrets.add(access).add(refresh);
    return { userIdentifier: this.login, authProviderIdentifier: provider, accessToken: access, refreshToken: refresh };
  }
}
