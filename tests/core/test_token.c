/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_token - the signed examples of RFC 7515, and every byte of them changed.
 * Touches core/token. */
#include "core/token.h"
#include "harness.h"

static const char payload[] =
	"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
/* RFC 7515, A.3 */
static const char es_keys[] =
	"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
	"\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";
static const char es_sign[] = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
/* RFC 7515, A.2 */
static const char rs_keys[] =
	"{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4q"
	"PCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUs"
	"LA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkML"
	"s91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}]}";
static const char rs_sign[] =
	"cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQ"
	"jbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtF"
	"ZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

static struct str joined(struct arena *a, const char *head, const char *sign)
{
	return arena_printf(a, "%s.%s.%s", head, payload, sign);
}

TEST(the_examples_of_the_standard_are_good)
{
	struct str claims;
	bool no_key;

	CHECK(token_claims(a, joined(a, "eyJhbGciOiJFUzI1NiJ9", es_sign), str_of(es_keys), &claims, &no_key) == NULL);
	CHECK_STR(token_text(a, claims, "iss"), STR("joe"));
	CHECK_INT(token_number(claims, "exp"), 1300819380);
	CHECK(token_has(claims, "iss", STR("joe")));
	CHECK(!token_has(claims, "aud", STR("joe")));
	CHECK(token_claims(a, joined(a, "eyJhbGciOiJSUzI1NiJ9", rs_sign), str_of(rs_keys), &claims, &no_key) == NULL);
	CHECK(!no_key);
}

TEST(a_token_with_one_letter_changed_is_refused)
{
	struct str good = joined(a, "eyJhbGciOiJFUzI1NiJ9", es_sign), claims;
	bool no_key;

	for (size_t i = 0; i + 1 < good.len; i++) {
		char *at = arena_take(a, good.len + 1);

		memcpy(at, good.at, good.len);
		at[i] = at[i] == 'A' ? 'Q' : 'A';
		CHECK_NOTE(token_claims(a, (struct str){ at, good.len }, str_of(es_keys), &claims, &no_key) != NULL, "letter %zu", i);
	}
	for (size_t i = 0; i < good.len; i += 7)
		CHECK(token_claims(a, str_slice(good, 0, i), str_of(es_keys), &claims, &no_key) != NULL);
}

/* "none", HS256 and a key of the wrong kind are the classic ways in. */
TEST(other_ways_of_signing_are_refused)
{
	static const char *const heads[] = { "{\"alg\":\"none\"}", "{\"alg\":\"HS256\"}", "{\"alg\":\"RS256\"}", "{}",
					     "{\"alg\":\"ES256\",\"crit\":[\"b64\"]}", "{\"alg\":\"ES256\",\"alg\":\"ES256\"}", "[]" };
	struct str claims;
	bool no_key;

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct str head = token_base64(a, str_of(heads[i]));

		CHECK_NOTE(token_claims(a, joined(a, head.at, es_sign), str_of(es_keys), &claims, &no_key) != NULL, "%s", heads[i]);
	}
	CHECK(token_claims(a, joined(a, "eyJhbGciOiJFUzI1NiJ9", es_sign), STR("{\"keys\":[]}"), &claims, &no_key) != NULL);
	CHECK(no_key);
	CHECK(token_claims(a, joined(a, "eyJhbGciOiJFUzI1NiJ9", es_sign), STR("no json"), &claims, &no_key) != NULL);
}

TEST(base64url_has_sixty_four_letters)
{
	int taken = 0;

	for (int byte = 0; byte < 256; byte++) {
		char text[4] = { 'A', (char)byte, 'A', 'A' };
		struct str plain = token_unbase64(a, (struct str){ text, 4 });

		taken += plain.at != NULL;
		CHECK_NOTE(!plain.at || str_equal(token_base64(a, plain), (struct str){ text, 4 }), "byte %d", byte);
	}
	CHECK_INT(taken, 64);
}

TEST(a_claim_with_control_characters_is_none)
{
	CHECK_STR(token_text(a, STR("{\"name\":\"Ann\"}"), "name"), STR("Ann"));
	CHECK(token_text(a, STR("{\"name\":\"An\\u0007n\"}"), "name").at == NULL);
}
