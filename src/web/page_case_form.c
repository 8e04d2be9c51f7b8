/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/page_case_form - the form of an event on a case.
 * Touches work/case, web/form. */
#include "web/page_case_form.h"

#include "web/form_room.h"
#include "work/plan.h"

/* Asks to settings: so many can be picked at once; more by recording it again. */
enum { SETTINGS_MOST = 4 };

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static void field_add(struct arena *a, struct form *form, struct form_field field)
{
	if (form->field_count == form->field_room)
		arena_grow(a, (void **)&form->fields, &form->field_room, sizeof *form->fields);
	form->fields[form->field_count++] = field;
}

static void extra_add(struct desk *d, struct case_form *f, struct form_field field)
{
	field_add(d->arena, &f->form, field);
	field_add(d->arena, &f->extra, field);
}

/* Which request it is about (a correction stays with its own): those that are open, and where the pathway lets one be set down as not asked for, the roles
 * of its list that were never asked. */
static void subject_add(struct desk *d, const struct case_file *c, struct case_form *f)
{
	const struct event_kind *e = f->event;
	const struct ask_line **asks;
	size_t count;
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);
	if (f->corrects || (str_is_empty(e->ask_kind) && str_is_empty(e->ask_state)))
		return;
	case_subjects(d, c, e, &asks, &count);
	for (size_t i = 0; i < count; i++)
		LIST_PUSH(d->arena, list, (struct code){ asks[i]->subject, case_ask_words(d, c, asks[i]), STR_NONE });
	const struct code_list *roles = str_equal(e->ask_state, STR("withdrawn")) ? book_codes(d->book, e->ask_kind) : NULL;
	for (size_t i = 0; roles && i < roles->count; i++) {
		struct str subject = arena_printf(d->arena, "%.*s-%.*s", STR_ARG(e->ask_kind), STR_ARG(roles->at[i].code));
		bool is_asked = false;
		for (size_t j = 0; j < c->state.ask_count; j++)
			is_asked = is_asked || str_equal(c->state.asks[j].subject, subject);
		if (!is_asked && case_may_record(d, c, e, STR_NONE))
			LIST_PUSH(d->arena, list, (struct code){ subject, roles->at[i].label, STR_NONE });
	}
	if (list->count == 1)           /* nothing to choose */
		LIST_PUSH(d->arena, &f->values, (struct answer){ STR("subject"), list->at[0].code });
	extra_add(d, f, (struct form_field){ .name = STR("subject"), .label = words(d, "case.which_request"),
		.type = FIELD_CHOICE, .codes = list, .must = true, .most = 100 });
}

/* Whom to ask: for a kind with a list of roles the council's teams and the child's school by role; otherwise settings
 * that are looked up by name. */
static const struct fault *teams_add(struct desk *d, const struct case_file *c, struct case_form *f,
				     const struct code_list *roles)
{
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);
	struct case_team *teams;
	size_t count;
	TRY(case_teams(d, c, &teams, &count));
	for (size_t i = 0; i < roles->count; i++) {
		const struct code *role = &roles->at[i];
		bool has_team = false;
		for (size_t j = 0; j < count; j++) {
			if (!str_equal(teams[j].role, role->code))
				continue;
			has_team = true;
			LIST_PUSH(d->arena, list, (struct code){
				arena_printf(d->arena, "%.*s:%lld", STR_ARG(role->code), (long long)teams[j].id),
				arena_printf(d->arena, "%.*s: %.*s", STR_ARG(role->label), STR_ARG(teams[j].name)), STR_NONE });
		}
		if (!has_team && str_equal(role->code, STR("education")) && c->roll_school_id)
			LIST_PUSH(d->arena, list, (struct code){
				arena_printf(d->arena, "education:%lld", (long long)c->roll_school_id),
				arena_printf(d->arena, "%.*s: %.*s", STR_ARG(role->label), STR_ARG(c->school_name)), STR_NONE });
		else if (!has_team)
			LIST_PUSH(d->arena, list, (struct code){
				arena_printf(d->arena, "%.*s:0", STR_ARG(role->code)), role->label, STR_NONE });
	}
	extra_add(d, f, (struct form_field){ .name = STR("asks"), .label = words(d, "case.whom"), .type = FIELD_CHOICES,
		.codes = list, .must = true, .most = 2000, .help = words(d, "case.whom_help") });
	return NULL;
}

static const struct fault *asks_add(struct desk *d, const struct case_file *c, struct case_form *f)
{
	const struct code_list *roles = str_is_empty(f->event->asks) ? NULL : book_codes(d->book, f->event->asks);
	if (str_is_empty(f->event->asks) || f->corrects)
		return NULL;
	if (roles)
		return teams_add(d, c, f, roles);
	for (int i = 0; i < SETTINGS_MOST; i++) {
		struct str n = arena_printf(d->arena, "%d", i + 1);
		extra_add(d, f, (struct form_field){ .name = i ? arena_printf(d->arena, "asks_%d", i + 1) : STR("asks"),
			.label = case_words_with(d, "case.setting", &n, 1), .type = FIELD_ORGANISATION, .must = i == 0,
			.codes_of = STR("school college nursery provider council-team health social-care other"), .most = 20 });
	}
	return NULL;
}

void case_came_add(struct desk *d, struct form *form)
{
	field_add(d->arena, form, (struct form_field){ .name = STR("came"), .label = words(d, "case.came_how"), .type = FIELD_CHOICE,
		.help = words(d, "case.came_how_help"), .codes = book_codes(d->book, STR("came-by")), .must = true, .most = 20 });
	field_add(d->arena, form, (struct form_field){ .name = STR("came_on"), .label = words(d, "case.came_on"), .type = FIELD_DATE,
		.help = words(d, "case.came_on_help"), .most = 20 });
}

static void came_begin(struct desk *d, const struct case_file *c, struct case_form *f)
{
	struct str by = f->corrects ? answers_get(&f->corrects->fields, STR(CASE_CAME_BY)) : STR("");

	if (!case_keys_in(d, c, f->event, f->corrects ? f->corrects->subject : STR_NONE))
		return;
	case_came_add(d, &f->form);
	case_came_add(d, &f->extra);
	if (!f->corrects) {
		LIST_PUSH(d->arena, &f->values, (struct answer){ STR("came"), f->event->came });
		return;
	}
	LIST_PUSH(d->arena, &f->values, (struct answer){ STR("came"), str_is_empty(by) ? STR("here") : by });
	LIST_PUSH(d->arena, &f->values, (struct answer){ STR("came_on"), answers_get(&f->corrects->fields, STR(CASE_CAME_ON)) });
}

/* The day of a panel is the panel's own. */
static bool is_filled_in(const struct form *form, const struct form_field *f)
{
	for (size_t i = 0; i < form->field_count; i++)
		if (form->fields[i].type == FIELD_PANEL && f->type == FIELD_DATE &&
		    str_starts(f->name, form->fields[i].name) && f->name.len == form->fields[i].name.len + 4 &&
		    str_ends(f->name, STR("_day")))
			return true;
	return false;
}

static void own_add(struct desk *d, const struct case_file *c, struct case_form *f)
{
	const struct form *own = f->event->form;
	if (f->corrects && f->event->by_program)
		return;
	for (size_t i = 0; own && i < own->field_count; i++) {
		struct form_field field = own->fields[i];
		field.page = STR("");
		if (f->corrects && case_answer_is_kept(d, c, f->corrects, &field))
			f->keeps = true;
		else if (!is_filled_in(own, &field))
			field_add(d->arena, &f->form, field);
	}
}

static void correction_add(struct desk *d, struct case_form *f)
{
	static const char *const codes[] = { "changed", CASE_TAKEN_BACK };
	static const char *const keys[] = { "case.correct_changed", "case.correct_taken_back" };
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);
	for (size_t i = f->event->by_program ? 1 : 0; i < 2; i++)       /* what the program made is taken back, never replaced */
		LIST_PUSH(d->arena, list, (struct code){ str_of(codes[i]), words(d, keys[i]), STR_NONE });
	extra_add(d, f, (struct form_field){ .name = STR("correct_how"), .label = words(d, "case.correct_how"),
		.type = FIELD_CHOICE, .codes = list, .must = true, .most = 20 });
	extra_add(d, f, (struct form_field){ .name = STR("reason"), .label = words(d, "case.reason_label"),
		.type = FIELD_LONG, .must = true, .most = 2000, .help = words(d, "case.reason_help") });
}

/* The child's other processes in which it counts as well; those that do not have it yet are ticked at first. */
static const struct fault *also_add(struct desk *d, const struct case_file *c, struct case_form *f)
{
	struct code_list *list = ARENA_NEW(d->arena, struct code_list, 1);
	struct out ticked = out_start(d->arena, 40);

	TRY(case_besides(d, c, f->event, &f->besides));
	for (size_t i = 0; i < f->besides.count; i++) {
		const struct case_file *there = f->besides.at[i].c;
		struct str args[] = { there->pathway->name, there->reference, f->besides.at[i].event->name };

		LIST_PUSH(d->arena, list, (struct code){ there->reference, case_words_with(d, "case.also_line", args, 3), STR_NONE });
		if (case_beside_lacks(&f->besides.at[i]))
			out_printf(&ticked, "%s%.*s", ticked.len ? "," : "", STR_ARG(there->reference));
	}
	if (f->besides.count == 0)
		return NULL;
	extra_add(d, f, (struct form_field){ .name = STR("also"), .label = words(d, "case.also"), .help = words(d, "case.also_help"),
		.type = FIELD_CHOICES, .codes = list, .most = 400 });
	LIST_PUSH(d->arena, &f->values, (struct answer){ STR("also"), ticked.len ? out_str(&ticked) : STR("") });
	return NULL;
}

const struct fault *case_form_begin(struct desk *d, const struct case_file *c, const struct event_kind *event,
				    const struct happened *old, struct case_form *out)
{
	*out = (struct case_form){ .event = event, .corrects = old };
	out->form.id = out->extra.id = event->id;
	if (old)
		correction_add(d, out);
	subject_add(d, c, out);
	TRY(asks_add(d, c, out));
	extra_add(d, out, (struct form_field){ .name = STR("day"), .type = FIELD_DATE, .must = true, .most = 20,
		.label = str_is_empty(event->date_words) ? words(d, "case.day") : event->date_words });
	came_begin(d, c, out);
	own_add(d, c, out);
	if (!old)
		TRY(also_add(d, c, out));
	if (old) {
		for (size_t i = 0; i < old->fields.count; i++)
			LIST_PUSH(d->arena, &out->values, old->fields.at[i]);
		LIST_PUSH(d->arena, &out->values, (struct answer){ STR("correct_how"), STR("changed") });
	} else {
		TRY(plan_begins(d, c, event->form, &out->values));
	}
	LIST_PUSH(d->arena, &out->values, (struct answer){ STR("day"), date_iso(d->arena, old ? old->day : d->now.today) });
	return NULL;
}

bool case_form_read(struct desk *d, const struct request *r, struct case_form *f)
{
	f->values = (struct answers){ 0 };
	return form_read(d, r, &f->form, STR(""), &f->values, &f->files, &f->problems);
}

static void asks_take(struct desk *d, const struct case_form *f, struct case_act *act)
{
	const struct code_list *roles = book_codes(d->book, f->event->asks);
	struct { struct case_ask *at; size_t count, room; } list = { 0 };
	for (size_t i = 0; i < f->extra.field_count; i++) {
		struct str name = f->extra.fields[i].name, rest = answers_get(&f->values, name);
		if (!str_starts(name, STR("asks")) || str_is_empty(rest))
			continue;
		while (rest.at) {
			struct str code = str_trim(str_cut(&rest, ',')), organisation = code;
			struct case_ask ask = { .role = roles ? str_cut(&organisation, ':') : STR("setting") };
			if (!str_to_int(organisation, &ask.organisation_id))
				ask.organisation_id = 0;
			LIST_PUSH(d->arena, &list, ask);
		}
	}
	act->asks = list.at;
	act->ask_count = list.count;
}

static bool is_extra(const struct case_form *f, struct str name)
{
	for (size_t i = 0; i < f->extra.field_count; i++)
		if (str_equal(f->extra.fields[i].name, name))
			return true;
	return false;
}

struct case_act case_form_act(struct desk *d, struct case_form *f, int64_t seen_version)
{
	bool takes_back = f->corrects && str_equal(answers_get(&f->values, STR("correct_how")), STR(CASE_TAKEN_BACK));
	struct case_act act = { .event = takes_back ? STR(CASE_TAKEN_BACK) : f->event->id, .files = f->files,
		.subject = f->corrects ? f->corrects->subject : answers_get(&f->values, STR("subject")),
		.also = answers_get(&f->values, STR("also")), .seen_version = seen_version,
		.day = date_read(answers_get(&f->values, STR("day"))), .corrects = f->corrects ? f->corrects->seq : 0,
		.reason = answers_get(&f->values, STR("reason")), .came = answers_get(&f->values, STR("came")),
		.came_on = date_read(answers_get(&f->values, STR("came_on"))) };
	for (size_t i = 0; i < f->values.count; i++)
		if (!is_extra(f, f->values.at[i].name))
			LIST_PUSH(d->arena, &act.fields, f->values.at[i]);
	if (!str_is_empty(f->event->asks) && !f->corrects)
		asks_take(d, f, &act);
	struct answers extra = { 0 };
	for (size_t i = 0; i < f->values.count; i++)
		if (is_extra(f, f->values.at[i].name))
			LIST_PUSH(d->arena, &extra, f->values.at[i]);
	form_check(d->arena, d->book, &f->extra, &extra, d->now.today, &f->problems);
	return act;
}

const struct fault *case_form_show(struct desk *d, const struct case_file *c, const struct case_form *f, struct str *html)
{
	struct out o = out_start(d->arena, 8192);
	struct form_view v = { .desk = d, .form = &f->form, .page = STR(""), .values = &f->values, .known = &c->facts,
			       .problems = &f->problems, .authority = c->authority, .files = &f->files };
	TRY(form_show(&o, &v));
	*html = out_str(&o);
	return NULL;
}

struct str case_form_carried(struct desk *d, const struct request *r, const struct case_form *f)
{
	struct out o = out_start(d->arena, 4096);
	for (size_t i = 0; i < r->form_count; i++) {
		const struct typed *t = &r->form_at[i];
		bool is_ours = str_equal(t->name, STR("go")) || str_equal(t->name, STR("version")) ||
			       str_equal(t->name, STR("csrf")) || str_ends(t->name, STR("-kept")) || t->file;
		bool is_field = false;
		for (size_t j = 0; j < f->form.field_count && !is_ours; j++)
			is_field = is_field || str_starts(t->name, f->form.fields[j].name);
		if (is_field)
			form_hidden(&o, t->name, t->value);
	}
	for (size_t i = 0; i < f->files.count; i++)
		form_hidden(&o, arena_printf(d->arena, "%.*s-kept", STR_ARG(f->files.at[i].field)), form_file_seal(d, &f->files.at[i]));
	return out_str(&o);
}
