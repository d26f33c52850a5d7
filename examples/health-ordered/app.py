"""Counts visits in Redis and says whether PostgreSQL answers. A store that is not there when it starts ends it."""
import http.server
import socket
import struct


def redis(command):
    with socket.create_connection(("cache", 6379), timeout=2) as connection:
        connection.sendall(command.encode() + b"\r\n")
        return connection.recv(64).decode().strip().lstrip(":+")


def postgres():
    """The first message of every client: is there encryption? A server that is up says yes (S) or no (N)."""
    with socket.create_connection(("db", 5432), timeout=2) as connection:
        connection.sendall(struct.pack("!II", 8, 80877103))
        return connection.recv(1) in (b"S", b"N")


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = f"visits: {redis('INCR visits')}\npostgres: {'up' if postgres() else 'odd'}\n".encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


redis("PING")
postgres()
print("both stores answered at the first try")
http.server.ThreadingHTTPServer(("", 8000), Page).serve_forever()
