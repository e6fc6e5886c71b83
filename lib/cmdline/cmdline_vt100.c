/* SPDX-License-Identifier: BSD-3-Clause */
/* Recognises keys in a stream of bytes. */
#include <stddef.h>
#include <string.h>

#include "cmdline_vt100.h"

/* What the terminal sends for each key, by CMDLINE_KEY_ number. */
static const char *const key_bytes[] = {
	[CMDLINE_KEY_UP_ARR] = vt100_up_arr,
	[CMDLINE_KEY_DOWN_ARR] = vt100_down_arr,
	[CMDLINE_KEY_RIGHT_ARR] = vt100_right_arr,
	[CMDLINE_KEY_LEFT_ARR] = vt100_left_arr,
	[CMDLINE_KEY_BKSPACE] = "\177",
	[CMDLINE_KEY_RETURN] = "\n",
	[CMDLINE_KEY_CTRL_A] = "\001",
	[CMDLINE_KEY_CTRL_E] = "\005",
	[CMDLINE_KEY_CTRL_K] = "\013",
	[CMDLINE_KEY_CTRL_Y] = "\031",
	[CMDLINE_KEY_CTRL_C] = "\003",
	[CMDLINE_KEY_CTRL_F] = "\006",
	[CMDLINE_KEY_CTRL_B] = "\002",
	[CMDLINE_KEY_SUPPR] = vt100_suppr,
	[CMDLINE_KEY_TAB] = vt100_tab,
	[CMDLINE_KEY_CTRL_D] = "\004",
	[CMDLINE_KEY_CTRL_L] = "\014",
	[CMDLINE_KEY_RETURN2] = "\r",
	[CMDLINE_KEY_META_BKSPACE] = "\033\177",
	[CMDLINE_KEY_WLEFT] = vt100_word_left,
	[CMDLINE_KEY_WRIGHT] = vt100_word_right,
	[CMDLINE_KEY_HELP] = "?",
	[CMDLINE_KEY_CTRL_W] = "\027",
	[CMDLINE_KEY_CTRL_P] = "\020",
	[CMDLINE_KEY_CTRL_N] = "\016",
	[CMDLINE_KEY_META_D] = "\033d",
	[CMDLINE_KEY_BKSPACE2] = "\b",
};

void
vt100_init(struct cmdline_vt100 *vt)
{
	if (vt == NULL)
		return;
	vt->state = CMDLINE_VT100_INIT;
	vt->bufpos = 0;
}

static int
key_find(const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(key_bytes) / sizeof(key_bytes[0]); i++)
		if (strlen(key_bytes[i]) == n && memcmp(key_bytes[i], bytes, n) == 0)
			return (int)i;
	return -1;
}

int
vt100_parser(struct cmdline_vt100 *vt, char ch)
{
	const unsigned char c = (unsigned char)ch;
	size_t n;

	if (vt->bufpos >= CMDLINE_VT100_BUF_SIZE)
		vt100_init(vt); /* longer than any key: drop it */
	vt->buf[vt->bufpos++] = ch;

	switch (vt->state) {
	case CMDLINE_VT100_INIT:
		if (c == 033) {
			vt->state = CMDLINE_VT100_ESCAPE;
			return -2;
		}
		break;
	case CMDLINE_VT100_ESCAPE:
		if (c == 033) { /* a new sequence begins */
			vt->bufpos = 1;
			return -2;
		}
		if (c == '[') {
			vt->state = CMDLINE_VT100_ESCAPE_CSI;
			return -2;
		}
		break;
	case CMDLINE_VT100_ESCAPE_CSI:
		if (c < 0x40 && vt->bufpos < CMDLINE_VT100_BUF_SIZE) /* parameters; the final byte is from '@' to '~' */
			return -2;
		break;
	}
	n = vt->bufpos;
	vt100_init(vt);
	return key_find(vt->buf, n);
}
