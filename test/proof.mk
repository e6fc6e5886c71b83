# SPDX-License-Identifier: BSD-3-Clause
# Fault and soak tests: programs that look inside, so they are linked with the static archives. make -f test/proof.mk programs
#
# The whole build is included, so that they are rebuilt when a library is, and by the same compiler and switches.

include Makefile

.DEFAULT_GOAL := programs
PROOF_SHARED := test/fault/state.c test/fault/subject.c
PROOF_SOURCES := $(wildcard test/fault/*_test.c test/soak/*_test.c)
PROOF_PROGRAMS := $(PROOF_SOURCES:%.c=$(O)/%)
PROOF_OBJECTS := $(patsubst %.c,$(OBJ)/%.o,$(PROOF_SHARED) $(PROOF_SOURCES) test/fault/wrap.c)

# Calls that calls_test lets fail by number; those it does not have a stand-in for would not link.
WRAPPED := malloc calloc realloc aligned_alloc posix_memalign strdup strndup asprintf mmap open openat fopen fdopen ioctl socket \
	bind setsockopt getsockopt eventfd timerfd_create epoll_ctl rte_malloc rte_malloc_socket rte_zmalloc rte_zmalloc_socket \
	rte_calloc rte_calloc_socket rte_memzone_reserve rte_memzone_reserve_aligned
PROOF_LINK.calls_test := $(OBJ)/test/fault/wrap.o $(WRAPPED:%=-Wl,--wrap=%)

.PHONY: programs
programs: $(PROOF_PROGRAMS)

define proof-object
$(OBJ)/$(1:.c=.o): $(1) test/proof.mk $(FLAGS_STAMP) | $(HEADER_STAMP)
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D) && $$(CC) $$(BASE_CFLAGS) $$(WARN_CFLAGS) $$(EXTRA_CFLAGS) -MMD -MP -MF $$(@:.o=.d) -c -o $$@ $$<
endef
$(foreach s,$(PROOF_SHARED) $(PROOF_SOURCES) test/fault/wrap.c,$(eval $(call proof-object,$(s))))

$(PROOF_PROGRAMS): $(O)/%: $(OBJ)/%.o $(PROOF_SHARED:%.c=$(OBJ)/%.o) $(OBJ)/test/fault/wrap.o $(STATIC_LIBS)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(LINK_FLAGS) -rdynamic $(EXTRA_LDFLAGS) -o $@ $< $(PROOF_SHARED:%.c=$(OBJ)/%.o) \
		$(PROOF_LINK.$(@F)) $(call STATIC_LINK,$(ALL_LINKED)) $(EXTRA_LDLIBS)

-include $(PROOF_OBJECTS:.o=.d)
