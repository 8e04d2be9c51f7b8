/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/oidc_ask - what is asked of the provider's server, and whether its token may be believed.
 * Touches the network and the store (what the provider says of itself, its keys). */
#include "core/digest.h"
#include "core/http.h"
#include "core/out.h"
#include "core/token.h"
#include "gen/sql/store.h"
#include "work/oidc_room.h"

/* Clocks may differ by so much. What the provider says of itself is asked again after a day. */
enum { LEEWAY_SECONDS = 60, ASK_SECONDS = 10, REPLY_MOST = 256 * 1024, DAY_MS = 86400000 };

static const struct fault *ask(struct desk *d, struct http_call call, struct str *out)
{
	struct http_reply reply;

	call.seconds = ASK_SECONDS;
	call.most = REPLY_MOST;
	call.ca_file = str_is_empty(d->house->oidc.ca_file) ? NULL : arena_cstr(d->arena, d->house->oidc.ca_file);
	TRY(http_ask(d->arena, &call, &reply));
	if (reply.status != 200)
		return fault_new(d->arena, FAULT_OUTSIDE, "the sign-in provider answers with status %ld", reply.status);
	*out = reply.body;
	return NULL;
}

struct keeping { struct str name, value; };

static const struct fault *keep_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct keeping *k = ctx;

	return sql_setting_put(writer, a, &(struct setting_put_in){ k->name, k->value }, NULL);
}

/* A document of the provider, kept in the database as "MILLISECONDS ISSUER\nTEXT"; asked for when it is old, of another
 * issuer, or `fresh`. */
static const struct fault *document(struct desk *d, const char *name, struct str address, bool fresh, struct str *out)
{
	struct setting_get_rows rows;
	int64_t made = 0;

	TRY(sql_setting_get(d->store, d->arena, &(struct setting_get_in){ str_of(name) }, &rows));
	if (rows.count > 0 && !fresh) {
		struct str rest = rows.at[0].value, head = str_cut(&rest, '\n'), time = str_cut(&head, ' ');

		if (rest.at && str_to_int(time, &made) && made + DAY_MS > d->now.utc_ms && str_equal(head, d->house->oidc.issuer)) {
			*out = rest;
			return NULL;
		}
	}
	TRY(ask(d, (struct http_call){ .address = address }, out));
	return store_write(d->pool, d->arena, keep_job, &(struct keeping){ str_of(name),
		arena_printf(d->arena, "%lld %.*s\n%.*s", (long long)d->now.utc_ms, STR_ARG(d->house->oidc.issuer),
			     STR_ARG(*out)) });
}

const struct fault *oidc_places(struct desk *d, struct oidc_places *out)
{
	struct str issuer = d->house->oidc.issuer, text;

	if (str_is_empty(issuer) || str_is_empty(d->house->address))
		return fault_new(d->arena, FAULT_SETTING, "no sign-in provider is set (oidc-issuer, oidc-client, address)");
	TRY(document(d, "oidc_discovery", arena_printf(d->arena, "%.*s/.well-known/openid-configuration", STR_ARG(issuer)), false,
		     &text));
	*out = (struct oidc_places){ token_text(d->arena, text, "authorization_endpoint"),
				     token_text(d->arena, text, "token_endpoint"), token_text(d->arena, text, "jwks_uri") };
	if (!str_equal(token_text(d->arena, text, "issuer"), issuer) || !out->authorize.at || !out->token.at || !out->keys.at)
		return fault_new(d->arena, FAULT_OUTSIDE, "the sign-in provider says that it is another one, or leaves out what "
				 "is needed");
	return NULL;
}

/* client_secret_basic, RFC 6749 2.3.1: both parts percent-encoded before they are joined. */
static struct str basic(struct desk *d)
{
	struct out o = out_start(d->arena, 200);

	out_url(&o, d->house->oidc.client);
	out_byte(&o, ':');
	out_url(&o, d->house->oidc.secret);
	return arena_printf(d->arena, "Basic %.*s", STR_ARG(digest_base64(d->arena, out_str(&o))));
}

static struct str exchange_body(struct desk *d, struct str code, struct str verifier)
{
	struct out o = out_start(d->arena, 400);

	out_add(&o, STR("grant_type=authorization_code&code="));
	out_url(&o, code);
	out_add(&o, STR("&redirect_uri="));
	out_url(&o, oidc_return(d));
	out_add(&o, STR("&code_verifier="));
	out_url(&o, verifier);
	if (str_is_empty(d->house->oidc.secret)) {
		out_add(&o, STR("&client_id="));
		out_url(&o, d->house->oidc.client);
	}
	return out_str(&o);
}

/* OpenID Connect Core 3.1.3.7. */
static const char *claims_slip(struct desk *d, struct str claims, struct str nonce_hash)
{
	int64_t now = d->now.utc_ms / 1000, made = token_number(claims, "iat");
	struct str party = token_text(d->arena, claims, "azp"), nonce = token_text(d->arena, claims, "nonce");

	if (!str_equal(token_text(d->arena, claims, "iss"), d->house->oidc.issuer))
		return "another issuer";
	if (!token_has(claims, "aud", d->house->oidc.client) || (party.at && !str_equal(party, d->house->oidc.client)))
		return "meant for somebody else";
	if (token_number(claims, "exp") + LEEWAY_SECONDS <= now)
		return "too old";
	if (made > now + LEEWAY_SECONDS || made < now - 3600)
		return "not made now";
	if (!nonce.at || !digest_equal(oidc_hash(d, "oidc nonce", nonce), nonce_hash))
		return "made for another sign-in";
	return str_is_empty(token_text(d->arena, claims, "sub")) ? "without a subject" : NULL;
}

const struct fault *oidc_claims(struct desk *d, struct str code, struct str verifier, struct str nonce_hash,
				struct str *claims, const char **slip)
{
	struct oidc_places places;
	struct str reply, keys, token;
	bool no_key;

	TRY(oidc_places(d, &places));
	TRY(ask(d, (struct http_call){ .address = places.token, .body = exchange_body(d, code, verifier),
				       .type = STR("application/x-www-form-urlencoded"),
				       .authorization = str_is_empty(d->house->oidc.secret) ? STR_NONE : basic(d) }, &reply));
	token = token_text(d->arena, reply, "id_token");
	TRY(document(d, "oidc_keys", places.keys, false, &keys));
	*slip = token_claims(d->arena, token.at ? token : STR(""), keys, claims, &no_key);
	if (*slip && no_key) {
		TRY(document(d, "oidc_keys", places.keys, true, &keys));
		*slip = token_claims(d->arena, token.at ? token : STR(""), keys, claims, &no_key);
	}
	if (!*slip)
		*slip = claims_slip(d, *claims, nonce_hash);
	return NULL;
}
