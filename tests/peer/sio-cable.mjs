// SPDX-License-Identifier: GPL-3.0-or-later
// A network of two: the client in a network namespace of its own, the server in another, a cable between
// them, and somebody who pulls it (REQ-108, 109). Needs unshare, nsenter and ip, and root or the right to
// make namespaces; nothing outside is touched.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { run, test, WAIT } from './harness.mjs';
import { SioCat } from './sio-cat.mjs';
import { SioServer } from './sio-server.mjs';

const NOBODY = '02:00:00:00:00:99';
const INSIDE = 'SHOPBELL_TEST_NAMESPACE';

// What a slow machine may add to a time that is looked at.
const SLACK = 15000;

if (!process.env[INSIDE]) {
  const { status } = spawnSync('unshare', [process.getuid() === 0 ? '-n' : '-Urn', process.execPath, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: 'yes' } });

  process.exit(status ?? 1);
}

const call = promisify(execFile);
const ip = (...args) => call('ip', args);

let cables = 0;

// The client at the other end of a new cable. It goes when the client's namespace does, a little after the client.
class Cable {
  constructor() {
    const n = ++cables;

    this.shop = `shop${n}`;
    this.server = `10.77.${n}.1`;
    this.client = `10.77.${n}.2`;
  }

  async lay() {
    const here = await readlink('/proc/self/ns/net');

    this.cat = new SioCat(['unshare', '-n']);
    const { pid } = this.cat.child;

    for (const end = Date.now() + WAIT; await readlink(`/proc/${pid}/ns/net`) === here; await sleep(10))
      assert.ok(Date.now() < end, 'the client has a namespace');
    this.over = (...args) => call('nsenter', ['-t', pid, '-n', 'ip', ...args]);
    await ip('link', 'add', this.shop, 'type', 'veth', 'peer', 'name', 'till', 'netns', pid);
    await ip('addr', 'add', `${this.server}/24`, 'dev', this.shop);
    await ip('link', 'set', this.shop, 'up');
    await this.over('addr', 'add', `${this.client}/24`, 'dev', 'till');
    await this.over('link', 'set', 'till', 'up');
  }

  // Somewhere in between: neither end is told, and what is sent goes to nobody.
  async cut() {
    await ip('neigh', 'replace', this.client, 'lladdr', NOBODY, 'dev', this.shop, 'nud', 'permanent');
    await this.over('neigh', 'replace', this.server, 'lladdr', NOBODY, 'dev', 'till', 'nud', 'permanent');
  }

  async mend() {
    await ip('neigh', 'del', this.client, 'dev', this.shop);
    await this.over('neigh', 'del', this.server, 'dev', 'till');
  }

  // At the socket: both ends lose their carrier.
  pull() {
    return ip('link', 'set', this.shop, 'down');
  }

  plug() {
    return ip('link', 'set', this.shop, 'up');
  }
}

// func(cat, server, cable) with the client joined.
function wired(name, transport, options, func) {
  test(`${name} (${transport})`, async () => {
    const cable = new Cable();

    await cable.lay();
    const server = await SioServer.start({ host: cable.server, ...options });
    const { cat } = cable;

    cat.open(server.url(), { transports: [transport], reconnectionDelay: 100, reconnectionDelayMax: 1000 });
    await cat.next('connect');
    await func(cat, server, cable);
    // While there is still somebody to answer.
    await server.stop();
    await cat.quit();
  });
}

// Within limit of the end of a link the client has noticed, and says why; then a hint brings it back.
async function outage(cat, limit, begin, end) {
  await begin();
  const { at } = await cat.state();
  const lost = await cat.next('disconnect');

  console.log(`# noticed after ${Math.round(lost.at - at)} ms of at most ${limit}`);
  assert.ok(lost.at - at <= limit + SLACK, `after ${lost.at - at} ms`);
  await end();
  cat.send({ cmd: 'net-changed' });
  const mended = await cat.state();
  const back = await cat.next('connect');

  console.log(`# back after ${Math.round(back.at - mended.at)} ms of at most 5000`);
  assert.ok(back.at - mended.at <= 5000 + SLACK, `after ${back.at - mended.at} ms`);
  assert.deepEqual((await cat.ask('echo', 'again')).args, ['again']);
  return lost;
}

const beats = { pingInterval: 1000, pingTimeout: 1500 };

for (const transport of ['websocket', 'polling']) {
  wired('REQ-109 packets vanish: noticed within the heartbeat', transport, beats, async (cat, server, cable) => {
    const { reason } = await outage(cat, 2500, () => cable.cut(), () => cable.mend());

    assert.equal(reason, 'ping timeout');
  });

  wired('REQ-108 a link that goes down and comes up again', transport, beats, async (cat, server, cable) => {
    const { reason } = await outage(cat, 2500, () => cable.pull(), () => cable.plug());

    assert.match(reason, /^(ping timeout|transport error)$/);
  });

  wired('REQ-109 a short outage costs nothing', transport, { pingInterval: 60000, pingTimeout: 60000 }, async (cat, server, cable) => {
    const socket = await server.untilJoined();

    await cable.cut();
    socket.emit('meanwhile', 1);
    cat.emit('hi');
    await sleep(500);
    await cable.mend();
    await cat.next('event', { name: 'meanwhile' });
    await cat.caughtUp();
    assert.equal(cat.all('disconnect').length, 0);
    assert.deepEqual((await cat.ask('echo', 'on')).args, ['on']);
    assert.equal(server.engines.length, 1);
  });

  wired('REQ-109 what is not acknowledged is noticed before the heartbeat', transport, { pingInterval: 600000, pingTimeout: 600000 },
    async (cat, server, cable) => {
      await cable.cut();
      cat.send({ cmd: 'emit', event: 'echo', args: [1], ack: true, seq: 1 });
      const lost = await cat.next('disconnect', {}, 20000 + 2 * SLACK);

      assert.equal(lost.reason, 'transport error');
      assert.match(lost.detail.kind, /^(network|timeout)$/);
      await cat.until(() => cat.all('ack', { seq: 1 }).length === 1, 'the end of the question');
      assert.equal(cat.all('ack')[0].error.kind, 'disconnected');
      await cable.mend();
      await cat.next('connect');
    });
}

await run();
