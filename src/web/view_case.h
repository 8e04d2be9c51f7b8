/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/view_case - what the pages of one case show. Only page_case*.c and html/page/case*.html include it.
 * Touches nothing. */
#ifndef WEB_VIEW_CASE_H
#define WEB_VIEW_CASE_H

#include "web/case_bar.h"
#include "web/hands.h"
#include "work/address.h"
#include "work/case_seen.h"

/* A line of the clock, with all that its reasons say. */
struct clock_line {
	const struct step_line *line;
	struct str id, name, due, late, href;   /* id: for the page; due: "16 February 2026" or "as soon as ..." */
	struct str about;                       /* who the clock is of, when it is one of an ask */
	struct str tag_words;                   /* what the evidence tag means */
	struct str claimed_words, claimed_by;   /* the exception that lifts the limit: its evidence, who claimed it */
	struct date claimed_day;
};
struct ask_row {
	const struct ask_line *ask;
	struct str who, account, link;          /* link: address that gives out a one-time link; "" */
	bool is_late;
};
/* What happened, in words. */
struct entry_answer { struct str label, text; };
struct case_entry {
	const struct happened *e;
	struct str title, about, by, recorded, correct; /* correct: address; "" when the user may not */
	struct str corrected;                   /* of a struck one: when and why it was corrected */
	struct entry_answer *answers; size_t answer_count, answer_room;
	const struct case_document **papers; size_t paper_count;
};
struct case_offer { struct str name, about, href; };
/* letters, sees: keys of words that say whether letters go to them and whether they see the case; "" when the relation has ended. */
struct case_person { const struct case_contact *contact; struct str kind, letters, sees; };
struct case_paper { const struct case_document *paper; struct str kind, about, size, by, href; bool is_letter; };
struct case_view {
	struct frame frame;
	struct case_bar bar;
	const struct case_file *c;
	struct date today;
	struct addresses former;                /* where the child lived before */
	struct str age, year, school, officer, need, waiting, holder_since;
	struct clock_line *clock; size_t clock_count;
	const struct clock_line *next;
	struct ask_row *asks; size_t ask_count;
	struct case_offer *offers; size_t offer_count, likely;  /* the first `likely` bring the case on */
	struct case_entry *entries; size_t entry_count, shown;
	struct case_person *people; size_t person_count; bool letters_to_young;
	bool may_invite;                        /* the family, by mail */
	struct case_paper *papers; size_t paper_count;
	struct case_seen *seen; size_t seen_count;
	int64_t seen_page, seen_pages;
	struct str exception_href, move_href, bundle_href, copy_href, new_href;     /* "" when the user may not */
	struct hands_view hands;                /* who has had it */
	bool is_former;                         /* the child moved away: to read only */
};
/* Why this date: one step on a page of its own. */
/* Which days between were counted: every one; working days; school days; those of a tribunal; every one, but the end moves on; without August
 * and Christmas. */
enum case_why_days { WHY_EVERY_DAY, WHY_WORKING_DAYS, WHY_SCHOOL_DAYS, WHY_TRIBUNAL_DAYS, WHY_ROLLS, WHY_SKIPS };
struct case_why_view {
	struct frame frame;
	struct case_bar bar;
	struct date today;
	const struct clock_line *line;
	enum case_why_days days;
	int64_t weekend_days;
	struct date *holidays; size_t holiday_count;    /* left out on the way */
	const struct exception **may; size_t may_count; /* exceptions that could be claimed */
	bool has_exception_event;
	struct str claim;
};
/* Recording an event, correcting one. */
struct case_do_view {
	struct frame frame;
	struct case_bar bar;
	struct str about, fields, submit, action, carried, note, kept, also;    /* also: of a correction: where else the same was recorded */
	int64_t version;
	bool has_files, is_moved_on, is_correction;
	struct case_entry *moved; size_t moved_count;   /* what changed meanwhile */
	struct entry_answer *answers; size_t answer_count, answer_room; /* to check before it goes */
	struct str letters;                     /* titles of the letters that go */
};
struct case_link_view { struct frame frame; struct case_bar bar; struct str who, address; struct date until; };

/* What somebody did, in words. */
struct str case_did_words(const struct case_view *v, const struct case_seen *s);
struct str case_from_now(const struct case_view *v, struct date day);
struct str case_when_ms(struct out *o, int64_t ms);     /* "3 March 2026, 14:05" */

/* What a paper is called where it is listed: a letter that we made by what it is, every other paper by the name of its file. */
struct str case_paper_name(const struct rulebook *book, const struct case_document *paper);

#endif
