/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_track - what a family sees of every open case of the demonstration area; calendar files.
 * Touches work/track, work/case, work/demo. */
#include "core/digest.h"
#include "rulebook/made_book.h"
#include "store/fresh.h"
#include "work/demo.h"
#include "work/track.h"

/* At most 75 bytes a line, CR LF at the end of each, no code point torn apart. RFC 5545 3.1. */
static void lines_are_good(struct str calendar)
{
	CHECK(str_ends(calendar, STR("END:VCALENDAR\r\n")));
	for (struct str rest = calendar; rest.len;) {
		struct str line = str_cut(&rest, '\n');
		CHECK(line.len <= 76 && str_ends(line, STR("\r")));
		CHECK(str_is_text(line));
	}
}

TEST(a_calendar_folds_and_escapes)
{
	struct case_file c = { .reference = STR("ABCD2345") };
	struct track_day days[] = {
		{ .day = date_of(2026, 2, 16), .to = DATE_NONE, .name = STR("Tell us; what you think, by then \\ please: "
		  "\xc5\x81\xc3\xb3\xc5\xba \xc5\x81\xc3\xb3\xc5\xba \xc5\x81\xc3\xb3\xc5\xba \xc5\x81\xc3\xb3\xc5\xba \xc5\x81\xc3\xb3\xc5\xba") },
		{ .day = date_of(2026, 12, 31), .to = date_of(2027, 1, 2), .name = STR("Window") },
	};
	struct track t = { .c = &c, .days = days, .day_count = 2 };
	struct str calendar = track_calendar(a, &t, (struct now){ date_of(2026, 1, 5), 1767607200000 }, STR("example.org"));
	lines_are_good(calendar);
	CHECK(str_contains(calendar, STR("SUMMARY:Tell us\\; what you think\\, by then \\\\ please")));
	CHECK(str_contains(calendar, STR("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270103\r\n")));
	CHECK(str_contains(calendar, STR("DTSTAMP:20260105T100000Z\r\n")));
}

static void case_is_told(struct arena *a, struct desk *d, const struct case_file *c, int seen[DEMO_SHOWS])
{
	struct track t;
	int now = 0;
	CHECK_OK(track_make(d, c, &t));
	CHECK(!str_is_empty(t.stage_name) && !str_is_empty(t.next_words) && !str_is_empty(t.can_words));
	CHECK_NOTE(!str_is_empty(t.holder_words) && !str_equal(t.holder_words, c->state.holder),
		   "%.*s", STR_ARG(c->state.holder));
	CHECK(t.happened_count > 0);
	for (size_t i = 0; i < t.leg_count; i++) {
		now += t.legs[i].mark == TRACK_NOW;
		CHECK(t.legs[i].mark != TRACK_DONE || i == 0 || t.legs[i - 1].mark != TRACK_NEXT);
	}
	/* A process without a journey of its own (rulebook/code/journey-*.csv) has no legs. */
	CHECK_INT(now, c->state.stage->is_end || t.leg_count == 0 ? 0 : 1);
	for (size_t i = 0; i < t.day_count; i++) {
		CHECK(t.days[i].day.day >= d->now.today.day);
		CHECK(i == 0 || t.days[i].day.day >= t.days[i - 1].day.day);
	}
	if (c->state.is_late && !c->state.stage->is_end) {
		bool others = false;            /* an adviser's lateness stands beside the adviser */
		for (size_t i = 0; i < t.asked_count; i++)
			others = others || t.asked[i].is_late;
		CHECK_NOTE(t.late_count > 0 || others, "%.*s", STR_ARG(c->reference));
	}
	struct str calendar = track_calendar(a, &t, d->now, STR("example.org"));
	lines_are_good(calendar);
	CHECK(!str_contains(calendar, c->child_family));
	seen[0]++;
	seen[1] += t.late_count > 0;
	seen[2] += t.is_with_family;
	seen[3] += t.asked_count > 0;
}

static void area_is_told(struct arena *a, enum store_kind kind)
{
	test_slow();
	struct house *house = ARENA_NEW(a, struct house, 1);
	struct demo_made made[DEMO_AREAS];
	struct desk d = { .arena = a, .pool = fresh_store(a, kind), .house = house, .book = made_book(),
			  .now = { date_of(2026, 11, 24), 1795514400000 } };
	struct demo_order order = { .seed = 1, .scale = 0.002, .today = d.now.today, .book = d.book,
				    .files = rulebook_built_in, .file_count = rulebook_built_in_count,
				    .password = STR("waymark-demo") };
	int seen[DEMO_SHOWS] = { 0 };
	CHECK(digest_start());
	CHECK_OK(demo_fill(d.pool, a, &order, made));
	CHECK_OK(store_take(d.pool, a, &d.store));
	for (int64_t id = 1; id <= 400; id++) {
		struct case_file *c;
		struct arena_mark mark = arena_mark(a);
		d.who = (struct who){ .kind = WHO_LINK, .link_kind = STR("family"), .link_process_id = id };
		const struct fault *f = case_open_id(&d, id, STR("view"), &c);
		CHECK(!f || f->kind == FAULT_ABSENT);
		if (!f)
			case_is_told(a, &d, c, seen);
		arena_reset(a, mark);
	}
	CHECK(seen[0] > 30);
	CHECK(seen[1] > 0);
	CHECK(seen[2] > 0);
	CHECK(seen[3] > 0);
	store_give(d.pool, d.store);
}
TEST(every_case_is_told_in_plain_words_sqlite) { area_is_told(a, STORE_SQLITE); }
TEST(every_case_is_told_in_plain_words_postgres) { area_is_told(a, STORE_POSTGRES); }

/* Are these the same but for capitals? */
static bool is_same_fold(struct str x, struct str y)
{
	if (x.len != y.len)
		return false;
	for (size_t i = 0; i < x.len; i++)
		if ((x.at[i] | 0x20) != (y.at[i] | 0x20))
			return false;
	return true;
}

/* A key of words for families that names nothing is dead: the name of its step or event was changed. */
static void check_key(const struct rulebook *book, struct str key)
{
	struct str rest = key, kind = str_cut(&rest, '.');
	bool is_step = str_equal(kind, STR("step")), is_found = false;
	if (!is_step && !str_equal(kind, STR("can")) && !str_equal(kind, STR("happened")))
		return;
	struct str pathway = is_step ? STR_NONE : str_cut(&rest, '.');
	for (size_t i = 0; i < book->pathway_count && !is_found; i++) {
		const struct pathway *p = &book->pathways[i];
		for (size_t k = 0; is_step && k < p->step_count; k++)
			is_found |= is_same_fold(p->steps[k].id, rest);
		for (size_t k = 0; !is_step && is_same_fold(p->id, pathway) && k < p->event_count; k++)
			is_found |= str_equal(p->events[k].id, rest);
	}
	CHECK_NOTE(is_found, "the words %.*s name nothing", STR_ARG(key));
}

TEST(each_word_for_families_names_a_step_or_an_event)
{
	const struct map *words = &made_book()->words;
	size_t seen = 0;
	(void)a;
	for (size_t i = 0; i < words->room; i++)
		if (words->slots[i].value) {
			check_key(made_book(), words->slots[i].key);
			seen++;
		}
	CHECK(seen == words->count);
}
