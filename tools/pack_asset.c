/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/pack_asset - prints the files of html/assets as constants of C: gen/assets.c.
 * Touches core. Run: pack_asset FOLDER_WITH_GZ FILE ... > gen/assets.c (FOLDER_WITH_GZ/NAME.gz is FILE compressed) */
#include <stdio.h>
#include <stdlib.h>

#include "core/digest.h"
#include "core/out.h"
#include "tools/pack.h"

static const char *type_of(struct str name)
{
	static const struct { const char *end, *type; } types[] = {
		{ ".css", "text/css; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" }, { ".png", "image/png" }, { ".woff2", "font/woff2" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends(name, str_of(types[i].end)))
			return types[i].type;
	fprintf(stderr, "%.*s: what type is this?\n", STR_ARG(name));
	exit(1);
}

static void print_bytes(const char *kind, int i, struct str bytes)
{
	printf("static const unsigned char %s%d[] = {", kind, i);
	for (size_t k = 0; k < bytes.len; k++)
		printf("%s%u,", k % 32 ? "" : "\n", (unsigned)(unsigned char)bytes.at[k]);
	printf("\n0};\n");
}

int main(int argc, char **argv)
{
	struct arena *a = arena_start((size_t)1 << 30);
	struct out rows = out_start(a, 4096);

	if (!digest_start())
		return 1;
	printf("/* Made by tools/pack_asset. */\n#include \"web/asset.h\"\n");
	for (int i = 2; i < argc; i++) {
		struct str path = str_of(argv[i]), name = path, rest = path, end = path;

		while (rest.at)
			name = str_cut(&rest, '/');
		struct str bytes = pack_read(a, str_of(argv[i])), hash = str_slice(digest_sha256(a, bytes), 0, 12);
		struct str gz = pack_read(a, arena_printf(a, "%s/%.*s.gz", argv[1], STR_ARG(name)));
		struct str stem = name;

		while (stem.len && stem.at[stem.len - 1] != '.')
			stem.len--;
		end = str_slice(name, stem.len, name.len);
		gz = gz.len < bytes.len ? gz : STR("");
		print_bytes("file", i, bytes);
		print_bytes("gzip", i, gz);
		struct str address = arena_printf(a, "/assets/%.*s%.*s.%.*s", STR_ARG(stem), STR_ARG(hash), STR_ARG(end));
		out_printf(&rows, "\t{ { \"%.*s\", %zu }, { \"%.*s\", %zu }, { \"%s\", %zu },\n\t  { (const char *)file%d, %zu }, "
			   "{ (const char *)gzip%d, %zu }, { \"\\\"%.*s\\\"\", %zu } },\n", STR_ARG(name), name.len,
			   STR_ARG(address), address.len, type_of(name), strlen(type_of(name)), i, bytes.len, i, gz.len,
			   STR_ARG(hash), hash.len + 2);
	}
	printf("const struct asset assets[] = {\n%.*s\t{ { 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } },\n};\n",
	       STR_ARG(out_str(&rows)));
	arena_end(a);
	return fflush(stdout) == 0 ? 0 : 1;
}
