/// A day of the calendar, as `2027-01-31`.
public struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The year.
    public let year: Int
    /// The month, from 1 on.
    public let month: Int
    /// The day of the month, from 1 on.
    public let day: Int

    /// Reads a day.
    ///
    /// - Throws: what is wrong with it, and what is allowed.
    public init(_ text: String) throws(PolicyMistake) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isWritten =
            parts.map(\.count) == [4, 2, 2]
            && parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
        let numbers = parts.compactMap { Int(String(Substring($0))) }
        guard isWritten, numbers.count == 3, numbers[0] > 0, (1...12).contains(numbers[1]),
            (1...Self.days(of: numbers[1], in: numbers[0])).contains(numbers[2])
        else {
            throw PolicyMistake("“\(text)” is no day: year, month and day, such as \"2027-01-31\"")
        }
        (year, month, day) = (numbers[0], numbers[1], numbers[2])
    }

    /// Takes the number of days since 1970-01-01; what clocks cannot say is the first day or the
    /// last one of the year 9999.
    public init(daysSince1970 days: Int) {
        var rest = min(max(0, days), 2_932_896)
        var year = 1970
        while rest >= Self.days(ofYear: year) {
            rest -= Self.days(ofYear: year)
            year += 1
        }
        var month = 1
        while rest >= Self.days(of: month, in: year) {
            rest -= Self.days(of: month, in: year)
            month += 1
        }
        (self.year, self.month, self.day) = (year, month, rest + 1)
    }

    /// Orders days as they come.
    public static func < (a: Self, b: Self) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// The day as it is read.
    public var description: String {
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func days(ofYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
