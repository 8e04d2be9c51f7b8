#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A local stand-in of the GOV.UK Notify API: checks the token, keeps what it gets, answers as the file MODE says.

    notify.py FOLDER PORT SERVICE SECRET    modes: ok bad-number bad-template limit broken; fate: file FATE (a status)
"""
import base64
import hashlib
import hmac
import http.server
import json
import sys
import time
import uuid

folder, port, service, secret = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
kept = {}


def word(name, standard):
    try:
        return open(f"{folder}/{name}").read().strip()
    except FileNotFoundError:
        return standard


def unpack(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def token_is_good(header):
    try:
        kind, token = header.split(" ")
        head, claims, mark = token.split(".")
        want = hmac.new(secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        said = json.loads(unpack(claims))
        return (kind == "Bearer" and json.loads(unpack(head))["alg"] == "HS256" and said["iss"] == service
                and abs(said["iat"] - time.time()) < 30 and hmac.compare_digest(want, unpack(mark)))
    except Exception:
        return False


class Api(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, status, body):
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def error(self, status, kind, words):
        self.answer(status, {"status_code": status, "errors": [{"error": kind, "message": words}]})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not token_is_good(self.headers["Authorization"]):
            return self.error(403, "AuthError", "Invalid token: API key not found")
        mode = word("mode", "ok")
        if mode == "bad-number":
            return self.error(400, "ValidationError", "phone_number Not a valid phone number")
        if mode == "bad-template":
            return self.error(400, "BadRequestError", "Template not found")
        if mode == "limit":
            return self.error(429, "RateLimitError", "Exceeded rate limit")
        if mode == "broken":
            return self.error(500, "Exception", "Internal server error")
        name = str(uuid.uuid4())
        kept[name] = body
        with open(f"{folder}/sent.jsonl", "a") as out:
            out.write(json.dumps({"path": self.path, **body}) + "\n")
        self.answer(201, {"id": name, "reference": body.get("reference"), "content": {"body": "x"}})

    def do_GET(self):
        if not token_is_good(self.headers["Authorization"]):
            return self.error(403, "AuthError", "Invalid token")
        fate = word("fate", "sending")
        if "?reference=" in self.path:
            reference = self.path.split("?reference=")[1]
            found = [{"id": n, "status": fate, "reference": reference} for n, b in kept.items() if b.get("reference") == reference]
            return self.answer(200, {"notifications": found, "links": {}})
        name = self.path.rsplit("/", 1)[1]
        if name not in kept:
            return self.error(404, "NoResultFound", "No result found")
        self.answer(200, {"id": name, "status": fate, "reference": kept[name].get("reference")})


http.server.ThreadingHTTPServer(("127.0.0.1", port), Api).serve_forever()
