/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - the events of one case, as its days and the rulebook's forms have them.
 * Touches core and the texts of rulebook/demo/. */
#include "core/out.h"
#include "work/demo_room.h"

#include <stdio.h>

enum { WHAT_WALK = 31, DAY_MS = 86400000, HOUR_MS = 3600000 };

const char *const demo_adviser_codes[DEMO_ADVISERS] = {
	"family", "education", "care", "health", "ep", "sensory", "adulthood",
};

struct variants { struct str *at; size_t count, room; };

const struct fault *demo_texts_read(struct arena *a, const struct rulebook_file *files, size_t count,
				    struct demo_texts *out)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < count; i++)
		if (str_equal(files[i].name, STR("demo/texts.txt")))
			text = files[i].text;
	if (!text.at)
		return fault_new(a, FAULT_TEXT, "demo/texts.txt: the rulebook has no such file");
	while (text.at) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (line.len == 0 || line.at[0] == '#')
			continue;
		struct str key = str_cut(&line, ':');
		struct variants *v = map_get(&out->by_key, key);
		if (!v) {
			v = ARENA_NEW(a, struct variants, 1);
			map_put(&out->by_key, a, key, v);
		}
		LIST_PUSH(a, v, str_trim(line));
	}
	return NULL;
}

static struct str word(const struct demo_person *who, struct str name)
{
	bool girl = str_equal(who->sex, STR("female"));
	if (str_equal(name, STR("given")))
		return who->given;
	if (str_equal(name, STR("he")))
		return girl ? STR("she") : STR("he");
	if (str_equal(name, STR("He")))
		return girl ? STR("She") : STR("He");
	if (str_equal(name, STR("his")))
		return girl ? STR("her") : STR("his");
	if (str_equal(name, STR("him")))
		return girl ? STR("her") : STR("him");
	if (str_equal(name, STR("school")))
		return who->school ? who->school->name : STR("the setting");
	check(!"a word in braces that demo/texts.txt may not use");
	return STR_NONE;
}

struct str demo_say(struct arena *a, const struct demo_texts *texts, const struct demo_person *who,
		    struct demo_random *r, const char *key)
{
	const struct variants *v = map_get(&texts->by_key, str_of(key));
	check(v != NULL);
	struct str text = v->at[demo_between(r, 0, (int64_t)v->count - 1)];
	struct out o = out_start(a, text.len + 64);
	while (text.at) {
		out_add(&o, str_cut(&text, '{'));
		if (text.at)
			out_add(&o, word(who, str_cut(&text, '}')));
	}
	return out_str(&o);
}

struct str demo_walk_say(struct demo_walk *w, const char *key)
{
	return demo_say(w->a, w->texts, w->who, &w->random, key);
}

void demo_walk_field(struct demo_walk *w, const char *name, struct str value)
{
	if (!w->fields.at)
		w->fields = out_start(w->a, 256);
	out_byte(&w->fields, w->fields.len ? ',' : '{');
	out_json(&w->fields, str_of(name));
	out_byte(&w->fields, ':');
	out_json(&w->fields, value);
}

void demo_walk_number(struct demo_walk *w, const char *name, int64_t value)
{
	demo_walk_field(w, name, arena_int(w->a, value));
}

void demo_walk_day(struct demo_walk *w, const char *name, struct date value)
{
	demo_walk_field(w, name, date_iso(w->a, value));
}

void demo_walk_tell(struct demo_walk *w, const char *name, struct str subject, struct date day, const char *actor,
		 int64_t account)
{
	struct str fields = STR("{}");
	if (w->fields.at) {
		out_byte(&w->fields, '}');
		fields = out_str(&w->fields);
		w->fields = (struct out){ 0 };
	}
	int64_t minutes = demo_between(&w->random, 0, 479);
	if (date_is_none(day) || day.day > w->today.day)
		return;
	if (day.day != w->start.day)
		day = demo_working(w->place->calendar, day, w->start, w->today);
	struct demo_event e = { str_of(name), subject, fields, str_of(actor), day, account,
				(int64_t)day.day * DAY_MS + 8 * (int64_t)HOUR_MS + minutes * 60000 };
	LIST_PUSH(w->a, &w->events, e);
	for (size_t i = w->events.count - 1; i > 0 && w->events.at[i - 1].day.day > day.day; i--) {
		w->events.at[i] = w->events.at[i - 1];
		w->events.at[i - 1] = e;
	}
}

void demo_walk_officer(struct demo_walk *w, const char *name, struct date day)
{
	demo_walk_tell(w, name, STR(""), day, "case_officer", w->officer);
}

static void request(struct demo_walk *w)
{
	const struct demo_person *who = w->who;
	bool school = who->school && who->school->account_id && demo_chance(&w->random, 50);
	school = school || demo_chance(&w->random, 45);
	bool self = !school && date_age(w->c->born, w->c->request) >= 16 && demo_chance(&w->random, 50);
	demo_walk_field(w, "asker", school ? STR("school") : self ? STR("young_person") : STR("parent"));
	demo_walk_field(w, "given", who->given);
	demo_walk_field(w, "family", who->family);
	demo_walk_day(w, "born", w->c->born);
	demo_walk_field(w, "address", who->address);
	demo_walk_field(w, "postcode", who->postcode);
	demo_walk_field(w, "contact_name", self ? arena_printf(w->a, "%.*s %.*s", STR_ARG(who->given), STR_ARG(who->family))
				 : school ? STR("The SENCO") : who->parent);
	if (!self)
		demo_walk_field(w, "relation", school ? STR("SENCO") : who->parent_kind);
	demo_walk_field(w, "email", who->email);
	demo_walk_field(w, "phone", who->phone);
	if (school) {
		demo_walk_field(w, "parent_name", who->parent);
		demo_walk_field(w, "parent_contact", who->phone);
	}
	if (who->school)
		demo_walk_field(w, "school", who->school->name);
	demo_walk_field(w, "difficulties", demo_walk_say(w, "concern"));
	demo_walk_field(w, "tried", demo_walk_say(w, "help"));
	demo_walk_field(w, "hopes", demo_walk_say(w, "hope"));
	demo_walk_field(w, "keep_in_touch", demo_chance(&w->random, 60) ? STR("email") : STR("phone"));
	demo_walk_field(w, "consent", STR("yes"));
	demo_walk_field(w, "truth", STR("yes"));
	demo_walk_tell(w, "request_received", STR(""), w->c->request, school ? "school" : "link_family",
	     school && who->school ? who->school->account_id : 0);
}

static void panel(struct demo_walk *w, struct date booked, struct date day, const char *purpose)
{
	const struct demo_panel *p = date_is_none(day) ? NULL : demo_panel_before(w->place, day);
	if (!p || p->day.day != day.day)
		return;
	demo_walk_number(w, "panel", p->id);
	demo_walk_day(w, "panel_day", day);
	demo_walk_field(w, "purpose", str_of(purpose));
	demo_walk_officer(w, "panel_booked", booked);
}

static void decision(struct demo_walk *w, const char *name, const char *reasons, struct date day, bool by_panel)
{
	demo_walk_field(w, "reasons", demo_walk_say(w, reasons));
	demo_walk_field(w, "decided_by", by_panel ? STR("panel") : STR("manager"));
	demo_walk_tell(w, name, STR(""), day, by_panel ? "panel_member" : "manager",
	     by_panel ? w->place->panel_member : w->place->manager);
}

static void first_weeks(struct demo_walk *w)
{
	const struct demo_days *d = &w->days;
	request(w);
	demo_walk_number(w, "officer", w->officer);
	demo_walk_tell(w, "officer_assigned", STR(""), d->officer, "manager", w->place->manager);
	demo_walk_field(w, "how", demo_walk_say(w, "consulted"));
	demo_walk_officer(w, "family_consulted", d->consulted);
	demo_walk_day(w, "evidence_by", d->evidence_by);
	demo_walk_officer(w, "evidence_asked", d->asked_evidence);
	if (demo_chance(&w->random, 60)) {
		demo_walk_field(w, "what", demo_walk_say(w, "evidence"));
		demo_walk_tell(w, "evidence_received", STR(""), d->evidence, "link_family", 0);
	}
	if (demo_chance(&w->random, 15)) {
		demo_walk_field(w, "text", demo_walk_say(w, "note"));
		demo_walk_officer(w, "note_added", d->evidence);
	}
}

static struct str subject_of(struct demo_walk *w, int adviser)
{
	return arena_printf(w->a, "advice-%s", demo_adviser_codes[adviser]);
}

static bool is_asked(const struct demo_walk *w, int adviser)
{
	bool sensory = str_equal(w->c->need, STR("hi")) || str_equal(w->c->need, STR("vi")) ||
		       str_equal(w->c->need, STR("msi"));
	/* From Year 9: whoever is 13 on 31 August before it. */
	bool year_9 = date_age(w->c->born, w->c->request) >= 14;
	return adviser == ADVISER_SENSORY ? sensory : adviser == ADVISER_ADULTHOOD ? year_9 : true;
}

static int64_t team_of(const struct demo_walk *w, int adviser)
{
	if (adviser == ADVISER_EDUCATION)
		return w->who->school ? w->who->school->id : 0;
	return w->place->teams[adviser];
}

static void answer(struct demo_walk *w, int adviser)
{
	static const char *const words[DEMO_ADVISERS] = { NULL, "school", "care", "health", "ep", "other", "other" };
	const char *kind = words[adviser];
	if (!kind) {
		demo_walk_field(w, "known", STR("known"));
		demo_walk_field(w, "needs", demo_walk_say(w, "concern"));
		demo_walk_field(w, "provision", demo_walk_say(w, "help"));
		demo_walk_field(w, "outcomes", demo_walk_say(w, "hope"));
		return;
	}
	bool known = adviser != ADVISER_CARE || demo_chance(&w->random, 55);
	demo_walk_field(w, "known", known ? STR("known") : STR("not_known"));
	if (!known)
		return;
	char key[32];
	static const struct { const char *field, *ending; } parts[] = {
		{ "needs", "needs" }, { "provision", "provision" }, { "outcomes", "outcome" },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(key, sizeof key, "%s-%s", kind, parts[i].ending);
		demo_walk_field(w, parts[i].field, demo_walk_say(w, key));
	}
}

static void advice(struct demo_walk *w)
{
	const struct demo_days *d = &w->days;
	demo_walk_field(w, "questions", demo_walk_say(w, "questions"));
	for (int i = 0; i < DEMO_ADVISERS; i++)
		if (is_asked(w, i)) {
			char name[32];
			snprintf(name, sizeof name, "ask.advice-%s", demo_adviser_codes[i]);
			demo_walk_field(w, name, arena_printf(w->a, "%lld %s", (long long)team_of(w, i), demo_adviser_codes[i]));
		}
	demo_walk_officer(w, "advice_requested", d->advice);
	for (int i = 0; i < DEMO_ADVISERS; i++) {
		struct str subject = subject_of(w, i);
		bool outside = i == ADVISER_FAMILY || (i == ADVISER_EDUCATION && !team_of(w, i));
		int64_t account = i == ADVISER_EDUCATION && w->who->school ? w->who->school->account_id
									    : w->place->advisers[i];
		const char *actor = outside || !account ? "case_officer" : "adviser";
		if (outside || !account)
			account = w->officer;
		if (!is_asked(w, i))
			continue;
		if (!outside)
			demo_walk_tell(w, "advice_request_received", subject,
			     date_add(d->advice, (int32_t)demo_between(&w->random, 0, 2)), actor, account);
		if (i == ADVISER_EP && w->place->advisers[i])
			demo_walk_tell(w, "advice_accepted", subject, date_add(d->advice, 3), actor, account);
		if (date_between(d->advice, d->answered[i]) > 47) {
			demo_walk_field(w, "text", demo_walk_say(w, "chase"));
			demo_walk_tell(w, "advice_chased", subject, date_add(d->advice, 45), "case_officer", w->officer);
		}
		answer(w, i);
		demo_walk_tell(w, "advice_received", subject, d->answered[i], actor, account);
	}
}

static void exception(struct demo_walk *w)
{
	const struct demo_days *d = &w->days;
	bool away = demo_chance(&w->random, 25);
	demo_walk_field(w, "code", away ? STR("EXC-ABS4") : STR("EXC-PERS"));
	demo_walk_field(w, "step", STR("NA-11"));
	if (away) {
		struct date from = date_add(w->c->request, (int32_t)demo_between(&w->random, 20, 60));
		demo_walk_day(w, "absent_from", from);
		demo_walk_day(w, "absent_to", date_add(from, (int32_t)demo_between(&w->random, 28, 44)));
	}
	demo_walk_field(w, "why", demo_walk_say(w, away ? "absent" : "exception"));
	demo_walk_field(w, "evidence", demo_walk_say(w, "exception-evidence"));
	demo_walk_officer(w, "exception_claimed", date_add(d->advice, (int32_t)demo_between(&w->random, 5, 30)));
}

/* Settings to be asked: the one the child goes to (or will) and perhaps another of its kind. */
static size_t settings_of(struct demo_walk *w, const struct demo_school *out[2])
{
	size_t count = 0;
	if (w->who->school)
		out[count++] = w->who->school;
	if (count && demo_chance(&w->random, 50)) {
		const struct demo_school *other =
			&w->place->schools.at[demo_between(&w->random, 0, (int64_t)w->place->schools.count - 1)];
		if (other != out[0] && str_equal(other->phase, out[0]->phase))
			out[count++] = other;
	}
	return count;
}

static void draft(struct demo_walk *w)
{
	const struct demo_days *d = &w->days;
	demo_walk_field(w, "served", demo_chance(&w->random, 70) ? STR("email") : STR("post"));
	demo_walk_day(w, "comments_by", date_add(d->draft, 14));
	demo_walk_officer(w, "draft_served", d->draft);
	const struct demo_school *asked[2];
	size_t count = settings_of(w, asked);
	if (count) {
		demo_walk_field(w, "text", demo_walk_say(w, "consult"));
		for (size_t i = 0; i < count; i++)
			demo_walk_field(w, arena_cstr(w->a, arena_printf(w->a, "ask.setting-%lld", (long long)asked[i]->id)),
			      arena_printf(w->a, "%lld setting", (long long)asked[i]->id));
		demo_walk_officer(w, "consult_sent", d->consult);
	}
	demo_walk_field(w, "comments", demo_walk_say(w, "comment"));
	demo_walk_field(w, "agrees", demo_chance(&w->random, 60) ? STR("yes") : STR("no"));
	if (w->who->school && demo_chance(&w->random, 70))
		demo_walk_field(w, "setting_wanted", w->who->school->name);
	demo_walk_field(w, "meeting_wanted", date_is_none(d->meeting) ? STR("no") : STR("yes"));
	demo_walk_tell(w, "draft_comments", STR(""), d->comments, "link_family", 0);
	demo_walk_field(w, "text", demo_walk_say(w, "meeting"));
	demo_walk_officer(w, "meeting_held", d->meeting);
	for (size_t i = 0; i < count; i++) {
		bool can = i == 0;
		demo_walk_field(w, "can_meet", can ? STR("yes") : STR("no"));
		demo_walk_field(w, "places", can ? STR("yes") : STR("no"));
		demo_walk_field(w, "text", demo_walk_say(w, can ? "can" : "cannot"));
		demo_walk_tell(w, "consult_reply", arena_printf(w->a, "setting-%lld", (long long)asked[i]->id),
		     date_add(d->replied, -(int32_t)i), asked[i]->account_id ? "school" : "case_officer",
		     asked[i]->account_id ? asked[i]->account_id : w->officer);
	}
}

static void final(struct demo_walk *w)
{
	if (w->who->school)
		demo_walk_number(w, "setting", w->who->school->id);
	demo_walk_field(w, "setting_type", w->who->setting_type);
	demo_walk_field(w, "signed_by", w->place->manager_name);
	demo_walk_field(w, "health_agreed", STR("yes"));
	demo_walk_field(w, "care_agreed", STR("yes"));
	demo_walk_officer(w, "final_sent", w->days.end);
}

/* A plan from before the five years: what the earlier system had kept. */
static void imported(struct demo_walk *w)
{
	struct date decided = date_add(w->c->request, 40), d = date_add(w->c->end, -25);
	request(w);
	decision(w, "decision_to_assess", "imported", decided, false);
	demo_walk_field(w, "served", STR("post"));
	demo_walk_officer(w, "assess_decision_notified", decided);
	decision(w, "decision_to_issue", "imported", date_add(d, -5), false);
	demo_walk_field(w, "served", STR("post"));
	demo_walk_day(w, "comments_by", date_add(d, 14));
	demo_walk_officer(w, "draft_served", d);
	w->days.end = w->c->end;
	final(w);
}

struct demo_events demo_walk(struct arena *a, const struct demo_texts *texts, const struct demo_place *place,
			     const struct demo_case *c, const struct demo_person *who, int64_t officer_id,
			     uint64_t seed, uint64_t number, struct date today)
{
	struct demo_walk w = { .a = a, .texts = texts, .place = place, .c = c, .who = who, .officer = officer_id,
			  .today = today, .start = c->request, .random = demo_branch(seed, WHAT_WALK, number) };
	if (c->kind == DEMO_OLD_PLAN) {
		imported(&w);
		return w.events;
	}
	w.days = demo_days_plan(place, c, seed, number, today);
	const struct demo_days *d = &w.days;
	first_weeks(&w);
	if (c->kind == DEMO_WITHDRAWN) {
		demo_walk_field(&w, "text", demo_walk_say(&w, "withdrawn"));
		demo_walk_officer(&w, "request_withdrawn", c->end);
		while (w.events.count && w.events.at[w.events.count - 1].day.day > c->end.day)
			w.events.count--;
		return w.events;
	}
	panel(&w, d->booked, d->decided, "assess");
	const struct demo_panel *sits = demo_panel_before(place, d->decided);
	bool by_panel = sits && sits->day.day == d->decided.day;
	bool refused = c->kind == DEMO_REFUSED;
	decision(&w, refused ? "decision_not_to_assess" : "decision_to_assess", refused ? "no-assess" : "yes-assess",
		 d->decided, by_panel);
	demo_walk_field(&w, "served", demo_chance(&w.random, 70) ? STR("email") : STR("post"));
	demo_walk_officer(&w, "assess_decision_notified", d->notified);
	if (refused)
		return w.events;
	advice(&w);
	if (c->has_exception)
		exception(&w);
	panel(&w, d->issue_booked, d->issue_panel, "issue");
	bool none = c->kind == DEMO_NOT_ISSUED;
	decision(&w, none ? "decision_not_to_issue" : "decision_to_issue", none ? "no-issue" : "yes-issue", d->issue,
		 !date_is_none(d->issue_panel));
	if (none) {
		demo_walk_field(&w, "served", STR("post"));
		demo_walk_officer(&w, "issue_decision_notified", d->end);
		return w.events;
	}
	draft(&w);
	final(&w);
	return w.events;
}
