// SPDX-License-Identifier: GPL-3.0-or-later
// sio-cat behind a small class, and scenarios that run over the transport named on the command line.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { Program, program, test, WAIT } from './harness.mjs';
import { SioServer } from './sio-server.mjs';

// How long to look whether something happens that must not.
export const QUIET = 100;

// websocket, or polling (with the upgrade that follows).
export const transport = process.argv[2] ?? 'websocket';
const transports = { websocket: ['websocket'], polling: ['polling', 'websocket'] }[transport];

const quick = { reconnectionDelay: 10, randomizationFactor: 0 };

export class SioCat extends Program {
  #seen = 0; // lines before it are done with
  #marks = 0;

  // through: the command that runs it, for a place of its own.
  constructor(through = []) {
    const [file, ...args] = [...through, program('SHOPBELL_SIO_CAT'), '--trace'];

    super(file, args, { input: null });
  }

  send(...commands) {
    for (const command of commands)
      this.child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  // Several at once: nothing else happens between them.
  batch(...commands) {
    this.send({ cmd: 'batch', do: commands });
  }

  open(url, opts = {}) {
    this.send({ cmd: 'open', url, opts: { transports, ...quick, ...opts } });
  }

  emit(event, ...args) {
    this.send({ cmd: 'emit', event, args });
  }

  // Resolves with the answer.
  async ask(event, ...args) {
    this.send({ cmd: 'emit', event, args, ack: true, seq: this.asked = (this.asked ?? 1000) + 1 });
    return this.next('ack', { seq: this.asked });
  }

  // Commands that run inside the callback.
  on(event, ...commands) {
    this.send({ cmd: 'on', event, do: commands });
  }

  once(event, ...commands) {
    this.send({ cmd: 'once', event, do: commands });
  }

  // The next line of this type, after those that were seen so, whose members are these.
  async next(type, members = {}, ms = WAIT) {
    const fits = ({ json }) => json.type === type && Object.entries(members).every(([name, value]) => json[name] === value);
    const what = `"${type}" ${JSON.stringify(members)}`;
    let looked = this.#seen;
    const index = await this.watch.until(() => {
      while (looked < this.lines.length)
        if (fits(this.lines[looked++]))
          return looked;
      return this.exited && -1;
    }, ms, what).catch((error) => {
      error.message += `\n${this.stdout}${this.stderr}`;
      throw error;
    });

    assert.ok(index > 0, `it ended before ${what}:\n${this.stdout}${this.stderr}`);
    this.#seen = index;
    return this.lines[index - 1].json;
  }

  until(func, what) {
    return this.watch.until(func, WAIT, what);
  }

  all(type, members = {}) {
    return this.lines.map(({ json }) => json).filter((json) => json.type === type &&
      Object.entries(members).every(([name, value]) => json[name] === value));
  }

  // Until every line is read that it wrote so far: those of one callback may come in several pieces.
  async caughtUp() {
    const id = ++this.#marks;

    this.send({ cmd: 'mark', id });
    await this.until(() => this.all('mark', { id }).length === 1, 'the mark');
  }

  // Nothing of the types happens for a while, apart from what did.
  async quiet(...types) {
    const count = () => types.map((type) => this.all(type).length);

    await this.caughtUp();
    const before = count();
    await sleep(QUIET);
    await this.caughtUp();
    assert.deepEqual(count(), before, `one of ${types} happened:\n${this.stdout}`);
  }

  async state() {
    this.send({ cmd: 'state' });
    return this.next('state');
  }

  async untilTransport(expected) {
    for (const end = Date.now() + WAIT; (await this.state()).transport !== expected; await sleep(20))
      assert.ok(Date.now() < end, `never on ${expected}`);
  }

  socket(state, nsp = '/') {
    return state.sockets.find((socket) => socket.nsp === nsp);
  }

  // Ends it as asked, and checks that it had nothing to complain of.
  async quit() {
    this.send({ cmd: 'quit' });
    const { code } = await this.exit();
    assert.equal(code, 0, this.stderr);
    assert.equal(this.stderr, '');
  }
}

// name: what it is about, and "C:10", the place in the reference client's tests that asks the same.
export function scenario(name, func) {
  test(`${name} (${transport})`, async () => {
    const cat = new SioCat();

    await func(cat);
    await cat.quit();
  });
}

// The same with a server, and with the client opened on a path of it.
export function connected(name, path, opts, func, options = {}) {
  scenario(name, async (cat) => {
    const server = await SioServer.start(options);

    cat.open(server.url(path), opts);
    await func(cat, server);
  });
}

// An address where nobody listens: no port that is handed out to those who ask for any.
export const DEAD_URL = 'http://127.0.0.1:1/';
