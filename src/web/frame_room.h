/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/frame_room - what html/frame.html alone calls; the page's door is struct frame in web/web.h.
 * Touches the access rule. */
#ifndef WEB_FRAME_ROOM_H
#define WEB_FRAME_ROOM_H

#include "web/asset.h"
#include "web/web.h"

struct menu_item { struct str address, words; bool is_here; };
enum { MENU_MOST = 20 };
/* What somebody uses every day, and behind "More" what they seldom do; `here` of the latter is the page that is shown, or NULL. */
struct menu { struct menu_item at[MENU_MOST], more[MENU_MOST]; size_t count, more_count; const struct menu_item *here; };

bool frame_has_problems(const struct frame *f);
/* The name of the area, as set. */
struct str frame_area(const struct frame *f);
/* Where the area's name leads: home for who is signed in, the start page for others. */
struct str frame_home(const struct frame *f);
/* Only what the access rule lets this user reach; nothing behind "More" when all of it fits in one line. Empty on a family's
 * pages without an account. `out` must stay where it is: `here` points into it. */
void frame_menu(const struct frame *f, struct menu *out);

#endif
