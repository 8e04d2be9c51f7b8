/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/fuzz/form - the first line names a form of the rulebook, the rest is what was typed into it, as a browser sends it:
 * answers that are text, each once, and problems in words; what form_check lets pass is not refused when it is read again. */
#include "core/digest.h"
#include "fuzz/shared.h"
#include "web/form.h"
#include "web/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void answers_are_good(const struct answers *values)
{
	for (size_t i = 0; i < values->count; i++) {
		check(values->at[i].text.len > 0 && str_is_text(values->at[i].text));
		for (size_t k = 0; k < i; k++)
			check(!str_equal(values->at[i].name, values->at[k].name));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const struct house house = { .files_most = 1000 };
	struct arena *a = arena_start((size_t)256 << 20);
	struct str in = { (const char *)bytes, len }, name = str_cut(&in, '\n');
	struct desk d = { .arena = a, .book = fuzz_book(), .house = &house };
	const struct form *form = book_form(d.book, name);
	struct request r = { .method = METHOD_POST };
	struct problems problems = { 0 };
	struct kept_files files = { 0 };
	struct answers values = { 0 };

	check(digest_start());
	if (!form)
		form = d.book->forms[len % d.book->form_count];
	if (read_pairs(a, in, BODY_FIELDS_MOST, &r.form_at, &r.form_count, &r.form_room) &&
	    form_read(&d, &r, form, STR(""), &values, &files, &problems)) {
		answers_are_good(&values);
		form_check(a, d.book, form, &values, date_of(2026, 11, 30), &problems);
	}
	check(files.count == 0);        /* nothing of it carries our seal */
	for (size_t i = 0; i < problems.count; i++)
		check(problems.at[i].words.len > 0);
	arena_end(a);
	return 0;
}
