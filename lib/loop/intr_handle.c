/* SPDX-License-Identifier: BSD-3-Clause */
/* Interrupt handles: allocation, copies, members and tables. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_errno.h>
#include <rte_interrupts.h>
#include <rte_log.h>

#include "loop_priv.h"

#define KNOWN_FLAGS (RTE_INTR_INSTANCE_F_PRIVATE | RTE_INTR_INSTANCE_F_SHARED)

/* Room of a fresh handle's tables; rte_intr_event_list_update() makes more. */
#define NB_INTR_DEFAULT 32

static int
fail(int err)
{
	rte_errno = err;
	return -err;
}

static bool
index_bad(int index, unsigned int room)
{
	return index < 0 || (unsigned int)index >= room;
}

/* Bring the tables to @p size entries; new ones are empty. */
static int
tables_grow(struct rte_intr_handle *h, unsigned int size)
{
	struct rte_epoll_event *elist;
	unsigned int i;
	int *efds;

	if (size <= h->nb_intr)
		return 0;
	if (size > UINT16_MAX)
		return -ENOMEM;
	efds = realloc(h->efds, size * sizeof(*efds));
	if (efds == NULL)
		return -ENOMEM;
	h->efds = efds;
	elist = realloc(h->elist, size * sizeof(*elist));
	if (elist == NULL)
		return -ENOMEM;
	h->elist = elist;
	for (i = h->nb_intr; i < size; i++)
		efds[i] = -1;
	memset(elist + h->nb_intr, 0, (size - h->nb_intr) * sizeof(*elist));
	h->nb_intr = (uint16_t)size;
	return 0;
}

struct rte_intr_handle *
rte_intr_instance_alloc(uint32_t flags)
{
	struct rte_intr_handle *h;

	if ((flags & ~KNOWN_FLAGS) != 0) {
		rte_errno = EINVAL;
		return NULL;
	}
	h = calloc(1, sizeof(*h));
	if (h == NULL || tables_grow(h, NB_INTR_DEFAULT) != 0) {
		rte_intr_instance_free(h);
		rte_errno = ENOMEM;
		return NULL;
	}
	h->fd = -1;
	h->dev_fd = -1;
	h->alloc_flags = flags;
	return h;
}

void
rte_intr_instance_free(struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL)
		return;
	free(intr_handle->efds);
	free(intr_handle->elist);
	free(intr_handle->intr_vec);
	free(intr_handle);
}

struct rte_intr_handle *
rte_intr_instance_dup(const struct rte_intr_handle *src)
{
	struct rte_intr_handle *h;

	if (src == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	h = rte_intr_instance_alloc(src->alloc_flags);
	if (h == NULL)
		return NULL;
	if (tables_grow(h, src->nb_intr) != 0 ||
	    (src->intr_vec != NULL && rte_intr_vec_list_alloc(h, NULL, src->vec_list_size) != 0)) {
		rte_intr_instance_free(h);
		rte_errno = ENOMEM;
		return NULL;
	}
	h->fd = src->fd;
	h->dev_fd = src->dev_fd;
	h->type = src->type;
	h->max_intr = src->max_intr;
	h->nb_efd = src->nb_efd;
	h->efd_counter_size = src->efd_counter_size;
	memcpy(h->efds, src->efds, src->nb_intr * sizeof(*h->efds));
	memcpy(h->elist, src->elist, src->nb_intr * sizeof(*h->elist));
	if (src->intr_vec != NULL)
		memcpy(h->intr_vec, src->intr_vec, src->vec_list_size * sizeof(*h->intr_vec));
	return h;
}

int
rte_intr_event_list_update(struct rte_intr_handle *intr_handle, int size)
{
	int ret;

	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (size <= 0)
		return fail(EINVAL);
	ret = tables_grow(intr_handle, (unsigned int)size);
	return ret == 0 ? 0 : fail(-ret);
}

int
rte_intr_vec_list_alloc(struct rte_intr_handle *intr_handle, const char *name, int size)
{
	RTE_SET_USED(name);
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (intr_handle->intr_vec != NULL)
		return 0;
	if (size <= 0 || size > UINT16_MAX)
		return fail(EINVAL);
	intr_handle->intr_vec = calloc((size_t)size, sizeof(*intr_handle->intr_vec));
	if (intr_handle->intr_vec == NULL)
		return fail(ENOMEM);
	intr_handle->vec_list_size = (uint16_t)size;
	return 0;
}

void
rte_intr_vec_list_free(struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL)
		return;
	free(intr_handle->intr_vec);
	intr_handle->intr_vec = NULL;
	intr_handle->vec_list_size = 0;
}

int
rte_intr_vec_list_index_set(struct rte_intr_handle *intr_handle, int index, int vec)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (index_bad(index, intr_handle->vec_list_size))
		return fail(ERANGE);
	intr_handle->intr_vec[index] = vec;
	return 0;
}

int
rte_intr_vec_list_index_get(const struct rte_intr_handle *intr_handle, int index)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (index_bad(index, intr_handle->vec_list_size))
		return fail(ERANGE);
	return intr_handle->intr_vec[index];
}

int
rte_intr_fd_set(struct rte_intr_handle *intr_handle, int fd)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	intr_handle->fd = fd;
	return 0;
}

int
rte_intr_fd_get(const struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL) {
		rte_errno = ENOTSUP;
		return -1;
	}
	return intr_handle->fd;
}

int
rte_intr_efd_counter_size_set(struct rte_intr_handle *intr_handle, uint8_t efd_counter_size)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	intr_handle->efd_counter_size = efd_counter_size;
	return 0;
}

int
rte_intr_efd_counter_size_get(const struct rte_intr_handle *intr_handle)
{
	return intr_handle != NULL ? intr_handle->efd_counter_size : fail(ENOTSUP);
}

int
rte_intr_type_set(struct rte_intr_handle *intr_handle, enum rte_intr_handle_type type)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if ((unsigned int)type >= RTE_INTR_HANDLE_MAX)
		return fail(EINVAL);
	intr_handle->type = type;
	return 0;
}

enum rte_intr_handle_type
rte_intr_type_get(const struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL) {
		rte_errno = ENOTSUP;
		return RTE_INTR_HANDLE_UNKNOWN;
	}
	return intr_handle->type;
}

int
rte_intr_dev_fd_set(struct rte_intr_handle *intr_handle, int fd)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	intr_handle->dev_fd = fd;
	return 0;
}

int
rte_intr_dev_fd_get(const struct rte_intr_handle *intr_handle)
{
	if (intr_handle == NULL) {
		rte_errno = ENOTSUP;
		return -1;
	}
	return intr_handle->dev_fd;
}

int
rte_intr_max_intr_set(struct rte_intr_handle *intr_handle, int max_intr)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (max_intr < 0 || max_intr > intr_handle->nb_intr) {
		RTE_LOG(ERR, EAL, "Interrupt handle: %d vectors asked for, room for %u\n", max_intr, intr_handle->nb_intr);
		return fail(ERANGE);
	}
	intr_handle->max_intr = (uint32_t)max_intr;
	return 0;
}

int
rte_intr_max_intr_get(const struct rte_intr_handle *intr_handle)
{
	return intr_handle != NULL ? (int)intr_handle->max_intr : fail(ENOTSUP);
}

int
rte_intr_nb_efd_set(struct rte_intr_handle *intr_handle, int nb_efd)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (nb_efd < 0 || nb_efd > intr_handle->nb_intr)
		return fail(ERANGE);
	intr_handle->nb_efd = (uint32_t)nb_efd;
	return 0;
}

int
rte_intr_nb_efd_get(const struct rte_intr_handle *intr_handle)
{
	return intr_handle != NULL ? (int)intr_handle->nb_efd : fail(ENOTSUP);
}

int
rte_intr_nb_intr_get(const struct rte_intr_handle *intr_handle)
{
	return intr_handle != NULL ? (int)intr_handle->nb_intr : fail(ENOTSUP);
}

int
rte_intr_efds_index_set(struct rte_intr_handle *intr_handle, int index, int fd)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (index_bad(index, intr_handle->nb_intr))
		return fail(ERANGE);
	intr_handle->efds[index] = fd;
	return 0;
}

int
rte_intr_efds_index_get(const struct rte_intr_handle *intr_handle, int index)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (index_bad(index, intr_handle->nb_intr))
		return fail(ERANGE);
	return intr_handle->efds[index];
}

int
rte_intr_elist_index_set(struct rte_intr_handle *intr_handle, int index, struct rte_epoll_event elist)
{
	if (intr_handle == NULL)
		return fail(ENOTSUP);
	if (index_bad(index, intr_handle->nb_intr))
		return fail(ERANGE);
	intr_handle->elist[index] = elist;
	return 0;
}

struct rte_epoll_event *
rte_intr_elist_index_get(struct rte_intr_handle *intr_handle, int index)
{
	if (intr_handle == NULL) {
		rte_errno = ENOTSUP;
		return NULL;
	}
	if (index_bad(index, intr_handle->nb_intr)) {
		rte_errno = ERANGE;
		return NULL;
	}
	return &intr_handle->elist[index];
}

int
rte_intr_instance_windows_handle_set(struct rte_intr_handle *intr_handle, void *windows_handle)
{
	RTE_SET_USED(intr_handle);
	RTE_SET_USED(windows_handle);
	return fail(ENOTSUP);
}

void *
rte_intr_instance_windows_handle_get(struct rte_intr_handle *intr_handle)
{
	RTE_SET_USED(intr_handle);
	rte_errno = ENOTSUP;
	return NULL;
}
