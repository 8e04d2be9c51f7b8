#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A local stand-in of the GOV.UK Notify API: checks the token, keeps what it gets, answers as the file MODE says.

    notify.py FOLDER PORT SERVICE SECRET    modes: ok bad-number bad-template limit broken trial team; fate: file FATE (a status)

A letter is looked at as Notify does (A4, ten pages at most, nothing outside of the areas that may be printed, an address in
the window that ends in a postcode); one that is not so gets the status validation-failed. Its PDF is kept as letter-N.pdf.
"""
import base64
import hashlib
import hmac
import http.server
import json
import re
import subprocess
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


# Millimetres from the left and the top of the first sheet: what may be printed.
AREAS = {"sender": (125, 5, 195, 95), "logo": (15, 5, 125, 30), "address": (24.6, 40, 120, 66.2), "text": (15, 95, 195, 292)}
POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$")


def is_inside(box, area):
    return area[0] - 1 <= box[0] and area[1] - 1 <= box[1] and box[2] <= area[2] + 1 and box[3] <= area[3] + 1


def letter_fault(path):
    """Why Notify would not print it; "" when it would."""
    pages = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout.split("<page ")[1:]
    if len(pages) > 10:
        return "letter-too-long"
    for number, page in enumerate(pages):
        width, height = (float(v) * 25.4 / 72 for v in re.search(r'width="([0-9.]+)" height="([0-9.]+)"', page).groups())
        if abs(width - 210) > 2 or abs(height - 297) > 2:
            return "letter-not-a4-portrait-oriented"
        areas = list(AREAS.values()) if number == 0 else [(15, 5, 195, 292)]
        for word in re.findall(r'xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)"', page):
            box = [float(v) * 25.4 / 72 for v in word]
            if not any(is_inside(box, area) for area in areas):
                return "content-outside-printable-area"
    x, y, right, bottom = (round(v * 72 / 25.4) for v in AREAS["address"])
    lines = subprocess.run(["pdftotext", "-l", "1", "-x", str(x), "-y", str(y), "-W", str(right - x), "-H", str(bottom - y),
                            "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split("\n")
    lines = [line.strip() for line in lines if line.strip("\f ")]
    if not 3 <= len(lines) <= 7:
        return "address-lines"
    return "" if POSTCODE.match(lines[-1]) else "not-a-real-uk-postcode"


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
        if mode == "trial":
            return self.error(400, "BadRequestError", "Cannot send letters when service is in trial mode")
        if mode == "team":
            return self.error(400, "BadRequestError", "Cannot send letters with a team api key")
        if self.path.endswith("/letter"):
            if set(body) != {"reference", "postage", "content"} or body["postage"] not in ("first", "second", "economy"):
                return self.error(400, "ValidationError", "postage invalid. It must be first, second or economy.")
            pdf = base64.b64decode(body.pop("content"))
            if mode == "no-pdf" or not pdf.startswith(b"%PDF-"):
                return self.error(400, "BadRequestError", "Letter content is not a valid PDF")
            path = f"{folder}/letter-{len(kept) + 1}.pdf"
            with open(path, "wb") as out:
                out.write(pdf)
            body["fault"] = letter_fault(path)
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
            found = [{"id": n, "status": "validation-failed" if b.get("fault") else fate, "reference": reference}
                     for n, b in kept.items() if b.get("reference") == reference]
            return self.answer(200, {"notifications": found, "links": {}})
        name = self.path.rsplit("/", 1)[1]
        if name not in kept:
            return self.error(404, "NoResultFound", "No result found")
        if kept[name].get("fault"):
            fate = "validation-failed"
        self.answer(200, {"id": name, "status": fate, "reference": kept[name].get("reference")})


http.server.ThreadingHTTPServer(("127.0.0.1", port), Api).serve_forever()
