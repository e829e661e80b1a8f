// SPDX-License-Identifier: GPL-3.0-or-later
// shopbell-listen from outside. Whatever a test does with it, its output is
// searched for secrets when it has ended.
import assert from 'node:assert/strict';

import { Program, WAIT, program } from './harness.mjs';

export class Listen extends Program {
  constructor(server, { args = [], env = {}, url = server.url } = {}) {
    super(program('SHOPBELL_LISTEN'), ['--url', url, '--login', server.login, '--state', ...args], {
      env: {
        SHOPBELL_APP_TOKEN: server.appToken,
        SHOPBELL_PASSWORD: server.password,
        // Whatever is logged at the most talkative setting is searched, too.
        G_MESSAGES_DEBUG: 'all',
        ...env,
      },
    });
    this.server = server;
  }

  async finish() {
    await super.finish();
    this.assertNoSecrets();
  }

  get events() {
    return this.lines.filter(({ json }) => json.type === 'event').map(({ json }) => json);
  }

  get states() {
    return this.lines.filter(({ json }) => json.type === 'state').map(({ json }) => json.state);
  }

  // from: how many lines to skip.
  state(name, ms = WAIT, from = 0) {
    return this.line((json) => json.type === 'state' && json.state === name, ms, `the state ${name}`, from);
  }

  async event(fits = () => true, ms = WAIT) {
    return (await this.line((json) => json.type === 'event' && fits(json), ms, 'an event')).json;
  }

  async online(ms = WAIT) {
    await this.state('online', ms);
    await this.server.untilJoined(ms);
  }

  async exitsWith(code, ms = WAIT) {
    const exited = await this.exit(ms);

    assert.deepEqual({ code: exited.code, signal: exited.signal }, { code, signal: null },
      `exit status; standard error: ${this.stderr.slice(-2000)}; standard output: ${this.stdout.slice(-2000)}`);
    return exited;
  }

  assertNoSecrets(more = []) {
    const output = this.stdout + this.stderr;

    for (const secret of [...this.server.secrets, ...more]) {
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
        assert.ok(!output.includes(form), `a secret (${form.slice(0, 6)}…) was printed: ${around(output, form)}`);
    }
    for (const { json } of this.lines)
      assert.ok(!('broken' in json), `a line that is no JSON: ${json.broken}`);
  }
}

function around(text, part) {
  const at = text.indexOf(part);

  return text.slice(Math.max(0, at - 200), at + 20);
}
