/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/core/test_digest - published vectors, and that nothing changed or foreign is taken.
 * Touches core. */
#include "core/digest.h"
#include "harness.h"

static const unsigned char key[32] = { 1, 2, 3 }, other_key[32] = { 1, 2, 4 };

/* source: FIPS 180-2 appendix B; keyed BLAKE2b: Python's own, hashlib.blake2b(b"abc", key=bytes(range(32)),
 * digest_size=32). */
TEST(hashes_are_the_published_ones)
{
	CHECK_STR(digest_sha256(a, STR("abc")),
		  STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	CHECK_STR(digest_sha256(a, STR_NONE),
		  STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	unsigned char counted[32];
	for (int i = 0; i < 32; i++)
		counted[i] = (unsigned char)i;
	CHECK_STR(digest_keyed(a, counted, STR("")), STR("4e51e7a913fc80137da52880fecca175bf81e117d5c68126dc2774033517ea0d"));
	CHECK_STR(digest_keyed(a, counted, STR("abc")), STR("d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f"));
}

TEST(a_keyed_hash_depends_on_the_key)
{
	CHECK_INT((int64_t)digest_keyed(a, key, STR("x")).len, 64);
	CHECK(!str_equal(digest_keyed(a, key, STR("x")), digest_keyed(a, other_key, STR("x"))));
}

TEST(tokens_are_43_url_safe_characters_and_never_the_same)
{
	struct str one = digest_token(a), two = digest_token(a);
	CHECK_INT((int64_t)one.len, 43);
	CHECK(!str_equal(one, two));
	for (size_t i = 0; i < one.len; i++)
		CHECK(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", one.at[i]));
}

TEST(random_text_uses_the_whole_alphabet_and_nothing_else)
{
	int seen[4] = { 0 };
	struct str text = digest_random(a, STR("abcd"), 400);
	CHECK_INT((int64_t)text.len, 400);
	for (size_t i = 0; i < text.len; i++) {
		CHECK(text.at[i] >= 'a' && text.at[i] <= 'd');
		seen[text.at[i] - 'a']++;
	}
	for (int i = 0; i < 4; i++)
		CHECK_NOTE(seen[i] > 40, "%c: %d", 'a' + i, seen[i]);
}

TEST(what_was_sealed_opens_with_its_key_only)
{
	struct str sealed = digest_seal(a, key, STR("JBSWY3DPEHPK3PXP"));
	CHECK_STR(digest_open(a, key, sealed), STR("JBSWY3DPEHPK3PXP"));
	CHECK(digest_open(a, other_key, sealed).at == NULL);
	CHECK(!str_equal(sealed, digest_seal(a, key, STR("JBSWY3DPEHPK3PXP"))));
	CHECK(str_equal(digest_open(a, key, digest_seal(a, key, STR(""))), STR("")));
	CHECK(digest_open(a, key, digest_seal(a, key, STR(""))).at != NULL);
}

TEST(what_was_changed_or_cut_does_not_open)
{
	struct str sealed = digest_seal(a, key, STR("secret"));
	for (size_t i = 0; i < sealed.len; i++) {
		char *changed = arena_take(a, sealed.len + 1);
		memcpy(changed, sealed.at, sealed.len);
		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		CHECK_NOTE(digest_open(a, key, (struct str){ changed, sealed.len }).at == NULL, "byte %zu", i);
		CHECK_NOTE(digest_open(a, key, str_slice(sealed, 0, i)).at == NULL, "cut at %zu", i);
	}
	CHECK(digest_open(a, key, STR_NONE).at == NULL);
	CHECK(digest_open(a, key, STR("not base64!")).at == NULL);
}

TEST(a_password_is_argon2id_of_19_mib_and_two_passes)
{
	struct str encoded = digest_password(a, STR("correct horse"));
	CHECK(str_starts(encoded, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
	CHECK(digest_password_is(encoded, STR("correct horse")));
	CHECK(!digest_password_is(encoded, STR("correct hors")));
	CHECK(!digest_password_is(encoded, STR_NONE));
	CHECK(!digest_password_is(STR_NONE, STR("correct horse")));
	CHECK(!digest_password_is(STR("$argon2id$v=19$m=19456,t=2,p=1$x"), STR("correct horse")));
	CHECK(!str_equal(encoded, digest_password(a, STR("correct horse"))));
}

/* source: test.c of the reference program (P-H-C/phc-winner-argon2), Argon2id v=19, t=2, m=16, p=1. */
TEST(a_password_of_the_reference_program_opens)
{
	struct str encoded = STR("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
	CHECK(digest_password_is(encoded, STR("password")));
	CHECK(!digest_password_is(encoded, STR("differentpassword")));
	CHECK(digest_password_is_old(encoded));
	CHECK(!digest_password_is_old(digest_password(a, STR("password"))));
	CHECK(!digest_password_is_old(STR_NONE));
}

TEST(equal_compares_all_bytes_and_the_length)
{
	CHECK(digest_equal(STR("abc"), STR("abc")));
	CHECK(!digest_equal(STR("abc"), STR("abd")));
	CHECK(!digest_equal(STR("abc"), STR("ab")));
	CHECK(digest_equal(STR_NONE, STR("")));
}

TEST(a_password_with_a_salt_handed_in_is_like_any_other)
{
	static const unsigned char salt[16] = "sixteen letters";
	struct str kept = digest_password_salted(a, STR("waymark-demo"), salt);

	CHECK(digest_start());
	CHECK_STR(digest_password_salted(a, STR("waymark-demo"), salt), kept);
	CHECK(digest_password_is(kept, STR("waymark-demo")));
	CHECK(!digest_password_is(kept, STR("waymark-dem0")));
	CHECK(!digest_password_is_old(kept));
}
