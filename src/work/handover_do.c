/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/handover_do - cases pass to others, and back.
 * Touches the store, work/case, the outbox. */
#include "work/case_room.h"
#include "work/handover_room.h"
#include "work/told.h"

struct passing {
	struct desk *d;
	const struct handover_ask *ask;
	struct handover_lines *lines;
	int64_t id, passed;
};

/* Cases of somebody who leaves pass one after the other, each in an act of its own. Where the program ended in between, the same person
 * goes on with what is left, and it is one handover, undone as one. */
enum { SAME_MS = 24 * 60 * 60 * 1000 };

/* Its row, with the first case that passes; of somebody who leaves, the one that was begun and broke off. */
static const struct fault *cover_add(struct store *writer, struct arena *a, const struct passing *p, int64_t process_id, int64_t *id)
{
	struct handover_cover_add_rows rows;
	struct handover_cover_open_rows open = { 0 };

	if (!str_equal(p->ask->kind, STR(HANDOVER_AWAY)))
		TRY(sql_handover_cover_open(writer, a, &(struct handover_cover_open_in){ p->ask->authority, p->ask->account_id, p->ask->kind,
			p->d->who.account_id, p->d->now.utc_ms - SAME_MS, process_id }, &open));
	if (open.count) {
		*id = open.at[0].id;
		return NULL;
	}
	TRY(sql_handover_cover_add(writer, a, &(struct handover_cover_add_in){ p->ask->authority, p->ask->account_id, p->ask->kind,
		p->ask->from, p->ask->to, p->d->who.account_id, p->d->now.utc_ms }, &rows));
	*id = rows.at[0].id;
	return NULL;
}

/* Each family is told that there is something to read, never what or about whom; who is told on paper alone hears it from the
 * officer. */
static const struct fault *family_tell(struct store *writer, struct arena *a, const struct desk *d, int64_t id, int64_t process_id,
				       const char *when)
{
	return told_news(writer, a, d, process_id, STR("officer"),
			 arena_printf(a, "handover %lld %lld%s", (long long)id, (long long)process_id, when));
}

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

/* --- away: others stand in --- */

static const struct fault *stand_in(struct store *writer, struct arena *a, struct passing *p, struct handover_line *line)
{
	struct handover_case_stands_rows rows;

	TRY(sql_handover_case_stands(writer, a, &(struct handover_case_stands_in){ line->process_id, p->ask->from, p->ask->to }, &rows));
	const struct handover_case_stands_row *r = rows.count ? &rows.at[0] : NULL;
	line->is_changed = !r || r->version != line->version || r->officer_id != p->ask->account_id ||
			   r->authority != p->ask->authority || !r->is_open || r->covered;
	if (line->is_changed)
		return NULL;
	if (p->id == 0)
		TRY(cover_add(writer, a, p, line->process_id, &p->id));
	TRY(sql_handover_case_add(writer, a, &(struct handover_case_add_in){ p->id, line->process_id, line->officer_id, 0, p->ask->from,
		p->ask->to }, NULL));
	TRY(family_tell(writer, a, p->d, p->id, line->process_id, ""));
	p->passed++;
	return audit_add(writer, a, p->d, &(struct audit_row){ .verb = STR("assign"), .what = STR("case"), .person_id = r->person_id,
		.process_id = line->process_id, .detail = arena_printf(a, "handover %lld", (long long)p->id),
		.by = access_reach(p->d->book, &p->d->who, p->d->now.today, STR("assign"), STR("case")) });
}

static const struct fault *away_job(struct store *writer, struct arena *a, void *ctx)
{
	struct passing *p = ctx;

	p->id = p->passed = 0;          /* a job may be begun again */
	for (size_t i = 0; i < p->lines->count; i++)
		if (p->lines->at[i].officer_id)
			TRY(stand_in(writer, a, p, &p->lines->at[i]));
	return NULL;
}

/* --- leaving: another officer --- */

static const struct fault *give(struct desk *d, struct str reference, int64_t officer_id, int64_t seen, struct problems *out,
				case_also *also, void *ctx)
{
	struct case_act act = { .event = STR("officer_assigned"), .day = d->now.today, .seen_version = seen };
	struct case_file *c;
	int64_t seq;

	TRY(case_open(d, reference, STR("assign"), &c));
	act.seen_version = seen ? seen : c->version;
	LIST_PUSH(d->arena, &act.fields, (struct answer){ STR("officer"), arena_int(d->arena, officer_id) });
	return case_record_with(d, c, &act, out, &seq, also, ctx);
}

struct given { const struct passing *p; const struct handover_line *line; int64_t id; };

/* In the transaction of the case's own event: what was given stands in what can be undone, however the program ends. */
static const struct fault *given_also(struct store *writer, struct arena *a, void *ctx, int64_t seq)
{
	struct given *g = ctx;

	TRY(cover_add(writer, a, g->p, g->line->process_id, &g->id));
	TRY(sql_handover_case_add(writer, a, &(struct handover_case_add_in){ g->id, g->line->process_id, g->line->officer_id, seq,
		DATE_NONE, DATE_NONE }, NULL));
	return family_tell(writer, a, g->p->d, g->id, g->line->process_id, "");
}

static const struct fault *leave(struct passing *p)
{
	for (size_t i = 0; i < p->lines->count; i++) {
		struct handover_line *line = &p->lines->at[i];
		struct given g = { .p = p, .line = line };
		struct problems problems = { 0 };

		if (!line->officer_id)
			continue;
		const struct fault *f = give(p->d, line->reference, line->officer_id, line->version, &problems, given_also, &g);
		if (f && f->kind != FAULT_CONFLICT && f->kind != FAULT_ABSENT)
			return f;
		line->is_changed = f && f->kind == FAULT_CONFLICT;
		if (f && !line->is_changed)
			line->why_not = words(p->d, "handover.not_offered");
		else if (problems.count)
			line->why_not = problems.at[0].words;
		if (f || problems.count)
			continue;
		p->id = g.id;
		p->passed++;
	}
	return NULL;
}

static bool is_known(const struct list_choices *officers, int64_t id)
{
	for (size_t i = 0; i < officers->count; i++)
		if (officers->at[i].id == id)
			return true;
	return false;
}

static bool is_away(const struct handover_away_rows *away, int64_t id)
{
	for (size_t i = 0; i < away->count; i++)
		if (away->at[i].account_id == id)
			return true;
	return false;
}

/* Keys of the cases that a form names; what is not on the list of this person's cases changed meanwhile, and a colleague may
 * have gone away. */
static const struct fault *lines_settle(struct desk *d, const struct handover_ask *ask, struct handover_lines *lines)
{
	struct list_choices officers = { 0 };
	struct handover_cases_rows rows;
	struct handover_away_rows away;

	TRY(list_officers(d, ask->authority, &officers));
	TRY(handover_away(d, ask, &away));
	TRY(sql_handover_cases(d->store, d->arena, &(struct handover_cases_in){ ask->authority, ask->account_id, ask->from, ask->to,
		INT32_MAX }, &rows));
	for (size_t i = 0; i < lines->count; i++) {
		struct handover_line *line = &lines->at[i];
		bool found = false;

		for (size_t k = 0; k < rows.count && !found; k++) {
			found = str_equal(rows.at[k].reference, line->reference);
			line->process_id = found ? rows.at[k].id : 0;
			line->child = found ? arena_printf(d->arena, "%.*s %.*s", STR_ARG(rows.at[k].given), STR_ARG(rows.at[k].family)) :
				      STR("");
		}
		if (!found && line->officer_id)
			line->why_not = words(d, "handover.not_theirs");
		else if (found && is_away(&away, line->officer_id)) {
			line->why_not = words(d, "handover.away_too");
			line->officer_id = 0;
		}
		if (!found || !is_known(&officers, line->officer_id) || line->officer_id == ask->account_id)
			line->officer_id = 0;
	}
	return NULL;
}

const struct fault *handover_do(struct desk *d, const struct handover_ask *ask, struct handover_lines *lines, int64_t *id,
				int64_t *passed)
{
	struct passing p = { .d = d, .ask = ask, .lines = lines };

	TRY(lines_settle(d, ask, lines));
	if (str_equal(ask->kind, STR(HANDOVER_AWAY)))
		TRY(store_write(d->pool, d->arena, away_job, &p));
	else
		TRY(leave(&p));
	*id = p.id;
	*passed = p.passed;
	return NULL;
}

/* --- back again --- */

struct undoing { struct desk *d; int64_t id, process_id, changed; bool is_away; };

/* What nobody stands in for any more: the families are told once more who looks after their case. */
static const struct fault *stood_in_tell(struct store *writer, struct arena *a, const struct undoing *u)
{
	struct handover_get_cases_rows rows;

	TRY(sql_handover_get_cases(writer, a, &(struct handover_get_cases_in){ u->id }, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].ended == 0 && rows.at[i].is_open)
			TRY(family_tell(writer, a, u->d, u->id, rows.at[i].process_id, " back"));
	return NULL;
}

/* The last act of an undo: before it, the undo can be done again. */
static const struct fault *undo_job(struct store *writer, struct arena *a, void *ctx)
{
	struct undoing *u = ctx;

	TRY(sql_handover_end(writer, a, &(struct handover_end_in){ u->id, u->d->who.account_id, u->d->now.utc_ms }, &u->changed));
	if (u->changed == 0)
		return NULL;
	if (u->is_away)
		TRY(stood_in_tell(writer, a, u));
	TRY(sql_handover_cases_end(writer, a, &(struct handover_cases_end_in){ u->id, u->d->now.utc_ms }, NULL));
	return audit_add(writer, a, u->d, &(struct audit_row){ .verb = STR("assign"), .what = STR("case"),
		.detail = arena_printf(a, "handover %lld undone", (long long)u->id),
		.by = access_reach(u->d->book, &u->d->who, u->d->now.today, STR("assign"), STR("case")) });
}

/* In the transaction of the event that gives it back; of two who undo at once, one. */
static const struct fault *back_also(struct store *writer, struct arena *a, void *ctx, int64_t seq)
{
	const struct undoing *u = ctx;
	int64_t changed;

	(void)seq;
	TRY(sql_handover_case_end(writer, a, &(struct handover_case_end_in){ u->id, u->process_id, u->d->now.utc_ms }, &changed));
	if (changed == 0)
		return fault_new(a, FAULT_CONFLICT, "it went back already");
	return family_tell(writer, a, u->d, u->id, u->process_id, " back");
}

static const struct fault *give_back(struct undoing *u, const struct handover *h, const struct handover_get_cases_rows *rows,
				     int64_t *back)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct handover_get_cases_row *r = &rows->at[i];
		struct problems problems = { 0 };

		if (!r->is_open || r->ended || r->officer_now != r->officer_id)
			continue;
		u->process_id = r->process_id;
		const struct fault *f = give(u->d, r->reference, h->account_id, 0, &problems, back_also, u);
		if (f && f->kind != FAULT_CONFLICT && f->kind != FAULT_ABSENT)
			return f;
		*back += !f && problems.count == 0;
	}
	return NULL;
}

const struct fault *handover_undo(struct desk *d, int64_t id, int64_t *back)
{
	struct undoing u = { .d = d, .id = id };
	struct handover_get_cases_rows rows;
	struct handover h;
	int64_t authority;

	*back = 0;
	TRY(handover_load(d, d->store, id, &h, &authority, &rows));
	if (!h.runs)
		return handover_absent(d);
	u.is_away = str_equal(h.kind, STR(HANDOVER_AWAY));
	if (!u.is_away)
		TRY(give_back(&u, &h, &rows, back));
	TRY(store_write(d->pool, d->arena, undo_job, &u));
	for (size_t i = 0; u.is_away && u.changed && i < rows.count; i++)
		*back += rows.at[i].ended == 0;
	return NULL;
}
