/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - the other processes of the demonstration area, by the rows of demo/processes.csv: who has one, how often, and
 * what happened in it. What has not come yet is left out, so that some are open.
 * Touches the store. */
#include "work/demo_room.h"
#include "work/regime.h"

enum { WHAT_OTHER = 120, REFERENCE_OF = 16, TRIED_DAYS = 420 };

/* "6..18": two whole numbers; one stands for both. */
static void span(struct str text, int64_t *least, int64_t *most)
{
	struct str to = text, from = str_cut(&to, '.');
	*least = *most = 0;
	check(str_to_int(str_trim(from), least));
	*most = *least;
	if (to.at)
		check(str_starts(to, STR(".")) && str_to_int(str_slice(to, 1, to.len), most));
}

/* The team that answers for this role of code/advice.csv, as an event that asks keeps it: "12 ep". */
static struct str ask_of(struct demo_walk *w, struct str role)
{
	for (int i = 0; i < DEMO_ADVISERS; i++)
		if (str_equal(role, str_of(demo_adviser_codes[i])))
			return arena_printf(w->a, "%lld %.*s", (long long)w->place->teams[i], STR_ARG(role));
	check(false);
	return STR("");
}

/* @KEY a text of demo/texts.txt, +N a day after the start, #manager #school #ask-ROLE; all else stands for itself. */
static struct str value_of(struct demo_walk *w, struct str text)
{
	int64_t days;
	struct str rest = str_slice(text, 1, text.len);
	if (str_starts(text, STR("@")))
		return demo_walk_say(w, arena_cstr(w->a, rest));
	if (str_starts(text, STR("+")) && str_to_int(rest, &days))
		return date_iso(w->a, demo_working(w->place->calendar, date_add(w->start, (int32_t)days), w->start, date_add(w->start, (int32_t)days + 7)));
	if (str_starts(text, STR("#ask-")))
		return ask_of(w, str_slice(text, 5, text.len));
	if (str_equal(text, STR("#manager")))
		return w->place->manager_name;
	if (str_equal(text, STR("#school")))
		return arena_int(w->a, w->who->school ? w->who->school->id : w->place->schools.at[0].id);
	return text;
}

/* "notice_sent@20..30 reasons=@ce-reasons|served=post", "family_views/family@6 text=...", "advice_received:advice-ep@40" (about an ask) */
static void event_tell(struct demo_walk *w, struct str text)
{
	struct str rest = str_trim(text), head = str_word(&rest), when = head, name, actor = STR("case_officer");
	int64_t least, most;
	name = str_cut(&when, '@');
	struct str who = name;
	name = str_cut(&who, '/');
	struct str subject = name;
	name = str_cut(&subject, ':');
	span(when, &least, &most);
	for (rest = str_trim(rest); rest.at && rest.len;) {
		struct str value = str_cut(&rest, '|'), key = str_cut(&value, '=');
		demo_walk_field(w, arena_cstr(w->a, str_trim(key)), value_of(w, str_trim(value)));
	}
	bool is_family = str_equal(who, STR("family"));
	if (is_family)
		actor = STR("link_family");
	demo_walk_tell(w, arena_cstr(w->a, name), subject.at ? subject : STR(""), date_add(w->start, (int32_t)demo_between(&w->random, least, most)),
		       arena_cstr(w->a, actor), is_family ? 0 : w->officer);
}

struct demo_events demo_other_walk(struct arena *a, const struct demo_table *table, size_t row, const struct demo_texts *texts,
				   const struct demo_place *place, const struct demo_child *child, uint64_t seed, struct date today)
{
	struct demo_walk w = { .a = a, .texts = texts, .place = place, .c = child->c, .who = child->who, .officer = child->officer,
			       .today = today, .random = demo_branch(seed, WHAT_OTHER + row, child->number) };
	struct str events = demo_cell(table, row, "events");
	int64_t least, most;
	span(demo_cell(table, row, "started"), &least, &most);
	struct date from = date_add(today, -(int32_t)demo_between(&w.random, least, most));
	w.start = demo_working(place->calendar, from, date_add(from, -10), from);
	while (events.at)
		event_tell(&w, str_cut(&events, ';'));
	return w.events;
}

bool demo_other_fits(const struct demo_table *table, size_t row, const struct demo_case *c, int64_t council)
{
	struct str who = demo_cell(table, row, "who");
	int64_t youngest, oldest, only = demo_number(table, row, "council");
	bool has_plan = c->kind == DEMO_PLAN || c->kind == DEMO_OLD_PLAN;
	span(demo_cell(table, row, "age"), &youngest, &oldest);
	if (c->age < youngest || c->age > oldest || (only > 0 && only != council))
		return false;
	return str_equal(who, STR("any")) || (str_equal(who, STR("plan")) && has_plan) ||
	       (str_equal(who, STR("refused")) && c->kind == DEMO_REFUSED) || (str_equal(who, STR("none")) && !has_plan);
}

/* What the rows have given one child: rows that a borough must have (`least`) are spread over children, else the first child
 * that fits would have them all, and nobody has two processes of one kind. */
struct given { struct str pathways[DEMO_OTHERS_MOST]; size_t count, owed; };
enum { OWED_MOST = 3 };

static bool has_been_given(const struct given *g, struct str pathway)
{
	for (size_t i = 0; i < g->count; i++)
		if (str_equal(g->pathways[i], pathway))
			return true;
	return false;
}

/* Does this child get one? As one of the borough's `least`, else by chance. */
static bool is_chosen(const struct demo_filling *f, size_t row, struct given *g, struct demo_random *random)
{
	bool is_owed = f->others_made[row] < demo_number(&f->others, row, "least") && g->owed < OWED_MOST;

	g->owed += is_owed ? 1 : 0;
	return is_owed || demo_between(random, 1, 1000) <= demo_number(&f->others, row, "per_mille");
}

const struct fault *demo_others_fill(struct store *writer, struct arena *a, struct demo_filling *f, const struct demo_child *child)
{
	struct given given = { 0 };

	for (size_t row = 0; row < f->others.row_count; row++) {
		struct demo_random random = demo_branch(f->order->seed, WHAT_OTHER, child->number * 256 + row);
		int64_t made = f->others_made[row];
		struct str pathway = demo_cell(&f->others, row, "process");

		if (!demo_other_fits(&f->others, row, child->c, f->code) || has_been_given(&given, pathway) ||
		    !is_chosen(f, row, &given, &random))
			continue;
		struct demo_events events = demo_other_walk(a, &f->others, row, &f->texts, &f->place, child, f->order->seed, f->order->today);
		int64_t process;
		if (events.count == 0)
			continue;
		given.pathways[given.count++] = pathway;
		TRY(demo_process_fill(writer, a, f, child, arena_cstr(a, pathway), REFERENCE_OF + row, &events,
				      made < DEMO_OTHERS_WITH_LETTERS, &process));
		TRY(demo_plan_sent(writer, a, f, child, arena_cstr(a, pathway), process, &events, STR("")));
		f->others_made[row]++;
	}
	return NULL;
}

const struct fault *demo_regimes_fill(struct store_pool *pool, struct arena *a, const struct demo_filling *f)
{
	for (size_t row = 0; row < f->others.row_count; row++) {
		const struct regime *regime = book_regime_of(f->order->book, demo_cell(&f->others, row, "process"));
		if (regime && demo_number(&f->others, row, "council") == f->code)
			TRY(regime_switch_on(pool, a, f->code, regime->id, date_add(f->order->today, -TRIED_DAYS)));
	}
	return NULL;
}
