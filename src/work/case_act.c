/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/case_act - what somebody typed, put in order before it is judged and saved.
 * Touches the store (accounts, organisations, panels, files that are named). Runs inside the saving transaction. */
#include "core/out.h"
#include "gen/sql/case.h"
#include "gen/sql/document.h"
#include "work/case_room.h"

struct str case_answers_write(struct arena *a, const struct answers *fields)
{
	struct out o = out_start(a, 512);
	out_byte(&o, '{');
	for (size_t i = 0; i < fields->count; i++) {
		if (i)
			out_byte(&o, ',');
		out_json(&o, fields->at[i].name);
		out_byte(&o, ':');
		out_json(&o, fields->at[i].text);
	}
	out_byte(&o, '}');
	return out_str(&o);
}

void case_problem(const struct desk *d, struct problems *out, struct str field, enum problem_kind kind, const char *key,
		  struct str arg)
{
	problems_add(out, d->arena, field, kind, book_words_with(d->book, d->arena, str_of(key), &arg, 1));
}

void case_problems_copy(struct arena *to, struct problems *out, const struct problems *from)
{
	for (size_t i = 0; i < from->count; i++)
		problems_add(out, to, from->at[i].field, from->at[i].kind, from->at[i].words);
}

void case_arena_ready(struct arena *a, size_t bytes)
{
	struct arena_mark mark = arena_mark(a);
	arena_take(a, bytes);
	arena_reset(a, mark);
}

struct settling {
	struct store *writer;
	struct desk *d;
	const struct case_file *c;
	const struct case_act *act;
	struct happened *now;
	struct problems *problems;
};

static void answer_put(struct settling *s, struct str name, struct str text)
{
	for (size_t i = 0; i < s->now->fields.count; i++)
		if (str_equal(s->now->fields.at[i].name, name)) {
			s->now->fields.at[i].text = text;
			return;
		}
	LIST_PUSH(s->d->arena, &s->now->fields, (struct answer){ name, text });
}

static struct str file_names(struct settling *s, struct str field)
{
	struct out o = out_start(s->d->arena, 64);
	for (size_t i = 0; i < s->act->files.count; i++) {
		if (!str_equal(s->act->files.at[i].field, field))
			continue;
		if (o.len)
			out_add(&o, STR(", "));
		out_add(&o, s->act->files.at[i].name);
	}
	return out_str(&o);
}

/* Only answers that the form asks for, blanks at the ends gone, empty ones left out. A correction by somebody from whom an answer
 * is kept leaves that answer as it was. */
static void answers_take(struct settling *s, const struct form *form)
{
	const struct happened *old = case_event(s->c, s->act->corrects);
	for (size_t i = 0; form && i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];
		struct str text = f->type == FIELD_FILE ? file_names(s, f->name)
							: str_trim(answers_get(&s->act->fields, f->name));
		if (old && case_answer_is_kept(s->d, s->c, old, f)) {
			if (!str_is_empty(text))
				case_problem(s->d, s->problems, f->name, PROBLEM_RULE, "problem.answer_kept", f->label);
			text = answers_get(&old->fields, f->name);
		}
		if (!str_is_empty(text))
			answer_put(s, f->name, text);
	}
}

static const struct form_field *field_named(const struct form *form, struct str name)
{
	for (size_t i = 0; i < form->field_count; i++)
		if (str_equal(form->fields[i].name, name))
			return &form->fields[i];
	return NULL;
}

/* A panel of this council with room left; a date field NAME_day beside it takes its day. */
static const struct fault *panel_check(struct settling *s, const struct form *form, const struct form_field *f, int64_t id)
{
	struct case_panel_rows rows;
	TRY(sql_case_panel(s->writer, s->d->arena, &(struct case_panel_in){ id, s->c->authority, s->c->id }, &rows));
	if (rows.count == 0) {
		case_problem(s->d, s->problems, f->name, PROBLEM_RANGE, "problem.choice", f->label);
		return NULL;
	}
	if (rows.at[0].booked >= rows.at[0].room && s->act->corrects == 0)
		case_problem(s->d, s->problems, f->name, PROBLEM_RULE, "problem.panel_full", f->label);
	struct str day = arena_printf(s->d->arena, "%.*s_day", STR_ARG(f->name));
	const struct form_field *beside = field_named(form, day);
	if (beside && beside->type == FIELD_DATE)
		answer_put(s, beside->name, date_iso(s->d->arena, rows.at[0].day));
	return NULL;
}

/* What a field names must be there, and be this council's where that matters. */
static const struct fault *named_check(struct settling *s, const struct form *form, const struct form_field *f)
{
	int64_t id;
	if (!str_to_int(answers_get(&s->now->fields, f->name), &id))
		return NULL;            /* absent, or no number: the form says so */
	if (f->type == FIELD_PANEL)
		return panel_check(s, form, f, id);
	bool is_there = true;
	if (f->type == FIELD_ACCOUNT) {
		struct case_account_rows rows;
		TRY(sql_case_account(s->writer, s->d->arena, &(struct case_account_in){ id, s->c->authority }, &rows));
		is_there = rows.count == 1;
	} else if (f->type == FIELD_ORGANISATION) {
		struct case_organisation_rows rows;
		TRY(sql_case_organisation(s->writer, s->d->arena, &(struct case_organisation_in){ id }, &rows));
		is_there = rows.count == 1;
	}
	if (!is_there)
		case_problem(s->d, s->problems, f->name, PROBLEM_RANGE, "problem.choice", f->label);
	return NULL;
}

static const struct ask_line *ask_now(const struct case_file *c, struct str subject)
{
	for (size_t i = 0; i < c->state.ask_count; i++)
		if (str_equal(c->state.asks[i].subject, subject))
			return &c->state.asks[i];
	return NULL;
}

static bool is_closed(const struct ask_line *ask)
{
	return str_equal(ask->state, STR("answered")) || str_equal(ask->state, STR("withdrawn"));
}

/* "advice-ep" where the kind of ask has a list of roles; "setting-123" for any organisation. Several of the role
 * "other" are told apart by their organisation. */
static struct str subject_of(struct settling *s, struct str kind, const struct case_ask *ask)
{
	struct arena *a = s->d->arena;
	struct str role = str_is_empty(ask->role) ? STR("setting") : ask->role;
	if (!code_find(book_codes(s->d->book, kind), role))
		return arena_printf(a, "%.*s-%lld", STR_ARG(role), (long long)ask->organisation_id);
	if (str_equal(role, STR("other")) && ask->organisation_id != 0)
		return arena_printf(a, "%.*s-other-%lld", STR_ARG(kind), (long long)ask->organisation_id);
	return arena_printf(a, "%.*s-%.*s", STR_ARG(kind), STR_ARG(role));
}

static bool is_plain(struct str role)
{
	for (size_t i = 0; i < role.len; i++)
		if (!((role.at[i] >= 'a' && role.at[i] <= 'z') || (role.at[i] >= '0' && role.at[i] <= '9') ||
		      role.at[i] == '_' || role.at[i] == '-'))
			return false;
	return role.len <= 40;
}

/* One ask: who is asked must be there; nobody is asked twice while the first ask is open. */
static const struct fault *ask_take(struct settling *s, struct str kind, const struct case_ask *ask)
{
	struct case_organisation_rows rows = { 0 };
	struct str words = ask->role, subject = subject_of(s, kind, ask);
	bool is_role = code_find(book_codes(s->d->book, kind), ask->role);
	if (ask->organisation_id != 0)
		TRY(sql_case_organisation(s->writer, s->d->arena, &(struct case_organisation_in){ ask->organisation_id }, &rows));
	if (rows.count == 1)
		words = rows.at[0].name;
	if (!is_plain(ask->role) || (rows.count == 0 && (ask->organisation_id != 0 || !is_role))) {
		case_problem(s->d, s->problems, STR("asks"), PROBLEM_RANGE, "problem.ask_unknown", STR(""));
		return NULL;
	}
	const struct ask_line *old = ask_now(s->c, subject);
	struct str name = arena_printf(s->d->arena, "ask.%.*s", STR_ARG(subject));
	if ((old && !is_closed(old) && s->act->corrects == 0) || answers_get(&s->now->fields, name).at)
		case_problem(s->d, s->problems, STR("asks"), PROBLEM_TWICE, "problem.ask_twice", words);
	answer_put(s, name, arena_printf(s->d->arena, "%lld %.*s", (long long)ask->organisation_id,
					 STR_ARG(str_is_empty(ask->role) ? STR("setting") : ask->role)));
	return NULL;
}

static const struct fault *asks_take(struct settling *s, const struct event_kind *e)
{
	if (str_is_empty(e->asks))
		return NULL;
	for (size_t i = 0; i < s->act->ask_count; i++)
		TRY(ask_take(s, e->asks, &s->act->asks[i]));
	const struct happened *old = s->act->ask_count == 0 ? case_event(s->c, s->act->corrects) : NULL;
	for (size_t i = 0; old && i < old->fields.count; i++)
		if (str_starts(old->fields.at[i].name, STR("ask.")))
			answer_put(s, old->fields.at[i].name, old->fields.at[i].text);
	if (s->act->ask_count == 0 && !old)
		case_problem(s->d, s->problems, STR("asks"), PROBLEM_MISSING, "problem.asks", e->name);
	return NULL;
}

/* A role of the kind's list that was never asked can be set down as not asked for. */
static bool may_be_withdrawn(const struct settling *s, const struct event_kind *e, struct str subject)
{
	struct str head = arena_printf(s->d->arena, "%.*s-", STR_ARG(e->ask_kind));
	return str_equal(e->ask_state, STR("withdrawn")) && !str_is_empty(e->ask_kind) && str_starts(subject, head) &&
	       code_find(book_codes(s->d->book, e->ask_kind), str_slice(subject, head.len, subject.len));
}

/* An event about an ask needs one of its kind that is open (or the one that it corrects was about). */
static void subject_check(struct settling *s, const struct event_kind *e)
{
	struct str subject = s->now->subject;
	bool is_for_ask = !str_is_empty(e->ask_kind) || !str_is_empty(e->ask_state);
	if (!is_for_ask) {
		s->now->subject = STR("");
		return;
	}
	const struct ask_line *ask = ask_now(s->c, subject);
	const struct happened *old = case_event(s->c, s->act->corrects);
	if (ask && !str_is_empty(e->ask_kind) && !str_equal(ask->kind, e->ask_kind))
		ask = NULL;
	if (old && str_equal(old->subject, subject))
		return;
	if (ask ? is_closed(ask) : !may_be_withdrawn(s, e, subject))
		case_problem(s->d, s->problems, STR("subject"), PROBLEM_MISSING, "problem.subject", e->name);
}

/* The bytes of each file must be here whole. */
static const struct fault *files_check(struct settling *s)
{
	for (size_t i = 0; i < s->act->files.count; i++) {
		const struct kept_file *f = &s->act->files.at[i];
		struct document_content_rows rows;
		TRY(sql_document_content(s->writer, s->d->arena, &(struct document_content_in){ f->sha256 }, &rows));
		if (rows.count == 0 || rows.at[0].bytes < 0)
			case_problem(s->d, s->problems, f->field, PROBLEM_FORM, "problem.file_gone", f->name);
	}
	return NULL;
}

/* How it reached the council; nothing when it did not come from others. */
static void came_take(struct settling *s, const struct event_kind *e)
{
	const struct case_act *act = s->act;
	struct date on = date_is_none(act->came_on) ? s->now->day : act->came_on;

	if (str_is_empty(act->came) || str_equal(act->came, STR("here")) || !book_is_sent(s->d->book, e))
		return;
	if (!code_find(book_codes(s->d->book, STR("came-by")), act->came))
		case_problem(s->d, s->problems, STR("came"), PROBLEM_RANGE, "problem.choice", STR(""));
	if (on.day > s->d->now.today.day)
		case_problem(s->d, s->problems, STR("came_on"), PROBLEM_RULE, "problem.came_future", STR(""));
	else if (on.day < s->now->day.day)
		case_problem(s->d, s->problems, STR("came_on"), PROBLEM_RULE, "problem.came_before", STR(""));
	answer_put(s, STR(CASE_CAME_BY), act->came);
	answer_put(s, STR(CASE_CAME_ON), date_iso(s->d->arena, on));
}

/* What no form asks stays when the rest is corrected: in which other process the same was recorded, why a second one was begun. */
static void unasked_take(struct settling *s)
{
	static const char *const kept[] = { CASE_ALSO, CASE_SECOND };
	const struct happened *old = case_event(s->c, s->act->corrects);

	if (!old && !str_is_empty(s->act->also))
		answer_put(s, STR(CASE_ALSO), s->act->also);
	for (size_t i = 0; old && i < sizeof kept / sizeof *kept; i++)
		if (!str_is_empty(answers_get(&old->fields, str_of(kept[i]))))
			answer_put(s, str_of(kept[i]), answers_get(&old->fields, str_of(kept[i])));
}

const struct fault *case_act_settle(struct store *writer, struct desk *d, const struct case_file *c,
				    const struct event_kind *e, const struct case_act *act, struct happened *out,
				    struct problems *problems)
{
	struct settling s = { writer, d, c, act, out, problems };
	*out = (struct happened){ .name = e->id, .subject = act->subject.at ? act->subject : STR(""),
		.day = date_is_none(act->day) ? d->now.today : act->day, .corrects = act->corrects,
		.reason = str_trim(act->reason), .account_id = d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0,
		.recorded_ms = d->now.utc_ms };
	answers_take(&s, e->form);
	for (size_t i = 0; e->form && i < e->form->field_count; i++)
		TRY(named_check(&s, e->form, &e->form->fields[i]));
	TRY(asks_take(&s, e));
	came_take(&s, e);
	unasked_take(&s);
	subject_check(&s, e);
	return files_check(&s);
}
