"""As much of the Redis protocol as the guestbook speaks."""
import socket


class Redis:
    def __init__(self, host: str, port: int = 6379) -> None:
        self._socket = socket.create_connection((host, port), timeout=5)
        self._replies = self._socket.makefile("rb")

    def __enter__(self) -> "Redis":
        return self

    def __exit__(self, *_: object) -> None:
        self._replies.close()
        self._socket.close()

    def call(self, *words: str) -> str:
        parts = [f"*{len(words)}\r\n".encode()]
        for word in words:
            data = word.encode()
            parts.append(b"$%d\r\n%s\r\n" % (len(data), data))
        self._socket.sendall(b"".join(parts))
        reply = self._replies.readline().decode().rstrip("\r\n")
        if not reply or reply[0] == "-":
            raise OSError(f"redis: {reply[1:] or 'connection closed'}")
        return reply[1:]
