/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_move - a child moves to another council: what goes, what ends, who sees what, and the way back.
 * Touches work/move, work/case. */
#include "gen/sql/case.h"
#include "gen/sql/demo.h"
#include "store/fresh.h"
#include "work/address.h"
#include "work/made_case.h"
#include "work/made_desk.h"
#include "work/move.h"

enum { OLD = 341, NEW = 342 };

static void as_of(struct made_case *m, const char *role, int64_t authority)
{
	m->desk.who.memberships[0] = (struct membership){ str_of(role), authority, 0 };
}

static const struct fault *ask_job(struct store *writer, struct arena *a, void *ctx)
{
	struct made_case *m = ctx;
	struct demo_process_add_rows made;

	TRY(sql_demo_process_add(writer, a, &(struct demo_process_add_in){ .reference = STR("CMPLNT23"), .authority = OLD,
		.person_id = m->person, .pathway = STR("CO"), .opened = date_of(2026, 2, 2), .stage = STR("stage_1"),
		.holder = STR("council"), .child_folded = STR("roe ada") }, &made));
	TRY(sql_demo_event_add(writer, a, &(struct demo_event_add_in){ .process_id = made.at[0].id, .seq = 1,
		.name = STR("complaint_received"), .day = date_of(2026, 2, 2), .subject = STR(""), .fields = STR("{}"),
		.actor = STR("case_officer"), .account_id = m->officer, .recorded = 1 }, NULL));
	return case_recompute(writer, a, m->book, made.at[0].id, date_of(2026, 2, 2));
}

/* made_event leaves the case's own number of events alone. */
static const struct fault *count_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;

	for (int64_t i = 0; i < m->seq; i++)
		TRY(sql_case_move_on(writer, a, &(struct case_move_on_in){ m->process, i }, NULL));
	return NULL;
}

/* Where the child lives is on record. */
static const struct fault *lives_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;

	return address_note(writer, a, m->person, date_of(2024, 9, 1));
}

static void step_on(struct made_case *m, struct arena *a, struct date day)
{
	CHECK_OK(store_write(m->pool, a, count_job, m));
	m->desk.now = (struct now){ day, (int64_t)day.day * 86400000 + 43200000 };
}

static const struct move_order standard = {
	.to = NEW, .aware = { 0 }, .moved = { 0 }, .address = { "2 New Road", 10 }, .postcode = { "WA10 1AA", 8 },
};

static struct move_order order_of(struct date aware, struct date moved)
{
	struct move_order o = standard;

	o.aware = aware;
	o.moved = moved;
	return o;
}

static bool may_open(struct made_case *m, const char *reference, struct case_file **c)
{
	return case_open(&m->desk, str_of(reference), STR("view"), c) == NULL;
}

static const struct case_other *other_of(const struct case_file *c, const char *pathway)
{
	for (size_t i = 0; i < c->other_count; i++)
		if (c->others[i].pathway && str_equal(c->others[i].pathway->id, str_of(pathway)))
			return &c->others[i];
	return NULL;
}

static const struct step_line *line_of(const struct case_file *c, const char *step)
{
	for (size_t i = 0; i < c->state.step_count; i++)
		if (str_equal(c->state.steps[i].step->id, str_of(step)))
			return &c->state.steps[i];
	return NULL;
}

/* During an assessment: it ends here as moved, and begins afresh there with six weeks; a complaint stays. */
static void an_assessment_moves(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct move_order o = order_of(date_of(2026, 2, 9), date_of(2026, 2, 10));
	struct problems slips = { 0 };
	struct case_file *c;
	struct move_look look;
	struct moves rows;
	int64_t id;

	made_council(&m->desk, NEW, "St Helens");
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "difficulties=Reading");
	made_event(m, a, "officer_assigned", date_of(2026, 1, 6), "", arena_printf(a, "officer=%lld", (long long)m->officer).at);
	CHECK_OK(store_write(m->pool, a, ask_job, m));
	step_on(m, a, date_of(2026, 2, 12));
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK(move_may(&m->desk, c));
	CHECK_OK(move_look(&m->desk, c, &o, &look));
	CHECK(!look.has_plan);
	CHECK_INT((int64_t)look.part_count, 2);
	CHECK(look.parts[0].fate == MOVE_ENDED && look.parts[1].fate == MOVE_STAYED);
	CHECK_INT((int64_t)look.clock_count > 0, 1);
	CHECK_DATE(look.clocks[0].due, date_of(2026, 3, 26));           /* W6 of the day it became responsible */
	CHECK_OK(move_do(&m->desk, c, &o, &slips, &id));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK(id != 0);

	/* The old council: its ended case to read, its complaint to work on, nothing of the new one. */
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_STR(c->state.stage->id, STR("moved"));
	CHECK(!move_may(&m->desk, c));
	CHECK(!case_may(&m->desk, c, STR("record"), STR("case"), 0));
	CHECK_STR(c->address, STR(""));
	CHECK(other_of(c, "NA") == NULL);
	CHECK(may_open(m, "CMPLNT23", &c));
	CHECK(case_may(&m->desk, c, STR("record"), STR("case"), 0));
	CHECK_OK(move_list(&m->desk, false, &rows));
	CHECK_INT((int64_t)rows.count, 1);
	CHECK(!rows.at[0].is_in);

	/* The new one sees all but the complaint. */
	as_of(m, "case_officer", NEW);
	CHECK(!may_open(m, "CMPLNT23", &c));
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_STR(c->address, STR("2 New Road"));
	CHECK(move_may(&m->desk, c));
	CHECK_OK(move_list(&m->desk, false, &rows));
	CHECK(rows.count == 1 && rows.at[0].is_in && rows.at[0].due.day == date_of(2026, 3, 26).day);
	const struct case_other *fresh = other_of(c, "NA");
	CHECK(fresh && fresh->is_open);
	CHECK(may_open(m, arena_cstr(a, fresh->reference), &c));
	CHECK_INT(c->authority, NEW);
	CHECK_INT(c->officer_id, 0);
	CHECK_DATE(line_of(c, "NA-02")->due, date_of(2026, 3, 26));
	as_of(m, "case_officer", 340);
	CHECK(!may_open(m, "K7PMR2QX", &c));
}
TEST(an_assessment_moves_sqlite) { an_assessment_moves(a, STORE_SQLITE); }
TEST(an_assessment_moves_postgres) { an_assessment_moves(a, STORE_POSTGRES); }

static void plan_made(struct made_case *m, struct arena *a)
{
	made_council(&m->desk, NEW, "St Helens");
	made_event(m, a, "request_received", date_of(2025, 1, 6), "", "");
	made_event(m, a, "final_sent", date_of(2025, 5, 20), "", "setting_type=mainstream");
	step_on(m, a, date_of(2026, 2, 12));
}

/* With a plan: it counts as made on its first day, the family is told in 6 weeks, the review is the later of 12 and 3
 * months (law.md E31 in kind).
 * proves law:send-regs-2014/15 */
static void a_plan_moves_and_comes_back(struct arena *a, enum store_kind kind)
{
	struct made_case *m = made_case(a, kind, date_of(2015, 5, 20));
	struct move_order o = order_of(date_of(2026, 1, 5), date_of(2026, 2, 10));
	struct problems slips = { 0 };
	struct move_file file;
	struct addresses lived;
	struct case_file *c;
	int64_t id;

	plan_made(m, a);
	CHECK_OK(store_write(m->pool, a, lives_job, m));
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_OK(move_do(&m->desk, c, &o, &slips, &id));
	CHECK_OK(address_former_list(m->desk.store, a, m->person, &lived));
	CHECK_INT((int64_t)lived.count, 1);
	CHECK_STR(lived.at[0].address, STR("1 Elm Road"));
	CHECK_DATE(lived.at[0].ended, date_of(2026, 2, 10));            /* the day the family moved */
	as_of(m, "manager", NEW);
	CHECK(may_open(m, "K7PMR2QX", &c));
	const struct case_other *tr = other_of(c, "TR");
	CHECK(tr && tr->is_open);
	struct str reference = tr->reference;
	CHECK(may_open(m, arena_cstr(a, reference), &c));
	CHECK_DATE(line_of(c, "TR-02")->due, date_of(2026, 3, 26));
	CHECK_DATE(line_of(c, "TR-03")->due, date_of(2026, 5, 19));
	CHECK_DATE(line_of(c, "TR-08")->due, date_of(2025, 5, 20));
	CHECK(line_of(c, "TR-01")->state == STEP_DONE_LATE);            /* it was due on the day of the move */

	CHECK_OK(move_open(&m->desk, id, &file));
	CHECK(file.may_undo);
	CHECK_OK(move_undo(&m->desk, id, STR("  "), &slips));
	CHECK(problems_of(&slips, STR("reason")) != NULL);
	slips.count = 0;
	CHECK_OK(move_undo(&m->desk, id, STR("Wrong child"), &slips));
	CHECK_INT((int64_t)slips.count, 0);
	CHECK_OK(move_open(&m->desk, id, &file));
	CHECK(!file.may_undo && !date_is_none(file.undone));
	const struct fault *f = move_undo(&m->desk, id, STR("Again"), &slips);
	CHECK(f && f->kind == FAULT_CONFLICT);
	CHECK(may_open(m, arena_cstr(a, reference), &c));               /* closed, to read */
	CHECK(c->state.stage->is_end && !case_may(&m->desk, c, STR("record"), STR("case"), 0));
	as_of(m, "case_officer", OLD);
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_STR(c->address, STR("1 Elm Road"));
	CHECK_OK(address_former_list(m->desk.store, a, m->person, &lived));
	CHECK_INT((int64_t)lived.count, 0);
	CHECK(move_may(&m->desk, c));
}
TEST(a_plan_moves_and_comes_back_sqlite) { a_plan_moves_and_comes_back(a, STORE_SQLITE); }
TEST(a_plan_moves_and_comes_back_postgres) { a_plan_moves_and_comes_back(a, STORE_POSTGRES); }

static const struct fault *ended_job(struct store *w, struct arena *a, void *ctx)
{
	const struct made_case *m = ctx;
	struct demo_process_add_rows made;

	TRY(sql_demo_process_add(w, a, &(struct demo_process_add_in){ .reference = STR("CEASED22"), .authority = 341, .person_id = m->person,
		.pathway = STR("CE"), .opened = date_of(2025, 9, 1), .version = 2, .stage = STR("ended"), .holder = STR("nobody"),
		.child_folded = STR("roe ada") }, &made));
	TRY(sql_demo_event_add(w, a, &(struct demo_event_add_in){ .process_id = made.at[0].id, .seq = 1, .name = STR("cease_notice_sent"),
		.day = date_of(2025, 9, 1), .subject = STR(""), .fields = STR("{}"), .actor = STR("case_officer"), .recorded = 1 }, NULL));
	return sql_demo_event_add(w, a, &(struct demo_event_add_in){ .process_id = made.at[0].id, .seq = 2, .name = STR("plan_ceased"),
		.day = date_of(2025, 12, 1), .subject = STR(""), .fields = STR("{}"), .actor = STR("case_officer"), .recorded = 1 }, NULL);
}

/* What has ended is not sent to the new council as a plan. */
TEST(a_plan_that_ended_does_not_move)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct move_order o = order_of(date_of(2026, 1, 5), date_of(2026, 2, 10));
	struct move_look look;
	struct case_file *c;

	plan_made(m, a);
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_OK(move_look(&m->desk, c, &o, &look));
	CHECK(look.has_plan);
	CHECK_OK(store_write(m->pool, a, ended_job, m));
	CHECK_OK(move_look(&m->desk, c, &o, &look));
	CHECK(!look.has_plan);
}

/* An assessment that was moved by mistake goes on with its officer, its clock and its events. */
TEST(a_wrong_move_of_an_assessment_is_put_right)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct move_order o = order_of(date_of(2026, 2, 9), date_of(2026, 2, 10));
	struct problems slips = { 0 };
	struct case_file *c;
	int64_t id;

	made_council(&m->desk, NEW, "St Helens");
	made_event(m, a, "request_received", date_of(2026, 1, 5), "", "difficulties=Reading");
	step_on(m, a, date_of(2026, 2, 12));
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_OK(move_do(&m->desk, c, &o, &slips, &id));
	CHECK_OK(move_undo(&m->desk, id, STR("The family stays after all"), &slips));
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK(!c->state.stage->is_end);
	CHECK_DATE(line_of(c, "NA-02")->due, date_of(2026, 2, 16));
	const struct case_other *there = other_of(c, "NA");
	CHECK(there && !there->is_open);
}

TEST(a_move_says_all_that_is_wrong_with_it)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	static const struct { int64_t to; int aware, moved; const char *field; } rows[] = {
		{ 999, 1, 1, "to" }, { OLD, 1, 1, "to" }, { NEW, 40, 1, "aware_date" }, { NEW, 1, 40, "move_date" },
	};
	struct case_file *c;

	plan_made(m, a);
	CHECK(may_open(m, "K7PMR2QX", &c));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct move_order o = order_of(date_of(2026, 2, rows[i].aware == 40 ? 28 : rows[i].aware),
					       date_of(2026, 2, rows[i].moved == 40 ? 28 : rows[i].moved));
		struct problems slips = { 0 };
		int64_t id;

		o.to = rows[i].to;
		CHECK_OK(move_do(&m->desk, c, &o, &slips, &id));
		CHECK_NOTE(id == 0 && slips.count == 1 && problems_of(&slips, str_of(rows[i].field)), "row %zu", i);
	}
}

/* Two officers at once: the second is told, nothing is done twice. */
TEST(a_child_moves_once)
{
	struct made_case *m = made_case(a, STORE_SQLITE, date_of(2015, 5, 20));
	struct move_order o = order_of(date_of(2026, 2, 9), date_of(2026, 2, 10));
	struct problems slips = { 0 };
	struct case_file *c;
	int64_t id;

	plan_made(m, a);
	CHECK(may_open(m, "K7PMR2QX", &c));
	CHECK_OK(move_do(&m->desk, c, &o, &slips, &id));
	const struct fault *f = move_do(&m->desk, c, &o, &slips, &id);
	CHECK(f && f->kind == FAULT_CONFLICT);
}

/* Every row of move.csv names what the rulebook has. */
TEST(what_a_move_does_is_in_the_rulebook)
{
	const struct rulebook *book = made_book();
	const struct code_list *list = book_codes(book, STR("move"));

	CHECK(list && list->count > 0);
	for (size_t i = 0; list && i < list->count; i++) {
		struct str note = list->at[i].note, word = str_word(&note);
		const struct pathway *p = book_pathway(book, list->at[i].code);

		CHECK_NOTE(p != NULL, "%.*s", STR_ARG(list->at[i].code));
		if (!p || str_equal(word, STR("stays")))
			continue;
		CHECK_NOTE(pathway_event(p, word) != NULL, "%.*s", STR_ARG(word));
		const struct pathway *next = str_is_empty(str_trim(note)) ? NULL : book_pathway(book, str_word(&note));
		for (struct str name = next ? str_word(&note) : STR_NONE; name.at; name = str_word(&note))
			CHECK_NOTE(pathway_event(next, name) != NULL, "%.*s", STR_ARG(name));
	}
	(void)a;
}
