/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A picture of everything that an attach may take and a detach must give back: descriptors, mappings, heaps, memzones,
 * threads, devices, device arguments, ports and the kernel interface. Two pictures are compared as text.
 */
#ifndef TEST_STATE_H
#define TEST_STATE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __SANITIZE_ADDRESS__
#define STATE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STATE_ASAN 1
#endif
#endif

#ifdef __SANITIZE_THREAD__
#define STATE_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define STATE_TSAN 1
#endif
#endif

/** Make the C library's heap exact and still (no caches of threads, no trimming, one arena). The first thing in main; may
 *  run the program again with other settings of the C library. */
void state_prepare(char **argv);

#define STATE_TEXT_MAX (1 << 18)

/** One line for each thing that is held. Large: keep it static, so that the picture is not in the picture. */
struct state {
	char text[STATE_TEXT_MAX];
};

/** Take a picture, once the threads that a detach may have left behind have ended. */
void state_take(struct state *s);
/** Say that the threads of this moment are those that stay. */
void state_begin(void);

/**
 * Wait until the state equals the picture again, or print the lines that differ.
 * @param what said when it differs
 * @return true when equal
 */
bool state_same(const struct state *before, const char *what);

/*
 * A thread that outlives a detach for a moment may leave or take with it a few bytes of the C library's heap. What a fault leaves
 * behind is left behind each time, so a difference counts when it is seen in several tries running.
 */
#define STATE_TRIES 4
/** While quiet, state_same() and state_say() print nothing. */
void state_quiet(bool on);
void state_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/** Bytes that the C library's heap has handed out, resident pages, open descriptors. */
size_t state_heap(void);
size_t state_resident(void);
unsigned int state_fds(void);

#endif
