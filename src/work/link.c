/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/link - private addresses: a family's tracker, one answer of an outside adviser.
 * Touches the store. */
#include "work/link.h"

#include "core/digest.h"
#include "gen/sql/case.h"
#include "gen/sql/link.h"
#include "rules/standing.h"
#include "work/case_room.h"
#include "work/post.h"

enum { INVITE_DAYS = 14, DAY_MS = 24 * 60 * 60 * 1000 };

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

/* The contact that a link was mailed to: its subject is "contact 12". 0: the family's own link. */
static int64_t invited_by(const struct link_get_row *link)
{
	struct str rest = link->subject, word = str_cut(&rest, ' ');
	int64_t id;
	return str_equal(word, STR("contact")) && str_to_int(rest, &id) ? id : 0;
}

const struct fault *link_open(struct desk *d, struct str token, struct str kind)
{
	struct link_get_row row;
	struct str hash = hash_of(d->arena, d->house, token), csrf = d->who.csrf;
	TRY(link_find(d, hash, kind, &row));
	if (invited_by(&row))           /* mailed to somebody: opens a case only to the account that takes it */
		return link_absent(d->arena);
	d->who = (struct who){ .kind = WHO_LINK, .link_process_id = row.process_id, .link_kind = row.kind,
			       .link_subject = row.subject, .link_hash = hash, .link_made_ms = row.made, .csrf = csrf };
	return NULL;
}

const struct fault *link_used_on(struct desk *d, struct str token, struct str kind, struct date *day)
{
	struct link_get_rows rows;
	TRY(sql_link_get(d->store, d->arena, &(struct link_get_in){ hash_of(d->arena, d->house, token) }, &rows));
	if (rows.count == 0 || !str_equal(rows.at[0].kind, kind) || rows.at[0].used == 0)
		return link_absent(d->arena);
	*day = date_of_ms(rows.at[0].used);
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
	const struct case_file *c;
	struct str mail_to;             /* absent: nobody is mailed */
};

/* The mail that carries a private address of a case, from its council. */
static const struct fault *link_mail(struct store *writer, struct arena *a, const struct desk *d, const struct case_file *c,
				     const char *kind, struct str to, struct str path, int64_t days)
{
	struct answers holes = { 0 };
	const struct answer all[] = {
		{ STR("council"), c->authority_name }, { STR("reference"), c->reference },
		{ STR("phone"), str_is_empty(c->authority_phone) ? c->authority_email : c->authority_phone },
		{ STR("days"), arena_printf(a, "%lld days", (long long)days) },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		LIST_PUSH(a, &holes, all[i]);
	return post_add(writer, a, d, &(struct post_new){ .kind = str_of(kind), .way = POST_MAIL, .address = to,
		.authority = c->authority, .process_id = c->id, .person_id = c->person_id, .holes = holes, .secret = path }, NULL);
}

static const struct fault *renew_job(struct store *writer, struct arena *a, void *ctx)
{
	struct renewal *r = ctx;
	struct str token;
	TRY(sql_link_drop_ask(writer, a, &(struct link_drop_ask_in){ r->process_id, r->subject, r->d->now.utc_ms }, NULL));
	TRY(link_make(writer, a, r->d->house, STR("adviser"), r->process_id, r->subject, r->d->now.utc_ms,
		      r->expires_ms, &token));
	check(token.len < sizeof r->token);
	memcpy(r->token, token.at, token.len);
	if (r->mail_to.at)
		TRY(link_mail(writer, a, r->d, r->c, "invite-adviser", r->mail_to, arena_printf(a, "/answer/%.*s", STR_ARG(token)),
			      (r->expires_ms - r->d->now.utc_ms) / DAY_MS));
	return audit_add(writer, a, r->d, &(struct audit_row){ .verb = STR("share"), .what = STR("ask"),
		.person_id = r->person_id, .process_id = r->process_id, .detail = r->subject, .by = r->by });
}

const struct fault *link_adviser(struct desk *d, const struct case_file *c, struct str subject, int64_t expires_ms,
				 struct str mail_to, struct str *token)
{
	struct renewal r = { .d = d, .process_id = c->id, .person_id = c->person_id, .subject = subject, .c = c,
			     .mail_to = mail_to,
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

/* Which contact of the child the account becomes: the one that was invited; without an invitation one with its e-mail; else, when there is but one contact and it has
 * neither account nor e-mail, that one: the link was given to nobody else. NULL: a contact of its own. */
static const struct link_relations_row *contact_of(const struct link_relations_rows *rows, const struct who *who,
						   int64_t invited, bool *is_known)
{
	const struct link_relations_row *only = NULL;
	for (size_t i = 0; i < rows->count; i++) {
		const struct link_relations_row *row = &rows->at[i];
		*is_known = *is_known || row->account_id == who->account_id;
		if (row->account_id != 0)
			continue;
		if (row->id == invited)
			return row;
		if (invited)
			continue;
		if (!str_is_empty(row->email) && str_equal(row->email, who->email))
			return row;
		if (rows->count == 1 && str_is_empty(row->email))
			only = row;
	}
	return only;
}

const struct fault *link_may_claim(struct desk *d, struct str token, bool *may)
{
	struct link_get_row row;
	const struct fault *f = link_find(d, hash_of(d->arena, d->house, token), STR("family"), &row);
	*may = !f;
	return f && f->kind != FAULT_ABSENT ? f : NULL;
}

/* Whose link it is when nobody of the contacts fits the account: the young person's when they alone asked. */
static struct str claimer_kind(const struct link_relations_rows *rows)
{
	bool has_self = false, has_other = false;
	for (size_t i = 0; i < rows->count; i++) {
		bool is_self = str_equal(rows->at[i].kind, STR("self"));
		has_self = has_self || is_self;
		has_other = has_other || !is_self;
	}
	return has_self && !has_other ? STR("self") : STR("parent");
}

struct claim { struct desk *d; struct str hash; struct link_get_row link; };

static const struct fault *claim_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct claim *c = ctx;
	const struct who *who = &c->d->who;
	struct link_relations_rows rows;
	int64_t changed, invited = invited_by(&c->link);
	bool is_known = false;
	TRY(sql_link_claim(writer, a, &(struct link_claim_in){ c->hash, who->account_id }, &changed));
	if (changed == 0)
		return link_absent(a);
	TRY(sql_link_relations(writer, a, &(struct link_relations_in){ c->link.person_id, c->d->now.today }, &rows));
	const struct link_relations_row *contact = contact_of(&rows, who, invited, &is_known);
	if (!is_known && contact)
		TRY(sql_link_relation_take(writer, a, &(struct link_relation_take_in){ contact->id, who->account_id }, NULL));
	else if (!is_known && invited)
		return link_absent(a);
	else if (!is_known)
		TRY(sql_case_relation_add(writer, a, &(struct case_relation_add_in){ .person_id = c->link.person_id,
			.kind = claimer_kind(&rows), .account_id = who->account_id, .name = who->name, .email = who->email,
			.since = c->d->now.today }, NULL));
	if (invited)                    /* it has done its work */
		TRY(sql_link_use(writer, a, &(struct link_use_in){ c->hash, c->d->now.utc_ms }, NULL));
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

struct inviting { struct desk *d; const struct case_file *c; const struct link_invite *i; struct str email;
		  struct access_answer by; };

static const struct fault *invite_job(struct store *writer, struct arena *a, void *ctx)
{
	struct inviting *v = ctx;
	const struct case_file *c = v->c;
	struct link_contact_add_rows made;
	struct str token;
	int64_t now = v->d->now.utc_ms, contact_id = v->i->contact_id;
	if (!contact_id) {
		TRY(sql_link_contact_add(writer, a, &(struct link_contact_add_in){ .person_id = c->person_id, .kind = v->i->kind,
			.name = str_trim(v->i->name), .email = v->email, .since = v->d->now.today }, &made));
		contact_id = made.at[0].id;
	} else {
		TRY(sql_link_contact_email(writer, a, &(struct link_contact_email_in){ contact_id, v->email }, NULL));
	}
	struct str subject = arena_printf(a, "contact %lld", (long long)contact_id);
	TRY(sql_link_drop_invite(writer, a, &(struct link_drop_invite_in){ c->id, subject, now }, NULL));
	TRY(link_make(writer, a, v->d->house, STR("family"), c->id, subject, now, now + (int64_t)INVITE_DAYS * DAY_MS, &token));
	TRY(link_mail(writer, a, v->d, c, "invite-family", v->email, arena_printf(a, "/claim/%.*s", STR_ARG(token)), INVITE_DAYS));
	return audit_add(writer, a, v->d, &(struct audit_row){ .verb = STR("invite"), .what = STR("contact"),
		.person_id = c->person_id, .process_id = c->id, .detail = subject, .by = v->by });
}

/* The contact that was chosen, when it can have an account: no other account has it, it is a parent or the young person. */
static const struct case_contact *invitable(const struct case_file *c, int64_t id)
{
	for (size_t i = 0; i < c->contact_count; i++)
		if (c->contacts[i].id == id && link_may_invite(&c->contacts[i]))
			return &c->contacts[i];
	return NULL;
}

bool link_may_invite(const struct case_contact *contact)
{
	return !contact->account_id && date_is_none(contact->ended) &&
	       (str_equal(contact->kind, STR("parent")) || str_equal(contact->kind, STR("self")));
}

static void invite_check(struct desk *d, const struct case_file *c, const struct link_invite *i, struct str email,
			 const struct case_contact *contact, struct problems *out)
{
	struct str kind = contact ? contact->kind : i->kind;
	if (!post_can(d->house, POST_MAIL))
		case_problem(d, out, STR(""), PROBLEM_RULE, "post.no_mail", STR(""));
	if (i->contact_id && !contact)
		case_problem(d, out, STR("contact"), PROBLEM_RULE, "invite.contact_gone", STR(""));
	if (!email.at)
		case_problem(d, out, STR("email"), PROBLEM_FORM, "problem.email", STR(""));
	if (!i->contact_id && (str_is_empty(str_trim(i->name)) || !str_is_text(i->name) || str_count(i->name) > 100))
		case_problem(d, out, STR("name"), PROBLEM_MISSING, "invite.name_missing", STR(""));
	uint32_t relation = str_equal(kind, STR("parent")) ? RELATION_PARENT : str_equal(kind, STR("self")) ? RELATION_SELF : 0;
	const struct standing *rule = standing_on(d->book, relation, STR("invited"), d->now.today);
	struct standing_facts facts = { .born = c->born, .made = DATE_NONE };
	if (!relation)
		case_problem(d, out, STR("kind"), PROBLEM_MISSING, "invite.kind_missing", STR(""));
	else if (!standing_holds(d->arena, d->book, relation, STR("invited"), &facts, d->now.today))
		case_problem(d, out, STR("kind"), PROBLEM_RULE, "invite.not_now", rule ? rule->why : STR(""));
}

const struct fault *link_invite(struct desk *d, const struct case_file *c, const struct link_invite *i, struct problems *out)
{
	struct inviting v = { .d = d, .c = c, .i = i,
			      .email = post_address(d->arena, POST_MAIL, i->email),
			      .by = case_decide(d, c, STR("share"), STR("contact"), 0, STR("")) };
	if (!v.by.is_allowed)
		return link_absent(d->arena);
	invite_check(d, c, i, v.email, i->contact_id ? invitable(c, i->contact_id) : NULL, out);
	return out->count ? NULL : store_write(d->pool, d->arena, invite_job, &v);
}
