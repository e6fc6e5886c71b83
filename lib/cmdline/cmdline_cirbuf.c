/* SPDX-License-Identifier: BSD-3-Clause */
/* Circular character buffers. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "cmdline_cirbuf.h"

int
cirbuf_init(struct cirbuf *cbuf, char *buf, unsigned int start, unsigned int maxlen)
{
	if (cbuf == NULL || buf == NULL || maxlen == 0 || start >= maxlen)
		return -EINVAL;
	cbuf->maxlen = maxlen;
	cbuf->start = start;
	cbuf->end = start;
	cbuf->len = 0;
	cbuf->buf = buf;
	return 0;
}

void
cirbuf_add_head(struct cirbuf *cbuf, char c)
{
	if (cbuf->len != 0)
		cbuf->start = (cbuf->start + cbuf->maxlen - 1) % cbuf->maxlen;
	cbuf->buf[cbuf->start] = c;
	cbuf->len++;
}

int
cirbuf_add_head_safe(struct cirbuf *cbuf, char c)
{
	if (cbuf == NULL || CIRBUF_IS_FULL(cbuf))
		return -EINVAL;
	cirbuf_add_head(cbuf, c);
	return 0;
}

void
cirbuf_add_tail(struct cirbuf *cbuf, char c)
{
	if (cbuf->len != 0)
		cbuf->end = (cbuf->end + 1) % cbuf->maxlen;
	cbuf->buf[cbuf->end] = c;
	cbuf->len++;
}

int
cirbuf_add_tail_safe(struct cirbuf *cbuf, char c)
{
	if (cbuf == NULL || CIRBUF_IS_FULL(cbuf))
		return -EINVAL;
	cirbuf_add_tail(cbuf, c);
	return 0;
}

void
cirbuf_del_head(struct cirbuf *cbuf)
{
	cbuf->len--;
	if (cbuf->len != 0)
		cbuf->start = (cbuf->start + 1) % cbuf->maxlen;
}

int
cirbuf_del_head_safe(struct cirbuf *cbuf)
{
	if (cbuf == NULL || CIRBUF_IS_EMPTY(cbuf))
		return -EINVAL;
	cirbuf_del_head(cbuf);
	return 0;
}

void
cirbuf_del_tail(struct cirbuf *cbuf)
{
	cbuf->len--;
	if (cbuf->len != 0)
		cbuf->end = (cbuf->end + cbuf->maxlen - 1) % cbuf->maxlen;
}

int
cirbuf_del_tail_safe(struct cirbuf *cbuf)
{
	if (cbuf == NULL || CIRBUF_IS_EMPTY(cbuf))
		return -EINVAL;
	cirbuf_del_tail(cbuf);
	return 0;
}

char
cirbuf_get_head(struct cirbuf *cbuf)
{
	return cbuf->buf[cbuf->start];
}

char
cirbuf_get_tail(struct cirbuf *cbuf)
{
	return cbuf->buf[cbuf->end];
}

int
cirbuf_add_buf_head(struct cirbuf *cbuf, const char *buf, unsigned int n)
{
	unsigned int i;

	if (cbuf == NULL || buf == NULL || n == 0 || n > CIRBUF_GET_FREELEN(cbuf))
		return -EINVAL;
	for (i = n; i > 0; i--)
		cirbuf_add_head(cbuf, buf[i - 1]);
	return (int)n;
}

int
cirbuf_add_buf_tail(struct cirbuf *cbuf, const char *buf, unsigned int n)
{
	unsigned int i;

	if (cbuf == NULL || buf == NULL || n == 0 || n > CIRBUF_GET_FREELEN(cbuf))
		return -EINVAL;
	for (i = 0; i < n; i++)
		cirbuf_add_tail(cbuf, buf[i]);
	return (int)n;
}

int
cirbuf_del_buf_head(struct cirbuf *cbuf, unsigned int size)
{
	if (cbuf == NULL || size == 0 || size > CIRBUF_GET_LEN(cbuf))
		return -EINVAL;
	while (size-- > 0)
		cirbuf_del_head(cbuf);
	return 0;
}

int
cirbuf_del_buf_tail(struct cirbuf *cbuf, unsigned int size)
{
	if (cbuf == NULL || size == 0 || size > CIRBUF_GET_LEN(cbuf))
		return -EINVAL;
	while (size-- > 0)
		cirbuf_del_tail(cbuf);
	return 0;
}

/* Copy @n characters that begin @skip after the first one. */
static int
chars_copy(const struct cirbuf *cbuf, char *c, unsigned int skip, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		c[i] = cbuf->buf[(cbuf->start + skip + i) % cbuf->maxlen];
	return (int)n;
}

int
cirbuf_get_buf_head(struct cirbuf *cbuf, char *c, unsigned int size)
{
	if (cbuf == NULL || c == NULL)
		return -EINVAL;
	if (size > cbuf->len)
		size = cbuf->len;
	return chars_copy(cbuf, c, 0, size);
}

int
cirbuf_get_buf_tail(struct cirbuf *cbuf, char *c, unsigned int size)
{
	if (cbuf == NULL || c == NULL)
		return -EINVAL;
	if (size > cbuf->len)
		size = cbuf->len;
	return chars_copy(cbuf, c, cbuf->len - size, size);
}

static void
chars_reverse(char *from, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n / 2; i++) {
		char c = from[i];

		from[i] = from[n - 1 - i];
		from[n - 1 - i] = c;
	}
}

/* Turn the whole storage left by @by places: three reversals. */
static void
storage_rotate(struct cirbuf *cbuf, unsigned int by)
{
	if (by == 0)
		return;
	chars_reverse(cbuf->buf, by);
	chars_reverse(cbuf->buf + by, cbuf->maxlen - by);
	chars_reverse(cbuf->buf, cbuf->maxlen);
}

int
cirbuf_align_left(struct cirbuf *cbuf)
{
	if (cbuf == NULL)
		return -EINVAL;
	storage_rotate(cbuf, cbuf->start);
	cbuf->start = 0;
	cbuf->end = cbuf->len != 0 ? cbuf->len - 1 : 0;
	return 0;
}

int
cirbuf_align_right(struct cirbuf *cbuf)
{
	if (cbuf == NULL)
		return -EINVAL;
	storage_rotate(cbuf, (cbuf->end + 1) % cbuf->maxlen);
	cbuf->end = cbuf->maxlen - 1;
	cbuf->start = cbuf->len != 0 ? cbuf->maxlen - cbuf->len : cbuf->end;
	return 0;
}
