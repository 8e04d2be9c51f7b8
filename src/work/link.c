/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/link - private addresses: a family's tracker, one answer of an outside adviser.
 * Touches the store. */
#include "work/link.h"

#include "core/digest.h"
#include "gen/sql.h"
#include "work/case_room.h"

static struct str hash_of(struct arena *a, const struct house *house, struct str token)
{
	return digest_keyed(a, house->key, arena_printf(a, "link:%.*s", STR_ARG(token)));
}

static const struct fault *link_absent(struct arena *a)
{
	return fault_new(a, FAULT_ABSENT, "there is no such link");
}

const struct fault *link_make(struct store *writer, struct arena *a, const struct house *house, struct str kind,
			      int64_t process_id, struct str subject, int64_t now_ms, int64_t expires_ms,
			      struct str *token)
{
	*token = digest_token(a);
	return sql_link_add(writer, a, &(struct link_add_in){ .token_hash = hash_of(a, house, *token), .kind = kind,
		.process_id = process_id, .subject = subject.at ? subject : STR(""), .made = now_ms,
		.expires = expires_ms }, NULL);
}

/* A link of this kind that still opens something. */
static const struct fault *link_find(struct desk *d, struct str hash, struct str kind, struct link_get_row *out)
{
	struct link_get_rows rows;
	TRY(sql_link_get(d->store, d->arena, &(struct link_get_in){ hash }, &rows));
	if (rows.count == 0 || !str_equal(rows.at[0].kind, kind) || rows.at[0].used != 0 ||
	    (rows.at[0].expires != 0 && rows.at[0].expires <= d->now.utc_ms))
		return link_absent(d->arena);
	*out = rows.at[0];
	return NULL;
}

const struct fault *link_open(struct desk *d, struct str token, struct str kind)
{
	struct link_get_row row;
	struct str hash = hash_of(d->arena, d->house, token), csrf = d->who.csrf;
	TRY(link_find(d, hash, kind, &row));
	d->who = (struct who){ .kind = WHO_LINK, .link_process_id = row.process_id, .link_kind = row.kind,
			       .link_subject = row.subject, .link_hash = hash, .csrf = csrf };
	return NULL;
}

const struct fault *link_used(struct store *writer, struct arena *a, const struct desk *d)
{
	int64_t changed;
	TRY(sql_link_use(writer, a, &(struct link_use_in){ d->who.link_hash, d->now.utc_ms }, &changed));
	return changed == 1 ? NULL : link_absent(a);
}

struct renewal {
	struct desk *d;
	int64_t process_id, person_id, expires_ms;
	struct str subject;
	struct access_answer by;
	char token[64];
};

static const struct fault *renew_job(struct store *writer, struct arena *a, void *ctx)
{
	struct renewal *r = ctx;
	struct str token;
	TRY(sql_link_drop_ask(writer, a, &(struct link_drop_ask_in){ r->process_id, r->subject, r->d->now.utc_ms }, NULL));
	TRY(link_make(writer, a, r->d->house, STR("adviser"), r->process_id, r->subject, r->d->now.utc_ms,
		      r->expires_ms, &token));
	check(token.len < sizeof r->token);
	memcpy(r->token, token.at, token.len);
	return audit_add(writer, a, r->d, &(struct audit_row){ .verb = STR("share"), .what = STR("ask"),
		.person_id = r->person_id, .process_id = r->process_id, .detail = r->subject, .by = r->by });
}

const struct fault *link_adviser(struct desk *d, const struct case_file *c, struct str subject, int64_t expires_ms,
				 struct str *token)
{
	struct renewal r = { .d = d, .process_id = c->id, .person_id = c->person_id, .subject = subject,
			     .expires_ms = expires_ms, .by = case_decide(d, c, STR("share"), STR("ask"), 0, subject) };
	bool is_open = false;
	for (size_t i = 0; i < c->state.ask_count; i++) {
		const struct ask_line *ask = &c->state.asks[i];
		is_open = is_open || (str_equal(ask->subject, subject) && !str_equal(ask->state, STR("answered")) &&
				      !str_equal(ask->state, STR("withdrawn")));
	}
	if (!r.by.is_allowed || !is_open)
		return link_absent(d->arena);
	TRY(store_write(d->pool, d->arena, renew_job, &r));
	*token = arena_str(d->arena, str_of(r.token));
	return NULL;
}

/* Which contact of the child the account becomes: one with its e-mail; else, when there is but one contact and it has
 * neither account nor e-mail, that one: the link was given to nobody else. NULL: a contact of its own. */
static const struct link_relations_row *contact_of(const struct link_relations_rows *rows, const struct who *who,
						   bool *is_known)
{
	const struct link_relations_row *only = NULL;
	for (size_t i = 0; i < rows->count; i++) {
		const struct link_relations_row *row = &rows->at[i];
		*is_known = *is_known || row->account_id == who->account_id;
		if (row->account_id != 0)
			continue;
		if (!str_is_empty(row->email) && str_equal(row->email, who->email))
			return row;
		if (rows->count == 1 && str_is_empty(row->email))
			only = row;
	}
	return only;
}

struct claim { struct desk *d; struct str hash; struct link_get_row link; };

static const struct fault *claim_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct claim *c = ctx;
	const struct who *who = &c->d->who;
	struct link_relations_rows rows;
	int64_t changed;
	bool is_known = false;
	TRY(sql_link_claim(writer, a, &(struct link_claim_in){ c->hash, who->account_id }, &changed));
	if (changed == 0)
		return link_absent(a);
	TRY(sql_link_relations(writer, a, &(struct link_relations_in){ c->link.person_id, c->d->now.today }, &rows));
	const struct link_relations_row *contact = contact_of(&rows, who, &is_known);
	if (!is_known && contact)
		TRY(sql_link_relation_take(writer, a, &(struct link_relation_take_in){ contact->id, who->account_id }, NULL));
	else if (!is_known)
		TRY(sql_case_relation_add(writer, a, &(struct case_relation_add_in){ .person_id = c->link.person_id,
			.kind = STR("parent"), .account_id = who->account_id, .name = who->name, .email = who->email,
			.since = c->d->now.today }, NULL));
	return audit_add(writer, a, c->d, &(struct audit_row){ .verb = STR("claim"), .what = STR("case"),
		.person_id = c->link.person_id, .process_id = c->link.process_id });
}

const struct fault *link_claim(struct desk *d, struct str token, struct str *reference)
{
	struct claim c = { .d = d, .hash = hash_of(d->arena, d->house, token) };
	if (d->who.kind != WHO_ACCOUNT)
		return link_absent(d->arena);
	TRY(link_find(d, c.hash, STR("family"), &c.link));
	TRY(store_write(d->pool, d->arena, claim_job, &c));
	*reference = c.link.reference;
	return NULL;
}
