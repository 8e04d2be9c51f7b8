/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/token - signatures of JSON Web Tokens.
 * Touches OpenSSL and jansson alone. */
#include "core/token.h"

#include <jansson.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <sodium.h>

enum { TOKEN_MOST = 16384, RSA_BITS_LEAST = 2048, P256_BYTES = 32, DER_MOST = 80 };

struct str token_base64(struct arena *a, struct str bytes)
{
	size_t room = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *at = arena_take(a, room);

	sodium_bin2base64(at, room, (const unsigned char *)bytes.at, bytes.len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_of(at);
}

/* libsodium takes some bytes above 127 for letters. */
static bool is_base64(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= 'A' && s.at[i] <= 'Z') && !(s.at[i] >= 'a' && s.at[i] <= 'z') && !(s.at[i] >= '0' && s.at[i] <= '9') &&
		    s.at[i] != '-' && s.at[i] != '_')
			return false;
	return s.at != NULL;
}

struct str token_unbase64(struct arena *a, struct str text)
{
	unsigned char *at = arena_take(a, text.len + 1);
	size_t len = 0;

	if (!is_base64(text) || sodium_base642bin(at, text.len + 1, text.at, text.len, NULL, &len, NULL,
					  sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return STR_NONE;
	return (struct str){ (const char *)at, len };
}

static struct str json_text(struct arena *a, const json_t *object, const char *name)
{
	const json_t *v = json_object_get(object, name);

	return json_is_string(v) ? arena_str(a, (struct str){ json_string_value(v), json_string_length(v) }) : STR_NONE;
}

/* A key from its OpenSSL parts; NULL when they make none. */
static EVP_PKEY *key_from(const char *kind, OSSL_PARAM_BLD *build)
{
	OSSL_PARAM *parts = OSSL_PARAM_BLD_to_param(build);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
	EVP_PKEY *key = NULL;

	if (parts && ctx && EVP_PKEY_fromdata_init(ctx) > 0)
		(void)EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, parts);
	EVP_PKEY_CTX_free(ctx);
	OSSL_PARAM_free(parts);
	return key;
}

static EVP_PKEY *rsa_key(struct arena *a, const json_t *jwk)
{
	struct str n = token_unbase64(a, json_text(a, jwk, "n")), e = token_unbase64(a, json_text(a, jwk, "e"));
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	BIGNUM *big_n = n.at ? BN_bin2bn((const unsigned char *)n.at, (int)n.len, NULL) : NULL;
	BIGNUM *big_e = e.at ? BN_bin2bn((const unsigned char *)e.at, (int)e.len, NULL) : NULL;
	EVP_PKEY *key = NULL;

	if (build && big_n && big_e && BN_num_bits(big_n) >= RSA_BITS_LEAST &&
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, big_n) &&
	    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, big_e))
		key = key_from("RSA", build);
	BN_free(big_n);
	BN_free(big_e);
	OSSL_PARAM_BLD_free(build);
	return key;
}

static EVP_PKEY *ec_key(struct arena *a, const json_t *jwk)
{
	struct str x = token_unbase64(a, json_text(a, jwk, "x")), y = token_unbase64(a, json_text(a, jwk, "y"));
	unsigned char point[1 + 2 * P256_BYTES] = { 4 };
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY *key = NULL;

	if (build && x.len == P256_BYTES && y.len == P256_BYTES && str_equal(json_text(a, jwk, "crv"), STR("P-256"))) {
		memcpy(point + 1, x.at, P256_BYTES);
		memcpy(point + 1 + P256_BYTES, y.at, P256_BYTES);
		if (OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) &&
		    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point))
			key = key_from("EC", build);
	}
	OSSL_PARAM_BLD_free(build);
	return key;
}

/* r and s side by side (JWS) as the DER that OpenSSL wants; absent when it cannot be. */
static struct str der_of(struct arena *a, struct str both)
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn((const unsigned char *)both.at, P256_BYTES, NULL);
	BIGNUM *s = BN_bin2bn((const unsigned char *)both.at + P256_BYTES, P256_BYTES, NULL);
	unsigned char *at = arena_take(a, DER_MOST), *end = at;
	int len = 0;

	if (sig && r && s && ECDSA_SIG_set0(sig, r, s)) {
		len = i2d_ECDSA_SIG(sig, NULL) <= DER_MOST ? i2d_ECDSA_SIG(sig, &end) : 0;
	} else {
		BN_free(r);
		BN_free(s);
	}
	ECDSA_SIG_free(sig);
	return len > 0 ? (struct str){ (const char *)at, (size_t)len } : STR_NONE;
}

static bool is_signed_by(struct arena *a, const json_t *jwk, struct str algorithm, struct str said, struct str signature)
{
	bool is_ec = str_equal(algorithm, STR("ES256")), is_good = false;
	EVP_PKEY *key = is_ec ? ec_key(a, jwk) : rsa_key(a, jwk);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	if (is_ec)
		signature = signature.len == 2 * P256_BYTES ? der_of(a, signature) : STR_NONE;
	if (key && ctx && signature.at && EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) > 0)
		is_good = EVP_DigestVerify(ctx, (const unsigned char *)signature.at, signature.len,
					   (const unsigned char *)said.at, said.len) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	return is_good;
}

struct parts { struct str said, head, middle, signature, algorithm, key_id; };

static const char *parts_read(struct arena *a, struct str token, struct parts *p)
{
	struct str rest = token, head = str_cut(&rest, '.'), middle = str_cut(&rest, '.');
	json_t *object;

	if (token.len > TOKEN_MOST || !rest.at || str_contains(rest, STR(".")))
		return "the token has not three parts";
	p->said = str_slice(token, 0, head.len + 1 + middle.len);
	p->head = token_unbase64(a, head);
	p->middle = token_unbase64(a, middle);
	p->signature = token_unbase64(a, rest);
	if (!p->head.at || !p->middle.at || !p->signature.at)
		return "a part of the token is not base64url";
	object = json_loadb(p->head.at, p->head.len, JSON_REJECT_DUPLICATES, NULL);
	p->algorithm = json_text(a, object, "alg");
	p->key_id = json_text(a, object, "kid");
	bool is_critical = json_object_get(object, "crit") != NULL;

	json_decref(object);
	if (!str_equal(p->algorithm, STR("RS256")) && !str_equal(p->algorithm, STR("ES256")))
		return "the token is signed in a way that is not taken";
	return is_critical ? "the token asks for something that we do not know" : NULL;
}

static bool fits(struct arena *a, const json_t *jwk, const struct parts *p)
{
	struct str kind = json_text(a, jwk, "kty"), use = json_text(a, jwk, "use"), algorithm = json_text(a, jwk, "alg");

	return str_equal(kind, str_equal(p->algorithm, STR("ES256")) ? STR("EC") : STR("RSA")) &&
	       (!use.at || str_equal(use, STR("sig"))) && (!algorithm.at || str_equal(algorithm, p->algorithm)) &&
	       (!p->key_id.at || str_equal(json_text(a, jwk, "kid"), p->key_id));
}

const char *token_claims(struct arena *a, struct str token, struct str keys, struct str *claims, bool *no_key)
{
	struct parts p;
	const char *slip = parts_read(a, token, &p);
	json_t *set;
	bool is_good = false;

	*no_key = false;
	if (slip)
		return slip;
	set = json_loadb(keys.at ? keys.at : "", keys.len, 0, NULL);
	const json_t *list = json_object_get(set, "keys");

	*no_key = true;
	for (size_t i = 0; i < json_array_size(list) && !is_good; i++) {
		const json_t *jwk = json_array_get(list, i);

		if (!fits(a, jwk, &p))
			continue;
		*no_key = false;
		is_good = is_signed_by(a, jwk, p.algorithm, p.said, p.signature);
	}
	json_decref(set);
	if (!is_good)
		return *no_key ? "no key of the provider has this key id" : "the signature is wrong";
	*claims = p.middle;
	return NULL;
}

struct str token_signed(struct arena *a, struct str claims, struct str secret)
{
	struct str said = arena_printf(a, "%.*s.%.*s", STR_ARG(token_base64(a, STR("{\"typ\":\"JWT\",\"alg\":\"HS256\"}"))),
				       STR_ARG(token_base64(a, claims)));
	unsigned char mark[EVP_MAX_MD_SIZE];
	unsigned int len = 0;

	check(HMAC(EVP_sha256(), secret.at, (int)secret.len, (const unsigned char *)said.at, said.len, mark, &len));
	return arena_printf(a, "%.*s.%.*s", STR_ARG(said), STR_ARG(token_base64(a, (struct str){ (const char *)mark, len })));
}

struct str token_text(struct arena *a, struct str claims, const char *name)
{
	json_t *object = json_loadb(claims.at, claims.len, JSON_REJECT_DUPLICATES, NULL);
	struct str text = json_text(a, object, name);

	json_decref(object);
	return text.at && str_is_text(text) ? text : STR_NONE;
}

int64_t token_number(struct str claims, const char *name)
{
	json_t *object = json_loadb(claims.at, claims.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *v = json_object_get(object, name);
	int64_t n = json_is_integer(v) ? json_integer_value(v) : 0;

	json_decref(object);
	return n;
}

static bool is_text(const json_t *v, struct str value)
{
	return json_is_string(v) && str_equal((struct str){ json_string_value(v), json_string_length(v) }, value);
}

bool token_true(struct str claims, const char *name)
{
	json_t *object = json_loadb(claims.at, claims.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *v = json_object_get(object, name);
	bool is_true = json_is_true(v) || is_text(v, STR("true"));

	json_decref(object);
	return is_true;
}

bool token_has(struct str claims, const char *name, struct str value)
{
	json_t *object = json_loadb(claims.at, claims.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *v = json_object_get(object, name);
	bool has = is_text(v, value);

	for (size_t i = 0; i < json_array_size(v); i++)
		has = has || is_text(json_array_get(v, i), value);
	json_decref(object);
	return has;
}
