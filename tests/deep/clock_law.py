# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dates of law.md, sections 2.0-2.21, reckoned anew from its words alone (not from rulebook/ nor src/).
Each function takes events as the JSON that `waymark clock` reads and gives {key: text or None};
None says that the key must not be there. What the law leaves open is not in the answer."""
import csv
from datetime import date, timedelta

DAY = timedelta(1)
HOLIDAYS = set()


def load(path):
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            HOLIDAYS.add(date.fromisoformat(row["date"]))


def span():
    return date(min(HOLIDAYS).year, 1, 1), date(max(HOLIDAYS).year, 12, 31)


class Beyond(Exception):
    """the table of holidays does not reach"""


def working(d):
    lo, hi = span()
    if not lo <= d <= hi:
        raise Beyond
    return d.weekday() < 5 and d not in HOLIDAYS


# --- 2.0: each takes None for an absent day, and gives None for it
def absent(f):
    def g(*a):
        if any(x is None for x in a):
            return None
        try:
            return f(*a)
        except Beyond:
            return None
    return g


@absent
def W(n, e): return e + 7 * n * DAY
@absent
def D(n, e): return e + n * DAY
@absent
def DB(n, e): return e + (n - 1) * DAY


@absent
def WD(n, e):
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        e += step
        while not working(e):
            e += step
    return e


@absent
def WDB(n, e):
    while not working(e):
        e += DAY
    return WD(n - 1, e)


def last_of(y, m):
    return (date(y + m // 12, m % 12 + 1, 1) - DAY).day


def months(n, e):
    k = e.year * 12 + e.month - 1 + n
    y, m = divmod(k, 12)
    m += 1
    clamped = e.day > last_of(y, m)
    return date(y, m, min(e.day, last_of(y, m))), clamped


@absent
def M(n, e): return months(n, e)[0]


@absent
def MB(n, e):
    d, clamped = months(n, e)
    return d if clamped else d - DAY


@absent
def BEFORE(x): return x - DAY


@absent
def TRIB(x):
    if x.month == 8:
        x = date(x.year, 9, 1)
    elif (x.month, x.day) >= (12, 25):
        x = date(x.year + 1, 1, 2)
    elif (x.month, x.day) == (1, 1):
        x = date(x.year, 1, 2)
    while not working(x):
        x += DAY
    return x


def out_of_time(d):
    return d.month == 8 or (d.month, d.day) >= (12, 25) or (d.month, d.day) == (1, 1)


@absent
def OLD(e, x):
    """before 21 July 2020: the days were simply not counted in the time from e to x"""
    left, d = (x - e).days, e
    while left:
        d += DAY
        left -= not out_of_time(d)
    while not working(d):
        d += DAY
    return d


def file_by(rule_day, *spans):
    """last day to file: spans are (from, end of the time)"""
    spans = [(a, b) for a, b in spans if b]
    if rule_day < date(2020, 7, 21):
        return latest(*[OLD(a, b) for a, b in spans])
    return TRIB(latest(*[b for _, b in spans]))


@absent
def TWD(n, e):
    while n:
        e += DAY
        out = e.month == 8 or (e.month, e.day) >= (12, 25) or (e.month, e.day) == (1, 1)
        if working(e) and not out:
            n -= 1
    return e


@absent
def SD(n, e, days):
    later = sorted(d for d in set(days) if d > e)
    return later[n - 1] if len(later) >= n else None


def latest(*a):
    a = [x for x in a if x is not None]
    return max(a) if a else None


def earliest(*a):
    a = [x for x in a if x is not None]
    return min(a) if a else None


# --- persons
def ncy(dob, on):
    if dob is None or on is None:
        return None
    b = dob.year if dob.month >= 9 else dob.year - 1
    y = on.year if on.month >= 9 else on.year - 1
    return y - b - 5


def birthday(n, dob):
    if dob is None:
        return None
    try:
        return dob.replace(year=dob.year + n)
    except ValueError:
        return date(dob.year + n, 3, 1)


def last_friday_june(y):
    d = date(y, 6, 30)
    while d.weekday() != 4:
        d -= DAY
    return d


def birth_year(dob): return dob.year if dob.month >= 9 else dob.year - 1


class E(dict):
    """events: .d(name) the latest day, .first(name), .text(name)"""

    def all(self, k):
        v = self.get(k)
        return [] if v is None else [date.fromisoformat(x) for x in (v if isinstance(v, list) else [v])]

    def d(self, k):
        v = self.all(k)
        return v[-1] if v else None

    def first(self, k):
        v = self.all(k)
        return v[0] if v else None

    def early(self, k):
        v = self.all(k)
        return min(v) if v else None

    def text(self, k): return self.get(k) or ""
    def days(self, k): return [date.fromisoformat(x) for x in self.get(k, [])]


def iso(x, to=None):
    if x is None:
        return None
    if isinstance(x, date):
        return x.isoformat() + (".." + to.isoformat() if to else "")
    return x


def start_of(e):
    return earliest(e.early("request_received"), e.early("attention_date"))


def NA(e):
    s = start_of(e)
    o = {"NA-02": iso(W(6, s)), "NA-06": iso(W(16, s)), "NA-07T": iso(W(14, s)), "NA-11": iso(W(20, s)),
         "NA-05": iso(W(6, e.d("advice_request_received"))),
         "NA-08": iso(DB(15, e.d("draft_served"))), "NA-09": iso(D(15, e.d("draft_served"))),
         "NA-10": iso(D(15, e.d("consult_sent"))),
         "NA-12": iso(e.first("final_sent")), "NA-13": iso(e.first("final_sent")), "NA-14": iso(e.first("final_sent"))}
    o.update(closure(e, [("NA-02", s, W(6, s)), ("NA-06", s, W(16, s)), ("NA-11", s, W(20, s))]))
    o.update(away(e, 28, [s], [("NA-02", s, W(6, s)), ("NA-06", s, W(16, s)), ("NA-11", s, W(20, s)),
                          ("NA-05", e.d("advice_request_received"), W(6, e.d("advice_request_received")))]))
    due = [x for x in (W(6, s), W(16, s), W(20, s), W(6, e.d("advice_request_received"))) if x]
    covid = (date(2020, 5, 1), date(2020, 9, 25))
    for k, x in (("NA-02", W(6, s)), ("NA-06", W(16, s)), ("NA-11", W(20, s)),
                 ("NA-05", W(6, e.d("advice_request_received")))):
        o[k + ".EXC-COVID"] = None if x is None else "available" if covid[0] <= x <= covid[1] else "not available"
    return o


def closure(e, steps):
    """2.1b: EXC-SCH and EXC-EY. steps: (id, start, due) of those with these exceptions"""
    cs, ro, asked = e.d("closure_start"), e.d("reopen"), e.d("advice_requested")
    o = {}
    if not (cs and ro):
        return {"EXC-SCH": None, "EXC-EY": None, "window": None}
    ok = (ro - cs).days >= 28
    if asked:
        o["window"] = iso(cs - 7 * DAY, ro - 7 * DAY) if ok else "none"
        hit = ok and cs - 7 * DAY <= asked <= ro - 7 * DAY
        who = e.text("adviser").lower()
        early = any(w in who for w in ("nursery", "early years", "early-years"))
        school = not who or any(w in who for w in ("head", "principal"))
        o["EXC-SCH"] = "available" if hit and school else "not available"
        if early:
            o["EXC-EY"] = "available" if hit else "not available"
        for k, s, due in steps:
            if due:
                o[k + ".EXC-SCH"] = o["EXC-SCH"]
    return o


def away(e, n, starts, steps):
    """2.1b: so many days together, lying in the step's own period. steps: (id, start, due)"""
    a, b = e.d("absent_from"), e.d("absent_to")
    code = "EXC-ABS4" if n == 28 else "EXC-ABS2"
    if not (a and b):
        return {code: None}
    o = {}
    if not any(s for s in starts):
        o[code] = "available" if (b - a).days + 1 >= n else "not available"
    for k, s, due in steps:
        if due:
            inside = (min(b, due) - max(a, s)).days + 1
            o[k + "." + code] = "available" if inside >= n else "not available"
    return o


def RA(e):
    r, n = e.d("reassess_request_received"), e.d("reassess_notified")
    last = e.d("last_assessment_date")
    o = {"RA-02": iso(D(15, r)), "RA-04": iso(W(14, n)), "RA-03": iso(W(6, e.d("advice_request_received"))),
         "RA-05": iso(DB(15, e.d("draft_served"))),
         "RA-01": ("may refuse" if last >= M(-6, r) else "may not refuse") if last and r and last <= r else None}
    o["RA-02.EXC-SCH"] = o["RA-02.EXC-ABS4"] = None
    o.update(closure(e, [("RA-04", n, W(14, n))]))
    o.update(away(e, 28, [r, n], [("RA-04", n, W(14, n)),
                          ("RA-03", e.d("advice_request_received"), W(6, e.d("advice_request_received")))]))
    return o


def AR(e):
    made, rev, meet = e.d("plan_made"), e.d("last_reviewed"), e.d("meeting")
    anchor = rev or made
    # the meeting whose review has ended (or nothing else is known): an open review is still due by the old anchor
    if e.get("review_anchor") == "meeting" and meet and (rev and meet <= rev or not anchor):
        anchor = meet
    sent, served = e.d("amendment_notice_sent"), e.d("amendment_notice_served")
    served = served or sent
    notice = 15 if e.get("clear_days") in (True, "true", "yes") else 14
    ar1, dob = MB(12, anchor), e.d("dob")
    o = {"AR-01": iso(ar1), "AR-02T": iso(D(-28, ar1)), "AR-03": iso(D(-notice, meet)), "AR-04": iso(D(-notice, meet)),
         "AR-05": iso(W(2, meet)), "AR-06": iso(W(4, meet)), "AR-07": iso(DB(15, served)),
         "AR-06E": iso(earliest(W(4, meet), ar1)),
         "AR-08": iso(W(8, sent)), "AR-09": iso(W(12, meet)), "AR-10": iso(earliest(W(8, sent), W(12, meet))),
         "AR-00": iso(D(-14, e.d("term_start"))),
         "AR-11": iso(M(3, rev), M(6, rev)) if rev and dob and birthday(5, dob) > max(rev, e.d("on") or rev) else None,
         }
    if e.d("on") and dob:
        o["ncy"] = ncy(dob, e.d("on"))
    if dob and meet:
        o["AR-12"] = iso(meet) if ncy(dob, meet) >= 9 else None
        o["AR-15"] = iso(meet) if birthday(19, dob) <= meet else None
    if made and not rev:
        o.pop("AR-11")
    return o


PHASES = {"early_years_to_school": (2, 15), "infant_to_junior": (2, 15), "primary_to_middle": (2, 15),
          "primary_to_secondary": (2, 15), "middle_to_secondary": (2, 15), "secondary_to_post16": (3, 31)}


def PT(e):
    ph, t = e.text("phase"), e.d("transfer_date")
    year = int(e["transfer_year"]) if e.get("transfer_year") else t.year if t else None
    o = {"ncy": ncy(e.d("dob"), e.d("on"))}
    if ph in PHASES and year:
        x = BEFORE(date(year, *PHASES[ph]))
        o.update({"PT-02": iso(x), "PT-03a": iso(D(-84, x)), "PT-03b": iso(D(-56, x)), "PT-04": None})
    elif ph == "own_sixth_form":
        o.update({"PT-02": "none", "PT-03a": None, "PT-03b": None, "PT-04": None})
    elif ph == "post16_to_post16":
        o.update({"PT-02": None, "PT-03a": None, "PT-03b": None, "PT-04": iso(M(-5, t))})
    return o


def TR(e):
    a, m, t = e.d("aware_date"), e.d("move_date"), e.d("transfer_done")
    anchor = e.d("last_reviewed") or e.d("plan_made")
    one = None
    if a and m and WD(15, a):
        one = m if WD(15, a) <= m else latest(m, WDB(15, a))
    o = {"TR-01": iso(one), "TR-05": iso(one), "TR-02": iso(W(6, t)), "TR-04": iso(t),
         "TR-03": iso(latest(MB(12, anchor), MB(3, t))) if anchor and t else None}
    if e.d("icb_aware"):
        o["TR-06"] = iso(WD(15, e.d("icb_aware")))
    if t and not anchor:
        o.pop("TR-03")
    if e.d("new_icb_aware"):
        o["TR-07"] = iso(WD(15, e.d("new_icb_aware")))
    return o


def college(e):
    return e.text("setting") in ("FE college", "further education", "college", "sixth form college")


def cease_end(e):
    dob = e.d("dob")
    if not dob:
        return None
    b25, b26 = birthday(25, dob), birthday(26, dob)
    s = e.text("setting")
    if college(e):
        x = date(b25.year, 7, 31)
        return x if x >= b25 else date(b25.year + 1, 7, 31)
    end = e.d("training_end") if "apprentice" in s else e.d("course_end")
    return earliest(end, b26 - DAY) if s else False


def CE(e):
    n, dob = e.d("cease_notice_sent"), e.d("dob")
    o = {"CE-03": iso(file_by(n, (n, M(2, n)), (e.d("certificate_issued"), M(1, e.d("certificate_issued"))))) if n else None,
         "CE-05a": iso(birthday(25, dob)), "CE-05b": iso(cease_end(e))}
    if o["CE-05b"] is False:
        del o["CE-05b"]
    return o


def MA(e):
    d, c = e.d("decision_sent"), e.d("certificate_issued")
    only = e.get("placement_only") in (True, "yes", "true")
    appeal = e.d("appeal_received_by_la")
    told = e.d("directed_date")
    o = {"MA-01": iso(M(2, d)),
         "MA-02": iso(file_by(d, (d, M(2, d)), (c, None if only else M(1, c)))) if d else None,
         "MA-03": iso(WD(3, e.d("adviser_told_no_mediation"))),
         "MA-04": iso(D(30, e.d("la_told_mediation"))),
         "MA-05": iso(WD(3, e.d("mediation_concluded") or e.d("mediation_not_arranged"))),
         "MA-06": iso(WD(3, e.d("health_issues_told") or e.d("la_told_mediation"))), "MA-06H": iso(D(30, e.d("icb_told"))),
         "MA-04N": iso(WD(-5, e.d("mediation_day"))),
         "MA-07": iso(told or TWD(30, appeal)) if appeal else None,
         "MA-08": iso(file_by(d, (d, M(2, d)))) if d and (only or not c) else None,
         "MA-09": iso(M(6, e.d("act_date")))}
    if told and not appeal:
        o.pop("MA-07")
    return o


ORDERS = {"assess": "B1 B2 B3", "make_plan": "C1 C2", "remit": "D", "amend": "E", "name_setting": "F",
          "maintain": "G", "maintain_amend": "H", "cease_dismissed": "A"}


def TO(e):
    c = latest(e.d("order_sent")) or e.d("not_opposed_notified")
    if e.d("order_sent") and e.d("not_opposed_notified"):
        return {}
    med = e.d("mediation_agreement")
    kind = e.text("order")
    o = {"TO-M2": iso(e.d("agreed_date") or W(2, med)) if med else None,
         "TO-M3": iso(W(1, med)) if med else None,
         }
    rec, hr = e.d("recommendation_sent"), e.d("health_response_received")
    if rec:
        o["TO-R1"] = iso(W(5, rec)) if rec >= date(2018, 4, 3) else None
    if not hr:
        o["TO-R2"] = None
    elif (rec or c or med or hr) >= date(2018, 4, 3):
        o["TO-R2"] = iso(W(1, hr))
    if med and c:
        return {k: o[k] for k in ("TO-R1", "TO-R2") if k in o}
    if med:
        return o
    all_ = {"A": c, "B1": W(2, c), "B2": W(10, c), "B3": W(14, c), "C1": W(5, c), "C2": W(11, c), "D": W(2, c),
            "E": W(5, c), "F": W(2, c), "G": c, "H": W(5, c)}
    if c and c < date(2015, 3, 23):
        return o
    for k, x in all_.items():
        mine = not kind or k in ORDERS.get(kind, "").split()
        if kind == "maintain_amend" and k in "EG":
            mine = True                 # "same day, amended plan W5" of the same order
        o["TO-" + k] = iso(x) if mine else None
    cs = closure(e, [("TO-B3", c, W(14, c))] if not kind or kind == "assess" else [])
    o.update(cs)
    st = [("TO-" + k, c, all_[k]) for k in ("B1", "B2", "B3", "C1", "C2", "E", "F")
          if not kind or k in ORDERS.get(kind, "").split()]
    o.update(away(e, 14, [c], st))
    return o


def PB(e):
    o = {"PB-03": iso(M(3, e.d("first_payment")))}
    if e.d("stop_notice_sent"):
        o["PB-05"] = iso(D(int(e.get("stop_notice_days", 28)), e.d("stop_notice_sent")))
    return o


def LC(e):
    c, p, h, dob = e.d("entered_care"), e.d("first_placement"), e.d("health_assessment"), e.d("dob")
    prev = latest(e.d("lac_review"))
    o = {"LC-01": iso(WD(5, c)), "LC-02": iso(WD(10, p)), "LC-03": iso(WD(20, c)), "LC-04": iso(WD(20, c)),
         "LC-05": iso(M(3, e.d("lac_review_1"))), "LC-08": iso(WD(10, p)),
         "LC-06": iso(M(6, prev))}
    if h and dob:
        o["LC-07"] = iso(M(6 if birthday(5, dob) > h else 12, h))
    elif not h:
        o["LC-07"] = None
    return o


def CO(e):
    k = e.text("complaint_kind")
    r = e.d("complaint_received")
    kids, corp = k != "corporate", k != "children"
    s2 = e.d("stage_2_acknowledged")
    o = {"CO-01": iso(WD(10, r)) if kids else None, "CO-01X": iso(WD(20, r)) if kids else None,
         "CO-02": iso(WD(20, e.d("stage_1_reply"))) if kids else None,
         "CO-03": iso(WD(25, e.d("stage_2_start"))) if kids else None,
         "CO-03X": iso(WD(65, e.d("stage_2_start"))) if kids else None,
         "CO-04": iso(WD(20, e.d("stage_2_reply"))) if kids else None,
         "CO-05": iso(WD(30, e.d("stage_3_received"))) if kids else None,
         "CO-06": iso(WD(5, e.d("complaint_panel"))) if kids else None,
         "CO-07": iso(WD(15, e.d("panel_report"))) if kids else None,
         "CO-08": iso(M(12, e.d("knowledge_date"))),
         "CO-11": iso(WD(5, r)) if corp else None,
         "CO-12": iso(WD(10, e.d("acknowledged"))) if corp else None,
         "CO-12X": iso(WD(20, e.d("acknowledged"))) if corp else None}
    if s2:
        o["CO-13"] = iso(WD(20, s2)) if corp else None
        o["CO-13X"] = iso(WD(40, s2)) if corp else None
    return o


def TA(e):
    dob = e.d("dob")
    if not dob:
        return {"ncy": None}
    b = birth_year(dob)
    o = {"TA-01": iso(date(b + 14, 9, 1)), "TA-02": iso(birthday(14, dob)), "TA-03": iso(birthday(14, dob)),
         "TA-04": iso(birthday(16, dob)), "TA-05": iso(birthday(16, dob), birthday(18, dob)),
         "TA-06": iso(birthday(17, dob)), "TA-07": iso(birthday(18, dob)), "TA-08": iso(last_friday_june(b + 17)),
         "TA-09": iso(birthday(18, dob)), "TA-10": iso(birthday(18, dob)), "TA-11": iso(birthday(19, dob)),
         **({"ncy": ncy(dob, e.d("on"))} if e.d("on") else {})}
    end = cease_end(e)
    if end is not False:
        o["TA-12"] = iso(end)
    return o


def SS(e):
    dob = e.d("dob")
    o = {"SS-05": iso(M(24, dob), M(36, dob)) if dob else None,
         "SS-04": iso(M(12, e.d("report_published"))), "SS-03": iso(e.d("support_started"))}
    s = latest(e.d("cycle_started"), e.d("support_started"))
    if e.d("review_date"):
        if s:
            o["SS-01"] = iso(e.d("review_date"))
    elif s:
        o["SS-01"] = iso(M(4, s))
    return o


def EX(e):
    days = e.days("school_days")
    f, g = e.d("first_day") or e.d("excluded"), e.d("governors_notified") or e.d("excluded")
    o = {"EX-01": iso(e.d("excluded")), "EX-09": iso(e.d("excluded"))}
    if e.get("kind_of_exclusion") is None:
        o["EX-05"] = iso(SD(15, e.d("governors_decided"), days))
        app = e.d("application_received")
        if not app and e.d("application_posted"):
            app = WD(2, e.d("application_posted"))
        o["EX-06"] = iso(SD(15, app, days))
        pn = e.d("panel_notice")
        if not pn and e.d("panel_notice_posted"):
            pn = WD(2, e.d("panel_notice_posted"))
        o["EX-07"] = iso(SD(10, pn, days))
        o["EX-03"] = iso(SD(15, g, days))
        o["EX-04"] = iso(SD(50, g, days))
        o["EX-02"] = iso(SD(6, f, days))
        o["EX-10"] = iso(SD(1, f, days))
    return o


def DS(e):
    a, dob = e.d("admission"), e.d("dob")
    o = {}
    if a and dob:
        child = birthday(18, dob) > a
        o["DS-03"] = iso(WD(10, a)) if child else None
        o["DS-04"] = iso(D(28, a)) if not child else None
    if not a:
        o["DS-03"] = o["DS-04"] = None
    o["DS-05"] = iso(M(3, e.d("cetr")))
    if e.d("ctr"):
        if e.text("setting") in ("secure", "non-secure"):
            o["DS-06"] = iso(M(12 if e.text("setting") == "secure" else 6, e.d("ctr")))
    else:
        o["DS-06"] = None
    return o


def EY(e):
    dob = e.d("dob")
    if not dob:
        return {k: None for k in ("EY-01", "EY-02", "EY-03", "EY-04", "EY-06", "EY-08")}
    five = birthday(5, dob)
    days = sorted(date(y, *md) for y in (five.year, five.year + 1) for md in ((3, 31), (8, 31), (12, 31)))
    six = next(d for d in days if d >= five)
    o = {"EY-01": iso(D(10, dob), D(14, dob)), "EY-02": iso(W(6, dob), W(8, dob)), "EY-03": iso(M(9, dob), M(12, dob)),
         "EY-04": iso(M(24, dob), M(30, dob)), "EY-06": iso(six), "EY-08": iso(date(birth_year(dob) + 5, 9, 1)),
         **({"ncy": ncy(dob, e.d("on"))} if e.d("on") else {})}
    rev = e.d("last_reviewed")
    if rev:
        o["EY-07"] = iso(M(3, rev), M(6, rev)) if five > rev else None
    return o


def DE(e):
    s = start_of(e)
    if s and s < date(2015, 4, 1):
        return {"DE-01": None, "DE-03": None}
    o = {"DE-01": iso(W(6, s)), "DE-03": iso(W(20, s)), "DE-02": iso(DB(15, e.d("draft_served"))),
         "DE-05": iso(e.d("released")), "EXC-ABS4": None, "DE-03.EXC-ABS4": None}
    return o


def SB(e):
    r = e.d("referral")
    o = {"SB-01": iso(WD(1, r)), "SB-02": iso(WD(45, r))}
    if e.d("continuing_care_referral"):
        o["SB-06"] = iso(W(6, e.d("continuing_care_referral")))
    a, b = e.d("break_requested"), e.d("first_break")
    o["SB-04"] = (b - a).days if a and b else None
    return o


def WT(e):
    r = e.d("referral")
    o = {"WT-04": iso(W(6, e.d("advice_request_received")))}
    s = e.text("service")
    if not s:
        o.update({"WT-01": iso(W(13, r)), "WT-02": iso(W(18, r)), "WT-03": iso(W(18, r))})
    elif s in ("autism", "neurodevelopmental"):
        o.update({"WT-01": iso(W(13, r)), "WT-02": None, "WT-03": None})
    elif s in ("speech and language therapy", "occupational therapy", "audiology", "community paediatrics"):
        o.update({"WT-02": iso(W(18, r)), "WT-01": None, "WT-03": None})
    return o


def third_thursday(y):
    d = date(y, 1, 1)
    while d.weekday() != 3:
        d += DAY
    return d + 14 * DAY


def GV(e):
    days = e.days("school_days")
    rep = e.d("report_published")
    o = {"GV-04": iso(WD(30, rep)), "GV-05": iso(WD(35, rep)), "GV-06": iso(D(70, e.d("letter_received"))),
         "GV-01": iso(M(12, e.d("comments_published")))}
    if e.get("year"):
        o["GV-03"] = iso(third_thursday(int(e["year"])))
    for key, name in (("GV-07", "subject_access_received"), ("GV-09", "foi_received"), ("GV-08", "record_requested")):
        d = e.d(name) or e.d("request_received")
        if key == "GV-07":
            o[key], o["GV-07X"] = iso(M(1, d)), iso(M(3, d))
        elif key == "GV-09":
            o[key] = iso(WD(20, d))
        elif days:
            o[key] = iso(SD(15, d, days))
    return o


def ME(e):
    r, f = e.first("request_received"), e.first("final_sent")
    if not (r and f):
        return {"elapsed": None, "in_20_weeks": None}
    n = (f - r).days
    return {"elapsed": n, "in_20_weeks": "yes" if n <= 140 else "no"}


ALL = {f.__name__: f for f in (NA, RA, AR, PT, TR, CE, MA, TO, PB, LC, CO, TA, SS, EX, DS, EY, DE, SB, WT, GV, ME)}

# Every step id of sections 2.1 to 2.20.
IDS = [f"{p}-{n}" for p, all_ in {
    "NA": "01 02 03 04 05 06 07T 08 09 10 11 12 13 14", "RA": "00 01 02 03 04 05",
    "AR": "00 01 02T 03 04 05 06 06E 07 08 09 10 11 12 13 14 15 16 17", "PT": "01 02 03a 03b 04 05",
    "TR": "01 02 03 04 05 06 07 08 09 10", "CE": "01 02 03 04 05a 05b 06 07 08 09",
    "MA": "01 02 03 04 05 06 07 08 09 10 11", "TO": "A B1 B2 B3 C1 C2 D E F G H M2 M3 R1 R2",
    "PB": "01 02 03 04 05 06", "LC": "01 02 03 04 05 06 07 08", "CO": "01 01X 02 03 03X 04 05 06 07 08 11 12 13",
    "TA": "01 02 03 04 05 06 07 08 09 10 11 12", "SS": "01 02 03 04 05 06 07", "EX": "01 02 03 04 05 06 07 08 09 10",
    "DS": "01 02 03 04 05 06 07", "EY": "01 02 03 04 05 06 07 08", "DE": "01 02 03 04 05", "SB": "01 02 03 04 05 06",
    "WT": "01 02 03 04", "GV": "01 02 03 04 05 06 07 08 09 10 11"}.items() for n in all_.split()]
