// SPDX-License-Identifier: GPL-3.0-or-later
// Where shopbell-listen takes its arguments from, and how it ends.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

import { Program, makeCertificate, onCleanup, program, run, temporaryFolder, test } from './harness.mjs';
import { Listen } from './listen.mjs';
import { OneEntryServer } from './oneentry-server.mjs';

const AT_ONCE = 20000;

async function listen(options = {}, prepare = () => {}) {
  const server = new OneEntryServer();

  prepare(server);
  await server.start();
  return { server, program: new Listen(server, typeof options === 'function' ? options(server) : options) };
}

test('--count reached is 0, and it signs out', async () => {
  const one = await listen({ args: ['--count', '1'] });

  await one.program.online();
  one.server.emit('order_created', { order: { id: 1 } });
  await one.program.exitsWith(0);
  assert.equal(one.server.count('logout', 201), 1);
  assert.equal(one.server.sessions.size, 0);
});

test('time over without --count is 0', async () => {
  const one = await listen({ args: ['--timeout', '6'] });

  await one.program.online();
  const { after } = await one.program.exitsWith(0);
  assert.ok(after >= 5900 && after < 20000, `after ${after} ms`);
});

test('time over before --count is 5', async () => {
  const one = await listen({ args: ['--timeout', '6', '--count', '2'] });

  await one.program.online();
  one.server.emit('order_created', { order: { id: 1 } });
  await one.program.exitsWith(5);
  assert.equal(one.program.events.length, 1);
});

for (const name of ['SIGINT', 'SIGTERM']) {
  test(`${name} is 0, and it signs out`, async () => {
    const one = await listen();

    await one.program.online();
    one.program.signal(name);
    await one.program.exitsWith(0);
    assert.equal(one.server.count('logout', 201), 1);
  });
}

test('SIGTERM before it is online is 0', async () => {
  const server = await new OneEntryServer().start();

  await server.stop();
  const one = new Listen(server);
  await one.says(/Could not connect/);
  one.signal('SIGTERM');
  await one.exitsWith(0);
});

test('a closed pipe is 0', async () => {
  const one = await listen();

  await one.program.online();
  one.program.child.stdout.destroy();
  one.server.emit('order_created', { order: { id: 1 } });
  one.server.emit('order_created', { order: { id: 2 } });
  await one.program.exitsWith(0);
});

test('a wrong password is 3, and is tried once', async () => {
  const one = await listen({ env: { SHOPBELL_PASSWORD: 'wrong-but-secret' } });

  await one.program.exitsWith(3, AT_ONCE);
  assert.equal(one.server.count('auth'), 1);
  assert.match(one.program.stderr, /Login or password is incorrect/);
  one.program.assertNoSecrets(['wrong-but-secret']);
});

test('a wrong app token is 3', async () => {
  const one = await listen({ env: { SHOPBELL_APP_TOKEN: 'wrong-app-token' } });

  await one.program.exitsWith(3, AT_ONCE);
  one.program.assertNoSecrets(['wrong-app-token']);
});

test('nobody at the address: 4 when the time is over', async () => {
  const server = new OneEntryServer();
  const one = new Listen(server, { args: ['--timeout', '2'], url: 'http://127.0.0.1:1' });
  const { after } = await one.exitsWith(4);

  assert.ok(after >= 1900, `after ${after} ms`);
});

test('a name that does not exist: 4 when the time is over', async () => {
  const one = new Listen(new OneEntryServer(), { args: ['--timeout', '2'], url: 'https://shop.invalid' });

  await one.exitsWith(4);
});

for (const [what, status, type, body] of [
  ['a web page', 200, 'text/html', '<!doctype html><title>Welcome</title>'],
  ['a web page that is not found', 404, 'text/html', '<h1>Not found</h1>'],
  ['some other API', 200, 'application/json', '{"hello":"world"}'],
]) {
  test(`${what} is no OneEntry: 4 at once`, async () => {
    const page = http.createServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'Content-Type': type });
      response.end(body);
    });

    await new Promise((resolve) => page.listen(0, '127.0.0.1', resolve));
    onCleanup(() => { page.close(); page.closeAllConnections(); });
    const one = new Listen(new OneEntryServer(), { url: `http://127.0.0.1:${page.address().port}` });
    await one.exitsWith(4, AT_ONCE);
    assert.ok(one.stderr.length > 0);
  });
}

test('a certificate that is not trusted: 4 at once; with --ca-file it is', async () => {
  const certificate = await makeCertificate();
  const server = await new OneEntryServer({ certificate }).start();
  const refused = new Listen(server);

  await refused.exitsWith(4, AT_ONCE);
  assert.match(refused.stderr, /certificate/i);
  assert.equal(server.requests.length, 0);

  const trusted = new Listen(server, { args: ['--ca-file', certificate.certFile, '--count', '1'] });
  await trusted.online();
  server.emit('order_created', { order: { id: 1 } });
  await trusted.exitsWith(0);
});

test('a certificate for another name is not trusted, even with --ca-file', async () => {
  const certificate = await makeCertificate('DNS:shop.example');
  const server = await new OneEntryServer({ certificate }).start();
  const refused = new Listen(server, { args: ['--ca-file', certificate.certFile] });

  await refused.exitsWith(4, AT_ONCE);
  assert.equal(server.requests.length, 0);
});

for (const ending of ['', '\n', '\r\n']) {
  test(`the password from a file that ends with ${JSON.stringify(ending)}`, async () => {
    const file = path.join(await temporaryFolder(), 'password');

    await writeFile(file, new OneEntryServer().password + ending);
    const one = await listen({ args: ['--password-file', file], env: { SHOPBELL_PASSWORD: 'not this one' } });
    await one.program.online();
  });
}

test('only one newline is dropped from the password', async () => {
  const file = path.join(await temporaryFolder(), 'password');

  await writeFile(file, 'two newlines\n\n');
  const one = await listen({ args: ['--password-file', file] }, (server) => { server.password = 'two newlines\n'; });
  await one.program.online();
});

test('login, markers and provider as they are asked for', async () => {
  const one = await listen({ args: ['--provider', 'till staff', '--login-marker', 'email_reg', '--password-marker', 'pass/word'] },
    (server) => { server.loginMarker = 'email_reg'; server.passwordMarker = 'pass/word'; });

  await one.program.online();
  const auth = one.server.requests.find(({ operation }) => operation === 'auth');
  assert.deepEqual(JSON.parse(auth.body).authData.map(({ marker }) => marker), ['email_reg', 'pass/word']);
});

test('--app-token wins over the environment', async () => {
  const one = await listen((server) => ({ args: ['--app-token', server.appToken], env: { SHOPBELL_APP_TOKEN: 'wrong' } }));

  await one.program.online();
});

test('U7: every start has a device of its own', async () => {
  const server = await new OneEntryServer().start();
  const first = new Listen(server);

  await first.online();
  const second = new Listen(server);
  await second.online();
  await server.until(() => server.joined === 2, 'both to be joined');
  assert.equal(server.sessions.size, 2);
});

test('without --state there are events only', async () => {
  const server = await new OneEntryServer().start();
  const quiet = new Program(program('SHOPBELL_LISTEN'), ['--url', server.url, '--login', server.login, '--count', '1'],
    { env: { SHOPBELL_APP_TOKEN: server.appToken, SHOPBELL_PASSWORD: server.password } });

  await server.untilJoined();
  server.emit('order_created', { order: { id: 1 } });
  await quiet.exit();
  assert.deepEqual(quiet.lines.map(({ json }) => json.type), ['event']);
});

for (const args of [
  [],
  ['--nonsense'],
  ['--url'],
  ['--url', 'http://127.0.0.1:9'],
  ['--login', 'x'],
  ['--url', 'ftp://127.0.0.1', '--login', 'x'],
  ['--url', 'http://shop.example.com', '--login', 'x'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', 'argument'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', '--count', 'many'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', '--count', '-1'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', '--timeout', 'soon'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', '--timeout', '-1'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', '--password-file', '/nonexistent/file'],
  ['--url', 'https://127.0.0.1:9', '--login', 'x', '--ca-file', '/nonexistent/file'],
  ['--url', 'http://127.0.0.1:9', '--login', 'x', '--password', 'on-the-command-line'],
]) {
  test(`wrong usage is 2: ${args.join(' ') || '(nothing)'}`, async () => {
    const one = new Program(program('SHOPBELL_LISTEN'), args, { env: { SHOPBELL_APP_TOKEN: 'a', SHOPBELL_PASSWORD: 'b' } });

    assert.deepEqual((await one.exit(AT_ONCE)).code, 2, one.stderr);
    assert.equal(one.stdout, '');
    assert.ok(one.stderr.length > 0);
  });
}

test('no password anywhere and no terminal is 2', async () => {
  const one = new Program(program('SHOPBELL_LISTEN'), ['--url', 'http://127.0.0.1:9', '--login', 'x'], { env: { SHOPBELL_APP_TOKEN: 'a' } });

  assert.equal((await one.exit(AT_ONCE)).code, 2, one.stderr);
});

test('--help and --version', async () => {
  for (const [option, expected] of [['--help', /--password-file/], ['--version', /\d+\.\d+\.\d+/]]) {
    const one = new Program(program('SHOPBELL_LISTEN'), [option]);

    assert.equal((await one.exit()).code, 0);
    assert.match(one.stdout, expected);
  }
});

await run();
