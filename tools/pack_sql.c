/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tools/pack_sql - proves each statement of sql/ against the schema and makes gen/sql/FOLDER.h for each folder
 * of sql/, gen/sql.c and gen/migrations.c. Touches core, store/ddl and an SQLite database in memory.
 * Run: pack_sql FOLDER_TO_WRITE FILE.sql ... */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/out.h"
#include "store/ddl.h"
#include "store/statement.h"
#include "tools/pack.h"

struct value { struct str name, type; };
struct statement {
	struct str file, folder, name, what, sql, postgres_sql;
	int first_line;                                 /* line where the SQL begins */
	LIST(struct value) in;
	LIST(struct value) columns;                     /* as declared */
	LIST(struct value) row;                         /* as found */
};
struct pack {
	struct arena *arena;
	sqlite3 *db;
	LIST(struct statement) statements;
	LIST(struct str) folders;                       /* that hold statements, each once */
	LIST(struct store_migration) migrations;
};

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* The type of a value in C, the word of enum store_type; NULL when there is no such type. */
static const char *type_enum(struct str type)
{
	static const struct { const char *type, *word; } types[] = {
		{ "text", "TYPE_TEXT" }, { "int", "TYPE_INT" }, { "ref", "TYPE_REF" }, { "id", "TYPE_INT" },
		{ "day", "TYPE_DAY" }, { "ms", "TYPE_INT" }, { "flag", "TYPE_INT" }, { "blob", "TYPE_BLOB" },
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_equal(type, str_of(types[i].type)))
			return types[i].word;
	return NULL;
}

static const char *type_c(struct str type)
{
	if (str_equal(type, STR("text")) || str_equal(type, STR("blob")))
		return "struct str";
	return str_equal(type, STR("day")) ? "struct date" : "int64_t";
}

/* The word of `-- in:` for the declared type of a column (store/ddl); absent for an expression. */
static struct str type_of_column(const char *declared)
{
	static const struct { const char *declared, *type; } types[] = {
		{ "integer", "id" }, { "int_ref", "ref" }, { "int_plain", "int" }, { "int_day", "day" },
		{ "int_ms", "ms" }, { "int_flag", "flag" }, { "text", "text" }, { "blob", "blob" },
	};
	for (size_t i = 0; declared && i < sizeof types / sizeof *types; i++)
		if (sqlite3_stricmp(declared, types[i].declared) == 0)
			return str_of(types[i].type);
	return STR_NONE;
}

static void declare_in(struct pack *p, struct statement *s, int line, struct str list)
{
	while (list.at) {
		struct str one = str_cut(&list, ',');
		struct value v = { .name = str_word(&one) };
		v.type = str_word(&one);
		if (!v.name.at || !v.type.at || !type_enum(v.type))
			pack_refuse(s->file, line, "a parameter is 'name type', not", v.name);
		for (size_t i = 0; i < s->in.count; i++)
			if (str_equal(s->in.at[i].name, v.name))
				pack_refuse(s->file, line, "declared twice:", v.name);
		LIST_PUSH(p->arena, &s->in, v);
	}
}

static void declare_column(struct pack *p, struct statement *s, int line, struct str text)
{
	struct value v = { .name = str_trim(str_cut(&text, ':')) };
	v.type = str_word(&text);
	if (!v.type.at || !type_enum(v.type))
		pack_refuse(s->file, line, "a column is 'name: type', not", v.name);
	LIST_PUSH(p->arena, &s->columns, v);
}

enum { PART_DEPTH = 4 };

/* `text` with each line "-- part: NAME" replaced by sql/part/NAME.part, which may have parts itself. A part takes one line, so
 * that the lines of the statement stay what they are; hence no comments in it.
 *   depth   of parts it stands in */
static struct str parts_put(struct pack *p, struct str file, int line, struct str text, int depth)
{
	static const struct str mark = { "-- part:", 8 };
	struct out o = out_start(p->arena, text.len + 256);

	for (; text.at; line++) {
		struct str row = str_cut(&text, '\n'), trimmed = str_trim(row);
		if (!str_starts(trimmed, mark)) {
			if (depth > 0 && str_contains(row, STR("--")))
				pack_refuse(file, line, "a part must not hold a comment:", row);
			out_add(&o, depth > 0 ? trimmed : row);
		} else {
			struct str name = str_trim(str_slice(trimmed, mark.len, trimmed.len));
			struct str part = arena_printf(p->arena, "sql/part/%.*s.part", STR_ARG(name));
			if (depth == PART_DEPTH)
				pack_refuse(file, line, "parts in parts in parts:", name);
			out_add(&o, parts_put(p, part, 1, pack_read(p->arena, part), depth + 1));
		}
		if (text.at)
			out_byte(&o, depth > 0 ? ' ' : '\n');
	}
	return str_trim(arena_str(p->arena, out_str(&o)));
}

/* Takes the comment at the head apart; what is left is SQL. */
static struct str head_read(struct pack *p, struct statement *s, struct str text)
{
	int line = 0;
	struct out what = out_start(p->arena, 80);
	while (text.at) {
		struct str before = text;
		struct str row = str_trim(str_cut(&text, '\n'));
		line++;
		if (row.len == 0)
			continue;
		if (!str_starts(row, STR("--"))) {
			s->first_line = line;
			s->what = out_str(&what);
			return parts_put(p, s->file, line, str_trim(before), 0);
		}
		row = str_trim(str_slice(row, 2, row.len));
		if (str_starts(row, STR("in:"))) {
			declare_in(p, s, line, str_slice(row, 3, row.len));
		} else if (str_starts(row, STR("column "))) {
			declare_column(p, s, line, str_slice(row, 7, row.len));
		} else if (row.len) {
			if (str_contains(row, STR("*/")))
				pack_refuse(s->file, line, "the comment must not hold", STR("*/"));
			out_add(&what, what.len ? STR("\n * ") : STR(""));
			out_add(&what, row);
		}
	}
	pack_refuse(s->file, line, "there is no statement", STR_NONE);
}

/* Length of what is no code at the head of `sql`: a quoted text or a comment; 0 when it is code. */
static size_t quiet_length(struct str sql)
{
	if (str_starts(sql, STR("--"))) {
		struct str rest = sql;
		return str_cut(&rest, '\n').len;
	}
	if (sql.at[0] != '\'' && sql.at[0] != '"')
		return 0;
	size_t i = 1;
	while (i < sql.len && sql.at[i] != sql.at[0])
		i++;
	return i + 1 < sql.len ? i + 1 : sql.len;
}

/* :name -> `mark`n, n counted as the `-- in:` lines stand. `used` notes which were met. */
static struct str numbered(struct pack *p, const struct statement *s, struct str sql, char mark, bool *used)
{
	struct out o = out_start(p->arena, sql.len + 16);
	int line = s->first_line;
	for (size_t i = 0; i < sql.len; i++) {
		struct str rest = str_slice(sql, i, sql.len);
		size_t quiet = quiet_length(rest);
		if (quiet) {
			if (!str_starts(rest, STR("--")))
				out_add(&o, str_slice(rest, 0, quiet));
			i += quiet - 1;
			continue;
		}
		line += sql.at[i] == '\n';
		bool is_mark = sql.at[i] == ':' && i + 1 < sql.len && is_name_byte(sql.at[i + 1])
			       && (i == 0 || sql.at[i - 1] != ':');
		if (!is_mark) {
			out_byte(&o, sql.at[i]);
			continue;
		}
		size_t len = 1;
		while (len < rest.len && is_name_byte(rest.at[len]))
			len++;
		struct str name = str_slice(rest, 1, len);
		size_t n = 0;
		while (n < s->in.count && !str_equal(s->in.at[n].name, name))
			n++;
		if (n == s->in.count)
			pack_refuse(s->file, line, "a parameter without its '-- in:' line:", name);
		used[n] = true;
		out_byte(&o, mark);
		out_int(&o, (int64_t)n + 1);
		i += len - 1;
	}
	return arena_str(p->arena, out_str(&o));
}

static int line_at(const struct statement *s, struct str sql, int offset)
{
	int line = s->first_line;
	for (int i = 0; i < offset && (size_t)i < sql.len; i++)
		line += sql.at[i] == '\n';
	return line;
}

static struct str type_declared(const struct statement *s, struct str name)
{
	for (size_t i = 0; i < s->columns.count; i++)
		if (str_equal(s->columns.at[i].name, name))
			return s->columns.at[i].type;
	return STR_NONE;
}

static void row_read(struct pack *p, struct statement *s, sqlite3_stmt *ready)
{
	for (int i = 0; i < sqlite3_column_count(ready); i++) {
		struct value v = { .name = arena_str(p->arena, str_of(sqlite3_column_name(ready, i))) };
		for (size_t k = 0; k < v.name.len; k++)
			if (!is_name_byte(v.name.at[k]))
				pack_refuse(s->file, s->first_line, "an expression needs 'as name':", v.name);
		for (size_t k = 0; k < s->row.count; k++)
			if (str_equal(s->row.at[k].name, v.name))
				pack_refuse(s->file, s->first_line, "two columns of one name:", v.name);
		v.type = type_declared(s, v.name);
		if (!v.type.at)
			v.type = type_of_column(sqlite3_column_decltype(ready, i));
		if (!v.type.at)
			pack_refuse(s->file, s->first_line, "an expression needs its '-- column NAME: TYPE' line:", v.name);
		LIST_PUSH(p->arena, &s->row, v);
	}
	for (size_t i = 0; i < s->columns.count; i++) {
		size_t k = 0;
		while (k < s->row.count && !str_equal(s->row.at[k].name, s->columns.at[i].name))
			k++;
		if (k == s->row.count)
			pack_refuse(s->file, s->first_line, "'-- column' of a column that is not given:", s->columns.at[i].name);
	}
}

static void statement_prove(struct pack *p, struct statement *s)
{
	bool *used = ARENA_NEW(p->arena, bool, s->in.count + 1);
	struct str text = s->sql, other = s->postgres_sql.at ? s->postgres_sql : s->sql;
	s->sql = numbered(p, s, text, '?', used);
	s->postgres_sql = numbered(p, s, other, '$', used);
	for (size_t i = 0; i < s->in.count; i++)
		if (!used[i])
			pack_refuse(s->file, s->first_line, "declared but not used:", s->in.at[i].name);
	if (s->sql.len > 4000 || s->postgres_sql.len > 4000)    /* what every C compiler takes as one literal */
		pack_refuse(s->file, s->first_line, "longer than 4000 bytes", STR_NONE);
	sqlite3_stmt *ready;
	const char *tail;
	if (sqlite3_prepare_v2(p->db, s->sql.at, (int)s->sql.len, &ready, &tail) != SQLITE_OK)
		pack_refuse(s->file, line_at(s, s->sql, sqlite3_error_offset(p->db)), sqlite3_errmsg(p->db), STR_NONE);
	if (!ready || str_trim(str_of(tail)).len)
		pack_refuse(s->file, s->first_line, "more or less than one statement", STR_NONE);
	row_read(p, s, ready);
	sqlite3_finalize(ready);
}

static struct str after_slash(struct str path)
{
	size_t from = path.len;
	while (from > 0 && path.at[from - 1] != '/')
		from--;
	return str_slice(path, from, path.len);
}

static struct str base_name(struct str path)
{
	struct str name = after_slash(path);
	return str_slice(name, 0, name.len - 4);
}

/* "case" of sql/case/name.sql. */
static struct str folder_name(struct str path)
{
	return after_slash(str_slice(path, 0, path.len - after_slash(path).len - 1));
}

static void migration_read(struct pack *p, struct str path)
{
	struct str name = base_name(path), text = pack_read(p->arena, path);
	int64_t version, last = p->migrations.count ? p->migrations.at[p->migrations.count - 1].version : 0;
	if (!str_to_int(str_slice(name, 0, 4), &version) || version <= last)
		pack_refuse(path, 1, "the name must begin with a number of four digits, above the last one", STR_NONE);
	const char *ddl;
	const struct fault *f = ddl_write(p->arena, STORE_SQLITE, path, text, &ddl);
	if (f)
		pack_refuse(path, 1, "cannot be made:", f->words);
	if (sqlite3_exec(p->db, ddl, NULL, NULL, NULL) != SQLITE_OK)
		pack_refuse(path, 1, sqlite3_errmsg(p->db), STR_NONE);
	LIST_PUSH(p->arena, &p->migrations,
		  (struct store_migration){ (int)version, arena_cstr(p->arena, name), text });
}

static int by_name(const void *a, const void *b)
{
	return str_compare(((const struct statement *)a)->name, ((const struct statement *)b)->name);
}

static void folder_note(struct pack *p, struct str folder)
{
	for (size_t i = 0; i < p->folders.count; i++)
		if (str_equal(p->folders.at[i], folder))
			return;
	LIST_PUSH(p->arena, &p->folders, folder);
}

/* The statements, then the `x.postgres.sql` that take the place of one's text. */
static void statements_read(struct pack *p, int count, char **paths)
{
	for (int i = 0; i < count; i++) {
		struct statement s = { .file = str_of(paths[i]), .name = base_name(str_of(paths[i])),
				       .folder = folder_name(str_of(paths[i])) };
		if (str_contains(s.file, STR("/migrate/")) || str_ends(s.name, STR(".postgres")))
			continue;
		for (size_t k = 0; k < s.name.len; k++)
			if (!is_name_byte(s.name.at[k]))
				pack_refuse(s.file, 1, "the name must be small letters, digits and _", STR_NONE);
		s.sql = head_read(p, &s, pack_read(p->arena, s.file));
		LIST_PUSH(p->arena, &p->statements, s);
		folder_note(p, s.folder);
	}
	if (p->statements.count)
		qsort(p->statements.at, p->statements.count, sizeof *p->statements.at, by_name);
	for (size_t i = 1; i < p->statements.count; i++)
		if (by_name(&p->statements.at[i - 1], &p->statements.at[i]) == 0)
			pack_refuse(p->statements.at[i].file, 1, "a second statement of this name; the first:",
			       p->statements.at[i - 1].file);
	if (p->statements.count > STATEMENT_ROOM)
		pack_refuse(STR("sql"), 0, "more statements than STATEMENT_ROOM", STR_NONE);
	for (int i = 0; i < count; i++) {
		struct str name = base_name(str_of(paths[i]));
		if (!str_ends(name, STR(".postgres")))
			continue;
		struct statement head = { .file = str_of(paths[i]) };
		size_t k = 0;
		while (k < p->statements.count
		       && !str_equal(p->statements.at[k].name, str_slice(name, 0, name.len - 9)))
			k++;
		if (k == p->statements.count)
			pack_refuse(head.file, 1, "there is no statement that this one takes the place of", STR_NONE);
		p->statements.at[k].postgres_sql = head_read(p, &head, pack_read(p->arena, str_of(paths[i])));
	}
}

static void print_struct(struct out *f, const struct statement *s, const char *what, const struct value *at, size_t n)
{
	if (n == 0)
		return;
	out_printf(f, "struct %.*s_%s {", STR_ARG(s->name), what);
	for (size_t i = 0; i < n; i++)
		out_printf(f, " %s %.*s;", type_c(at[i].type), STR_ARG(at[i].name));
	out_add(f, STR(" };\n"));
}

static void print_call(struct out *f, const struct statement *s)
{
	out_printf(f, "const struct fault *sql_%.*s(struct store *s, struct arena *a", STR_ARG(s->name));
	if (s->in.count)
		out_printf(f, ",\n\tconst struct %.*s_in *in", STR_ARG(s->name));
	if (s->row.count)
		out_printf(f, ", struct %.*s_rows *out)", STR_ARG(s->name));
	else
		out_add(f, STR(", int64_t *changed)"));
}

static void print_declaration(struct out *f, const struct statement *s)
{
	out_byte(f, '\n');
	print_struct(f, s, "in", s->in.at, s->in.count);
	print_struct(f, s, "row", s->row.at, s->row.count);
	if (s->row.count)
		out_printf(f, "struct %.*s_rows { struct %.*s_row *at; size_t count, room; };\n",
			STR_ARG(s->name), STR_ARG(s->name));
	out_printf(f, "/* %.*s */\nMUST ", STR_ARG(s->what));
	print_call(f, s);
	out_add(f, STR(";\n"));
}

/* One header a folder, so that a changed statement compiles again only who uses its neighbours. */
static void header_write(struct pack *p, struct str into, struct str folder)
{
	struct out f = out_start(p->arena, 16384);
	out_printf(&f, "/* Made by tools/pack_sql from sql/%.*s/. */\n#ifndef GEN_SQL_%.*s_H\n#define GEN_SQL_%.*s_H\n\n"
		   "#include \"store/store.h\"\n", STR_ARG(folder), STR_ARG(folder), STR_ARG(folder));
	for (size_t i = 0; i < p->statements.count; i++)
		if (str_equal(p->statements.at[i].folder, folder))
			print_declaration(&f, &p->statements.at[i]);
	out_add(&f, STR("\n#endif\n"));
	pack_write(p->arena, into, arena_printf(p->arena, "sql/%.*s.h", STR_ARG(folder)), out_str(&f));
}

static void print_text(struct out *f, struct str text)
{
	out_byte(f, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n')
			out_add(f, STR("\\n\"\n\t\""));
		else if (text.at[i] == '"' || text.at[i] == '\\')
			out_printf(f, "\\%c", text.at[i]);
		else
			out_byte(f, text.at[i]);
	}
	out_byte(f, '"');
}

static void print_fields(struct out *f, const struct statement *s, const char *what, const struct value *at, size_t n)
{
	if (n == 0)
		return;
	out_printf(f, "static const struct store_field %.*s_%s_fields[] = {\n", STR_ARG(s->name), what);
	for (size_t i = 0; i < n; i++)
		out_printf(f, "\t{ %s, offsetof(struct %.*s_%s, %.*s) },\n", type_enum(at[i].type), STR_ARG(s->name), what,
			STR_ARG(at[i].name));
	out_add(f, STR("};\n"));
}

static void print_statement(struct out *f, const struct statement *s, size_t index)
{
	print_fields(f, s, "in", s->in.at, s->in.count);
	print_fields(f, s, "row", s->row.at, s->row.count);
	out_printf(f, "static const struct store_statement %.*s_statement = {\n\t.index = %zu, .name = \"%.*s\",\n\t.sqlite = ",
		STR_ARG(s->name), index, STR_ARG(s->name));
	print_text(f, s->sql);
	out_add(f, STR(",\n\t.postgres = "));
	print_text(f, s->postgres_sql);
	if (s->in.count)
		out_printf(f, ",\n\t.in = %.*s_in_fields, .in_count = %zu", STR_ARG(s->name), s->in.count);
	if (s->row.count)
		out_printf(f, ",\n\t.row = %.*s_row_fields, .row_count = %zu, .row_size = sizeof(struct %.*s_row)",
			STR_ARG(s->name), s->row.count, STR_ARG(s->name));
	out_add(f, STR(",\n};\n"));
	print_call(f, s);
	const char *in = s->in.count ? "in" : "NULL";
	if (s->row.count)
		out_printf(f, "\n{\n\tstruct store_rows rows = { NULL, 0, 0 };\n"
			"\tTRY(store_run(s, a, &%.*s_statement, %s, &rows, NULL));\n"
			"\t*out = (struct %.*s_rows){ rows.at, rows.count, rows.room };\n\treturn NULL;\n}\n\n",
			STR_ARG(s->name), in, STR_ARG(s->name));
	else
		out_printf(f, "\n{\n\treturn store_run(s, a, &%.*s_statement, %s, NULL, changed);\n}\n\n",
			STR_ARG(s->name), in);
}

static void print_source(struct out *f, const struct pack *p)
{
	out_add(f, STR("/* Made by tools/pack_sql from sql/. */\n"));
	for (size_t i = 0; i < p->folders.count; i++)
		out_printf(f, "#include \"gen/sql/%.*s.h\"\n", STR_ARG(p->folders.at[i]));
	out_add(f, STR("#include \"store/statement.h\"\n\n"));
	for (size_t i = 0; i < p->statements.count; i++)
		print_statement(f, &p->statements.at[i], i);
	out_add(f, STR("const struct store_statement *const sql_statements[] = {\n"));
	for (size_t i = 0; i < p->statements.count; i++)
		out_printf(f, "\t&%.*s_statement,\n", STR_ARG(p->statements.at[i].name));
	out_printf(f, "\tNULL,\n};\nconst size_t sql_statement_count = %zu;\n", p->statements.count);
}

/* As bytes: a migration is longer than the longest literal of C17. */
static void print_migrations(struct out *f, const struct pack *p)
{
	out_add(f, STR("/* Made by tools/pack_sql from sql/migrate. */\n#include \"store/statement.h\"\n"));
	for (size_t i = 0; i < p->migrations.count; i++) {
		out_printf(f, "\nstatic const char text_%zu[] = {", i);
		for (size_t k = 0; k < p->migrations.at[i].text.len; k++)
			out_printf(f, "%s%d,", k % 24 ? "" : "\n\t", p->migrations.at[i].text.at[k]);
		out_add(f, STR("\n\t0 };\n"));
	}
	out_add(f, STR("\nconst struct store_migration store_migrations[] = {\n"));
	for (size_t i = 0; i < p->migrations.count; i++)
		out_printf(f, "\t{ %d, \"%s\", { text_%zu, sizeof text_%zu - 1 } },\n", p->migrations.at[i].version,
			p->migrations.at[i].name, i, i);
	out_printf(f, "};\nconst size_t store_migration_count = %zu;\n", p->migrations.count);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("pack_sql FOLDER_TO_WRITE FILE.sql ...\n", stderr);
		return 2;
	}
	struct pack p = { .arena = arena_start(128u << 20) };
	if (sqlite3_open(":memory:", &p.db) != SQLITE_OK)
		return 1;
	/* Without this "x" is a text when there is no column x, and a slip would pass. */
	sqlite3_db_config(p.db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(p.db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	for (int i = 2; i < argc; i++)
		if (str_contains(str_of(argv[i]), STR("/migrate/")))
			migration_read(&p, str_of(argv[i]));
	statements_read(&p, argc - 2, argv + 2);
	for (size_t i = 0; i < p.statements.count; i++)
		statement_prove(&p, &p.statements.at[i]);

	struct str into = str_of(argv[1]);
	for (size_t i = 0; i < p.folders.count; i++)
		header_write(&p, into, p.folders.at[i]);
	struct out source = out_start(p.arena, 1u << 20), migrations = out_start(p.arena, 1u << 20);
	print_source(&source, &p);
	print_migrations(&migrations, &p);
	pack_write(p.arena, into, STR("sql.c"), out_str(&source));
	pack_write(p.arena, into, STR("migrations.c"), out_str(&migrations));
	sqlite3_close(p.db);
	arena_end(p.arena);
	return 0;
}
