# SPDX-License-Identifier: AGPL-3.0-or-later
"""Feeds made events to `waymark clock P` and compares with clock_law.py. Half of the days are edges (month ends, days off
and around them, changes of law, birthdays). Run: clock.py PROGRAM [CASES [PROCESS ...]]; SEED changes what is made.
Last line: N passed, N failed, where each made case counts."""
import collections, glob, json, os, random, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
import clock_law as law                                 # noqa: E402

WAYMARK = sys.argv[1]
N = int(sys.argv[2]) if len(sys.argv) > 2 else 100
ONLY = sys.argv[3:] or list(law.ALL)
law.load("rulebook/holidays.csv")
rnd = random.Random(int(os.environ.get("SEED", 20261130)))
DAY = timedelta(1)

EDGES = []
for y in range(2016, 2031):
    for m, d in ((1, 1), (1, 31), (2, 28), (3, 1), (3, 31), (4, 30), (6, 30), (7, 31), (8, 1), (8, 31), (9, 1), (10, 31),
                 (12, 24), (12, 25), (12, 31), (11, 30), (5, 31)):
        EDGES.append(date(y, m, d))
    if y % 4 == 0:
        EDGES.append(date(y, 2, 29))
EDGES += sorted(law.HOLIDAYS)
EDGES += [date(2020, 7, 21), date(2020, 5, 1), date(2020, 9, 25), date(2015, 4, 1), date(2018, 4, 3)]


def any_day(lo=date(2015, 9, 1), hi=date(2030, 6, 30)):
    while True:
        if rnd.random() < 0.5:
            d = rnd.choice(EDGES) + rnd.randint(-2, 2) * DAY
        else:
            d = lo + rnd.randint(0, (hi - lo).days) * DAY
        if lo <= d <= hi:
            return d


def near(d, lo, hi):
    return d + rnd.randint(lo, hi) * DAY


def sometimes(e, p, k, v):
    if rnd.random() < p:
        e[k] = v.isoformat() if isinstance(v, date) else v


def dob_for(on, lo, hi):
    """a birth date with ages lo..hi on a day, often on the edge of a birthday or school year"""
    d = on.replace(year=on.year - rnd.randint(lo, hi), day=min(on.day, 28)) + rnd.randint(-2, 2) * DAY
    r = rnd.random()
    if r < 0.3:
        return d
    if r < 0.5:
        return date(d.year, *rnd.choice(((8, 31), (9, 1), (12, 31), (1, 1), (3, 31), (4, 1))))
    if r < 0.6:
        return date(d.year - d.year % 4, 2, 29)
    return d + rnd.randint(-200, 200) * DAY


def closure_part(e, base):
    if rnd.random() < 0.5:
        first = near(base, -30, 100)
        opens = first + rnd.choice((14, 27, 28, 29, 43, rnd.randint(5, 60))) * DAY
        edges = [first + n * DAY for n in (-8, -7, -6)] + [opens + n * DAY for n in (-8, -7, -6)] + [near(first, -20, 50)]
        sometimes(e, 0.95, "closure_start", first)
        sometimes(e, 0.95, "reopen", opens)
        sometimes(e, 0.95, "advice_requested", rnd.choice(edges))
        sometimes(e, 0.3, "adviser", rnd.choice(("head teacher", "principal", "nursery", "educational psychologist")))
    if rnd.random() < 0.5:
        away = near(base, -40, 150)
        sometimes(e, 0.97, "absent_from", away)
        sometimes(e, 0.97, "absent_to", away + rnd.choice((12, 13, 14, 26, 27, 28, 40)) * DAY)


# What happens to a day `b`: event, how often, days after b from..to (None: any day).
EVENTS = {
    "NA": [("request_received", .85, 0, 0), ("attention_date", .3, -40, 40), ("advice_request_received", .3, 20, 80),
           ("draft_served", .3, 60, 130), ("consult_sent", .3, 60, 130), ("final_sent", .3, 90, 190)],
    "DE": [("request_received", .85, 0, 0), ("attention_date", .3, -40, 40), ("draft_served", .3, 60, 130),
           ("released", .2, 0, 300), ("absent_from", .2, 0, 30), ("absent_to", .2, 60, 90)],
    "RA": [("reassess_request_received", .8, 0, 0), ("reassess_notified", .6, 0, 30),
           ("advice_request_received", .3, 10, 60), ("draft_served", .3, 40, 100)],
    "AR": [("plan_made", .7, -900, -200), ("last_reviewed", .6, 0, 0), ("meeting", .6, 150, 420), ("on", .3, 0, 400),
           ("term_start", .2, 0, 400)],
    "PT": [],
    "TR": [("move_date", .8, 0, 0), ("aware_date", .4, -24, -18), ("aware_date", .4, -60, 30), ("transfer_done", .5, 0, 40),
           ("last_reviewed", .5, -420, 0), ("plan_made", .5, -900, -20), ("icb_aware", .3, -10, 30),
           ("new_icb_aware", .3, -10, 30)],
    "CE": [("cease_notice_sent", .7, 0, 0), ("certificate_issued", .4, 0, 100)],
    "TA": [("on", .5, None, None)],
    "MA": [("decision_sent", .8, 0, 0), ("certificate_issued", .5, 0, 90), ("appeal_received_by_la", .5, 20, 120),
           ("directed_date", .1, 60, 200)] +
          [(k, .25, None, None) for k in ("adviser_told_no_mediation", "la_told_mediation", "mediation_concluded",
                                          "mediation_not_arranged", "health_issues_told", "icb_told", "act_date",
                                          "mediation_day")],
    "TO": [("recommendation_sent", .2, 0, 60), ("health_response_received", .2, 0, 60)],
    "PB": [("first_payment", .8, 0, 0), ("stop_notice_sent", .5, 0, 300)],
    "LC": [("entered_care", .8, 0, 0), ("first_placement", .7, -3, 10), ("lac_review_1", .5, 10, 40),
           ("lac_review", .4, 100, 200), ("health_assessment", .6, 0, 0)],
    "CO": [(k, .6, 0, 30 * i + 5) for i, k in enumerate((
        "complaint_received", "acknowledged", "stage_1_reply", "stage_2_acknowledged", "stage_2_start", "stage_2_reply",
        "stage_3_received", "complaint_panel", "panel_report", "knowledge_date"))],
    "SS": [("support_started", .7, 0, 0), ("cycle_started", .4, 1, 200), ("review_date", .3, 200, 300),
           ("report_published", .4, None, None), ("dob", .5, None, None)],
    "EX": [("excluded", .6, -1, 3), ("first_day", .6, 0, 4), ("governors_notified", .6, 0, 8),
           ("governors_decided", .6, 15, 30), ("application_received", .6, 30, 50), ("panel_notice", .6, 40, 70),
           ("application_posted", .2, 25, 40), ("panel_notice_posted", .2, 40, 60)],
    "DS": [("admission", .8, 0, 0), ("cetr", .4, 0, 60), ("ctr", .4, 0, 60)],
    "EY": [("dob", .95, 0, 0), ("on", .3, None, None)],
    "SB": [("referral", .8, 0, 0), ("continuing_care_referral", .3, None, None), ("break_requested", .5, 0, 0),
           ("first_break", .5, 0, 100)],
    "WT": [("referral", .8, 0, 0), ("advice_request_received", .5, None, None)],
    "GV": [("report_published", .6, 0, 0), ("letter_received", .4, None, None), ("comments_published", .4, None, None)],
    "ME": [("request_received", .95, 0, 0), ("final_sent", .7, 130, 150), ("final_sent", .3, 0, 400)],
}
SERVICES = ("autism", "neurodevelopmental", "speech and language therapy", "occupational therapy", "audiology",
            "community paediatrics")


def na(e, b):
    if rnd.random() < 0.1 and "request_received" in e:
        e["request_received"] = [e["request_received"], near(b, -30, 60).isoformat()]
    closure_part(e, b)


def ra(e, b):
    half = law.M(-6, b)
    sometimes(e, 0.5, "last_assessment_date", rnd.choice((half - DAY, half, half + DAY, near(b, -300, 0), b)))
    closure_part(e, b)


def ar(e, b):
    if "meeting" in e:
        sent = near(date.fromisoformat(e["meeting"]), 0, 60)
        sometimes(e, 0.5, "amendment_notice_sent", sent)
        sometimes(e, 0.3, "amendment_notice_served", near(sent, 0, 5))
    sometimes(e, 0.5, "dob", dob_for(b, 2, 22))
    sometimes(e, 0.1, "clear_days", True)
    sometimes(e, 0.1, "review_anchor", "meeting")


def pt(e, b):
    e["phase"] = rnd.choice(list(law.PHASES) + ["own_sixth_form", "post16_to_post16"])
    if e["phase"] == "post16_to_post16" or rnd.random() < 0.7:
        e["transfer_date"] = b.isoformat()
    else:
        e["transfer_year"] = b.year
    if rnd.random() < 0.5:
        on = near(b, -300, 0)
        e["on"], e["dob"] = on.isoformat(), dob_for(on, 3, 18).isoformat()


def ce(e, b):
    dob = dob_for(any_day(), 0, 3) - 20 * 365 * DAY
    last = law.birthday(26, dob)
    where = rnd.choice(("FE college", "further education", "college", "apprenticeship", "special school",
                        "independent training provider", ""))
    sometimes(e, 0.7, "dob", dob)
    if where:
        sometimes(e, 0.8, "setting", where)
    sometimes(e, 0.5, "training_end" if "appren" in where else "course_end",
              rnd.choice((near(law.birthday(25, dob), -30, 500), last, last - DAY, last - 2 * DAY)))


def to(e, b):
    first = rnd.choices(("order_sent", "not_opposed_notified", "mediation_agreement", None), (12, 3, 4, 1))[0]
    if first:
        e[first] = b.isoformat()
    if first == "mediation_agreement":
        sometimes(e, 0.3, "agreed_date", near(b, 0, 60))
        return
    sometimes(e, 0.7, "order", rnd.choice(list(law.ORDERS)))
    closure_part(e, b)


def ex(e, b):
    days, d, most = [], b - 5 * DAY, rnd.choice((30, 100, 120))
    while len(days) < most:
        if d.weekday() < 5 and d not in law.HOLIDAYS and d.month != 8 and rnd.random() > 0.03:
            days.append(d.isoformat())
        d += DAY
    if rnd.random() < 0.2:
        rnd.shuffle(days)
    sometimes(e, 0.95, "school_days", days)


def ey(e, b):
    five = law.birthday(5, b)
    sometimes(e, 0.5, "last_reviewed", rnd.choice((five - DAY, five, five + DAY, near(five, -900, 200))))


def ds(e, b):
    sometimes(e, 0.8, "dob", dob_for(b, 16, 20))
    sometimes(e, 0.6, "setting", rnd.choice(("secure", "non-secure")))


def gv(e, b):
    sometimes(e, 0.3, "year", rnd.randint(2016, 2030))
    if rnd.random() < 0.5:
        e["request_received"] = any_day().isoformat()
    else:
        sometimes(e, 0.5, "subject_access_received", any_day())
        sometimes(e, 0.5, "foi_received", any_day())


MORE = {"NA": na, "RA": ra, "AR": ar, "PT": pt, "CE": ce, "TA": ce, "TO": to, "EX": ex, "EY": ey, "DS": ds, "GV": gv,
        "MA": lambda e, b: sometimes(e, 0.2, "placement_only", True),
        "PB": lambda e, b: sometimes(e, 0.3, "stop_notice_days", rnd.randint(1, 60)),
        "LC": lambda e, b: sometimes(e, 0.7, "dob", dob_for(b, 3, 7)),
        "CO": lambda e, b: sometimes(e, 0.4, "complaint_kind", rnd.choice(("children", "corporate", "both"))),
        "WT": lambda e, b: sometimes(e, 0.5, "service", rnd.choice(SERVICES))}


def gen(p):
    b, e = any_day(), {}
    for name, often, lo, hi in EVENTS[p]:
        sometimes(e, often, name, any_day() if lo is None else near(b, lo, hi))
    if p in MORE:
        MORE[p](e, b)
    if e.get("plan_made", "9") < "2014-09-01":          # no plan is older than the law of plans
        del e["plan_made"]
    items = list(e.items())         # in any order, with names that nobody knows
    rnd.shuffle(items)
    if rnd.random() < 0.2:
        items.append(("note", "2026-13-45 is not read"))
    if rnd.random() < 0.1:
        items.append(("an_event_of_tomorrow", "2026-01-01"))
    if rnd.random() < 0.1:
        items.append(("unknown_list", ["2026-01-01", 5]))
    return dict(items)


def ask(p, e):
    r = subprocess.run([WAYMARK, "clock", p], input=json.dumps(e), capture_output=True, text=True)
    return r.returncode, r.stdout, r.stderr


def missing():
    """ids of the law that no step or answer of the rulebook has"""
    text = "".join(open(f).read() for f in glob.glob("rulebook/pathway/*.txt"))
    return sorted(set(law.IDS) - set(re.findall(r"^(?:step|answer): (\S+)", text, re.M)))


def main():
    total = bad = 0
    gone = missing()
    if gone:
        print("FAILED no step of the rulebook is", *gone)
    for p in ONLY:
        cases = [gen(p) for _ in range(N)]
        with ThreadPoolExecutor(2) as pool:
            got = list(pool.map(lambda e: ask(p, e), cases))
        diffs = collections.defaultdict(list)
        keys, compared, differing = collections.Counter(), 0, 0
        for e, (rc, out, err) in zip(cases, got):
            if rc:
                diffs["EXIT"].append((e, rc, err)); differing += 1
                continue
            have, want = json.loads(out), law.ALL[p](law.E(e))
            seen = False
            for k, v in want.items():
                compared += 1
                if have.get(k) != v:
                    diffs[k].append((e, have.get(k), v)); seen = True
            differing += seen
            for k in have:
                if k not in want:
                    keys[k] += 1
        print(f"{p}: {len(cases)} cases, {compared} values, {differing} differ")
        if os.environ.get("LEFT_OUT"):
            print("  told, but not settled by law.md:", dict(keys))
        for k, l in diffs.items():
            print(f"  {k}: {len(l)}")
            for e, h, w in l[:3]:
                print(f"    waymark {h!r} oracle {w!r} {json.dumps(e)[:600]}")
        total += compared; bad += differing
    print(f"{total} values compared")
    bad += len(gone)
    print(f"{len(ONLY) * N + len(law.IDS) - bad} passed, {bad} failed")
    sys.exit(bad > 0)


main()
