/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/token - the first line as a signed token, the rest as the keys of a provider, and all of it as claims or as what
 * a provider says of itself: claims or a reason, never a crash. What base64url gives comes back. */
#include "core/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void claims_read(struct arena *a, struct str claims)
{
	static const char *const names[] = { "iss", "aud", "exp", "nonce", "sub", "groups", "jwks_uri", "email_verified" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str text = token_text(a, claims, names[i]);

		check(!text.at || str_is_text(text));
		(void)token_number(claims, names[i]);
		(void)token_true(claims, names[i]);
		check(!text.at || token_has(claims, names[i], text));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct str all = { (const char *)bytes, len }, keys = all, token = str_cut(&keys, '\n'), claims = STR_NONE, plain;
	bool no_key;

	if (!token_claims(a, token, keys, &claims, &no_key))
		claims_read(a, claims);
	claims_read(a, all);
	check(str_equal(token_unbase64(a, token_base64(a, all)), all));
	plain = token_unbase64(a, token);
	check(!plain.at || str_equal(token_base64(a, plain), token));
	arena_end(a);
	return 0;
}
