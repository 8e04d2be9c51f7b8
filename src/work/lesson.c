/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/lesson - the lessons of a council's cases.
 * Touches the store. */
#include "work/lesson.h"

#include "gen/sql/lesson.h"
#include "work/audit.h"
#include "work/case.h"
#include "work/choose.h"

enum { LESSONS_MOST = 2000 };

static const struct fault *team_name(struct desk *d, struct str id, struct str *out)
{
	TRY(choose_label(d, STR("organisation"), id, out));
	if (!out->at)
		*out = STR("");
	return NULL;
}

const struct fault *lesson_list(struct desk *d, bool is_export, struct lessons *out)
{
	struct access_answer by = access_reach(d->book, &d->who, d->now.today, is_export ? STR("export") : STR("view"), STR("list.lessons"));
	struct lesson_list_rows rows;

	*out = (struct lessons){ 0 };
	if (!by.is_allowed || !by.membership)
		return fault_new(d->arena, FAULT_ABSENT, "there is no such page");
	TRY(sql_lesson_list(d->store, d->arena, &(struct lesson_list_in){ by.membership->authority, LESSONS_MOST }, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct lesson_list_row *r = &rows.at[i];
		struct answers said = { 0 };
		struct lesson lesson = { .process_id = r->process_id, .reference = r->reference, .pathway = r->pathway, .day = r->day };

		TRY(case_answers_read(d->arena, r->fields, &said));
		lesson.theme = answers_get(&said, STR("theme"));
		lesson.text = answers_get(&said, STR("text"));
		lesson.change = answers_get(&said, STR("change"));
		lesson.change_by = date_read(answers_get(&said, STR("change_by")));
		if (str_to_int(answers_get(&said, STR("team")), &lesson.team))
			TRY(team_name(d, answers_get(&said, STR("team")), &lesson.team_name));
		LIST_PUSH(d->arena, out, lesson);
	}
	struct audit_shown shown = { .arena = d->arena };

	for (size_t i = 0; i < rows.count; i++)
		audit_shows_case(&shown, rows.at[i].process_id);
	return audit_view(d, &(struct audit_row){ .shown = &shown, .verb = is_export ? STR("export") : STR("view"), .what = STR("list.lessons"),
		.by = by });
}
