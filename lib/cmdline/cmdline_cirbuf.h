/* SPDX-License-Identifier: BSD-3-Clause */
/* A circular buffer of characters over storage that the caller owns; grows and shrinks at both ends. */
#ifndef _CIRBUF_H_
#define _CIRBUF_H_

#ifdef __cplusplus
extern "C" {
#endif

/** One circular buffer. Empty: start == end and len == 0; else end is the index of the last character. */
struct cirbuf {
	unsigned int maxlen; /**< size of buf, bytes */
	unsigned int start;  /**< index of the first character */
	unsigned int end;    /**< index of the last character */
	unsigned int len;    /**< characters held */
	char *buf;
};

#define CIRBUF_IS_FULL(cirbuf) ((cirbuf)->len == (cirbuf)->maxlen)
#define CIRBUF_IS_EMPTY(cirbuf) ((cirbuf)->len == 0)
#define CIRBUF_GET_LEN(cirbuf) ((cirbuf)->len)
#define CIRBUF_GET_MAXLEN(cirbuf) ((cirbuf)->maxlen)
#define CIRBUF_GET_FREELEN(cirbuf) ((cirbuf)->maxlen - (cirbuf)->len)

/** Visit each character: @p i counts from 0, @p e is the character (a char variable). */
#define CIRBUF_FOREACH(c, i, e) \
	for ((i) = 0; (i) < (c)->len && (((e) = (c)->buf[((c)->start + (i)) % (c)->maxlen]), 1); (i)++)

/**
 * Make an empty buffer over @p buf.
 *
 * @param cbuf  the buffer to fill in
 * @param buf   storage, @p maxlen bytes; must outlive @p cbuf
 * @param start index at which the first character will lie, below @p maxlen
 * @return 0; -EINVAL: NULL, maxlen 0 or start outside.
 * Context: like all calls on one buffer: one thread at a time. Since 2.0.
 */
int cirbuf_init(struct cirbuf *cbuf, char *buf, unsigned int start, unsigned int maxlen);

/** Put one character in front. 0; -EINVAL: NULL or full. Since 2.0. */
int cirbuf_add_head_safe(struct cirbuf *cbuf, char c);
/** Put one character in front; the caller knows that there is room. Since 2.0. */
void cirbuf_add_head(struct cirbuf *cbuf, char c);
/** Append one character. 0; -EINVAL: NULL or full. Since 2.0. */
int cirbuf_add_tail_safe(struct cirbuf *cbuf, char c);
/** Append one character; the caller knows that there is room. Since 2.0. */
void cirbuf_add_tail(struct cirbuf *cbuf, char c);
/** Take the first character away. 0; -EINVAL: NULL or empty. Since 2.0. */
int cirbuf_del_head_safe(struct cirbuf *cbuf);
/** Take the first character away; the caller knows that there is one. Since 2.0. */
void cirbuf_del_head(struct cirbuf *cbuf);
/** Take the last character away. 0; -EINVAL: NULL or empty. Since 2.0. */
int cirbuf_del_tail_safe(struct cirbuf *cbuf);
/** Take the last character away; the caller knows that there is one. Since 2.0. */
void cirbuf_del_tail(struct cirbuf *cbuf);
/** The first character; undefined for an empty buffer. Since 2.0. */
char cirbuf_get_head(struct cirbuf *cbuf);
/** The last character; undefined for an empty buffer. Since 2.0. */
char cirbuf_get_tail(struct cirbuf *cbuf);

/** Put @p n characters in front, in the order of @p buf. Returns n; -EINVAL: NULL, n 0 or more than the free room. Since 2.0. */
int cirbuf_add_buf_head(struct cirbuf *cbuf, const char *buf, unsigned int n);
/** Append @p n characters. Returns n; -EINVAL: NULL, n 0 or more than the free room. Since 2.0. */
int cirbuf_add_buf_tail(struct cirbuf *cbuf, const char *buf, unsigned int n);
/** Take the first @p size characters away. 0; -EINVAL: NULL, size 0 or more than there are. Since 2.0. */
int cirbuf_del_buf_head(struct cirbuf *cbuf, unsigned int size);
/** Take the last @p size characters away. 0; -EINVAL: NULL, size 0 or more than there are. Since 2.0. */
int cirbuf_del_buf_tail(struct cirbuf *cbuf, unsigned int size);
/** Copy up to @p size characters from the front, unterminated. Returns how many; -EINVAL: NULL. Since 2.0. */
int cirbuf_get_buf_head(struct cirbuf *cbuf, char *c, unsigned int size);
/** Copy the last @p size characters (fewer if there are fewer), unterminated. Returns how many; -EINVAL: NULL. Since 2.0. */
int cirbuf_get_buf_tail(struct cirbuf *cbuf, char *c, unsigned int size);

/** Move the content so that it starts at index 0. 0; -EINVAL: NULL. Since 2.0. */
int cirbuf_align_left(struct cirbuf *cbuf);
/** Move the content so that it ends at the last index. 0; -EINVAL: NULL. Since 2.0. */
int cirbuf_align_right(struct cirbuf *cbuf);

#ifdef __cplusplus
}
#endif
#endif
