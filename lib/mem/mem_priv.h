/* SPDX-License-Identifier: BSD-3-Clause */
/* What this process alone knows of its memory, and the calls between the files of this room. */
#ifndef MEM_PRIV_H
#define MEM_PRIV_H

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_log.h>

#include "mem_shared.h"

struct heap_want;

#define MEM_LOG(level, ...) RTE_LOG(level, EAL, __VA_ARGS__)

#define MB (1ULL << 20)
/** Bytes of a segment of plain memory. */
#define PLAIN_SEG (2 * MB)
/** Where the window starts when nobody says otherwise. */
#define WINDOW_HINT 0x100000000ULL
#define PREFIX_MAX 64

/* --- NUMA nodes (numa.c) --- */

struct mem_nodes {
	unsigned int nb;               /**< nodes with memory that this process may use */
	int id[RTE_MAX_NUMA_NODES];
	unsigned int cpus[RTE_MAX_NUMA_NODES]; /**< CPUs of this process on them */
	int max;                       /**< highest node id of the machine */
};

/** Ask the machine. At least one node is reported. */
void nodes_read(struct mem_nodes *nodes);
/** Node of the CPU that runs this thread. */
int node_current(void);
/** Let @p len bytes at @p addr come from @p node; @p strict: or not at all. 0, also where the kernel forbids it, or -errno. */
int node_bind(void *addr, size_t len, int node, bool strict);

/* --- Hugepages of the machine (huge.c) --- */

#define HUGE_SIZES 4

struct huge_size {
	uint64_t page_sz;
	char dir[PATH_MAX];            /**< usable hugetlbfs mount, "" none */
	uint64_t avail;                /**< pages that can be had */
	uint64_t node_avail[RTE_MAX_NUMA_NODES]; /**< by index in mem_nodes */
};

struct huge_info {
	unsigned int nb;
	struct huge_size size[HUGE_SIZES]; /**< ascending */
};

/**
 * Look at all hugepage sizes, and for mounts when @p files; then page files that dead processes of this prefix left are removed.
 * 0, or -errno when --huge-dir is no hugetlbfs.
 */
int huge_read(const struct mem_params *p, const struct mem_nodes *nodes, bool files, struct huge_info *info);

/* --- What to set up (plan.c) --- */

enum mem_kind { MEM_PLAIN, MEM_HUGE_FD, MEM_HUGE_FS };

struct plan_list {
	uint64_t page_sz;
	uint64_t seg_sz;
	unsigned int node;             /**< index in mem_nodes, and of the heap */
	const char *dir;               /**< in huge_info */
	uint64_t initial;              /**< segments mapped at start */
	uint64_t room;                 /**< segments that fit into the address range, at least initial */
};

struct mem_plan {
	enum mem_kind kind;
	bool fixed;                    /**< no growth, no shrinking */
	bool fallback;                 /**< plain pages only because there are no hugepages */
	struct mem_nodes nodes;
	struct huge_info huge;
	unsigned int nb_lists;
	struct plan_list list[RTE_MAX_MEMSEG_LISTS];
};

/** Decide what to set up. 0, or -errno with a reason. */
int plan_make(const struct mem_params *p, struct mem_plan *plan);

/* --- Backing of a list with memory (backing.c, backing_fd.c, backing_files.c) --- */

struct mem_backing;

/** Ways to back segments. None is called under a lock; callers own the segments. */
struct backing_ops {
	/** Prepare @p b for list @p l. 0 or -errno, nothing left behind. */
	int (*open)(struct mem_backing *b, const struct mem_list *l);
	/**
	 * Map @p n segments from @p first on. @p dirty: they may differ from zero. 0; or -errno, nothing left behind;
	 * -ENOTRECOVERABLE: these segments must not be used again.
	 */
	int (*map)(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n, bool *dirty);
	/** Give them back. 0 or -errno: they are still mapped and usable. */
	int (*unmap)(struct mem_backing *b, const struct mem_list *l, unsigned int first, unsigned int n);
	/** Drop everything; mappings go with the window. */
	void (*close)(struct mem_backing *b, const struct mem_list *l);
};

struct mem_backing {
	const struct backing_ops *ops; /**< NULL: not ours */
	int fd;                        /**< of the list, -1 none */
	int *seg_fd;                   /**< descriptor + 1 of each segment, 0 none; NULL when the list has one */
	uint64_t page_sz;
	int node;
	bool dirty;                    /**< what is mapped from now on may differ from zero */
	bool huge;
	unsigned int number;           /**< in the name of its first file */
	char dir[PATH_MAX];            /**< of its files, "" none */
};

extern const struct backing_ops backing_fd_ops;
extern const struct backing_ops backing_anon_ops;
extern const struct backing_ops backing_files_ops;

/** Set up @p b for list @p l. 0 or -errno with a reason. */
int backing_open(struct mem_backing *b, const struct mem_list *l, enum mem_kind kind, const struct plan_list *pl,
		unsigned int number);
/** Undo backing_open(); harmless on a zeroed one. */
void backing_close(struct mem_backing *b, const struct mem_list *l);
/** Descriptor and offset of segment @p i. */
int backing_fd(const struct mem_backing *b, unsigned int i);
size_t backing_offset(const struct mem_backing *b, const struct mem_list *l, unsigned int i);
/** Open a fresh page file (with --huge-unlink=never also an old one: @p dirty), locked. Descriptor, or -errno with a reason. */
int backing_file(const char *path, bool *dirty);
/** Close it, and remove it if this process was the last user. */
void backing_file_drop(int fd, const char *path);
/** Take pages of @p len bytes at @p offset for good, so that no later access fails. 0 or -errno. */
int backing_commit(int fd, off_t offset, size_t len);
/** Let the pages go again. 0 or -errno. */
int backing_punch(int fd, off_t offset, size_t len);
/** Set the size of a file, without SIGXFSZ. 0 or -errno. */
int file_resize(int fd, uint64_t size);

/** Did memfd_create() fail for lack of resources, not because it is forbidden or unknown? */
static inline bool
fd_scarce(int err)
{
	return err == EMFILE || err == ENFILE || err == ENOMEM;
}

/* --- Shared configuration (shared.c) --- */

/** Create and map it, zeroed, with @p size bytes near @p hint. 0 or -errno with a reason. */
int shared_create(size_t size, uint64_t hint);
void shared_destroy(void);
/** Make sure that writing to these bytes of it cannot fail. 0 or -errno. */
int shared_commit(const void *addr, size_t len);

/* --- Address space (window.c) --- */

/** Reserve @p len bytes at a multiple of @p align, at @p hint if free. 0 or -errno. */
int window_reserve(size_t len, size_t align, uint64_t hint);
void window_release(void);
/** Put the reservation back over @p len bytes. 0 or -errno. */
int window_hole(void *addr, size_t len);
/** The same after a mapping over it failed with @p err, which is returned. -ENOTRECOVERABLE: never map there again. */
int window_restore(void *addr, size_t len, int err);
/** Most bytes to reserve beyond what is needed, under the limits of this process. */
size_t window_spare(void);

/* --- Segments (list.c) --- */

/** Take a free list slot for @p nseg segments at @p base. NULL: none free. Map lock. */
struct mem_list *list_claim(void *base, unsigned int seg_shift, uint64_t page_sz, unsigned int nseg, int socket, const char *name,
		struct rte_memseg *table);
/** Make it known to look-ups. Map lock. */
void list_publish(struct mem_list *l);
/** Hide it again; list_reap() makes the slot free. Map lock. */
void list_drop(struct mem_list *l);
/** Make the slot of a dropped list free, unless a walk is under way; its table is returned. NULL: no such list. Map lock. */
struct rte_memseg *list_reap(void);
/** Claim @p n free neighbours of @p l. Index of the first, or -errno. Takes the map lock. */
int segs_claim(struct mem_list *l, unsigned int n);
/** Give claimed or leaving segments back. Takes the map lock. */
void segs_unclaim(struct mem_list *l, unsigned int first, unsigned int n);
/** Enter claimed segments, which are mapped now, into the table. Takes the map lock. */
void segs_enter(struct mem_list *l, unsigned int first, unsigned int n, const rte_iova_t *iova, uint32_t flags);
/** Mark segments as leaving. False: a walk is under way, nothing is marked. Takes the map lock. */
bool segs_leave(struct mem_list *l, unsigned int first, unsigned int n);
/** Undo segs_leave(). */
void segs_stay(struct mem_list *l, unsigned int first, unsigned int n);

/* --- Growth (grow.c) --- */

/** Let @p h grow by what @p w needs, and take the block. NULL: it cannot (rte_errno is not set). No lock held. */
struct elem *mem_grow(struct mem_heap *h, const struct heap_want *w);
/** Map the first @p n segments of @p l for good. 0 or -errno. */
int mem_grow_initial(struct mem_list *l, unsigned int n);
/** Give segments that were cut out of the heap back to the system, or to the heap when that is not possible now. No lock held. */
void mem_shrink(struct mem_heap *h, struct mem_list *l, void *addr, size_t len);

/* --- Callbacks (notify.c) --- */

/** Tell all memory event callbacks. */
void notify_event(enum rte_mem_event event, const void *addr, size_t len);
/** Ask all validators whether @p socket may have @p total bytes. */
bool notify_allowed(int socket, size_t total);
/** Add the validator of --socket-limit. 0 or -errno. */
int notify_limit(int socket, size_t limit);
/** Forget all callbacks. */
void notify_reset(void);

/* --- Addresses (iova.c) --- */

/** Settle the address kind. 0, -EINVAL with a reason. */
int iova_decide(const struct mem_params *p, int *mode);
/** Addresses for devices of @p n mapped segments at @p addr. 0 or -errno. */
int iova_fill(const struct mem_list *l, void *addr, unsigned int n, rte_iova_t *iova);

/* --- This process (start.c) --- */

struct mem_local {
	struct mem_params p;           /**< strings point to the copies below */
	char prefix[PREFIX_MAX];
	char runtime_dir[PATH_MAX];
	char huge_dir[PATH_MAX];
	struct mem_nodes nodes;
	int config_fd;                 /**< -1 none */
	bool config_file;              /**< it is a file of the runtime directory */
	char config_path[PATH_MAX + 8];
	void *window;
	size_t window_len;
	unsigned int pins;             /**< atomic; walks under way, no segment may leave */
	struct mem_backing backing[RTE_MAX_MEMSEG_LISTS];
	bool starting;                 /**< inside mem_start() */
	char why[PATH_MAX + 256];      /**< reason of a failed start */
};

extern struct mem_local mem_local;

/** Note the reason of a failure of mem_start() and give @p err back; the most detailed one, noted first, is kept. */
int mem_why(int err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** What is true while the map cannot change: no growth, no callbacks. */
static inline bool
mem_map_fixed(void)
{
	return mem_shared == NULL || mem_shared->fixed;
}

#endif
