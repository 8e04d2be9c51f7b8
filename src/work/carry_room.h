/* SPDX-License-Identifier: AGPL-3.0-or-later
 * work/carry_room - what carry_*.c share among themselves; nobody else but their fuzzer includes it.
 * Touches the store. */
#ifndef WORK_CARRY_ROOM_H
#define WORK_CARRY_ROOM_H

#include "work/carry.h"
#include "work/case_room.h"

enum { CARRY_FORM = 1 };        /* of record.json; another one is refused */

struct carried_place { int64_t id, here; struct str name, kind, urn; };
struct carried_event { int64_t seq, corrects, recorded; struct str name, subject, reason, actor; struct date day; struct answers fields; };
struct carried_paper { int64_t seq, made; struct str kind, subject, name, mime, sha256, letter, title, addressee; struct date day; bool to_family; };
struct carried_plan { int64_t version, seq, changed; struct str state; struct date frozen; struct answers sections; };
/* at: of an event its seq, of a document its place among the papers (from 1), else 0. */
struct carried_mark { int64_t at, made; struct str target, word, reason; };
struct carried_marks { struct carried_mark *at; size_t count, room; };
struct carried_process {
	struct str reference, pathway;
	struct date opened;
	struct { struct carried_event *at; size_t count, room; } events;
	struct { struct carried_paper *at; size_t count, room; } papers;
	struct { struct carried_plan *at; size_t count, room; } plans;
	struct carried_marks marks;
};
struct carried {
	struct str council, given, family, sex, address, postcode, upn, former_upn, uln, nhs_number, former_names, language, need;
	struct date born;
	int64_t school;
	struct { struct case_contact *at; size_t count, room; } contacts;
	struct { struct carried_place *at; size_t count, room; } places;
	struct { struct carried_process *at; size_t count, room; } processes;
	struct carried_marks marks;     /* of the whole record: an address, flags */
};
/* Reads record.json; every slip with its place. Pure. */
void carry_read(struct arena *a, const struct rulebook *book, struct str json, struct problems *out, struct carried *to);
/* The events with which a move ends, begins and tells (work/move_do), for a child who has just come from outside. */
MUST const struct fault *move_arrive(struct store *writer, struct desk *d, int64_t person_id, const struct access_answer *by,
				     struct str from_name, struct str to_name);

#endif
