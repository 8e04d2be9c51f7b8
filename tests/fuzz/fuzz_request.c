/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/request - any bytes as a head, its address, query, cookies and body: fields or a refusal, never a crash.
 * The body is fed in pieces whose size the first byte says, so that every cut is tried. */
#include "web/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void try_text(struct str s)
{
	check(!s.at || str_is_text(s));
}

static void try_typed(const struct typed *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		try_text(at[i].name);
		try_text(at[i].value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_start((size_t)64 << 20);
	struct str in = { (const char *)bytes, len }, body;
	struct head_refusal why = { 0, NULL };
	struct request r = { 0 };
	struct head h;
	size_t step = len ? 1 + bytes[0] % 64 : 1;
	int refused;

	in = str_slice(in, 1, in.len);
	switch (head_read(in, &h, &why)) {
	case HEAD_MORE:
		goto over;
	case HEAD_REFUSED:
		check(why.status >= 400 && why.why);
		goto over;
	case HEAD_GOOD:
		check(h.bytes <= in.len && h.count <= HEAD_FIELDS_MOST && h.body_bytes >= 0);
	}
	if (read_head(a, &h, &r) != 0)
		goto over;
	try_text(r.path);
	try_typed(r.query_at, r.query_count);
	read_cookie(&h, "session");
	body = str_slice(in, h.bytes, in.len);
	struct body *b = body_start(a, head_value(&h, "content-type"), (int64_t)body.len, 1000, &refused);

	if (refused)
		goto over;
	for (size_t at = 0; at < body.len; at += step)
		body_part(b, str_slice(body, at, at + step));
	if (!body_end(b, &r, &refused) && !refused)
		try_typed(r.form_at, r.form_count);
over:
	arena_end(a);
	return 0;
}
