/* SPDX-License-Identifier: BSD-3-Clause */
/* Log types and their levels, and the decision whether a message is written. The stream is log_out.c. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <rte_log.h>
#include <rte_per_lcore.h>

#include "base.h"
#include "log_priv.h"

static struct log_type types[LOG_TYPES_MAX] = {
	[RTE_LOGTYPE_EAL] = { "lib.eal", RTE_LOG_INFO },
	[RTE_LOGTYPE_MALLOC] = { "lib.malloc", RTE_LOG_INFO },
	[RTE_LOGTYPE_RING] = { "lib.ring", RTE_LOG_INFO },
	[RTE_LOGTYPE_MEMPOOL] = { "lib.mempool", RTE_LOG_INFO },
	[RTE_LOGTYPE_TIMER] = { "lib.timer", RTE_LOG_INFO },
	[RTE_LOGTYPE_PMD] = { "pmd", RTE_LOG_INFO },
	[RTE_LOGTYPE_HASH] = { "lib.hash", RTE_LOG_INFO },
	[RTE_LOGTYPE_LPM] = { "lib.lpm", RTE_LOG_INFO },
	[RTE_LOGTYPE_KNI] = { "lib.kni", RTE_LOG_INFO },
	[RTE_LOGTYPE_ACL] = { "lib.acl", RTE_LOG_INFO },
	[RTE_LOGTYPE_POWER] = { "lib.power", RTE_LOG_INFO },
	[RTE_LOGTYPE_METER] = { "lib.meter", RTE_LOG_INFO },
	[RTE_LOGTYPE_SCHED] = { "lib.sched", RTE_LOG_INFO },
	[RTE_LOGTYPE_PORT] = { "lib.port", RTE_LOG_INFO },
	[RTE_LOGTYPE_TABLE] = { "lib.table", RTE_LOG_INFO },
	[RTE_LOGTYPE_PIPELINE] = { "lib.pipeline", RTE_LOG_INFO },
	[RTE_LOGTYPE_MBUF] = { "lib.mbuf", RTE_LOG_INFO },
	[RTE_LOGTYPE_CRYPTODEV] = { "lib.cryptodev", RTE_LOG_INFO },
	[RTE_LOGTYPE_EFD] = { "lib.efd", RTE_LOG_INFO },
	[RTE_LOGTYPE_EVENTDEV] = { "lib.eventdev", RTE_LOG_INFO },
	[RTE_LOGTYPE_GSO] = { "lib.gso", RTE_LOG_INFO },
	[21] = { NULL, RTE_LOG_INFO },
	[22] = { NULL, RTE_LOG_INFO },
	[23] = { NULL, RTE_LOG_INFO },
	[RTE_LOGTYPE_USER1] = { "user1", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER2] = { "user2", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER3] = { "user3", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER4] = { "user4", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER5] = { "user5", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER6] = { "user6", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER7] = { "user7", RTE_LOG_INFO },
	[RTE_LOGTYPE_USER8] = { "user8", RTE_LOG_INFO },
};

static uint32_t nb_types = RTE_LOGTYPE_FIRST_EXT_ID; /* atomic */
static uint32_t global_level = RTE_LOG_DEBUG;        /* atomic */
static pthread_mutex_t register_lock = PTHREAD_MUTEX_INITIALIZER; /* one registration at a time */

/* What this thread is writing, for streams that ask; level 0: nothing. */
static RTE_DEFINE_PER_LCORE(uint32_t, log_cur_level);
static RTE_DEFINE_PER_LCORE(uint32_t, log_cur_type);

uint32_t
log_type_count(void)
{
	return __atomic_load_n(&nb_types, __ATOMIC_ACQUIRE);
}

struct log_type *
log_type_at(uint32_t i)
{
	return &types[i];
}

void
rte_log_set_global_level(uint32_t level)
{
	__atomic_store_n(&global_level, RTE_MIN(level, RTE_LOG_MAX), __ATOMIC_RELAXED);
}

uint32_t
rte_log_get_global_level(void)
{
	return __atomic_load_n(&global_level, __ATOMIC_RELAXED);
}

int
rte_log_get_level(uint32_t logtype)
{
	if (logtype >= log_type_count())
		return -1;
	return (int)__atomic_load_n(&types[logtype].level, __ATOMIC_RELAXED);
}

int
rte_log_set_level(uint32_t logtype, uint32_t loglevel)
{
	if (logtype >= log_type_count() || loglevel > RTE_LOG_MAX)
		return -1;
	__atomic_store_n(&types[logtype].level, loglevel, __ATOMIC_RELAXED);
	return 0;
}

bool
rte_log_can_log(uint32_t logtype, uint32_t loglevel)
{
	if (loglevel > rte_log_get_global_level() || logtype >= log_type_count())
		return false;
	return loglevel <= __atomic_load_n(&types[logtype].level, __ATOMIC_RELAXED);
}

static int
type_find(const char *name)
{
	uint32_t i, n = log_type_count();

	for (i = 0; i < n; i++)
		if (types[i].name != NULL && strcmp(types[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* register_lock is held */
static int
type_add(const char *name, uint32_t level_def)
{
	uint32_t id = log_type_count();
	int wish;

	if (id == LOG_TYPES_MAX)
		return -ENOMEM;
	types[id].name = strdup(name);
	if (types[id].name == NULL)
		return -ENOMEM;
	wish = log_wish_find(name);
	types[id].level = wish >= 0 ? (uint32_t)wish : level_def;
	__atomic_store_n(&nb_types, id + 1, __ATOMIC_RELEASE);
	return (int)id;
}

int
rte_log_register_type_and_pick_level(const char *name, uint32_t level_def)
{
	int id;

	if (name == NULL || name[0] == '\0' || level_def > RTE_LOG_MAX)
		return -EINVAL;
	pthread_mutex_lock(&register_lock);
	id = type_find(name);
	if (id < 0)
		id = type_add(name, level_def);
	pthread_mutex_unlock(&register_lock);
	return id;
}

int
rte_log_register(const char *name)
{
	return rte_log_register_type_and_pick_level(name, RTE_LOG_INFO);
}

int
rte_log_cur_msg_loglevel(void)
{
	uint32_t level = RTE_PER_LCORE(log_cur_level);

	return level == 0 ? -1 : (int)level;
}

int
rte_log_cur_msg_logtype(void)
{
	return RTE_PER_LCORE(log_cur_level) == 0 ? -1 : (int)RTE_PER_LCORE(log_cur_type);
}

int
rte_vlog(uint32_t level, uint32_t logtype, const char *format, va_list ap)
{
	uint32_t outer_level = RTE_PER_LCORE(log_cur_level);
	uint32_t outer_type = RTE_PER_LCORE(log_cur_type);
	int saved_errno = errno;
	int ret;

	if (level == 0 || level > RTE_LOG_MAX || logtype >= log_type_count() || format == NULL)
		return -EINVAL;
	if (!rte_log_can_log(logtype, level))
		return 0;
	/* a stream's function may log itself, so this nests */
	RTE_PER_LCORE(log_cur_level) = level;
	RTE_PER_LCORE(log_cur_type) = logtype;
	ret = log_write(level, format, ap);
	RTE_PER_LCORE(log_cur_level) = outer_level;
	RTE_PER_LCORE(log_cur_type) = outer_type;
	errno = saved_errno;
	return ret;
}

int
rte_log(uint32_t level, uint32_t logtype, const char *format, ...)
{
	va_list ap;
	int ret;

	va_start(ap, format);
	ret = rte_vlog(level, logtype, format, ap);
	va_end(ap);
	return ret;
}

/* Runs after every other destructor that may log: the LOG priority is the last one to go. */
RTE_FINI_PRIO(log_fini, LOG)
{
	uint32_t i, n = log_type_count();

	__atomic_store_n(&nb_types, RTE_LOGTYPE_FIRST_EXT_ID, __ATOMIC_RELEASE);
	for (i = RTE_LOGTYPE_FIRST_EXT_ID; i < n; i++) {
		free((void *)(uintptr_t)types[i].name);
		types[i].name = NULL;
	}
	log_wish_clear();
}
