/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/bundle_pdf - many PDFs into one: counted, cut, joined, numbered and given bookmarks by qpdf, a child process with
 * limits that sees only files of the bundle's own folder. Nothing of a paper but its pages comes along: no script, no
 * form, no attachment.
 * Touches files in a folder that goes with the arena, jansson (what qpdf says of a file). */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "work/bundle_room.h"
#include "work/document.h"

enum { SECONDS = 120, SAID_MOST = 32 << 20, WORDS_MOST = 4096 };
static const int64_t memory_most = INT64_C(2) << 30, file_most = INT64_C(1) << 30;

struct str bundle_path(struct bundle_work *w, const char *name)
{
	return arena_printf(w->d->arena, "%.*s/%s", STR_ARG(w->folder), name);
}

static const struct fault *write_whole(struct arena *a, int fd, struct str bytes)
{
	for (size_t done = 0; done < bytes.len;) {
		ssize_t n = write(fd, bytes.at + done, bytes.len - done);

		if (n <= 0)
			return fault_new(a, FAULT_FILE, "a paper of the bundle cannot be written: the disk may be full");
		done += (size_t)n;
	}
	return NULL;
}

static const struct fault *parts_write(struct bundle_work *w, struct str sha256, int fd)
{
	for (int64_t seq = 0;; seq++) {
		struct arena_mark mark = arena_mark(w->d->arena);
		struct str part;

		TRY(document_part(w->d->store, w->d->arena, sha256, seq, &part));
		if (!part.at)
			return NULL;
		TRY(write_whole(w->d->arena, fd, part));
		arena_reset(w->d->arena, mark);
	}
}

static const struct fault *file_begin(struct arena *a, struct str path, int *fd)
{
	*fd = open(arena_cstr(a, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return *fd >= 0 ? NULL : fault_new(a, FAULT_FILE, "a paper of the bundle cannot be written");
}

const struct fault *bundle_content(struct bundle_work *w, struct str sha256, struct str path)
{
	int fd;

	TRY(file_begin(w->d->arena, path, &fd));
	const struct fault *f = parts_write(w, sha256, fd);
	close(fd);
	return f;
}

const struct fault *bundle_file(struct bundle_work *w, struct str path, struct str bytes)
{
	int fd;

	TRY(file_begin(w->d->arena, path, &fd));
	const struct fault *f = write_whole(w->d->arena, fd, bytes);
	close(fd);
	return f;
}

const struct fault *bundle_run(struct bundle_work *w, const char *const *words, struct str input, size_t most, struct str *said,
			       enum child_end *end)
{
	const struct child c = { .words = words, .input = input, .seconds = SECONDS, .memory_most = memory_most, .output_most = most,
				 .is_caged = true, .folder = arena_cstr(w->d->arena, w->folder), .file_most = file_most, .end = end };

	return child_run(w->d->arena, &c, said);
}

static const struct fault *run(struct bundle_work *w, const char *const *words, struct str input, struct str *said)
{
	return bundle_run(w, words, input, SAID_MOST, said, NULL);
}

const struct fault *bundle_count(struct bundle_work *w, struct str path, int64_t *pages)
{
	struct arena *a = w->d->arena;
	const char *const words[] = { "qpdf", "--warning-exit-0", "--show-npages", arena_cstr(a, path), NULL };
	struct str said;

	TRY(run(w, words, STR(""), &said));
	if (!str_to_int(str_trim(said), pages) || *pages < 1)
		return fault_new(a, FAULT_OUTSIDE, "qpdf counted no pages");
	return NULL;
}

const struct fault *bundle_print(struct bundle_work *w, struct str html, struct str path)
{
	const char *const words[] = { "weasyprint", "--quiet", "--encoding", "utf-8", "-", arena_cstr(w->d->arena, path), NULL };
	struct str said;

	return run(w, words, html, &said);
}

static void let_go(void *json)
{
	json_decref(json);
}

static const struct fault *told(struct bundle_work *w, struct str path, const char *key, const char *object, json_t **out)
{
	struct arena *a = w->d->arena;
	const char *const words[] = { "qpdf", "--warning-exit-0", "--json=2", key, object ? object : "--json-object=trailer",
				      arena_cstr(a, path), NULL };
	struct str said;

	TRY(run(w, words, STR(""), &said));
	*out = json_loadb(said.at, said.len, 0, NULL);
	if (!*out)
		return fault_new(a, FAULT_OUTSIDE, "what qpdf says of a file cannot be read");
	arena_at_end(a, let_go, *out);
	return NULL;
}

const struct fault *bundle_find(struct bundle_work *w, struct str path)
{
	struct bundle_leaf *before = NULL;
	json_t *root, *list, *mark;
	int64_t all;
	size_t i;

	TRY(bundle_count(w, path, &all));
	TRY(told(w, path, "--json-key=outlines", NULL, &root));
	list = json_object_get(root, "outlines");
	json_array_foreach(list, i, mark) {
		struct str title = str_of(json_string_value(json_object_get(mark, "title")));
		int64_t page = json_integer_value(json_object_get(mark, "destpageposfrom1")), n;

		if (!str_starts(title, STR("leaf ")) || !str_to_int(str_slice(title, 5, title.len), &n) || n < 1 ||
		    (size_t)n > w->count || page < 1)
			return fault_new(w->d->arena, FAULT_OUTSIDE, "the texts of the bundle have other marks than ours");
		if (before)
			before->own_count = page - before->own_first;
		before = &w->leaves[n - 1];
		before->own_first = page;
	}
	if (before)
		before->own_count = all - before->own_first + 1;
	return NULL;
}

struct words { const char *at[WORDS_MOST]; size_t count; };

static const struct fault *word_add(struct arena *a, struct words *w, struct str word)
{
	if (w->count + 1 >= WORDS_MOST)
		return fault_new(a, FAULT_OUTSIDE, "the bundle has too many papers");
	w->at[w->count++] = arena_cstr(a, word);
	return NULL;
}

static const struct fault *pages_add(struct bundle_work *w, struct words *words)
{
	struct arena *a = w->d->arena;

	TRY(word_add(a, words, bundle_path(w, "index.pdf")));
	TRY(word_add(a, words, STR("1-z")));
	for (size_t i = 0; i < w->count; i++) {
		const struct bundle_leaf *leaf = &w->leaves[i];

		if (leaf->own_count) {
			TRY(word_add(a, words, bundle_path(w, "own.pdf")));
			TRY(word_add(a, words, arena_printf(a, "%lld-%lld", (long long)leaf->own_first,
							    (long long)(leaf->own_first + leaf->own_count - 1))));
		}
		if (leaf->path.at && leaf->left.len) {
			TRY(word_add(a, words, leaf->path));
			TRY(word_add(a, words, leaf->left));
		}
	}
	return NULL;
}

/* Pages alone come along; notes and forms on them become part of the page. */
static void pages_begin(struct words *words)
{
	static const char *const first[] = { "qpdf", "--warning-exit-0", "--empty", "--generate-appearances",
					     "--flatten-annotations=all", "--pages" };

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		words->at[words->count++] = first[i];
}

const struct fault *bundle_some(struct bundle_work *w, struct str from, struct str left, struct str to,
				enum child_end *end)
{
	struct words *words = ARENA_NEW(w->d->arena, struct words, 1);
	const struct str rest[] = { from, left, STR("--"), to };
	struct str said;

	pages_begin(words);
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		TRY(word_add(w->d->arena, words, rest[i]));
	return bundle_run(w, words->at, STR(""), SAID_MOST, &said, end);
}

/* All pages, then the numbers over them. */
static const struct fault *pages_join(struct bundle_work *w)
{
	struct words *words = ARENA_NEW(w->d->arena, struct words, 1);
	struct str said;

	pages_begin(words);
	TRY(pages_add(w, words));
	TRY(word_add(w->d->arena, words, STR("--")));
	TRY(word_add(w->d->arena, words, bundle_path(w, "joined.pdf")));
	TRY(run(w, words->at, STR(""), &said));
	const char *const stamp[] = { "qpdf", "--warning-exit-0", arena_cstr(w->d->arena, bundle_path(w, "joined.pdf")),
		"--overlay", arena_cstr(w->d->arena, bundle_path(w, "numbers.pdf")), "--",
		arena_cstr(w->d->arena, bundle_path(w, "numbered.pdf")), NULL };
	return run(w, stamp, STR(""), &said);
}

/* "12 0 R" of object N. */
static struct str reference(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld 0 R", (long long)n);
}

static void mark_add(struct bundle_work *w, json_t *objects, int64_t n, int64_t parent, int64_t last, const char *title,
		     const char *page)
{
	struct arena *a = w->d->arena;
	json_t *mark = json_object();

	json_object_set_new(mark, "/Title", json_string(arena_cstr(a, arena_printf(a, "u:%s", title))));
	json_object_set_new(mark, "/Parent", json_string(arena_cstr(a, reference(a, parent))));
	json_object_set_new(mark, "/Dest", json_pack("[s,s]", page, "/Fit"));
	if (n > parent + 1)
		json_object_set_new(mark, "/Prev", json_string(arena_cstr(a, reference(a, n - 1))));
	if (n < last)
		json_object_set_new(mark, "/Next", json_string(arena_cstr(a, reference(a, n + 1))));
	json_object_set_new(objects, arena_cstr(a, arena_printf(a, "obj:%lld 0 R", (long long)n)), json_pack("{s:o}", "value", mark));
}

static size_t marks_count(const struct bundle_work *w)
{
	size_t n = 1;

	for (size_t i = 0; i < w->count; i++)
		n += w->leaves[i].page > 0;
	return n;
}

static const char *page_object(json_t *pages, int64_t page)
{
	return json_string_value(json_object_get(json_array_get(pages, (size_t)page - 1), "object"));
}

/* The index and each paper as a bookmark: objects of their own behind the last of the file. */
static const struct fault *marks_make(struct bundle_work *w, json_t *objects, json_t *pages, int64_t most)
{
	struct arena *a = w->d->arena;
	int64_t top = most + 1, n = top + 1, last = top + (int64_t)marks_count(w);

	mark_add(w, objects, n++, top, last, arena_cstr(a, book_words(w->d->book, STR("bundle.index"))), page_object(pages, 1));
	for (size_t i = 0; i < w->count; i++) {
		const struct bundle_leaf *leaf = &w->leaves[i];
		const char *at = leaf->page ? page_object(pages, leaf->page) : NULL;

		if (!leaf->page)
			continue;
		if (!at)
			return fault_new(a, FAULT_OUTSIDE, "the joined file lacks a page");
		mark_add(w, objects, n++, top, last, arena_cstr(a, arena_printf(a, "%zu. %.*s", i + 1, STR_ARG(leaf->name))), at);
	}
	json_object_set_new(objects, arena_cstr(a, arena_printf(a, "obj:%lld 0 R", (long long)top)),
		json_pack("{s:{s:s,s:s,s:s,s:I}}", "value", "/Type", "/Outlines", "/First", arena_cstr(a, reference(a, top + 1)),
			  "/Last", arena_cstr(a, reference(a, last)), "/Count", (json_int_t)(last - top)));
	return NULL;
}

/* The catalogue as it is, with bookmarks shown first and the language said. */
static const struct fault *catalogue(struct bundle_work *w, struct str path, json_t *objects, int64_t top)
{
	struct arena *a = w->d->arena;
	json_t *root, *trailer, *value;

	TRY(told(w, path, "--json-key=qpdf", "--json-object=trailer", &trailer));
	const char *name = json_string_value(json_object_get(json_object_get(json_object_get(
		json_array_get(json_object_get(trailer, "qpdf"), 1), "trailer"), "value"), "/Root"));
	struct str numbers = str_of(name), n = str_word(&numbers);
	if (!name)
		return fault_new(a, FAULT_OUTSIDE, "the joined file has no catalogue");
	TRY(told(w, path, "--json-key=qpdf", arena_cstr(a, arena_printf(a, "--json-object=%.*s", STR_ARG(n))), &root));
	struct str key = arena_printf(a, "obj:%s", name);
	value = json_deep_copy(json_object_get(json_object_get(json_array_get(json_object_get(root, "qpdf"), 1),
							       arena_cstr(a, key)), "value"));
	if (!value)
		return fault_new(a, FAULT_OUTSIDE, "the catalogue of the joined file cannot be read");
	json_object_set_new(value, "/Outlines", json_string(arena_cstr(a, reference(a, top))));
	json_object_set_new(value, "/PageMode", json_string("/UseOutlines"));
	json_object_set_new(value, "/Lang", json_string("u:en-GB"));
	json_object_set_new(objects, arena_cstr(a, key), json_pack("{s:o}", "value", value));
	return NULL;
}

static const struct fault *patch_write(struct bundle_work *w, json_t *head, json_t *objects, struct str path)
{
	json_t *whole = json_pack("{s:[O,O]}", "qpdf", head, objects);
	int fd;

	TRY(file_begin(w->d->arena, path, &fd));
	bool good = json_dumpfd(whole, fd, JSON_COMPACT) == 0;
	close(fd);
	json_decref(whole);
	return good ? NULL : fault_new(w->d->arena, FAULT_FILE, "the bookmarks cannot be written");
}

static const struct fault *bookmark(struct bundle_work *w, struct str from, struct str to)
{
	struct arena *a = w->d->arena;
	struct str patch = bundle_path(w, "marks.json"), said;
	json_t *pages, *trailer, *objects = json_object();
	struct str update = arena_printf(a, "--update-from-json=%.*s", STR_ARG(patch));

	arena_at_end(a, let_go, objects);
	TRY(told(w, from, "--json-key=pages", NULL, &pages));
	TRY(told(w, from, "--json-key=qpdf", "--json-object=trailer", &trailer));
	json_t *head = json_array_get(json_object_get(trailer, "qpdf"), 0);
	int64_t most = json_integer_value(json_object_get(head, "maxobjectid"));
	if (most < 1)
		return fault_new(a, FAULT_OUTSIDE, "the joined file has no objects");
	TRY(marks_make(w, objects, json_object_get(pages, "pages"), most));
	TRY(catalogue(w, from, objects, most + 1));
	TRY(patch_write(w, head, objects, patch));
	const char *const words[] = { "qpdf", "--warning-exit-0", "--object-streams=generate", arena_cstr(a, from),
		arena_cstr(a, update), arena_cstr(a, to), NULL };
	return run(w, words, STR(""), &said);
}

const struct fault *bundle_join(struct bundle_work *w, struct str *path)
{
	TRY(pages_join(w));
	*path = bundle_path(w, "bundle.pdf");
	return bookmark(w, bundle_path(w, "numbered.pdf"), *path);
}
