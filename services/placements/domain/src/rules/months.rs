//! Months from a day.

use kernel::Date;

/// The same day number so many months later, or the last day of that month when it has no such day.
pub(super) fn months_after(day: Date, months: u8) -> Date {
    let (mut year, mut month) = (day.year(), i32::from(day.month()) + i32::from(months));
    while month > 12 {
        month -= 12;
        year += 1;
    }
    let Ok(first) = Date::new(year, i8::try_from(month).unwrap_or(12), 1) else { return Date::MAX };
    let last = first.last_of_month();
    Date::new(year, first.month(), day.day().min(last.day())).unwrap_or(last)
}
