/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - writes one process of an invented child: its events, letters, the plan, and what they come to.
 * Touches the store. */
#include <stdio.h>

#include "core/fold.h"
#include "gen/sql/demo.h"
#include "work/case.h"
#include "work/demo_room.h"
#include "work/letter.h"
#include "work/plan_room.h"

/* Two for a reference, so that those of NA stay what they were. */
enum { WHAT_PLAN = 52, WHAT_REFERENCE = 53, WHAT_MORE = 60 };

/* A text of one line stands for several: | ends each. */
static struct str on_lines(struct arena *a, struct str text)
{
	char *at = ARENA_NEW(a, char, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		at[i] = text.at[i] == '|' ? '\n' : text.at[i];
	return (struct str){ at, text.len };
}

/* What a review added to section B or F. */
static struct str more_of(struct arena *a, const struct demo_filling *f, const struct demo_child *child, char section)
{
	struct demo_random r = demo_branch(f->order->seed, WHAT_MORE, child->number);
	return demo_say(a, &f->texts, child->who, &r, section == 'B' ? "plan-B-more" : "plan-F-more");
}

const struct fault *demo_plan_fill(struct store *writer, struct arena *a, struct demo_filling *f,
				   const struct demo_child *child, int64_t process, int64_t version, bool is_final,
				   bool is_changed, bool is_anew, struct str next, const struct demo_event *e, int64_t seq)
{
	static const char *const sections[] = { "A", "B", "C", "D", "E", "F", "G", "H1", "H2", "J", "K" };
	struct demo_random r = demo_branch(f->order->seed, WHAT_PLAN, child->number);
	const struct demo_person *p = child->who;
	struct demo_plan_add_rows made;
	TRY(sql_demo_plan_add(writer, a, &(struct demo_plan_add_in){
		.process_id = process, .version = version, .state = is_final ? STR("final") : STR("draft"),
		.changed = e->recorded_ms, .account_id = e->account_id, .frozen = e->day, .event_seq = seq }, &made));
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		char key[16];
		snprintf(key, sizeof key, "plan-%s", sections[i]);
		struct str body = on_lines(a, demo_say(a, &f->texts, p, &r, key));
		if (is_changed && (sections[i][0] == 'B' || sections[i][0] == 'F'))
			body = arena_printf(a, "%.*s\n%.*s", STR_ARG(body), STR_ARG(more_of(a, f, child, sections[i][0])));
		if (is_anew && str_equal(str_of(sections[i]), STR("K")))
			TRY(plan_advice_lines(writer, a, f->order->book, process, e->day, &body));
		TRY(sql_demo_plan_section_add(writer, a, &(struct demo_plan_section_add_in){
			.plan_id = made.at[0].id, .section = str_of(sections[i]), .body = body }, NULL));
	}
	struct str at = is_anew ? STR("") : p->school ? p->school->name : STR("Education otherwise than at a school");
	if (!str_is_empty(next))
		at = arena_printf(a, "%.*s until 31 August, then %.*s", STR_ARG(at), STR_ARG(next));
	return sql_demo_plan_section_add(writer, a, &(struct demo_plan_section_add_in){
		.plan_id = made.at[0].id, .section = STR("I"), .body = at }, NULL);
}

const struct fault *demo_plan_sent(struct store *writer, struct arena *a, struct demo_filling *f, const struct demo_child *child,
				   const char *pathway, int64_t process, const struct demo_events *events, struct str next)
{
	const struct pathway *p = book_pathway(f->order->book, str_of(pathway));
	int64_t version = 0;
	bool is_changed = false;

	for (size_t i = 0; p && i < events->count; i++) {
		const struct event_kind *kind = pathway_event(p, events->at[i].name);
		bool is_draft = kind && str_equal(kind->freezes, STR("draft"));
		bool is_final = kind && (str_equal(kind->freezes, STR("final")) || str_equal(kind->freezes, STR("amended")));

		if (!kind || str_is_empty(kind->freezes))
			continue;
		is_changed = is_changed || !is_final;   /* an order that names a school sends no draft: B and F stay */
		TRY(demo_plan_fill(writer, a, f, child, process, ++version, is_final, is_changed, is_draft, is_final ? next : STR(""),
				   &events->at[i], (int64_t)i + 1));
	}
	return NULL;
}

static struct str reference_of(struct arena *a, uint64_t seed, uint64_t which, uint64_t number)
{
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	struct demo_random r = demo_branch(seed, WHAT_REFERENCE + which, number);
	char *at = ARENA_NEW(a, char, 9);
	for (int i = 0; i < 8; i++)
		at[i] = letters[demo_between(&r, 0, 30)];
	return (struct str){ at, 8 };
}

enum { POSTED_WITHIN_DAYS = 7,          /* newer ones still wait on the post list */
       TOLD_ON_WITHIN_DAYS = 10 };      /* letters to schools and services are made of the last days only: they are many */

/* The letters to the family that went with an event of an open case, made when it was the last one. (Those to advisers,
 * one an ask, would take the time that the area is to be filled in.) */
static const struct fault *letters_fill(struct store *writer, struct arena *a, const struct demo_filling *f, const char *pathway,
					int64_t process, const struct demo_event *e, int64_t seq)
{
	const struct event_kind *kind = pathway_event(book_pathway(f->order->book, str_of(pathway)), e->name);
	struct desk d = { .arena = a, .book = f->order->book, .now = { e->day, e->recorded_ms },
			  .who = { .kind = WHO_ACCOUNT, .account_id = e->account_id } };
	struct happened told = { .seq = seq, .name = e->name, .subject = e->subject, .day = e->day };
	struct problems missing = { 0 };
	if (!kind || kind->letters.count == 0 || !str_is_empty(kind->asks))
		return NULL;
	TRY(case_answers_read(a, e->fields, &told.fields));
	if (date_between(e->day, f->order->today) > TOLD_ON_WITHIN_DAYS)
		return letter_keep_family(writer, a, &d, process, &told, &missing);
	return letter_keep(writer, a, &d, process, &told, &missing);
}

const struct fault *demo_process_fill(struct store *writer, struct arena *a, struct demo_filling *f,
				      const struct demo_child *child, const char *pathway, uint64_t which,
				      const struct demo_events *events, bool letters, int64_t *process)
{
	const struct demo_person *who = child->who;
	struct demo_process_add_rows made;
	TRY(sql_demo_process_add(writer, a, &(struct demo_process_add_in){
		.reference = reference_of(a, f->order->seed, which, child->number), .authority = f->code,
		.person_id = child->person, .pathway = str_of(pathway), .opened = events->at[0].day,
		.version = (int64_t)events->count, .officer_id = child->officer,
		.stage = STR("new"), .holder = STR("council"),
		.child_folded = fold_person(a, who->family, who->given),
		.school_id = who->school ? who->school->id : 0, .locality = who->locality }, &made));
	*process = made.at[0].id;
	for (size_t i = 0; i < events->count; i++) {
		const struct demo_event *e = &events->at[i];
		TRY(sql_demo_event_add(writer, a, &(struct demo_event_add_in){
			.process_id = *process, .seq = (int64_t)i + 1, .name = e->name, .day = e->day,
			.subject = e->subject, .fields = e->fields, .account_id = e->account_id, .actor = e->actor,
			.recorded = e->recorded_ms }, NULL));
		if (letters)
			TRY(letters_fill(writer, a, f, pathway, *process, e, (int64_t)i + 1));
	}
	if (letters)
		TRY(sql_demo_letters_posted(writer, a, &(struct demo_letters_posted_in){ *process,
			(int64_t)(f->order->today.day - POSTED_WITHIN_DAYS) * 86400000 }, NULL));
	return case_recompute(writer, a, f->order->book, *process, f->order->today);
}
