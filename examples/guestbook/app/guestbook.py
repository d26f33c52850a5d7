"""The guestbook: a page with the entries, and a form that adds one."""
import html
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from postgres import Postgres
from redis_client import Redis

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Guestbook</title></head>
<body>
<h1>Guestbook</h1>
<form method="post" action="/">
  <input name="name" placeholder="Your name" required> <input name="words" placeholder="Your words" required> <button>Sign</button>
</form>
<ul>
{entries}
</ul>
<p>{count} entries, seen {visits} times.</p>
</body>
</html>
"""


def database() -> Postgres:
    with open(os.environ["DATABASE_PASSWORD_FILE"], encoding="utf-8") as secret:
        password = secret.read().strip()
    return Postgres(os.environ["DATABASE_HOST"], os.environ["DATABASE_USER"], password, os.environ["DATABASE_NAME"])


def prepare() -> None:
    with database() as db:
        db.query("CREATE TABLE IF NOT EXISTS entries (id serial PRIMARY KEY, name text NOT NULL, words text NOT NULL)")


def page() -> str:
    with database() as db, Redis(os.environ["CACHE_HOST"]) as cache:
        rows = db.query("SELECT name, words FROM entries ORDER BY id DESC LIMIT 50")
        (count,) = db.query("SELECT count(*) FROM entries")[0]
        visits = cache.call("INCR", "visits")
    entries = "\n".join(f"<li><b>{html.escape(name)}</b>: {html.escape(words)}</li>" for name, words in rows)
    return PAGE.format(entries=entries, count=count, visits=visits)


def add(name: str, words: str) -> None:
    with database() as db:
        db.query("INSERT INTO entries (name, words) VALUES ($1, $2)", name[:80], words[:500])


class Guestbook(BaseHTTPRequestHandler):
    """Answers every request by itself; nothing is kept between two."""

    def do_GET(self) -> None:
        if self.path == "/health":
            self.healthy()
        elif self.path == "/":
            self.reply(200, page(), "text/html; charset=utf-8")
        else:
            self.reply(404, "not found\n")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        fields = {key: values[0] for key, values in parse_qs(body).items()}
        if not fields.get("name") or not fields.get("words"):
            self.reply(400, "a name and words, please\n")
            return
        add(fields["name"], fields["words"])
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def healthy(self) -> None:
        try:
            with database() as db, Redis(os.environ["CACHE_HOST"]) as cache:
                db.query("SELECT 1")
                cache.call("PING")
            self.reply(200, "ok\n")
        except OSError as problem:
            self.reply(503, f"{problem}\n")

    def reply(self, status: int, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        if self.path != "/health":
            super().log_message(format, *args)


def main() -> None:
    # The first process of a container has no default action for this signal.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    prepare()
    print("the guestbook is open", flush=True)
    ThreadingHTTPServer(("", 8000), Guestbook).serve_forever()


if __name__ == "__main__":
    main()
