/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_document - files taken in: by what they are, once, whole; refused with words; on both databases.
 * Touches work/document. */
#include "core/digest.h"
#include "gen/sql.h"
#include "work/document.h"
#include "work/made_desk.h"

enum { MOST = 3 << 20 };

static struct problems kept(struct arena *a, struct desk *d, const char *name, struct str bytes, struct kept_file *out)
{
	struct keeping *k;
	struct problems problems = { 0 };
	CHECK_OK(document_keep_begin(a, MOST, &k));
	for (size_t at = 0; at < bytes.len; at += 10000)
		CHECK_OK(document_keep_part(k, str_slice(bytes, at, at + 10000)));
	CHECK_OK(document_keep_end(k, d->pool, d->book, STR("files"), str_of(name), &problems, out));
	return problems;
}

static struct str text_of(struct arena *a, size_t len)
{
	char *at = arena_take(a, len);
	for (size_t i = 0; i < len; i++)
		at[i] = (char)(i % 61 == 60 ? '\n' : 'a' + (char)(i % 23));
	return (struct str){ at, len };
}

BOTH_DESKS(a_file_comes_back_byte_for_byte_and_is_kept_once)
{
	struct str bytes = text_of(a, 700001), part;
	struct kept_file one, two;
	size_t at = 0;
	CHECK_INT((int64_t)kept(a, d, "C:\\papers\\Report <1>.TXT", bytes, &one).count, 0);
	CHECK_STR(one.name, STR("Report _1_.TXT"));
	CHECK_STR(one.mime, STR("text/plain"));
	CHECK_INT(one.bytes, 700001);
	CHECK_STR(one.sha256, digest_sha256(a, bytes));
	for (int64_t seq = 0;; seq++) {
		CHECK_OK(document_part(d->store, a, one.sha256, seq, &part));
		if (!part.at)
			break;
		CHECK(str_equal(part, str_slice(bytes, at, at + part.len)));
		at += part.len;
	}
	CHECK_INT((int64_t)at, 700001);
	CHECK_INT((int64_t)kept(a, d, "other.txt", bytes, &two).count, 0);
	CHECK_STR(two.sha256, one.sha256);
}

TEST(what_is_no_paper_is_refused_with_words)
{
	static const char elf[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\76\0\1\0\0\0";
	const struct { const char *name; struct str bytes; const char *words; } rows[] = {
		{ "report.pdf", { elf, sizeof elf - 1 }, "We cannot take the file report.pdf" },
		{ "report.pdf", STR("Only words, no PDF\n"), "The file report.pdf is not what its name says" },
		{ "page.txt", STR("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>\n"), "We cannot take the file page.txt" },
		{ "none.txt", STR(""), "The file none.txt is empty" },
		{ "no-ending", STR("Words\n"), "is not what its name says" },
		{ "large.txt", text_of(a, MOST + 1), "The file large.txt is too large. The most is 3 MB" },
	};
	struct house house = { 0 };
	struct desk d = made_desk(a, fresh_store(a, STORE_SQLITE), &house);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct kept_file file;
		struct problems problems = kept(a, &d, rows[i].name, rows[i].bytes, &file);
		struct document_content_rows there;
		CHECK_NOTE(problems.count == 1 && str_contains(problems.at[0].words, str_of(rows[i].words)), "%s: %.*s",
			   rows[i].name, STR_ARG(problems.count ? problems.at[0].words : STR("taken")));
		CHECK_OK(sql_document_content(d.store, a, &(struct document_content_in){ digest_sha256(a, rows[i].bytes) }, &there));
		CHECK_INT((int64_t)there.count, 0);
	}
}

TEST(a_name_is_cleaned)
{
	static const struct { const char *given, *want; } rows[] = {
		{ "/etc/../a.txt", "a.txt" }, { "..hidden.txt", "hidden.txt" }, { "a\"b|c.txt", "a_b_c.txt" },
		{ "caf\xc3\xa9.txt", "caf\xc3\xa9.txt" },
	};
	struct house house = { 0 };
	struct desk d = made_desk(a, fresh_store(a, STORE_SQLITE), &house);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct kept_file file = { 0 };
		CHECK_INT((int64_t)kept(a, &d, rows[i].given, STR("Words\n"), &file).count, 0);
		CHECK_STR(file.name, str_of(rows[i].want));
	}
	struct kept_file file = { 0 };
	char name[400];
	memset(name, 'x', sizeof name);
	memcpy(name + sizeof name - 5, ".txt", 5);
	CHECK_INT((int64_t)kept(a, &d, name, STR("Words\n"), &file).count, 0);
	CHECK(file.name.len <= 124 && str_ends(file.name, STR(".txt")));
}
