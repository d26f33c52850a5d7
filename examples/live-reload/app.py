"""Serves the folder pages. A page asks for /version again and again, and loads itself again when the answer changes."""
import os
import time
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

GREETING = "Hello"
STARTED = time.time_ns()
PAGES = Path("pages")
SCRIPT = """<script>
let seen
setInterval(async () => {
  const version = await (await fetch('/version')).text()
  if (seen && seen !== version) location.reload()
  seen = version
}, 300)
</script>"""


class Page(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/version":
            newest = max(file.stat().st_mtime_ns for file in PAGES.rglob("*"))
            return self.answer(f"{newest} {STARTED} {os.environ['EDITION']}", "text/plain")
        text = (PAGES / "index.html").read_text()
        self.answer(text.format(greeting=GREETING, edition=os.environ["EDITION"]) + SCRIPT, "text/html")

    def answer(self, text, kind):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


HTTPServer(("", 8080), Page).serve_forever()
