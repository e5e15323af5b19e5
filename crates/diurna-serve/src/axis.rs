//! Days and figures on the axes of a chart.

use jiff::civil::Date;
use jiff::{Span, ToSpan, Unit};

/// Ticks an axis has at most.
const TICKS: i64 = 9;
/// What a label needs on its right.
const ROOM: f64 = 30.0;

/// A line and its label.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Tick {
    pub at: f64,
    pub label: String,
}

/// Days from left to right.
#[derive(Clone, Debug)]
pub(crate) struct Days {
    from: Date,
    days: f64,
    left: f64,
    width: f64,
}

impl Days {
    /// An axis from the first to the last of `days`, with a day more on either side; `None` where there are none.
    pub(crate) fn over(days: impl IntoIterator<Item = Date>, left: f64, width: f64) -> Option<Days> {
        let mut days = days.into_iter();
        let first = days.next()?;
        let (from, to) = days.fold((first, first), |(from, to), day| (from.min(day), to.max(day)));
        let from = from.checked_sub(1.day()).unwrap_or(from);
        let to = to.checked_add(1.day()).unwrap_or(to);
        Some(Days { from, days: between(from, to).max(1) as f64, left, width })
    }

    /// Where the morning of a day stands.
    pub(crate) fn x(&self, day: Date) -> f64 {
        let x = self.left + between(self.from, day) as f64 / self.days * self.width;
        (x * 10.0).round() / 10.0
    }

    /// How wide a day is.
    pub(crate) fn day(&self) -> f64 {
        self.width / self.days
    }

    /// Whole days, months or years, as many as there is room for.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let days = self.days as i64;
        let (start, step, label): (Date, Span, fn(Date) -> String) = match days {
            0..=62 => (self.from, (days / TICKS + 1).days(), |day| day.to_string()),
            63..=3_000 => {
                (self.from.first_of_month(), (days / 30 / TICKS + 1).months(), |day| day.strftime("%Y-%m").to_string())
            }
            _ => (self.from.first_of_year(), (days / 365 / TICKS + 1).years(), |day| day.year().to_string()),
        };
        let mut ticks = Vec::new();
        let mut at = start;
        while between(self.from, at) as f64 <= self.days {
            if at >= self.from && self.x(at) <= self.left + self.width - ROOM {
                ticks.push(Tick { at: self.x(at), label: label(at) });
            }
            match at.checked_add(step) {
                Ok(next) => at = next,
                Err(_) => break,
            }
        }
        ticks
    }
}

fn between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// Figures from nought upwards.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    most: f64,
    top: f64,
    height: f64,
}

impl Figures {
    /// An axis that holds figures up to `most`, with room above.
    pub(crate) fn up_to(most: u64, top: f64, height: f64) -> Figures {
        Figures { most: round_up(most.max(1)) as f64, top, height }
    }

    /// How high a figure stands.
    pub(crate) fn y(&self, figure: u64) -> f64 {
        let y = self.top + self.height - (figure as f64 / self.most).min(1.0) * self.height;
        (y * 10.0).round() / 10.0
    }

    /// Nought, the top and what lies evenly between.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let most = self.most as u64;
        let parts = if most.is_multiple_of(4) {
            4
        } else if most.is_multiple_of(5) {
            5
        } else {
            most.clamp(1, 3)
        };
        let figures = (0..=parts).map(|part| most * part / parts);
        figures
            .map(|figure| Tick { at: self.y(figure), label: diurna_io::output::pages::words::grouped(figure) })
            .collect()
    }
}

/// The next round figure that leaves a tenth free.
fn round_up(figure: u64) -> u64 {
    let wanted = figure.saturating_add((figure / 10).max(1));
    let mut step = 1_u64;
    loop {
        for times in [1, 2, 4, 5, 8] {
            match step.checked_mul(times) {
                Some(round) if round < wanted => {}
                Some(round) => return round,
                None => return u64::MAX,
            }
        }
        step = step.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_stand_in_their_order() {
        let axis = Days::over([date(2024, 3, 9), date(2024, 3, 1)], 100.0, 500.0).expect("two days");
        assert_eq!(axis.x(date(2024, 3, 1)), 150.0);
        assert_eq!(axis.x(date(2024, 3, 9)), 550.0);
        assert!(axis.ticks().windows(2).all(|pair| pair[0].at < pair[1].at));
    }

    #[test]
    fn years_and_ends_of_time_have_ticks_too() {
        let axis = Days::over([date(1914, 7, 28), date(2024, 1, 1)], 0.0, 900.0).expect("two days");
        assert!(axis.ticks().iter().all(|tick| tick.label.len() == 4));
        let ends = Days::over([Date::MIN, Date::MAX], 0.0, 900.0).expect("two days");
        assert!(ends.ticks().len() < 30);
    }

    #[test]
    fn figures_leave_room_above() {
        assert_eq!((round_up(12), round_up(99), round_up(1), round_up(1000)), (20, 200, 2, 2000));
        let axis = Figures::up_to(12, 0.0, 100.0);
        assert_eq!((axis.y(0), axis.y(20), axis.y(u64::MAX)), (100.0, 0.0, 0.0));
        assert_eq!(axis.ticks().len(), 5);
        assert_eq!(round_up(u64::MAX), u64::MAX);
    }
}
