/* SPDX-License-Identifier: AGPL-3.0-or-later
 * web/asset - styles and scripts that are built into the program.
 * Touches nothing. */
#include "web/asset.h"

#include "core/arena.h"

struct str asset_address(const char *name)
{
	for (const struct asset *asset = assets; asset->name.at; asset++)
		if (str_equal(asset->name, str_of(name)))
			return asset->address;
	check(!"there is such a file in html/assets");
	return STR_NONE;
}

const struct asset *asset_at(struct str address)
{
	for (const struct asset *asset = assets; asset->name.at; asset++)
		if (str_equal(asset->address, address))
			return asset;
	return NULL;
}
