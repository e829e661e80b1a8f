// SPDX-License-Identifier: GPL-3.0-or-later
// sdk-receive.mjs URL APP-TOKEN LOGIN PASSWORD: what the official SDK takes to receive events, a JSON line for each.
import oneentry from 'oneentry';

const [url, token, login, password] = process.argv.slice(2);
const { AuthProvider, WS } = oneentry.defineOneEntry(url, { token, auth: { providerMarker: 'email' } });

await AuthProvider.auth('email', { authData: [{ marker: 'login', value: login }, { marker: 'password', value: password }] });
WS.connect().onAny((name, payload) => console.log(JSON.stringify({ name, payload })));
