/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list - the work list: cases of a council in order of the next legal date, narrowed by a filter.
 * Touches the store. */
#include "core/fold.h"
#include "gen/sql/list.h"
#include "work/case.h"
#include "work/choose.h"
#include "work/list_room.h"
#include "work/roll.h"

bool list_may(const struct desk *d, const struct list_scope *scope, const struct list_standing *at, const char *verb,
	      const char *what)
{
	const struct membership *m = &scope->one.memberships[0];
	uint32_t relations = 0;

	relations |= at->authority == m->authority ? RELATION_SAME_AUTHORITY : 0u;
	relations |= at->officer_id && at->officer_id == scope->one.account_id ? RELATION_CASELOAD : 0u;
	bool is_told = roll_counts(d->book, at->pathway) || (at->began_id && at->began_id == scope->one.account_id);

	relations |= at->school_id && at->school_id == m->organisation_id && is_told ? RELATION_ON_ROLL : 0u;
	relations |= at->panel_id ? RELATION_AT_PANEL : 0u;
	relations |= at->is_asked ? RELATION_ASKED | RELATION_ASKED_THIS : 0u;
	return access_decide(d->book, &scope->one, d->now.today, str_of(verb), str_of(what), &relations).is_allowed;
}

bool list_scope_of(const struct desk *d, size_t i, const char *verb, const char *what, struct list_scope *out)
{
	const struct membership *m = &d->who.memberships[i];

	*out = (struct list_scope){ .one = d->who, .authority = m->authority, .organisation = m->organisation_id };
	out->one.memberships = &d->who.memberships[i];
	out->one.membership_count = 1;
	out->by = access_reach(d->book, &out->one, d->now.today, str_of(verb), str_of(what));
	return d->who.kind == WHO_ACCOUNT && out->by.is_allowed && out->by.membership;
}

/* The first membership with a work list; what it may hold is asked of the rule by a case that stands so or so. */
static bool work_scope(const struct desk *d, const struct list_filter *f, const char *verb, struct list_scope *out)
{
	for (size_t i = 0; i < d->who.membership_count; i++) {
		struct list_standing any = { .authority = d->who.memberships[i].authority }, mine = any;

		mine.officer_id = d->who.account_id;
		if ((f->authority && f->authority != any.authority) || !list_scope_of(d, i, verb, "list.work", out))
			continue;
		if (list_may(d, out, &any, "list", "case"))
			return true;
		out->officer = d->who.account_id;
		if (list_may(d, out, &mine, "list", "case"))
			return true;
	}
	return false;
}

int64_t list_authority(struct desk *d, const struct list_filter *f)
{
	struct list_scope scope;

	return work_scope(d, f, "view", &scope) ? scope.authority : 0;
}

struct list_row list_row_of(const struct desk *d, const struct list_columns *c)
{
	const struct pathway *p = book_pathway(d->book, c->pathway);
	const struct stage *stage = p ? pathway_stage(p, c->stage) : NULL;
	const struct step *step = p && c->next_step.at ? pathway_step(p, c->next_step, c->opened) : NULL;
	struct list_row row = {
		.process_id = c->id, .officer_id = c->officer_id, .reference = c->reference,
		.child = arena_printf(d->arena, "%.*s %.*s", STR_ARG(c->given), STR_ARG(c->family)), .stage = c->stage,
		.process = p ? p->name : c->pathway, .stage_name = stage ? stage->name : c->stage, .step = c->next_step,
		.step_name = step ? step->name : c->next_step, .holder = c->holder, .officer = case_officer_words(d->arena, d->book, c->officer, c->cover),
		.cover_until = c->cover_id && c->cover_id == d->who.account_id ? c->cover_until : DATE_NONE,
		.school = c->school, .locality = c->locality, .opened = c->opened, .due = c->next_due,
		.holder_since = c->holder_since, .born = c->born, .is_open = c->is_open != 0 };

	if (row.is_open && !date_is_none(row.due)) {
		row.is_late = row.due.day < d->now.today.day;
		row.is_at_risk = !row.is_late && row.due.day <= d->now.today.day + LIST_RISK_DAYS;
	}
	return row;
}

/* What is looked for, in the form of the statement. */
struct seek { struct str word, word_end, reference, reference_end, also, next; struct list_near near; };

/* The first text behind all that begin with `s`: every byte of UTF-8 is below 0xff, U+10FFFF sorts last. */
static struct str behind(struct arena *a, struct str s)
{
	return arena_printf(a, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(s));
}

/* A part of a name for LIKE, without its two signs. */
static struct str like_of(struct arena *a, struct str word)
{
	char *at = arena_take(a, word.len + 3);
	size_t len = 0;

	at[len++] = '%';
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] != '%' && word.at[i] != '_' && word.at[i] != '\\')
			at[len++] = word.at[i];
	at[len++] = '%';
	return (struct str){ at, len };
}

/* The longest word is looked up, the next longest is looked for in what it finds. */
static struct seek seek_of(struct arena *a, struct str search)
{
	struct str rest = fold(a, search), longest = STR(""), next = STR(""), upper = str_trim(search);
	char *reference = arena_take(a, upper.len + 1);

	for (struct str w = str_word(&rest); w.at; w = str_word(&rest)) {
		if (w.len > longest.len) {
			next = longest;
			longest = w;
		} else if (w.len > next.len) {
			next = w;
		}
	}
	for (size_t i = 0; i < upper.len; i++)
		reference[i] = (char)(upper.at[i] >= 'a' && upper.at[i] <= 'z' ? upper.at[i] - 32 : upper.at[i]);
	struct seek s = { .word = longest, .word_end = behind(a, longest), .next = next, .also = next.len ? like_of(a, next) : STR("") };

	for (size_t i = 0; i < LIST_NEAR_MOST; i++)
		s.near.word[i] = STR("");

	s.reference = (struct str){ reference, upper.len };
	s.reference_end = behind(a, s.reference);
	return s;
}

/* A search must say something: two letters of a name. */
static bool is_search(const struct list_filter *f)
{
	return str_count(str_trim(f->search)) >= 2;
}

static struct str text(struct str s)
{
	return s.at ? s : STR("");
}

/* The conditions that all statements of the work list share, for an `_in` struct. */
#define LIST_IN(f_, scope_, today_) \
	.authority = (scope_)->authority, .officer = (scope_)->officer ? (scope_)->officer : (f_)->officer, \
	.school = (f_)->school, .panel = (f_)->panel, .stage = text((f_)->stage), .step = text((f_)->step), \
	.holder = text((f_)->holder), .locality = text((f_)->locality), .unassigned = (f_)->unassigned, \
	.due_from = (f_)->at_risk && !(f_)->late ? (today_) : INT32_MIN, \
	.due_to = (f_)->at_risk ? (today_) + LIST_RISK_DAYS + 1 : (f_)->late ? (today_) : 0
#define SEEK_IN(s_) \
	.word = (s_).word, .word_end = (s_).word_end, .reference = (s_).reference, \
	.reference_end = (s_).reference_end, .also = (s_).also, .near_1 = (s_).near.word[0], .near_2 = (s_).near.word[1], \
	.near_3 = (s_).near.word[2], .near_4 = (s_).near.word[3], .near_5 = (s_).near.word[4], .near_6 = (s_).near.word[5], \
	.near_7 = (s_).near.word[6], .near_8 = (s_).near.word[7]
#define COUNT_IN(d_) \
	.today = (d_)->now.today, .soon = date_add((d_)->now.today, LIST_RISK_DAYS), .most = LIST_MOST + 1

/* The day on which an officer stands in for others; none when only their own cases are asked for. */
static struct date covered_on(const struct desk *d, const struct list_filter *f)
{
	return f->own ? DATE_NONE : d->now.today;
}

enum walk { WALK_DUE, WALK_NAME, WALK_NEWEST, WALK_OFFICER, WALK_CLOSED, WALK_FOUND };

static enum walk walk_of(const struct list_filter *f, const struct list_scope *scope)
{
	if (is_search(f))
		return WALK_FOUND;
	if (f->closed)
		return WALK_CLOSED;
	if (str_equal(f->sort, STR("name")))
		return WALK_NAME;
	if (str_equal(f->sort, STR("newest")))
		return WALK_NEWEST;
	return f->officer || scope->officer ? WALK_OFFICER : WALK_DUE;
}

#define TAKE_COUNT(rows_) \
	do { \
		out->total = (rows_).at[0].total; \
		out->late = (rows_).at[0].late; \
		out->at_risk = (rows_).at[0].soon; \
	} while (0)

/* Nothing is narrowed but the council: counted from the index alone. */
static bool is_bare(const struct list_filter *f, const struct list_scope *scope)
{
	return !f->officer && !scope->officer && !f->school && !f->panel && str_is_empty(f->stage) && str_is_empty(f->step) &&
	       str_is_empty(f->holder) && str_is_empty(f->locality) && !f->unassigned && !f->late && !f->at_risk && !f->closed &&
	       !is_search(f);
}

static const struct fault *count_found(struct desk *d, const struct list_filter *f, const struct list_scope *scope,
				       const struct seek *seek, struct list_page *out)
{
	struct list_count_found_in in = { LIST_IN(f, scope, d->now.today.day), SEEK_IN(*seek), COUNT_IN(d) };
	struct list_count_found_rows rows;

	TRY(sql_list_count_found(d->store, d->arena, &in, &rows));
	TAKE_COUNT(rows);
	return NULL;
}

/* Nobody is called that: then whoever is called much like it, of two words with the beginning of the other, else with any. */
static const struct fault *search(struct desk *d, const struct list_filter *f, const struct list_scope *scope, struct seek *seek,
				  struct list_page *out)
{
	*seek = seek_of(d->arena, f->search);
	TRY(count_found(d, f, scope, seek, out));
	if (out->total > 0)
		return NULL;
	TRY(list_near(d, scope->authority, seek->word, &seek->near));
	seek->also = seek->next.len > 1 ? like_of(d->arena, str_slice(seek->next, 0, 2)) : STR("");
	TRY(count_found(d, f, scope, seek, out));
	if (out->total == 0 && seek->also.len) {
		seek->also = STR("");
		TRY(count_found(d, f, scope, seek, out));
	}
	out->is_near = out->total > 0;
	return NULL;
}

/* seek: what a search came to, for `walk` */
static const struct fault *count(struct desk *d, const struct list_filter *f, const struct list_scope *scope, struct seek *seek,
				 struct list_page *out)
{
	int32_t today = d->now.today.day;
	struct store *s = d->store;

	if (is_search(f)) {
		TRY(search(d, f, scope, seek, out));
	} else if (is_bare(f, scope)) {
		struct list_count_all_in in = { scope->authority, d->now.today, date_add(d->now.today, LIST_RISK_DAYS) };
		struct list_count_all_rows rows;

		TRY(sql_list_count_all(s, d->arena, &in, &rows));
		TAKE_COUNT(rows);
	} else if (f->closed) {
		struct list_count_closed_in in = { LIST_IN(f, scope, today), COUNT_IN(d) };
		struct list_count_closed_rows rows;

		TRY(sql_list_count_closed(s, d->arena, &in, &rows));
		TAKE_COUNT(rows);
	} else if (f->officer || scope->officer) {
		struct list_count_officer_in in = { LIST_IN(f, scope, today), COUNT_IN(d), .covers = covered_on(d, f) };
		struct list_count_officer_rows rows;

		TRY(sql_list_count_officer(s, d->arena, &in, &rows));
		TAKE_COUNT(rows);
	} else {
		struct list_count_in in = { LIST_IN(f, scope, today), COUNT_IN(d) };
		struct list_count_rows rows;

		TRY(sql_list_count(s, d->arena, &in, &rows));
		TAKE_COUNT(rows);
	}
	out->is_capped = out->total > LIST_MOST;
	if (out->is_capped)
		out->total = LIST_MOST;
	return NULL;
}

/* Adds the rows of one statement that the rule lets the user see. */
#define TAKE_ROWS(rows_) \
	for (size_t i_ = 0; i_ < (rows_).count; i_++) \
		take_row(d, scope, (rows_).at[i_].panel_id, (rows_).at[i_].school_id, &(struct list_columns){ \
			.id = (rows_).at[i_].id, .is_open = (rows_).at[i_].is_open, .officer_id = (rows_).at[i_].officer_id, \
			.reference = (rows_).at[i_].reference, .pathway = (rows_).at[i_].pathway, \
			.stage = (rows_).at[i_].stage, .next_step = (rows_).at[i_].next_step, \
			.holder = (rows_).at[i_].holder, .locality = (rows_).at[i_].locality, \
			.given = (rows_).at[i_].given, .family = (rows_).at[i_].family, \
			.officer = (rows_).at[i_].officer, .cover = (rows_).at[i_].cover, \
			.cover_id = (rows_).at[i_].cover_id, .cover_until = (rows_).at[i_].cover_until, .school = (rows_).at[i_].school, \
			.opened = (rows_).at[i_].opened, .next_due = (rows_).at[i_].next_due, \
			.holder_since = (rows_).at[i_].holder_since, .born = (rows_).at[i_].born }, out)
#define WALK(name_, ...) \
	do { \
		struct name_##_in in_ = { LIST_IN(f, scope, today), .today = d->now.today, .rows = rows, __VA_ARGS__ }; \
		struct name_##_rows got_; \
		TRY(sql_##name_(d->store, d->arena, &in_, &got_)); \
		TAKE_ROWS(got_); \
	} while (0)

static void take_row(struct desk *d, const struct list_scope *scope, int64_t panel_id, int64_t school_id,
		     const struct list_columns *c, struct list_page *out)
{
	struct list_standing at = { scope->authority, c->officer_id, school_id, panel_id, false, c->pathway, 0 };

	if (list_may(d, scope, &at, "list", "case"))
		LIST_PUSH(d->arena, out, list_row_of(d, c));
}

static const struct fault *walk(struct desk *d, const struct list_filter *f, const struct list_scope *scope,
				const struct seek *seek, int64_t rows, int64_t skip, struct list_page *out)
{
	int32_t today = d->now.today.day;

	switch (walk_of(f, scope)) {
	case WALK_DUE:
		WALK(list_due, .skip = skip);
		break;
	case WALK_NAME:
		WALK(list_name, .skip = skip);
		break;
	case WALK_NEWEST:
		WALK(list_newest, .skip = skip);
		break;
	case WALK_OFFICER:
		WALK(list_officer, .skip = skip, .covers = covered_on(d, f));
		break;
	case WALK_CLOSED:
		WALK(list_closed, .skip = skip);
		break;
	case WALK_FOUND:
		WALK(list_found, .skip = skip, SEEK_IN(*seek));
		break;
	}
	return NULL;
}

/* What was looked at, without the name that was looked for. */
static struct str audit_detail(const struct desk *d, const struct list_filter *f, int64_t page)
{
	struct list_filter told = *f;

	told.search = STR_NONE;
	told.page = page;
	return arena_printf(d->arena, "%.*s%s", STR_ARG(list_query_write(d, &told)), str_is_empty(f->search) ? "" : "&search=...");
}

const struct fault *list_work(struct desk *d, const struct list_filter *f, int64_t page_rows, struct list_page *out)
{
	bool is_export = page_rows == 0;
	struct list_scope scope;
	int64_t rows = is_export ? LIST_MOST : page_rows;
	struct seek seek;

	*out = (struct list_page){ .page = 1 };
	if (!work_scope(d, f, is_export ? "export" : "view", &scope))
		return fault_new(d->arena, FAULT_ABSENT, "no work list for this user");
	TRY(store_read_begin(d->store, d->arena));
	const struct fault *fault = count(d, f, &scope, &seek, out);

	if (!fault) {
		out->pages = (out->total + rows - 1) / rows;
		out->page = f->page > out->pages ? (out->pages ? out->pages : 1) : f->page ? f->page : 1;
		fault = walk(d, f, &scope, &seek, rows, (out->page - 1) * rows, out);
	}
	store_read_end(d->store);
	TRY(fault);
	struct audit_shown shown = { .arena = d->arena };
	for (size_t i = 0; i < out->count; i++)
		audit_shows_case(&shown, out->at[i].process_id);
	struct audit_row row = { .shown = &shown, .verb = is_export ? STR("export") : str_is_empty(f->search) ? STR("view") : STR("search"),
				 .what = STR("list.work"), .detail = audit_detail(d, f, out->page), .by = scope.by };

	return audit_view(d, &row);
}

const struct fault *list_count(struct desk *d, const struct list_filter *f, struct list_page *out)
{
	struct list_scope scope;
	struct seek seek;

	*out = (struct list_page){ .page = 1 };
	if (!work_scope(d, f, "view", &scope))
		return fault_new(d->arena, FAULT_ABSENT, "no work list for this user");
	return count(d, f, &scope, &seek, out);
}

const struct fault *list_summary(struct desk *d, int64_t authority, int64_t officer, struct list_summary *out)
{
	struct list_filter f = { .authority = authority };
	struct list_summary_rows rows;
	struct list_scope scope;

	*out = (struct list_summary){ 0 };
	if (!work_scope(d, &f, "view", &scope))
		return fault_new(d->arena, FAULT_ABSENT, "no work list for this user");
	TRY(sql_list_summary(d->store, d->arena, &(struct list_summary_in){
		.authority = scope.authority, .officer = scope.officer ? scope.officer : officer, .today = d->now.today,
		.week = date_add(d->now.today, LIST_RISK_DAYS) }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct list_summary_row *row = &rows.at[i];

		LIST_PUSH(d->arena, out, (struct list_holder){
			row->holder, row->cases, row->late, row->due_soon, row->unassigned });
		out->cases += row->cases;
		out->late += row->late;
		out->due_soon += row->due_soon;
		out->unassigned += row->unassigned;
	}
	return NULL;
}
