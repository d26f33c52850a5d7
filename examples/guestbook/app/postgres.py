"""As much of the PostgreSQL protocol as the guestbook speaks: a password (SCRAM-SHA-256), and queries with text parameters."""
import base64
import hashlib
import hmac
import os
import socket
import struct


class Postgres:
    def __init__(self, host: str, user: str, password: str, database: str, port: int = 5432) -> None:
        self._socket = socket.create_connection((host, port), timeout=5)
        self._input = self._socket.makefile("rb")
        options = f"user\0{user}\0database\0{database}\0client_encoding\0UTF8\0\0".encode()
        self._socket.sendall(struct.pack("!II", len(options) + 8, 196608) + options)
        self._authenticate(password)
        self._until_ready()

    def __enter__(self) -> "Postgres":
        return self

    def __exit__(self, *_: object) -> None:
        self._send(b"X", b"")
        self._input.close()
        self._socket.close()

    def query(self, text: str, *values: str) -> list[tuple[str, ...]]:
        self._send(b"P", b"\0" + text.encode() + b"\0" + struct.pack("!H", 0))
        bound = b"".join(struct.pack("!I", len(data)) + data for data in (value.encode() for value in values))
        self._send(b"B", b"\0\0" + struct.pack("!HH", 0, len(values)) + bound + struct.pack("!H", 0))
        self._send(b"E", b"\0" + struct.pack("!I", 0))
        self._send(b"S", b"")
        return [_columns(body) for kind, body in self._until_ready() if kind == b"D"]

    def _send(self, kind: bytes, body: bytes) -> None:
        self._socket.sendall(kind + struct.pack("!I", len(body) + 4) + body)

    def _receive(self) -> tuple[bytes, bytes]:
        head = self._input.read(5)
        if len(head) < 5:
            raise OSError("postgres: connection closed")
        body = self._input.read(struct.unpack("!I", head[1:])[0] - 4)
        if head[:1] == b"E":
            fields = dict((part[:1], part[1:].decode()) for part in body.split(b"\0") if part)
            raise OSError(f"postgres: {fields.get(b'M', 'error')}")
        return head[:1], body

    def _until_ready(self) -> list[tuple[bytes, bytes]]:
        messages = []
        while True:
            message = self._receive()
            if message[0] == b"Z":
                return messages
            messages.append(message)

    def _authenticate(self, password: str) -> None:
        _, body = self._receive()
        method = struct.unpack("!I", body[:4])[0]
        if method == 0:
            return
        if method != 10:
            raise OSError(f"postgres: it asks for authentication {method}, which is not SCRAM")
        nonce = base64.b64encode(os.urandom(18)).decode()
        first = f"n=,r={nonce}"
        opening = f"n,,{first}".encode()
        self._send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!I", len(opening)) + opening)
        challenge = self._receive()[1][4:].decode()
        self._send(b"p", _proof(password, first, challenge).encode())
        self._receive()
        self._receive()


def _proof(password: str, first: str, challenge: str) -> str:
    """The client's final message of RFC 5802."""
    fields = dict(part.split("=", 1) for part in challenge.split(","))
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(fields["s"]), int(fields["i"]))
    key = hmac.digest(salted, b"Client Key", "sha256")
    final = f"c=biws,r={fields['r']}"
    signature = hmac.digest(hashlib.sha256(key).digest(), f"{first},{challenge},{final}".encode(), "sha256")
    proof = bytes(a ^ b for a, b in zip(key, signature))
    return f"{final},p={base64.b64encode(proof).decode()}"


def _columns(body: bytes) -> tuple[str, ...]:
    (count,), position, values = struct.unpack("!H", body[:2]), 2, []
    for _ in range(count):
        (length,) = struct.unpack("!i", body[position:position + 4])
        position += 4
        values.append("" if length < 0 else body[position:position + length].decode())
        position += max(length, 0)
    return tuple(values)
