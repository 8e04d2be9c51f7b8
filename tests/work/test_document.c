/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_document - files taken in: by what they are, once, whole; refused with words; on both databases.
 * Touches work/document. */
#include <stdio.h>

#include "core/child.h"
#include "core/digest.h"
#include "core/file.h"
#include "gen/sql/document.h"
#include "gen/sql/draft.h"
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
	CHECK_OK(document_keep_end(k, d, STR("files"), str_of(name), &problems, out));
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

static struct str found(struct arena *a, const char *file, const char *tag)
{
	const char *words[] = { "exiftool", "-a", "-s3", "-n", tag, file, NULL };
	struct str said;

	CHECK_OK(child_run(a, &(struct child){ .words = words, .seconds = 20, .output_most = 4096 }, &said));
	return str_trim(said);
}

/* tests/cases/document/where.jpg: 16 by 16 points, taken at 53.4 N 2.9 W as EXIF and as XMP say, turned by a quarter. */
BOTH_DESKS(where_a_picture_was_taken_is_not_kept)
{
	struct str bytes, part, folder;
	struct kept_file one;

	test_slow();
	CHECK_OK(file_read(a, STR("tests/cases/document/where.jpg"), 1 << 20, &bytes));
	CHECK(!str_is_empty(found(a, "tests/cases/document/where.jpg", "-gps:all")));
	CHECK(!str_is_empty(found(a, "tests/cases/document/where.jpg", "-xmp:gps*")));
	CHECK_INT((int64_t)kept(a, d, "kitchen.jpg", bytes, &one).count, 0);
	CHECK(!str_equal(one.sha256, digest_sha256(a, bytes)));
	CHECK_OK(document_part(d->store, a, one.sha256, 0, &part));
	CHECK_INT((int64_t)part.len, one.bytes);
	CHECK_STR(one.sha256, digest_sha256(a, part));
	CHECK_OK(file_folder(a, &folder));
	const char *clean = arena_printf(a, "%.*s/clean.jpg", STR_ARG(folder)).at;
	FILE *to = fopen(clean, "w");
	CHECK(to && fwrite(part.at, 1, part.len, to) == part.len && fclose(to) == 0);
	CHECK_STR(found(a, clean, "-gps:all"), STR(""));
	CHECK_STR(found(a, clean, "-xmp:gps*"), STR(""));
	CHECK_STR(found(a, clean, "-Orientation"), STR("6"));
	/* One that says nothing of places stays byte for byte. */
	CHECK_OK(file_read(a, STR("tests/cases/document/nowhere.jpg"), 1 << 20, &bytes));
	CHECK_INT((int64_t)kept(a, d, "garden.jpg", bytes, &one).count, 0);
	CHECK_STR(one.sha256, digest_sha256(a, bytes));
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

/* How many parts of a content are there. */
static int64_t parts_of(struct arena *a, struct desk *d, struct str sha256)
{
	struct str part;
	int64_t n = 0;
	for (;; n++) {
		CHECK_OK(document_part(d->store, a, sha256, n, &part));
		if (!part.at)
			return n;
	}
}

static const struct fault *draft_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct kept_file *file = ctx;
	TRY(sql_draft_add(writer, a, &(struct draft_add_in){ .token_hash = STR("hash"), .form = STR("na-request") }, NULL));
	return sql_draft_file_add(writer, a, &(struct draft_file_add_in){ .token_hash = STR("hash"), .field = file->field,
		.name = file->name, .mime = file->mime, .sha256 = file->sha256 }, NULL);
}

BOTH_DESKS(what_nothing_took_is_swept_a_day_later)
{
	enum { HOUR_MS = 60 * 60 * 1000 };
	struct kept_file loose, again, drafted;
	int64_t swept, now = d->now.utc_ms;
	CHECK_INT((int64_t)kept(a, d, "loose.txt", text_of(a, 600000), &loose).count, 0);
	CHECK_INT((int64_t)kept(a, d, "again.txt", text_of(a, 500), &again).count, 0);
	CHECK_INT((int64_t)kept(a, d, "drafted.txt", text_of(a, 400), &drafted).count, 0);
	CHECK_OK(store_write(d->pool, a, draft_job, &drafted));
	CHECK_OK(document_sweep(d->pool, a, now + 23 * HOUR_MS, &swept));
	CHECK_INT(swept, 0);
	/* The same bytes come once more: somebody means to use them. */
	d->now.utc_ms = now + 20 * HOUR_MS;
	CHECK_INT((int64_t)kept(a, d, "again.txt", text_of(a, 500), &again).count, 0);
	CHECK_OK(document_sweep(d->pool, a, now + 25 * HOUR_MS, &swept));
	CHECK_INT(swept, 1);
	CHECK_INT(parts_of(a, d, loose.sha256), 0);
	CHECK_INT(parts_of(a, d, again.sha256), 1);
	CHECK_INT(parts_of(a, d, drafted.sha256), 1);
}
