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
#include "core/mail.h"
#include "gen/sql/account.h"

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

/* The first line of a file that its owner alone may read; absent without a file. */
static const struct fault *secret_of(struct arena *a, const struct settings *s, const char *name, struct str *out)
{
	struct str file = setting_of(s, name), all;
	struct stat st;

	*out = STR_NONE;
	if (str_is_empty(file))
		return NULL;
	if (stat(arena_cstr(a, file), &st) == 0 && (st.st_mode & (S_IRWXG | S_IRWXO)))
		return fault_new(a, FAULT_SETTING, "others than its owner may read the file of %s: chmod 600 it", name);
	TRY(file_read(a, file, 4096, &all));
	*out = str_trim(str_cut(&all, '\n'));
	return NULL;
}

static bool is_yes(const struct settings *s, const char *name)
{
	return str_equal(setting_of(s, name), STR("yes"));
}

enum { UUID_LEN = 36 };

/* NAME-SERVICE-SECRET: the last two are UUIDs. */
static const struct fault *notify_of(struct arena *a, const struct settings *s, struct post_house *out)
{
	struct str key;

	TRY(secret_of(a, s, "notify-key-file", &key));
	if (!key.at)
		return NULL;
	if (key.len < 2 * UUID_LEN + 1)
		return fault_new(a, FAULT_SETTING, "the file of notify-key-file holds no key of GOV.UK Notify");
	out->notify = setting_of(s, "notify-server");
	out->notify_secret = str_slice(key, key.len - UUID_LEN, key.len);
	out->notify_service = str_slice(key, key.len - 2 * UUID_LEN - 1, key.len - UUID_LEN - 1);
	out->notify_mail = setting_of(s, "notify-mail");
	out->notify_text = setting_of(s, "notify-text");
	out->notify_letters = is_yes(s, "notify-letters");
	out->notify_postage = setting_of(s, "notify-postage");
	if (!str_equal(out->notify_postage, STR("first")) && !str_equal(out->notify_postage, STR("second")) &&
	    !str_equal(out->notify_postage, STR("economy")))
		return fault_new(a, FAULT_SETTING, "notify-postage is first, second or economy");
	return NULL;
}

static const struct fault *post_of(struct arena *a, const struct settings *s, struct post_house *out)
{
	*out = (struct post_house){ .smtp = setting_of(s, "mail-server"), .from = setting_of(s, "mail-from"),
		.smtp_user = setting_of(s, "mail-user"), .smtp_ca_file = setting_of(s, "mail-ca-file"),
		.smtp_may_be_plain = is_yes(s, "mail-plain") };
	TRY(secret_of(a, s, "mail-password-file", &out->smtp_password));
	TRY(notify_of(a, s, out));
	if (str_is_empty(out->smtp) && str_is_empty(out->notify))
		return NULL;
	if (str_is_empty(setting_of(s, "address")))
		return fault_new(a, FAULT_SETTING, "mail-server and notify-key-file need address too, for the links in messages");
	if (str_is_empty(out->smtp))
		return NULL;
	if (!str_starts(out->smtp, STR("smtp://")) && !str_starts(out->smtp, STR("smtps://")))
		return fault_new(a, FAULT_SETTING, "mail-server begins with smtp:// or smtps://, not \"%.*s\"", STR_ARG(out->smtp));
	if (!mail_address_is_good(out->from))
		return fault_new(a, FAULT_SETTING, "mail-from is the mail address that mails are from, not \"%.*s\"",
				 STR_ARG(out->from));
	return str_is_empty(out->smtp_user) == !out->smtp_password.at ? NULL :
	       fault_new(a, FAULT_SETTING, "mail-user and mail-password-file go together");
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
	TRY(post_of(a, s, &out->post));
	settings_show(a, s, out);
	TRY(store_take(pool, a, &store));
	const struct fault *f = sql_account_demonstration(store, a, &rows);

	store_give(pool, store);
	TRY(f);
	out->is_demonstration = rows.at[0].areas > 0;
	return NULL;
}

const struct fault *house_desk_open(const struct settings *s, struct desk *d, struct house *house)
{
	TRY(store_open_current(d->arena, setting_of(s, "db"), &d->pool));
	const struct fault *f = house_open(d->arena, s, d->pool, house);

	if (!f)
		f = store_take(d->pool, d->arena, &d->store);
	if (f)
		store_close(d->pool);
	d->house = house;
	return f;
}

void house_desk_close(struct desk *d)
{
	store_give(d->pool, d->store);
	store_close(d->pool);
}
