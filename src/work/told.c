/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/told - how families are told.
 * Touches the store, libsodium (core/digest), the outbox. */
#include "work/told.h"

#include "core/digest.h"
#include "core/out.h"
#include "gen/sql/told.h"
#include "rules/standing.h"
#include "work/case_room.h"
#include "work/post.h"
#include "work/session_room.h"

enum { CODE_MINUTES = 30, CODE_TRIES = 5, CODE_DIGITS = 6 };

/* 0: the holder of the private link. */
static int64_t holder(const struct desk *d)
{
	return d->who.kind == WHO_ACCOUNT ? d->who.account_id : 0;
}

static const struct fault *load(struct store *s, struct arena *a, int64_t person_id, int64_t account_id,
				struct told_get_row *out)
{
	struct told_get_rows rows;

	TRY(sql_told_get(s, a, &(struct told_get_in){ person_id, account_id }, &rows));
	*out = rows.count ? rows.at[0] : (struct told_get_row){ .way = POST_PAPER, .reminders = 1 };
	return NULL;
}

const struct fault *told_load(struct desk *d, const struct case_file *c, struct told_choice *out)
{
	struct told_get_row row;

	TRY(load(d->store, d->arena, c->person_id, holder(d), &row));
	*out = (struct told_choice){ row.way, row.address, row.new_way, row.new_address, row.reminders != 0 };
	return NULL;
}

static struct str code_hash(struct arena *a, const struct desk *d, int64_t person_id, struct str code)
{
	return session_hash(a, d->house, "told", arena_printf(a, "%lld %lld %.*s", (long long)person_id, (long long)holder(d),
							      STR_ARG(code)));
}

struct choosing { struct desk *d; const struct case_file *c; struct str way, address, code; bool reminders, is_same; };

static const struct fault *code_send(struct store *w, struct arena *a, const struct choosing *t)
{
	const struct desk *d = t->d;
	int64_t until = d->now.utc_ms + (int64_t)CODE_MINUTES * MINUTE_MS;

	TRY(sql_told_ask(w, a, &(struct told_ask_in){ .person_id = t->c->person_id, .account_id = holder(d),
		.reminders = t->reminders, .new_way = t->way, .new_address = t->address,
		.code_hash = code_hash(a, d, t->c->person_id, t->code), .code_until = until, .changed = d->now.utc_ms }, NULL));
	return post_add(w, a, d, &(struct post_new){ .kind = STR("confirm"), .way = t->way, .address = t->address,
		.authority = t->c->authority, .process_id = t->c->id, .person_id = t->c->person_id, .account_id = holder(d),
		.secret = t->code, .last_ms = until }, NULL);
}

static const struct fault *choose_job(struct store *w, struct arena *a, void *ctx)
{
	const struct choosing *t = ctx;
	const struct desk *d = t->d;
	int64_t person = t->c->person_id, now = d->now.utc_ms;

	if (t->is_same)
		TRY(sql_told_remind(w, a, &(struct told_remind_in){ person, holder(d), t->reminders, now }, NULL));
	else if (str_equal(t->way, POST_PAPER))
		TRY(sql_told_paper(w, a, &(struct told_paper_in){ person, holder(d), t->reminders, now }, NULL));
	else
		TRY(code_send(w, a, t));
	return audit_add(w, a, d, &(struct audit_row){ .verb = STR("tell"), .what = STR("contact"), .person_id = person,
		.process_id = t->c->id, .detail = t->way, .by = t->c->seen_by });
}

static const struct fault *code_limit(struct desk *d, const struct choosing *t, struct str client, struct problems *out)
{
	struct tries tries = { 0 };
	int64_t wait_ms;

	tries_add(&tries, d, "tries told to", t->address, 3, false);
	tries_add(&tries, d, "tries told by", client, 20, true);
	TRY(tries_begin(d, &tries, &wait_ms));
	if (wait_ms > 0)
		tries_problem(d, out, str_equal(t->way, POST_TEXT) ? "phone" : "email", wait_ms);
	return NULL;
}

/* Only who may act for the child says how. */
static const struct fault *may_choose(struct desk *d, const struct case_file *c)
{
	return case_may(d, c, STR("record"), STR("case"), 0) && !case_is_staff(d, &c->seen_by) ? NULL :
	       fault_new(d->arena, FAULT_ABSENT, "there is no such page");
}

const struct fault *told_choose(struct desk *d, const struct case_file *c, struct str way, struct str address,
				bool reminders, struct str client, struct problems *out, bool *needs_code)
{
	struct choosing t = { .d = d, .c = c, .way = way, .reminders = reminders };
	bool is_paper = str_equal(way, POST_PAPER), is_text = str_equal(way, POST_TEXT);
	struct told_get_row now;

	*needs_code = false;
	TRY(may_choose(d, c));
	if (!(is_paper || is_text || str_equal(way, POST_MAIL)) || !post_can(d->house, way))
		session_problem(d, out, "way", PROBLEM_MISSING, "told.way_missing", STR_NONE);
	t.address = is_paper ? STR("") : post_address(d->arena, way, address);
	if (!t.address.at)
		session_problem(d, out, is_text ? "phone" : "email", PROBLEM_FORM, is_text ? "told.phone_bad" : "problem.email",
				STR_NONE);
	if (out->count > 0)
		return NULL;
	TRY(load(d->store, d->arena, c->person_id, holder(d), &now));
	t.is_same = !is_paper && str_equal(now.way, way) && str_equal(now.address, t.address);
	*needs_code = !is_paper && !t.is_same;
	if (*needs_code)
		TRY(code_limit(d, &t, client, out));
	if (out->count > 0)
		return NULL;
	t.code = digest_random(d->arena, STR("0123456789"), CODE_DIGITS);
	return store_write(d->pool, d->arena, choose_job, &t);
}

struct proving { struct desk *d; const struct case_file *c; struct str hash; int64_t changed; };

static const struct fault *prove_job(struct store *w, struct arena *a, void *ctx)
{
	struct proving *p = ctx;
	int64_t person = p->c->person_id, account = holder(p->d);
	struct told_get_row row;

	p->changed = 0;         /* a job may be run again */
	TRY(load(w, a, person, account, &row));
	if (!row.code_hash.at || row.code_until < p->d->now.utc_ms || row.code_tries >= CODE_TRIES)
		return NULL;
	TRY(sql_told_try(w, a, &(struct told_try_in){ person, account }, NULL));
	return sql_told_prove(w, a, &(struct told_prove_in){ person, account, p->hash, p->d->now.utc_ms }, &p->changed);
}

const struct fault *told_prove(struct desk *d, const struct case_file *c, struct str code, struct problems *out)
{
	struct out digits = out_start(d->arena, 16);
	struct proving p = { .d = d, .c = c };

	TRY(may_choose(d, c));
	for (size_t i = 0; i < code.len && digits.len <= CODE_DIGITS; i++)
		if (code.at[i] != ' ')
			out_byte(&digits, code.at[i]);
	p.hash = code_hash(d->arena, d, c->person_id, out_str(&digits));
	TRY(store_write(d->pool, d->arena, prove_job, &p));
	if (p.changed != 1)
		session_problem(d, out, "code", PROBLEM_RULE, "told.code_wrong", STR_NONE);
	return NULL;
}

/* --- a letter --- */

static bool by_post_only(struct str way)
{
	return str_is_empty(way) || str_equal(way, POST_PAPER);
}

static bool is_told(struct arena *a, const struct rulebook *book, const struct told_people_row *p, bool is_acted_for,
		    struct date today)
{
	struct standing_facts f = { .born = p->born, .made = DATE_NONE, .consented = p->consented != 0,
		.represents = p->represents != 0, .acted_for = is_acted_for };

	return standing_holds(a, book, str_equal(p->kind, STR("parent")) ? RELATION_PARENT : RELATION_SELF, STR("told"), &f, today);
}

const struct fault *told_find(struct store *s, struct arena *a, const struct rulebook *book, struct now now,
			      int64_t person_id, int64_t process_id, struct told_people *out)
{
	struct told_people_rows people;
	struct told_holder_rows holder;
	bool has_parent = false, parent_may = false, is_unreached = false, is_acted_for = false;

	*out = (struct told_people){ 0 };
	TRY(sql_told_people(s, a, &(struct told_people_in){ person_id, now.today }, &people));
	TRY(sql_told_holder(s, a, &(struct told_holder_in){ person_id, process_id, now.utc_ms }, &holder));
	for (size_t i = 0; i < people.count; i++)
		is_acted_for = is_acted_for || people.at[i].represents;
	for (size_t i = 0; i < people.count; i++) {
		const struct told_people_row *p = &people.at[i];
		bool is_parent = str_equal(p->kind, STR("parent"));
		bool may = is_told(a, book, p, is_acted_for, now.today);

		has_parent |= is_parent;
		parent_may |= is_parent && may;
		if (!may)
			continue;
		if (p->account_id && !by_post_only(p->way))
			LIST_PUSH(a, out, ((struct told_person){ p->account_id, p->way, p->address, p->reminders != 0 }));
		else if (p->account_id)
			out->on_paper = true;
		else
			is_unreached = true;
	}
	for (size_t i = 0; i < holder.count; i++) {
		const struct told_holder_row *h = &holder.at[i];

		/* Whoever typed the address held the link of that time, not the one that was made since. */
		struct standing_facts link = { .born = h->born, .made = date_of_ms(h->changed < h->made ? h->changed : h->made),
			.has_parent = has_parent, .parent_may = parent_may };
		if (!standing_holds(a, book, RELATION_LINK, STR("told"), &link, now.today))
			continue;
		LIST_PUSH(a, out, ((struct told_person){ 0, h->way, h->address, h->reminders != 0 }));
		is_unreached = false;
	}
	out->on_paper |= is_unreached || out->count == 0;
	return NULL;
}

static const struct fault *tell_one(struct store *w, struct arena *a, const struct desk *d, int64_t process_id,
				    const struct told_case_row *c, struct str kind, struct str once, int64_t document_id,
				    const struct told_person *to)
{
	struct answers holes = { 0 };
	const struct answer all[] = {
		{ STR("council"), c->name }, { STR("reference"), c->reference },
		{ STR("phone"), str_is_empty(c->phone) ? c->email : c->phone },
		/* Whoever has the private address keeps it; a mail that somebody else reads must not open the case. */
		{ STR("link"), to->account_id ? arena_printf(a, "/my/%.*s", STR_ARG(c->reference)) : STR("/back") },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		LIST_PUSH(a, &holes, all[i]);
	return post_add(w, a, d, &(struct post_new){ .kind = kind, .way = to->way, .address = to->address,
		.authority = c->authority, .process_id = process_id, .person_id = c->person_id, .account_id = to->account_id,
		.document_id = document_id, .holes = holes,
		.once = arena_printf(a, "%.*s %lld", STR_ARG(once), (long long)to->account_id) }, NULL);
}

/* Everybody who is reached by mail or text message; is anybody reached on paper alone? */
static const struct fault *tell_all(struct store *w, struct arena *a, const struct desk *d, int64_t process_id, struct str kind,
				    struct str once, int64_t document_id, struct told_case_rows *cases, bool *is_paper)
{
	struct told_people told;

	TRY(sql_told_case(w, a, &(struct told_case_in){ process_id }, cases));
	check(cases->count == 1);
	TRY(told_find(w, a, d->book, d->now, cases->at[0].person_id, process_id, &told));
	for (size_t i = 0; i < told.count; i++)
		TRY(tell_one(w, a, d, process_id, &cases->at[0], kind, once, document_id, &told.at[i]));
	*is_paper = told.on_paper;
	return NULL;
}

const struct fault *told_news(struct store *w, struct arena *a, const struct desk *d, int64_t process_id, struct str kind,
			      struct str once)
{
	struct told_case_rows cases;
	bool is_paper;

	return tell_all(w, a, d, process_id, kind, once, 0, &cases, &is_paper);
}

static const struct fault *on_paper(struct store *w, struct arena *a, const struct desk *d, int64_t process_id,
				    const struct told_case_row *c, int64_t document_id)
{
	return post_add(w, a, d, &(struct post_new){ .kind = STR("letter"), .way = POST_PAPER, .authority = c->authority,
		.process_id = process_id, .person_id = c->person_id, .document_id = document_id,
		.once = arena_printf(a, "paper %lld", (long long)document_id) }, NULL);
}

const struct fault *told_letter(struct store *w, struct arena *a, const struct desk *d, int64_t process_id,
				int64_t document_id, bool by_council)
{
	struct told_case_rows cases;
	bool is_paper;

	TRY(tell_all(w, a, d, process_id, STR("letter"), arena_printf(a, "letter %lld", (long long)document_id), document_id, &cases,
		     &is_paper));
	return is_paper && by_council ? on_paper(w, a, d, process_id, &cases.at[0], document_id) : NULL;
}

const struct fault *told_service(struct store *w, struct arena *a, const struct desk *d, int64_t process_id,
				 int64_t document_id, int64_t asked)
{
	struct told_case_rows cases;
	struct told_readers_rows readers;

	TRY(sql_told_readers(w, a, &(struct told_readers_in){ asked }, &readers));
	if (readers.at[0].readers > 0)
		return NULL;
	TRY(sql_told_case(w, a, &(struct told_case_in){ process_id }, &cases));
	check(cases.count == 1);
	return on_paper(w, a, d, process_id, &cases.at[0], document_id);
}

/* --- reminders of staff --- */

const struct fault *told_is_quiet(struct desk *d, bool *out)
{
	struct told_quiet_rows rows;

	TRY(sql_told_quiet(d->store, d->arena, &(struct told_quiet_in){ d->who.account_id }, &rows));
	*out = rows.count > 0;
	return NULL;
}

struct quieting { int64_t account_id, now_ms; bool is_quiet; };

static const struct fault *quiet_job(struct store *w, struct arena *a, void *ctx)
{
	const struct quieting *q = ctx;

	return q->is_quiet ? sql_told_quiet_put(w, a, &(struct told_quiet_put_in){ q->account_id, q->now_ms }, NULL) :
	       sql_told_quiet_drop(w, a, &(struct told_quiet_drop_in){ q->account_id }, NULL);
}

const struct fault *told_set_quiet(struct desk *d, bool is_quiet)
{
	return store_write(d->pool, d->arena, quiet_job, &(struct quieting){ d->who.account_id, d->now.utc_ms, is_quiet });
}
