/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/plan_begin - forms that begin with what the plan says, and what came of them: proposals for its sections.
 * Touches the store. */
#include "work/plan_room.h"

static const struct plan_version *newest(const struct plan_version *versions, size_t count)
{
	return count ? &versions[count - 1] : NULL;
}

/* The last answer of this name on the case that the user may see. */
static struct str answered(const struct case_file *c, struct str name)
{
	for (size_t i = c->event_count; i-- > 0;) {
		struct str text = c->events[i].is_struck ? STR_NONE : answers_get(&c->events[i].fields, name);
		if (text.at)
			return text;
	}
	return STR_NONE;
}

/* The first of some names that was answered. */
static struct str first_answered(const struct case_file *c, struct str names)
{
	for (struct str name = str_word(&names); name.at; name = str_word(&names)) {
		struct str text = answered(c, name);
		if (!str_is_empty(text))
			return text;
	}
	return STR_NONE;
}

const struct fault *plan_begins(struct desk *d, const struct case_file *c, const struct form *form, struct answers *values)
{
	struct plan_version *versions = NULL;
	size_t count = 0;
	bool is_loaded = false;
	for (size_t i = 0; form && i < form->field_count; i++) {
		const struct form_field *f = &form->fields[i];
		struct str section = case_field_section(f);
		if (str_is_empty(f->begins) || answers_get(values, f->name).at)
			continue;
		if (section.at && !is_loaded) {
			TRY(plan_versions(d, c, &versions, &count));
			is_loaded = true;
		}
		const struct plan_part *part = section.at ? plan_part_of(newest(versions, count), section) : NULL;
		struct str text = section.at ? (part && !part->is_withheld ? part->body : STR_NONE) : first_answered(c, f->begins);
		if (!str_is_empty(text))
			LIST_PUSH(d->arena, values, (struct answer){ f->name, text });
	}
	return NULL;
}

/* The last event whose form has a field that begins with this section, answered. */
static struct str proposed(const struct case_file *c, struct str section)
{
	for (size_t i = c->event_count; i-- > 0;) {
		const struct event_kind *kind = pathway_event(c->pathway, c->events[i].name);
		for (size_t k = 0; kind && kind->form && !c->events[i].is_struck && k < kind->form->field_count; k++) {
			const struct form_field *f = &kind->form->fields[k];
			struct str text = str_equal(case_field_section(f), section) ? answers_get(&c->events[i].fields, f->name) : STR_NONE;
			if (!str_is_empty(text))
				return text;
		}
	}
	return STR_NONE;
}

const struct fault *plan_proposals(struct desk *d, const struct case_file *c, struct plan_part **out, size_t *count)
{
	struct plan_version *versions;
	size_t version_count;
	struct { struct plan_part *at; size_t count, room; } list = { 0 };
	TRY(plan_versions(d, c, &versions, &version_count));
	const struct plan_version *now = newest(versions, version_count);
	for (size_t i = 0; now && i < now->part_count; i++) {
		struct plan_part part = now->parts[i];
		part.body = proposed(c, part.section);
		if (!part.is_withheld && !str_is_empty(part.body) && !str_equal(part.body, now->parts[i].body))
			LIST_PUSH(d->arena, &list, part);
	}
	*out = list.at;
	*count = list.count;
	return NULL;
}
