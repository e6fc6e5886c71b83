/* SPDX-License-Identifier: BSD-3-Clause */
/* Where log messages go: standard error with one write(2) each, syslog beside it, or a stream of the application. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include <rte_log.h>

#include "base.h"
#include "log_priv.h"

/* Longer messages take memory from the heap for a moment. */
#define LOG_LINE_SIZE 1024

static FILE *user_stream; /* atomic; NULL: standard error and syslog */
static bool use_syslog;   /* atomic */
static char syslog_ident[64];

int
rte_openlog_stream(FILE *f)
{
	__atomic_store_n(&user_stream, f, __ATOMIC_RELEASE);
	return 0;
}

FILE *
rte_log_get_stream(void)
{
	FILE *f = __atomic_load_n(&user_stream, __ATOMIC_ACQUIRE);

	return f != NULL ? f : stderr;
}

int
log_start(const char *ident, int facility)
{
	if (facility != -1 && (facility < 0 || (facility & ~LOG_FACMASK) != 0))
		return -EINVAL;
	log_stop();
	if (facility == -1)
		return 0;
	snprintf(syslog_ident, sizeof(syslog_ident), "%s", ident == NULL ? "rte" : ident);
	openlog(syslog_ident, LOG_NDELAY | LOG_PID, facility);
	__atomic_store_n(&use_syslog, true, __ATOMIC_RELEASE);
	return 0;
}

void
log_stop(void)
{
	if (__atomic_exchange_n(&use_syslog, false, __ATOMIC_ACQ_REL))
		closelog();
}

/* All bytes unless the descriptor fails; a full non-blocking one loses the rest rather than delaying the caller. */
static void
fd_write(int fd, const char *text, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, text, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text += n;
		len -= (size_t)n;
	}
}

static int
default_write(uint32_t level, const char *format, va_list ap)
{
	char line[LOG_LINE_SIZE];
	char *text = line;
	va_list again;
	int len;

	va_copy(again, ap);
	len = vsnprintf(line, sizeof(line), format, ap);
	if (len >= (int)sizeof(line)) {
		text = malloc((size_t)len + 1);
		if (text != NULL)
			vsnprintf(text, (size_t)len + 1, format, again);
		else
			text = line; /* cut, but not lost */
	}
	va_end(again);
	if (len >= 0) {
		fd_write(STDERR_FILENO, text, strlen(text));
		if (__atomic_load_n(&use_syslog, __ATOMIC_ACQUIRE))
			syslog((int)level - 1, "%s", text);
	}
	if (text != line)
		free(text);
	return len < 0 ? -EINVAL : len;
}

int
log_write(uint32_t level, const char *format, va_list ap)
{
	FILE *f = __atomic_load_n(&user_stream, __ATOMIC_ACQUIRE);
	int len;

	if (f == NULL)
		return default_write(level, format, ap);
	flockfile(f);
	len = vfprintf(f, format, ap);
	fflush(f);
	funlockfile(f);
	return len < 0 ? -EIO : len;
}
