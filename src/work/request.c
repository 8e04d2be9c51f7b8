/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/request - the public form that asks for an assessment, a page at a time.
 * Touches the store, work/draft. */
#include "work/request.h"

#include "core/out.h"
#include "work/request_room.h"

const char request_pathway[] = "NA", request_event[] = "request_received";
/* Answers of ours that stand beside those of the form: pages come to; how many councils the postcode fits. */
static const char seen_name[] = ".seen", councils_name[] = "councils";

/* Sets an answer. */
static void request_put(struct arena *a, struct answers *list, struct str name, struct str text)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].name, name)) {
			list->at[i].text = text;
			return;
		}
	LIST_PUSH(a, list, (struct answer){ name, text });
}

struct str request_mapped(const struct rulebook *book, const struct form *form, struct arena *a,
			  const struct answers *fields, const char *what)
{
	const struct code *field = code_find(book_codes(book, arena_printf(a, "%.*s-case", STR_ARG(form->id))), str_of(what));

	return field ? str_trim(answers_get(fields, field->label)) : STR_NONE;
}

struct str request_asker(const struct rulebook *book, const struct form *form, struct arena *a,
			 const struct answers *fields)
{
	const struct code *asker = code_find(book_codes(book, STR("asker")), request_mapped(book, form, a, fields, "asker"));

	return asker ? asker->note : STR_NONE;
}

/* --- councils by postcode --- */

static struct str district_of(struct arena *a, struct str postcode)
{
	struct out o = out_start(a, 12);
	for (size_t i = 0; i < postcode.len; i++) {
		char c = postcode.at[i];
		if (c != ' ' && c != '\t')
			out_byte(&o, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	struct str bare = out_str(&o);
	return bare.len > 4 ? str_slice(bare, 0, bare.len - 3) : STR_NONE;
}

struct str request_councils(const struct rulebook *book, struct arena *a, struct str postcode, struct str *locality)
{
	struct str district = district_of(a, postcode);
	const struct code *council = district.at ? code_find(book_codes(book, STR("postcode-council")), district) : NULL;

	*locality = !council || str_is_empty(council->note) ? STR_NONE : council->note;
	return council ? council->label : STR_NONE;
}

/* Sets what follows from the answers: the council, or how many there are to choose from. */
static void councils_fill(struct desk *d, const struct form *form, struct draft *draft)
{
	struct str postcode = request_mapped(d->book, form, d->arena, &draft->fields, "postcode"), locality;
	struct str codes = request_councils(d->book, d->arena, postcode, &locality), rest = codes, last = STR_NONE;
	int64_t count = 0, code;
	for (struct str one; (one = str_word(&rest)).at; last = one)
		count++;
	draft->authority = 0;
	if (str_is_empty(postcode)) {
		request_put(d->arena, &draft->fields, str_of(councils_name), STR_NONE);
		return;
	}
	if (count != 1)
		last = request_mapped(d->book, form, d->arena, &draft->fields, "council");
	if (str_to_int(last, &code))
		draft->authority = code;
	request_put(d->arena, &draft->fields, str_of(councils_name), arena_int(d->arena, count));
}

/* --- the form in the words of who asks --- */

static struct str own_words(const struct desk *d, struct str form, const char *kind, struct str id, const char *part,
			    struct str standard)
{
	struct str key = arena_printf(d->arena, "self.%.*s.%s.%.*s.%s", STR_ARG(form), kind, STR_ARG(id), part);
	const struct str *words = map_get(&d->book->words, key);
	return words ? *words : standard;
}

static const struct form *form_for_self(const struct desk *d, const struct form *form)
{
	struct form *own = ARENA_NEW(d->arena, struct form, 1);
	*own = *form;
	own->pages = ARENA_NEW(d->arena, struct form_page, form->page_count);
	own->fields = ARENA_NEW(d->arena, struct form_field, form->field_count);
	for (size_t i = 0; i < form->page_count; i++) {
		own->pages[i] = form->pages[i];
		own->pages[i].title = own_words(d, form->id, "page", form->pages[i].id, "title", form->pages[i].title);
		own->pages[i].about = own_words(d, form->id, "page", form->pages[i].id, "about", form->pages[i].about);
	}
	for (size_t i = 0; i < form->field_count; i++) {
		own->fields[i] = form->fields[i];
		own->fields[i].label = own_words(d, form->id, "field", form->fields[i].name, "label", form->fields[i].label);
		own->fields[i].help = own_words(d, form->id, "field", form->fields[i].name, "help", form->fields[i].help);
	}
	return own;
}

/* --- pages --- */

static bool field_is_on(const struct form *form, struct str field, struct str page)
{
	for (size_t i = 0; i < form->field_count; i++)
		if (str_equal(form->fields[i].name, field))
			return str_equal(form->fields[i].page, page);
	return false;
}

static void problems_on(struct arena *a, const struct form *form, struct str page, const struct problems *all,
			struct problems *out)
{
	for (size_t i = 0; i < all->count; i++)
		if (field_is_on(form, all->at[i].field, page))
			LIST_PUSH(a, out, all->at[i]);
}

static bool is_seen(const struct draft *draft, struct str page)
{
	struct str rest = answers_get(&draft->fields, str_of(seen_name));
	for (struct str one; (one = str_word(&rest)).at;)
		if (str_equal(one, page))
			return true;
	return false;
}

static void page_is_seen(struct arena *a, struct draft *draft, struct str page)
{
	struct str before = answers_get(&draft->fields, str_of(seen_name));
	if (!is_seen(draft, page))
		request_put(a, &draft->fields, str_of(seen_name),
			    arena_printf(a, "%.*s %.*s", STR_ARG(before), STR_ARG(page)));
}

const struct form *request_public_form(const struct rulebook *book)
{
	return pathway_event(book_pathway(book, str_of(request_pathway)), str_of(request_event))->form;
}

/* Reckons form, pages and problems again from the draft's answers. */
static void request_reckon(struct desk *d, struct request_draft *r)
{
	const struct form *form = request_public_form(d->book);
	struct problems all = { 0 };
	r->is_self = str_equal(request_asker(d->book, form, d->arena, &r->draft.fields), STR("self"));
	r->form = r->is_self ? form_for_self(d, form) : form;
	councils_fill(d, r->form, &r->draft);
	form_check(d->arena, d->book, r->form, &r->draft.fields, d->now.today, &all);
	r->page_count = 0;
	r->problems.count = 0;
	r->is_ready = true;
	for (size_t i = 0; i < r->form->page_count; i++) {
		const struct form_page *page = &r->form->pages[i];
		struct problems here = { 0 };
		if (!form_asks(d->arena, d->book, page->when, &r->draft.fields, d->now.today))
			continue;
		problems_on(d->arena, r->form, page->id, &all, &here);
		struct request_page line = { page, !is_seen(&r->draft, page->id) ? REQUEST_PAGE_TODO
						   : here.count ? REQUEST_PAGE_WRONG : REQUEST_PAGE_DONE };
		if (line.state == REQUEST_PAGE_WRONG)
			problems_on(d->arena, r->form, page->id, &all, &r->problems);
		r->is_ready = r->is_ready && line.state == REQUEST_PAGE_DONE;
		if (r->page_count == r->page_room)
			arena_grow(d->arena, (void **)&r->pages, &r->page_room, sizeof *r->pages);
		r->pages[r->page_count++] = line;
	}
}

const struct fault *request_open(struct desk *d, struct str token, struct request_draft *out)
{
	*out = (struct request_draft){ 0 };
	TRY(draft_open(d, token, &out->draft));
	request_reckon(d, out);
	return NULL;
}

static size_t index_of(const struct request_draft *r, struct str id)
{
	size_t i = 0;
	while (i < r->page_count && !str_equal(r->pages[i].page->id, id))
		i++;
	return i;
}

const struct request_page *request_page_of(const struct request_draft *r, struct str id)
{
	size_t i = index_of(r, id);
	return i < r->page_count ? &r->pages[i] : NULL;
}

const struct form_page *request_next(const struct request_draft *r, struct str id)
{
	size_t at = id.at ? index_of(r, id) : 0;
	for (size_t i = 0; i < at && i < r->page_count; i++)
		if (r->pages[i].state == REQUEST_PAGE_WRONG)
			return r->pages[i].page;
	if (id.at)
		return at + 1 < r->page_count ? r->pages[at + 1].page : NULL;
	for (size_t i = 0; i < r->page_count; i++)
		if (r->pages[i].state != REQUEST_PAGE_DONE)
			return r->pages[i].page;
	return NULL;
}

const struct form_page *request_before(const struct request_draft *r, struct str id)
{
	size_t at = index_of(r, id);
	return at > 0 && at < r->page_count ? r->pages[at - 1].page : NULL;
}

const struct fault *request_answer(struct desk *d, struct str token, struct request_draft *r, struct str page,
				   const struct answers *typed, struct problems *out)
{
	struct answers before = { 0 };
	for (size_t i = 0; i < r->draft.fields.count; i++)
		LIST_PUSH(d->arena, &before, r->draft.fields.at[i]);
	for (size_t i = 0; i < typed->count; i++)
		request_put(d->arena, &r->draft.fields, typed->at[i].name, typed->at[i].text);
	page_is_seen(d->arena, &r->draft, page);
	request_reckon(d, r);
	problems_on(d->arena, r->form, page, &r->problems, out);
	if (out->count == 0)
		return draft_save(d, token, &r->draft);
	r->draft.fields = before;
	request_reckon(d, r);
	return NULL;
}

const struct fault *request_files_add(struct desk *d, struct str token, struct request_draft *r,
				      const struct kept_files *files, struct problems *out)
{
	if (files->count == 0)
		return NULL;
	if (r->draft.files.count + files->count > REQUEST_FILES) {
		problems_add(out, d->arena, files->at[0].field, PROBLEM_RANGE,
			     book_words(d->book, STR("request.too_many_files")));
		return NULL;
	}
	for (size_t i = 0; i < files->count; i++)
		LIST_PUSH(d->arena, &r->draft.files, files->at[i]);
	return draft_save(d, token, &r->draft);
}

const struct fault *request_file_drop(struct desk *d, struct str token, struct request_draft *r, size_t n)
{
	struct kept_files left = { 0 };
	for (size_t i = 0; i < r->draft.files.count; i++)
		if (i != n)
			LIST_PUSH(d->arena, &left, r->draft.files.at[i]);
	r->draft.files = left;
	return draft_save(d, token, &r->draft);
}
