/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/body - a body that comes in parts: typed fields into the arena, files to the disk as they come.
 * Touches work/document. Multipart: RFC 7578 as browsers write it. */
#include "web/read.h"
#include "work/document.h"

enum { PART_HEAD_MOST = 4096, BOUNDARY_MOST = 70, WINDOW = 64 * 1024 };

/* A file that was sent; it is stored only when the request may be answered. */
struct sent_file { struct str field, name; struct keeping *keeping; };

enum multipart_state { BEFORE, AFTER_BOUNDARY, PART_HEAD, PART_DATA, OVER };

struct body {
	struct arena *arena;
	bool is_multipart;
	int refused;
	const struct fault *fault;
	int64_t file_most;
	struct out text;                /* urlencoded: all of it */
	/* multipart */
	enum multipart_state state;
	struct str fence;               /* CR LF -- boundary */
	char *window; size_t window_len;
	struct str name;                /* of the part that comes now */
	bool name_is_bad;
	struct out value; size_t text_bytes;
	struct keeping *keeping;        /* the file that comes now, or NULL */
	struct typed *at; size_t count, room;
	struct { struct sent_file *at; size_t count, room; } files;
};

/* The value of `name` in a header like: form-data; name="x"; filename="y.pdf". Absent when there is none. */
static struct str parameter(struct str header, const char *name)
{
	struct str rest = header;

	str_cut(&rest, ';');
	while (rest.at) {
		struct str key, value;

		rest = str_trim(rest);
		key = str_cut(&rest, '=');
		if (!rest.at)
			return STR_NONE;
		if (rest.len && rest.at[0] == '"') {
			const char *end = memchr(rest.at + 1, '"', rest.len - 1);

			if (!end)
				return STR_NONE;
			value = (struct str){ rest.at + 1, (size_t)(end - rest.at) - 1 };
			rest = str_slice(rest, value.len + 2, rest.len);
			str_cut(&rest, ';');
		} else {
			value = str_trim(str_cut(&rest, ';'));
		}
		if (head_name_is(str_trim(key), name))
			return value;
	}
	return STR_NONE;
}

static bool multipart_start(struct body *b, struct str type)
{
	struct str boundary = parameter(type, "boundary");

	if (boundary.len == 0 || boundary.len > BOUNDARY_MOST)
		return false;
	b->is_multipart = true;
	b->fence = arena_printf(b->arena, "\r\n--%.*s", STR_ARG(boundary));
	b->window = arena_take(b->arena, WINDOW);
	/* The first boundary has no line before it. */
	b->window[0] = '\r';
	b->window[1] = '\n';
	b->window_len = 2;
	return true;
}

struct body *body_start(struct arena *a, struct str type, int64_t bytes, int64_t file_most, int *refused)
{
	struct body *b = ARENA_NEW(a, struct body, 1);
	struct str rest = type, kind = str_trim(str_cut(&rest, ';'));

	*refused = 0;
	b->arena = a;
	b->file_most = file_most;
	if (head_name_is(kind, "multipart/form-data")) {
		if (!multipart_start(b, type))
			*refused = 400;
		/* One file more than may be kept, so that the form can say which file is too big. */
		else if (bytes > 4 * file_most + BODY_TEXT_MOST)
			*refused = 413;
	} else if (bytes == 0 || head_name_is(kind, "application/x-www-form-urlencoded")) {
		if (bytes > BODY_TEXT_MOST)
			*refused = 413;
		else
			b->text = out_start(a, (size_t)bytes + 1);
	} else {
		*refused = 415;
	}
	return b;
}

/* A quote and line ends in a name are sent as %22 %0D %0A; nothing else is encoded. */
static struct str part_name(struct arena *a, struct str sent)
{
	char *at = arena_take(a, sent.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < sent.len; i++) {
		struct str three = str_slice(sent, i, i + 3);
		char c = str_equal(three, STR("%22")) ? '"' : head_name_is(three, "%0a") ? '\n' :
			 head_name_is(three, "%0d") ? '\r' : 0;

		at[len++] = c ? c : sent.at[i];
		i += c ? 2 : 0;
	}
	return (struct str){ at, len };
}

static struct str part_disposition(struct str head)
{
	while (head.at) {
		struct str value = str_trim(str_cut(&head, '\n')), name = str_cut(&value, ':');

		if (value.at && head_name_is(str_trim(name), "content-disposition"))
			return str_trim(value);
	}
	return STR_NONE;
}

static void part_begin(struct body *b, struct str head)
{
	struct str disposition = part_disposition(head), kind = disposition, name, file;

	if (!disposition.at || !head_name_is(str_trim(str_cut(&kind, ';')), "form-data")) {
		b->refused = 400;
		return;
	}
	name = parameter(disposition, "name");
	file = parameter(disposition, "filename");
	if (!name.at || b->count + b->files.count >= BODY_FIELDS_MOST) {
		b->refused = name.at ? 413 : 400;
		return;
	}
	b->name = part_name(b->arena, name);
	b->name_is_bad = !str_is_text(b->name);
	b->keeping = NULL;
	b->value = (struct out){ .arena = b->arena };
	if (!file.at) {
		b->value = out_start(b->arena, 64);
		return;
	}
	if (b->files.count == BODY_FILES_MOST) {
		b->refused = 413;
		return;
	}
	file = part_name(b->arena, file);
	b->fault = document_keep_begin(b->arena, b->file_most, &b->keeping);
	if (!b->fault)
		LIST_PUSH(b->arena, &b->files, (struct sent_file){ b->name, str_is_text(file) ? file : STR(""), b->keeping });
}

static void part_data(struct body *b, struct str bytes)
{
	if (b->state != PART_DATA || bytes.len == 0)
		return;
	if (b->keeping) {
		b->fault = document_keep_part(b->keeping, bytes);
		return;
	}
	b->text_bytes += bytes.len;
	if (b->text_bytes > BODY_TEXT_MOST)
		b->refused = 413;
	else
		out_add(&b->value, bytes);
}

static void part_end(struct body *b)
{
	struct str value = out_str(&b->value);
	bool is_good = str_is_text(value);

	if (b->state != PART_DATA || b->keeping || b->name_is_bad)
		return;
	struct { struct typed *at; size_t count, room; } list = { b->at, b->count, b->room };

	LIST_PUSH(b->arena, &list, (struct typed){ .name = b->name, .value = is_good ? value : STR(""),
						   .is_bad_text = !is_good });
	b->at = list.at;
	b->count = list.count;
	b->room = list.room;
}

static void drop(struct body *b, size_t bytes)
{
	b->window_len -= bytes;
	memmove(b->window, b->window + bytes, b->window_len);
}

/* Where `part` begins in the window; window_len when it is not there. */
static size_t find(const struct body *b, struct str part)
{
	const char *at = b->window, *end = b->window + b->window_len;

	while ((at = memchr(at, part.at[0], (size_t)(end - at))) != NULL) {
		if ((size_t)(end - at) >= part.len && memcmp(at, part.at, part.len) == 0)
			return (size_t)(at - b->window);
		at++;
	}
	return b->window_len;
}

/* Data up to the next boundary; of the end of the window only what cannot be the beginning of one. */
static bool step_data(struct body *b)
{
	size_t at = find(b, b->fence);
	bool is_found = at < b->window_len;
	size_t ready = is_found ? at : b->window_len < b->fence.len ? 0 : b->window_len - b->fence.len + 1;

	part_data(b, (struct str){ b->window, ready });
	if (!is_found) {
		drop(b, ready);
		return false;
	}
	part_end(b);
	drop(b, at + b->fence.len);
	b->state = AFTER_BOUNDARY;
	return true;
}

/* One step over the window; false when more bytes are needed. */
static bool step(struct body *b)
{
	size_t at;

	switch (b->state) {
	case BEFORE:
	case PART_DATA:
		return step_data(b);
	case AFTER_BOUNDARY:
		if (b->window_len < 2)
			return false;
		if (memcmp(b->window, "--", 2) == 0)
			b->state = OVER;
		else if (memcmp(b->window, "\r\n", 2) == 0)
			b->state = PART_HEAD;
		else
			b->refused = 400;
		drop(b, 2);
		return true;
	case PART_HEAD:
		at = find(b, STR("\r\n\r\n"));
		if (at == b->window_len) {
			if (at > PART_HEAD_MOST)
				b->refused = 400;
			return false;
		}
		part_begin(b, (struct str){ b->window, at });
		drop(b, at + 4);
		b->state = PART_DATA;
		return true;
	case OVER:
		b->window_len = 0;
		return false;
	}
	return false;
}

void body_part(struct body *b, struct str bytes)
{
	if (!b->is_multipart) {
		if (b->text.len + bytes.len <= BODY_TEXT_MOST)
			out_add(&b->text, bytes);
		else
			b->refused = 413;
		return;
	}
	while (bytes.len && !b->refused && !b->fault) {
		size_t take = bytes.len < WINDOW - b->window_len ? bytes.len : WINDOW - b->window_len;

		memcpy(b->window + b->window_len, bytes.at, take);
		b->window_len += take;
		bytes = str_slice(bytes, take, bytes.len);
		while (!b->refused && !b->fault && step(b))
			;
	}
}

const struct fault *body_end(struct body *b, struct request *r, int *refused)
{
	*refused = b->refused;
	if (b->fault || b->refused)
		return b->fault;
	if (b->is_multipart) {
		if (b->state != OVER)
			*refused = 400;
		r->form_at = b->at;
		r->form_count = b->count;
		r->form_room = b->room;
		return NULL;
	}
	if (!read_pairs(b->arena, out_str(&b->text), BODY_FIELDS_MOST, &r->form_at, &r->form_count, &r->form_room))
		*refused = 413;
	return NULL;
}

bool body_has_files(const struct body *b)
{
	return b && b->files.count > 0;
}

static const struct fault *file_keep(const struct sent_file *f, struct desk *d, struct typed *out)
{
	struct kept_file *kept = ARENA_NEW(d->arena, struct kept_file, 1);
	struct problems problems = { 0 };

	TRY(document_keep_end(f->keeping, d, f->field, f->name, &problems, kept));
	*out = (struct typed){ .name = f->field, .value = f->name };
	if (problems.count)
		out->refused = problems.at[0].words;
	else
		out->file = kept;
	return NULL;
}

const struct fault *body_files_keep(struct body *b, struct desk *d, struct request *r)
{
	struct { struct typed *at; size_t count, room; } list = { r->form_at, r->form_count, r->form_room };

	for (size_t i = 0; b && i < b->files.count; i++) {
		struct typed t;

		/* A file field left empty is sent as a file without a name. */
		if (str_is_empty(b->files.at[i].name))
			continue;
		TRY(file_keep(&b->files.at[i], d, &t));
		LIST_PUSH(d->arena, &list, t);
	}
	r->form_at = list.at;
	r->form_count = list.count;
	r->form_room = list.room;
	return NULL;
}
