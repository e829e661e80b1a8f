# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes FLAC, of one channel and 16 bits: fixed predictors and Rice codes (RFC 9639), which is all that sounds of ours need."""
import hashlib

BLOCK = 4096
RATE_CODES = {22050: 6, 44100: 9}


class Bits:
    """Bits in, bytes out."""

    def __init__(self):
        self.parts = []

    def add(self, value, width):
        self.parts.append(format(value & ((1 << width) - 1), f"0{width}b"))

    def unary(self, zeros):
        self.parts.append("0" * zeros + "1")

    def to_bytes(self):
        text = "".join(self.parts)
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big")


def crc(data, width, polynomial):
    value, top = 0, 1 << (width - 1)
    for byte in data:
        value ^= byte << (width - 8)
        for _ in range(8):
            value = (value << 1) ^ (polynomial if value & top else 0)
        value &= (1 << width) - 1
    return value


def differences(samples, order):
    for _ in range(order):
        samples = [b - a for a, b in zip(samples, samples[1:])]
    return samples


def rice_parameter(residual):
    """The cheapest parameter, and what it costs in bits."""
    folded = [2 * value if value >= 0 else -2 * value - 1 for value in residual]
    return min((sum(value >> k for value in folded) + len(folded) * (k + 1), k) for k in range(15))


def partitions(residual, order, size):
    """The residual in 16 parts, where the block divides by 16, each with a Rice code of its own."""
    power = 4 if size % 16 == 0 and size // 16 > order else 0
    part = size >> power
    edges = [0] + [part * (i + 1) - order for i in range(1 << power)]
    return power, [residual[a:b] for a, b in zip(edges, edges[1:])]


def choose_order(samples):
    """The predictor that leaves the least."""
    return min(range(5), key=lambda order: sum(map(abs, differences(samples, order))) + order)


def frame(number, samples, rate):
    order = choose_order(samples)
    residual = differences(samples, order)
    bits = Bits()
    bits.add(0xFFF8, 16)
    bits.add(7, 4)  # the size of the block follows, in 16 bits
    bits.add(RATE_CODES[rate], 4)
    bits.add(0, 4)  # one channel
    bits.add(4, 3)  # of 16 bits
    bits.add(0, 1)
    assert number < 128, "a frame's number of one byte is all that is written here"
    bits.add(number, 8)
    bits.add(len(samples) - 1, 16)
    header = bits.to_bytes()

    bits = Bits()
    bits.add(0b00010000 | order << 1, 8)
    for sample in samples[:order]:
        bits.add(sample, 16)
    power, parts = partitions(residual, order, len(samples))
    bits.add(0, 2)
    bits.add(power, 4)
    for part in parts:
        k = rice_parameter(part)[1]
        bits.add(k, 4)
        for value in part:
            folded = 2 * value if value >= 0 else -2 * value - 1
            bits.unary(folded >> k)
            if k:
                bits.add(folded, k)
    data = header + bytes([crc(header, 8, 0x07)]) + bits.to_bytes()
    return data + crc(data, 16, 0x8005).to_bytes(2, "big")


def stream_info(samples, rate, sizes):
    bits = Bits()
    bits.add(BLOCK, 16)
    bits.add(BLOCK, 16)
    bits.add(min(sizes), 24)
    bits.add(max(sizes), 24)
    bits.add(rate, 20)
    bits.add(0, 3)
    bits.add(15, 5)
    bits.add(len(samples), 36)
    raw = b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples)
    return bits.to_bytes() + hashlib.md5(raw, usedforsecurity=False).digest()


def comments(tags):
    def text(value):
        data = value.encode()
        return len(data).to_bytes(4, "little") + data

    return text("make-sounds") + len(tags).to_bytes(4, "little") + b"".join(text(f"{k}={v}") for k, v in tags.items())


def encode(samples, rate, tags):
    """The bytes of a FLAC file. samples: integers of 16 bits."""
    frames = [frame(i // BLOCK, samples[i : i + BLOCK], rate) for i in range(0, len(samples), BLOCK)]
    info = stream_info(samples, rate, [len(data) for data in frames])
    notes = comments(tags)
    return b"".join(
        [b"fLaC", bytes([0]), len(info).to_bytes(3, "big"), info, bytes([0x84]), len(notes).to_bytes(3, "big"), notes] + frames
    )
