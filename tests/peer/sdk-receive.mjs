// SPDX-License-Identifier: GPL-3.0-or-later
// sdk-receive.mjs URL APP-TOKEN LOGIN PASSWORD [N]: what the official SDK takes to receive events, a JSON line for each; or,
// for the next N of them and without lines, the microseconds of processor time.
import oneentry from 'oneentry';

const [url, token, login, password, n] = process.argv.slice(2);
const { AuthProvider, WS } = oneentry.defineOneEntry(url, { token, auth: { providerMarker: 'email' } });

await AuthProvider.auth('email', { authData: [{ marker: 'login', value: login }, { marker: 'password', value: password }] });

let left = Number(n ?? 0);
const socket = WS.connect();

if (left === 0) {
  socket.onAny((name, payload) => console.log(JSON.stringify({ name, payload })));
} else {
  const before = process.cpuUsage();

  socket.onAny(() => {
    if (--left > 0)
      return;
    const { user, system } = process.cpuUsage(before);
    console.log(user + system);
  });
}
