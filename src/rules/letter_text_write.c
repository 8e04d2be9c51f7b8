/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/letter_text_write - from the pieces of a letter and what is known to its words.
 * Touches nothing. Nothing is left open: a hole without a value is a problem, never a gap in a letter. */
#include "rules/expr_room.h"
#include "rules/letter_room.h"

/* One row of {{ for }}, inside the ones around it. */
struct row { const struct row *up; struct str what, kind; size_t at; };
struct writer {
	struct arena *a;
	const struct rulebook *book;
	const struct letter_world *w;
	struct expr_world names;        /* asks the rows first, then w */
	const struct row *row;
	struct problems *out;
	struct out *html;
	bool is_line;                   /* a title: plain text */
	int depth;
	struct texts printed;           /* parts */
};

static struct value look(const void *ctx, struct str name)
{
	const struct writer *w = ctx;
	for (const struct row *row = w->row; row; row = row->up)
		if (letter_row_knows(row->what, name))
			return w->w->row_name(w->w->names.ctx, row->what, row->kind, row->at, name);
	return w->w->names.name(w->w->names.ctx, name);
}

static int64_t count_of(const void *ctx, struct str name)
{
	const struct writer *w = ctx;
	return w->w->names.count ? w->w->names.count(w->w->names.ctx, name) : 0;
}

static int64_t open_of(const void *ctx, struct str kind)
{
	const struct writer *w = ctx;
	return w->w->names.open ? w->w->names.open(w->w->names.ctx, kind) : 0;
}

static int64_t all_of(const void *ctx, struct str kind)
{
	const struct writer *w = ctx;
	return w->w->names.all ? w->w->names.all(w->w->names.ctx, kind) : 0;
}

static struct value about_of(const void *ctx, struct str what, struct str of)
{
	const struct writer *w = ctx;
	return w->w->names.about ? w->w->names.about(w->w->names.ctx, what, of) : value_absent();
}

static struct expr_world names_of(const struct writer *w)
{
	struct expr_world names = w->w->names;
	names.ctx = w;
	names.name = look;
	names.count = count_of;
	names.open = open_of;
	names.all = all_of;
	names.about = about_of;
	return names;
}

/* Whole pounds as people write them, £5,200. False when the value is no whole number of them. */
static bool pounds_words(struct arena *a, struct value v, struct str *out)
{
	int64_t pounds = v.number;
	if (v.kind != VALUE_INT && (v.kind != VALUE_TEXT || !str_to_int(v.text, &pounds)))
		return false;
	if (pounds < 0)
		return false;
	struct str rest = arena_int(a, pounds), all = STR("£");
	for (size_t at = 0, next; at < rest.len; at = next) {
		next = at ? at + 3 : (rest.len - 1) % 3 + 1;
		all = arena_printf(a, "%.*s%s%.*s", STR_ARG(all), at ? "," : "", STR_ARG(str_slice(rest, at, next)));
	}
	*out = all;
	return true;
}

static struct str words_of(const struct writer *w, const struct piece *p, struct value v)
{
	if (v.kind == VALUE_DATE)
		return p->kind == PIECE_LONG ? date_long(w->a, v.date) : date_words(w->a, v.date);
	if (v.kind == VALUE_INT)
		return arena_int(w->a, v.number);
	if (v.kind == VALUE_BOOL)
		return v.number ? STR("yes") : STR("no");
	struct str label = p->expr->kind == NODE_NAME && w->w->label ?
		w->w->label(w->w->names.ctx, p->expr->name, v.text) : STR_NONE;
	return str_trim(label.at ? label : v.text);
}

static void write_lines(struct writer *w, struct str text, const char *between)
{
	for (bool is_first = true; text.at; is_first = false) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (!is_first)
			out_add(w->html, str_of(between));
		out_html(w->html, line);
	}
}

static bool is_item(struct str line)
{
	return str_starts(line, STR("- ")) || str_starts(line, STR("* ")) || str_starts(line, STR("\xE2\x80\xA2"));
}

static struct str item_words(struct str line)
{
	return str_trim(str_slice(line, str_starts(line, STR("\xE2\x80\xA2")) ? 3 : 2, line.len));
}

/* Lines as paragraphs; lines that begin with - * or a bullet as a list. */
void letter_text_paragraphs(struct out *html, struct str text)
{
	bool in_list = false;
	while (text.at) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (!line.len)
			continue;
		if (is_item(line) != in_list)
			out_add(html, in_list ? STR("</ul>\n") : STR("<ul>\n"));
		in_list = is_item(line);
		out_add(html, in_list ? STR("<li>") : STR("<p>"));
		out_html(html, in_list ? item_words(line) : line);
		out_add(html, in_list ? STR("</li>\n") : STR("</p>\n"));
	}
	if (in_list)
		out_add(html, STR("</ul>\n"));
}

/* A fact by what people call it (rulebook/code/letter-fact.csv), else by its name. */
static struct str fact_words(const struct writer *w, struct str name)
{
	const struct code_list *list = w->book ? book_codes(w->book, STR("letter-fact")) : NULL;
	struct str label = list ? code_label(list, name) : name;
	return str_equal(label, name) ? arena_printf(w->a, "\"%.*s\"", STR_ARG(name)) : label;
}

static void write_hole(struct writer *w, const struct piece *p)
{
	struct expr_world names = names_of(w);
	struct value v = expr_reckon(p->expr, &names, w->a);
	struct str pounds = STR_NONE;
	if (!value_is_there(v) || (p->kind == PIECE_LONG && v.kind != VALUE_DATE) ||
	    (p->kind == PIECE_POUNDS && !pounds_words(w->a, v, &pounds))) {
		problems_add(w->out, w->a, p->where, PROBLEM_MISSING,
			     arena_printf(w->a, "the letter must say %.*s, and the record does not have it",
					  STR_ARG(fact_words(w, p->text))));
		return;
	}
	struct str words = pounds.at ? pounds : words_of(w, p, v);
	if (w->is_line)
		out_add(w->html, words);
	else if (p->kind == PIECE_TEXT)
		letter_text_paragraphs(w->html, words);
	else
		write_lines(w, words, "<br>");
}

static void write_text(struct writer *w, const struct letter_text *t);

static void write_rows(struct writer *w, const struct piece *p)
{
	size_t count = w->w->rows ? w->w->rows(w->w->names.ctx, p->text, p->of) : 0;
	const struct row *up = w->row;
	for (size_t i = 0; i < count; i++) {
		struct row row = { up, p->text, p->of, i };
		w->row = &row;
		write_text(w, p->body);
	}
	w->row = up;
}

bool letter_may_print(const struct rule_note *law, struct date day)
{
	return !law->is_unverified && law->status == STATUS_IN_FORCE &&
	       (date_is_none(law->valid_from) || law->valid_from.day <= day.day) &&
	       (date_is_none(law->valid_to) || day.day <= law->valid_to.day);
}

static const struct step *step_of(const struct writer *w, const struct piece *p)
{
	const struct step *step = w->w->step ? w->w->step(w->w->names.ctx, p->text) : NULL;
	return step && letter_may_print(&step->law, w->w->day) ? step : NULL;
}

static void write_part(struct writer *w, struct str id)
{
	const struct letter_part *part = book_letter_part(w->book, id);
	if (!part || !letter_may_print(&part->law, w->w->day) || w->depth == LETTER_DEPTH_MOST)
		return;
	w->depth++;
	write_text(w, part->text);
	w->depth--;
	LIST_PUSH(w->a, &w->printed, part->id);
}

static void write_piece(struct writer *w, const struct piece *p)
{
	struct expr_world names = names_of(w);
	const struct step *step;
	switch (p->kind) {
	case PIECE_HTML:
		out_add(w->html, p->text);
		break;
	case PIECE_HOLE:
	case PIECE_LONG:
	case PIECE_POUNDS:
	case PIECE_TEXT:
		write_hole(w, p);
		break;
	case PIECE_IF:
		write_text(w, expr_is_true(p->expr, &names, w->a) ? p->body : p->other);
		break;
	case PIECE_FOR:
		write_rows(w, p);
		break;
	case PIECE_RULE:
		if (step_of(w, p))
			write_text(w, p->body);
		break;
	case PIECE_LAW:
		step = step_of(w, p);
		if (step)
			out_html(w->html, step->law.cite);
		break;
	case PIECE_PART:
		write_part(w, p->text);
		break;
	}
}

static void write_text(struct writer *w, const struct letter_text *t)
{
	for (size_t i = 0; t && i < t->count; i++)
		write_piece(w, &t->at[i]);
}

static bool is_printed(const struct writer *w, struct str part)
{
	for (size_t i = 0; i < w->printed.count; i++)
		if (str_equal(w->printed.at[i], part))
			return true;
	return false;
}

static void check_musts(struct writer *w, const struct letter *letter)
{
	struct expr_world names = names_of(w);
	for (size_t i = 0; i < letter->must_count; i++) {
		const struct letter_must *m = &letter->musts[i];
		if ((!m->value || value_is_there(expr_reckon(m->value, &names, w->a))) &&
		    (str_is_empty(m->part) || is_printed(w, m->part)))
			continue;
		problems_add(w->out, w->a, m->id, PROBLEM_MISSING,
			     arena_printf(w->a, "This must be in the letter, but it is not known: %.*s%s%.*s%s",
					  STR_ARG(m->words), m->cite.len ? " (" : "", STR_ARG(m->cite), m->cite.len ? ")" : ""));
	}
}

/* A title may begin with "your" to one and with a name to the other. */
static struct str with_capital(struct arena *a, struct str title)
{
	if (str_is_empty(title) || title.at[0] < 'a' || title.at[0] > 'z')
		return title;
	return arena_printf(a, "%c%.*s", title.at[0] - 'a' + 'A', STR_ARG(str_slice(title, 1, title.len)));
}

void letter_write(struct arena *a, const struct rulebook *book, const struct letter *letter,
		  const struct letter_world *world, struct problems *out, struct str *title, struct str *body)
{
	struct problems holes = { 0 };
	struct out html = out_start(a, 8192), line = out_start(a, 200);
	struct writer w = { .a = a, .book = book, .w = world, .out = &holes, .html = &html };
	struct str to = world->to.at || letter->to.count == 0 ? world->to : letter->to.at[0];
	struct str sign = letter_sign(a, letter);
	size_t before = out->count;
	w.html = &line;
	w.is_line = true;
	write_text(&w, letter->title_text);
	*title = with_capital(a, str_trim(out_str(&line)));
	w.html = &html;
	w.is_line = false;
	if (sign.at)
		write_part(&w, letter_head(a, letter, to));
	out_add(&html, STR("<h1>"));
	out_html(&html, *title);
	out_add(&html, STR("</h1>\n"));
	write_text(&w, letter->text);
	if (sign.at)
		write_part(&w, sign);
	w.out = out;
	check_musts(&w, letter);
	/* A fact that must be stated is told in its own words; the holes only when nothing else explains them. */
	for (size_t i = 0; i < holes.count && out->count == before; i++)
		problems_add(out, a, holes.at[i].field, holes.at[i].kind, holes.at[i].words);
	*body = out_str(&html);
}
