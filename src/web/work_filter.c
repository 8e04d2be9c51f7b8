/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/work_filter - the filter of the work list in words: sentence, tags, selects.
 * Touches work/list, work/choose. */
#include "web/work_room.h"
#include "work/choose.h"

struct str work_address(const struct desk *d, const struct list_filter *f)
{
	struct str query = list_query_write(d, f);

	return query.len ? arena_printf(d->arena, "/work?%.*s", STR_ARG(query)) : STR("/work");
}

int64_t work_seen(const struct request *r, struct arena *a, struct str reference)
{
	int64_t version;

	return str_to_int(request_form(r, arena_printf(a, "seen-%.*s", STR_ARG(reference))), &version) && version > 0 ? version : 0;
}

static struct str words(const struct desk *d, const char *key)
{
	return book_words(d->book, str_of(key));
}

static struct str words_with(const struct desk *d, const char *key, struct str arg)
{
	return book_words_with(d->book, d->arena, str_of(key), &arg, 1);
}

struct str work_holder_label(const struct desk *d, struct str holder)
{
	const struct code_list *codes = book_codes(d->book, STR("holder"));

	return codes ? code_label(codes, holder) : holder;
}

struct str work_holder(const struct desk *d, struct str holder)
{
	struct str label = work_holder_label(d, holder);

	return str_starts(label, STR("The ")) ?
	       arena_printf(d->arena, "the %.*s", STR_ARG(str_slice(label, 4, label.len))) : label;
}

/* One part of the filter: how it is said, the tag, and the filter without it. */
struct part { struct str said, tag; struct list_filter without; };
struct parts { struct part at[16]; size_t count; };

static struct list_filter *part_add(struct parts *parts, const struct list_filter *f, struct str said, struct str tag)
{
	struct part *p = &parts->at[parts->count++];

	*p = (struct part){ .said = said, .tag = tag, .without = *f };
	p->without.page = 0;
	return &p->without;
}

static struct str choice_name(const struct list_choices *list, int64_t id, struct str code)
{
	for (size_t i = 0; i < list->count; i++)
		if (id ? list->at[i].id == id : str_equal(list->at[i].code, code))
			return list->at[i].name;
	return STR("");
}

/* Of who is no longer offered, the name is looked up: a saved search may still say it. */
static const struct fault *id_name(struct desk *d, const struct list_choices *list, const char *kind, int64_t id,
				   struct str *out)
{
	*out = choice_name(list, id, STR(""));
	if (out->len)
		return NULL;
	TRY(choose_label(d, str_of(kind), arena_int(d->arena, id), out));
	if (!out->at)
		*out = words(d, "work.any");
	return NULL;
}

static void own_add(struct desk *d, const struct list_filter *f, struct parts *parts)
{
	if (f->own)
		part_add(parts, f, words(d, "work.said_own"), words(d, "work.own"))->own = false;
}

static void times_add(struct desk *d, const struct list_filter *f, struct parts *parts)
{
	if (f->late && f->at_risk) {
		part_add(parts, f, words(d, "work.said_late_soon"), words(d, "work.late"))->late = false;
		part_add(parts, f, STR(""), words(d, "work.at_risk"))->at_risk = false;
	} else if (f->late) {
		part_add(parts, f, words(d, "work.said_late"), words(d, "work.late"))->late = false;
	} else if (f->at_risk) {
		part_add(parts, f, words(d, "work.said_soon"), words(d, "work.at_risk"))->at_risk = false;
	}
}

static void named_add(struct desk *d, const struct list_filter *f, const struct list_menu *menu, struct parts *parts)
{
	struct str name;

	if (!str_is_empty(f->holder)) {
		name = work_holder(d, f->holder);
		part_add(parts, f, words_with(d, "work.said_with", name), words_with(d, "work.tag_holder", name))->holder =
			STR_NONE;
	}
	if (!str_is_empty(f->stage)) {
		name = choice_name(&menu->stages, 0, f->stage);
		name = name.len ? name : f->stage;
		part_add(parts, f, words_with(d, "work.said_stage", name), words_with(d, "work.tag_stage", name))->stage =
			STR_NONE;
	}
	if (!str_is_empty(f->step)) {
		name = choice_name(&menu->steps, 0, f->step);
		name = name.len ? name : f->step;
		part_add(parts, f, words_with(d, "work.said_step", name), words_with(d, "work.tag_step", name))->step =
			STR_NONE;
	}
}

static const struct fault *places_add(struct desk *d, const struct list_filter *f, const struct list_menu *menu,
				      struct parts *parts)
{
	struct str name;

	if (f->school) {
		TRY(id_name(d, &menu->schools, "organisation", f->school, &name));
		part_add(parts, f, words_with(d, "work.said_school", name), words_with(d, "work.tag_school", name))->school =
			0;
	}
	if (!str_is_empty(f->locality))
		part_add(parts, f, words_with(d, "work.said_locality", f->locality),
			 words_with(d, "work.tag_locality", f->locality))->locality = STR_NONE;
	if (f->panel)
		part_add(parts, f, words(d, "work.said_panel"), words(d, "work.tag_panel"))->panel = 0;
	return NULL;
}

/* The whole filter, part by part, in the order in which the sentence says them. */
static const struct fault *parts_fill(struct desk *d, const struct list_filter *f, const struct list_menu *menu,
				      struct parts *parts)
{
	struct str name;

	if (f->officer) {
		TRY(id_name(d, &menu->officers, "account", f->officer, &name));
		part_add(parts, f, words_with(d, "work.said_of", name), words_with(d, "work.tag_officer", name))->officer =
			0;
	}
	if (f->unassigned)
		part_add(parts, f, words(d, "work.said_nobody"),
			 words_with(d, "work.tag_officer", words(d, "work.nobody")))->unassigned = false;
	times_add(d, f, parts);
	own_add(d, f, parts);
	named_add(d, f, menu, parts);
	TRY(places_add(d, f, menu, parts));
	if (!str_is_empty(f->search))
		part_add(parts, f, STR(""), words_with(d, "work.tag_search", f->search))->search = STR_NONE;
	if (f->closed)
		part_add(parts, f, STR(""), words(d, "work.closed_tick"))->closed = false;
	return NULL;
}

/* "Open cases of Imran Fairhurst that are late, with the advisers, in Huyton". */
static struct str sentence_of(struct desk *d, const struct list_filter *f, const struct parts *parts)
{
	struct str s = !str_is_empty(f->search) ? words_with(d, "work.said_found", f->search) :
		       words(d, f->closed ? "work.said_closed" : "work.said_open");
	bool is_first = true;

	for (size_t i = 0; i < parts->count; i++) {
		struct str said = parts->at[i].said;
		bool runs_on = is_first || str_starts(said, STR("that "));

		if (!said.len)
			continue;
		s = arena_printf(d->arena, "%.*s%s %.*s", STR_ARG(s), runs_on ? "" : ",", STR_ARG(said));
		is_first = false;
	}
	return s;
}

static void option_add(struct desk *d, struct work_select *s, struct str value, struct str label, bool is_chosen)
{
	LIST_PUSH(d->arena, &s->options, (struct work_option){ value, label, is_chosen });
}

/* A select over choices by id (code empty) or by code, with "any" in front. */
static void select_fill(struct desk *d, struct work_select *s, const char *name, const char *key, const char *any,
			const struct list_choices *list, int64_t id, struct str code)
{
	*s = (struct work_select){ .name = name, .label = words(d, key) };
	option_add(d, s, STR(""), words(d, any), false);
	for (size_t i = 0; i < list->count; i++) {
		const struct list_choice *c = &list->at[i];
		struct str value = c->id ? arena_int(d->arena, c->id) : c->code;

		option_add(d, s, value, c->name, c->id ? c->id == id : str_equal(c->code, code));
	}
}

/* Holders are offered by their labels. */
static void holders_name(const struct desk *d, struct list_choices *holders)
{
	for (size_t i = 0; i < holders->count; i++)
		holders->at[i].name = work_holder_label(d, holders->at[i].code);
}

static void selects_fill(struct desk *d, struct work_view *v, struct list_menu *menu)
{
	const struct list_filter *f = &v->filter;
	struct work_select *s = ARENA_NEW(d->arena, struct work_select, 8);
	size_t n = 0;

	holders_name(d, &menu->holders);
	if (menu->authorities.count > 1)
		select_fill(d, &s[n++], "authority", "work.authority", "work.any", &menu->authorities, f->authority,
			    STR(""));
	select_fill(d, &s[n], "officer", "work.officer", "work.anyone", &menu->officers, f->officer, STR(""));
	option_add(d, &s[n++], STR("nobody"), words(d, "work.nobody"), f->unassigned);
	select_fill(d, &s[n++], "holder", "work.holder", "work.any", &menu->holders, 0, f->holder);
	select_fill(d, &s[n++], "stage", "work.stage", "work.any", &menu->stages, 0, f->stage);
	select_fill(d, &s[n++], "step", "work.step", "work.any", &menu->steps, 0, f->step);
	select_fill(d, &s[n++], "school", "work.school", "work.any", &menu->schools, f->school, STR(""));
	select_fill(d, &s[n++], "locality", "work.locality", "work.any", &menu->localities, 0, f->locality);
	v->selects = s;
	v->select_count = n;
	v->officers = ARENA_NEW(d->arena, struct work_option, menu->officers.count + 1);
	for (size_t i = 0; i < menu->officers.count; i++)
		v->officers[v->officer_count++] = (struct work_option){
			arena_int(d->arena, menu->officers.at[i].id), menu->officers.at[i].name,
			false };
}

const struct fault *work_filter_fill(struct desk *d, struct work_view *v)
{
	struct parts parts = { .count = 0 };
	struct list_menu menu;

	TRY(list_menu(d, list_authority(d, &v->filter), &menu));
	selects_fill(d, v, &menu);
	TRY(parts_fill(d, &v->filter, &menu, &parts));
	v->sentence = sentence_of(d, &v->filter, &parts);
	v->tags = ARENA_NEW(d->arena, struct work_tag, parts.count + 1);
	for (size_t i = 0; i < parts.count; i++)
		v->tags[v->tag_count++] = (struct work_tag){
			parts.at[i].tag, work_address(d, &parts.at[i].without) };
	v->has_filter = parts.count > 0;
	return NULL;
}
