use super::*;

const KNOWN: Law = Law {
    median: 90.0,
    spread: 0.8,
};

/// Durations of equal chance, by the inverse of the distribution.
fn durations(law: Law) -> Vec<f64> {
    let quantile = |chance: f64| {
        let (mut low, mut high) = (-9.0, 9.0);
        for _ in 0..60 {
            let z = (low + high) / 2.0;
            if survival(z) > 1.0 - chance {
                low = z
            } else {
                high = z
            }
        }
        law.median * (law.spread * low).exp()
    };
    (0..500)
        .map(|k| quantile((f64::from(k) + 0.5) / 500.0))
        .collect()
}

/// The mean number of polls and the mean delay.
fn measure(pace: &Pace, law: Law) -> (f64, f64) {
    let (mut polls, mut delay) = (0.0, 0.0);
    let durations = durations(law);
    for duration in &durations {
        let mut age = 0.0;
        while age < *duration {
            age = pace.next(age);
            polls += 1.0;
        }
        delay += age - duration;
    }
    let count = durations.len() as f64;
    (polls / count, delay / count)
}

#[test]
fn the_normal_distribution_is_that_of_the_tables() {
    let table = [
        (-2.0, 0.977_250, 18.100),
        (-1.0, 0.841_345, 3.477_1),
        (0.0, 0.5, 1.253_31),
        (1.0, 0.158_655, 0.655_68),
        (2.0, 0.022_750, 0.421_37),
        (4.0, 0.000_031_671, 0.236_65),
    ];
    for (z, tail, ratio) in table {
        assert!((survival(z) - tail).abs() < 1e-6, "{z}: {}", survival(z));
        assert!((mills(z) / ratio - 1.0).abs() < 2e-3, "{z}: {}", mills(z));
    }
}

#[test]
fn the_mean_delay_is_the_one_asked_for_and_the_polls_are_as_few_as_can_be() {
    // ½ (∫ √(f·S) dt)² of this distribution, by a calculation of its own.
    let bound = 56.57;
    for mean_delay in [0.5, 2.5, 10.0] {
        let (polls, delay) = measure(&Pace::new(KNOWN, mean_delay), KNOWN);
        let close = (delay / mean_delay - 1.0).abs();
        assert!(close < 0.15, "{delay} s for {mean_delay} s");
        let product = polls * delay / bound;
        assert!(
            (0.9..1.25).contains(&product),
            "{product} at {mean_delay} s"
        );
    }
}

#[test]
fn polls_are_rare_at_first_and_thin_out_with_age() {
    let pace = Pace::new(KNOWN, 2.5);
    let interval = |age: f64| pace.next(age) - age;
    assert!(interval(0.0) > 10.0, "{}", interval(0.0));
    assert!(interval(90.0) < 5.0, "{}", interval(90.0));
    assert!(interval(3_600.0) > interval(600.0));
    // Beyond the table as well.
    assert!(interval(1e6) > interval(3_600.0));
    assert!(interval(1e6).is_finite());
}

#[test]
fn the_extremes_of_the_settings_give_intervals() {
    for median in [1.0, 86_400.0] {
        for spread in [0.2, 3.0] {
            let pace = Pace::new(Law { median, spread }, 0.1);
            for age in [0.0, 1.0, 1e3, 1e6, 1e9] {
                let next = pace.next(age);
                assert!(
                    next > age && next.is_finite(),
                    "{median} {spread} {age}: {next}"
                );
            }
        }
    }
}
