/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/plan - versions of the plan: loaded, saved section by section.
 * Touches the store. */
#include "core/out.h"
#include "gen/sql/plan.h"
#include "work/audit.h"
#include "work/plan_room.h"

static struct str of_list(const struct rulebook *book, struct str list, struct str code)
{
	const struct code_list *codes = book_codes(book, list);
	return codes ? code_label(codes, code) : STR("");
}

/* All sections of the list in its order, with what is written in them. */
static void parts_fill(struct arena *a, const struct rulebook *book, struct plan_version *v,
		       const struct plan_sections_rows *rows)
{
	const struct code_list *sections = book_codes(book, STR("section"));
	struct { struct plan_part *at; size_t count, room; } list = { 0 };
	for (size_t i = 0; sections && i < sections->count; i++) {
		struct plan_part part = { .section = sections->at[i].code, .title = sections->at[i].label,
					  .help = sections->at[i].note, .body = STR(""),
					  .owner = of_list(book, STR("section-owner"), sections->at[i].code),
					  .law = of_list(book, STR("section-law"), sections->at[i].code) };
		for (size_t r = 0; r < rows->count; r++)
			if (rows->at[r].plan_id == v->id && str_equal(rows->at[r].section, part.section)) {
				part.body = rows->at[r].body;
				part.edition = rows->at[r].edition;
			}
		LIST_PUSH(a, &list, part);
	}
	v->parts = list.at;
	v->part_count = list.count;
	v->part_room = list.room;
}

static bool freezes(const struct pathway *p, struct str state)
{
	for (size_t i = 0; p && i < p->event_count; i++)
		if (str_equal(p->events[i].freezes, state))
			return true;
	return false;
}

bool plan_amends(const struct pathway *p)
{
	return freezes(p, STR("amendment"));
}

/* Does it begin from the child's plan (those, and what ends in an amended plan: a new assessment)? */
static bool plan_has_base(const struct pathway *p)
{
	return plan_amends(p) || freezes(p, STR("amended"));
}

bool plan_is_anew(struct arena *a, const struct rulebook *book, const struct case_walk *w, struct date today)
{
	const struct pathway *p = w->pathway;

	return p->anew ? pathway_holds(a, book, p, p->anew, w->events, w->count, &w->facts, NULL, today) : !plan_amends(p);
}

static const struct fault *base_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
				     struct plan_list *out)
{
	struct plan_base_rows rows;
	struct plan_sections_of_rows sections;
	struct plan_sections_rows same = { 0 };
	TRY(sql_plan_base(s, a, &(struct plan_base_in){ .process_id = process_id }, &rows));
	if (rows.count == 0 || !plan_has_base(book_pathway(book, rows.at[0].pathway)))
		return NULL;
	const struct plan_base_row *row = &rows.at[0];
	struct plan_version v = { .id = row->id, .changed_ms = row->changed, .state = row->state, .writer = row->writer,
				  .frozen = row->frozen, .is_base = true };
	TRY(sql_plan_sections_of(s, a, &(struct plan_sections_of_in){ .plan_id = row->id }, &sections));
	for (size_t i = 0; i < sections.count; i++)     /* editions are counted anew in each process */
		LIST_PUSH(a, &same, (struct plan_sections_row){ .plan_id = row->id, .section = sections.at[i].section,
								.body = sections.at[i].body });
	parts_fill(a, book, &v, &same);
	LIST_PUSH(a, out, v);
	out->is_base_new = row->frozen.day >= row->opened.day;
	return NULL;
}

const struct fault *plan_load(struct store *s, struct arena *a, const struct rulebook *book, int64_t process_id,
			      struct plan_list *out)
{
	struct plan_all_rows rows;
	struct plan_sections_rows sections;
	*out = (struct plan_list){ 0 };
	TRY(base_load(s, a, book, process_id, out));
	TRY(sql_plan_all(s, a, &(struct plan_all_in){ .process_id = process_id }, &rows));
	TRY(sql_plan_sections(s, a, &(struct plan_sections_in){ .process_id = process_id }, &sections));
	for (size_t i = 0; i < rows.count; i++) {
		const struct plan_all_row *row = &rows.at[i];
		struct plan_version v = { .id = row->id, .version = row->version, .edition = row->edition,
					  .changed_ms = row->changed, .event_seq = row->event_seq, .state = row->state,
					  .writer = row->writer, .frozen = row->frozen };
		parts_fill(a, book, &v, &sections);
		LIST_PUSH(a, out, v);
	}
	return NULL;
}

struct plan_version *plan_writing(const struct plan_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].state, STR("writing")))
			return &list->at[i];
	return NULL;
}

const struct plan_part *plan_part_of(const struct plan_version *v, struct str section)
{
	for (size_t i = 0; v && i < v->part_count; i++)
		if (str_equal(v->parts[i].section, section))
			return &v->parts[i];
	return NULL;
}

const struct plan_version *plan_draft_before(const struct plan_version *versions, size_t count, int64_t version)
{
	const struct plan_version *found = NULL;
	for (size_t i = 0; i < count; i++)
		if (str_equal(versions[i].state, STR("draft")) && (version == 0 || versions[i].version < version))
			found = &versions[i];
	return found;
}

void plan_withhold(const struct desk *d, struct plan_part *part)
{
	part->body = book_words(d->book, STR("plan.withheld"));
	part->is_withheld = true;
}

void plan_withhold_marked(const struct desk *d, const struct case_file *c, struct plan_version *v)
{
	for (size_t i = 0; i < v->part_count; i++)
		if (case_section_is_marked(c, v->parts[i].section))
			plan_withhold(d, &v->parts[i]);
}

const struct fault *plan_versions(struct desk *d, const struct case_file *c, struct plan_version **out, size_t *count)
{
	struct plan_list all, seen = { 0 };
	TRY(plan_load(d->store, d->arena, d->book, c->id, &all));
	for (size_t i = 0; i < all.count; i++) {
		struct str what = arena_printf(d->arena, "plan.%.*s", STR_ARG(all.at[i].state));
		uint32_t also = str_equal(all.at[i].state, STR("writing")) ? 0 : RELATION_RELEASED;
		if (!case_may(d, c, STR("view"), what, also))
			continue;
		for (size_t p = 0; p < all.at[i].part_count; p++)
			if (case_section_is_withheld(d, c, all.at[i].parts[p].section, 0))
				plan_withhold(d, &all.at[i].parts[p]);
		LIST_PUSH(d->arena, &seen, all.at[i]);
	}
	*out = seen.at;
	*count = seen.count;
	return NULL;
}

const struct fault *plan_seen(struct desk *d, const struct case_file *c, const struct plan_version *v)
{
	return audit_view(d, &(struct audit_row){
		.verb = STR("view"), .what = arena_printf(d->arena, "plan.%.*s", STR_ARG(v->state)),
		.person_id = c->person_id, .process_id = c->id,
		.detail = arena_printf(d->arena, "version %lld", (long long)v->version), .by = c->seen_by });
}

bool plan_may_write(const struct desk *d, const struct case_file *c)
{
	return !(c->state.stage && c->state.stage->is_end) && case_may(d, c, STR("write"), STR("plan.writing"), 0);
}

/* A browser sends lines ended by CR LF; blanks at the end of the text say nothing. */
static struct str plain_lines(struct arena *a, struct str text)
{
	struct out o = out_start(a, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '\r')
			out_byte(&o, text.at[i]);
	struct str s = out_str(&o);
	while (s.len && (s.at[s.len - 1] == '\n' || s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s.at ? s : STR("");
}

static void parts_check(struct arena *a, const struct rulebook *book, struct plan_part *parts, size_t count,
			struct problems *out)
{
	const struct code_list *sections = book_codes(book, STR("section"));
	for (size_t i = 0; i < count; i++) {
		struct str field = arena_printf(a, "section_%.*s", STR_ARG(parts[i].section));
		bool is_known = false;
		for (size_t k = 0; sections && k < sections->count; k++)
			is_known |= str_equal(sections->at[k].code, parts[i].section);
		if (!is_known)
			problems_add(out, a, field, PROBLEM_FORM, book_words(book, STR("plan.no_section")));
		else if (!str_is_text(parts[i].body))
			problems_add(out, a, field, PROBLEM_FORM, book_words(book, STR("plan.no_text")));
		else if (str_count(parts[i].body) > PLAN_SECTION_MOST)
			problems_add(out, a, field, PROBLEM_TOO_LONG, book_words(book, STR("plan.too_long")));
	}
}

struct saving {
	const struct desk *desk;
	const struct case_file *c;
	int64_t edition;
	const struct plan_part *parts; size_t count;
};

static void part_set(struct plan_version *v, struct str section, struct str body)
{
	for (size_t i = 0; i < v->part_count; i++)
		if (str_equal(v->parts[i].section, section))
			v->parts[i].body = body;
}

/* What a version that is begun says: what the last one said. A first one, and one that is written anew on the plan as it stood,
 * names no school yet and lists the advice of this process. */
static const struct fault *parts_begin(struct store *writer, struct arena *a, const struct saving *s, const struct plan_version *last,
				       struct plan_version *v)
{
	struct case_walk w;
	struct str advice;
	TRY(case_walk_load(writer, a, s->desk->book, s->c->id, &w));
	if (last) {
		v->part_count = v->part_room = last->part_count;
		v->parts = ARENA_NEW(a, struct plan_part, last->part_count + 1);
		for (size_t i = 0; i < last->part_count; i++)
			v->parts[i] = last->parts[i];
	} else {
		parts_fill(a, s->desk->book, v, &(struct plan_sections_rows){ 0 });
	}
	if (last && (!last->is_base || !plan_is_anew(a, s->desk->book, &w, s->desk->now.today)))
		return NULL;
	TRY(plan_advice_lines(writer, a, s->desk->book, s->c->id, s->desk->now.today, &advice));
	part_set(v, STR("K"), advice);
	part_set(v, STR("I"), STR(""));
	return NULL;
}

/* The version in writing; begun when there is none. */
static const struct fault *writing_of(struct store *writer, struct arena *a, const struct saving *s,
				      struct plan_list *list, struct plan_version **out)
{
	struct plan_add_rows made;
	const struct plan_version *last = list->count ? &list->at[list->count - 1] : NULL;
	struct plan_version v = { .version = last ? last->version + 1 : 1, .edition = last ? last->edition : 0,
				  .state = STR("writing") };
	*out = plan_writing(list);
	if (*out)
		return NULL;
	TRY(sql_plan_add(writer, a, &(struct plan_add_in){
		.process_id = s->c->id, .version = v.version, .edition = v.edition, .changed = s->desk->now.utc_ms,
		.account_id = s->desk->who.account_id }, &made));
	v.id = made.at[0].id;
	TRY(parts_begin(writer, a, s, last, &v));
	for (size_t i = 0; i < v.part_count; i++)
		TRY(sql_plan_section_put(writer, a, &(struct plan_section_put_in){
			.plan_id = v.id, .section = v.parts[i].section, .body = v.parts[i].body,
			.edition = v.parts[i].edition }, NULL));
	LIST_PUSH(a, list, v);
	*out = &list->at[list->count - 1];
	return NULL;
}

static const struct fault *save_job(struct store *writer, struct arena *a, void *ctx)
{
	const struct saving *s = ctx;
	struct plan_list list;
	struct plan_version *v;
	int64_t changed = 0, touched = 0;
	TRY(plan_load(writer, a, s->desk->book, s->c->id, &list));
	TRY(writing_of(writer, a, s, &list, &v));
	for (size_t i = 0; i < s->count; i++) {
		const struct plan_part *old = plan_part_of(v, s->parts[i].section);
		if (old && str_equal(old->body, s->parts[i].body))
			continue;
		if (old && old->edition > s->edition)
			return fault_new(a, FAULT_CONFLICT, "section %.*s was changed by somebody else", STR_ARG(old->section));
		TRY(sql_plan_section_put(writer, a, &(struct plan_section_put_in){
			.plan_id = v->id, .section = s->parts[i].section, .body = s->parts[i].body,
			.edition = v->edition + 1 }, NULL));
		changed++;
	}
	if (!changed)
		return NULL;
	TRY(sql_plan_touch(writer, a, &(struct plan_touch_in){
		.id = v->id, .edition = v->edition + 1, .changed = s->desk->now.utc_ms,
		.account_id = s->desk->who.account_id }, &touched));
	if (!touched)
		return fault_new(a, FAULT_CONFLICT, "the plan was sent in the meantime");
	return audit_add(writer, a, s->desk, &(struct audit_row){
		.verb = STR("write"), .what = STR("plan.writing"), .person_id = s->c->person_id, .process_id = s->c->id,
		.detail = arena_printf(a, "version %lld, section %.*s%s", (long long)v->version,
				       STR_ARG(s->parts[0].section), s->count > 1 ? " and others" : ""),
		.by = s->c->seen_by });
}

const struct fault *plan_save(struct desk *d, const struct case_file *c, int64_t edition, const struct plan_part *parts,
			      size_t count, struct problems *out)
{
	struct plan_part *plain = ARENA_NEW(d->arena, struct plan_part, count + 1);
	size_t before = out->count;
	if (!plan_may_write(d, c))
		return fault_new(d->arena, FAULT_ABSENT, "the plan cannot be written now");
	for (size_t i = 0; i < count; i++) {
		plain[i] = parts[i];
		plain[i].body = str_is_text(parts[i].body) ? plain_lines(d->arena, parts[i].body) : parts[i].body;
	}
	parts_check(d->arena, d->book, plain, count, out);
	for (size_t i = 0; i < count; i++)
		if (case_section_is_withheld(d, c, parts[i].section, 0))
			problems_add(out, d->arena, arena_printf(d->arena, "section_%.*s", STR_ARG(parts[i].section)), PROBLEM_RULE,
				     book_words(d->book, STR("plan.withheld")));
	if (out->count > before || count == 0)
		return NULL;
	return store_write(d->pool, d->arena, save_job, &(struct saving){ d, c, edition, plain, count });
}
