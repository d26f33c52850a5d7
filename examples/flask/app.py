"""A page, and what a health check asks for."""
import os
import socket

from flask import Flask

app = Flask(__name__)


@app.get("/")
def page():
    greeting = os.environ.get("GREETING", "Hello")
    return f"<h1>{greeting} from Flask</h1><p>Served by {socket.gethostname()}.</p>\n"


@app.get("/health")
def health():
    return "ok\n"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", "5000")))
