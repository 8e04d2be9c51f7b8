# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/parts/kill.sh: officers record and take in papers, families type, staff sign in, while the server is killed again and
# again. Run: kill_ask.py PROGRAM FOLDER ROUNDS
import random, signal, sys, time

from client import Score, serve
from load import Load, fill, lost_drafts, lost_sessions, unsound

program, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
db = folder + '/a.db'
score = Score()
seed = int(time.time())
random.seed(seed)
acknowledged = {'events': 0, 'papers': 0, 'saves of drafts': 0, 'sessions': 0}


def begin():
    p, port = serve(program, db, '--quiet', 'yes', '--confine', 'no')
    if not p:
        raise SystemExit('the server does not start\n0 passed, 1 failed')
    return p, port


fill(program, db)
kept = {}               # drafts of rounds before, the latest
for i in range(rounds):
    p, port = begin()
    load = Load(db, port)
    load.start()
    # Every other round waits for a paper that was taken, so that a slow machine is not always killed while all sign in.
    until = time.monotonic() + 10
    while i % 2 and not load.papers and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.15 + random.random() * 0.6)
    p.send_signal(signal.SIGKILL)
    p.wait()
    load.end()
    # Started anew: what can be asked of the server is asked of the server itself.
    p, port = begin()
    kept = dict(list(kept.items())[-20:]) | load.drafts
    wrong = load.odd + lost_drafts(port, kept) + lost_sessions(port, load.sessions)
    p.terminate()
    if p.wait() != 0:
        wrong.append('the server did not end in order')
    wrong += unsound(program, db, load)
    score.ok(not wrong, f'round {i} (seed {seed}): {wrong[:5]}')
    for name, n in zip(acknowledged, (len(load.events), len(load.papers), sum(load.drafts.values()), len(load.sessions))):
        acknowledged[name] += n
score.ok(min(acknowledged.values()) >= rounds / 5, f'{acknowledged} in {rounds} rounds prove nothing')
print(f'SIGKILL {rounds} times; acknowledged and found: {", ".join(f"{n} {name}" for name, n in acknowledged.items())}')
score.end()
