/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/bundle_words - words blacked out inside a PDF: MuPDF takes them out of the page, out of pictures beneath them too; what
 * no reader shows (titles, replacement texts, data of programs) goes altogether; then two readers must find nothing of them.
 * Touches files in a folder of the caller; mutool and pdftotext run as confined children. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fold.h"
#include "work/bundle_room.h"

enum { TEXT_MOST = 2 << 20 /* bytes of text of one PDF: some 700 full pages */ };
/* Far more than that text can need, so that it is never met. */
static const size_t own_most = (size_t)512 << 20;

/* mutool run SCRIPT read IN: the text of each page, then a form feed. black IN OUT: of lines "FIRST BEHIND" on standard input, up to
 * "end", what stands at these characters of that text is taken out. Pages are opened wide meanwhile: what lies beside the paper is
 * in the file, too. MuPDF takes only what a mark covers whole, so each glyph is marked, and each stretch of them once more, so that
 * the black does not tell their widths. Every page gets a mark, for only a page with one is written afresh. */
static const char script[] =
	"var doc = new PDFDocument(scriptArgs[1]), black = scriptArgs[0] === 'black', spots = [], k = 0, at = 0;\n"
	"var boxes = ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox'];\n"
	"var kept = ['Type', 'Parent', 'Resources', 'Contents', 'Rotate', 'UserUnit', 'Group'];\n"
	"var unseen = ['Metadata', 'PieceInfo', 'Thumb', 'ActualText', 'Alt', 'E', 'LastModified', 'Alternates', 'OPI'];\n"
	"var wide = doc.newArray();\n"
	"[-14000, -14000, 14000, 14000].forEach(function (n) { wide.push(doc.newInteger(n)); });\n"
	"function each(o, f) { var all = []; o.forEach(function (a, b) { all.push([a, b]); });\n" /* key and value change places between versions */
	"	all.forEach(function (p) { if (typeof p[0] === 'object') f(p[1], p[0]); else f(p[0], p[1]); }); }\n"
	"function clean(o) { if (o.isDictionary()) unseen.forEach(function (k) { o.delete(k); });\n"
	"	if (o.isDictionary() || o.isArray()) each(o, function (k, v) { if (!v.isIndirect()) clean(v); }); }\n"
	"function page_do(n) {\n"
	"	var obj = doc.findPage(n), was = {}, text = '', quads = [], first = null, last;\n"
	"	boxes.forEach(function (b) { was[b] = obj.get(b); obj.delete(b); });\n"
	"	obj.put('MediaBox', wide);\n"
	"	var page = doc.loadPage(n);\n"
	"	function stretch() { if (first) quads.push([first[0], first[1], last[2], last[3], first[4], first[5], last[6], last[7]]); first = null; }\n"
	"	page.toStructuredText('preserve-whitespace').walk({\n"
	"		onChar: function (c, origin, font, size, quad) {\n"
	"			while (k < spots.length && at >= spots[k][1]) k++;\n"
	"			if (k < spots.length && at >= spots[k][0]) { quads.push(quad); first = first || quad; last = quad; } else stretch();\n"
	"			text += c === '\\f' ? ' ' : c; at += c ? 1 : 0;\n" /* a character, of however many units */
	"		},\n"
	"		endLine: function () { stretch(); text += '\\n'; at++; }\n"
	"	});\n"
	"	at++;\n"
	"	if (!black) { write(text + '\\f'); return; }\n"
	"	if (!quads.length) quads.push([-13999, -13999, -13998, -13999, -13999, -13998, -13998, -13998]);\n"
	"	page.createAnnotation('Redact').setQuadPoints(quads);\n"
	"	page.applyRedactions(true, 2);\n"
	"	each(obj, function (k) { if (kept.indexOf(k) < 0) obj.delete(k); });\n"
	"	boxes.forEach(function (b) { if (was[b] && !was[b].isNull()) obj.put(b, was[b]); });\n"
	"}\n"
	"if (black) for (var line = readline(); line !== 'end'; line = readline()) spots.push(line.split(' ').map(Number));\n"
	"for (var n = 0, pages = doc.countPages(); n < pages; n++) page_do(n);\n"
	"if (black) {\n"
	"	for (var i = 1, count = doc.countObjects(); i < count; i++) clean(doc.newIndirect(i));\n"
	"	doc.save(scriptArgs[2], 'garbage=4,decompress,compress-images,compress-fonts');\n"
	"	write('done\\n');\n"
	"}\n";

/* --- where the words stand ------------------------------------------------------------------------------------------ */

/* The text of a PDF, its pages ended by form feeds; which of its characters are to go. */
struct text { struct str at; size_t count; bool *is_hit; };
/* The same text in one line. of[i]: the character that byte i is of */
struct line { char *at; size_t len; uint32_t *of; };
/* A word that is parted at the end of a line is looked for as it is, joined, and with its hyphen: Anne-Marie. */
enum joining { AS_IT_IS, JOINED, JOINED_BY_HYPHEN, JOININGS };

static bool is_lead(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

static size_t hyphen(struct str text, size_t at)
{
	static const char *const all[] = { "-", "\xc2\xad", "\xe2\x80\x90" };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_starts(str_slice(text, at, text.len), str_of(all[i])))
			return strlen(all[i]);
	return 0;
}

/* Bytes from a hyphen that parts a word to where the word goes on; 0: there is none. */
static size_t parting(struct str text, size_t at)
{
	size_t end = at + hyphen(text, at);

	if (end == at)
		return 0;
	while (end < text.len && text.at[end] == ' ')
		end++;
	if (end >= text.len || (text.at[end] != '\n' && text.at[end] != '\f'))
		return 0;
	while (end < text.len && strchr(" \n\f", text.at[end]))
		end++;
	return end - at;
}

static struct line line_of(struct arena *a, struct str text, enum joining how)
{
	struct line l = { .at = arena_take(a, text.len + 1), .of = ARENA_NEW(a, uint32_t, text.len + 1) };
	uint32_t lead = 0;

	for (size_t i = 0; i < text.len;) {
		size_t part = how == AS_IT_IS ? 0 : parting(text, i), all = part ? part : 1;
		size_t kept = !part ? 1 : how == JOINED ? 0 : hyphen(text, i);

		for (size_t k = 0; k < all; k++, i++) {
			lead += is_lead(text.at[i]);
			if (k < kept) {
				l.at[l.len] = text.at[i];
				l.of[l.len++] = lead ? lead - 1 : 0;
			}
		}
	}
	return l;
}

static int64_t word_mark(const struct line *l, struct str word, bool *is_hit)
{
	struct str all = { l->at, l->len };
	int64_t count = 0;

	for (size_t i = 0; i < l->len; i++) {
		size_t len = fold_at(all, i, word);

		for (uint32_t c = len ? l->of[i] : 1, last = len ? l->of[i + len - 1] : 0; c <= last; c++)
			is_hit[c] = true;
		count += len > 0;
	}
	return count;
}

/*   each   one for each line of `words`: the most often that it was found in one way of joining */
static struct text text_look(struct arena *a, struct str said, struct str words, int64_t *each)
{
	struct text t = { .at = said, .is_hit = ARENA_NEW(a, bool, said.len + 1) };

	for (size_t i = 0; i < said.len; i++)
		t.count += is_lead(said.at[i]);
	for (int how = 0; how < JOININGS; how++) {
		struct line l = line_of(a, said, (enum joining)how);
		struct str rest = words;

		for (size_t i = 0; rest.at; i++) {
			struct str word = fold(a, str_cut(&rest, '\n'));
			int64_t count = word.len < 2 ? 0 : word_mark(&l, word, t.is_hit);

			each[i] = count > each[i] ? count : each[i];
		}
	}
	return t;
}

static size_t lines_count(struct str words)
{
	size_t n = 0;

	while (words.at) {
		str_cut(&words, '\n');
		n++;
	}
	return n;
}

/* Each stretch of characters as a line for the script. */
static struct str spots(struct arena *a, const struct text *t, int64_t *places)
{
	struct out o = out_start(a, 1024);

	*places = 0;
	for (size_t i = 0; i < t->count; i++) {
		size_t first = i;

		while (i < t->count && t->is_hit[i])
			i++;
		if (i > first) {
			out_printf(&o, "%zu %zu\n", first, i);
			++*places;
		}
	}
	out_add(&o, STR("end\n"));
	return out_str(&o);
}

/* --- pages by their numbers ------------------------------------------------------------------------------------------ */

/* The number that page `n` of those that stay has in the whole paper. left: "1-1,3-5" */
static int64_t page_whole(struct str left, int64_t n)
{
	while (left.at) {
		struct str last = str_cut(&left, ','), first = str_cut(&last, '-');
		int64_t from = 0, to = 0;

		if (!str_to_int(first, &from) || !str_to_int(last, &to) || n <= to - from + 1)
			return from + n - 1;
		n -= to - from + 1;
	}
	return n;
}

static void page_add(struct out *o, int64_t *run, int64_t page)
{
	if (run[1] && page == run[1] + 1) {
		run[1] = page;
		return;
	}
	if (run[1])
		out_printf(o, run[0] == run[1] ? "%s%lld" : "%s%lld-%lld", o->len ? ", " : "", (long long)run[0], (long long)run[1]);
	run[0] = run[1] = page;
}

/* Pages with a word on them, or pages without any text: "2-3, 7". */
static struct str pages_of(struct arena *a, const struct text *t, bool wants_bare, struct str left)
{
	struct out o = out_start(a, 64);
	int64_t run[2] = { 0, 0 }, page = 1;
	bool is_bare = true, is_hit = false;

	for (size_t i = 0, c = 0; i < t->at.len; i++) {
		c += is_lead(t->at.at[i]);
		is_hit = is_hit || t->is_hit[c ? c - 1 : 0];
		is_bare = is_bare && (unsigned char)t->at.at[i] <= ' ';
		if (t->at.at[i] != '\f')
			continue;
		if (wants_bare ? is_bare : is_hit)
			page_add(&o, run, page_whole(left, page));
		is_bare = true;
		is_hit = false;
		page++;
	}
	page_add(&o, run, -1);
	return out_str(&o);
}

/* --- what no reader shows -------------------------------------------------------------------------------------------- */

static bool stands(const char *at, size_t room, const char *word)
{
	return room >= strlen(word) && memcmp(at, word, strlen(word)) == 0;
}

/* Marks in a page carry texts to read out or to copy in place of what is seen (ActualText, Alt): MuPDF writes each in a line of its
 * own that ends in BDC or DP. What they say is blanked. */
static void marks_blank(char *at, size_t len)
{
	size_t begin = 0;

	for (size_t i = 0; i < len; i++) {
		size_t open = begin;

		if (at[i] == '\n')
			begin = i + 1;
		if (at[i] != '>' || !(stands(at + i, len - i, ">> BDC\n") || stands(at + i, len - i, ">> DP\n")) || at[begin] != '/')
			continue;
		while (open + 1 < i && !(at[open] == '<' && at[open + 1] == '<'))
			open++;
		if (open + 2 <= i)
			memset(at + open + 2, ' ', i - open - 2);
	}
}

/* MuPDF does not write the patterns of a page afresh: there they may be left. */
static bool has_marks(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const char *next = memchr(at + i, '/', len - i);

		if (!next)
			return false;
		i = (size_t)(next - at);
		if (stands(next, len - i, "/ActualText") || stands(next, len - i, "/Alt(") || stands(next, len - i, "/Alt (") ||
		    stands(next, len - i, "/Alt<") || stands(next, len - i, "/Alt <"))
			return true;
	}
	return false;
}

static const struct fault *unseen_blank(struct arena *a, struct str path, bool *is_left)
{
	int fd = open(arena_cstr(a, path), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	struct stat is = { .st_size = 0 };
	char *at = fd >= 0 && fstat(fd, &is) == 0 && is.st_size > 0
		? mmap(NULL, (size_t)is.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;

	if (fd >= 0)
		close(fd);
	if (at == MAP_FAILED)
		return fault_new(a, FAULT_FILE, "a blacked out paper cannot be read again");
	marks_blank(at, (size_t)is.st_size);
	*is_left = has_marks(at, (size_t)is.st_size);
	munmap(at, (size_t)is.st_size);
	return NULL;
}

/* --- the paper --------------------------------------------------------------------------------------------------------- */

struct blacking { struct bundle_work *w; struct str from, left, to, script, words; int64_t *each; };

static const struct fault *text_read(const struct blacking *b, struct str path, struct text *out, enum child_end *end)
{
	struct arena *a = b->w->d->arena;
	const char *const words[] = { "mutool", "run", arena_cstr(a, b->script), "read", arena_cstr(a, path), NULL };
	struct str said;

	TRY(bundle_run(b->w, words, STR(""), TEXT_MOST, &said, end));
	*out = text_look(a, said, b->words, b->each);
	return NULL;
}

/* Another program's eyes: it heeds what MuPDF does not. */
static const struct fault *text_proof(const struct blacking *b, struct text *out, enum child_end *end)
{
	struct arena *a = b->w->d->arena;
	const char *const words[] = { "pdftotext", "-q", "-enc", "UTF-8", arena_cstr(a, b->to), "-", NULL };
	struct str said;

	TRY(bundle_run(b->w, words, STR(""), TEXT_MOST, &said, end));
	*out = text_look(a, said, b->words, ARENA_NEW(a, int64_t, lines_count(b->words)));
	return NULL;
}

static const struct fault *black(const struct blacking *b, struct str spots, struct str plain, enum child_end *end)
{
	struct arena *a = b->w->d->arena;
	const char *const words[] = { "mutool", "run", arena_cstr(a, b->script), "black", arena_cstr(a, b->from), arena_cstr(a, plain), NULL };
	struct str said;

	TRY(bundle_run(b->w, words, spots, TEXT_MOST, &said, end));
	if (!str_ends(said, STR("done\n"))) {
		*end = CHILD_FAILED;
		return fault_new(a, FAULT_OUTSIDE, "mutool did not come to its end");
	}
	return NULL;
}

static const struct fault *proved(const struct blacking *b, bool is_left, struct bundle_seen *seen, enum child_end *end)
{
	struct blacking again = *b;
	struct arena *a = b->w->d->arena;
	struct text ours, theirs;

	again.each = ARENA_NEW(a, int64_t, lines_count(b->words));
	TRY(text_read(&again, b->to, &ours, end));
	TRY(text_proof(b, &theirs, end));
	seen->stay = pages_of(a, &ours, false, b->left);
	if (str_is_empty(seen->stay))
		seen->stay = pages_of(a, &theirs, false, b->left);
	if (str_is_empty(seen->stay) && is_left)
		seen->stay = b->left;
	return NULL;
}

static const struct fault *paper_black(const struct blacking *b, struct bundle_seen *seen, enum child_end *end)
{
	struct arena *a = b->w->d->arena;
	struct str plain = arena_printf(a, "%.*s.plain.pdf", STR_ARG(b->to)), where;
	struct text text;
	bool is_left = true;

	TRY(bundle_file(b->w, b->script, str_of(script)));
	TRY(text_read(b, b->from, &text, end));
	where = spots(a, &text, &seen->places);
	seen->bare = pages_of(a, &text, true, b->left);
	TRY(black(b, where, plain, end));
	TRY(unseen_blank(a, plain, &is_left));
	TRY(bundle_some(b->w, plain, STR("1-z"), b->to, end));
	return proved(b, is_left, seen, end);
}

static struct answers found_of(struct arena *a, struct str words, const int64_t *each)
{
	struct answers found = { 0 };

	for (size_t i = 0; words.at; i++)
		bundle_found(a, &found, str_trim(str_cut(&words, '\n')), each[i]);
	return found;
}

/* What was read of a long paper is not to fill the arena of a request. */
const struct fault *bundle_words(struct bundle_work *w, struct str from, struct str left, struct str words, struct str to,
				 struct bundle_seen *seen, enum bundle_cut *end)
{
	struct arena *a = w->d->arena, *own = arena_start(own_most);
	struct desk desk = *w->d;
	struct bundle_work inner = *w;
	struct bundle_seen got = { 0 };
	enum child_end how = CHILD_DONE;
	struct blacking b = { &inner, from, left, to, arena_printf(a, "%.*s.js", STR_ARG(to)), words,
			      ARENA_NEW(a, int64_t, lines_count(words)) };

	desk.arena = own;
	inner.d = &desk;
	const struct fault *f = paper_black(&b, &got, &how);

	f = f && how != CHILD_FAILED ? fault_new(a, f->kind, "%.*s", STR_ARG(f->words)) : NULL;
	*seen = (struct bundle_seen){ .is_read = how == CHILD_DONE, .places = got.places, .bare = arena_str(a, got.bare),
				      .stay = arena_str(a, got.stay), .found = found_of(a, words, b.each) };
	arena_end(own);
	*end = how == CHILD_FAILED ? BUNDLE_CUT_UNREAD : !str_is_empty(seen->stay) ? BUNDLE_CUT_WORDS_STAY : BUNDLE_CUT_DONE;
	return f;
}
