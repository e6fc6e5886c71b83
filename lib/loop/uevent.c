/* SPDX-License-Identifier: BSD-3-Clause */
/* The netlink socket of the kernel's uevents. */
#include <errno.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "loop.h"
#include "uevent.h"

#define GROUP_KERNEL 1
#define BUFFER_BYTES (8 << 20)
#define MESSAGE_MAX 8192
#define MESSAGES_PER_TURN 64 /* then other descriptors have their turn */

static struct {
	int fd;
	struct loop_source *source;
	uevent_fn fn;
	void *arg;
} watch = { .fd = -1 };

static void
value_copy(char *out, size_t len, const char *value)
{
	snprintf(out, len, "%.*s", (int)(len - 1), value);
}

int
uevent_parse(const char *msg, size_t len, struct uevent *ev)
{
	const char *p = msg, *end = msg + len;

	memset(ev, 0, sizeof(*ev));
	if (len == 0 || msg[len - 1] != '\0' || strchr(msg, '@') == NULL)
		return -EINVAL;
	for (p += strlen(p) + 1; p < end; p += strlen(p) + 1) {
		if (strncmp(p, "ACTION=", 7) == 0)
			value_copy(ev->action, sizeof(ev->action), p + 7);
		else if (strncmp(p, "SUBSYSTEM=", 10) == 0)
			value_copy(ev->subsystem, sizeof(ev->subsystem), p + 10);
		else if (strncmp(p, "PCI_SLOT_NAME=", 14) == 0)
			value_copy(ev->slot, sizeof(ev->slot), p + 14);
	}
	return ev->action[0] != '\0' ? 0 : -EINVAL;
}

/* Who sent it: the kernel has port id 0 and user 0; what anybody else sends is not an event. */
static bool
from_kernel(struct msghdr *hdr)
{
	const struct sockaddr_nl *from = hdr->msg_name;
	struct cmsghdr *c = CMSG_FIRSTHDR(hdr);
	struct ucred cred;

	if (hdr->msg_namelen < sizeof(*from) || from->nl_pid != 0 || from->nl_groups != GROUP_KERNEL)
		return false;
	if (c == NULL || c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_CREDENTIALS || c->cmsg_len < CMSG_LEN(sizeof(cred)))
		return false;
	memcpy(&cred, CMSG_DATA(c), sizeof(cred));
	return cred.uid == 0;
}

/* One message: > 0 read (whether it was an event or not), 0 nothing more to read. */
static int
message_read(int fd)
{
	char buf[MESSAGE_MAX], control[CMSG_SPACE(sizeof(struct ucred))];
	struct sockaddr_nl from;
	struct iovec iov = { buf, sizeof(buf) - 1 };
	struct msghdr hdr = {
		.msg_name = &from,
		.msg_namelen = sizeof(from),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct uevent ev;
	ssize_t n = recvmsg(fd, &hdr, MSG_DONTWAIT);

	if (n < 0) {
		if (errno == ENOBUFS)
			watch.fn(NULL, watch.arg);
		return errno == ENOBUFS || errno == EINTR;
	}
	buf[n] = '\0';
	if (n > 0 && buf[n - 1] != '\0')
		n++; /* the terminator just written */
	if ((hdr.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 && from_kernel(&hdr) && uevent_parse(buf, (size_t)n, &ev) == 0)
		watch.fn(&ev, watch.arg);
	return 1;
}

static void
uevent_ready(int fd, uint32_t events, void *arg)
{
	int i;

	(void)events;
	(void)arg;
	for (i = 0; i < MESSAGES_PER_TURN && message_read(fd) > 0; i++)
		;
}

static int
socket_open(void)
{
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK, .nl_groups = GROUP_KERNEL };
	int on = 1, size = BUFFER_BYTES, err;
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);

	if (fd < 0)
		return -errno;
	/* a smaller buffer only makes a dropped message likelier, which is told */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) != 0)
		(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	if (setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)) == 0 &&
	    bind(fd, (struct sockaddr *)&addr, sizeof(addr)) == 0)
		return fd;
	err = errno;
	close(fd);
	return -err;
}

int
uevent_start(uevent_fn fn, void *arg)
{
	int fd, ret;

	if (watch.fd >= 0)
		return -EALREADY;
	fd = socket_open();
	if (fd < 0)
		return fd;
	watch.fn = fn;
	watch.arg = arg;
	watch.fd = fd;
	ret = loop_add(fd, EPOLLIN, uevent_ready, NULL, &watch.source);
	if (ret != 0) {
		close(fd);
		watch.fd = -1;
	}
	return ret;
}

void
uevent_stop(void)
{
	if (watch.fd < 0)
		return;
	loop_del(watch.source);
	close(watch.fd);
	watch.fd = -1;
}
