/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - children of the demonstration area who move to the next school or college next September.
 * Touches the store. */
#include "work/demo_room.h"
#include "work/transfer.h"

enum { WHAT_TRANSFER = 81, WHAT_COLLEGE = 82, REFERENCE_OF = 8, ASKED_MOST = 3 };

/* Of a hundred at a college or other post-16 place so many go on to another one. */
enum { GO_ON_OF_HUNDRED = 4, GO_ON_UNDER = 22 };
#define BETWEEN_COLLEGES "post16_to_post16"

/* Of a hundred moves so many have come no further than this; nearer to the day the law gives, fewer stand still. */
enum far { FAR_LISTED = 15, FAR_WISHES = 38, FAR_MET = 58, FAR_NOTICE = 70, FAR_ASKED = 92 };

/* Where a child of this move goes: the phase of such schools in demo/schools.csv. */
static struct str next_phase(struct str phase)
{
	return str_equal(phase, STR("early_years_to_school")) ? STR("primary")
	     : str_equal(phase, STR("infant_to_junior")) ? STR("junior")
	     : str_equal(phase, STR("primary_to_secondary")) ? STR("secondary") : STR("post16");
}

static size_t settings_of(struct demo_walk *w, struct str phase, const struct demo_school *out[ASKED_MOST])
{
	const struct demo_place *p = w->place;
	size_t from, n = 0, wanted = (size_t)demo_between(&w->random, 1, ASKED_MOST);

	if (p->schools.count == 0)
		return 0;
	from = (size_t)demo_between(&w->random, 0, (int64_t)p->schools.count - 1);
	for (size_t i = 0; n < wanted && i < p->schools.count; i++) {
		const struct demo_school *s = &p->schools.at[(from + i) % p->schools.count];

		if (str_equal(s->phase, next_phase(phase)) && s != w->who->school)
			out[n++] = s;
	}
	return n;
}

/* What a school does is recorded by its own account, or by the officer for it. */
static void school_tell(struct demo_walk *w, const char *name, struct str subject, struct date day, const struct demo_school *s)
{
	int64_t account = s ? s->account_id : 0;

	demo_walk_tell(w, name, subject, day, account ? "school" : "case_officer", account ? account : w->officer);
}

static void asked_tell(struct demo_walk *w, const struct demo_school *const *asked, size_t count, struct date day)
{
	demo_walk_field(w, "text", demo_walk_say(w, "consult"));
	for (size_t i = 0; i < count; i++)
		demo_walk_field(w, arena_cstr(w->a, arena_printf(w->a, "ask.setting-%lld", (long long)asked[i]->id)),
				arena_printf(w->a, "%lld setting", (long long)asked[i]->id));
	demo_walk_officer(w, "consult_sent", day);
	for (size_t i = 0; i < count; i++) {
		bool can = i == 0 || demo_chance(&w->random, 40);

		if (!demo_chance(&w->random, 75))
			continue;
		demo_walk_field(w, "can_meet", can ? STR("yes") : STR("no"));
		demo_walk_field(w, "places", demo_chance(&w->random, can ? 80 : 30) ? STR("yes") : STR("no"));
		demo_walk_field(w, "text", demo_walk_say(w, can ? "can" : "cannot"));
		school_tell(w, "consult_reply", arena_printf(w->a, "setting-%lld", (long long)asked[i]->id),
			    date_add(day, (int32_t)demo_between(&w->random, 4, 18)), asked[i]);
	}
}

static void final_tell(struct demo_walk *w, const struct demo_school *named, struct date day)
{
	demo_walk_number(w, "setting", named->id);
	demo_walk_field(w, "setting_type", named->setting_type);
	demo_walk_field(w, "signed_by", w->place->manager_name);
	demo_walk_field(w, "health_agreed", STR("yes"));
	demo_walk_field(w, "care_agreed", STR("yes"));
	demo_walk_field(w, "changed", demo_walk_say(w, "transfer-changed"));
	demo_walk_officer(w, "final_sent", day);
}

/* Its events; none when no move comes.
 *   phase   as transfer_phase says */
static struct demo_events demo_transfer_walk(struct arena *a, const struct demo_texts *texts, const struct demo_place *place,
				      const struct demo_child *child, struct str phase, uint64_t seed, struct date today)
{
	int year = transfer_year(today);
	struct date listed = date_of(year - 1, 9, 14), due = date_of(year, str_equal(next_phase(phase), STR("post16")) ? 3 : 2, 14);
	struct demo_walk w = { .a = a, .texts = texts, .place = place, .c = child->c, .who = child->who,
			       .officer = child->officer, .today = today, .start = listed.day < today.day ? listed : today,
			       .random = demo_branch(seed, WHAT_TRANSFER, child->number) };
	const struct demo_school *asked[ASKED_MOST];
	int64_t far = demo_between(&w.random, 0, 99);
	size_t count = settings_of(&w, phase, asked);

	if (today.day > due.day)
		far = 70 + far * 3 / 10;
	demo_walk_field(&w, "phase", phase);
	demo_walk_field(&w, "transfer_date", date_iso(a, date_of(year, 9, 1)));
	demo_walk_officer(&w, "transfer_planned", w.start);
	if (far >= FAR_LISTED && count) {
		demo_walk_field(&w, "setting_wanted", asked[0]->name);
		demo_walk_field(&w, "why", demo_walk_say(&w, "transfer-wish"));
		demo_walk_tell(&w, "wishes_received", STR(""), date_add(listed, (int32_t)demo_between(&w.random, 6, 30)),
			       "link_family", 0);
	}
	if (far >= FAR_WISHES) {
		demo_walk_field(&w, "present", demo_walk_say(&w, "transfer-present"));
		school_tell(&w, "meeting", STR(""), date_add(listed, (int32_t)demo_between(&w.random, 18, 36)), w.who->school);
	}
	if (far >= FAR_MET) {
		demo_walk_field(&w, "served", STR("post"));
		demo_walk_officer(&w, "amendment_notice_sent", date_add(listed, (int32_t)demo_between(&w.random, 40, 46)));
	}
	if (far >= FAR_NOTICE && count)
		asked_tell(&w, asked, count, date_add(listed, (int32_t)demo_between(&w.random, 47, 50)));
	if (far >= FAR_ASKED && count)
		final_tell(&w, asked[0], date_add(listed, 70));
	return w.events;
}

struct str demo_transfer_phase(struct arena *a, const struct demo_filling *f, const struct demo_child *child)
{
	const struct demo_case *c = child->c;
	const struct demo_school *at = child->who->school;
	struct demo_random random = demo_branch(f->order->seed, WHAT_COLLEGE, child->number);

	if ((c->kind != DEMO_PLAN && c->kind != DEMO_OLD_PLAN) || !at)
		return STR("");
	if (str_equal(at->phase, STR("post16")) && c->age < GO_ON_UNDER && demo_chance(&random, GO_ON_OF_HUNDRED))
		return STR(BETWEEN_COLLEGES);
	return at->last_year ? transfer_phase(a, f->order->book, c->born, at->last_year, transfer_year(f->order->today)) : STR("");
}

/* The setting that the final plan names; "" when there is none yet. */
static const struct fault *named_in(struct arena *a, const struct demo_filling *f, const struct demo_events *events, struct str *out)
{
	const struct demo_event *last = events->count ? &events->at[events->count - 1] : NULL;
	struct answers fields = { 0 };
	int64_t id;

	*out = STR("");
	if (!last || !str_equal(last->name, STR("final_sent")))
		return NULL;
	TRY(case_answers_read(a, last->fields, &fields));
	if (!str_to_int(answers_get(&fields, STR("setting")), &id))
		return NULL;
	for (size_t i = 0; i < f->place.schools.count; i++)
		if (f->place.schools.at[i].id == id)
			*out = f->place.schools.at[i].name;
	return NULL;
}

const struct fault *demo_transfer_fill(struct store *writer, struct arena *a, struct demo_filling *f,
				       const struct demo_child *child)
{
	struct str phase = demo_transfer_phase(a, f, child), named;
	int64_t process;

	if (str_is_empty(phase))
		return NULL;
	struct demo_events events = demo_transfer_walk(a, &f->texts, &f->place, child, phase, f->order->seed, f->order->today);
	TRY(demo_process_fill(writer, a, f, child, "PT", REFERENCE_OF, &events, false, &process));
	TRY(named_in(a, f, &events, &named));
	return demo_plan_sent(writer, a, f, child, "PT", process, &events, named);
}
