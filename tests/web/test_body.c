/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/web/body - forms with files, cut at every place where a network may cut them. */
#include "raw.h"
#include "web/read.h"

static const char form[] =
	"--edge\r\nContent-Disposition: form-data; name=\"needs\"\r\n\r\nShe likes\r\n--edging and --edg\r\n--edge\r\n"
	"content-disposition: form-data; name=\"empty\"\r\n\r\n\r\n--edge\r\n"
	"Content-Disposition: form-data; name=\"q%22uote\"\r\nContent-Type: text/plain\r\n\r\ncaf\xc3\xa9\r\n--edge\r\n"
	"Content-Disposition: form-data; name=\"bad\"\r\n\r\n\xff\xfe\r\n--edge--\r\nwhat comes behind is passed over";

static struct body *fed(struct arena *a, struct str bytes, size_t step, int *refused)
{
	struct body *b = body_start(a, STR("multipart/form-data; boundary=\"edge\""), (int64_t)bytes.len, 1 << 20, refused);

	for (size_t at = 0; at < bytes.len; at += step)
		body_part(b, str_slice(bytes, at, at + step));
	return b;
}

TEST(a_form_in_parts_is_the_same_however_it_is_cut)
{
	for (size_t step = 1; step < sizeof form; step++) {
		struct request r = { 0 };
		int refused;
		struct body *b = fed(a, str_of(form), step, &refused);

		CHECK_OK(body_end(b, &r, &refused));
		CHECK_INT(refused, 0);
		CHECK_INT((int64_t)r.form_count, 4);
		CHECK_STR(request_form(&r, STR("needs")), STR("She likes\r\n--edging and --edg"));
		CHECK_STR(request_form(&r, STR("empty")), STR(""));
		CHECK_STR(request_form(&r, STR("q\"uote")), STR("caf\xc3\xa9"));
		CHECK(r.form_at[3].is_bad_text);
	}
}

TEST(a_form_in_parts_that_is_none_is_refused)
{
	static const struct { const char *bytes; int status; } rows[] = {
		{ "", 400 },
		{ "--edge", 400 },
		{ "--edge--\r\n", 0 },
		{ "--edge\r\n\r\n\r\n--edge--", 400 },                  /* a part without a head */
		{ "--edge\r\nContent-Disposition: form-data\r\n\r\n\r\n--edge--", 400 },        /* without a name */
		{ "--edge\r\nContent-Disposition: attachment; name=x\r\n\r\n\r\n--edge--", 400 },
		{ "--edge\r\nContent-Disposition: form-data; name=x\r\n\r\nnever ends", 400 },
		{ "--edgeX\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n--edge--", 400 },
		{ "--other\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n--other--", 400 },
		{ "--edge\r\nContent-Disposition: form-data; name=x\r\n\r\ny\r\n--edge--", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct request r = { 0 };
		int refused;
		struct body *b = fed(a, str_of(rows[i].bytes), 5, &refused);

		CHECK_OK(body_end(b, &r, &refused));
		CHECK_NOTE(refused == rows[i].status, "row %zu: got %d", i, refused);
	}
}

TEST(a_form_in_parts_has_limits)
{
	struct request r = { 0 };
	struct out o = out_start(a, 1 << 16);
	int refused;

	for (int i = 0; i < 2100; i++)
		out_add(&o, STR("--edge\r\nContent-Disposition: form-data; name=x\r\n\r\ny\r\n"));
	out_add(&o, STR("--edge--"));
	CHECK_OK(body_end(fed(a, out_str(&o), 1000, &refused), &r, &refused));
	CHECK_INT(refused, 413);

	o = out_start(a, 2 << 20);
	out_add(&o, STR("--edge\r\nContent-Disposition: form-data; name=x\r\n\r\n"));
	for (int i = 0; i < BODY_TEXT_MOST / 10 + 10; i++)
		out_add(&o, STR("0123456789"));
	out_add(&o, STR("\r\n--edge--"));
	CHECK_OK(body_end(fed(a, out_str(&o), 5000, &refused), &r, &refused));
	CHECK_INT(refused, 413);

	o = out_start(a, 1 << 16);
	out_add(&o, STR("--edge\r\nX-Long: "));
	for (int i = 0; i < 5000; i++)
		out_byte(&o, 'x');
	CHECK_OK(body_end(fed(a, out_str(&o), 100, &refused), &r, &refused));
	CHECK_INT(refused, 400);

	body_start(a, STR("multipart/form-data; boundary=edge"), (int64_t)1 << 40, 1 << 20, &refused);
	CHECK_INT(refused, 413);
	body_start(a, STR("multipart/form-data"), 10, 1 << 20, &refused);
	CHECK_INT(refused, 400);
}
