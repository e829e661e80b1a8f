-- SPDX-License-Identifier: GPL-3.0-or-later
-- A history as version 0.1.0 writes it. Never change this file.
PRAGMA journal_mode = WAL;
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL, kind TEXT NOT NULL, marker TEXT, title TEXT NOT NULL,
  body TEXT NOT NULL, entity TEXT, status TEXT, received INTEGER NOT NULL, acknowledged INTEGER NOT NULL DEFAULT 0,
  acknowledged_how TEXT, payload TEXT);
CREATE INDEX event_waiting ON event (id) WHERE acknowledged = 0;
CREATE INDEX event_shop ON event (shop, id);
INSERT INTO event (shop, kind, marker, title, body, entity, status, received, acknowledged, acknowledged_how, payload)
VALUES ('abc', 'product', NULL, 'Pink Planet', '', '10', 'available', 1795430400000000, 1795430460000000, 'window', '{}'),
       ('abc', 'order', 'order_created', 'Order 1042', '3 items', '1042', 'new', 1795430500000000, 0, NULL, '{"order":{"id":1042}}');
PRAGMA user_version = 1;
