internal import ObjectFile

/// gcompat, which runs programs made for glibc with musl: a stub in the place of glibc's loader, and a
/// library of names that musl lacks.
///
/// Spec: gcompat 1.0.0 and 1.1.0, loader/loader.c and Makefile; Alpine, main/gcompat/APKBUILD.
enum KnownGcompat {
    /// The release that comes with a musl in Alpine: the newer one since Alpine 3.18.
    private static func release(_ musl: MuslVersion) -> MuslVersion {
        musl < MuslVersion(1, 2, 4) ? MuslVersion(1, 0, 0) : MuslVersion(1, 1, 0)
    }

    private static let library = "libgcompat.so.0"
    /// glibc's names under which the library answers, too; musl keeps most of them for itself.
    private static let links = [
        "libc.so.6", "libcrypt.so.1", "libm.so.6", "libpthread.so.0", "libresolv.so.2",
        "librt.so.1", "libutil.so.1",
    ]

    /// Adds its files to those of musl, whose loader has this path.
    static func add(
        to entries: inout KnownEntries, _ musl: MuslVersion, _ architecture: Architecture,
        _ machine: KnownMachine, linker: String
    ) {
        guard let loader = LoaderPath.glibc(architecture)?.text,
            let slash = loader.lastIndex(of: "/")
        else { return }
        let name = String(loader[loader.index(after: slash)...])
        let release = release(musl)
        entries.add("/lib/" + name, .whole) {
            var outline = LibraryOutline(machine: machine, name: nil)
            outline.constants = [0]
            for text in [Relay.mark + ".", linker, "/lib/\(library) "] {
                outline.constants += Array(text.utf8) + [0]
            }
            return outline
        }
        if LoaderFile.isWide(architecture) {
            entries.addLink("/lib64/" + name, to: "../lib/" + name)
        }
        add("/lib/" + library, names, release, machine, to: &entries)
        add("/usr/lib/libucontext.so.1", contextNames, release, machine, to: &entries)
        add("/usr/lib/libobstack.so.1", stackNames, release, machine, to: &entries)
        guard release > MuslVersion(1, 0, 0) else { return }
        for link in links { entries.addLink("/lib/" + link, to: library) }
    }

    private static func add(
        _ path: String, _ names: String, _ release: MuslVersion, _ machine: KnownMachine,
        to entries: inout KnownEntries
    ) {
        let soname = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) }
        entries.add(path, .whole) {
            var outline = LibraryOutline(machine: machine, name: soname)
            if soname == library { outline.needed = ["libobstack.so.1", "libucontext.so.1"] }
            var symbols: [UInt8] = []
            MuslNames.add(names.utf8.span, release, to: &symbols)
            outline.symbols = symbols
            return outline
        }
    }

    private static let contextNames = """
        __getcontext __makecontext __setcontext __swapcontext getcontext libucontext_getcontext \
        libucontext_makecontext libucontext_setcontext libucontext_swapcontext makecontext \
        setcontext swapcontext
        """

    private static let stackNames = """
        _obstack_allocated_p _obstack_begin _obstack_begin_1 _obstack_free _obstack_memory_used \
        _obstack_newchunk obstack_alloc_failed_handler obstack_exit_failure obstack_free
        """

    /// The names, as `nm -D` shows them of builds for x86-64.
    private static let names = """
        GCOMPAT__panic _IO_feof _IO_puts __acos_finite __acosf_finite __acosh_finite \
        __acoshf_finite __acoshl_finite __acosl_finite __asin_finite __asinf_finite __asinl_finite \
        __asprintf_chk __atan2_finite __atan2f_finite __atan2l_finite __atanh_finite \
        __atanhf_finite __atanhl_finite __calloc __chk_fail __close@1.1.0 __cmsg_nxthdr \
        __confstr_chk __cosh_finite __coshf_finite __coshl_finite __ctype_b __cxa_at_quick_exit \
        __cxa_thread_atexit_impl __dprintf_chk@1.1.0 __duplocale@1.1.0 __exp10_finite \
        __exp10f_finite __exp10l_finite __exp2_finite __exp2f_finite __exp2l_finite __exp_finite \
        __expf_finite __expl_finite __explicit_bzero_chk@1.1.0 __fdelt_chk __fdelt_warn@1.1.0 \
        __fgets_chk __fgets_unlocked_chk __finite __finitef __finitel __fmod_finite __fmodf_finite \
        __fmodl_finite __fprintf_chk __fread_chk __free __fwprintf_chk __gamma_finite \
        __gamma_r_finite __gammaf_finite __gammaf_r_finite __gammal_finite __gammal_r_finite \
        __gcompat_valid_locales<1.1.0 __getauxval@1.1.0 __getcwd_chk __getgroups_chk \
        __gethostname_chk __getlogin_r_chk __getpagesize __getpgid __hypot_finite __hypotf_finite \
        __hypotl_finite __isinf __isinff __isinfl __isnan __isnanf __isnanl __j0_finite \
        __j0f_finite __j1_finite __j1f_finite __jn_finite __jnf_finite __lgamma_finite \
        __lgamma_r_finite __lgammaf_finite __lgammaf_r_finite __lgammal_finite __lgammal_r_finite \
        __libc_calloc __libc_free __libc_malloc __libc_memalign __libc_realloc \
        __libc_single_threaded@1.1.0 __libc_stack_end __log10_finite __log10f_finite \
        __log10l_finite __log2_finite __log2f_finite __log2l_finite __log_finite __logf_finite \
        __logl_finite __longjmp_chk __malloc __mbrlen@1.1.0 __memalign __memcpy_chk __memmove_chk \
        __mempcpy __mempcpy_chk __memset_chk __newlocale@1.1.0 __open64_2 __open_2 __poll_chk \
        __pow_finite __powf_finite __powl_finite __pread64_chk __pread_chk __printf_chk \
        __pthread_register_cancel __pthread_unregister_cancel __rawmemchr __read_chk \
        __readlink_chk __realloc __realpath_chk __recv_chk __recvfrom_chk __register_atfork \
        __remainder_finite __remainderf_finite __remainderl_finite __res_nclose __res_ninit \
        __res_search __sbrk __scalb_finite __scalbf_finite __scalbl_finite __sched_cpualloc \
        __sched_cpufree __secure_getenv __sinh_finite __sinhf_finite __sinhl_finite __snprintf_chk \
        __sprintf_chk __sqrt_finite __sqrtf_finite __sqrtl_finite __stpcpy_chk __stpncpy_chk \
        __strcat_chk __strcpy_chk __strcspn_c2 __strdup __strftime_l __strncat_chk __strncpy_chk \
        __strndup __strsep_g __strtod_internal __strtof_internal __strtok_r __strtol_internal \
        __strtold_internal __swprintf_chk __sysconf __syslog_chk __ttyname_r_chk __vasprintf_chk \
        __vfprintf_chk __vfwprintf_chk __vprintf_chk __vsnprintf_chk __vsprintf_chk \
        __vswprintf_chk __vsyslog_chk __wcscpy_chk __wcstol_internal __xpg_sigpause __y0_finite \
        __y0f_finite __y1_finite __y1f_finite __yn_finite __ynf_finite _fini _init \
        _is_valid_locale<1.1.0 backtrace backtrace_symbols backtrace_symbols_fd dlmopen dlvsym \
        duplocale@1.1.0 error execv execve execvp fgetgrent_r fgetpwent_r finite finitef finitel \
        fopen@1.1.0 freelocale<1.1.0 getcontext getgrent_r getprotobyname_r getprotobynumber_r \
        getprotoent_r getpwent_r getservent_r getutent_r gnu_dev_major gnu_dev_makedev \
        gnu_dev_minor gnu_get_libc_release gnu_get_libc_version group_member initstate_r@1.1.0 \
        isinf isinff isinfl isnan isnanf isnanl mallinfo malloc_trim memfrob mtrace muntrace \
        newlocale pthread_getname_np pthread_mutexattr_getkind_np@1.1.0 \
        pthread_mutexattr_setkind_np@1.1.0 pthread_yield random_r@1.1.0 rawmemchr readlink \
        realpath register_atfork res_nclose res_ninit scalbl secure_getenv setrlimit \
        setstate_r@1.1.0 srandom_r@1.1.0 strerror_r@1.1.0 strfry strtoll_l strtoq strtoull_l \
        strtouq sysctl tmpnam_r wcstod_l wcstol_l wcstoul_l
        """
}
