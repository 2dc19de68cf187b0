# SPDX-License-Identifier: GPL-3.0-or-later
"""A path between workstations and outdiald that loses packets, or all of them.

Both ends are on this machine: outdiald is at BACK, and what is sent to FRONT, another
address of it, goes there through here, to the same port. A datagram that is lost is gone.
Of a TCP stream nothing can be lost: a lost segment comes late, as a retransmission does,
and all that follows waits for it.
"""
import heapq
import os
import random
import selectors
import socket
import threading
import time

BACK = "127.0.0.1"
FRONT = "127." + ".".join(str(1 + os.getpid() // 9**i % 9) for i in range(3))
N_SOUNDS = 40  # ports for sound: an agent's leg has two, a call two more
RETRY_S = 0.2  # TCP's first retransmission; the next one takes twice as long
PIECE = 65536


def find_ports(kind, count):
    """So many free ones in a row, the first even."""
    for first in range(16384 + os.getpid() % 1000 * 2, 32768 - count, count):
        ends = []
        try:
            for port in range(first, first + count):
                ends.append(socket.socket(socket.AF_INET, kind))
                ends[-1].bind((BACK, port))
            return range(first, first + count)
        except OSError:
            continue
        finally:
            for end in ends:
                end.close()
    raise OSError(f"no {count} ports in a row are free")


class Path:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.loss, self.is_cut, self.lost, self.carried = 0.0, False, 0, 0
        self.due, self.ordinal = [], 0
        # What can wait in the kernel while the path is cut is looked at through one end.
        self.events, self.streams = selectors.EpollSelector(), selectors.EpollSelector()
        self.phones, self.not_before = {}, {}
        self.api, self.sip = find_ports(socket.SOCK_STREAM, 2)
        self.sounds = find_ports(socket.SOCK_DGRAM, N_SOUNDS)
        for port in (self.api, self.sip):
            self.watch(self.streams, socket.create_server((FRONT, port)), self.on_client,
                       port)
        for port in self.sounds:
            end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            end.bind((FRONT, port))
            self.watch(self.events, end, self.on_datagram, port)
        threading.Thread(target=self.run, daemon=True).start()

    def watch(self, events, end, react, about):
        end.setblocking(False)
        events.register(end, selectors.EVENT_READ, (react, about))

    def run(self):
        listens = False
        while True:
            if listens == self.is_cut:
                listens = not listens
                if listens:
                    self.events.register(self.streams, selectors.EVENT_READ,
                                         (self.on_streams, None))
                else:
                    self.events.unregister(self.streams)
            pause = self.due[0][0] - time.monotonic() if self.due and listens else 0.05
            for key, _ in self.events.select(min(max(pause, 0), 0.05)):
                key.data[0](key.fileobj, key.data[1])
            while not self.is_cut and self.due and self.due[0][0] <= time.monotonic():
                _, _, end, data = heapq.heappop(self.due)
                self.give(end, data)

    def on_streams(self, streams, _):
        for key, _ in streams.select(0):
            if not self.is_cut:
                key.data[0](key.fileobj, key.data[1])

    def is_lost(self):
        lost = self.random.random() < self.loss
        self.lost += lost
        self.carried += not lost
        return lost

    # --- TCP -----------------------------------------------------------------------------

    def on_client(self, listener, port):
        client, _ = listener.accept()
        try:
            server = socket.create_connection((BACK, port), source_address=(FRONT, 0))
        except OSError:
            client.close()
            return
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.watch(self.streams, client, self.on_stream, (server, lambda data: data))
        self.watch(self.streams, server, self.on_stream, (client, self.name_front))

    def name_front(self, data):
        """The addresses of outdiald that a phone answers to: of the sound and the leg."""
        for name in "c=IN IP4 %s", f"@%s:{self.sip}":
            data = data.replace((name % BACK).encode(), (name % FRONT).encode())
        return data

    def on_stream(self, end, way):
        other, change = way
        try:
            data = end.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.streams.unregister(end)
        late, retry = 0.0, RETRY_S
        while self.is_lost():
            late, retry = late + retry, retry * 2
        at = max(time.monotonic() + late, self.not_before.get(other, 0))
        self.not_before[other] = at
        self.ordinal += 1
        heapq.heappush(self.due, (at, self.ordinal, other, change(data)))

    def give(self, end, data):
        try:
            if data:
                end.setblocking(True)
                end.sendall(data)
                end.setblocking(False)
            else:
                end.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # its other side learns it by itself

    # --- sound ---------------------------------------------------------------------------

    def on_datagram(self, end, port):
        try:
            data, sender = end.recvfrom(PIECE)
        except OSError:
            return
        if sender != (BACK, port):
            self.phones[port] = sender
        to = self.phones.get(port) if sender == (BACK, port) else (BACK, port)
        if to and not self.is_cut and not self.is_lost():
            end.sendto(data, to)
