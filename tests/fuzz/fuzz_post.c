/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/post - any bytes as a mail that came back, as an answer of GOV.UK Notify, as an address: never a crash, and
 * never a message of ours that was not named by its mark. */
#include "core/digest.h"
#include "work/post_room.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct house house = { .address = STR("") };
	struct desk d = { .arena = a, .house = &house };
	struct str s = { (const char *)bytes, len };
	bool is_ours;

	check(digest_start());
	check(post_bounce(&d, s, &is_ours) == NULL && !is_ours);
	(void)post_fate_read(a, s);
	(void)post_address(a, POST_MAIL, s);
	(void)post_address(a, POST_TEXT, s);
	arena_end(a);
	return 0;
}
