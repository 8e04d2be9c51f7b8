/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/pack_html - compiles the page templates of html/ to C functions: gen/html/FOLDER_NAME.h for each template file, gen/html.c,
 * and the list of words keys gen/words.h, gen/words.c. Touches core. The language: docs/architecture.md "Templates".
 * Run: pack_html FOLDER_TO_WRITE FILE.html ... NAME.txt ...   (words are the .txt)
 *      pack_html --trusted FILE.html ...                      lists what is written unescaped */
#include <stdio.h>
#include <stdlib.h>

#include "core/map.h"
#include "core/out.h"
#include "tools/pack.h"

struct word { struct str key, text; int most; };        /* most: the highest {n} in the text */
/* at_newline: whether what stood before the block, and each branch so far, ended in a newline. */
struct open_block { struct str name; int line; bool at_newline; };
struct pack {
	struct arena *arena;
	struct str into;                                /* the folder to write */
	struct out header, includes, code;              /* header: of the file that is read; includes: all headers */
	struct map words, functions;
	LIST(struct word *) word_list;
	LIST(struct open_block) open;
	bool at_newline;                                /* what was written last ended in a newline */
	bool trusted_only;
};
/* One template file while it is read. */
struct page { struct pack *p; struct str file, rest; int line; };

static int lines_in(struct str s)
{
	int n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == '\n';
	return n;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_key_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

/* --- words ------------------------------------------------------------------------------------------------- */

static int places_in(struct str text)
{
	int most = 0;
	for (size_t i = 0; i + 2 < text.len; i++)
		if (text.at[i] == '{' && text.at[i + 1] >= '1' && text.at[i + 1] <= '9' && (text.at[i + 2] == '}' || text.at[i + 2] == '|')
		    && text.at[i + 1] - '0' > most)
			most = text.at[i + 1] - '0';
	return most;
}

static void words_read(struct pack *p, const char *path)
{
	struct str text = pack_read(p->arena, str_of(path));
	struct word *last = NULL;
	for (int line = 1; text.at; line++) {
		struct str row = str_cut(&text, '\n');
		if (row.len && (row.at[0] == ' ' || row.at[0] == '\t') && last) {
			int most = places_in(row);
			last->most = most > last->most ? most : last->most;
			continue;
		}
		if (str_trim(row).len == 0 || row.at[0] == '#')
			continue;
		struct str value = row, key = str_trim(str_cut(&value, ':'));
		if (!value.at)
			pack_refuse(str_of(path), line, "a line is 'key: text', not", row);
		for (size_t i = 0; i < key.len; i++)
			if (!is_key_byte(key.at[i]))
				pack_refuse(str_of(path), line, "a key is made of a-z 0-9 _ . - and not", key);
		if (!str_contains(key, STR(".")))
			pack_refuse(str_of(path), line, "a key is 'area.thing', not", key);
		if (map_get(&p->words, key))
			pack_refuse(str_of(path), line, "these words were given before:", key);
		last = ARENA_NEW(p->arena, struct word, 1);
		*last = (struct word){ key, str_trim(value), places_in(value) };
		map_put(&p->words, p->arena, key, last);
		LIST_PUSH(p->arena, &p->word_list, last);
	}
}

/* --- text ---------------------------------------------------------------------------------------------------- */

static void literal_byte(struct out *o, char c)
{
	if (c == '\n')
		out_add(o, STR("\\n"));
	else if (c == '\t')
		out_add(o, STR("\\t"));
	else if (c == '"' || c == '\\' || c == '?')     /* ? because of trigraphs */
		out_printf(o, "\\%c", c);
	else
		out_byte(o, c);
}

/* Blanks with a newline among them become one newline: indentation is for the one who writes the template. */
static struct str tidy(struct arena *a, struct str text)
{
	struct out o = out_start(a, text.len + 1);
	for (size_t i = 0; i < text.len; ) {
		size_t end = i;
		bool has_newline = false;
		while (end < text.len && is_blank(text.at[end]))
			has_newline |= text.at[end++] == '\n';
		if (has_newline)
			out_byte(&o, '\n');
		else
			out_add(&o, str_slice(text, i, end));
		i = end;
		while (i < text.len && !is_blank(text.at[i]))
			out_byte(&o, text.at[i++]);
	}
	return out_str(&o);
}

enum { LITERAL_MOST = 3000 };   /* every C compiler takes 4095 bytes as one literal */

static void text_write(struct page *t, struct str text)
{
	struct pack *p = t->p;
	if (p->open.count == 0) {
		if (str_trim(text).len)
			pack_refuse(t->file, t->line + lines_in(str_slice(text, 0, (size_t)(str_trim(text).at - text.at))),
			       "text outside a {{ define }}:", str_slice(str_trim(text), 0, 40));
		return;
	}
	text = tidy(p->arena, text);
	if (p->at_newline && text.len && text.at[0] == '\n')    /* a tag on a line of its own leaves no empty line */
		text = str_slice(text, 1, text.len);
	if (text.len)
		p->at_newline = text.at[text.len - 1] == '\n';
	for (size_t from = 0; from < text.len; from += LITERAL_MOST) {
		struct str part = str_slice(text, from, from + LITERAL_MOST);
		out_add(&p->code, STR("\tout_add(o, STR(\""));
		for (size_t i = 0; i < part.len; i++)
			literal_byte(&p->code, part.at[i]);
		out_add(&p->code, STR("\"));\n"));
	}
}

/* --- tags ---------------------------------------------------------------------------------------------------- */

/* Length of a quoted C literal at the head of `s`, with its quotes; 0 when there is none. */
static size_t quoted_length(struct str s)
{
	if (s.len == 0 || (s.at[0] != '"' && s.at[0] != '\''))
		return 0;
	for (size_t i = 1; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == s.at[0])
			return i + 1;
	}
	return s.len;
}

/* Length of a remark's inside: tags may be shown in it. */
static size_t remark_length(struct page *t, struct str s)
{
	int depth = 0;
	for (size_t i = 0; i + 1 < s.len; i++) {
		if (s.at[i] == '{' && s.at[i + 1] == '{')
			depth++, i++;
		else if (s.at[i] == '}' && s.at[i + 1] == '}' && depth-- == 0)
			return i;
		else if (s.at[i] == '}' && s.at[i + 1] == '}')
			i++;
	}
	pack_refuse(t->file, t->line, "a {{ without its }}", STR_NONE);
}

/* Length of a tag's inside: up to the `}}` that is in no quotes and closes no brace of its own. */
static size_t tag_length(struct page *t, struct str s)
{
	int depth = 0;
	if (str_starts(str_trim(s), STR("#")))
		return remark_length(t, s);
	for (size_t i = 0; i + 1 < s.len; i++) {
		size_t quoted = quoted_length(str_slice(s, i, s.len));
		if (quoted)
			i += quoted - 1;
		else if (s.at[i] == '{')
			depth++;
		else if (s.at[i] == '}' && s.at[i + 1] == '}' && depth == 0)
			return i;
		else if (s.at[i] == '}')
			depth--;
	}
	pack_refuse(t->file, t->line, "a {{ without its }}", STR_NONE);
}

static void place_write(struct page *t)
{
	out_printf(&t->p->code, "#line %d \"%.*s\"\n", t->line, STR_ARG(t->file));
}

/* The next argument, cut at a comma that stands in no brackets and no quotes. */
static struct str argument_cut(struct str *rest)
{
	struct str all = *rest;
	int depth = 0;
	for (size_t i = 0; i < all.len; i++) {
		size_t quoted = quoted_length(str_slice(all, i, all.len));
		if (quoted)
			i += quoted - 1;
		else if (strchr("([{", all.at[i]))
			depth++;
		else if (strchr(")]}", all.at[i]))
			depth--;
		else if (all.at[i] == ',' && depth == 0) {
			*rest = str_slice(all, i + 1, all.len);
			return str_trim(str_slice(all, 0, i));
		}
	}
	*rest = STR_NONE;
	return str_trim(all);
}

static void words_write(struct page *t, struct str what)
{
	struct out *code = &t->p->code;
	size_t len = 0;
	while (len < what.len && is_key_byte(what.at[len]))
		len++;
	struct str key = str_slice(what, 0, len), args = str_trim(str_slice(what, len, what.len));
	const struct word *word = map_get(&t->p->words, key);
	if (!word)
		pack_refuse(t->file, t->line, "no words in rulebook/words/ have the key", key.len ? key : what);
	int count = 0;
	if (args.len == 0) {
		out_printf(code, "\thtml_words(o, STR(\"%.*s\"));\n", STR_ARG(key));
	} else {
		if (args.at[0] != '(' || args.at[args.len - 1] != ')')
			pack_refuse(t->file, t->line, "words are {{ w KEY }} or {{ w KEY(a, b) }}, not", what);
		args = str_slice(args, 1, args.len - 1);
		out_printf(code, "\thtml_words_with(o, STR(\"%.*s\"), (struct str[]){ ", STR_ARG(key));
		for (; args.at; count++) {
			struct str one = argument_cut(&args);

			out_printf(code, "html_arg(o, %.*s), ", STR_ARG(one));
		}
		out_printf(code, "}, %d);\n", count);
	}
	t->p->at_newline = false;
	if (count != word->most)
		pack_refuse(t->file, t->line, arena_printf(t->p->arena, "%d given, %d places {1} {2} ... in the words",
						      count, word->most).at, key);
}

static void block_open(struct page *t, const char *name)
{
	LIST_PUSH(t->p->arena, &t->p->open, (struct open_block){ str_of(name), t->line, t->p->at_newline });
}

static void define_write(struct page *t, struct str head)
{
	struct pack *p = t->p;
	if (p->open.count)
		pack_refuse(t->file, t->line, "a {{ define }} inside another block", STR_NONE);
	struct str rest = head, name = str_trim(str_cut(&rest, '('));
	if (!rest.at || !str_starts(name, STR("html_")) || !str_starts(str_trim(rest), STR("struct out *o")))
		pack_refuse(t->file, t->line, "a template begins html_NAME(struct out *o, ...), not", head);
	if (map_get(&p->functions, name))
		pack_refuse(t->file, t->line, "defined before:", name);
	map_put(&p->functions, p->arena, name, p);
	out_printf(&p->header, "void %.*s;\n", STR_ARG(head));
	out_byte(&p->code, '\n');
	place_write(t);
	out_printf(&p->code, "void %.*s\n{\n", STR_ARG(head));
	p->at_newline = true;
	block_open(t, "define");
	while (t->rest.len && is_blank(t->rest.at[0])) {        /* no newline before the first text */
		t->line += t->rest.at[0] == '\n';
		t->rest = str_slice(t->rest, 1, t->rest.len);
	}
}

static void include_write(struct page *t, struct str what)
{
	if (what.len < 3 || what.at[0] != '"' || what.at[what.len - 1] != '"')
		pack_refuse(t->file, t->line, "an include is {{ include \"web/view_x.h\" }}, not", what);
	out_printf(&t->p->header, "#include %.*s\n", STR_ARG(what));
}

static void else_write(struct page *t, struct str condition)
{
	struct pack *p = t->p;
	struct open_block *block = p->open.count ? &p->open.at[p->open.count - 1] : NULL;
	if (!block || !str_equal(block->name, STR("if")))
		pack_refuse(t->file, t->line, "an {{ else }} without its {{ if }}", STR_NONE);
	bool before = block->at_newline;
	block->at_newline = before && p->at_newline;
	p->at_newline = before;
	if (!str_starts(condition, STR("if "))) {
		if (condition.len)
			pack_refuse(t->file, t->line, "after else comes nothing or if, not", condition);
		out_add(&p->code, STR("\t} else {\n"));
		block->name = STR("else");
		return;
	}
	out_printf(&p->code, "\t} else if (%.*s) {\n", STR_ARG(str_slice(condition, 3, condition.len)));
}

static void end_write(struct page *t)
{
	if (t->p->open.count == 0)
		pack_refuse(t->file, t->line, "an {{ end }} too many", STR_NONE);
	out_add(&t->p->code, t->p->open.count == 1 ? STR("}\n") : STR("\t}\n"));
	t->p->open.count--;
	t->p->at_newline = t->p->at_newline && t->p->open.at[t->p->open.count].at_newline;
}

static void show_write(struct page *t, struct str expression)
{
	out_printf(&t->p->code, "\thtml_show(o, %.*s);\n", STR_ARG(expression));
	t->p->at_newline = false;
}

/* What stands in a template's body. */
static void body_tag_write(struct page *t, struct str word, struct str rest, struct str all)
{
	static const struct { const char *word, *code, *block; } simple[] = {
		{ "if", "\tif (%.*s) {\n", "if" }, { "for", "\tfor (%.*s) {\n", "for" },
		{ "call", "\t%.*s;\n", NULL }, { "let", "\t%.*s;\n", NULL },
		{ "url", "\thtml_url(o, %.*s);\n", NULL }, { "iso", "\thtml_iso(o, %.*s);\n", NULL },
		{ "trusted", "\tout_add(o, %.*s);\n", NULL },
	};
	for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
		if (!str_equal(word, str_of(simple[i].word)))
			continue;
		if (rest.len == 0)
			pack_refuse(t->file, t->line, "nothing stands after", word);
		struct str before = str_of(simple[i].code), after = before;
		before = str_cut(&after, '%');
		out_printf(&t->p->code, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(rest), STR_ARG(str_slice(after, 3, after.len)));
		if (simple[i].block)
			block_open(t, simple[i].block);
		else if (!str_equal(word, STR("let")))
			t->p->at_newline = false;
		return;
	}
	if (str_equal(word, STR("w")))
		words_write(t, rest);
	else if (str_equal(word, STR("else")))
		else_write(t, rest);
	else if (str_equal(word, STR("elif")))
		else_write(t, arena_printf(t->p->arena, "if %.*s", STR_ARG(rest)));
	else if (str_equal(word, STR("end")) && rest.len == 0)
		end_write(t);
	else
		show_write(t, all);
}

static void tag_write(struct page *t, struct str all)
{
	struct str rest = all, word = str_word(&rest);
	rest = str_trim(rest);
	if (word.len == 0)
		pack_refuse(t->file, t->line, "an empty {{ }}", STR_NONE);
	if (word.at[0] == '#')
		return;
	if (t->p->trusted_only && str_equal(word, STR("trusted")))
		printf("%.*s:%d: %.*s\n", STR_ARG(t->file), t->line, STR_ARG(rest));
	if (str_equal(word, STR("include"))) {
		include_write(t, rest);
	} else if (str_equal(word, STR("define"))) {
		define_write(t, rest);
	} else {
		if (t->p->open.count == 0 && !str_equal(all, STR("end")))
			pack_refuse(t->file, t->line, "outside a {{ define }}:", all);
		place_write(t);
		body_tag_write(t, word, rest, str_trim(all));
	}
}

/* "page_case" of html/page/case.html. */
static struct str page_name(struct pack *p, struct str path)
{
	struct str rest = path, head = str_cut(&rest, '/');
	char *name = arena_take(p->arena, path.len);
	if (!rest.at)
		rest = head;
	for (size_t i = 0; i < rest.len; i++)
		name[i] = is_key_byte(rest.at[i]) ? rest.at[i] : '_';
	return (struct str){ name, rest.len - 5 };
}

static void page_read(struct pack *p, const char *path)
{
	struct str name = page_name(p, str_of(path));
	p->header = out_start(p->arena, 4096);
	out_printf(&p->header, "/* Made by tools/pack_html from %s. */\n#ifndef GEN_HTML_%.*s_H\n#define GEN_HTML_%.*s_H\n\n"
		   "#include \"core/out.h\"\n", path, STR_ARG(name), STR_ARG(name));
	out_printf(&p->includes, "#include \"gen/html/%.*s.h\"\n", STR_ARG(name));
	struct page t = { p, str_of(path), pack_read(p->arena, str_of(path)), 1 };
	while (t.rest.len) {
		size_t at = 0;
		while (at + 1 < t.rest.len && !(t.rest.at[at] == '{' && t.rest.at[at + 1] == '{'))
			at++;
		if (at + 1 >= t.rest.len)
			at = t.rest.len;
		struct str text = str_slice(t.rest, 0, at);
		text_write(&t, text);
		t.line += lines_in(text);
		t.rest = str_slice(t.rest, at, t.rest.len);
		if (t.rest.len == 0)
			break;
		struct str tag = str_slice(t.rest, 2, t.rest.len);
		tag = str_slice(tag, 0, tag_length(&t, tag));
		t.rest = str_slice(t.rest, tag.len + 4, t.rest.len);
		int after = t.line + lines_in(tag);
		struct str inside = str_trim(tag);
		struct str rest_before = t.rest;
		tag_write(&t, inside);
		t.line = after + lines_in(str_slice(rest_before, 0, (size_t)(t.rest.at - rest_before.at)));
	}
	if (p->open.count)
		pack_refuse(t.file, p->open.at[p->open.count - 1].line, "never ended:", p->open.at[p->open.count - 1].name);
	out_add(&p->header, STR("\n#endif\n"));
	if (!p->trusted_only)
		pack_write(p->arena, p->into, arena_printf(p->arena, "html/%.*s.h", STR_ARG(name)), out_str(&p->header));
}

/* --- files --------------------------------------------------------------------------------------------------- */

static void word_list_write(struct pack *p, struct str folder)
{
	struct out h = out_start(p->arena, 256), c = out_start(p->arena, 4096);
	out_add(&h, STR("/* Made by tools/pack_html from rulebook/words/: every key that pages may show. */\n"
			"#ifndef GEN_WORDS_H\n#define GEN_WORDS_H\n\n#include \"core/str.h\"\n\n"
			"extern const struct str word_keys[];\nextern const size_t word_key_count;\n\n#endif\n"));
	out_add(&c, STR("/* Made by tools/pack_html from rulebook/words/. */\n#include \"gen/words.h\"\n\n"
			"const struct str word_keys[] = {\n"));
	for (size_t i = 0; i < p->word_list.count; i++)
		out_printf(&c, "\t{ \"%.*s\", %zu },\n", STR_ARG(p->word_list.at[i]->key), p->word_list.at[i]->key.len);
	out_printf(&c, "\t{ \"\", 0 },\n};\nconst size_t word_key_count = %zu;\n", p->word_list.count);
	pack_write(p->arena, folder, STR("words.h"), out_str(&h));
	pack_write(p->arena, folder, STR("words.c"), out_str(&c));
}

int main(int argc, char **argv)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct pack p = { .arena = a, .code = out_start(a, 262144) };
	if (argc < 2) {
		fputs("pack_html FOLDER FILE.html ... WORDS.txt ... | pack_html --trusted FILE.html ... WORDS.txt ...\n", stderr);
		return 2;
	}
	p.trusted_only = str_equal(str_of(argv[1]), STR("--trusted"));
	p.into = str_of(argv[1]);
	p.includes = out_start(a, 4096);
	out_add(&p.includes, STR("/* Made by tools/pack_html from html/. */\n#include \"web/html.h\"\n"));
	for (int i = 2; i < argc; i++)
		if (str_ends(str_of(argv[i]), STR(".txt")))
			words_read(&p, argv[i]);
	for (int i = 2; i < argc; i++)
		if (!str_ends(str_of(argv[i]), STR(".txt")))
			page_read(&p, argv[i]);
	if (!p.trusted_only) {
		word_list_write(&p, p.into);
		out_add(&p.includes, out_str(&p.code));
		pack_write(a, p.into, STR("html.c"), out_str(&p.includes));
	}
	arena_end(a);
	return 0;
}
