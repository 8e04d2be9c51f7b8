/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/work/test_carry - the record of a child from another council: what is wrong with it is told all at once, by place.
 * (Out of one installation and into another: tests/parts/carry.sh.) */
#include "harness.h"
#include "work/carry_room.h"
#include "work/made_desk.h"

TEST(a_whole_record_has_no_slip)
{
	struct problems slips = { 0 };
	struct carried record;

	carry_read(a, made_book(), test_file(a, "tests/fuzz/corpus/carry/whole.json"), &slips, &record);
	for (size_t i = 0; i < slips.count; i++)
		CHECK_NOTE(false, "%.*s: %.*s", STR_ARG(slips.at[i].field), STR_ARG(slips.at[i].words));
	CHECK(record.processes.count == 1 && record.processes.at[0].events.count == 2 && record.processes.at[0].papers.count == 2);
	CHECK_STR(record.processes.at[0].plans.at[0].sections.at[0].text, STR("x"));
	CHECK_DATE(record.born, date_of(2015, 5, 20));
}

TEST(slips_of_a_record_are_told_by_place)
{
#define HEAD "{\"waymark\":1,\"from\":{\"council\":\"E\"},\"person\":{\"given\":\"A\",\"family\":\"B\",\"born\":\"2015-05-20\"},\"processes\":[{" \
	     "\"pathway\":\"NA\",\"opened\":\"2026-01-05\",\"events\":[{\"seq\":1,\"name\":\"request_received\",\"day\":\"2026-01-05\",\"actor\":\"public\"}"
	static const struct { const char *json, *place; size_t count; } rows[] = {
		{ "", "record.json", 1 }, { "[]", "record.json", 1 }, { "{\"waymark\":2}", "record.json", 1 },
		{ HEAD "]}]}", "", 0 },
		{ HEAD ",{\"seq\":3,\"name\":\"note_added\",\"day\":\"2026-01-06\",\"actor\":\"x\"}]}]}", "processes[0].events[1].seq", 1 },
		{ HEAD ",{\"seq\":2,\"name\":\"flown_away\",\"day\":\"2026-01-06\",\"actor\":\"x\"}]}]}", "processes[0].events[1].name", 1 },
		{ HEAD ",{\"seq\":2,\"name\":\"note_added\",\"day\":\"2026-02-31\",\"actor\":\"x\"}]}]}", "processes[0].events[1].day", 1 },
		{ HEAD ",{\"seq\":2,\"name\":\"note_added\",\"day\":7,\"actor\":\"x\",\"corrects\":2}]}]}", "processes[0].events[1].seq", 3 },
		{ HEAD "],\"papers\":[{\"kind\":\"other\",\"name\":\"x\",\"mime\":\"text/html\",\"sha256\":\"00\"}]}]}",
		  "processes[0].papers[0].sha256", 2 },
		{ HEAD "],\"marks\":[{\"target\":\"event\",\"at\":1,\"word\":\"third_party\",\"reason\":\"x\"}]}],\"marks\":["
		  "{\"target\":\"record\",\"word\":\"objection\",\"reason\":\"x\"}]}", "", 0 },
		{ HEAD "],\"marks\":[{\"target\":\"event\",\"at\":2,\"word\":\"third_party\",\"reason\":\"x\"}]}]}",
		  "processes[0].marks[0].target", 1 },
		{ HEAD "],\"marks\":[{\"target\":\"document\",\"at\":1,\"word\":\"restricted\",\"reason\":\"x\"}]}]}",
		  "processes[0].marks[0].target", 1 },
		{ HEAD "],\"marks\":[{\"target\":\"record\",\"word\":\"objection\",\"reason\":\"x\"}]}]}", "processes[0].marks[0].target", 1 },
		{ HEAD "]}],\"marks\":[{\"target\":\"section.F\",\"word\":\"restricted\",\"reason\":\"x\"}]}", "", 0 },
		{ HEAD "]}],\"marks\":[{\"target\":\"section.Z\",\"word\":\"restricted\",\"reason\":\"x\"}]}", "marks[0].target", 1 },
		{ HEAD "],\"marks\":[{\"target\":\"section.F\",\"word\":\"restricted\",\"reason\":\"x\"}]}]}", "processes[0].marks[0].target", 1 },
		{ HEAD "]}],\"marks\":[{\"target\":\"address\",\"word\":\"invented\"}]}", "marks[0].target", 2 },
		{ HEAD "],\"plans\":[{\"version\":1,\"state\":\"wonderful\"}]}]}", "processes[0].plans[0].state", 1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct problems slips = { 0 };
		struct carried record;

		carry_read(a, made_book(), str_of(rows[i].json), &slips, &record);
		CHECK_NOTE(slips.count == rows[i].count, "row %zu: %zu slips, the first %.*s", i, slips.count,
			   slips.count ? (int)slips.at[0].field.len : 0, slips.count ? slips.at[0].field.at : "");
		CHECK_NOTE(slips.count == 0 || problems_of(&slips, str_of(rows[i].place)), "row %zu", i);
	}
#undef HEAD
}
