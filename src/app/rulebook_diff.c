/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/rulebook_diff - what a new rulebook changes, in words.
 * Touches nothing. The text is compared, not the tables made of it: so every kind of stanza is told alike. */
#include "app/rulebook_diff.h"
#include "core/stanza.h"

/* A stanza with what names it: whose it is ("NA"; its own id when it stands for itself), its kind and id, and which of
 * several versions it is. */
struct entry { struct str head, kind, id, version; const struct stanza *stanza; bool is_seen; };
struct entries { struct entry *at; size_t count, room; };

static struct str value_of(const struct stanza *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++)
		if (str_equal(s->at[i].name, str_of(name)))
			return s->at[i].value;
	return STR_NONE;
}

static bool holds_stanzas(struct str name)
{
	return str_ends(name, STR(".txt")) && !str_starts(name, STR("words/")) && !str_starts(name, STR("demo/"));
}

/* Stanzas that those behind them belong to, as the step to its pathway. */
static bool is_head(struct str kind)
{
	static const char *const heads[] = { "pathway", "form", "letter", "part", "import", "regime" };

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (str_equal(kind, str_of(heads[i])))
			return true;
	return false;
}

static struct entries entries_of(struct arena *a, const struct book_text *t)
{
	struct entries list = { 0 };
	struct problems none = { 0 };

	for (size_t i = 0; i < t->count; i++) {
		struct stanzas stanzas = { 0 };
		struct str head = STR_NONE;

		if (holds_stanzas(t->files[i].name))
			stanzas = stanza_read(a, t->files[i].name, t->files[i].text, &none);
		for (size_t j = 0; j < stanzas.count; j++) {
			const struct stanza *s = &stanzas.at[j];

			if (is_head(s->at[0].name))
				head = s->at[0].value;
			LIST_PUSH(a, &list, (struct entry){ .head = head.at ? head : s->at[0].value, .kind = s->at[0].name,
				  .id = s->at[0].value, .version = value_of(s, "valid_from"), .stanza = s });
		}
	}
	return list;
}

static bool is_same_place(const struct entry *a, const struct entry *b)
{
	return str_equal(a->head, b->head) && str_equal(a->kind, b->kind) && str_equal(a->id, b->id) &&
	       str_equal(a->stanza->file, b->stanza->file);
}

/* The same version of it; or, when that is not there, the only one that there is. */
static struct entry *find(struct entries *list, const struct entry *e)
{
	struct entry *only = NULL;
	size_t found = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct entry *other = &list->at[i];

		if (!is_same_place(other, e) || other->is_seen)
			continue;
		if (str_equal(other->version, e->version))
			return other;
		only = other;
		found++;
	}
	return found == 1 && str_equal(e->kind, STR("refuse")) == false ? only : NULL;
}

/* "W(6, start)" begins with 6 weeks. Empty when it is no plain count. */
static struct str count_words(struct arena *a, struct str due)
{
	static const struct { const char *op, *one, *many; } ops[] = {
		{ "W(", "week", "weeks" }, { "DB(", "day, the first being day 1", "days, the first being day 1" },
		{ "D(", "day", "days" }, { "WDB(", "working day", "working days" }, { "WD(", "working day", "working days" },
		{ "MB(", "month", "months" }, { "M(", "month", "months" }, { "SD(", "school day", "school days" },
		{ "TWD(", "tribunal working day", "tribunal working days" },
	};

	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		struct str rest = due, number;
		int64_t n;

		if (!str_starts(due, str_of(ops[i].op)))
			continue;
		rest = str_slice(due, strlen(ops[i].op), due.len);
		number = str_trim(str_cut(&rest, ','));
		if (str_to_int(number, &n))
			return arena_printf(a, "%lld %s", (long long)n, n == 1 ? ops[i].one : ops[i].many);
	}
	return STR("");
}

static void title(const struct entry *e, struct out *o)
{
	struct str name = value_of(e->stanza, "name");

	out_printf(o, "%.*s", STR_ARG(e->kind));
	if (!str_is_empty(e->id))
		out_printf(o, " %.*s", STR_ARG(e->id));
	if (!str_equal(e->head, e->id))
		out_printf(o, " of %.*s", STR_ARG(e->head));
	if (!str_is_empty(name))
		out_printf(o, " (%.*s)", STR_ARG(name));
}

static void short_of(const struct stanza *s, struct arena *a, struct out *o)
{
	static const char *const told[] = { "rule_words", "due", "value", "when", "cite", "valid_from", "valid_to", "status" };

	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct str v = value_of(s, told[i]), words = i == 1 ? count_words(a, v) : STR("");

		if (!str_is_empty(v))
			out_printf(o, "    %s: %.*s%s%.*s%s\n", told[i], STR_ARG(v), words.len ? " [" : "", STR_ARG(words),
				   words.len ? "]" : "");
	}
}

static size_t nth_of(const struct stanza *s, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < at; i++)
		n += str_equal(s->at[i].name, s->at[at].name);
	return n;
}

/* Fields may be repeated (holder): the n-th of one is compared with the n-th of the other. */
static struct str same_field(const struct stanza *s, struct str name, size_t nth)
{
	for (size_t i = 0; i < s->count; i++)
		if (str_equal(s->at[i].name, name) && nth-- == 0)
			return s->at[i].value;
	return STR_NONE;
}

static void field_change(struct arena *a, struct str name, struct str was, struct str now, struct out *o)
{
	struct str before = count_words(a, was), after = count_words(a, now);

	out_printf(o, "    %.*s: ", STR_ARG(name));
	if (was.at && now.at)
		out_printf(o, "was \"%.*s\", becomes \"%.*s\"", STR_ARG(was), STR_ARG(now));
	else
		out_printf(o, "%s \"%.*s\"", now.at ? "new" : "gone", STR_ARG(now.at ? now : was));
	if (before.len && after.len && !str_equal(before, after))
		out_printf(o, " (%.*s become %.*s)", STR_ARG(before), STR_ARG(after));
	out_byte(o, '\n');
}

static bool differ(struct arena *a, const struct stanza *was, const struct stanza *now, struct out *o)
{
	bool any = false;

	for (size_t i = 1; i < now->count; i++) {
		struct str old = same_field(was, now->at[i].name, nth_of(now, i));

		if (old.at && str_equal(old, now->at[i].value))
			continue;
		any = true;
		field_change(a, now->at[i].name, old, now->at[i].value, o);
	}
	for (size_t i = 1; i < was->count; i++)
		if (!same_field(now, was->at[i].name, nth_of(was, i)).at) {
			any = true;
			field_change(a, was->at[i].name, was->at[i].value, STR_NONE, o);
		}
	return any;
}

static size_t tell_new(struct arena *a, struct entries *was, struct entries *now, struct out *o)
{
	size_t told = 0;

	for (size_t i = 0; i < now->count; i++) {
		struct entry *e = &now->at[i], *old = find(was, e);
		struct out fields = out_start(a, 0);

		if (old)
			old->is_seen = true;
		if (old && !differ(a, old->stanza, e->stanza, &fields))
			continue;
		told++;
		out_add(o, old ? STR("changed: ") : STR("new: "));
		title(e, o);
		out_byte(o, '\n');
		if (old)
			out_add(o, out_str(&fields));
		else
			short_of(e->stanza, a, o);
	}
	return told;
}

static size_t tell_gone(struct arena *a, const struct entries *was, struct out *o)
{
	size_t told = 0;

	for (size_t i = 0; i < was->count; i++) {
		if (was->at[i].is_seen)
			continue;
		told++;
		out_add(o, STR("gone: "));
		title(&was->at[i], o);
		out_byte(o, '\n');
		short_of(was->at[i].stanza, a, o);
	}
	return told;
}

static bool has_line(struct str text, struct str line)
{
	for (struct str rest = text; rest.at;)
		if (str_equal(str_cut(&rest, '\n'), line))
			return true;
	return false;
}

static size_t lines_beside(struct str text, struct str other, const char *what, struct out *o)
{
	size_t count = 0;

	for (struct str rest = text; rest.at;) {
		struct str line = str_cut(&rest, '\n');

		if (str_is_empty(line) || has_line(other, line))
			continue;
		if (++count <= 5)
			out_printf(o, "    %s: %.*s\n", what, STR_ARG(line));
	}
	if (count > 5)
		out_printf(o, "    %s: and %zu more\n", what, count - 5);
	return count;
}

static struct str text_of(const struct book_text *t, struct str name)
{
	for (size_t i = 0; i < t->count; i++)
		if (str_equal(t->files[i].name, name))
			return t->files[i].text;
	return STR_NONE;
}

/* Code lists, holidays, words, letters: line by line. */
static size_t tell_lists(struct arena *a, const struct book_text *was, const struct book_text *now, struct out *o)
{
	size_t told = 0;

	for (size_t i = 0; i < now->count; i++) {
		const struct rulebook_file *f = &now->files[i];
		struct str old = text_of(was, f->name);
		struct out lines = out_start(a, 0);

		if (holds_stanzas(f->name) || str_equal(old, f->text) || str_starts(f->name, STR("demo/")))
			continue;
		if (lines_beside(f->text, old, "new", &lines) + lines_beside(old, f->text, "gone", &lines) == 0)
			continue;
		told++;
		out_printf(o, "%s: file %.*s\n%.*s", old.at ? "changed" : "new", STR_ARG(f->name), STR_ARG(out_str(&lines)));
	}
	for (size_t i = 0; i < was->count; i++)
		if (!text_of(now, was->files[i].name).at && !holds_stanzas(was->files[i].name)) {
			told++;
			out_printf(o, "gone: file %.*s\n", STR_ARG(was->files[i].name));
		}
	return told;
}

void rulebook_diff(struct arena *a, const struct book_text *before, const struct book_text *after, struct out *o)
{
	struct entries was = entries_of(a, before), now = entries_of(a, after);
	size_t told = tell_new(a, &was, &now, o);

	told += tell_gone(a, &was, o);
	told += tell_lists(a, before, after, o);
	if (told == 0)
		out_add(o, STR("Nothing is different.\n"));
}
