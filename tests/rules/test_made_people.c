/* SPDX-License-Identifier: AGPL-3.0-or-later
 * tests/rules/test_made_people - invented people and slips.
 * Touches rulebook/demo for names. */
#include "made_people.h"

#include "core/map.h"
#include "harness.h"
#include "rows.h"

enum { NAMES_MOST = 400 };
struct names { struct str at[NAMES_MOST]; size_t count; };

static uint64_t next(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
	return (size_t)(next(state) % n);
}

static bool chance(uint64_t *state, unsigned per_cent)
{
	return below(state, 100) < per_cent;
}

static struct str lower(struct arena *a, struct str s)
{
	char *at = arena_take(a, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		at[i] = s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] - 'A' + 'a') : s.at[i];
	return (struct str){ at, s.len };
}

static void names_read(struct arena *a, const char *file, struct names *out)
{
	struct str rest = test_file(a, file);
	struct row row;
	int line = 0;

	while (out->count < NAMES_MOST && row_next(a, &rest, &line, &row))
		out->at[out->count++] = lower(a, row.cell[0]);
}

static struct str digits(struct arena *a, uint64_t *r, int count)
{
	char *at = arena_take(a, (size_t)count + 1);

	for (int i = 0; i < count; i++)
		at[i] = (char)('0' + below(r, 10));
	return (struct str){ at, (size_t)count };
}

static struct str postcode(struct arena *a, uint64_t *r)
{
	return arena_printf(a, "L%d %d%c%c", (int)below(r, 70) + 1, (int)below(r, 9) + 1, "ABDEFGHJLN"[below(r, 10)],
			    "ABDEFGHJLN"[below(r, 10)]);
}

/* One in five is a brother or sister of the one before, one in a hundred a twin. */
struct made_people made_people(struct arena *a, size_t count, uint64_t seed)
{
	struct names given = { .count = 0 }, family = { .count = 0 };
	struct made_people out = { ARENA_NEW(a, struct made_person, count), count };

	names_read(a, "rulebook/demo/given-names.csv", &given);
	names_read(a, "rulebook/demo/family-names.csv", &family);
	for (size_t i = 0; i < count; i++) {
		struct match_person p = {
			.given = given.at[below(&seed, given.count)], .family = family.at[below(&seed, family.count)],
			.former = STR(""), .born = { 14600 + (int32_t)below(&seed, 6500) },
			.sex = chance(&seed, 70) ? STR("male") : STR("female"), .postcode = postcode(a, &seed),
			.upn = chance(&seed, 80) ? arena_printf(a, "A%.*s", STR_ARG(digits(a, &seed, 12))) : STR(""),
			.nhs = chance(&seed, 60) ? digits(a, &seed, 10) : STR(""), .uln = STR(""), .former_upn = STR(""),
		};

		if (i > 0 && chance(&seed, 20)) {
			p.family = out.at[i - 1].is.family;
			p.postcode = out.at[i - 1].is.postcode;
			if (chance(&seed, 5))
				p.born = out.at[i - 1].is.born;
		}
		out.at[i] = (struct made_person){ p, (int)i };
	}
	return out;
}

/* One letter left out, doubled, changed or swapped with the next. */
static struct str slip_in(struct arena *a, struct str name, uint64_t *r)
{
	char *at = arena_take(a, name.len + 2);
	size_t where = below(r, name.len), len = name.len;

	memcpy(at, name.at, name.len);
	switch (below(r, 4)) {
	case 0:
		memmove(at + where, at + where + 1, name.len - where - 1);
		len--;
		break;
	case 1:
		memmove(at + where + 1, at + where, name.len - where);
		len++;
		break;
	case 2:
		at[where] = (char)('a' + below(r, 26));
		break;
	default:
		if (where + 1 < name.len) {
			at[where] = name.at[where + 1];
			at[where + 1] = name.at[where];
		}
	}
	return (struct str){ at, len };
}

static struct date slip_in_day(struct date d, uint64_t *r)
{
	struct ymd p = date_ymd(d);
	struct date other = chance(r, 50) ? date_of(p.year, p.day, p.month) : date_of(p.year, p.month, 1 + (int)below(r, 28));

	return date_is_none(other) ? d : other;
}

struct match_nicknames made_nicknames(struct arena *a)
{
	struct { struct match_nickname *at; size_t count, room; } out = { 0 };
	struct str rest = test_file(a, "rulebook/code/nickname.csv");
	struct row row;
	int line = 0;

	while (row_next(a, &rest, &line, &row)) {
		struct str forms = row.cell[1];

		LIST_PUSH(a, &out, (struct match_nickname){ row.cell[0], row.cell[0] });
		for (struct str form = str_word(&forms); form.at; form = str_word(&forms))
			LIST_PUSH(a, &out, (struct match_nickname){ row.cell[0], form });
	}
	return (struct match_nicknames){ out.at, out.count };
}

/* Another form of the name, or the name itself when there is none. */
static struct str short_form(struct match_nicknames list, struct str name, uint64_t *r)
{
	size_t from = 0, count = 0;

	for (size_t i = 0; i < list.count && count == 0; i++)
		for (from = i; str_equal(list.at[i].group, name) && i + count < list.count && str_equal(list.at[i + count].group, name);)
			count++;
	return count > 1 ? list.at[from + 1 + below(r, count - 1)].name : name;
}

struct match_person made_slips(struct arena *a, const struct match_person *p, struct match_nicknames short_forms, uint64_t seed)
{
	struct match_person s = *p;
	uint64_t *r = &seed;

	if (chance(r, 17))
		s.given = short_form(short_forms, s.given, r);
	if (chance(r, 20) && s.given.len > 2)
		s.given = slip_in(a, s.given, r);
	if (chance(r, 8))
		s.given = str_slice(s.given, 0, 1);
	if (chance(r, 20) && s.family.len > 2)
		s.family = slip_in(a, s.family, r);
	if (chance(r, 4)) {
		s.former = p->family;
		s.family = STR("newname");
	}
	if (chance(r, 8))
		s.born = slip_in_day(s.born, r);
	if (chance(r, 30))
		s.postcode = postcode(a, r);
	if (chance(r, 50))
		s.upn = STR("");
	if (chance(r, 70))
		s.nhs = STR("");
	return s;
}

/* Children filed under each key: a chain of numbers a key. */
struct filed { struct filed *next; size_t who; };

static void file_all(struct arena *a, const struct made_people *people, struct map *index)
{
	struct str keys[MATCH_KEYS_MOST];

	for (size_t i = 0; i < people->count; i++) {
		size_t count = match_keys(a, &people->at[i].is, keys);

		for (size_t k = 0; k < count; k++) {
			struct filed *f = ARENA_NEW(a, struct filed, 1);

			*f = (struct filed){ map_get(index, keys[k]), i };
			map_put(index, a, keys[k], f);
		}
	}
}

struct pair { size_t who, copy; struct match_vector v; };
struct pairs { struct pair *at; size_t count, room; };

/* Every pair of an original and a copy that share a key, once. */
static void pairs_of(struct arena *a, const struct made_people *people, const struct match_person *copies,
		     struct match_nicknames short_forms, struct pairs *out, size_t *missed)
{
	struct map index = { 0 };
	struct str keys[MATCH_KEYS_MOST];
	size_t *seen = ARENA_NEW(a, size_t, people->count);

	file_all(a, people, &index);
	for (size_t c = 0; c < people->count; c++) {
		size_t count = match_keys(a, &copies[c], keys);

		for (size_t k = 0; k < count; k++)
			for (struct filed *f = map_get(&index, keys[k]); f; f = f->next) {
				if (seen[f->who] == c + 1)
					continue;
				seen[f->who] = c + 1;
				LIST_PUSH(a, out, (struct pair){ f->who, c,
					match_compare(a, &people->at[f->who].is, &copies[c], short_forms) });
			}
		*missed += seen[c] != c + 1;
	}
}

static struct match_weights learn(struct arena *a, const struct made_people *people, const struct pairs *pairs,
				  struct match_nicknames short_forms, uint64_t seed, int *rounds)
{
	struct match_weights w = match_weights_start;
	struct match_vector *all = ARENA_NEW(a, struct match_vector, pairs->count + 1);
	size_t random = 20000;
	struct match_vector *others = ARENA_NEW(a, struct match_vector, random);

	for (size_t i = 0; i < pairs->count; i++)
		all[i] = pairs->at[i].v;
	for (size_t i = 0; i < random; i++) {
		size_t x = below(&seed, people->count), y = (x + 1 + below(&seed, people->count - 1)) % people->count;

		others[i] = match_compare(a, &people->at[x].is, &people->at[y].is, short_forms);
	}
	match_count_u(&w, others, random);
	w.share = 0.2;
	*rounds = match_learn(&w, all, pairs->count, false, 100);
	return w;
}

struct made_quality made_measure(struct arena *a, size_t count, uint64_t seed, bool with)
{
	struct match_nicknames all = made_nicknames(a), known = with ? all : (struct match_nicknames){ NULL, 0 };
	struct made_people people = made_people(a, count, seed);
	struct match_person *copies = ARENA_NEW(a, struct match_person, count);
	struct pairs pairs = { 0 };
	struct made_quality q = { 0 };
	size_t missed = 0, yes = 0, right = 0, found = 0, asked = 0;

	for (size_t i = 0; i < count; i++)
		copies[i] = made_slips(a, &people.at[i].is, all, seed + 7 * i);
	pairs_of(a, &people, copies, known, &pairs, &missed);
	struct match_weights w = learn(a, &people, &pairs, known, seed, &q.rounds);

	for (size_t i = 0; i < pairs.count; i++) {
		struct match_score s = match_judge(&w, &pairs.at[i].v);
		enum match_answer answer = match_decide(&s, &pairs.at[i].v);
		bool is_same = pairs.at[i].who == pairs.at[i].copy;

		yes += answer == MATCH_YES;
		right += answer == MATCH_YES && is_same;
		found += answer != MATCH_NO && is_same;
		asked += answer == MATCH_ASK;
	}
	q.pairs = pairs.count;
	q.yes_precision = yes ? (double)right / (double)yes : 0;
	q.yes_recall = (double)right / (double)count;
	q.found_recall = (double)found / (double)count;
	q.asked_share = (double)asked / (double)count;
	q.missed_by_keys = (double)missed / (double)count;
	return q;
}
