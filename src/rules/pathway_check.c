/* SPDX-License-Identifier: AGPL-3.0-or-later
 * rules/pathway_check - may this be recorded, and are the answers of its form in order?
 * Touches nothing. All slips are found at once; words come from the rulebook. */
#include "rules/scene.h"

/* An answer without a limit of its own. */
enum { TEXT_MOST = 500, LONG_MOST = 20000 };

static void problem(struct arena *a, const struct rulebook *book, struct problems *out, struct str field,
		    enum problem_kind kind, struct str key, struct str label)
{
	problems_add(out, a, field, kind, book_words_with(book, a, key, &label, 1));
}

/* Choices come as codes with commas between. */
static bool are_codes(const struct code_list *list, struct str text)
{
	bool is_good = true;

	for (struct str rest = text; is_good && rest.at;)
		is_good = code_find(list, str_trim(str_cut(&rest, ',')));
	return is_good;
}

static bool looks_like_email(struct str s)
{
	struct str domain = s, local = str_cut(&domain, '@');

	return local.len > 0 && domain.len > 2 && str_contains(domain, STR(".")) && domain.at[0] != '.' &&
	       domain.at[domain.len - 1] != '.' && !str_contains(domain, STR("@")) && !str_contains(s, STR(" "));
}

static bool looks_like_phone(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= '0' && s.at[i] <= '9')
			digits++;
		else if (!strchr(" +()-", s.at[i]))
			return false;
	}
	return digits >= 7 && digits <= 15;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* One or two letters, a digit, perhaps one more, then digit letter letter: L1 1AA, WA10 2BB. */
static bool looks_like_postcode(struct str s)
{
	char bare[9];
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == ' ')
			continue;
		if (len == 8)
			return false;
		bare[len++] = s.at[i];
	}
	if (len < 5 || len > 7 || !is_letter(bare[0]) || !is_letter(bare[len - 1]) || !is_letter(bare[len - 2]))
		return false;
	return bare[len - 3] >= '0' && bare[len - 3] <= '9' &&
	       ((bare[1] >= '0' && bare[1] <= '9') || (is_letter(bare[1]) && bare[2] >= '0' && bare[2] <= '9'));
}

static bool has_right_form(const struct form_field *f, struct str text)
{
	int64_t n;

	switch (f->type) {
	case FIELD_DATE:
		return !date_is_none(date_read(text));
	case FIELD_CHOICE:
		return code_find(f->codes, text);
	case FIELD_CHOICES:
		return are_codes(f->codes, text);
	case FIELD_YESNO:
		return str_equal(text, STR("yes")) || str_equal(text, STR("no"));
	case FIELD_INT:
	case FIELD_ORGANISATION:
	case FIELD_ACCOUNT:
	case FIELD_PANEL:
		return str_to_int(text, &n) && n >= 0;
	case FIELD_EMAIL:
		return looks_like_email(text);
	case FIELD_PHONE:
		return looks_like_phone(text);
	case FIELD_POSTCODE:
		return looks_like_postcode(text);
	default:
		return true;
	}
}

static struct str form_key(enum field_type type)
{
	switch (type) {
	case FIELD_DATE:
		return STR("problem.date");
	case FIELD_CHOICE:
	case FIELD_CHOICES:
	case FIELD_YESNO:
		return STR("problem.choice");
	case FIELD_EMAIL:
		return STR("problem.email");
	case FIELD_PHONE:
		return STR("problem.phone");
	case FIELD_POSTCODE:
		return STR("problem.postcode");
	default:
		return STR("problem.number");
	}
}

static bool is_too_long(const struct form_field *f, struct str text)
{
	size_t most = f->most ? f->most : f->type == FIELD_LONG ? LONG_MOST : TEXT_MOST;
	int64_t n;

	if (f->type == FIELD_INT)
		return f->most && str_to_int(text, &n) && n > (int64_t)f->most;
	return f->type != FIELD_FILE && str_count(text) > most;
}

static void check_field(const struct scene *s, const struct form_field *f, struct problems *out)
{
	struct str text = str_trim(answers_get(s->typed, f->name));

	if (!scene_is_true(s, f->when))
		return;
	if (str_is_empty(text)) {
		if (f->must)
			problem(s->a, s->book, out, f->name, PROBLEM_MISSING, STR("problem.missing"), f->label);
		return;
	}
	if (!str_is_text(text))
		problem(s->a, s->book, out, f->name, PROBLEM_FORM, STR("problem.encoding"), f->label);
	else if (is_too_long(f, text))
		problem(s->a, s->book, out, f->name, PROBLEM_TOO_LONG, STR("problem.too_long"), f->label);
	else if (!has_right_form(f, text))
		problem(s->a, s->book, out, f->name, PROBLEM_FORM, form_key(f->type), f->label);
}

static const struct form_page *page_of(const struct form *f, struct str id)
{
	for (size_t i = 0; i < f->page_count; i++)
		if (str_equal(f->pages[i].id, id))
			return &f->pages[i];
	return NULL;
}

static void check_form(const struct scene *s, const struct form *f, struct problems *out)
{
	for (size_t i = 0; i < f->field_count; i++) {
		const struct form_page *page = page_of(f, f->fields[i].page);

		if (!page || scene_is_true(s, page->when))
			check_field(s, &f->fields[i], out);
	}
	for (size_t i = 0; i < s->typed->count; i++)
		for (size_t j = 0; j < i; j++)
			if (str_equal(s->typed->at[i].name, s->typed->at[j].name))
				problem(s->a, s->book, out, s->typed->at[i].name, PROBLEM_TWICE,
					STR("problem.twice"), s->typed->at[i].name);
	for (size_t i = 0; i < f->refuse_count; i++) {
		const struct form_refuse *r = &f->refuses[i];

		if (!problems_of(out, r->field) && scene_is_true(s, r->when))
			problems_add(out, s->a, r->field, PROBLEM_RULE,
				     str_is_empty(r->cite) ? r->words :
				     arena_printf(s->a, "%.*s (%.*s)", STR_ARG(r->words), STR_ARG(r->cite)));
	}
}

void form_check(struct arena *a, const struct rulebook *book, const struct form *f,
		const struct answers *typed, struct date today, struct problems *out)
{
	static const struct pathway none;
	struct scene s = scene_of(a, book, &none, NULL, 0, NULL, today);

	s.typed = typed;
	check_form(&s, f, out);
}

bool form_asks(struct arena *a, const struct rulebook *book, const struct expr *when, const struct answers *typed,
	       struct date today)
{
	static const struct pathway none;
	struct scene s = scene_of(a, book, &none, NULL, 0, NULL, today);

	s.typed = typed;
	return scene_is_true(&s, when);
}

struct wanted { struct str name; bool is_in; };

static void is_wanted(void *ctx, struct str name)
{
	struct wanted *w = ctx;

	w->is_in = w->is_in || str_equal(w->name, name);
}

bool pathway_starts(const struct pathway *p, const struct event_kind *e)
{
	struct wanted w = { e->id, false };

	if (p->start)
		expr_names(p->start, is_wanted, &w);
	return w.is_in;
}

static void check_day(const struct scene *s, const struct event_kind *e, struct date day, struct problems *out)
{
	struct str label = str_is_empty(e->date_words) ? e->name : e->date_words;

	if (date_is_none(day))
		problem(s->a, s->book, out, STR("day"), PROBLEM_MISSING, STR("problem.missing"), label);
	else if (day.day > s->today.day)
		problem(s->a, s->book, out, STR("day"), PROBLEM_RANGE, STR("problem.future"), label);
	else if (!date_is_none(s->start) && day.day < s->start.day && !pathway_starts(s->p, e) &&
		 !str_equal(e->kind, STR("fact")))
		problem(s->a, s->book, out, STR("day"), PROBLEM_RANGE, STR("problem.before_start"), label);
}

void pathway_check(struct arena *a, const struct rulebook *book, const struct pathway *p,
		   const struct event_kind *e, struct happened *events, size_t count,
		   const struct answers *facts, const struct happened *now, struct date today,
		   struct problems *out)
{
	struct happened *with = ARENA_NEW(a, struct happened, count + 1);
	struct case_state state = pathway_reckon(a, book, p, events, count, facts, today);
	struct scene s;
	size_t kept = 0;

	/* What is being corrected is judged as if it had not been recorded. */
	for (size_t i = 0; i < count; i++)
		if (now->corrects == 0 || events[i].seq != now->corrects)
			with[kept++] = events[i];
	s = scene_of(a, book, p, with, kept, facts, today);
	s.state = &state;
	check_day(&s, e, now->day, out);
	if (now->corrects == 0 && !scene_is_true(&s, e->when))
		problem(a, book, out, STR(""), PROBLEM_RULE, STR("problem.not_now"), e->name);
	s.subject = now->subject;
	s.day = now->day;
	s.typed = &now->fields;
	if (e->form)
		check_form(&s, e->form, out);
}
