// SPDX-License-Identifier: GPL-3.0-or-later
// The codecs and addresses of sio-cat, held against the official parsers packet by packet; and sio-cat itself.
import assert from 'node:assert/strict';

import { decodePacket } from 'engine.io-parser';
import { Decoder, Encoder, PacketType } from 'socket.io-parser';

import { Program, program, run, test } from './harness.mjs';

const file = program('SHOPBELL_SIO_CAT');

async function offline(args, lines = []) {
  const cat = new Program(file, args, { input: lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('') });
  const { code } = await cat.exit();

  assert.equal(cat.stderr, '');
  return { code, texts: cat.lines.map(({ text }) => text), jsons: cat.lines.map(({ json }) => json) };
}

// Uint8Array there, {"$bin"} here.
function toOurs(value) {
  if (value instanceof Uint8Array)
    return { $bin: Buffer.from(value).toString('base64') };
  if (Array.isArray(value))
    return value.map(toOurs);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toOurs(member)]));
  return value;
}

const abc = Buffer.from('abc');
const packets = [
  ['P:16 connect', { type: PacketType.CONNECT, nsp: '/woot', data: { token: '123' } }],
  ['connect without a payload', { type: PacketType.CONNECT, nsp: '/' }],
  ['P:26 disconnect', { type: PacketType.DISCONNECT, nsp: '/woot' }],
  ['disconnect from the main namespace', { type: PacketType.DISCONNECT, nsp: '/' }],
  ['P:33 event', { type: PacketType.EVENT, nsp: '/', data: ['a', 1, {}] }],
  ['P:41 event with a whole number for its name', { type: PacketType.EVENT, nsp: '/', data: [1, 'a', {}] }],
  ['P:49 event with an id', { type: PacketType.EVENT, nsp: '/test', id: 1, data: ['a', 1, {}] }],
  ['event with text that needs escapes', { type: PacketType.EVENT, nsp: '/', data: ['é"\\\n\t\b\u0001', '\u2028🔔', 1.5, -0.25, true, null] }],
  ['event of which the name is empty', { type: PacketType.EVENT, nsp: '/', data: [''] }],
  ['P:58 ack', { type: PacketType.ACK, nsp: '/', id: 123, data: ['a', 1, {}] }],
  ['ack in a namespace', { type: PacketType.ACK, nsp: '/admin', id: 13, data: ['bar'] }],
  ['P:75 connect_error', { type: PacketType.CONNECT_ERROR, nsp: '/', data: { message: 'Not authorized' } }],
  ['PB:6 binary event', { type: PacketType.EVENT, nsp: '/cool', id: 23, data: ['a', abc] }],
  ['PB:15 deep binary event', { type: PacketType.EVENT, nsp: '/deep', id: 999, data: ['a', { a: 'hi', b: { why: abc }, c: 'bye', d: { a: [abc, Buffer.alloc(0)] } }] }],
  ['PB:24 binary ack', { type: PacketType.ACK, nsp: '/back', id: 127, data: [abc, {}] }],
];

const encoder = new Encoder();
const types = ['connect', 'disconnect', 'event', 'ack', 'connect_error'];
const ofArgs = (packet) => packet.type === PacketType.EVENT || packet.type === PacketType.ACK;

function asOurs({ type, nsp, id, data }) {
  return { type: types[type], nsp, ...(id === undefined ? {} : { id }),
    ...(data === undefined ? {} : { [ofArgs({ type }) ? 'args' : 'data']: toOurs(data) }) };
}

// The Encoder changes what it is given.
const official = (packet) => encoder.encode({ ...packet }).map((frame) => (typeof frame === 'string' ? frame : `b${frame.toString('base64')}`));

for (const [name, packet] of packets) {
  test(`encodes like the official parser: ${name}`, async () => {
    assert.deepEqual((await offline(['encode'], [asOurs(packet)])).texts, official(packet));
  });
}

test('decodes all of that', async () => {
  const { code, jsons } = await offline(['decode'], packets.flatMap(([, packet]) => official(packet)));

  assert.equal(code, 0);
  assert.deepEqual(jsons.map(({ at, attachments, ...rest }) => rest), packets.map(([, packet]) => asOurs(packet)));
});

// What the official Decoder makes of frames: how many packets, and whether it threw.
function judge(frames) {
  const decoder = new Decoder();
  let decoded = 0;

  decoder.on('decoded', () => decoded++);
  try {
    for (const frame of frames)
      decoder.add(typeof frame === 'string' && frame.startsWith('b') ? Buffer.from(frame.slice(1), 'base64') : frame);
  } catch {
    return 'error';
  }
  return decoded > 0 ? 'packet' : 'nothing';
}

const placeholder = (num) => `{"_placeholder":true,"num":${num}}`;
const malformed = [
  ['7'], ['999'], ['abc'], ['0"x"'], ['0[]'], ['1{}'], ['2[]'], ['2{}'], ['2["a"'], ['2["a"]x'], ['212abc["q"]'],
  ['2[null]'], ['2[true]'], ['2[{"toString":"foo"}]'], ['2["connect"]'], ['2["connect_error"]'], ['2["disconnect"]'],
  ['2["disconnecting"]'], ['2["newListener"]'], ['2["removeListener"]'], ['30{}'], ['51'], ['5-["z"]'], ['5-1-["z"]'], ['51.5-["z"]'],
  ['50-["z"]'], ['511-["z"]'], ['2["a"]', 'bAQ=='], ['bAQ=='], ['51-["z",{"_placeholder":true,"num":0}]', '2["a"]'],
  [`51-["z",${placeholder('"0"')}]`, 'bAQ=='], [`51-["z",${placeholder(-1)}]`, 'bAQ=='], [`51-["z",${placeholder(1)}]`, 'bAQ=='],
];

for (const frames of malformed)
  test(`refuses, as the official parser does: ${frames.join(' ')}`, async () => {
    assert.equal(judge(frames), 'error');
    const { code, jsons } = await offline(['decode'], frames);
    assert.equal(code, 1);
    assert.equal(jsons.at(-1).error.kind, 'parse');
  });

// Where ours is stricter, or takes what the official parser stumbles over: REQ-36, 37, 41 and 42.
test('differs from the official parser only where it is meant to', async () => {
  const refused = [['2'], ['51e0-["z"]'], ['2 ["a"]'], [`51-["z",${placeholder(0.5)}]`, 'bAQ=='], ['29007199254740993["a"]'], ['2["a",1e999]']];

  for (const frames of refused) {
    const { code, jsons } = await offline(['decode'], frames);
    assert.equal(code, 1, frames.join());
    assert.equal(jsons.at(-1).error.kind, 'parse');
  }
  const { code, jsons } = await offline(['decode'], ['30', '4', '4"x"', '2["dk",{"a":1,"a":2}]', '2["ls","\\ud800"]',
    `51-["z",${placeholder(0)},${placeholder(0)}]`, 'bAQ==', '51-["z"]', 'bAQ==', `2["z",${placeholder(7)}]`]);
  assert.equal(code, 0);
  assert.deepEqual(jsons.map(({ args }) => args), [[], undefined, undefined, ['dk', { a: 2 }], ['ls', '\ufffd'],
    ['z', { $bin: 'AQ==' }, { $bin: 'AQ==' }], ['z'], ['z', { _placeholder: true, num: 7 }]]);
});

test('REQ-36 nesting has a limit', async () => {
  const deep = (n) => `2["a",${'['.repeat(n)}${']'.repeat(n)}]`;

  assert.equal((await offline(['decode'], [deep(200)])).code, 0);
  assert.equal((await offline(['decode'], [deep(100000)])).code, 1);
});

test('EP:17, 26, 39 Engine.IO packets like the official parser', async () => {
  const frames = ['0{"sid":"a","pingInterval":1,"pingTimeout":1}', '1', '2', '2probe', '3probe', '4hello', '4', '5', '6', 'bAQID'];
  const { code, jsons } = await offline(['decode', '--engine'], frames);

  assert.equal(code, 0);
  assert.deepEqual(jsons.map(({ type, data }) => (data === undefined ? { type } : { type, data })),
    frames.map((frame) => toOurs(decodePacket(frame))).map(({ type, data }) => (data === undefined || data === '' ? { type } : { type, data })));
  assert.deepEqual((await offline(['encode', '--engine'], jsons.map(({ type, data }) => ({ type, data })))).texts, frames);
  for (const frame of ['9', 'a123', '{']) {
    assert.equal(decodePacket(frame).type, 'error');
    assert.equal((await offline(['decode', '--engine'], [frame])).code, 1);
  }
});

for (const [name, address, wanted] of [
  ['U:29 no protocol', 'localhost:3000', { secure: false, host: 'localhost', port: 3000, nsp: '/' }],
  ['U:37 no protocol but its slashes', '//localhost:3000', { secure: false, host: 'localhost', port: 3000, nsp: '/' }],
  ['REQ-01 the port of https', 'localhost:443/x', { secure: true, host: 'localhost', port: 443, nsp: '/x', hostHeader: 'localhost' }],
  ['U:45 http and ws are one', 'ws://h:80', { secure: false, host: 'h', port: 80, hostHeader: 'h', origin: 'http://h:80' }],
  ['U:45 https and wss are another', 'wss://h', { secure: true, host: 'h', port: 443, origin: 'https://h:443' }],
  ['U:56 the namespace', 'http://h/woot', { nsp: '/woot', target: '/socket.io/?EIO=4&transport=websocket' }],
  ['U:65 IPv6', 'http://[::1]', { host: '::1', port: 80, hostHeader: '[::1]', origin: 'http://[::1]:80' }],
  ['EU:68 IPv6 without brackets', '::1', { host: '::1', port: 80, hostHeader: '[::1]' }],
  ['REQ-04 a query', 'http://h/n?x=1&y=%26&EIO=2&sid=a', { nsp: '/n', target: '/socket.io/?x=1&y=%26&EIO=4&transport=websocket' }],
])
  test(`an address: ${name}`, async () => {
    const { code, jsons } = await offline(['parse-url', address]);

    assert.equal(code, 0);
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, jsons[0][key]])), wanted);
  });

test('U:86 a path of its own, with its slash', async () => {
  const { jsons } = await offline(['parse-url', '--path', '/some-path', 'https://h/some-namespace']);

  assert.equal(jsons[0].nsp, '/some-namespace');
  assert.equal(jsons[0].target, '/some-path/?EIO=4&transport=websocket');
});

test('REQ-58 the waits grow to their cap and stay around it', async () => {
  const { jsons } = await offline(['backoff', '--seed', '7', '--base', '100', '--cap', '1000', '--count', '40']);

  jsons.forEach(({ n, ms }) => {
    const d = Math.min(100 * 2 ** n, 1000);
    assert.ok(ms >= d / 2 && ms <= d * 1.5, `${ms} ms before attempt ${n}`);
  });
  assert.ok(new Set(jsons.slice(10).map(({ ms }) => ms)).size > 20, 'the last ones are spread');
  assert.deepEqual((await offline(['backoff', '--seed', '7', '--base', '100', '--cap', '1000', '--count', '40'])).jsons, jsons);
});

test('a wrong command line', async () => {
  for (const args of [['dance'], ['parse-url'], ['encode', 'x'], ['--no-such'], ['backoff', '--jitter', '2']]) {
    const cat = new Program(file, args);
    assert.equal((await cat.exit()).code, 2, args.join(' '));
    assert.match(cat.stderr, /sio-cat: /);
    assert.equal(cat.stdout, '');
  }
});

test('wrong lines are errors, and the next one counts', async () => {
  const wrong = ['{', '[]', '{"cmd":"dance"}', '{"cmd":"emit","event":"a"}', '{"cmd":"open"}', '{"cmd":"open","url":"ftp://h"}', `{"cmd":"${'x'.repeat(25 * 1024 * 1024)}"}`];
  const { code, jsons } = await offline([], [...wrong, '{"cmd":"open","url":"http://h/","opts":{"autoConnect":false}}', '{"cmd":"emit"}',
    '{"cmd":"emit","event":"a","args":{}}', '{"cmd":"emit","event":"a","args":[{"$bin":"!"}]}', '{"cmd":"reply","handle":7}', '{"cmd":"state"}']);

  assert.equal(code, 0);
  assert.deepEqual(jsons.map(({ type }) => type), [...wrong.map(() => 'error'), 'error', 'error', 'error', 'error', 'state']);
});

await run();
