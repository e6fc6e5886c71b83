/* SPDX-License-Identifier: BSD-3-Clause */
/* Wishes for log levels by pattern or regular expression, kept for types that come later; the --log-level option; listings. */
#include <errno.h>
#include <fnmatch.h>
#include <pthread.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <rte_log.h>

#include "base.h"
#include "log_priv.h"

struct log_wish {
	TAILQ_ENTRY(log_wish) next;
	uint32_t level;
	bool is_regex;
	regex_t regex; /* valid if is_regex */
	char text[];   /* the pattern or expression */
};

/* In the order given: the last one that matches counts. */
static TAILQ_HEAD(, log_wish) wishes = TAILQ_HEAD_INITIALIZER(wishes);
static pthread_mutex_t wish_lock = PTHREAD_MUTEX_INITIALIZER;

static const char *const level_names[] = {
	[0] = "off", /* as a number only */
	[RTE_LOG_EMERG] = "emergency", [RTE_LOG_ALERT] = "alert",   [RTE_LOG_CRIT] = "critical", [RTE_LOG_ERR] = "error",
	[RTE_LOG_WARNING] = "warning", [RTE_LOG_NOTICE] = "notice", [RTE_LOG_INFO] = "info",     [RTE_LOG_DEBUG] = "debug",
};

static void
wish_free(struct log_wish *w)
{
	if (w == NULL)
		return;
	if (w->is_regex)
		regfree(&w->regex);
	free(w);
}

static struct log_wish *
wish_new(const char *text, uint32_t level, bool is_regex)
{
	struct log_wish *w = calloc(1, sizeof(*w) + strlen(text) + 1);

	if (w == NULL)
		return NULL;
	strcpy(w->text, text);
	w->level = level;
	if (is_regex && regcomp(&w->regex, text, REG_EXTENDED | REG_NOSUB) != 0) {
		free(w);
		return NULL;
	}
	w->is_regex = is_regex;
	return w;
}

static bool
wish_match(const struct log_wish *w, const char *name)
{
	if (w->is_regex)
		return regexec(&w->regex, name, 0, NULL, 0) == 0;
	return fnmatch(w->text, name, 0) == 0;
}

int
log_wish_find(const char *name)
{
	const struct log_wish *w;
	int level = -1;

	pthread_mutex_lock(&wish_lock);
	TAILQ_FOREACH(w, &wishes, next)
		if (wish_match(w, name))
			level = (int)w->level;
	pthread_mutex_unlock(&wish_lock);
	return level;
}

void
log_wish_clear(void)
{
	struct log_wish *w;

	pthread_mutex_lock(&wish_lock);
	while ((w = TAILQ_FIRST(&wishes)) != NULL) {
		TAILQ_REMOVE(&wishes, w, next);
		wish_free(w);
	}
	pthread_mutex_unlock(&wish_lock);
}

/* A type that registers meanwhile either sees the wish in the list or is in the table when the table is walked. */
static int
wish_add(const char *text, uint32_t level, bool is_regex)
{
	struct log_wish *w, *old, *tmp;
	uint32_t i, n;

	if (text == NULL || level > RTE_LOG_MAX)
		return -1;
	w = wish_new(text, level, is_regex);
	if (w == NULL)
		return -1;
	pthread_mutex_lock(&wish_lock);
	RTE_TAILQ_FOREACH_SAFE(old, &wishes, next, tmp) {
		/* asked again: the new one goes to the end, the list does not grow */
		if (old->is_regex == is_regex && strcmp(old->text, text) == 0) {
			TAILQ_REMOVE(&wishes, old, next);
			wish_free(old);
		}
	}
	TAILQ_INSERT_TAIL(&wishes, w, next);
	n = log_type_count();
	for (i = 0; i < n; i++)
		if (log_type_at(i)->name != NULL && wish_match(w, log_type_at(i)->name))
			rte_log_set_level(i, level);
	pthread_mutex_unlock(&wish_lock);
	return 0;
}

int
rte_log_set_level_pattern(const char *pattern, uint32_t loglevel)
{
	return wish_add(pattern, loglevel, false);
}

int
rte_log_set_level_regexp(const char *regex, uint32_t loglevel)
{
	return wish_add(regex, loglevel, true);
}

/* A number, clamped, or the start of a name. Level or -1. */
static int
level_parse(const char *text)
{
	size_t len = strlen(text);
	unsigned long value;
	uint32_t i;
	char *end;

	if (len == 0)
		return -1;
	if (text[0] >= '0' && text[0] <= '9') {
		errno = 0;
		value = strtoul(text, &end, 10);
		if (*end != '\0')
			return -1;
		return value > RTE_LOG_MAX ? (int)RTE_LOG_MAX : (int)value;
	}
	for (i = RTE_LOG_EMERG; i <= RTE_LOG_MAX; i++)
		if (strncasecmp(level_names[i], text, len) == 0)
			return (int)i;
	if (strcasecmp(text, "max") == 0)
		return RTE_LOG_MAX;
	return -1;
}

int
log_level_option(const char *text)
{
	const char *colon, *comma, *sep;
	char *name;
	int level, ret;

	if (text == NULL)
		return -EINVAL;
	/* whichever separator comes last: an expression may hold both */
	colon = strrchr(text, ':');
	comma = strrchr(text, ',');
	sep = comma == NULL || (colon != NULL && colon > comma) ? colon : comma;
	level = level_parse(sep == NULL ? text : sep + 1);
	if (level < 0 || sep == text) {
		RTE_LOG(ERR, EAL, "Invalid log level: \"%s\" (wanted: a level, pattern:level or regex,level)\n", text);
		return -EINVAL;
	}
	if (sep == NULL) {
		rte_log_set_global_level((uint32_t)level);
		return 0;
	}
	name = strndup(text, (size_t)(sep - text));
	if (name == NULL)
		return -ENOMEM;
	ret = wish_add(name, (uint32_t)level, *sep == ',');
	free(name);
	if (ret == 0)
		return 0;
	RTE_LOG(ERR, EAL, "Invalid log level: \"%s\" (the part before the %s does not compile)\n", text,
		*sep == ',' ? "comma" : "colon");
	return -EINVAL;
}

static int
name_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
rte_log_list_types(FILE *out, const char *prefix)
{
	uint32_t i, n = log_type_count(), used = 0;
	const char **names;

	names = calloc(n, sizeof(*names));
	if (out == NULL || names == NULL) {
		free(names);
		return;
	}
	for (i = 0; i < n; i++)
		if (log_type_at(i)->name != NULL)
			names[used++] = log_type_at(i)->name;
	qsort(names, used, sizeof(*names), name_compare);
	for (i = 0; i < used; i++)
		fprintf(out, "%s%s\n", prefix == NULL ? "" : prefix, names[i]);
	free(names);
}

void
rte_log_dump(FILE *f)
{
	uint32_t i, n = log_type_count();
	int level;

	if (f == NULL)
		return;
	fprintf(f, "global log level is %s\n", level_names[rte_log_get_global_level()]);
	for (i = 0; i < n; i++) {
		if (log_type_at(i)->name == NULL)
			continue;
		level = rte_log_get_level(i);
		fprintf(f, "id %u: %s, level is %s\n", i, log_type_at(i)->name, level < 0 ? "unknown" : level_names[level]);
	}
}

void
log_level_help(FILE *f)
{
	uint32_t i;

	if (f == NULL)
		return;
	fprintf(f, "Log levels (a number, or the start of a name):\n");
	for (i = RTE_LOG_EMERG; i <= RTE_LOG_MAX; i++)
		fprintf(f, "  %u  %s\n", i, level_names[i]);
	fprintf(f, "Log types:\n");
	rte_log_list_types(f, "  ");
}
