/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/asset - styles and scripts of html/assets, built into the program and served under /assets with a name that
 * changes with the bytes, so that a browser may keep them for ever.
 * Touches nothing: the bytes are constant (gen/assets.c). */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include "core/str.h"

struct asset {
	struct str name;        /* "app.css" */
	struct str address;     /* "/assets/app.3f9c2a71.css" */
	struct str type;        /* "text/css; charset=utf-8" */
	struct str bytes;
	struct str gzip;        /* the same compressed; empty when that is no shorter */
	struct str etag;        /* with its quotes */
};

/* All of them, ended by one without a name (gen/assets.c, by tools/pack_asset). */
extern const struct asset assets[];
/* The address of a file of html/assets, for a template: {{ asset_address("app.css") }}. A name that is not there
 * is a bug. */
struct str asset_address(const char *name);
/* What stands at an address ("/assets/app.3f9c2a71.css"); NULL when there is none. */
const struct asset *asset_at(struct str address);

#endif
