/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/letter_text_read - from the text of a letter's body to its pieces.
 * Touches nothing. The language: docs/rulebook.md. */
#include "rules/letter_room.h"

struct reader {
	struct arena *a;
	struct str all, file;
	int first_line;
	size_t at;
	struct tags tags;
	int depth;
	bool in_rows;           /* rows do not stand in rows: what a letter costs grows with its length only */
	bool is_wrong;          /* tags cannot be followed any further: tell of them once */
	struct problems *out;
};
/* What ended a row of pieces. */
enum stop { STOP_END_OF_TEXT, STOP_END, STOP_ELSE, STOP_ELSE_IF };

static struct str where(const struct reader *r, size_t at)
{
	int line = r->first_line;
	for (size_t i = 0; i < at && i < r->all.len; i++)
		line += r->all.at[i] == '\n';
	return arena_printf(r->a, "%.*s:%d", STR_ARG(r->file), line);
}

static void wrong(struct reader *r, size_t at, struct str words)
{
	problems_add(r->out, r->a, where(r, at), PROBLEM_FORM, words);
}

static void tags_wrong(struct reader *r, size_t at, struct str words)
{
	if (!r->is_wrong)
		wrong(r, at, words);
	r->is_wrong = true;
}

static size_t find(struct str s, size_t from, const char *two)
{
	for (size_t i = from; i + 1 < s.len; i++)
		if (s.at[i] == two[0] && s.at[i + 1] == two[1])
			return i;
	return s.len;
}

static void read_html(struct reader *r, struct letter_text *t, size_t to)
{
	struct str html = str_slice(r->all, r->at, to);
	size_t in = 0;
	struct str words = html.len && !r->is_wrong ? tags_walk(r->a, &r->tags, html, &in) : STR_NONE;
	if (words.at)
		tags_wrong(r, r->at + in, words);
	if (html.len)
		LIST_PUSH(r->a, t, (struct piece){ .kind = PIECE_HTML, .text = html });
	r->at = to;
}

static enum stop read_pieces(struct reader *r, struct letter_text *t, size_t opened, struct str *rest);

static struct letter_text *read_block(struct reader *r, size_t opened, enum stop *stop, struct str *rest)
{
	struct letter_text *t = ARENA_NEW(r->a, struct letter_text, 1);
	size_t base = r->tags.base;
	r->tags.base = r->tags.count;
	if (++r->depth > LETTER_DEPTH_MOST)
		wrong(r, opened, STR("blocks stand too deep in each other"));
	*stop = r->depth > LETTER_DEPTH_MOST ? STOP_END_OF_TEXT : read_pieces(r, t, opened, rest);
	r->depth--;
	if (tags_open_name(&r->tags).at)
		tags_wrong(r, opened, arena_printf(r->a, "<%.*s> is not closed before the block ends",
						   STR_ARG(tags_open_name(&r->tags))));
	r->tags.count = r->tags.base;
	r->tags.base = base;
	return t;
}

static const struct expr *read_expr(struct reader *r, size_t at, struct str text)
{
	return expr_read(r->a, text, where(r, at), r->out);
}

static void read_if(struct reader *r, struct letter_text *t, size_t at, struct str condition)
{
	struct piece p = { .kind = PIECE_IF, .text = condition, .expr = read_expr(r, at, condition), .where = where(r, at) };
	struct str rest = STR_NONE;
	enum stop stop;
	p.body = read_block(r, at, &stop, &rest);
	if (stop == STOP_ELSE) {
		p.other = read_block(r, at, &stop, &rest);
		if (stop == STOP_ELSE || stop == STOP_ELSE_IF)
			wrong(r, at, STR("else stands twice in this if"));
	} else if (stop == STOP_ELSE_IF) {
		p.other = ARENA_NEW(r->a, struct letter_text, 1);
		if (++r->depth > LETTER_DEPTH_MOST)
			wrong(r, at, STR("blocks stand too deep in each other"));
		else
			read_if(r, p.other, at, rest);
		r->depth--;
	}
	LIST_PUSH(r->a, t, p);
}

/* for WHAT KIND, rule STEP: a block without else. */
static void read_named(struct reader *r, struct letter_text *t, size_t at, enum piece_kind kind, struct str names)
{
	struct piece p = { .kind = kind, .where = where(r, at) };
	struct str rest = STR_NONE;
	enum stop stop;
	p.text = str_word(&names);
	p.of = str_word(&names);
	if (kind == PIECE_FOR && !letter_row_names(p.text))
		wrong(r, at, arena_printf(r->a, "there are no rows called '%.*s'", STR_ARG(p.text)));
	if (str_word(&names).at || (kind == PIECE_RULE && p.of.at))
		wrong(r, at, STR("there are too many words in this hole"));
	if (kind == PIECE_FOR && r->in_rows)
		wrong(r, at, STR("a for may not stand in another for"));
	bool outside = r->in_rows;
	r->in_rows |= kind == PIECE_FOR;
	p.body = read_block(r, at, &stop, &rest);
	r->in_rows = outside;
	if (stop == STOP_ELSE || stop == STOP_ELSE_IF)
		wrong(r, at, STR("else belongs to an if"));
	LIST_PUSH(r->a, t, p);
}

static void read_hole(struct reader *r, struct letter_text *t, size_t at, enum piece_kind kind, struct str text)
{
	struct piece p = { .kind = kind, .text = text, .where = where(r, at) };
	if (kind == PIECE_LAW || kind == PIECE_PART) {
		struct str rest = text;
		p.text = str_word(&rest);
		if (str_word(&rest).at)
			wrong(r, at, STR("there are too many words in this hole"));
	} else {
		p.expr = read_expr(r, at, text);
	}
	bool is_block = kind == PIECE_TEXT || kind == PIECE_PART;
	if (is_block ? !tags_take_blocks(&r->tags) : !tags_take_words(&r->tags))
		tags_wrong(r, at, is_block ? STR("paragraphs may not stand here") :
			   STR("words must stand in a paragraph, a heading or a line of a list"));
	LIST_PUSH(r->a, t, p);
}

static bool read_word(struct reader *r, struct letter_text *t, size_t at, struct str word, struct str rest)
{
	static const struct { const char *word; enum piece_kind kind; } holes[] = {
		{ "text", PIECE_TEXT }, { "long", PIECE_LONG }, { "pounds", PIECE_POUNDS }, { "law", PIECE_LAW }, { "part", PIECE_PART },
	};
	if (!rest.len)
		return false;
	if (str_equal(word, STR("if")))
		read_if(r, t, at, rest);
	else if (str_equal(word, STR("for")))
		read_named(r, t, at, PIECE_FOR, rest);
	else if (str_equal(word, STR("rule")))
		read_named(r, t, at, PIECE_RULE, rest);
	else
		for (size_t i = 0; i <= sizeof holes / sizeof *holes; i++) {
			if (i == sizeof holes / sizeof *holes)
				return false;
			if (str_equal(word, str_of(holes[i].word))) {
				read_hole(r, t, at, holes[i].kind, rest);
				break;
			}
		}
	return true;
}

static enum stop stop_of(struct str inside, struct str *rest)
{
	*rest = STR_NONE;
	if (str_equal(inside, STR("end")))
		return STOP_END;
	if (str_equal(inside, STR("else")))
		return STOP_ELSE;
	if (str_starts(inside, STR("else if "))) {
		*rest = str_trim(str_slice(inside, 8, inside.len));
		return STOP_ELSE_IF;
	}
	return STOP_END_OF_TEXT;
}

/* Reads to the end of the block that began at `opened` (the whole text: 0 deep). */
static enum stop read_pieces(struct reader *r, struct letter_text *t, size_t opened, struct str *rest)
{
	while (r->at < r->all.len) {
		size_t open = find(r->all, r->at, "{{"), close;
		read_html(r, t, open);
		if (open == r->all.len)
			break;
		close = find(r->all, open, "}}");
		if (close == r->all.len) {
			wrong(r, open, STR("{{ without its }}"));
			r->at = r->all.len;
			break;
		}
		r->at = close + 2;
		struct str inside = str_trim(str_slice(r->all, open + 2, close)), words = inside;
		enum stop stop = stop_of(inside, rest);
		if (stop != STOP_END_OF_TEXT && r->depth > 0)
			return stop;
		struct str word = str_word(&words);
		if (stop != STOP_END_OF_TEXT)
			wrong(r, open, arena_printf(r->a, "'%.*s' without an if, for or rule", STR_ARG(inside)));
		else if (!inside.len)
			wrong(r, open, STR("an empty hole"));
		else if (inside.at[0] != '#' && !read_word(r, t, open, word, str_trim(words)))
			read_hole(r, t, open, PIECE_HOLE, inside);
	}
	if (r->depth > 0)
		wrong(r, opened, STR("this block has no {{ end }}"));
	return STOP_END_OF_TEXT;
}

static const struct letter_text *read_all(struct reader *r)
{
	struct letter_text *t = ARENA_NEW(r->a, struct letter_text, 1);
	struct str rest;
	read_pieces(r, t, 0, &rest);
	if (tags_open_name(&r->tags).at)
		tags_wrong(r, r->all.len, arena_printf(r->a, "<%.*s> is not closed", STR_ARG(tags_open_name(&r->tags))));
	return t;
}

const struct letter_text *letter_text_read(struct arena *a, struct str file, int line, struct str text,
					   struct problems *out)
{
	return read_all(&(struct reader){ .a = a, .all = text, .file = file, .first_line = line, .out = out });
}

const struct letter_text *letter_text_read_line(struct arena *a, struct str file, int line, struct str text,
						struct problems *out)
{
	return read_all(&(struct reader){ .a = a, .all = text, .file = file, .first_line = line, .out = out,
					  .tags.is_line = true });
}
