/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/frame - what stands around every page: title, menu, banners.
 * Touches the access rule and the words. */
#include "web/frame_room.h"
#include "web/html.h"

struct str address_full(struct desk *d, const struct request *r, struct str path)
{
	if (!str_is_empty(d->house->address))
		return arena_printf(d->arena, "%.*s%.*s", STR_ARG(d->house->address), STR_ARG(path));
	return arena_printf(d->arena, "%s%.*s%.*s", str_is_empty(r->host) ? "" : "http://", STR_ARG(r->host),
			    STR_ARG(path));
}

struct frame frame_of(struct desk *d, const struct request *r, struct str title)
{
	struct frame f = { .desk = d, .request = r, .title = title };
	struct str said = request_query(r, STR("said"));

	if (!str_is_empty(said)) {
		const struct str *words = map_get(&d->book->words, arena_printf(d->arena, "flash.%.*s", STR_ARG(said)));

		if (words)
			f.flash = *words;
	}
	return f;
}

bool frame_has_problems(const struct frame *f)
{
	return f->problems && f->problems->count;
}

struct str frame_area(const struct frame *f)
{
	if (!str_is_empty(f->desk->house->area_name))
		return f->desk->house->area_name;
	return book_words(f->desk->book, STR("frame.standard_area"));
}

struct str frame_home(const struct frame *f)
{
	return f->desk->who.kind == WHO_ACCOUNT ? STR("/home") : STR("/");
}

/* Each item with the thing that it lists; without one it is for every account. What is seldom needed waits behind "More". */
static const struct { const char *section, *address, *what; bool is_seldom; } menu_rows[] = {
	{ "home", "/home", "", false },
	{ "work", "/work", "list.work", false },
	{ "reviews", "/reviews", "list.reviews", false },
	{ "panels", "/panels", "list.panels", false },
	{ "transfer", "/transfer", "list.transfer", false },
	{ "post", "/post", "list.post", false },
	{ "inbox", "/inbox", "list.inbox", false },
	{ "school", "/school", "list.school", false },
	{ "shown", "/shown", "list.shown", false },
	{ "my", "/my", "list.my", false },
	{ "figures", "/figures", "figures", false },
	{ "moves", "/moves", "list.moves", true },
	{ "lessons", "/lessons", "list.lessons", true },
	{ "identity", "/people/pairs", "list.identity", true },
	{ "disposal", "/disposal", "list.disposal", true },
	{ "reading", "/reading", "list.reading", true },
	{ "admin", "/admin", "admin", true },
};
enum { MENU_ROWS = sizeof menu_rows / sizeof *menu_rows, ONE_LINE = 7 };
_Static_assert(sizeof menu_rows / sizeof *menu_rows <= (size_t)MENU_MOST, "a menu that holds every row");

static bool is_reached(const struct desk *d, const char *what)
{
	return !*what || access_reach(d->book, &d->who, d->now.today, STR("view"), str_of(what)).is_allowed;
}

void frame_menu(const struct frame *f, struct menu *out)
{
	const struct desk *d = f->desk;
	bool reached[MENU_ROWS];
	size_t all = 0;

	out->count = out->more_count = 0;
	out->here = NULL;
	if (d->who.kind != WHO_ACCOUNT)
		return;
	for (size_t i = 0; i < MENU_ROWS; i++) {
		reached[i] = is_reached(d, menu_rows[i].what);
		all += reached[i];
	}
	for (size_t i = 0; i < MENU_ROWS; i++) {
		bool is_more = menu_rows[i].is_seldom && all > ONE_LINE;
		struct menu_item *item = is_more ? &out->more[out->more_count] : &out->at[out->count];

		if (!reached[i])
			continue;
		*item = (struct menu_item){
			.address = str_of(menu_rows[i].address),
			.words = book_words(d->book, arena_printf(d->arena, "frame.%s", menu_rows[i].section)),
			.is_here = str_equal(str_of(menu_rows[i].section), f->section),
		};
		out->here = is_more && item->is_here ? item : out->here;
		out->more_count += is_more;
		out->count += !is_more;
	}
}
