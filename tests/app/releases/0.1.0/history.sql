-- SPDX-License-Identifier: GPL-3.0-or-later
-- The history that version 0.1.0 left behind.
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL, kind TEXT NOT NULL, marker TEXT, title TEXT NOT NULL,
  body TEXT NOT NULL, entity TEXT, status TEXT, received INTEGER NOT NULL, acknowledged INTEGER NOT NULL DEFAULT 0,
  acknowledged_how TEXT, payload TEXT, ringing INTEGER NOT NULL DEFAULT 0, silenced TEXT);
CREATE INDEX event_time ON event (received);
CREATE INDEX event_waiting ON event (received) WHERE acknowledged = 0;
CREATE INDEX event_shop ON event (shop, received);
CREATE INDEX event_kind ON event (kind, received);
CREATE INDEX event_marker ON event (marker, received);
CREATE TABLE link (
  id INTEGER PRIMARY KEY, shop TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, state TEXT NOT NULL,
  reason TEXT, open INTEGER NOT NULL);
CREATE INDEX link_since ON link (since);
CREATE INDEX link_open ON link (shop) WHERE open;
CREATE TABLE doomed (shop TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE measure (
  id INTEGER PRIMARY KEY, shop TEXT NOT NULL, time INTEGER NOT NULL, round_trip INTEGER NOT NULL,
  skew INTEGER NOT NULL);
CREATE INDEX measure_time ON measure (time);
CREATE VIRTUAL TABLE lookup USING fts5
  (words, content = '', columnsize = 0, detail = none, prefix = '1 2 3 4 5 6 7', tokenize = 'ascii');
INSERT INTO event (shop, kind, marker, title, body, entity, status, received, acknowledged, acknowledged_how, payload,
                   ringing, silenced)
VALUES ('bakery1', 'product', NULL, 'Brötchen', '', '10', 'available', 1795430400000000, 1795430460000000, 'window',
        '{}', 0, NULL),
       ('bakery1', 'order', 'order_created', 'Order 1042', '3 items', '1042', 'new', 1795430500000000, 0, NULL,
        '{"order":{"id":1042}}', 1, NULL),
       ('bakery1', 'product', NULL, 'Baguette', '', '9', NULL, 1795430600000000, 1795430600000000, 'rule', NULL, 0,
        'rule');
INSERT INTO link (shop, since, until, state, reason, open)
VALUES ('bakery1', 1795430000000000, 1795430300000000, 'connecting', NULL, 0),
       ('bakery1', 1795430300000000, 1795430600000000, 'online', NULL, 1);
INSERT INTO measure (shop, time, round_trip, skew) VALUES ('bakery1', 1795430400000000, 42000, 1500000);
INSERT INTO lookup (rowid, words) VALUES (1, ' brotchen 10 ');
INSERT INTO meta (name, value) VALUES ('words', 1), ('indexed', 1);
PRAGMA user_version = 3;
