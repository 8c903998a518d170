/// The libraries of the bases of Debian and Ubuntu: of all packages that every installation has,
/// and apt's.
///
/// They follow from the distributions' own package lists: `TestBinaries/compare_targets.py` asks them
/// again. `libc6` is left out.
enum EssentialLibraries {
    /// What all have since Ubuntu 16.04 and Debian 10.
    static let common = """
        libacl.so.1 libattr.so.1 libaudit.so.1 libblkid.so.1 libbz2.so.1.0 libdebconfclient.so.0 \
        libgcc_s.so.1 liblz4.so.1 liblzma.so.5 libmount.so.1 libpam.so.0 libpam_misc.so.0 \
        libpamc.so.0 libseccomp.so.2 libselinux.so.1 libsmartcols.so.1 libstdc++.so.6 \
        libsystemd.so.0 libudev.so.1 libuuid.so.1 libz.so.1
        """

    /// What is certain of Debian 8 and 9 and of Ubuntu 14.04.
    static let old = """
        libacl.so.1 libattr.so.1 libaudit.so.1 libblkid.so.1 libbz2.so.1.0 libgcc_s.so.1 \
        liblzma.so.5 libmount.so.1 libpam.so.0 libpam_misc.so.0 libpamc.so.0 libpcre.so.3 \
        libselinux.so.1 libstdc++.so.6 libtinfo.so.5 libudev.so.1 libuuid.so.1 libz.so.1
        """

    /// Debian 10.
    static let buster = """
        \(common) libapt-pkg.so.5.0 libcap-ng.so.0 libcom_err.so.2 libdb-5.3.so libe2p.so.2 \
        libext2fs.so.2 libfdisk.so.1 libffi.so.6 libformw.so.6 libgcrypt.so.20 libgmp.so.10 \
        libgnutls.so.30 libgpg-error.so.0 libhogweed.so.4 libidn2.so.0 libmenuw.so.6 \
        libncursesw.so.6 libnettle.so.6 libp11-kit.so.0 libpanelw.so.6 libpcre.so.3 \
        libpcreposix.so.3 libsemanage.so.1 libsepol.so.1 libss.so.2 libtasn1.so.6 libtic.so.6 \
        libtinfo.so.6 libunistring.so.2 libzstd.so.1
        """

    /// Debian 11.
    static let bullseye = """
        \(common) libapt-pkg.so.6.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so.1 libcrypto.so.1.1 \
        libdb-5.3.so libe2p.so.2 libext2fs.so.2 libffi.so.7 libgcrypt.so.20 libgmp.so.10 \
        libgnutls.so.30 libgpg-error.so.0 libgssapi_krb5.so.2 libhogweed.so.6 libidn2.so.0 \
        libk5crypto.so.3 libkeyutils.so.1 libkrb5.so.3 libkrb5support.so.0 libnettle.so.8 \
        libnsl.so.2 libp11-kit.so.0 libpcre.so.3 libpcre2-8.so.0 libpcreposix.so.3 \
        libsemanage.so.1 libsepol.so.1 libss.so.2 libssl.so.1.1 libtasn1.so.6 libtic.so.6 \
        libtinfo.so.6 libtirpc.so.3 libunistring.so.2 libxxhash.so.0 libzstd.so.1
        """

    /// Debian 12.
    static let bookworm = """
        \(common) libapt-pkg.so.6.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 \
        libdb-5.3.so libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 libffi.so.8 libgcrypt.so.20 \
        libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 libhogweed.so.6 libidn2.so.0 libmd.so.0 \
        libnettle.so.8 libp11-kit.so.0 libpcre2-8.so.0 libpsx.so.2 libsemanage.so.2 libsepol.so.2 \
        libss.so.2 libtasn1.so.6 libtic.so.6 libtinfo.so.6 libunistring.so.2 libxxhash.so.0 \
        libzstd.so.1
        """

    /// Debian 13.
    static let trixie = """
        \(common) libapt-pkg.so.7.0 libbsd.so.0 libcap-ng.so.0 libcap.so.2 libcrypt.so.1 \
        libcrypto.so.3 libdb-5.3.so libdrop_ambient.so.0 libgmp.so.10 libhogweed.so.6 \
        liblastlog2.so.2 libmd.so.0 libnettle.so.8 libpcre2-8.so.0 libpsx.so.2 libsemanage.so.2 \
        libsepol.so.2 libsqlite3.so.0 libssl.so.3 libtic.so.6 libtinfo.so.6 libxxhash.so.0 \
        libzstd.so.1
        """

    /// Debian unstable.
    static let sid = """
        \(common) libapt-pkg.so.7.0 libbsd.so.0 libcap-ng.so.0 libcrypt.so.1 libcrypto.so.3 \
        libdb-5.3.so libdrop_ambient.so.0 libgmp.so.10 libhogweed.so.6 libmd.so.0 libnettle.so.8 \
        libpcre2-8.so.0 libsemanage.so.2 libsepol.so.2 libssl.so.3 libtic.so.6 libtinfo.so.6 \
        libxxhash.so.0 libzstd.so.1
        """

    /// Ubuntu 16.04.
    static let xenial = """
        \(common) libapparmor.so.1 libapt-pkg.so.5.0 libcap.so.2 libcom_err.so.2 \
        libcryptsetup.so.4 libdb-5.3.so libdevmapper.so.1.02.1 libfdisk.so.1 libform.so.5 \
        libformw.so.5 libgcrypt.so.20 libgpg-error.so.0 libhistory.so.6 libkmod.so.2 libmenu.so.5 \
        libmenuw.so.5 libncurses.so.5 libncursesw.so.5 libpanel.so.5 libpanelw.so.5 libpcre.so.3 \
        libpcreposix.so.3 libprocps.so.4 libreadline.so.6 libsemanage.so.1 libsepol.so.1 \
        libss.so.2 libtic.so.5 libtinfo.so.5 libusb-0.1.so.4 libustr-1.0.so.1
        """

    /// Ubuntu 18.04.
    static let bionic = """
        \(common) libapt-pkg.so.5.0 libcap-ng.so.0 libcom_err.so.2 libdb-5.3.so libe2p.so.2 \
        libext2fs.so.2 libfdisk.so.1 libffi.so.6 libform.so.5 libformw.so.5 libgcrypt.so.20 \
        libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 libhogweed.so.4 libidn2.so.0 libmenu.so.5 \
        libmenuw.so.5 libncurses.so.5 libncursesw.so.5 libnettle.so.6 libp11-kit.so.0 \
        libpanel.so.5 libpanelw.so.5 libpcre.so.3 libpcreposix.so.3 libprocps.so.6 \
        libsemanage.so.1 libsepol.so.1 libss.so.2 libtasn1.so.6 libtic.so.5 libtinfo.so.5 \
        libunistring.so.2 libzstd.so.1
        """

    /// Ubuntu 20.04.
    static let focal = """
        \(common) libapt-pkg.so.6.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so.1 libdb-5.3.so \
        libe2p.so.2 libext2fs.so.2 libfdisk.so.1 libffi.so.7 libform.so.6 libformw.so.6 \
        libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 libhogweed.so.5 \
        libidn2.so.0 libmenu.so.6 libmenuw.so.6 libncurses.so.6 libncursesw.so.6 libnettle.so.7 \
        libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 libpcre.so.3 libpcre2-8.so.0 \
        libpcreposix.so.3 libprocps.so.8 libsemanage.so.1 libsepol.so.1 libss.so.2 libtasn1.so.6 \
        libtic.so.6 libtinfo.so.6 libunistring.so.2 libzstd.so.1
        """

    /// Ubuntu 22.04.
    static let jammy = """
        \(common) libapt-pkg.so.6.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 libcrypt.so.1 \
        libcrypto.so.3 libdb-5.3.so libe2p.so.2 libext2fs.so.2 libffi.so.8 libform.so.6 \
        libformw.so.6 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 \
        libgssapi_krb5.so.2 libhogweed.so.6 libidn2.so.0 libk5crypto.so.3 libkeyutils.so.1 \
        libkrb5.so.3 libkrb5support.so.0 libmenu.so.6 libmenuw.so.6 libncurses.so.6 \
        libncursesw.so.6 libnettle.so.8 libnsl.so.2 libp11-kit.so.0 libpanel.so.6 libpanelw.so.6 \
        libpcre.so.3 libpcre2-8.so.0 libpcreposix.so.3 libprocps.so.8 libsemanage.so.2 \
        libsepol.so.2 libss.so.2 libssl.so.3 libtasn1.so.6 libtic.so.6 libtinfo.so.6 libtirpc.so.3 \
        libunistring.so.2 libxxhash.so.0 libzstd.so.1
        """

    /// Ubuntu 24.04.
    static let noble = """
        \(common) libapt-pkg.so.6.0 libassuan.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 \
        libcrypt.so.1 libcrypto.so.3 libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 libffi.so.8 \
        libformw.so.6 libgcrypt.so.20 libgmp.so.10 libgnutls.so.30 libgpg-error.so.0 \
        libhogweed.so.6 libidn2.so.0 libmd.so.0 libmenuw.so.6 libncursesw.so.6 libnettle.so.8 \
        libnpth.so.0 libp11-kit.so.0 libpanelw.so.6 libpcre2-8.so.0 libproc2.so.0 libpsx.so.2 \
        libsemanage.so.2 libsepol.so.2 libss.so.2 libssl.so.3 libtasn1.so.6 libtic.so.6 \
        libtinfo.so.6 libunistring.so.5 libxxhash.so.0 libzstd.so.1
        """

    /// Ubuntu 25.04.
    static let plucky = """
        \(common) libapt-pkg.so.7.0 libassuan.so.9 libbsd.so.0 libcap-ng.so.0 libcap.so.2 \
        libcom_err.so.2 libcrypt.so.1 libcrypto.so.3 libdb-5.3.so libdrop_ambient.so.0 libe2p.so.2 \
        libext2fs.so.2 libformw.so.6 libgcrypt.so.20 libgmp.so.10 libgpg-error.so.0 libmd.so.0 \
        libmenuw.so.6 libncursesw.so.6 libnpth.so.0 libpanelw.so.6 libpcre2-8.so.0 libproc2.so.0 \
        libpsx.so.2 libsemanage.so.2 libsepol.so.2 libss.so.2 libssl.so.3 libtic.so.6 \
        libtinfo.so.6 libxxhash.so.0 libzstd.so.1
        """

    /// Ubuntu 25.10.
    static let questing = """
        \(common) libapt-pkg.so.7.0 libbsd.so.0 libcap-ng.so.0 libcap.so.2 libcom_err.so.2 \
        libcrypt.so.1 libcrypto.so.3 libdb-5.3.so libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 \
        libformw.so.6 libgcrypt.so.20 libgmp.so.10 libgpg-error.so.0 liblastlog2.so.2 libmd.so.0 \
        libmenuw.so.6 libncursesw.so.6 libpanelw.so.6 libpcre2-8.so.0 libproc2.so.0 libpsx.so.2 \
        libsemanage.so.2 libsepol.so.2 libsqlite3.so.0 libss.so.2 libssl.so.3 libtic.so.6 \
        libtinfo.so.6 libxxhash.so.0 libzstd.so.1
        """

    /// Ubuntu 26.04.
    static let resolute = """
        \(common) libapt-pkg.so.7.0 libbsd.so.0 libcap-ng.so.0 libcom_err.so.2 libcrypt.so.1 \
        libcrypto.so.3 libdb-5.3.so libdrop_ambient.so.0 libe2p.so.2 libext2fs.so.2 libformw.so.6 \
        libgcrypt.so.20 libgmp.so.10 libgpg-error.so.0 libmd.so.0 libmenuw.so.6 libncursesw.so.6 \
        libpanelw.so.6 libpcre2-8.so.0 libproc2.so.0 libsemanage.so.2 libsepol.so.2 libss.so.2 \
        libssl.so.3 libtic.so.6 libtinfo.so.6 libxxhash.so.0 libzstd.so.1
        """
}
