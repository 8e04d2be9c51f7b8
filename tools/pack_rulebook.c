/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/pack_rulebook - prints the C file that holds all rulebook text: pack_rulebook FOLDER > gen/rulebook_text.c
 * Touches the folder (reading) and standard output. */
#include <stdio.h>

#include "rulebook/rulebook.h"

/* The text as C string literals of one line each, so that a compiler error would name the line. */
static void print_text(struct str text)
{
	size_t column = 0;

	printf("\t\"");
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '\n')
			printf("\\n");
		else if (c == '"' || c == '\\' || c == '?')
			printf("\\%c", c);
		else if (c >= 0x20 && c < 0x7F)
			putchar(c);
		else
			printf("\\%03o", c);
		if ((c == '\n' || ++column > 2000) && i + 1 < text.len) {
			printf("\"\n\t\"");
			column = 0;
		}
	}
	printf("\"");
}

int main(int argc, char **argv)
{
	struct arena *a = arena_start((size_t)256 << 20);
	struct rulebook_file *files;
	const struct fault *f;
	size_t count;

	if (argc != 2) {
		fprintf(stderr, "usage: pack_rulebook FOLDER\n");
		return 2;
	}
	f = rulebook_folder(a, str_of(argv[1]), &files, &count);
	if (f) {
		fprintf(stderr, "pack_rulebook: %.*s\n", STR_ARG(f->words));
		return 1;
	}
	printf("/* Made by tools/pack_rulebook from %s/. */\n#include \"rulebook/rulebook.h\"\n\n"
	       "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n", argv[1]);
	for (size_t i = 0; i < count; i++) {
		printf("static const char text_%zu[] = /* %.*s */\n", i, STR_ARG(files[i].name));
		print_text(files[i].text);
		printf(";\n");
	}
	printf("\nconst struct rulebook_file rulebook_built_in[] = {\n");
	for (size_t i = 0; i < count; i++)
		printf("\t{ { \"%.*s\", %zu }, { text_%zu, %zu } },\n", STR_ARG(files[i].name), files[i].name.len, i,
		       files[i].text.len);
	printf("};\nconst size_t rulebook_built_in_count = %zu;\n", count);
	arena_end(a);
	return ferror(stdout) || fflush(stdout) != 0;
}
