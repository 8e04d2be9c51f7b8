#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real SMTP server (aiosmtpd) that does what the file MODE in its folder says and keeps each mail it takes.

    smtp.py FOLDER PORT [USER PASSWORD]     modes: ok later refuse spam sender slow vanish gone
"""
import asyncio
import email
import os
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP

folder, port = sys.argv[1], int(sys.argv[2])
login = tuple(sys.argv[3:5])


def mode():
    try:
        return open(f"{folder}/mode").read().strip()
    except FileNotFoundError:
        return "ok"


class Handler:
    taken = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if mode() == "sender":
            return "550 5.7.1 you may not send from here"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode() == "refuse":
            return "550 5.1.1 no such mailbox"
        if mode() == "later":
            return "451 4.7.1 come back in a moment"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if mode() == "spam":
            return "554 5.7.1 this looks like spam"
        if mode() == "vanish":                   # before it keeps the mail
            server.transport.abort()
            return "421 gone"
        if mode() == "slow":
            await asyncio.sleep(1)
        Handler.taken += 1
        name = f"{folder}/mail-{time.time_ns()}.eml"
        with open(name + ".part", "wb") as out:
            out.write(envelope.content)
        os.rename(name + ".part", name)
        if mode() == "gone":                     # after it has kept it, without a word
            await asyncio.sleep(60)
        return "250 kept"


def check(server, session, envelope, mechanism, data):
    good = (data.login.decode(), data.password.decode()) == login
    return AuthResult(success=good, handled=False)


class Plain(Controller):
    def factory(self):
        if login:
            return SMTP(self.handler, authenticator=check, auth_require_tls=False, auth_required=True)
        return SMTP(self.handler)


if __name__ == "__main__":
    server = Plain(Handler(), hostname="127.0.0.1", port=port)
    server.start()
    while True:
        time.sleep(60)
