/* SPDX-License-Identifier: AGPL-3.0-or-later
 * app/house - the settings as the work needs them, and the key file.
 * Touches the key file and the store. */
#include "app/house.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "gen/sql.h"

enum { KEY_BYTES = 32 };

/* The file appears whole or not at all, also when two programs start at once. */
static const struct fault *key_make(struct arena *a, const char *path)
{
	const char *draft = arena_printf(a, "%s.%ld", path, (long)getpid()).at;
	unsigned char key[KEY_BYTES];
	int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool is_good;

	if (fd < 0)
		return fault_new(a, FAULT_FILE, "cannot make the key file %s: %s", path, strerror(errno));
	digest_key(key);
	is_good = write(fd, key, sizeof key) == KEY_BYTES && fsync(fd) == 0;
	memset(key, 0, sizeof key);
	is_good = close(fd) == 0 && is_good;
	if (is_good && link(draft, path) != 0 && errno != EEXIST)
		is_good = false;
	unlink(draft);
	return is_good ? NULL : fault_new(a, FAULT_FILE, "cannot write the key file %s: %s", path, strerror(errno));
}

static const struct fault *key_read(struct arena *a, const char *path, int fd, unsigned char key[KEY_BYTES])
{
	unsigned char more;
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return fault_new(a, FAULT_SETTING, "the key file %s is no file", path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return fault_new(a, FAULT_SETTING, "others than its owner may use the key file %s: chmod 600 it, and think "
				 "whether somebody has read it", path);
	if (read(fd, key, KEY_BYTES) != KEY_BYTES || read(fd, &more, 1) != 0)
		return fault_new(a, FAULT_SETTING, "the key file %s must hold %d bytes", path, KEY_BYTES);
	return NULL;
}

const struct fault *house_key(struct arena *a, struct str file, unsigned char key[KEY_BYTES])
{
	const char *path = arena_cstr(a, file);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT) {
		TRY(key_make(a, path));
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (fd < 0)
		return fault_new(a, FAULT_FILE, "cannot read the key file %s: %s", path, strerror(errno));
	const struct fault *f = key_read(a, path, fd, key);

	close(fd);
	return f;
}

static struct str key_path(struct arena *a, const struct settings *s, const struct store_pool *pool)
{
	struct str set = setting_of(s, "key-file");

	if (!str_is_empty(set))
		return set;
	return store_kind_of(pool) == STORE_POSTGRES ? STR("waymark.key") :
	       arena_printf(a, "%.*s.key", STR_ARG(setting_of(s, "db")));
}

static const struct fault *provider_of(struct arena *a, const struct settings *s, struct oidc_provider *out)
{
	struct str file = setting_of(s, "oidc-secret-file");

	*out = (struct oidc_provider){ .issuer = setting_of(s, "oidc-issuer"), .client = setting_of(s, "oidc-client"),
				       .ca_file = setting_of(s, "oidc-ca-file") };
	if (str_is_empty(out->issuer))
		return NULL;
	if (str_is_empty(out->client) || str_is_empty(setting_of(s, "address")))
		return fault_new(a, FAULT_SETTING, "oidc-issuer needs oidc-client and address too");
	if (!str_is_empty(file)) {
		TRY(file_read(a, file, 4096, &out->secret));
		out->secret = str_trim(out->secret);
	}
	return NULL;
}

/* The settings as the administrator's page shows them. Secrets are in files, so a setting is at most a file's name. */
static void settings_show(struct arena *a, const struct settings *s, struct house *out)
{
	struct shown_setting *all = ARENA_NEW(a, struct shown_setting, setting_count);

	for (size_t i = 0; i < setting_count; i++) {
		const char *name = setting_rows[i].name;

		all[i] = (struct shown_setting){ str_of(name), setting_without_password(a, setting_of(s, name)),
						 setting_source(s, name), str_of(setting_rows[i].help) };
	}
	out->settings = all;
	out->setting_count = setting_count;
}

const struct fault *house_open(struct arena *a, const struct settings *s, struct store_pool *pool, struct house *out)
{
	struct str factor = setting_of(s, "second-factor");
	struct account_demonstration_rows rows;
	struct store *store;

	*out = (struct house){ .area_name = setting_of(s, "area"), .address = setting_of(s, "address"),
			       .second_factor_must = str_equal(factor, STR("required")) };
	if (!out->second_factor_must && !str_equal(factor, STR("optional")))
		return fault_new(a, FAULT_SETTING, "second-factor is required or optional, not \"%.*s\"", STR_ARG(factor));
	if (!str_to_int(setting_of(s, "files-most"), &out->files_most) || out->files_most < 1)
		return fault_new(a, FAULT_SETTING, "files-most is a number of bytes, not \"%.*s\"",
				 STR_ARG(setting_of(s, "files-most")));
	if (!digest_start())
		return fault_new(a, FAULT_OUTSIDE, "libsodium cannot be used");
	TRY(house_key(a, key_path(a, s, pool), out->key));
	TRY(provider_of(a, s, &out->oidc));
	settings_show(a, s, out);
	TRY(store_take(pool, a, &store));
	const struct fault *f = sql_account_demonstration(store, a, &rows);

	store_give(pool, store);
	TRY(f);
	out->is_demonstration = rows.at[0].areas > 0;
	return NULL;
}
