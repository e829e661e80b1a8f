# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire between a till and its shop: it breaks, stands still, drips, loses what is on it, and knows who holds on to it."""

import asyncio
import collections
import contextlib
import socket
import struct
import threading

HOST = "127.0.0.1"
MAX_HELD = 1 << 20  # bytes on their way; more is not taken
DRIP_S = 0.1
UP, DOWN = "up", "down"  # from the till to the shop, and back


class Pipe:
    """One connection of the till's, and ours to the shop for it."""

    def __init__(self, reader, writer):
        self.near, self.far = (reader, writer), None
        self.open = True  # at the till's end
        self.lost = False  # nobody will hear of it again
        self.engine = False  # it became a Socket.IO connection

    def abort(self):
        for _reader, writer in filter(None, (self.near, self.far)):
            with contextlib.suppress(OSError, AttributeError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


class Wire:
    def __init__(self):
        self.target = None  # the shop's port
        self.holding = set()  # directions in which nothing moves
        self.losing = False  # what is on the wire, and whoever comes
        self.drip = 0  # bytes every DRIP_S, 0: as fast as it goes
        self.pipes = {}  # our port → Pipe
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = self._call(asyncio.start_server(self._on_connection, HOST, 0))
        self.port = self.server.sockets[0].getsockname()[1]

    def _call(self, what):
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(60)

    # What a test does to it

    def reset(self):
        """Every connection, at both ends."""
        async def do():
            for pipe in list(self.pipes.values()):
                pipe.abort()
        self._call(do())

    def hold(self, *directions):
        """Nothing moves until release(); then all of it does."""
        self.holding = set(directions)

    def lose(self):
        """Nothing moves, and what is connected now never hears of the other end again."""
        self.losing = True
        for pipe in list(self.pipes.values()):
            pipe.lost = True

    def slow(self, drip):
        self.drip = drip

    def release(self):
        self.holding, self.losing, self.drip = set(), False, 0

    def note_engine(self, port):
        pipe = self.pipes.get(port)
        if pipe is not None:
            pipe.engine = True

    def engines(self):
        """How many Socket.IO connections the till holds on to."""
        return sum(pipe.engine and pipe.open for pipe in list(self.pipes.values()))

    # How it works

    async def _on_connection(self, reader, writer):
        pipe = Pipe(reader, writer)
        key = id(pipe)
        self.pipes[key] = pipe
        pipe.lost = self.losing
        try:
            while pipe.lost:
                if not await reader.read(65536):
                    return
            pipe.far = await asyncio.open_connection(HOST, self.target)
            self.pipes.pop(key)
            key = pipe.far[1].get_extra_info("sockname")[1]
            self.pipes[key] = pipe
            await asyncio.gather(self._carry(pipe, UP), self._carry(pipe, DOWN))
        except OSError:  # nobody listens there
            pass
        finally:
            pipe.open = False
            for _reader, end in filter(None, (pipe.near, pipe.far)):
                end.close()
            if self.pipes.get(key) is pipe:
                del self.pipes[key]

    async def _carry(self, pipe, direction):
        (reader, _), (_, writer) = (pipe.near, pipe.far) if direction == UP else (pipe.far, pipe.near)
        held = collections.deque()
        news = asyncio.Event()
        mover = asyncio.create_task(self._move(pipe, direction, held, news, writer))
        try:
            while data := await reader.read(65536):
                held.append(data)
                news.set()
                while sum(map(len, held)) > MAX_HELD and not pipe.lost:
                    await asyncio.sleep(DRIP_S)
        except OSError:
            pass
        if direction == UP:
            pipe.open = False
        held.append(None)
        news.set()
        await mover

    async def _move(self, pipe, direction, held, news, writer):
        """To the other end, as the wire lets it."""
        while True:
            while not held:
                news.clear()
                await news.wait()
            while direction in self.holding and not pipe.lost:
                await asyncio.sleep(0.02)
            data = held.popleft()
            if pipe.lost:
                if data is None:
                    return
                continue
            try:
                if data is None:
                    writer.close()
                    return
                await self._write(pipe, writer, data)
            except OSError:
                return

    async def _write(self, pipe, writer, data):
        while data and self.drip and not pipe.lost:
            writer.write(data[:self.drip])
            data = data[self.drip:]
            await writer.drain()
            await asyncio.sleep(DRIP_S)
        if not pipe.lost:
            writer.write(data)
            await writer.drain()

    def end(self):
        async def do():
            self.server.close()
            for pipe in list(self.pipes.values()):
                pipe.abort()
            await asyncio.sleep(0)
        self._call(do())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(60)
