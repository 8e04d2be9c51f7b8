/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/list_menu - what a work list can be narrowed by, and the words that find a case.
 * Touches the store and work/choose. */
#include "core/out.h"
#include "work/choose.h"
#include "gen/sql/account.h"
#include "gen/sql/list.h"
#include "work/list_room.h"

static void choice_add(struct desk *d, struct list_choices *list, int64_t id, struct str code, struct str name)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->at[i].code, code) && list->at[i].id == id)
			return;
	LIST_PUSH(d->arena, list, (struct list_choice){ id, code, name });
}

/* Roles that have a work list, blanks between. */
static struct str work_roles(struct desk *d, int64_t authority)
{
	struct str roles = STR("");

	for (size_t i = 0; i < d->book->role_count; i++) {
		struct membership m = { d->book->roles[i].id, authority, 0 };
		struct who one = { .kind = WHO_ACCOUNT, .memberships = &m, .membership_count = 1 };

		if (access_reach(d->book, &one, d->now.today, STR("view"), STR("list.work")).membership)
			roles = arena_printf(d->arena, "%.*s %.*s", STR_ARG(roles), STR_ARG(m.role));
	}
	return str_trim(roles);
}

const struct fault *list_officers(struct desk *d, int64_t authority, struct list_choices *out)
{
	struct choices officers = { 0 };

	TRY(choose_accounts(d, authority, work_roles(d, authority), STR(""), 1000, &officers));
	for (size_t i = 0; i < officers.count; i++) {
		int64_t id;

		if (str_to_int(officers.at[i].code, &id))
			LIST_PUSH(d->arena, out, (struct list_choice){ id, officers.at[i].code, officers.at[i].label });
	}
	return NULL;
}

static const struct fault *places(struct desk *d, int64_t authority, struct list_menu *out)
{
	struct list_localities_rows localities;
	struct list_schools_rows schools;

	TRY(list_officers(d, authority, &out->officers));
	TRY(sql_list_schools(d->store, d->arena, &(struct list_schools_in){ authority }, &schools));
	for (size_t i = 0; i < schools.count; i++)
		choice_add(d, &out->schools, schools.at[i].id, STR(""), schools.at[i].name);
	TRY(sql_list_localities(d->store, d->arena, &(struct list_localities_in){ authority }, &localities));
	for (size_t i = 0; i < localities.count; i++)
		choice_add(d, &out->localities, 0, localities.at[i].locality, localities.at[i].locality);
	return NULL;
}

/* The names that a stage has in the pathways that know it: one word of the filter means all of them. */
static struct str stage_names(const struct desk *d, struct str id)
{
	struct out o = out_start(d->arena, 80);

	for (size_t i = 0; i < d->book->pathway_count; i++) {
		const struct stage *stage = pathway_stage(&d->book->pathways[i], id);

		if (stage && !str_contains(out_str(&o), stage->name))
			out_printf(&o, "%s%.*s", o.len ? " / " : "", STR_ARG(stage->name));
	}
	return o.len ? out_str(&o) : id;
}

/* A step's name; with its process where two steps of the list are called the same. */
static struct str step_words(const struct desk *d, struct str id, const struct str *names, size_t count, struct str *process)
{
	size_t same = 0;
	struct str name = id;

	for (size_t i = 0; i < d->book->pathway_count; i++) {
		const struct step *step = pathway_step(&d->book->pathways[i], id, d->now.today);

		if (!step)
			continue;
		name = step->name;
		*process = d->book->pathways[i].name;
		break;
	}
	for (size_t i = 0; i < count; i++)
		same += str_equal(names[i], name);
	return same > 1 ? arena_printf(d->arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(*process)) : name;
}

static void steps_add(struct desk *d, const struct list_steps_rows *steps, struct list_menu *out)
{
	struct str *names = ARENA_NEW(d->arena, struct str, steps->count + 1), process;

	for (size_t i = 0; i < steps->count; i++)
		names[i] = step_words(d, steps->at[i].next_step, NULL, 0, &process);
	for (size_t i = 0; i < steps->count; i++)
		choice_add(d, &out->steps, 0, steps->at[i].next_step,
			   step_words(d, steps->at[i].next_step, names, steps->count, &process));
}

/* Only what there is: no choice leads to an empty list. */
static const struct fault *facets(struct desk *d, int64_t authority, struct list_menu *out)
{
	struct list_stages_rows stages;
	struct list_steps_rows steps;
	struct list_holders_rows holders;

	TRY(sql_list_stages(d->store, d->arena, &(struct list_stages_in){ authority }, &stages));
	for (size_t i = 0; i < stages.count; i++)
		choice_add(d, &out->stages, 0, stages.at[i].stage, stage_names(d, stages.at[i].stage));
	TRY(sql_list_steps(d->store, d->arena, &(struct list_steps_in){ authority }, &steps));
	steps_add(d, &steps, out);
	TRY(sql_list_holders(d->store, d->arena, &(struct list_holders_in){ authority }, &holders));
	for (size_t i = 0; i < holders.count; i++)
		choice_add(d, &out->holders, 0, holders.at[i].holder, holders.at[i].holder);
	return NULL;
}

const struct fault *list_menu(struct desk *d, int64_t authority, struct list_menu *out)
{
	struct account_authority_rows rows;
	struct list_scope scope;

	*out = (struct list_menu){ 0 };
	TRY(places(d, authority, out));
	TRY(facets(d, authority, out));
	for (size_t i = 0; i < d->who.membership_count; i++) {
		if (!list_scope_of(d, i, "view", "list.work", &scope))
			continue;
		TRY(sql_account_authority(d->store, d->arena, &(struct account_authority_in){ scope.authority }, &rows));
		if (rows.count)
			choice_add(d, &out->authorities, scope.authority, STR(""), rows.at[0].short_name);
	}
	return NULL;
}

static const struct fault *word_add(struct store *writer, struct arena *a, int64_t authority, struct str word, int64_t id)
{
	return word.len == 0 ? NULL :
	       sql_list_word_add(writer, a, &(struct list_word_add_in){ authority, word, id }, NULL);
}

/* "o'brien-lukasz" is found by o'brien-lukasz, brien-lukasz and lukasz. */
static const struct fault *words_add(struct store *writer, struct arena *a, int64_t authority, struct str name, int64_t id)
{
	for (struct str word = str_word(&name); word.at; word = str_word(&name)) {
		TRY(word_add(writer, a, authority, word, id));
		for (size_t i = 0; i + 1 < word.len; i++)
			if (word.at[i] == '-' || word.at[i] == '\'')
				TRY(word_add(writer, a, authority, str_slice(word, i + 1, word.len), id));
	}
	return NULL;
}

const struct fault *list_words(struct store *writer, struct arena *a, int64_t process_id)
{
	struct list_words_of_rows rows;

	TRY(sql_list_words_of(writer, a, &(struct list_words_of_in){ process_id }, &rows));
	if (!rows.count || (rows.at[0].words_of.at && str_equal(rows.at[0].words_of, rows.at[0].child_folded)))
		return NULL;
	TRY(sql_list_words_drop(writer, a, &(struct list_words_drop_in){ process_id }, NULL));
	TRY(words_add(writer, a, rows.at[0].authority, rows.at[0].child_folded, process_id));
	return sql_list_words_kept(writer, a, &(struct list_words_kept_in){ process_id, rows.at[0].child_folded }, NULL);
}
