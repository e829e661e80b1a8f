// SPDX-License-Identifier: GPL-3.0-or-later
// receive-node.mjs URL: the reference client, from the packages of tests/peer.
import { createRequire } from "node:module";

const { io } = createRequire(new URL("../../peer/", import.meta.url))("socket.io-client");
let sum = 0;

const socket = io(process.argv[2], { transports: ["websocket"] });
socket.on("order_created", (payload) => {
  sum += payload.order.id;
});
socket.on("sync", (answer) => answer());
