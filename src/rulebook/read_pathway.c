/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rulebook/read_pathway - processes: steps, exceptions, events, stages, answers, rates, facts and parties.
 * Touches nothing. */
#include "rulebook/reader.h"

static const char *const step_kinds[] = { "legal", "target", "guidance", "window", "not_before", NULL };
static const char *const fact_types[] = { "text", "day", "days", "number", "yesno", NULL };
static const char *const event_kinds[] = { "act", "note", "fact", "exception", NULL };
static const char *const ask_states[] = { "asked", "received", "accepted", "query", "answered", "withdrawn", NULL };
static const char *const plan_states[] = { "draft", "final", "amendment", "amended", NULL };

static const char *const seconds[] = { "reason", "refused", NULL };

static const struct field pathway_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct pathway, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct pathway, about) },
	{ .name = "theme", .kind = TAKE_NAME, FIELD_AT(struct pathway, theme), .refers = REFERS_THEME },
	{ .name = "start", .kind = TAKE_EXPR, FIELD_AT(struct pathway, start), .must = true },
	{ .name = "selected_by", .kind = TAKE_EXPR, FIELD_AT(struct pathway, selected_by) },
	{ .name = "start_words", .kind = TAKE_TEXT, FIELD_AT(struct pathway, start_words) },
	{ .name = "decided", .kind = TAKE_EXPR, FIELD_AT(struct pathway, decided) },
	{ .name = "issued", .kind = TAKE_EXPR, FIELD_AT(struct pathway, issued) },
	{ .name = "whole", .kind = TAKE_EXPR, FIELD_AT(struct pathway, whole) },
	{ .name = "planned", .kind = TAKE_EXPR, FIELD_AT(struct pathway, planned) },
	{ .name = "second", .kind = TAKE_ONE_OF, FIELD_AT(struct pathway, second), .words = seconds },
	{ .name = "second_while", .kind = TAKE_EXPR, FIELD_AT(struct pathway, second_while) },
	{ .name = "anew", .kind = TAKE_EXPR, FIELD_AT(struct pathway, anew) },
	{ .name = "status", .kind = TAKE_WORD, FIELD_AT(struct pathway, status), .words = status_words },
	{ .name = "valid_from", .kind = TAKE_DAY, FIELD_AT(struct pathway, valid_from) },
	{ .name = "valid_to", .kind = TAKE_DAY, FIELD_AT(struct pathway, valid_to) },
};
static const struct field step_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct step, name), .must = true, .most = 300 },
	{ .name = "who", .kind = TAKE_TEXT, FIELD_AT(struct step, who), .most = 200 },
	{ .name = "rule_words", .kind = TAKE_TEXT, FIELD_AT(struct step, rule_words) },
	{ .name = "note", .kind = TAKE_TEXT, FIELD_AT(struct step, note) },
	{ .name = "kind", .kind = TAKE_WORD, FIELD_AT(struct step, kind), .must = true, .words = step_kinds },
	{ .name = "due", .kind = TAKE_EXPR, FIELD_AT(struct step, due) },
	{ .name = "to", .kind = TAKE_EXPR, FIELD_AT(struct step, to) },
	{ .name = "done", .kind = TAKE_EXPR, FIELD_AT(struct step, done) },
	{ .name = "applies", .kind = TAKE_EXPR, FIELD_AT(struct step, applies) },
	{ .name = "from_words", .kind = TAKE_TEXT, FIELD_AT(struct step, from_words), .most = 300 },
	{ .name = "counted_from", .kind = TAKE_NAME, FIELD_AT(struct step, counted_from), .refers = REFERS_NAME },
	{ .name = "per", .kind = TAKE_NAME, FIELD_AT(struct step, per), .refers = REFERS_ASK },
	{ .name = "party", .kind = TAKE_NAME, FIELD_AT(struct step, party), .refers = REFERS_HOLDER },
	{ .name = "exceptions", .kind = TAKE_NAMES, FIELD_AT(struct step, exceptions), .refers = REFERS_EXCEPTION },
	{ .name = "selected_by", .kind = TAKE_EXPR, FIELD_AT(struct step, selected_by) },
	RULE_NOTE_FIELDS(struct step, law, true),
};
static const struct field exception_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct exception, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct exception, about) },
	{ .name = "available", .kind = TAKE_EXPR, FIELD_AT(struct exception, available), .must = true },
	{ .name = "window_from", .kind = TAKE_EXPR, FIELD_AT(struct exception, window_from) },
	{ .name = "window_to", .kind = TAKE_EXPR, FIELD_AT(struct exception, window_to) },
	{ .name = "needs", .kind = TAKE_TEXT, FIELD_AT(struct exception, needs) },
	{ .name = "form", .kind = TAKE_FORM, FIELD_AT(struct exception, form) },
	RULE_NOTE_FIELDS(struct exception, law, true),
};
static const struct field event_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct event_kind, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct event_kind, about) },
	{ .name = "roles", .kind = TAKE_NAMES, FIELD_AT(struct event_kind, roles), .refers = REFERS_ROLE },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct event_kind, when) },
	{ .name = "form", .kind = TAKE_FORM, FIELD_AT(struct event_kind, form) },
	{ .name = "holder", .kind = TAKE_PICKS, FIELD_AT(struct event_kind, holder), .refers = REFERS_HOLDER },
	{ .name = "asks", .kind = TAKE_NAME, FIELD_AT(struct event_kind, asks) },
	{ .name = "ask_state", .kind = TAKE_ONE_OF, FIELD_AT(struct event_kind, ask_state), .words = ask_states },
	{ .name = "letters", .kind = TAKE_NAMES, FIELD_AT(struct event_kind, letters), .refers = REFERS_LETTER },
	{ .name = "date_words", .kind = TAKE_TEXT, FIELD_AT(struct event_kind, date_words), .most = 200 },
	{ .name = "kind", .kind = TAKE_ONE_OF, FIELD_AT(struct event_kind, kind), .words = event_kinds },
	{ .name = "opens", .kind = TAKE_PICKS, FIELD_AT(struct event_kind, opens), .refers = REFERS_OPENS },
	{ .name = "also", .kind = TAKE_PICKS, FIELD_AT(struct event_kind, also), .refers = REFERS_OPENS },
	{ .name = "freezes", .kind = TAKE_ONE_OF, FIELD_AT(struct event_kind, freezes), .words = plan_states },
	{ .name = "ask_kind", .kind = TAKE_NAME, FIELD_AT(struct event_kind, ask_kind), .refers = REFERS_ASK },
	{ .name = "paper", .kind = TAKE_NAME, FIELD_AT(struct event_kind, paper), .refers = REFERS_PAPER },
	{ .name = "sets", .kind = TAKE_NAMES, FIELD_AT(struct event_kind, sets), .refers = REFERS_SETS },
	{ .name = "came", .kind = TAKE_NAME, FIELD_AT(struct event_kind, came), .refers = REFERS_CAME },
	{ .name = "public_part", .kind = TAKE_YES, FIELD_AT(struct event_kind, public_part) },
	{ .name = "by_program", .kind = TAKE_YES, FIELD_AT(struct event_kind, by_program) },
};
static const struct field stage_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct stage, name), .must = true, .most = 200 },
	{ .name = "when", .kind = TAKE_EXPR, FIELD_AT(struct stage, when) },
	{ .name = "next_step", .kind = TAKE_NAME, FIELD_AT(struct stage, next_step), .refers = REFERS_STEP },
	{ .name = "family_name", .kind = TAKE_TEXT, FIELD_AT(struct stage, family_name), .most = 200 },
	{ .name = "family_next", .kind = TAKE_TEXT, FIELD_AT(struct stage, family_next) },
	{ .name = "family_can", .kind = TAKE_TEXT, FIELD_AT(struct stage, family_can) },
	{ .name = "family_rights", .kind = TAKE_TEXT, FIELD_AT(struct stage, family_rights) },
	{ .name = "is_end", .kind = TAKE_YES, FIELD_AT(struct stage, is_end) },
	{ .name = "outcome", .kind = TAKE_NAME, FIELD_AT(struct stage, outcome) },
};
static const struct field answer_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct worked, name), .must = true, .most = 300 },
	{ .name = "value", .kind = TAKE_EXPR, FIELD_AT(struct worked, value), .must = true },
	RULE_NOTE_FIELDS(struct worked, law, true),
};
static const struct field rate_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct rate, name), .must = true, .most = 300 },
	{ .name = "of", .kind = TAKE_EXPR, FIELD_AT(struct rate, of), .must = true },
	{ .name = "counts", .kind = TAKE_EXPR, FIELD_AT(struct rate, counts), .must = true },
	RULE_NOTE_FIELDS(struct rate, law, true),
};
static const struct field fact_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct fact, name), .must = true, .most = 200 },
	{ .name = "about", .kind = TAKE_TEXT, FIELD_AT(struct fact, about) },
	{ .name = "value", .kind = TAKE_EXPR, FIELD_AT(struct fact, value) },
	{ .name = "type", .kind = TAKE_WORD, FIELD_AT(struct fact, type), .words = fact_types },
	{ .name = "least", .kind = TAKE_INT, FIELD_AT(struct fact, least), .most = 10000 },
	{ .name = "most", .kind = TAKE_INT, FIELD_AT(struct fact, most), .least = 1, .most = 10000 },
	{ .name = "understood", .kind = TAKE_EXPR, FIELD_AT(struct fact, understood) },
};
struct party { struct str id, name; struct place place; };
static const struct field party_fields[] = {
	{ .name = "name", .kind = TAKE_TEXT, FIELD_AT(struct party, name), .must = true, .most = 100 },
};

static struct pathway *now(struct reader *r)
{
	return &r->book->pathways[r->book->pathway_count - 1];
}

/* The pathway is in the book before its fields are read, so that their expressions know it. */
static void begin_pathway(struct reader *r, const struct stanza *s)
{
	(void)s;
	PUSH_TO(r->a, r->book->pathways, r->book->pathway_count, r->book->pathway_room, (struct pathway){ 0 });
	r->scope.pathway = r->book->pathway_count - 1;
}

static void keep_pathway(struct reader *r, const struct stanza *s, void *made)
{
	const struct pathway *p = made;
	struct rule_note days = { .valid_from = p->valid_from, .valid_to = p->valid_to };

	if (p->second_while && str_is_empty(p->second))
		slip(r, s->file, s->at[0].line, "\"second_while\" says when \"second\" holds, and there is no \"second\"");
	*now(r) = *p;
	note_finish(r, s, &days);
}

static void begin_step(struct reader *r, const struct stanza *s)
{
	(void)s;
	r->scope.step = now(r)->step_count;
}

static void keep_step(struct reader *r, const struct stanza *s, void *made)
{
	struct step *step = made;

	note_finish(r, s, &step->law);
	r->scope.step = NO_STEP;
	if (step->to && !step->due)
		slip(r, s->file, s->at[0].line, "a window that has \"to\" needs \"due\", its first day");
	PUSH_TO(r->a, now(r)->steps, now(r)->step_count, now(r)->step_room, *step);
}

static void keep_exception(struct reader *r, const struct stanza *s, void *made)
{
	struct exception *e = made;
	struct str rest = e->needs;

	note_finish(r, s, &e->law);
	if (pathway_exception(now(r), e->code))
		slip(r, s->file, s->at[0].line, "there is another exception \"%.*s\"", STR_ARG(e->code));
	for (struct str word = str_word(&rest); word.at; word = str_word(&rest))
		meet(r, s, s->at[0].line, REFERS_NAME, word);
	PUSH_TO(r->a, now(r)->exceptions, now(r)->exception_count, now(r)->exception_room, *e);
}

static void keep_event(struct reader *r, const struct stanza *s, void *made)
{
	struct event_kind *e = made;

	if (str_is_empty(e->kind))
		e->kind = STR("act");
	if (pathway_event(now(r), e->id))
		slip(r, s->file, s->at[0].line, "there is another event \"%.*s\"", STR_ARG(e->id));
	if (expr_is_built_in_name(e->id))
		slip(r, s->file, s->at[0].line, "\"%.*s\" is a built-in name and cannot be an event", STR_ARG(e->id));
	PUSH_TO(r->a, now(r)->events, now(r)->event_count, now(r)->event_room, *e);
}

static void keep_stage(struct reader *r, const struct stanza *s, void *made)
{
	struct stage *stage = made;

	if (pathway_stage(now(r), stage->id))
		slip(r, s->file, s->at[0].line, "there is another stage \"%.*s\"", STR_ARG(stage->id));
	if (stage->is_end != !str_is_empty(stage->outcome))
		slip(r, s->file, s->at[0].line, "an end has is_end and outcome, another stage has neither");
	if ((now(r)->stage_count == 0) != (stage->when == NULL))
		slip(r, s->file, s->at[0].line, now(r)->stage_count == 0 ?
		     "the first stage is where a process begins and has no \"when\"" :
		     "without \"when\" this stage would hide those above it");
	PUSH_TO(r->a, now(r)->stages, now(r)->stage_count, now(r)->stage_room, *stage);
}

static void keep_answer(struct reader *r, const struct stanza *s, void *made)
{
	struct worked *w = made;

	note_finish(r, s, &w->law);
	PUSH_TO(r->a, now(r)->answers, now(r)->answer_count, now(r)->answer_room, *w);
}

static void keep_rate(struct reader *r, const struct stanza *s, void *made)
{
	struct rate *rate = made;

	note_finish(r, s, &rate->law);
	PUSH_TO(r->a, now(r)->rates, now(r)->rate_count, now(r)->rate_room, *rate);
}

static void keep_fact(struct reader *r, const struct stanza *s, void *made)
{
	const struct fact *f = made;

	if (pathway_fact(now(r), f->id))
		slip(r, s->file, s->at[0].line, "there is another fact \"%.*s\"", STR_ARG(f->id));
	if ((f->least || f->most) && (f->type != FACT_NUMBER || f->least > f->most))
		slip(r, s->file, s->at[0].line, "\"%.*s\": least and most are of a number, the smaller first", STR_ARG(f->id));
	LIST_PUSH(r->a, &now(r)->facts, *f);
}

/* A party besides those of code/holder.csv joins that list. */
static void keep_party(struct reader *r, const struct stanza *s, void *made)
{
	const struct party *p = made;
	struct code_list *holders = (struct code_list *)book_codes(r->book, STR("holder"));

	(void)s;
	if (!holders)
		return;
	for (size_t i = 0; i < holders->count; i++)
		if (str_equal(holders->at[i].code, p->id))
			return;
	LIST_PUSH(r->a, holders, (struct code){ p->id, p->name, STR_NONE });
}

void read_pathway_file(struct reader *r, const struct rulebook_file *file)
{
	static const struct stanza_kind kinds[] = {
		{ STANZA("pathway", struct pathway, id, pathway_fields), .begin = begin_pathway, .keep = keep_pathway,
		  .is_head = true },
		{ STANZA("step", struct step, id, step_fields), .begin = begin_step, .keep = keep_step },
		{ STANZA("exception", struct exception, code, exception_fields), .keep = keep_exception },
		{ STANZA("event", struct event_kind, id, event_fields), .keep = keep_event },
		{ STANZA("stage", struct stage, id, stage_fields), .keep = keep_stage },
		{ STANZA("answer", struct worked, id, answer_fields), .keep = keep_answer },
		{ STANZA("rate", struct rate, id, rate_fields), .keep = keep_rate },
		{ STANZA("fact", struct fact, id, fact_fields), .keep = keep_fact },
		{ STANZA("party", struct party, id, party_fields), .keep = keep_party },
	};

	read_stanzas(r, file, kinds, sizeof kinds / sizeof *kinds);
	r->scope.pathway = NO_PATHWAY;
	r->scope.step = NO_STEP;
}
