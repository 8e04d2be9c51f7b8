/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/document - files: taken in as they come, kept once by what they are, given out through the rule.
 * Touches the store, a spool file without a name, children that look at it (file, exiftool), libsodium (the hash as the bytes go by). */
#include "work/document.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/child.h"
#include "core/file.h"
#include "core/fold.h"
#include "core/out.h"
#include "gen/sql/document.h"
#include "work/case_room.h"

enum { LOOK_SECONDS = 10, LOOK_MEMORY = 256 << 20, LOOK_MOST = 4096, PART_BYTES = 256 * 1024, PARTS_AN_ACT = 8, NAME_MOST = 120, HASH_HEX = 2 * crypto_hash_sha256_BYTES };

struct keeping {
	struct arena *a;
	int fd;
	int64_t bytes, most;
	crypto_hash_sha256_state hash;
};

static void keeping_end(void *thing)
{
	struct keeping *k = thing;
	if (k->fd >= 0)
		close(k->fd);
	k->fd = -1;
}

const struct fault *document_keep_begin(struct arena *a, int64_t most, struct keeping **out)
{
	const char *folder = getenv("TMPDIR");
	struct keeping *k = ARENA_NEW(a, struct keeping, 1);
	char *path = arena_take(a, 4096);
	snprintf(path, 4096, "%s/waymark-XXXXXX", folder && folder[0] ? folder : "/tmp");
	*k = (struct keeping){ .a = a, .most = most, .fd = mkstemp(path) };
	*out = k;
	if (k->fd < 0)
		return fault_new(a, FAULT_FILE, "no file can be made in the folder for what is coming in");
	unlink(path);
	crypto_hash_sha256_init(&k->hash);
	arena_at_end(a, keeping_end, k);
	return NULL;
}

const struct fault *document_keep_part(struct keeping *k, struct str bytes)
{
	k->bytes += (int64_t)bytes.len;
	if (k->bytes > k->most)
		return NULL;            /* keep_end says so */
	crypto_hash_sha256_update(&k->hash, (const unsigned char *)bytes.at, bytes.len);
	for (size_t done = 0; done < bytes.len;) {
		ssize_t n = write(k->fd, bytes.at + done, bytes.len - done);
		if (n <= 0)
			return fault_new(k->a, FAULT_FILE, "what is coming in cannot be written: the disk may be full");
		done += (size_t)n;
	}
	return NULL;
}

/* "C:\\files\\Report (1).PDF" gives "Report (1).PDF": no folders, no control characters, not too long, its ending kept. */
static struct str name_clean(struct arena *a, struct str name)
{
	struct out o = out_start(a, NAME_MOST + 8);
	size_t from = 0;
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '/' || name.at[i] == '\\')
			from = i + 1;
	name = str_slice(name, from, name.len);
	if (!str_is_text(name))
		name = STR("");
	for (size_t i = 0; i < name.len; i++)
		out_byte(&o, (unsigned char)name.at[i] < 0x20 || strchr("\"<>|:*?", name.at[i]) ? '_' : name.at[i]);
	struct str clean = str_trim(out_str(&o));
	while (str_starts(clean, STR(".")))
		clean = str_slice(clean, 1, clean.len);
	if (clean.len <= NAME_MOST)
		return str_is_empty(clean) ? STR("file") : clean;
	size_t dot = clean.len, head;
	while (dot > clean.len - 8 && clean.at[dot - 1] != '.')
		dot--;
	struct str ending = dot > clean.len - 8 ? str_slice(clean, dot - 1, clean.len) : STR("");
	for (head = NAME_MOST - ending.len; head > 0 && ((unsigned char)clean.at[head] & 0xC0) == 0x80;)
		head--;
	return arena_printf(a, "%.*s%.*s", STR_ARG(str_slice(clean, 0, head)), STR_ARG(ending));
}

static struct str ending_of(struct arena *a, struct str name)
{
	struct str ending = STR("");
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '.')
			ending = str_slice(name, i + 1, name.len);
	return fold(a, ending);
}

/* What a program in a cage of its own says of the bytes, because they may be made to crash it.
 *   folder   that it may write in; NULL: none
 *   said     absent when it crashed or took too long over them: a slip of the file, not of ours */
static const struct fault *looked_at(struct arena *a, int fd, const char *const *words, const char *folder, struct str *said)
{
	enum child_end end;
	const struct child c = { .words = words, .input_file = fd, .seconds = LOOK_SECONDS, .memory_most = LOOK_MEMORY,
				 .output_most = LOOK_MOST, .is_caged = true, .folder = folder, .file_most = folder ? 0 : 1, .end = &end };
	const struct fault *f;

	*said = STR_NONE;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return fault_new(a, FAULT_FILE, "what came in cannot be read again");
	f = child_run(a, &c, said);
	if (f && end == CHILD_NOT_RUN)
		return f;
	*said = f ? STR_NONE : str_trim(*said);
	return NULL;
}

/* What the bytes are, as libmagic says. */
static const struct fault *type_found(struct arena *a, int fd, struct str *type)
{
	static const char *const words[] = { "file", "--brief", "--mime-type", "--no-sandbox", "-", NULL };

	return looked_at(a, fd, words, NULL, type);
}

static bool has_ending(struct str endings, struct str ending)
{
	for (struct str word; (word = str_word(&endings)).at;)
		if (str_equal(word, ending))
			return true;
	return false;
}

static void say(const struct keeping *k, const struct rulebook *book, struct problems *out, struct str field,
		enum problem_kind kind, const char *key, struct str name)
{
	struct str args[2] = { name, arena_int(k->a, k->most / (1024 * 1024)) };
	problems_add(out, k->a, field, kind, book_words_with(book, k->a, str_of(key), args, 2));
}

/*   taken   false after telling why it is not */
static const struct fault *look_at(struct keeping *k, const struct rulebook *book, struct str field, struct str name,
				   struct problems *problems, struct str *mime, bool *taken)
{
	*taken = false;
	if (k->bytes == 0 || k->bytes > k->most) {
		say(k, book, problems, field, k->bytes ? PROBLEM_TOO_LONG : PROBLEM_MISSING,
		    k->bytes ? "problem.file_large" : "problem.file_empty", name);
		return NULL;
	}
	TRY(type_found(k->a, k->fd, mime));
	const struct code *type = mime->at ? code_find(book_codes(book, STR("file-type")), *mime) : NULL;
	if (!mime->at)
		say(k, book, problems, field, PROBLEM_FORM, "problem.file_unread", name);
	else if (!type)
		say(k, book, problems, field, PROBLEM_FORM, "problem.file_type", name);
	else if (!has_ending(type->note, ending_of(k->a, name)))
		say(k, book, problems, field, PROBLEM_FORM, "problem.file_name", name);
	else
		*taken = true;
	return NULL;
}

static const struct fault *file_take(struct keeping *k, struct str path)
{
	struct arena_mark mark = arena_mark(k->a);
	char *piece = arena_take(k->a, PART_BYTES);
	int fd = open(arena_cstr(k->a, path), O_RDONLY | O_CLOEXEC);
	const struct fault *f = NULL;
	ssize_t n = 0;

	if (fd < 0)
		return fault_new(k->a, FAULT_FILE, "a file that was made cannot be read");
	while (!f && (n = read(fd, piece, PART_BYTES)) > 0)
		f = document_keep_part(k, (struct str){ piece, (size_t)n });
	close(fd);
	if (!f && n == 0)
		arena_reset(k->a, mark);
	return f ? f : n < 0 ? fault_new(k->a, FAULT_FILE, "a file that was made cannot be read") : NULL;
}

/* A telephone writes into a picture where it was taken, and that may be where a parent or a child lives who must not be found: it is
 * taken out before anybody else can have the file. The picture, how it is turned and when it was taken stay.
 *   taken   false after telling that it could not be taken out */
static const struct fault *place_drop(struct keeping *k, const struct rulebook *book, struct str field, struct str name,
				      struct problems *problems, bool *taken)
{
	static const char *const look[] = { "exiftool", "-config", "", "-q", "-q", "-s3", "-a", "-gps:all", "-xmp:gps*", "-", NULL };
	struct str folder, said, path;
	struct keeping *clean;

	TRY(looked_at(k->a, k->fd, look, NULL, &said));
	if (said.at && said.len == 0)
		return NULL;
	TRY(file_folder(k->a, &folder));
	path = arena_printf(k->a, "%.*s/clean", STR_ARG(folder));
	const char *const drop[] = { "exiftool", "-config", "", "-q", "-q", "-m", "-gps:all=", "-xmp:gps*=", "-o", path.at, "-", NULL };
	if (said.at)
		TRY(looked_at(k->a, k->fd, drop, arena_cstr(k->a, folder), &said));
	if (!said.at) {
		say(k, book, problems, field, PROBLEM_FORM, "problem.file_place", name);
		*taken = false;
		return NULL;
	}
	TRY(document_keep_begin(k->a, k->most, &clean));
	TRY(file_take(clean, path));
	keeping_end(k);
	k->fd = clean->fd;
	k->bytes = clean->bytes;
	k->hash = clean->hash;
	clean->fd = -1;
	return NULL;
}

struct storing { struct keeping *k; struct str sha256; int64_t seq, now_ms; bool is_there; };

static const struct fault *begin_job(struct store *writer, struct arena *a, void *ctx)
{
	struct storing *s = ctx;
	struct document_content_rows rows;
	TRY(sql_document_content(writer, a, &(struct document_content_in){ s->sha256 }, &rows));
	s->is_there = rows.count == 1 && rows.at[0].bytes >= 0;
	return sql_document_content_begin(writer, a, &(struct document_content_begin_in){ s->sha256, s->now_ms }, NULL);
}

/* A few parts; a large file is many acts, so that nobody waits long for the one writer. */
static const struct fault *parts_job(struct store *writer, struct arena *a, void *ctx)
{
	struct storing *s = ctx;
	char *part = arena_take(a, PART_BYTES);
	int64_t to = s->seq + PARTS_AN_ACT;
	for (int64_t seq = s->seq; seq < to && seq * PART_BYTES < s->k->bytes; seq++) {
		ssize_t n = pread(s->k->fd, part, PART_BYTES, (off_t)(seq * PART_BYTES));
		if (n <= 0)
			return fault_new(a, FAULT_FILE, "what came in cannot be read again");
		TRY(sql_document_part_add(writer, a, &(struct document_part_add_in){ s->sha256, seq,
			{ part, (size_t)n } }, NULL));
	}
	return NULL;
}

static const struct fault *end_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct storing *s = ctx;
	return sql_document_content_end(writer, a, &(struct document_content_end_in){ s->sha256, s->k->bytes }, NULL);
}

static const struct fault *content_store(struct keeping *k, const struct desk *d, struct str sha256)
{
	struct storing s = { .k = k, .sha256 = sha256, .now_ms = d->now.utc_ms };
	TRY(store_write(d->pool, k->a, begin_job, &s));
	for (; !s.is_there && s.seq * PART_BYTES < k->bytes; s.seq += PARTS_AN_ACT)
		TRY(store_write(d->pool, k->a, parts_job, &s));
	return s.is_there ? NULL : store_write(d->pool, k->a, end_job, &s);
}

static struct str hash_end(struct keeping *k)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[HASH_HEX + 1];

	crypto_hash_sha256_final(&k->hash, hash);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	return arena_str(k->a, str_of(hex));
}

const struct fault *document_keep_file(const struct desk *d, struct str path, struct str field, struct str name, struct str mime,
				       struct kept_file *out)
{
	struct keeping *k;

	TRY(document_keep_begin(d->arena, INT64_C(1) << 32, &k));
	const struct fault *f = file_take(k, path);
	struct str sha256 = hash_end(k);

	if (!f)
		f = content_store(k, d, sha256);
	*out = (struct kept_file){ field, name, mime, sha256, k->bytes };
	keeping_end(k);
	return f;
}

const struct fault *document_keep_end(struct keeping *k, const struct desk *d, struct str field, struct str name,
				      struct problems *problems, struct kept_file *out)
{
	struct str clean = name_clean(k->a, name), mime, sha256;
	bool taken;
	const struct fault *f = look_at(k, d->book, field, clean, problems, &mime, &taken);
	if (!f && taken && str_starts(mime, STR("image/")))
		f = place_drop(k, d->book, field, clean, problems, &taken);
	if (!f && taken) {
		sha256 = hash_end(k);
		f = content_store(k, d, sha256);
		*out = (struct kept_file){ arena_str(k->a, field), clean, mime, sha256, k->bytes };
	}
	keeping_end(k);
	return f;
}

const struct fault *document_open(struct desk *d, const struct case_file *c, int64_t id, struct case_document *out)
{
	for (size_t i = 0; i < c->document_count; i++) {
		const struct case_document *doc = &c->documents[i];
		if (doc->id != id || !case_document_may(d, c, doc, STR("download")))
			continue;
		*out = *doc;
		return audit_view(d, &(struct audit_row){ .verb = STR("download"), .what = STR("document"),
			.person_id = c->person_id, .process_id = c->id,
			.detail = arena_int(d->arena, id), .by = c->seen_by });
	}
	return fault_new(d->arena, FAULT_ABSENT, "there is no such paper");
}

const struct fault *document_part(struct store *s, struct arena *a, struct str sha256, int64_t seq, struct str *out)
{
	struct document_part_get_rows rows;
	TRY(sql_document_part_get(s, a, &(struct document_part_get_in){ sha256, seq }, &rows));
	*out = rows.count ? rows.at[0].part : STR_NONE;
	return NULL;
}

/* --- what nothing took --------------------------------------------------------------------------------------------- */

struct sweeping { int64_t before_ms, swept; };

static const struct fault *sweep_job(struct store *writer, struct arena *a, void *ctx)
{
	struct sweeping *s = ctx;
	struct document_content_loose_rows rows;
	TRY(sql_document_content_loose(writer, a, &(struct document_content_loose_in){ s->before_ms }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct str sha256 = rows.at[i].sha256;
		TRY(sql_document_content_parts_drop(writer, a, &(struct document_content_parts_drop_in){ sha256 }, NULL));
		TRY(sql_document_content_drop(writer, a, &(struct document_content_drop_in){ sha256 }, NULL));
	}
	s->swept = (int64_t)rows.count;
	return NULL;
}

const struct fault *document_sweep(struct store_pool *pool, struct arena *a, int64_t now_ms, int64_t *swept)
{
	struct sweeping s = { .before_ms = now_ms - (int64_t)24 * 60 * 60 * 1000 };
	*swept = 0;
	do {
		TRY(store_write(pool, a, sweep_job, &s));
		*swept += s.swept;
	} while (s.swept > 0);
	return NULL;
}
