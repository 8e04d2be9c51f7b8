/* SPDX-License-Identifier: AGPL-3.0-or-later
 * core/token - signed tokens of other servers (JSON Web Tokens): the narrow door to OpenSSL.
 * Touches OpenSSL and jansson alone.
 *   source  RFC 7515 (JWS), RFC 7517 (JWK), RFC 7518 (RS256, ES256), RFC 7519 (JWT) */
#ifndef CORE_TOKEN_H
#define CORE_TOKEN_H

#include "core/fault.h"

/* Is the token signed by one of the keys? Only RS256 (2,048 bits and more) and ES256 (P-256) are taken; "none" and
 * all others are refused.
 *   token    three parts with dots between
 *   keys     a JWK set as JSON
 *   claims   the JSON text of the middle part, in the arena
 *   gives    NULL when the signature is good; else what is wrong, in words for a log
 *   no_key   set when no key of the set has the token's key id: worth fetching the keys again */
const char *token_claims(struct arena *a, struct str token, struct str keys, struct str *claims, bool *no_key);
/* A token of our own with these claims (JSON), signed by HS256 (RFC 7518 3.2). */
struct str token_signed(struct arena *a, struct str claims, struct str secret);
/* A text claim, or absent: also when it holds control characters. */
struct str token_text(struct arena *a, struct str claims, const char *name);
/* A number claim; 0 when there is none. */
int64_t token_number(struct str claims, const char *name);
/* Is the claim true? (also the text "true", which some providers write) */
bool token_true(struct str claims, const char *name);
/* Is `value` the text, or one of the texts, of this claim? (aud, groups) */
bool token_has(struct str claims, const char *name, struct str value);
/* base64url without padding, both ways; reading gives absent for what is none. */
struct str token_base64(struct arena *a, struct str bytes);
struct str token_unbase64(struct arena *a, struct str text);

#endif
