# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/parts/stop.sh. Run: stop_ask.py PROGRAM FOLDER
import re, socket, sys, threading, time

from client import Client, Score, serve
from load import Load, fill, lost_drafts, unsound

program, folder = sys.argv[1], sys.argv[2]
db = folder + '/a.db'
score = Score()
fill(program, db)
for i in range(4):
    p, port = serve(program, db, '--quiet', 'yes', '--confine', 'no', '--client-connections', '0')
    answered, turned, cut = [], [], []
    stop = threading.Event()

    def visitor():
        """A connection for each request: refused before it was let in is no failure, everything else is."""
        while not stop.is_set():
            try:
                s = socket.create_connection(('127.0.0.1', port), timeout=20)
            except ConnectionRefusedError:
                turned.append(1)
                return
            try:
                s.sendall(b'GET /request HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
                text = b''
                while (piece := s.recv(65536)):
                    text += piece
                m = re.search(rb'Content-Length: (\d+)', text)
                whole = m and text.startswith(b'HTTP/1.1 200') and len(text.split(b'\r\n\r\n', 1)[1]) == int(m[1])
                (answered if whole else cut).append(text[:60])
            except OSError as e:
                cut.append(repr(e))
            s.close()

    load = Load(db, port, officers=2, families=1)
    visitors = [threading.Thread(target=visitor) for _ in range(24)]
    for t in visitors:
        t.start()
    load.start()
    time.sleep(0.8)
    began = time.monotonic()
    p.terminate()
    status = p.wait()
    took = time.monotonic() - began
    stop.set()
    for t in visitors:
        t.join()
    load.end()
    score.ok(status == 0 and took < 10, f'it ends in order and soon: {status}, {took:.1f} s')
    score.ok(len(answered) > 20 and turned, f'there was a load: {len(answered)} answered, {len(turned)} came too late')
    score.ok(not cut, f'{len(cut)} were let in and cut off: {cut[:3]}')
    wrong = load.odd + unsound(program, db, load)
    score.ok(not wrong, f'all that was acknowledged is there: {wrong[:3]}')
score.end()
