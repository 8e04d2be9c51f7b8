/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/head - which heads are read and which are refused, by rows. */
#include "raw.h"
#include "rules/rows.h"

static struct str state_words(struct arena *a, enum head_state state, const struct head_refusal *why)
{
	return state == HEAD_GOOD ? STR("good") : state == HEAD_MORE ? STR("more") : arena_printf(a, "%d", why->status);
}

TEST(heads_that_can_be_read_in_two_ways_are_refused)
{
	struct str text = test_file(a, "tests/cases/http/head.csv");
	struct row row;
	int line = 0;

	while (row_next(a, &text, &line, &row)) {
		struct str bytes = raw_bytes(a, row.cell[2]);
		struct head_refusal why = { 0, "" };
		struct head head;
		enum head_state state = head_read(bytes, &head, &why);

		CHECK_NOTE(str_equal(state_words(a, state, &why), row.cell[0]), "line %d: got %.*s", row.line,
			   STR_ARG(state_words(a, state, &why)));
		CHECK_NOTE(str_equal(str_of(why.why), row.cell[1]), "line %d: got %s", row.line, why.why);
	}
}

TEST(a_head_is_the_same_however_it_arrives)
{
	struct str text = test_file(a, "tests/cases/http/head.csv");
	struct row row;
	int line = 0;

	while (row_next(a, &text, &line, &row)) {
		struct str bytes = raw_bytes(a, row.cell[2]);
		struct head_refusal why = { 0, "" };
		struct head head;
		enum head_state state = HEAD_MORE;

		/* Byte by byte it may be refused sooner, never later and never for being good. */
		for (size_t len = 0; len <= bytes.len && state == HEAD_MORE; len++)
			state = head_read(str_slice(bytes, 0, len), &head, &why);
		bool want_good = str_equal(row.cell[0], STR("good")), want_more = str_equal(row.cell[0], STR("more"));

		CHECK_NOTE((state == HEAD_GOOD) == want_good && (state == HEAD_MORE) == want_more, "line %d", row.line);
	}
}

TEST(a_head_says_where_it_ends_and_what_comes)
{
	struct str bytes = STR("POST /x?y HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: 100-continue\r\n"
			       "Connection: keep-alive, close\r\nX-Note:  two words \r\n\r\nbody");
	struct head h;
	struct head_refusal why;

	CHECK_INT(head_read(bytes, &h, &why), HEAD_GOOD);
	CHECK_INT((int64_t)h.bytes, (int64_t)bytes.len - 4);
	CHECK_INT(h.body_bytes, 12);
	CHECK(h.wants_continue && h.is_last && !h.is_old);
	CHECK_STR(h.method, STR("POST"));
	CHECK_STR(h.target, STR("/x?y"));
	CHECK_STR(head_value(&h, "x-note"), STR("two words"));
	CHECK(!head_value(&h, "x-none").at);
}

static struct str many(struct arena *a, size_t count)
{
	struct out o = out_start(a, 4096);

	out_add(&o, STR("GET / HTTP/1.1\r\nHost: a\r\n"));
	for (size_t i = 1; i < count; i++)
		out_printf(&o, "X-%zu: y\r\n", i);
	out_add(&o, STR("\r\n"));
	return out_str(&o);
}

static struct str long_target(struct arena *a, size_t len, bool ends)
{
	struct out o = out_start(a, len + 64);

	out_add(&o, STR("GET /"));
	for (size_t i = 1; i < len; i++)
		out_byte(&o, 'a');
	out_add(&o, ends ? STR(" HTTP/1.1\r\nHost: a\r\n\r\n") : STR(""));
	return out_str(&o);
}

TEST(a_head_has_a_size)
{
	struct head h;
	struct head_refusal why;

	CHECK_INT(head_read(many(a, HEAD_FIELDS_MOST), &h, &why), HEAD_GOOD);
	CHECK_INT(head_read(many(a, HEAD_FIELDS_MOST + 1), &h, &why), HEAD_REFUSED);
	CHECK_INT(why.status, 431);
	CHECK_INT(head_read(long_target(a, HEAD_TARGET_MOST, true), &h, &why), HEAD_GOOD);
	CHECK_INT(head_read(long_target(a, HEAD_TARGET_MOST + 1, true), &h, &why), HEAD_REFUSED);
	CHECK_INT(why.status, 414);
	CHECK_INT(head_read(long_target(a, HEAD_BYTES_MOST, false), &h, &why), HEAD_REFUSED);
	CHECK_INT(why.status, 414);
	CHECK_INT(head_read(str_slice(many(a, 4000), 0, HEAD_BYTES_MOST), &h, &why), HEAD_REFUSED);
	CHECK_INT(why.status, 431);
}
