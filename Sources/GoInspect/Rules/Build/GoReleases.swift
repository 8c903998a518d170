/// When the major releases of Go came out; the Go project mends faults of the two newest.
///
/// Source: https://go.dev/doc/devel/release, gone through in November 2026.
enum GoReleases {
    /// A release of Go 1.
    struct Release {
        /// The number after `1.`.
        let minor: Int
        /// The month in which it came out.
        let date: String
    }

    /// The releases from 1.0 on, in their order.
    static let all = [
        "March 2012", "May 2013", "December 2013", "June 2014", "December 2014", "August 2015",
        "February 2016", "August 2016", "February 2017", "August 2017", "February 2018",
        "August 2018", "February 2019", "September 2019", "February 2020", "August 2020",
        "February 2021", "August 2021", "March 2022", "August 2022", "February 2023",
        "August 2023", "February 2024", "August 2024", "February 2025", "August 2025",
        "February 2026", "August 2026",
    ].enumerated().map { Release(minor: $0.offset, date: $0.element) }

    /// The newest release known here.
    static var newest: Release { all[all.count - 1] }

    /// The release with which the support of another one ended; nil where it has not ended, as far as
    /// is known here.
    static func endOfSupport(_ minor: Int) -> Release? {
        guard minor >= 0, minor + 2 < all.count else { return nil }
        return all[minor + 2]
    }
}
