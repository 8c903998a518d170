/// The versions that libraries of Debian's packages define, those of glibc and GCC apart.
///
/// They are the same on all processors, and follow from the packages themselves. Without them nobody
/// could tell whether a program runs that needs `LIBSELINUX_1.0`.
enum BaseVersions {
    /// All that a library defines in a release, 14 for unstable; empty where the table does not
    /// know.
    static func versions(of library: String, debian release: Int) -> [String] {
        guard release >= 11 else { return [] }
        var (versions, counts) = ([String](), true)
        for word in table[library]?.split(separator: space).dropFirst() ?? [] {
            if word.first == UInt8(ascii: "@") {
                counts = Int(Substring(word.dropFirst())).map { $0 <= release } ?? false
            } else if counts, word.first == UInt8(ascii: "-") {
                versions.removeAll { $0 == Substring(word.dropFirst()) }
            } else if counts {
                versions.append(String(Substring(word)))
            }
        }
        return versions
    }

    private static let space = UInt8(ascii: " ")

    /// The lines by library; words are looked for by bytes, as characters take many times as long.
    private static let table: [String: Substring.UTF8View] = {
        var table: [String: Substring.UTF8View] = [:]
        for line in lines.utf8.split(separator: UInt8(ascii: "\n")) {
            table[String(Substring(line.prefix { $0 != space }))] = line
        }
        return table
    }()

    /// What each defined in Debian 11, or in the release after the first `@`; then what came with
    /// others, and with a hyphen, what went.
    ///
    /// Of libcrypt's first versions each processor has one: programs for it need no other.
    private static let lines = """
        libacl.so.1 ACL_1.0 ACL_1.1 ACL_1.2 @14 ACL_1.3
        libattr.so.1 ATTR_1.0 ATTR_1.1 ATTR_1.2 ATTR_1.3
        libblkid.so.1 BLKID_1.0 BLKID_2.15 BLKID_2.17 BLKID_2.18 BLKID_2.20 BLKID_2.21 \
        BLKID_2.23 BLKID_2.25 BLKID_2.30 BLKID_2_31 BLKID_2_36 @12 BLKID_2_37 @13 BLKID_2_39 \
        BLKID_2_40
        libbsd.so.0 @13 LIBBSD_0.0 LIBBSD_0.1 LIBBSD_0.2 LIBBSD_0.3 LIBBSD_0.4 LIBBSD_0.5 \
        LIBBSD_0.6 LIBBSD_0.7 LIBBSD_0.8 LIBBSD_0.9 LIBBSD_0.9.1 LIBBSD_0.10.0 LIBBSD_0.11.0 \
        LIBBSD_0.12.0
        libcrypt.so.1 GLIBC_2.0 GLIBC_2.2 GLIBC_2.2.5 GLIBC_2.3 GLIBC_2.4 GLIBC_2.17 GLIBC_2.27 \
        GLIBC_2.36 XCRYPT_2.0 XCRYPT_4.3 XCRYPT_4.4
        libcrypto.so.1.1 OPENSSL_1_1_0 OPENSSL_1_1_0a OPENSSL_1_1_0c OPENSSL_1_1_0d \
        OPENSSL_1_1_0f OPENSSL_1_1_0g OPENSSL_1_1_0h OPENSSL_1_1_0i OPENSSL_1_1_0j OPENSSL_1_1_1 \
        OPENSSL_1_1_1b OPENSSL_1_1_1c OPENSSL_1_1_1d OPENSSL_1_1_1e OPENSSL_1_1_1h
        libcrypto.so.3 @12 OPENSSL_3.0.0 OPENSSL_3.0.3 OPENSSL_3.0.8 OPENSSL_3.0.9 @13 \
        OPENSSL_3.1.0 OPENSSL_3.2.0 OPENSSL_3.3.0 OPENSSL_3.4.0 OPENSSL_3.5.0 @14 OPENSSL_3.6.0
        libdb-5.3.so DB5_3
        libgcrypt.so.20 GCRYPT_1.6
        libgnutls.so.30 GNUTLS_3_4 GNUTLS_3_6_0 GNUTLS_3_6_2 GNUTLS_3_6_3 GNUTLS_3_6_4 \
        GNUTLS_3_6_5 GNUTLS_3_6_6 GNUTLS_3_6_8 GNUTLS_3_6_9 GNUTLS_3_6_10 GNUTLS_3_6_12 \
        GNUTLS_3_6_13 GNUTLS_3_6_14 GNUTLS_3_7_0 GNUTLS_FIPS140_3_4 GNUTLS_PRIVATE_3_4 @12 \
        GNUTLS_3_7_2 GNUTLS_3_7_3 GNUTLS_3_7_4 GNUTLS_3_7_5 GNUTLS_3_7_7
        libgomp.so.1 OMP_1.0 OMP_2.0 OMP_3.0 OMP_3.1 OMP_4.0 OMP_4.5 OMP_5.0 GOMP_1.0 GOMP_2.0 \
        GOMP_3.0 GOMP_4.0 GOMP_4.0.1 GOMP_4.5 GOMP_5.0 OACC_2.0 OACC_2.0.1 OACC_2.5 OACC_2.5.1 \
        OACC_2.6 GOACC_2.0 GOACC_2.0.1 GOMP_PLUGIN_1.0 GOMP_PLUGIN_1.1 GOMP_PLUGIN_1.2 \
        GOMP_PLUGIN_1.3 @12 OMP_5.0.1 OMP_5.0.2 OMP_5.1 GOMP_5.0.1 GOMP_5.1 GOACC_2.0.2 @13 \
        OMP_5.1.1 OMP_5.2 GOMP_5.1.1 GOMP_5.1.2 GOMP_PLUGIN_1.4
        libgpg-error.so.0 GPG_ERROR_1.0
        libgssapi_krb5.so.2 gssapi_krb5_2_MIT HIDDEN
        libidn2.so.0 IDN2_0.0.0 IDN2_2.1.0
        libk5crypto.so.3 k5crypto_3_MIT HIDDEN
        libkeyutils.so.1 KEYUTILS_0.3 KEYUTILS_1.0 KEYUTILS_1.3 KEYUTILS_1.4 KEYUTILS_1.5 \
        KEYUTILS_1.6 KEYUTILS_1.7 KEYUTILS_1.8 KEYUTILS_1.9
        libkrb5.so.3 krb5_3_MIT HIDDEN
        libkrb5support.so.0 krb5support_0_MIT HIDDEN
        liblastlog2.so.2 @13 LIBLASTLOG2_2_40
        liblzma.so.5 XZ_5.0 XZ_5.2 @12 XZ_5.1.2alpha XZ_5.2.2 XZ_5.4 @13 XZ_5.6.0 XZ_5.8
        libmd.so.0 @12 LIBMD_0.0 @13 LIBMD_0.1 @14 LIBMD_0.2 LIBMD_0.3
        libmount.so.1 MOUNT_2.19 MOUNT_2.20 MOUNT_2.21 MOUNT_2.22 MOUNT_2.23 MOUNT_2.24 \
        MOUNT_2.25 MOUNT_2.26 MOUNT_2.28 MOUNT_2.30 MOUNT_2.33 MOUNT_2.34 MOUNT_2_35 @12 \
        MOUNT_2_37 MOUNT_2_38 @13 MOUNT_2_39 MOUNT_2_40 MOUNT_2_41 @14 MOUNT_2_42
        libnsl.so.2 LIBNSL_1.0 LIBNSL_1.0.1 LIBNSL_1.0.2 LIBNSL_PRIVATE
        libp11-kit.so.0 LIBP11_KIT_1.0
        libpam.so.0 LIBPAM_1.0 LIBPAM_EXTENSION_1.0 LIBPAM_EXTENSION_1.1 LIBPAM_EXTENSION_1.1.1 \
        LIBPAM_MODUTIL_1.0 LIBPAM_MODUTIL_1.1 LIBPAM_MODUTIL_1.1.3 LIBPAM_MODUTIL_1.1.9 \
        LIBPAM_MODUTIL_1.3.2 LIBPAM_1.4 @12 LIBPAM_MODUTIL_1.4.1
        libpam_misc.so.0 LIBPAM_MISC_1.0
        libpamc.so.0 LIBPAMC_1.0
        libpcre2-8.so.0 @14 PCRE2_10.47 PCRE2_10.48 PCRE2_10.49
        libselinux.so.1 LIBSELINUX_1.0 @12 LIBSELINUX_3.4 @13 LIBSELINUX_3.5 LIBSELINUX_3.8 @14 \
        LIBSELINUX_3.9 LIBSELINUX_3.10
        libsemanage.so.1 LIBSEMANAGE_1.0 LIBSEMANAGE_1.1
        libsemanage.so.2 @12 LIBSEMANAGE_1.0 LIBSEMANAGE_1.1 LIBSEMANAGE_3.4 @14 LIBSEMANAGE_3.9
        libsepol.so.1 LIBSEPOL_1.0 LIBSEPOL_1.1 LIBSEPOL_3.0
        libsepol.so.2 @12 LIBSEPOL_1.0 LIBSEPOL_1.1 LIBSEPOL_3.0 LIBSEPOL_3.4 @13 LIBSEPOL_3.6 \
        @14 LIBSEPOL_3.11
        libsmartcols.so.1 SMARTCOLS_2.25 SMARTCOLS_2.27 SMARTCOLS_2.28 SMARTCOLS_2.29 \
        SMARTCOLS_2.30 SMARTCOLS_2.31 SMARTCOLS_2.33 SMARTCOLS_2.34 SMARTCOLS_2.35 @12 \
        SMARTCOLS_2.38 @13 SMARTCOLS_2.39 SMARTCOLS_2.40 SMARTCOLS_2.41 @14 SMARTCOLS_2.42
        libssl.so.1.1 OPENSSL_1_1_0 OPENSSL_1_1_0d OPENSSL_1_1_1 OPENSSL_1_1_1a
        libssl.so.3 @12 OPENSSL_3.0.0 @13 OPENSSL_3.2.0 OPENSSL_3.3.0 OPENSSL_3.4.0 \
        OPENSSL_3.5.0
        libsystemd.so.0 LIBSYSTEMD_209 LIBSYSTEMD_211 LIBSYSTEMD_213 LIBSYSTEMD_214 \
        LIBSYSTEMD_216 LIBSYSTEMD_217 LIBSYSTEMD_219 LIBSYSTEMD_220 LIBSYSTEMD_221 \
        LIBSYSTEMD_222 LIBSYSTEMD_226 LIBSYSTEMD_227 LIBSYSTEMD_229 LIBSYSTEMD_230 \
        LIBSYSTEMD_231 LIBSYSTEMD_232 LIBSYSTEMD_233 LIBSYSTEMD_234 LIBSYSTEMD_236 \
        LIBSYSTEMD_237 LIBSYSTEMD_238 LIBSYSTEMD_239 LIBSYSTEMD_240 LIBSYSTEMD_241 \
        LIBSYSTEMD_243 LIBSYSTEMD_245 LIBSYSTEMD_246 LIBSYSTEMD_247 @12 LIBSYSTEMD_248 \
        LIBSYSTEMD_249 LIBSYSTEMD_250 LIBSYSTEMD_251 LIBSYSTEMD_252 @13 LIBSYSTEMD_253 \
        LIBSYSTEMD_254 LIBSYSTEMD_255 LIBSYSTEMD_256 LIBSYSTEMD_257 @14 LIBSYSTEMD_258 \
        LIBSYSTEMD_259 LIBSYSTEMD_260 LIBSYSTEMD_261 LIBSYSTEMD_262
        libtasn1.so.6 LIBTASN1_0_3 LIBTASN1_4_16_0
        libtinfo.so.6 NCURSES6_TIC_5.0.19991023 NCURSES6_TIC_5.1.20000708 \
        NCURSES6_TIC_5.5.20051010 NCURSES6_TIC_5.7.20081102 NCURSES6_TIC_5.9.20150530 \
        NCURSES6_TIC_6.1.20171230 NCURSES6_TINFO_5.0.19991023 NCURSES6_TINFO_5.1.20000708 \
        NCURSES6_TINFO_5.2.20001021 NCURSES6_TINFO_5.3.20021019 NCURSES6_TINFO_5.4.20040208 \
        NCURSES6_TINFO_5.5.20051010 NCURSES6_TINFO_5.6.20061217 NCURSES6_TINFO_5.7.20081102 \
        NCURSES6_TINFO_5.8.20110226 NCURSES6_TINFO_5.9.20150530 NCURSES6_TINFO_6.1.20171230 \
        NCURSES6_TINFO_6.2.20200212 NCURSES6_TINFO_6.2.current NCURSESW6_5.1.20000708 \
        NCURSESW6_5.3.20021019 NCURSESW6_5.4.20040208 NCURSESW6_5.5.20051010 \
        NCURSESW6_5.6.20061217 NCURSESW6_5.7.20081102 NCURSESW6_5.8.20110226 \
        NCURSESW6_5.9.20150530 NCURSESW6_6.1.20171230 NCURSESW6_6.2.20200212 @12 \
        NCURSES6_TINFO_6.2.20211010 -NCURSES6_TINFO_6.2.current @13 NCURSES6_TINFO_6.5.20240427 \
        @14 NCURSES6_TINFO_6.6.20251230 NCURSES6_TINFO_6.6.current
        libtirpc.so.3 TIRPC_0.3.0 TIRPC_0.3.1 TIRPC_0.3.2 TIRPC_0.3.3 TIRPC_PRIVATE
        libudev.so.1 LIBUDEV_183 LIBUDEV_189 LIBUDEV_196 LIBUDEV_199 LIBUDEV_215 LIBUDEV_247
        libuuid.so.1 UUID_1.0 UUID_2.20 UUID_2.31 UUID_2.36 UUIDD_PRIVATE @13 UUID_2.40 \
        UUID_2.41
        libz.so.1 ZLIB_1.2.0 ZLIB_1.2.0.2 ZLIB_1.2.0.8 ZLIB_1.2.2 ZLIB_1.2.2.3 ZLIB_1.2.2.4 \
        ZLIB_1.2.3.3 ZLIB_1.2.3.4 ZLIB_1.2.3.5 ZLIB_1.2.5.1 ZLIB_1.2.5.2 ZLIB_1.2.7.1 ZLIB_1.2.9 \
        @12 ZLIB_1.2.12 @14 ZLIB_1.3.1.2 ZLIB_1.3.2
        """
}
