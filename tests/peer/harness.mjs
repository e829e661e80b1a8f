// SPDX-License-Identifier: GPL-3.0-or-later
// What the peer tests share: TAP output, waits with a deadline, child processes
// that are ended by their own pid, and shopbell-listen behind a small class.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

// What is waited for comes in milliseconds; on a machine busy with other work, not always.
export const WAIT = 60000;

const tests = [];
const cleanups = [];

export function test(name, func, ms = 240000) {
  tests.push({ name, func, ms });
}

// Called when the test is over, in reverse order, whatever happened.
export function onCleanup(func) {
  cleanups.push(func);
}

export async function run() {
  let failed = 0;

  console.log(`1..${tests.length}`);
  for (const [index, { name, func, ms }] of tests.entries()) {
    let error = null;

    try {
      await within(func(), ms, `the test ${name}`);
    } catch (caught) {
      error = caught;
    }
    while (cleanups.length > 0) {
      try {
        await within(Promise.resolve(cleanups.pop()()), WAIT, 'cleaning up');
      } catch (caught) {
        error ??= caught;
      }
    }
    console.log(`${error ? 'not ok' : 'ok'} ${index + 1} ${name}`);
    if (error) {
      failed++;
      console.log(String(error.stack ?? error).replace(/^/gm, '# '));
    }
  }
  process.exit(failed > 0 ? 1 : 0);
}

// promise, or an error that says what was waited for.
export function within(promise, ms, what) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${ms} ms in vain for ${what}`)), ms);
  });

  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

// Somebody calls changed(); whoever waits looks again. No polling.
export class Watch {
  #waiting = new Set();

  changed() {
    for (const look of [...this.#waiting])
      look();
  }

  // Resolves with the first truthy value of func.
  until(func, ms, what) {
    let look;
    const found = new Promise((resolve) => {
      look = () => {
        const value = func();

        if (value)
          resolve(value);
      };
    });

    this.#waiting.add(look);
    look();
    return within(found, ms, what).finally(() => this.#waiting.delete(look));
  }
}

export function program(variable) {
  const file = process.env[variable];

  if (!file)
    throw new Error(`${variable} must name the program to test`);
  return file;
}

// Resolves with the port. One that was ours before may be the origin of somebody's connection: a matter of moments.
export async function listenAt(server, port = 0, host = '127.0.0.1') {
  for (const end = Date.now() + WAIT; ; await sleep(50)) {
    try {
      server.listen(port, host);
      await once(server, 'listening');
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || Date.now() > end)
        throw error;
    }
  }
}

export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'shopbell-peer-'));

  onCleanup(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

// A self-signed certificate, usually for 127.0.0.1: { cert, key, certFile, keyFile }.
export async function makeCertificate(names = 'IP:127.0.0.1,DNS:localhost') {
  const folder = await temporaryFolder();
  const certFile = path.join(folder, 'cert.pem');
  const keyFile = path.join(folder, 'key.pem');

  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', `subjectAltName=${names}`, '-keyout', keyFile, '-out', certFile]);
  return { cert: await readFile(certFile), key: await readFile(keyFile), certFile, keyFile };
}

// A child process whose standard output is JSON lines. input null: standard input stays open.
export class Program {
  #tail = '';

  constructor(file, args, { env = {}, input = '' } = {}) {
    this.started = Date.now();
    this.lines = []; // { at, text, json }
    this.stdout = '';
    this.stderr = '';
    this.exited = null; // { code, signal, after }
    this.watch = new Watch();
    this.child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdin.on('error', () => {});
    if (input !== null)
      this.child.stdin.end(input);
    this.child.stdout.setEncoding('utf8').on('data', (text) => this.#onText(text));
    this.child.stderr.setEncoding('utf8').on('data', (text) => {
      this.stderr += text;
      this.watch.changed();
    });
    this.child.on('error', (error) => { this.stderr += error; });
    this.child.on('close', (code, signal) => {
      this.exited = { code, signal, after: Date.now() - this.started };
      this.watch.changed();
    });
    onCleanup(() => this.finish());
  }

  #onText(text) {
    const whole = (this.#tail + text).split('\n');

    this.stdout += text;
    this.#tail = whole.pop();
    for (const line of whole)
      this.lines.push({ at: Date.now(), text: line, json: parse(line) });
    this.watch.changed();
  }

  async finish() {
    if (this.exited)
      return;
    this.child.kill('SIGKILL');
    await this.exit();
  }

  signal(name) {
    this.child.kill(name);
  }

  // The first line from index on that fits; fails early when the program ends without it.
  async line(fits, ms = WAIT, what = 'a line', from = 0) {
    let looked = from;
    const found = await this.watch.until(() => {
      while (looked < this.lines.length)
        if (fits(this.lines[looked++].json))
          return this.lines[looked - 1];
      return this.exited && 'ended';
    }, ms, what).catch((error) => { throw this.#explain(error); });

    if (found === 'ended')
      throw this.#explain(new Error(`It ended (${JSON.stringify(this.exited)}) before ${what}`));
    return found;
  }

  // Until standard error has something that fits pattern.
  says(pattern, ms = WAIT) {
    return this.watch.until(() => pattern.test(this.stderr), ms, `a message like ${pattern}`).catch((error) => { throw this.#explain(error); });
  }

  async exit(ms = WAIT) {
    await this.watch.until(() => this.exited, ms, 'the end of the program').catch((error) => { throw this.#explain(error); });
    return this.exited;
  }

  #explain(error) {
    error.message += `\nstandard output: ${clip(this.stdout)}\nstandard error: ${clip(this.stderr)}`;
    return error;
  }
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { broken: line };
  }
}

function clip(text) {
  return text.length > 4000 ? `${text.slice(0, 2000)} … ${text.slice(-2000)}` : text;
}
