/* SPDX-License-Identifier: AGPL-3.0-or-later
 * store/sqlite_writer - the one thread that writes to SQLite: jobs that wait together share one commit.
 * Touches core, SQLite. */
#include "store/room.h"

static const struct fault *job_try(struct store *s, struct waiting *w)
{
	const struct fault *f = job_run(s, w->arena, w->job, w->ctx);

	/* A stop inside a step leaves the statement running and it would hold the commit. */
	for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(s->lite, st)) != NULL; )
		if (sqlite3_stmt_busy(st))
			sqlite3_reset(st);
	return f;
}

/* One job in a savepoint. Gives true when the batch's transaction still stands. */
static bool job_in_savepoint(struct store *s, struct waiting *w)
{
	s->has_failed = false;
	w->fault = lite_exec(s, w->arena, "savepoint job");
	if (!w->fault)
		w->fault = job_try(s, w);
	if (!w->fault && !s->has_failed && store_job_again(1)) {
		arena_end(w->arena);
		w->arena = arena_start(JOB_ARENA);
		w->fault = lite_exec(s, w->arena, "rollback to job");
		if (!w->fault)
			w->fault = job_try(s, w);
	}
	if (!w->fault && s->has_failed)
		w->fault = fault_new(w->arena, FAULT_STORE, "a statement failed and the job went on");
	if (sqlite3_get_autocommit(s->lite))    /* disk full and the like: SQLite has undone all of it */
		return false;
	const struct fault *f = NULL;
	if (w->fault)
		f = lite_exec(s, w->arena, "rollback to job");
	if (!f)
		f = lite_exec(s, w->arena, "release job");
	if (f && !w->fault)
		w->fault = f;
	return f == NULL;
}

/* All jobs of `batch` that have no fault of their own get this one. */
static void batch_fail(struct waiting *batch, const struct waiting *end, const struct fault *f)
{
	for (struct waiting *w = batch; w != end; w = w->next)
		if (!w->fault)
			w->fault = f ? fault_copy(w->arena, f)
				     : fault_new(w->arena, FAULT_STORE, "the transaction was undone by the database");
}

/* Runs jobs from `batch` on in one transaction; gives the first that was not run (NULL: all were). */
static struct waiting *batch_run(struct store *s, struct waiting *batch)
{
	const struct fault *f = lite_exec(s, batch->arena, "begin immediate");
	if (f) {
		batch_fail(batch, NULL, f);
		return NULL;
	}
	for (struct waiting *w = batch; w; w = w->next) {
		if (job_in_savepoint(s, w))
			continue;
		batch_fail(batch, w->next, NULL);
		sqlite3_exec(s->lite, "rollback", NULL, NULL, NULL);
		return w->next;
	}
	f = store_fails_here(s) ? fault_new(batch->arena, FAULT_STORE, "commit: failed on purpose")
				: lite_exec(s, batch->arena, "commit");
	if (f) {
		batch_fail(batch, NULL, f);
		sqlite3_exec(s->lite, "rollback", NULL, NULL, NULL);
	}
	return NULL;
}

static void *writer_main(void *thing)
{
	struct store_pool *pool = thing;
	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (!pool->first && !pool->is_closing)
			pthread_cond_wait(&pool->has_work, &pool->lock);
		struct waiting *batch = pool->first;
		if (!batch)
			break;
		pool->first = NULL;
		pool->last = &pool->first;
		pthread_mutex_unlock(&pool->lock);
		for (struct waiting *rest = batch; rest; )
			rest = batch_run(pool->writer, rest);
		pthread_mutex_lock(&pool->lock);
		for (struct waiting *w = batch, *next; w; w = next) {
			next = w->next;                 /* `w` is gone once its caller sees is_done */
			w->is_done = true;
		}
		pthread_cond_broadcast(&pool->has_done);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

const struct fault *lite_writer_start(struct store_pool *pool, struct arena *a)
{
	TRY(lite_open(pool, a, true, &pool->writer));
	pool->last = &pool->first;
	if (pthread_create(&pool->thread, NULL, writer_main, pool) == 0)
		return NULL;
	lite_close(pool->writer);
	return fault_new(a, FAULT_STORE, "the writer thread cannot be started");
}

void lite_writer_stop(struct store_pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->is_closing = true;
	pthread_cond_signal(&pool->has_work);
	pthread_mutex_unlock(&pool->lock);
	pthread_join(pool->thread, NULL);
	lite_close(pool->writer);
}

const struct fault *lite_write(struct store_pool *pool, struct arena *a, store_job job, void *ctx)
{
	struct waiting w = { .job = job, .ctx = ctx, .arena = arena_start(JOB_ARENA) };
	pthread_mutex_lock(&pool->lock);
	*pool->last = &w;
	pool->last = &w.next;
	pthread_cond_signal(&pool->has_work);
	while (!w.is_done)
		pthread_cond_wait(&pool->has_done, &pool->lock);
	pthread_mutex_unlock(&pool->lock);
	const struct fault *f = fault_copy(a, w.fault);
	arena_end(w.arena);
	return f;
}
