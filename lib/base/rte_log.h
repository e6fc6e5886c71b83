/* SPDX-License-Identifier: BSD-3-Clause */
/* Logging: types with a level each, a global level, one stream. */
#ifndef _RTE_LOG_H_
#define _RTE_LOG_H_

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/queue.h>

#include <rte_common.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Types of the libraries; those from 24 to 31 are for applications, those from 32 on are handed out by name. */
#define RTE_LOGTYPE_EAL 0
#define RTE_LOGTYPE_MALLOC 1
#define RTE_LOGTYPE_RING 2
#define RTE_LOGTYPE_MEMPOOL 3
#define RTE_LOGTYPE_TIMER 4
#define RTE_LOGTYPE_PMD 5
#define RTE_LOGTYPE_HASH 6
#define RTE_LOGTYPE_LPM 7
#define RTE_LOGTYPE_KNI 8
#define RTE_LOGTYPE_ACL 9
#define RTE_LOGTYPE_POWER 10
#define RTE_LOGTYPE_METER 11
#define RTE_LOGTYPE_SCHED 12
#define RTE_LOGTYPE_PORT 13
#define RTE_LOGTYPE_TABLE 14
#define RTE_LOGTYPE_PIPELINE 15
#define RTE_LOGTYPE_MBUF 16
#define RTE_LOGTYPE_CRYPTODEV 17
#define RTE_LOGTYPE_EFD 18
#define RTE_LOGTYPE_EVENTDEV 19
#define RTE_LOGTYPE_GSO 20
#define RTE_LOGTYPE_USER1 24
#define RTE_LOGTYPE_USER2 25
#define RTE_LOGTYPE_USER3 26
#define RTE_LOGTYPE_USER4 27
#define RTE_LOGTYPE_USER5 28
#define RTE_LOGTYPE_USER6 29
#define RTE_LOGTYPE_USER7 30
#define RTE_LOGTYPE_USER8 31
#define RTE_LOGTYPE_FIRST_EXT_ID 32

/* Levels; a smaller number is more urgent, 0 switches a type off. */
#define RTE_LOG_EMERG 1U
#define RTE_LOG_ALERT 2U
#define RTE_LOG_CRIT 3U
#define RTE_LOG_ERR 4U
#define RTE_LOG_WARNING 5U
#define RTE_LOG_NOTICE 6U
#define RTE_LOG_INFO 7U
#define RTE_LOG_DEBUG 8U
#define RTE_LOG_MAX RTE_LOG_DEBUG

/**
 * Send log lines to another stream.
 *
 * @param f Stream opened by the caller, who keeps it open while it is set; NULL: back to standard error.
 * @return 0.
 * Context: any thread. Since 2.0.
 */
int rte_openlog_stream(FILE *f);

/** The stream in use: the one of rte_openlog_stream(), else stderr. Context: any thread. Since 20.11. */
FILE *rte_log_get_stream(void);

/** Set the level above which nothing is logged whatever the type's level (clamped to RTE_LOG_MAX). Since 17.05. */
void rte_log_set_global_level(uint32_t level);

/** The global level. Since 17.05. */
uint32_t rte_log_get_global_level(void);

/** Level of a type, or -1 when there is no such type. Since 17.08. */
int rte_log_get_level(uint32_t logtype);

/** True if a message of this type and level would be written. Context: any thread, never blocks. Since 20.11. */
bool rte_log_can_log(uint32_t logtype, uint32_t loglevel);

/**
 * Set the level of the types whose name matches a shell pattern, now and when they register later.
 *
 * @param pattern  Pattern as for fnmatch(3).
 * @param loglevel 0 to RTE_LOG_MAX.
 * @return 0; -1 on a level above RTE_LOG_MAX, a NULL pattern, or no memory.
 * Context: any thread. Since 18.05.
 */
int rte_log_set_level_pattern(const char *pattern, uint32_t loglevel);

/** As rte_log_set_level_pattern() for an extended regular expression that matches part of the name. -1 also when it does
 *  not compile. Since 18.05. */
int rte_log_set_level_regexp(const char *regex, uint32_t loglevel);

/** Set the level of one type. 0; -1 for an unknown type or a level above RTE_LOG_MAX. Since 17.05. */
int rte_log_set_level(uint32_t logtype, uint32_t loglevel);

/** Level of the message being written by this thread; for use inside a stream's own functions. -1: none. Since 2.0. */
int rte_log_cur_msg_loglevel(void);

/** Type of the message being written by this thread. -1: none. Since 2.0. */
int rte_log_cur_msg_logtype(void);

/**
 * Find or create the type with this name; a new one starts at INFO.
 *
 * @param name Copied. By convention "lib.x", "bus.x", "pmd.class.x", "user.x".
 * @return Type number; -EINVAL name NULL or empty, -ENOMEM.
 * Context: any thread, also before main(). Since 17.05.
 */
int rte_log_register(const char *name);

/** As rte_log_register(), but the type gets the level that was asked for its name earlier, else @p level_def. A level above
 *  RTE_LOG_MAX is -EINVAL. Since 18.05. */
int rte_log_register_type_and_pick_level(const char *name, uint32_t level_def);

/** Print the global level and the level of each type. Since 17.05. */
void rte_log_dump(FILE *f);

/** Print the names of all types, sorted, one per line behind @p prefix. Since 20.11. */
void rte_log_list_types(FILE *out, const char *prefix);

/**
 * Write one message if type and level allow it.
 *
 * @param level   RTE_LOG_*; 0 or above RTE_LOG_MAX is an error.
 * @param logtype RTE_LOGTYPE_* or a registered type.
 * @return Characters written, 0 when filtered, negative on error.
 * Context: any thread; whole messages, never mixed. Not from signal handlers. Since 2.0.
 */
int rte_log(uint32_t level, uint32_t logtype, const char *format, ...) __rte_cold __rte_format_printf(3, 4);

/** As rte_log() with a va_list. Since 2.0. */
int rte_vlog(uint32_t level, uint32_t logtype, const char *format, va_list ap) __rte_format_printf(3, 0);

/** Log with the level and type names as tokens: RTE_LOG(ERR, EAL, "text\n"). The type's name goes before the text. */
#define RTE_LOG(l, t, ...) rte_log(RTE_LOG_##l, RTE_LOGTYPE_##t, #t ": " __VA_ARGS__)

/** As RTE_LOG() for the data path: levels above RTE_LOG_DP_LEVEL vanish at compile time. */
#define RTE_LOG_DP(l, t, ...) \
	(void)((RTE_LOG_##l <= RTE_LOG_DP_LEVEL) ? rte_log(RTE_LOG_##l, RTE_LOGTYPE_##t, #t ": " __VA_ARGS__) : 0)

/** Define the int @p type and register it before main() under the text @p name; it falls back to EAL. */
#define RTE_LOG_REGISTER_IMPL(type, name, level) \
	int type; \
	RTE_INIT(__##type) \
	{ \
		type = rte_log_register_type_and_pick_level(name, RTE_LOG_##level); \
		if (type < 0) \
			type = RTE_LOGTYPE_EAL; \
	}

/** Register @p type under a name given as tokens: RTE_LOG_REGISTER(my_type, lib.my, NOTICE). */
#define RTE_LOG_REGISTER(type, name, level) RTE_LOG_REGISTER_IMPL(type, RTE_STR(name), level)
/** Register @p type under the name of the component that is being built (RTE_LOG_DEFAULT_LOGTYPE). */
#define RTE_LOG_REGISTER_DEFAULT(type, level) RTE_LOG_REGISTER_IMPL(type, RTE_STR(RTE_LOG_DEFAULT_LOGTYPE), level)
/** As RTE_LOG_REGISTER_DEFAULT() with ".suffix" behind the name. */
#define RTE_LOG_REGISTER_SUFFIX(type, suffix, level) \
	RTE_LOG_REGISTER_IMPL(type, RTE_STR(RTE_LOG_DEFAULT_LOGTYPE) "." RTE_STR(suffix), level)

#ifdef __cplusplus
}
#endif

#endif
