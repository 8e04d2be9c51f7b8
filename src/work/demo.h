/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/demo - the demonstration area: invented people whose numbers follow the published figures.
 * Touches core and the rulebook's text here; demo_fill writes to the store. */
#ifndef WORK_DEMO_H
#define WORK_DEMO_H

#include "rules/days.h"
#include "rulebook/rulebook.h"
#include "store/store.h"

/* A generator of its own (splitmix64), so that the same seed gives the same area on every machine. */
struct demo_random { uint64_t state; };
/* A whole number from least to most, both included; `least` when most is smaller. */
int64_t demo_between(struct demo_random *r, int64_t least, int64_t most);
/* True in `percent` of 100 cases. */
bool demo_chance(struct demo_random *r, int percent);
/* A generator for one thing, so that adding a draw to one case does not move all others. */
struct demo_random demo_branch(uint64_t seed, uint64_t what, uint64_t which);

/* A list in rulebook/demo/NAME.csv. */
struct demo_table { struct str *columns; size_t column_count; struct str *cells; size_t row_count; };
/* Faults: FAULT_TEXT when the file is not there or a line has the wrong number of cells. */
MUST const struct fault *demo_table_read(struct arena *a, const struct rulebook_file *files, size_t count,
					 const char *name, struct demo_table *out);
/* A cell by its column's name; the column must be there. */
struct str demo_cell(const struct demo_table *t, size_t row, const char *column);
/* A cell as a number; an empty cell (not published) gives -1. */
int64_t demo_number(const struct demo_table *t, size_t row, const char *column);

/* `weights` shared out as whole numbers that add up to `total`, by largest remainder (ties: first comes first).
 *   out   may be the same array as weights */
void demo_share(struct arena *a, const int64_t *weights, size_t count, int64_t total, int64_t *out);

enum { DEMO_AREAS = 4, DEMO_FIRST_YEAR = 2019, DEMO_LAST_YEAR = 2024, DEMO_YEARS = 6, DEMO_OLDEST = 25 };
/* Plans issued in a year by how long they took; each in cases without and with an exception. */
enum demo_band { BAND_IN_TIME, BAND_LATE, BAND_OVER_YEAR, DEMO_BANDS };
struct demo_year {
	int64_t requests, refused, undecided, withdrawn, not_issued, not_issued_late;
	int64_t plans[DEMO_BANDS][2];   /* [band][1: an exception was claimed] */
	int64_t over_six, decided;      /* decisions after six weeks, out of so many; 0 of 0 not published */
};
struct demo_cell_count { int age; struct str setting; int64_t plans; };
struct demo_need_count { struct str setting, need; int64_t plans; };
/* One borough, as published or scaled. */
struct demo_area {
	int64_t code;
	struct demo_year years[DEMO_YEARS];
	int64_t caseload, girls;
	struct { struct demo_cell_count *at; size_t count, room; } cells;
	struct { struct demo_need_count *at; size_t count, room; } needs;
	int64_t request_ages[DEMO_OLDEST + 1];
	struct { struct demo_need_count *at; size_t count, room; } request_needs;   /* setting absent */
};
/* The published figures. Where a year does not tell late from over a year apart, the split of 2023 is taken. */
MUST const struct fault *demo_figures(struct arena *a, const struct rulebook_file *files, size_t count,
				      struct demo_area out[DEMO_AREAS]);
/* The same area smaller: every total times scale, parts by largest remainder. */
void demo_scale(struct arena *a, const struct demo_area *full, double scale, struct demo_area *out);

enum demo_kind { DEMO_OLD_PLAN, DEMO_PLAN, DEMO_NOT_ISSUED, DEMO_REFUSED, DEMO_WITHDRAWN, DEMO_OPEN };
/* Open cases that every borough has at any scale, so that each stage and each kind of lateness can be seen. */
enum demo_show {
	SHOW_NONE, SHOW_NEW, SHOW_DUE_TODAY, SHOW_OVERDUE, SHOW_AT_PANEL, SHOW_ADVICE, SHOW_ADVICE_LATE,
	SHOW_TO_ISSUE, SHOW_ISSUE_PANEL, SHOW_WRITING, SHOW_WITH_FAMILY, SHOW_CONSULTING, SHOW_FINAL_TODAY,
	SHOW_FINAL_LATE, DEMO_SHOWS,
};
/* The same for reviews: at the first school of the borough. */
enum demo_review {
	REVIEW_NONE, REVIEW_TO_PLAN, REVIEW_NOTICE, REVIEW_INVITED, REVIEW_MET, REVIEW_DECIDE, REVIEW_REPORT_LATE,
	REVIEW_OVERDUE, REVIEW_DECIDE_LATE, REVIEW_FINISHING, DEMO_REVIEWS,
};
struct demo_case {
	int area;                       /* index into the four */
	enum demo_kind kind;
	enum demo_show show;
	enum demo_review review;
	enum demo_band band;
	bool has_exception, is_late_decision, is_undecided;
	struct date request, end;       /* end: final plan, refusal told ... ; open: the day it is heading for */
	struct date born;
	int age;                        /* on today */
	struct str setting, need, sex;
};
struct demo_cases { struct demo_case *at; size_t count, room; int64_t extra_requests, lapsed; };
/* First day of a statistical year, moved so that the last one ends the day before `today`. */
struct date demo_year_start(int year, struct date today);
/* The last working day on or before `d` that is not before `least`, else the first one after it up to `most`; `d` itself
 * when there is none. Nothing in the area happens on a day on which nobody works. */
struct date demo_working(struct calendar c, struct date d, struct date least, struct date most);
/* All cases of one borough, oldest request first. Cases that must be there at any scale and have no request in
 * the scaled figures are added and counted in extra_requests; requests that no published outcome fits are
 * withdrawn and counted in lapsed. */
struct demo_cases demo_cases_make(struct arena *a, const struct demo_area *area, int index, uint64_t seed,
				  struct calendar calendar, struct date today);
/* Gives each case its child: those with a plan are exactly the published ages, settings, needs and sexes; the
 * others follow the ages of the requests and the needs of the new plans. Used by demo_cases_make. */
void demo_people_give(struct arena *a, const struct demo_area *area, uint64_t seed, struct date today,
		      struct demo_cases *cases);

/* Texts of rulebook/demo/texts.txt: KEY -> its variants. */
struct demo_texts { struct map by_key; };
MUST const struct fault *demo_texts_read(struct arena *a, const struct rulebook_file *files, size_t count,
					 struct demo_texts *out);

/* The teams that are asked, in the order of their answers; the codes are those of rulebook/code/advice.csv. */
enum demo_adviser {
	ADVISER_FAMILY, ADVISER_EDUCATION, ADVISER_CARE, ADVISER_HEALTH, ADVISER_EP, ADVISER_SENSORY,
	ADVISER_ADULTHOOD, DEMO_ADVISERS,
};
extern const char *const demo_adviser_codes[DEMO_ADVISERS];
struct demo_panel { int64_t id; struct date day; };
/* last_year: school year that it teaches last; 0 without an end */
struct demo_school { int64_t id, account_id, last_year; struct str name, kind, setting, setting_type, phase, locality; };
/* What the walks of one borough need to know of the rows made before them. */
struct demo_place {
	struct str name;
	struct { struct demo_school *at; size_t count, room; } schools;
	int64_t teams[DEMO_ADVISERS], advisers[DEMO_ADVISERS];  /* organisations and accounts; 0 none */
	int64_t manager, panel_member;
	struct str manager_name;
	struct { int64_t *at; size_t count, room; } officers;
	struct calendar calendar;
	struct { struct demo_panel *at; size_t count, room; } panels;     /* one a week, in order */
};
struct demo_person {
	struct str given, family, sex, parent, parent_kind, address, postcode, locality, email, phone;
	const struct demo_school *school;       /* on roll there; NULL: nowhere */
	struct str setting_type;
};
/* A variant of a text with its words filled in; a key that is not there is a bug. */
struct str demo_say(struct arena *a, const struct demo_texts *texts, const struct demo_person *who,
		    struct demo_random *r, const char *key);
struct demo_event { struct str name, subject, fields, actor; struct date day; int64_t account_id, recorded_ms; };
struct demo_events { struct demo_event *at; size_t count, room; };
/* When each thing happens in one case; later than today means not yet. */
struct demo_days {
	struct date officer, consulted, asked_evidence, evidence_by, evidence, booked, decided, notified, advice,
		answered[DEMO_ADVISERS], issue_booked, issue_panel, issue, draft, comments, meeting, consult, replied,
		end;
};
/* The last panel on or before `d`; NULL when there is none. */
const struct demo_panel *demo_panel_before(const struct demo_place *place, struct date d);
struct demo_days demo_days_plan(const struct demo_place *place, const struct demo_case *c, uint64_t seed,
				uint64_t number, struct date today);
/* The events of one case up to today: a lawful walk of rulebook/pathway/na.txt.
 *   number   of the case, for its own generator */
struct demo_events demo_walk(struct arena *a, const struct demo_texts *texts, const struct demo_place *place,
			     const struct demo_case *c, const struct demo_person *who, int64_t officer,
			     uint64_t seed, uint64_t number, struct date today);

/* Chooses the showpieces of reviews among the plans that are long in force, first those whose setting is that of the
 * school. */
void demo_reviews_give(struct demo_cases *cases, struct str setting, struct date today);
/* One round of review; days later than today have not come. */
struct demo_round {
	bool is_first, amends;          /* is_first: counted from the plan itself */
	struct date anchor, due, booked, meeting, invited, circulated, views, report, decision, served, comments, final;
};
/* The rounds of a plan, the running one last. `out` has room for two; gives how many are to be shown: the one before
 * only when it ended lately or has not ended. */
size_t demo_rounds(struct calendar calendar, const struct demo_case *c, uint64_t seed, uint64_t number,
		   struct date today, struct demo_round out[2]);
/* The events of one round up to today: a lawful walk of rulebook/pathway/ar.txt. */
struct demo_events demo_round_walk(struct arena *a, const struct demo_texts *texts, const struct demo_place *place,
				   const struct demo_case *c, const struct demo_person *who, int64_t officer,
				   const struct demo_round *round, uint64_t seed, uint64_t number, struct date today);

/* What to fill. */
struct demo_order {
	uint64_t seed;
	double scale;                   /* 1: as many as published */
	struct date today;
	const struct rulebook *book;
	const struct rulebook_file *files; size_t file_count;   /* the text that has demo/ */
	struct str password;            /* of every account */
	void (*tell)(void *ctx, struct str words); void *ctx;   /* progress; NULL: nobody listens */
};
/* One borough, made beside published. */
struct demo_made {
	struct str name;
	struct demo_area published, scaled;
	int64_t plans, open_cases, extra_requests, lapsed;
	struct { int64_t requests, refused, plans, in_time, plans_ex, in_time_ex; } years[DEMO_YEARS];
};
/* Rows that all boroughs need first: the council, its teams and schools, accounts and panels. Inside a
 * store_write job. */
MUST const struct fault *demo_base_fill(struct store *writer, struct arena *a, const struct demo_order *order,
					const struct demo_table *users, int64_t code, struct demo_place *out);
/* Account of a user of demo/users.csv, inside a store_write job. */
MUST const struct fault *demo_account_fill(struct store *writer, struct arena *a, const struct demo_order *order,
					   const struct demo_table *users, size_t row, int64_t organisation,
					   int64_t *id);
/* Fills the area into a migrated database. Faults: FAULT_STORE, FAULT_TEXT. */
MUST const struct fault *demo_fill(struct store_pool *pool, struct arena *a, const struct demo_order *order,
				   struct demo_made out[DEMO_AREAS]);
/* Has the database people already? */
MUST const struct fault *demo_is_filled(struct store *s, struct arena *a, bool *out);

#endif
