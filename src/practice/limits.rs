//! Rate limits: a token bucket for each instance and method, as `green-api.com/docs/api/ratelimiter` lists them.

use std::collections::HashMap;
use std::time::Duration;

/// The gateway's own limit for methods without a documented one (its answers count down from 100).
pub const UNLISTED: f64 = 100.0;

/// The buckets of one instance.
#[derive(Clone, Debug, Default)]
pub struct Limits(HashMap<&'static str, Bucket>);

#[derive(Clone, Debug)]
struct Bucket {
    tokens: f64,
    filled_at: Duration,
}

/// The state of a method's limit, which the gateway reports in the headers of every answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowance {
    pub granted: bool,
    /// `X-RateLimit-Remaining`.
    pub remaining: u64,
    /// `X-RateLimit-Replenish-Rate`, requests a second.
    pub replenish_rate: f64,
}

impl Limits {
    /// Takes one token of `method`. `per_second` is both its refill rate and its bucket's capacity (at least 1).
    pub fn take(&mut self, method: &'static str, per_second: f64, now: Duration) -> Allowance {
        let capacity = per_second.max(1.0);
        let bucket = self.0.entry(method).or_insert(Bucket { tokens: capacity, filled_at: now });
        let elapsed = now.saturating_sub(bucket.filled_at).as_secs_f64();
        bucket.tokens = (bucket.tokens + elapsed * per_second).min(capacity);
        bucket.filled_at = now;
        let granted = bucket.tokens >= 1.0;
        if granted {
            bucket.tokens -= 1.0;
        }
        Allowance { granted, remaining: bucket.tokens as u64, replenish_rate: per_second }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn one_a_second_grants_one_and_then_one_a_second() {
        let mut limits = Limits::default();
        assert!(limits.take("clearMessagesQueue", 1.0, ms(0)).granted);
        assert!(!limits.take("clearMessagesQueue", 1.0, ms(900)).granted);
        assert!(limits.take("clearMessagesQueue", 1.0, ms(1000)).granted);
    }

    #[test]
    fn methods_have_buckets_of_their_own_and_bursts_up_to_the_limit() {
        let mut limits = Limits::default();
        assert!(limits.take("showMessagesQueue", 1.0, ms(0)).granted);
        let granted = (0..20).filter(|_| limits.take("archiveChat", 10.0, ms(0)).granted).count();
        assert_eq!(granted, 10);
        assert_eq!(limits.take("archiveChat", 10.0, ms(100)).remaining, 0);
    }

    #[test]
    fn a_limit_below_one_a_second_still_grants_the_first() {
        let mut limits = Limits::default();
        assert!(limits.take("setProfilePicture", 0.1, ms(0)).granted);
        assert!(!limits.take("setProfilePicture", 0.1, ms(9_900)).granted);
        assert!(limits.take("setProfilePicture", 0.1, ms(10_000)).granted);
    }
}
