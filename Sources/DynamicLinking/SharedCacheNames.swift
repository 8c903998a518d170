extension SharedCache {
    /// The names in `/usr/lib`, links included and without `.dylib`, that are in the cache.
    ///
    /// They serve for paths that dyld tries of itself, for which a location proves nothing.
    /// Spec: the macOS 12.0 SDK, `usr/lib/*.tbd`, without `libgmalloc`, `libLeaksAtExit` and the two of
    /// trampolines, which are files, and without Python, which is gone since macOS 12.3; `libstdc++` has no longer a stub there.
    static let names = Set(
        """
        ACIPCBTLib AppleConvergedTransport PN548_API libAHTRestore libATCommandStudioDynamic
        libAXSafeCategoryBundle libAccessibility libAccountPolicyTranslation libAppleArchive
        libAppleEXR libAppleSSEExt libAppletTranslationLibrary libAudioDSPCore
        libAudioIssueDetector libAudioStatistics libAudioToolboxUtility libBSDPClient
        libBSDPClient.A libCRFSuite libCRFSuite0.12 libCTGreenTeaLogger libCheckFix
        libChineseTokenizer libCoreEntitlements libCoreStorage libDHCPServer libDHCPServer.A
        libDiagnosticMessagesClient libEndpointSecurity libFDR libFDRDecode libFDR_osx
        libFaultOrdering libFosl_dynamic libIASAuthReboot libIASUnifiedProgress
        libIOAccessoryManager libIOGTrace libIOReport libInFieldCollection
        libKernelCollectionBuilder libMTLCapture libMTLToolsDiagnostics libMatch libMatch.1
        libMemoryResourceException libMobileGestalt libNFC_Comet libNFC_HAL
        libParallelCompression libQMIParserDynamic libReverseProxyDevice libSLAMDynamic
        libSMC libScreenReader libSecRecord libSystem libSystem.B libTelephonyUtilDynamic
        libThaiTokenizer libThreadExternalCommissioner libUSBCfwflasher libUniversalAccess
        libXSEvent libXplugin libXplugin.1 libamsupport libapp_launch_measurement
        libapple_nghttp2 libapr-1 libapr-1.0 libaprutil-1 libaprutil-1.0 libarchive
        libarchive.2 libate libauditd libauditd.0 libauthinstall libblas libbootpolicy
        libboringssl libbsm libbsm.0 libbz2 libbz2.1.0 libbz2.1.0.8 libc libc++ libc++.1
        libc++abi libcblas libcharset libcharset.1 libcharset.1.0.0 libclapack libcmark-gfm
        libcmph libcodedirectory libcom_err libcompression libcoreroutine libcoretls
        libcoretls_cfhelpers libcryptex libcryptex_core libcryptex_interface libcsfde
        libcupolicy libcups libcups.2 libcupsimage libcupsimage.2 libcurl libcurl.3
        libcurl.4 libcurses libdbm libdes425 libdl libdns_services libdpfu libdscsym
        libdtrace libdz libeasyperf libedit libedit.2 libedit.3 libedit.3.0 libemptyRecovery
        libenergytrace libexpat libexpat.1 libexslt libexslt.0 libextension libf77lapack
        libfakelink libffi libform libform.5.4 libgcc_s.1 libgermantok libgssapi_krb5
        libheimdal-asn1 libhunspell-1.2 libhunspell-1.2.0 libhunspell-1.2.0.0.0 libiconv
        libiconv.2 libiconv.2.4.0 libicucore libicucore.A libimg4 libinfo libiodbc
        libiodbc.2 libiodbc.2.1.18 libiodbcinst libiodbcinst.2 libiodbcinst.2.1.18
        libipconfig libipsec libipsec.A libk5crypto libkrb4 libkrb5 libkrb524 libkrb5support
        libktrace liblangid liblapack liblber libldap libldap_r liblzma liblzma.5 libm
        libmarisa libmdns libmecab libmecabra libmenu libmenu.5.4 libmis libmorphun libmx
        libmx.A libncurses libncurses.5 libncurses.5.4 libnetquality libnetsnmp
        libnetsnmp.25 libnetsnmpagent libnetsnmpagent.25 libnetsnmphelpers
        libnetsnmphelpers.25 libnetsnmpmibs libnetsnmpmibs.25 libnetsnmptrapd
        libnetsnmptrapd.25 libnetwork libnetworkextension libnfrestore libnfshared
        libnfstorage libnwswifttls libobjc libobjc.A libodfde libodmodule libpam libpam.1
        libpam.2 libpanel libpanel.5.4 libpartition2_dynamic libpcap libpcap.A libpcre
        libpcre.0 libpcreposix libpcreposix.0 libperfcheck libpmenergy libpmsample libpoll
        libprequelite libproc libpthread libquic libquit libreadline
        libresolv libresolv.9 librpcsvc libruby libruby.2.6 libsandbox libsandbox.1 libsasl2
        libsasl2.2 libsasl2.2.0.1 libsasl2.2.0.15 libsasl2.2.0.21 libsasl2.2.0.22 libskit
        libspindump libsqlite3 libsqlite3.0 libstdc++ libstdc++.6 libstdc++.6.0.9
        libsysdiagnose libsysmon libsystemstats libtailspin libtcl libtcl8.5 libtermcap
        libtidy libtidy.A libtk libtk8.5 libtzupdate libusrtcp libutil libutil1.0 libxar
        libxar.1 libxcselect libxml2 libxml2.2 libxpc_datastores libxslt libxslt.1 libz
        libz.1 libz.1.1.3 libz.1.2.11 libz.1.2.5 libz.1.2.8
        """
        .split { $0 == " " || $0 == "\n" })
}
