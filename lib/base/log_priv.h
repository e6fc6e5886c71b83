/* SPDX-License-Identifier: BSD-3-Clause */
/* The types table, shared by log.c (types and messages), log_level.c (wishes for levels) and log_out.c (the stream). */
#ifndef LOG_PRIV_H
#define LOG_PRIV_H

#include <stdbool.h>
#include <stdarg.h>
#include <stdint.h>

/** Most types, fixed so that readers need no lock. */
#define LOG_TYPES_MAX 4096

struct log_type {
	const char *name; /**< NULL for numbers that are not in use; written before the type counts */
	uint32_t level;   /**< atomic */
};

/** Number of types in the table; every entry below it is complete. */
uint32_t log_type_count(void);
struct log_type *log_type_at(uint32_t i);

/** The level asked for this name before, or -1. */
int log_wish_find(const char *name);
void log_wish_clear(void);

/** Send one formatted message to the stream. Characters written or negative errno. */
int log_write(uint32_t level, const char *format, va_list ap);

#endif
