/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/case - one case walked from the request to the final plan through the work room; corrected, collided with,
 * broken at every store call, and looked at by those who may and those who may not.
 * Touches work, on both databases. */
#include "core/digest.h"
#include "gen/sql/demo.h"
#include "gen/sql/identity.h"
#include "gen/sql/track.h"
#include "rulebook/made_book.h"
#include "store/fail.h"
#include "store/fresh.h"
#include "work/case_room.h"
#include "work/demo.h"
#include "work/link.h"
#include "work/made_case.h"
#include "work/plan.h"
#include "work/shelf.h"

enum { DAY_MS = 86400000 };

struct walk {
	struct made_case *m;
	struct arena *a;
	struct desk d;                  /* of whoever acts */
	struct problems problems;
	int64_t panel;
};

static void on_day(struct walk *w, int year, int month, int day)
{
	w->d.now.today = date_of(year, month, day);
	w->d.now.utc_ms = (int64_t)w->d.now.today.day * DAY_MS + DAY_MS / 2;
}

static struct who who_is(struct arena *a, int64_t account, const char *role, int64_t authority, int64_t organisation)
{
	struct who who = { .kind = WHO_ACCOUNT, .account_id = account, .name = str_of(role), .membership_count = 1 };
	who.memberships = ARENA_NEW(a, struct membership, 1);
	who.memberships[0] = (struct membership){ str_of(role), authority, organisation };
	return who;
}

static const struct fault *panel_job(struct store *writer, struct arena *a, void *ctx)
{
	int64_t *id = ctx;
	struct demo_panel_add_rows made;
	TRY(sql_demo_panel_add(writer, a, &(struct demo_panel_add_in){ 341, STR("Panel"), date_of(2026, 2, 2), 1 }, &made));
	*id = made.at[0].id;
	return NULL;
}

static struct walk *begin(struct arena *a, enum store_kind kind)
{
	struct walk *w = ARENA_NEW(a, struct walk, 1);
	w->a = a;
	w->m = made_case(a, kind, date_of(2015, 5, 20));
	CHECK(digest_start());
	w->d = w->m->desk;
	w->d.shelf = shelf_start(a, 3);  /* as the server has one, and small, so that cases push each other out */
	CHECK_OK(store_write(w->m->pool, a, panel_job, &w->panel));
	on_day(w, 2026, 1, 5);
	return w;
}

static struct case_file *opened(struct walk *w)
{
	struct case_file *c;
	CHECK_OK(case_open(&w->d, STR("K7PMR2QX"), STR("view"), &c));
	return c;
}

/* "name=text; name=text" */
static struct answers answers_of(struct arena *a, const char *fields)
{
	struct answers out = { 0 };
	struct str rest = str_of(fields);
	while (rest.at) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
		if (key.len)
			LIST_PUSH(a, &out, (struct answer){ key, str_trim(value) });
	}
	return out;
}

/* Records it as whoever w->d is, on what they see now; gives the seq (0: problems, in w->problems). */
static int64_t act(struct walk *w, const char *event, const char *subject, const char *fields)
{
	struct case_file *c = opened(w);
	struct case_act it = { .event = str_of(event), .subject = str_of(subject), .day = DATE_NONE,
			       .fields = answers_of(w->a, fields), .seen_version = c->version };
	int64_t seq;
	w->problems = (struct problems){ 0 };
	CHECK_OK(case_record(&w->d, c, &it, &w->problems, &seq));
	CHECK((seq == 0) == (w->problems.count > 0));
	return seq;
}

static void must(struct walk *w, const char *event, const char *subject, const char *fields)
{
	int64_t seq = act(w, event, subject, fields);
	CHECK_NOTE(seq > 0, "%s: %.*s: %.*s", event, STR_ARG(w->problems.count ? w->problems.at[0].field : STR("")),
		   STR_ARG(w->problems.count ? w->problems.at[0].words : STR("")));
}

static bool tells(const struct walk *w, const char *field, const char *part)
{
	for (size_t i = 0; i < w->problems.count; i++)
		if (str_equal(w->problems.at[i].field, str_of(field)) && str_contains(w->problems.at[i].words, str_of(part)))
			return true;
	return false;
}

static void ask(struct walk *w, const char *event, const char *fields, const struct case_ask *whom, size_t count)
{
	struct case_file *c = opened(w);
	struct case_act it = { .event = str_of(event), .day = DATE_NONE, .fields = answers_of(w->a, fields),
			       .seen_version = c->version, .ask_count = count };
	int64_t seq;
	it.asks = ARENA_NEW(w->a, struct case_ask, count + 1);
	memcpy(it.asks, whom, count * sizeof *whom);
	w->problems = (struct problems){ 0 };
	CHECK_OK(case_record(&w->d, c, &it, &w->problems, &seq));
	CHECK_NOTE(seq > 0, "%.*s", STR_ARG(w->problems.count ? w->problems.at[0].words : STR("")));
}

static struct str stage_of(struct walk *w)
{
	return opened(w)->state.stage->id;
}

static void write_section(struct walk *w, const char *section, const char *body)
{
	struct case_file *c = opened(w);
	struct plan_version *v;
	struct problems out = { 0 };
	size_t count;
	CHECK_OK(plan_versions(&w->d, c, &v, &count));
	CHECK_OK(plan_save(&w->d, c, count ? v[count - 1].edition : 0, &(struct plan_part){
		.section = str_of(section), .body = str_of(body) }, 1, &out));
	CHECK_NOTE(out.count == 0, "%.*s", STR_ARG(out.count ? out.at[0].words : STR("")));
}

static void write_plan(struct walk *w)
{
	static const struct { const char *section, *body; } good[] = {
		{ "A", "Ada likes animals." }, { "B", "B1: reads below her age" }, { "C", "None is known." },
		{ "D", "None is known." }, { "E", "- By July 2027 Ada reads a page." },
		{ "F", "- For B1: 20 minutes daily, one to one" },
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		write_section(w, good[i].section, good[i].body);
}

static const char request[] = "asker=parent; given=Ada; family=Roe; born=2015-05-20; address=1 Elm Road; postcode=L1 1CC; "
	"contact_name=Kim Roe; relation=mother; email=kim@example.org; difficulties=Reading; tried=Small group; hopes=Reading; "
	"keep_in_touch=email; consent=yes; truth=yes";

static void to_advice(struct walk *w)
{
	must(w, "request_received", "", request);
	CHECK_STR(stage_of(w), STR("new"));
	on_day(w, 2026, 1, 8);
	must(w, "family_consulted", "", "how=By telephone");
	must(w, "evidence_asked", "", "evidence_by=2026-01-30");
	on_day(w, 2026, 1, 20);
	CHECK_INT(act(w, "panel_booked", "", arena_printf(w->a, "panel=%lld; purpose=issue", (long long)w->panel).at), 0);
	CHECK(tells(w, "purpose", "no assessment yet"));
	must(w, "panel_booked", "", arena_printf(w->a, "panel=%lld; purpose=assess", (long long)w->panel).at);
	struct case_file *c = opened(w);
	CHECK_INT(c->panel_id, w->panel);
	CHECK_STR(c->state.holder, STR("panel"));
	CHECK_STR(answers_get(&c->events[c->event_count - 1].fields, STR("panel_day")), STR("2026-02-02"));
	on_day(w, 2026, 2, 2);
	must(w, "decision_to_assess", "", "reasons=Needs are not known; decided_by=panel");
	CHECK_INT(opened(w)->panel_id, 0);
	must(w, "assess_decision_notified", "", "served=post");
	ask(w, "advice_requested", "questions=What does Ada need?", (struct case_ask[]){
		{ STR("ep"), w->m->ep }, { STR("health"), w->m->health }, { STR("family"), 0 } }, 3);
	CHECK_STR(stage_of(w), STR("gathering_advice"));
}

static void whole(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	struct desk officer;
	to_advice(w);
	struct case_file *c = opened(w);
	CHECK_INT((int64_t)c->state.ask_count, 3);
	CHECK_STR(c->state.holder, STR("advisers"));
	CHECK_DATE(c->state.asks[0].due, date_of(2026, 3, 16));
	officer = w->d;
	w->d.who = who_is(a, 0, "adviser", 341, w->m->ep);
	on_day(w, 2026, 2, 4);
	must(w, "advice_request_received", "advice-ep", "");
	must(w, "advice_accepted", "advice-ep", "");
	on_day(w, 2026, 3, 10);
	must(w, "advice_received", "advice-ep", "known=known; needs=Reading; provision=Daily; outcomes=A page");
	w->d.who = officer.who;
	must(w, "advice_received", "advice-family", "known=known; needs=Reading; provision=Daily; outcomes=A page");
	must(w, "advice_not_sought", "advice-health", "why=earlier; text=The report of May is enough");
	must(w, "advice_not_sought", "advice-care", "why=earlier; text=Not known to them");
	must(w, "advice_not_sought", "advice-education", "why=earlier; text=The report of the school is enough");
	CHECK_STR(stage_of(w), STR("deciding_to_issue"));
	on_day(w, 2026, 3, 20);
	must(w, "decision_to_issue", "", "reasons=Help is needed; decided_by=officer");
	must(w, "issue_decision_notified", "", "served=post");
	write_plan(w);
	on_day(w, 2026, 4, 1);
	CHECK_INT(act(w, "draft_served", "", "served=post; comments_by=2026-04-14"), 0);
	CHECK(tells(w, "comments_by", "at least 15 days"));
	must(w, "draft_served", "", "served=post; comments_by=2026-04-20");
	CHECK_STR(stage_of(w), STR("with_family"));
	ask(w, "consult_sent", "text=Can you help?", (struct case_ask[]){ { STR("setting"), w->m->school } }, 1);
	w->d.who = who_is(a, 0, "school", 341, w->m->school);
	on_day(w, 2026, 4, 10);
	must(w, "consult_reply", arena_printf(a, "setting-%lld", (long long)w->m->school).at, "can_meet=yes; places=yes; text=Yes");
	w->d.who = officer.who;
	must(w, "draft_comments", "", "agrees=yes; comments=Good; meeting_wanted=no");
	write_section(w, "I", "Elm Primary School");
	must(w, "final_sent", "", arena_printf(a, "setting=%lld; setting_type=mainstream; signed_by=A Merrick; care_agreed=yes; "
		"health_agreed=yes", (long long)w->m->school).at);
	c = opened(w);
	CHECK_STR(c->state.stage->id, STR("issued"));
	CHECK_STR(c->state.holder, STR("nobody"));
	CHECK_DATE(c->state.issued, date_of(2026, 4, 10));
	CHECK_INT(c->school_id, w->m->school);
	CHECK(c->document_count >= 4);          /* letters were kept */
	CHECK_INT(act(w, "draft_served", "", "served=post; comments_by=2026-04-28"), 0);
	CHECK(tells(w, "", "cannot be recorded now"));
}
TEST(a_case_walks_from_request_to_final_plan_sqlite) { whole(a, STORE_SQLITE); }
TEST(a_case_walks_from_request_to_final_plan_postgres) { whole(a, STORE_POSTGRES); }

static void corrected(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	must(w, "request_received", "", request);
	on_day(w, 2026, 2, 2);
	must(w, "decision_to_assess", "", "reasons=Needs are not known; decided_by=officer");
	must(w, "assess_decision_notified", "", "served=post");
	struct case_file *c = opened(w);
	struct case_act it = { .event = STR("decision_to_assess"), .day = date_of(2026, 1, 30), .corrects = 2,
		.fields = answers_of(a, "reasons=Other words; decided_by=panel"), .seen_version = c->version };
	struct problems problems = { 0 };
	int64_t seq;
	CHECK_OK(case_record(&w->d, c, &it, &problems, &seq));
	CHECK(seq == 0 && problems_of(&problems, STR("reason")));
	it.reason = STR("The panel met on the Friday");
	problems = (struct problems){ 0 };
	CHECK_OK(case_record(&w->d, c, &it, &problems, &seq));
	CHECK_INT(seq, 4);
	c = opened(w);
	CHECK_DATE(c->state.decided, date_of(2026, 1, 30));
	CHECK(case_event(c, 2)->is_struck && !case_event(c, 4)->is_struck);
	CHECK_STR(case_event(c, 2)->reason, STR(""));
	CHECK_STR(case_event(c, 4)->reason, STR("The panel met on the Friday"));
	/* What was corrected cannot be corrected again; the correction can be taken back, and all is as it was not. */
	it.seen_version = c->version;
	problems = (struct problems){ 0 };
	CHECK_OK(case_record(&w->d, c, &it, &problems, &seq));
	CHECK_INT(seq, 0);
	it = (struct case_act){ .event = STR(CASE_TAKEN_BACK), .day = DATE_NONE, .corrects = 3, .seen_version = c->version,
				.reason = STR("The letter did not go") };
	problems = (struct problems){ 0 };
	CHECK_OK(case_record(&w->d, c, &it, &problems, &seq));
	CHECK_INT(seq, 5);
	c = opened(w);
	CHECK(c->state.next && str_equal(c->state.next->step->id, STR("NA-02")));
	it = (struct case_act){ .event = STR(CASE_TAKEN_BACK), .day = DATE_NONE, .corrects = 1, .seen_version = c->version,
				.reason = STR("No request") };
	problems = (struct problems){ 0 };
	CHECK_OK(case_record(&w->d, c, &it, &problems, &seq));
	CHECK(seq == 0 && problems.count == 1);
	/* A school may send a request itself; what somebody else sent is not for it to correct. */
	struct who officer = w->d.who;
	CHECK(case_may_correct(&w->d, c, case_event(c, 1)));
	CHECK(!case_may_correct(&w->d, c, case_event(c, 2)));   /* struck */
	w->d.who = who_is(a, 0, "school", 341, w->m->school);
	c->roll_school_id = w->m->school;
	case_relate(&w->d, c);
	CHECK(case_may_record(&w->d, c, pathway_event(c->pathway, STR("request_received")), STR("")));
	CHECK(!case_may_correct(&w->d, c, case_event(c, 1)));
	w->d.who = officer;
}
TEST(a_correction_supersedes_and_the_state_follows_sqlite) { corrected(a, STORE_SQLITE); }
TEST(a_correction_supersedes_and_the_state_follows_postgres) { corrected(a, STORE_POSTGRES); }

static const struct fault *try_act(struct walk *w, const struct case_file *c, const char *event, const char *subject,
				   const char *fields, int64_t *seq)
{
	struct case_act it = { .event = str_of(event), .subject = str_of(subject), .day = DATE_NONE,
			       .fields = answers_of(w->a, fields), .seen_version = c->version };
	w->problems = (struct problems){ 0 };
	return case_record(&w->d, c, &it, &w->problems, seq);
}

static void collided(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	int64_t seq;
	to_advice(w);
	struct case_file *one = opened(w), *two = opened(w);
	CHECK_OK(try_act(w, one, "request_withdrawn", "", "text=They rang", &seq));
	CHECK(seq > 0);
	const struct fault *f = try_act(w, two, "advice_chased", "advice-ep", "text=Please", &seq);
	CHECK(f && f->kind == FAULT_CONFLICT);
	CHECK_INT(seq, 0);
	CHECK_OK(try_act(w, two, "note_added", "", "text=A note is no reason to collide", &seq));
	CHECK(seq > 0);
}
/* What the family wrote on paper is typed by an officer: how it came and when stands with it. */
static void keyed_in(struct arena *a, enum store_kind kind)
{
	static const struct { const char *came; int on; const char *problem, *words; } rows[] = {
		{ "paper", 10, NULL, "On paper, received 10 February 2026" }, { "email", 0, NULL, "By e-mail, received 3 February 2026" },
		{ "paper", 27, "came_on", NULL }, { "paper", 2, "came_on", NULL }, { "pigeon", 0, "came", NULL }, { "here", 0, NULL, "" },
		{ "", 0, NULL, "" },
	};
	struct walk *w = begin(a, kind);
	int64_t seq;

	must(w, "request_received", "", request);
	on_day(w, 2026, 2, 20);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct case_file *c = opened(w);
		struct case_act it = { .event = STR("evidence_received"), .day = date_of(2026, 2, 3), .seen_version = c->version,
				       .fields = answers_of(a, "what=A report"), .came = str_of(rows[i].came),
				       .came_on = rows[i].on ? date_of(2026, 2, rows[i].on) : DATE_NONE };

		w->problems = (struct problems){ 0 };
		CHECK(case_keys_in(&w->d, c, pathway_event(c->pathway, it.event), STR_NONE));
		CHECK(!case_keys_in(&w->d, c, pathway_event(c->pathway, STR("note_added")), STR_NONE));
		CHECK_OK(case_record(&w->d, c, &it, &w->problems, &seq));
		CHECK_NOTE(rows[i].problem ? w->problems.count == 1 && str_equal(w->problems.at[0].field, str_of(rows[i].problem)) : seq > 0,
			   "row %zu", i);
		c = opened(w);
		if (!rows[i].problem)
			CHECK_STR(case_came_words(a, w->d.book, case_event(c, seq)), str_of(rows[i].words));
	}
}
TEST(what_came_on_paper_says_so_sqlite) { keyed_in(a, STORE_SQLITE); }
TEST(what_came_on_paper_says_so_postgres) { keyed_in(a, STORE_POSTGRES); }
TEST(the_second_officer_is_told_sqlite) { collided(a, STORE_SQLITE); }
TEST(the_second_officer_is_told_postgres) { collided(a, STORE_POSTGRES); }

static void two_answers(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	struct desk officer;
	int64_t seq;
	to_advice(w);
	officer = w->d;
	struct case_file *seen = opened(w);
	on_day(w, 2026, 3, 1);
	CHECK_OK(try_act(w, seen, "advice_received", "advice-family", "known=known; needs=a; provision=b; outcomes=c", &seq));
	w->d.who = who_is(a, 0, "adviser", 341, w->m->ep);
	CHECK_OK(try_act(w, seen, "advice_received", "advice-ep", "known=known; needs=a; provision=b; outcomes=c", &seq));
	CHECK(seq > 0);
	w->d.who = officer.who;
	CHECK_STR(opened(w)->state.asks[0].state, STR("answered"));
}
TEST(two_teams_may_answer_at_once_sqlite) { two_answers(a, STORE_SQLITE); }
TEST(two_teams_may_answer_at_once_postgres) { two_answers(a, STORE_POSTGRES); }

/* Everything that a case is made of, as numbers that a half-saved act would change. */
struct weight { int64_t version, events, documents, asks, audits; struct str stage; };

static struct weight weigh(struct walk *w)
{
	struct case_file *c = opened(w);
	struct track_audit_rows audits;
	CHECK_OK(sql_track_audit(w->d.store, w->a, &(struct track_audit_in){ .process_id = c->id, .authority = 341 }, &audits));
	int64_t recorded = 0;
	for (size_t i = 0; i < audits.count; i++)
		recorded += str_equal(audits.at[i].verb, STR("record"));
	return (struct weight){ c->version, (int64_t)c->event_count, (int64_t)c->document_count,
				(int64_t)c->party_count, recorded, c->state.stage->id };
}

static void broken(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	struct case_ask whom[] = { { STR("ep"), w->m->ep }, { STR("health"), w->m->health } };
	struct case_act it = { .event = STR("advice_requested"), .day = DATE_NONE, .asks = whom, .ask_count = 2,
			       .fields = answers_of(a, "questions=What?") };
	int64_t seq = 0;
	int n;
	must(w, "request_received", "", request);
	on_day(w, 2026, 2, 2);
	must(w, "decision_to_assess", "", "reasons=x; decided_by=officer");
	struct weight before = weigh(w), after = before;
	struct case_file *c = opened(w);
	it.seen_version = c->version;
	for (n = 1; n < 200 && seq == 0; n++) {
		struct problems problems = { 0 };
		store_fail_after(n);
		const struct fault *f = case_record(&w->d, c, &it, &problems, &seq);
		store_fail_after(0);
		after = weigh(w);
		if (!f)
			break;
		CHECK_INT((int64_t)f->kind, FAULT_STORE);
		CHECK_NOTE(seq == 0 && before.version == after.version && before.events == after.events &&
			   before.documents == after.documents && before.asks == after.asks &&
			   before.audits == after.audits && str_equal(before.stage, after.stage), "call %d left something", n);
	}
	CHECK_NOTE(n > 10, "only %d calls", n);
	CHECK(seq == 3 && after.version == 3 && after.asks == 2 && after.audits == before.audits + 1);
}
TEST(an_act_is_saved_whole_or_not_at_all_sqlite) { broken(a, STORE_SQLITE); }
TEST(an_act_is_saved_whole_or_not_at_all_postgres) { broken(a, STORE_POSTGRES); }

static void is_absent(struct walk *w, struct who who)
{
	struct case_file *c;
	struct desk d = w->d;
	d.who = who;
	const struct fault *f = case_open(&d, STR("K7PMR2QX"), STR("view"), &c), *none;
	CHECK_NOTE(f && f->kind == FAULT_ABSENT, "%.*s", STR_ARG(who.name));
	none = case_open(&d, STR("22222222"), STR("view"), &c);
	CHECK(none && f && none->kind == f->kind && str_equal(none->words, f->words));
}

static void looked_at(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	struct desk officer = w->d;
	const struct event_kind **offers;
	size_t count;
	to_advice(w);
	must(w, "note_added", "", "text=Mother is tired");
	on_day(w, 2026, 3, 1);
	must(w, "advice_received", "advice-family", "known=known; needs=a; provision=b; outcomes=c");
	is_absent(w, (struct who){ .kind = WHO_NOBODY });
	is_absent(w, who_is(a, 99, "case_officer", 340, 0));
	is_absent(w, who_is(a, 99, "panel_member", 341, 0));
	is_absent(w, who_is(a, 99, "analyst", 341, 0));
	is_absent(w, who_is(a, 99, "administrator", 341, 0));
	is_absent(w, who_is(a, 99, "family", 341, 0));
	is_absent(w, who_is(a, 99, "adviser", 341, 999));
	is_absent(w, who_is(a, 99, "school", 341, w->m->ep + 999));
	/* The psychologists: the request, what they were asked; not the family's advice, no notes, no audit. */
	w->d.who = who_is(a, 0, "adviser", 341, w->m->ep);
	struct case_file *c = opened(w);
	for (size_t i = 0; i < c->event_count; i++)
		CHECK_NOTE(str_equal(c->events[i].name, STR("request_received")) ||
			   str_equal(c->events[i].name, STR("advice_requested")), "%.*s", STR_ARG(c->events[i].name));
	CHECK_INT((int64_t)c->state.ask_count, 1);
	CHECK_STR(c->state.asks[0].subject, STR("advice-ep"));
	CHECK(!case_may(&w->d, c, STR("view"), STR("audit"), 0));
	case_offers(&w->d, c, &offers, &count);
	CHECK(count > 2);
	const struct fault *f = case_record(&w->d, c, &(struct case_act){ .event = STR("advice_received"), .day = DATE_NONE,
		.subject = STR("advice-health"), .seen_version = c->version }, &w->problems, &(int64_t){ 0 });
	CHECK(f && f->kind == FAULT_ABSENT);
	f = case_record(&w->d, c, &(struct case_act){ .event = STR("decision_to_issue"), .day = DATE_NONE,
		.seen_version = c->version }, &w->problems, &(int64_t){ 0 });
	CHECK(f && f->kind == FAULT_ABSENT);
	/* The school of the child: what was decided, no advice. */
	w->d.who = who_is(a, 0, "school", 341, w->m->school);
	c = opened(w);
	CHECK_INT((int64_t)c->state.ask_count, 0);
	for (size_t i = 0; i < c->event_count; i++)
		CHECK(!str_equal(c->events[i].name, STR("note_added")) && str_is_empty(c->events[i].subject));
	w->d = officer;
	on_day(w, 2026, 3, 1);
	c = opened(w);
	CHECK(c->event_count == 9 && c->contact_count == 1);
}
TEST(nobody_sees_more_than_the_rule_gives_sqlite) { looked_at(a, STORE_SQLITE); }
TEST(nobody_sees_more_than_the_rule_gives_postgres) { looked_at(a, STORE_POSTGRES); }

static struct case_new new_of(struct arena *a, const char *given, struct date born)
{
	return (struct case_new){ .pathway = STR("NA"), .authority = 341, .given = str_of(given), .family = STR("Vane"),
		.born = born, .make_family_link = true, .first = { .event = STR("request_received"), .day = DATE_NONE,
			.fields = answers_of(a, request) } };
}

struct gone { int64_t id, into; };
static const struct fault *join(struct store *w, struct arena *a, void *ctx)
{
	const struct gone *g = ctx;
	return sql_identity_gone(w, a, &(struct identity_gone_in){ g->id, g->into }, NULL);
}

static void started(struct arena *a, enum store_kind kind)
{
	struct walk *w = begin(a, kind);
	struct case_new n = new_of(a, "Zo\xc3\xab", date_of(2016, 2, 29));
	struct problems problems = { 0 };
	struct str reference, token, second;
	struct case_contact contact = { .kind = STR("parent"), .name = STR("Bo Vane"), .email = STR("bo@example.org"), .address = STR("3 Elm Road"),
					.since = DATE_NONE, .ended = DATE_NONE };
	struct case_same *same;
	size_t count;
	struct case_file *c;
	n.contacts = &contact;
	n.contact_count = 1;
	w->d.who = (struct who){ .kind = WHO_NOBODY };
	CHECK_OK(case_start(&w->d, &n, &problems, &reference, &token));
	CHECK_NOTE(problems.count == 0, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	CHECK(reference.len == 8 && token.len == 43);
	CHECK_OK(link_open(&w->d, token, STR("family")));
	CHECK_OK(case_open_id(&w->d, w->d.who.link_process_id, STR("view"), &c));
	CHECK_STR(c->reference, reference);
	CHECK_INT((int64_t)c->event_count, 1);
	CHECK_STR(answers_get(&c->events[0].fields, STR("hopes")), STR("Reading"));
	CHECK_INT((int64_t)c->other_count, 0);
	/* Asked for twice: a case of its own; the public hears nothing, the officer sees the other. */
	w->d.who = (struct who){ .kind = WHO_NOBODY };
	n.given = STR("ZOE");
	CHECK_OK(case_start(&w->d, &n, &problems, &second, &token));
	CHECK(problems.count == 0 && second.len == 8 && !str_equal(second, reference));
	CHECK_OK(link_open(&w->d, token, STR("family")));
	CHECK_OK(case_open_id(&w->d, w->d.who.link_process_id, STR("view"), &c));
	CHECK_INT((int64_t)c->other_count, 0);
	w->d.who = w->m->desk.who;
	CHECK_OK(case_open(&w->d, second, STR("view"), &c));
	CHECK_INT((int64_t)c->other_count, 1);
	CHECK_STR(c->others[0].reference, reference);
	CHECK(!c->others[0].is_same_person && c->others[0].is_open);
	/* An officer is asked first, and may say either. */
	CHECK_OK(case_start(&w->d, &n, &problems, &second, &token));
	CHECK(problems.count == 1 && problems_of(&problems, STR("person")));
	CHECK_OK(case_same_people(&w->d, &n, &same, &count));
	CHECK_INT((int64_t)count, 2);
	CHECK(same[0].chance > 0.2 && same[0].chance < 1);      /* as the matcher weighs it, never certain */
	problems = (struct problems){ 0 };
	n.person_id = same[0].person_id;
	/* One at a time for a child, unless somebody says why. */
	CHECK_OK(case_start(&w->d, &n, &problems, &second, &token));
	CHECK(problems.count == 1 && problems_of(&problems, STR("second_why")));
	problems = (struct problems){ 0 };
	n.second_why = STR("The other parent asks too");
	CHECK_OK(case_start(&w->d, &n, &problems, &second, &token));
	CHECK_NOTE(problems.count == 0, "%.*s", STR_ARG(problems.count ? problems.at[0].words : STR("")));
	CHECK_OK(case_open(&w->d, second, STR("view"), &c));
	CHECK_INT(c->person_id, same[0].person_id);
	CHECK_INT((int64_t)c->other_count, 2);
	CHECK_STR(answers_get(&c->events[0].fields, STR(CASE_SECOND)), STR("The other parent asks too"));
	/* A record that another took the place of is asked about no more, and nothing is begun on it. */
	struct gone gone = { same[1].person_id, same[0].person_id };
	CHECK_OK(store_write(w->m->pool, a, join, &gone));
	CHECK_OK(case_same_people(&w->d, &n, &same, &count));
	CHECK_INT((int64_t)count, 1);
	n.person_id = gone.id;
	CHECK(case_start(&w->d, &n, &problems, &second, &token)->kind == FAULT_ABSENT);
	/* Written otherwise, the matcher asks all the same, with how well each field agrees; somebody else is not asked about. */
	n.person_id = 0;
	n.family = STR("Vayne");
	CHECK_OK(case_same_people(&w->d, &n, &same, &count));
	CHECK(count >= 1 && same[0].chance > 0.2 && same[0].levels.level[MATCH_FAMILY] == 1 && same[0].levels.level[MATCH_BORN] == 3);
	CHECK_OK(case_start(&w->d, &n, &problems, &second, &token));
	CHECK(problems.count == 1 && problems_of(&problems, STR("person")));
	problems = (struct problems){ 0 };
	n.given = STR("Bartholomew");
	n.family = STR("Quicksilver");
	n.born = date_of(2012, 7, 7);
	CHECK_OK(case_same_people(&w->d, &n, &same, &count));
	CHECK_INT((int64_t)count, 0);
	/* All that is wrong, at once. */
	n = new_of(a, " ", date_of(2027, 1, 1));
	n.upn = STR("A1");
	w->d.who = (struct who){ .kind = WHO_NOBODY };
	CHECK_OK(case_start(&w->d, &n, &problems, &second, &token));
	CHECK(problems_of(&problems, STR("given")) && problems_of(&problems, STR("born")) && problems_of(&problems, STR("upn")));
	CHECK(str_is_empty(second));
}
TEST(a_case_begins_once_for_each_asking_sqlite) { started(a, STORE_SQLITE); }
TEST(a_case_begins_once_for_each_asking_postgres) { started(a, STORE_POSTGRES); }

/* What stands in the database is what the events say, for every case of the demonstration area. */
TEST(stored_columns_are_what_the_events_say)
{
	test_slow();
	struct store_pool *pool = fresh_store(a, STORE_SQLITE);
	struct demo_made made[DEMO_AREAS];
	struct demo_order order = { .seed = 1, .scale = 0.01, .today = date_of(2026, 11, 24),
		.book = made_book(), .files = rulebook_built_in,
		.file_count = rulebook_built_in_count, .password = STR("waymark-demo") };
	int64_t cases, changed, again;
	CHECK_OK(demo_fill(pool, a, &order, made));
	CHECK_OK(case_recompute_all(pool, a, order.book, order.today, &cases, &changed));
	CHECK(cases > 100);
	CHECK_INT(changed, 0);
	/* Days go by: what depends on today moves, once. */
	CHECK_OK(case_recompute_all(pool, a, order.book, date_add(order.today, 60), &cases, &changed));
	CHECK(changed > 0);
	CHECK_OK(case_recompute_all(pool, a, order.book, date_add(order.today, 60), &cases, &again));
	CHECK_INT(again, 0);
}
