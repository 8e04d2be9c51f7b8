/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/oidc - there and back: the flow, the account, the roles.
 * Touches the store. */
#include "core/digest.h"
#include "core/out.h"
#include "core/token.h"
#include "gen/sql/account.h"
#include "gen/sql/oidc.h"
#include "work/oidc_room.h"
#include "work/session_room.h"

/* Who does not come back within this time begins again. */
static const int64_t flow_most_ms = (int64_t)10 * MINUTE_MS;

struct str oidc_hash(struct desk *d, const char *kind, struct str token)
{
	return session_hash(d->arena, d->house, kind, token);
}

struct str oidc_return(struct desk *d)
{
	return arena_printf(d->arena, "%.*s/sign-in/provider/return", STR_ARG(d->house->address));
}

struct going { struct desk *d; struct str state, nonce, verifier, next, browser; bool is_again; };

/* What the database keeps in place of a state: good only together with the browser that began. */
static struct str state_hash(struct desk *d, struct str state, struct str browser)
{
	return oidc_hash(d, "oidc state", arena_printf(d->arena, "%.*s.%.*s", STR_ARG(state), STR_ARG(browser)));
}

static const struct fault *going_job(struct store *writer, struct arena *a, void *ctx)
{
	struct going *g = ctx;
	struct desk *d = g->d;

	TRY(sql_oidc_flow_drop_old(writer, a, &(struct oidc_flow_drop_old_in){ d->now.utc_ms - flow_most_ms }, NULL));
	return sql_oidc_flow_add(writer, a, &(struct oidc_flow_add_in){
		.state_hash = state_hash(d, g->state, g->browser), .nonce_hash = oidc_hash(d, "oidc nonce", g->nonce),
		.verifier = digest_seal(a, d->house->key, g->verifier), .next = g->next, .made = d->now.utc_ms,
		.is_again = g->is_again }, NULL);
}

static void add_query(struct out *o, const char *name, struct str value)
{
	out_printf(o, "%s=", name);
	out_url(o, value);
}

const struct fault *oidc_begin(struct desk *d, struct str browser, struct str next, bool again, struct str *address)
{
	struct going g = { d, digest_token(d->arena), digest_token(d->arena), digest_token(d->arena), next, browser, again };
	struct out o = out_start(d->arena, 600);
	struct oidc_places places;

	TRY(oidc_places(d, &places));
	TRY(store_write(d->pool, d->arena, going_job, &g));
	out_add(&o, places.authorize);
	out_add(&o, str_contains(places.authorize, STR("?")) ? STR("&") : STR("?"));
	out_add(&o, STR("response_type=code&scope=openid%20email%20profile&code_challenge_method=S256&"));
	/* With max_age the provider must say when the password was given (auth_time). */
	out_add(&o, again ? STR("prompt=login&max_age=0&") : STR("max_age=43200&"));
	add_query(&o, "client_id", d->house->oidc.client);
	add_query(&o, "&redirect_uri", oidc_return(d));
	add_query(&o, "&state", g.state);
	add_query(&o, "&nonce", g.nonce);
	add_query(&o, "&code_challenge", token_base64(d->arena, digest_sha256_bytes(d->arena, g.verifier)));
	*address = out_str(&o);
	return NULL;
}

/* A role of the code list: note is "ROLE AUTHORITY" or "ROLE AUTHORITY ORGANISATION". */
struct roles_given { struct membership *at; size_t count, room; };

static void roles_of(struct desk *d, struct str claims, struct roles_given *out)
{
	const struct code_list *groups = book_codes(d->book, STR("oidc-group"));

	for (size_t i = 0; groups && i < groups->count; i++) {
		struct str rest = groups->at[i].note;
		struct membership m = { .role = str_word(&rest) };
		struct str authority = str_word(&rest), organisation = str_word(&rest);

		if (token_has(claims, "groups", groups->at[i].code) && book_role(d->book, m.role) &&
		    str_to_int(authority, &m.authority)) {
			if (organisation.at)
				(void)str_to_int(organisation, &m.organisation_id);
			LIST_PUSH(d->arena, out, m);
		}
	}
}

struct coming {
	struct desk *d;
	const struct oidc_back *back;
	struct str state_hash, nonce_hash, verifier, next, claims;
	bool is_again;
	struct session_start start;
};

static const struct fault *take_job(struct store *writer, struct arena *a, void *ctx)
{
	struct coming *c = ctx;
	struct oidc_flow_take_rows rows;

	TRY(sql_oidc_flow_take(writer, a, &(struct oidc_flow_take_in){
		c->state_hash, c->d->now.utc_ms - flow_most_ms }, &rows));
	c->verifier = STR_NONE;         /* a job may be run again, and find that another has taken it */
	if (rows.count == 0)
		return NULL;
	c->nonce_hash = arena_str(c->d->arena, rows.at[0].nonce_hash);
	c->verifier = digest_open(c->d->arena, c->d->house->key, rows.at[0].verifier);
	c->next = arena_str(c->d->arena, rows.at[0].next);
	c->is_again = rows.at[0].is_again != 0;
	return NULL;
}

/* The account of the first time: by a verified e-mail, or a new one when a group gives a role. 0: neither. */
static const struct fault *account_first(struct store *writer, struct arena *a, struct coming *c,
					 const struct roles_given *roles, int64_t *id)
{
	struct desk *d = c->d;
	struct str email = email_folded(a, token_text(a, c->claims, "email")), name = token_text(a, c->claims, "name");
	struct account_by_email_rows known;
	struct account_add_rows made;

	*id = 0;
	if (!email.len || !token_true(c->claims, "email_verified"))
		return NULL;
	TRY(sql_account_by_email(writer, a, &(struct account_by_email_in){ email }, &known));
	if (known.count > 0) {
		*id = known.at[0].is_open ? known.at[0].id : 0;
		return NULL;
	}
	if (roles->count == 0)
		return NULL;
	TRY(sql_account_add(writer, a, &(struct account_add_in){
		.authority = roles->at[0].authority, .email = email, .name = str_is_empty(name) ? email : name,
		.password = digest_password(a, digest_token(a)), .made = d->now.utc_ms }, &made));
	*id = made.count ? made.at[0].id : 0;
	return NULL;
}

static const struct fault *account_find(struct store *writer, struct arena *a, struct coming *c,
					const struct roles_given *roles, int64_t *id)
{
	struct str subject = token_text(a, c->claims, "sub");
	struct oidc_account_by_subject_rows rows;

	TRY(sql_oidc_account_by_subject(writer, a, &(struct oidc_account_by_subject_in){
		c->d->house->oidc.issuer, subject }, &rows));
	if (rows.count > 0) {
		*id = rows.at[0].is_open ? rows.at[0].id : 0;
		return NULL;
	}
	TRY(account_first(writer, a, c, roles, id));
	if (!*id)
		return NULL;
	return sql_oidc_account_add(writer, a, &(struct oidc_account_add_in){
		c->d->house->oidc.issuer, subject, *id }, NULL);
}

static bool is_given(const struct roles_given *roles, struct str role, int64_t authority)
{
	for (size_t i = 0; i < roles->count; i++)
		if (str_equal(roles->at[i].role, role) && roles->at[i].authority == authority)
			return true;
	return false;
}

/* Roles of the token are put; those that came from the provider before and come no more go. */
static const struct fault *roles_put(struct store *writer, struct arena *a, int64_t account, const struct roles_given *roles)
{
	struct oidc_memberships_rows before;

	TRY(sql_oidc_memberships(writer, a, &(struct oidc_memberships_in){ account }, &before));
	for (size_t i = 0; i < before.count; i++) {
		if (is_given(roles, before.at[i].role, before.at[i].authority))
			continue;
		TRY(sql_membership_drop(writer, a, &(struct membership_drop_in){
			account, before.at[i].role, before.at[i].authority }, NULL));
		TRY(sql_oidc_membership_drop(writer, a, &(struct oidc_membership_drop_in){
			account, before.at[i].role, before.at[i].authority }, NULL));
	}
	for (size_t i = 0; i < roles->count; i++) {
		const struct membership *m = &roles->at[i];

		TRY(sql_membership_put(writer, a, &(struct membership_put_in){
			account, m->role, m->authority, m->organisation_id }, NULL));
		TRY(sql_oidc_membership_add(writer, a, &(struct oidc_membership_add_in){ account, m->role, m->authority }, NULL));
	}
	return NULL;
}

static const struct fault *come_job(struct store *writer, struct arena *a, void *ctx)
{
	struct coming *c = ctx;
	struct roles_given roles = { 0 };

	roles_of(c->d, c->claims, &roles);
	TRY(account_find(writer, a, c, &roles, &c->start.account_id));
	if (!c->start.account_id)
		return NULL;
	TRY(roles_put(writer, a, c->start.account_id, &roles));
	return session_start(writer, a, c->d, &c->start);
}

/* When the password was given, as the provider says (auth_time). One that does not say is believed when it was told to ask
 * for it (prompt=login); who was simply let through has proved nothing. */
static int64_t proved_ms(const struct desk *d, const struct coming *c)
{
	int64_t said = token_number(c->claims, "auth_time");

	return said > 0 ? said * 1000 : c->is_again ? d->now.utc_ms : 0;
}

const struct fault *oidc_end(struct desk *d, const struct oidc_back *back, struct problems *out,
			     struct session_given *given, struct str *next)
{
	struct coming c = { .d = d, .back = back, .next = STR(""),
			    .state_hash = state_hash(d, back->state, back->browser) };
	const char *slip = NULL;

	*given = (struct session_given){ .state = SESSION_NONE };
	*next = STR("");
	TRY(store_write(d->pool, d->arena, take_job, &c));
	if (!c.verifier.at || back->slip.len || str_is_empty(back->code)) {
		session_problem(d, out, "", PROBLEM_RULE, "sign_in.provider_again", STR_NONE);
		return NULL;
	}
	TRY(oidc_claims(d, back->code, c.verifier, c.nonce_hash, &c.claims, &slip));
	if (slip)
		return fault_new(d->arena, FAULT_OUTSIDE, "the sign-in provider's answer is refused: %s", slip);
	c.start = (struct session_start){ .is_full = true, .cookie = digest_token(d->arena), .csrf = digest_token(d->arena),
					  .client = back->client, .fresh_device = digest_token(d->arena),
					  .proved_ms = proved_ms(d, &c) };
	TRY(device_find(d, back->device, 0, &c.start.device));
	TRY(store_write(d->pool, d->arena, come_job, &c));
	if (!c.start.account_id) {
		session_problem(d, out, "", PROBLEM_RULE, "sign_in.provider_unknown", STR_NONE);
		return NULL;
	}
	*given = (struct session_given){ SESSION_FULL, c.start.cookie,
					 c.start.device.is_known ? STR_NONE : c.start.fresh_device };
	*next = c.next;
	return NULL;
}
