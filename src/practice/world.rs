//! The initial state of a practice server: its instances, its clock, and the duration of a restart.

use std::time::Duration;

use super::clock::Clock;
use super::instance::Instance;
use super::seed::Language;
use super::seeding::InstanceSeed;

/// The instances of a practice server and its rules.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) seeds: Vec<InstanceSeed>,
    pub(super) clock: Clock,
    pub(super) restart: Duration,
    fixed_tokens: bool,
}

impl World {
    /// Creates a world without instances.
    pub fn empty() -> Self {
        Self { seeds: Vec::new(), clock: Clock::default(), restart: Duration::from_secs(8), fixed_tokens: false }
    }

    /// Creates five instances typical of an administrator, in English: a blocked one with a long queue, one with many
    /// chats, an active MAX bot, one that hangs in `starting`, and one that is not authorized.
    pub fn pictures() -> Self {
        Self::pictures_in(Language::English)
    }

    /// Creates the same instances in this language.
    pub fn pictures_in(language: Language) -> Self {
        super::seed::pictures(language).into_iter().fold(Self::empty(), Self::with)
    }

    /// As many instances as asked for, in differing states; the first five are those of [`Self::pictures`].
    pub fn many(count: usize, language: Language) -> Self {
        super::seed::many(count, language).into_iter().fold(Self::empty(), Self::with)
    }

    #[must_use]
    pub fn with(mut self, seed: InstanceSeed) -> Self {
        self.seeds.push(seed);
        self
    }

    /// Uses the same tokens at every start: [`InstanceSeed::fixed_token`].
    #[must_use]
    pub fn with_fixed_tokens(self) -> Self {
        Self { fixed_tokens: true, ..self }
    }

    /// Sets the token of one instance.
    #[must_use]
    pub fn with_token(mut self, id_instance: &str, token: &str) -> Self {
        for seed in self.seeds.iter_mut().filter(|seed| seed.id == id_instance) {
            seed.token = Some(token.to_owned());
        }
        self
    }

    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Sets the time for which an instance is `starting` after setSettings and reboot; GREEN-API takes up to five
    /// minutes.
    #[must_use]
    pub fn with_restart(self, restart: Duration) -> Self {
        Self { restart, ..self }
    }

    pub(super) fn instances(&self) -> Vec<Instance> {
        let now = self.clock.now();
        self.seeds.iter().map(|seed| seed.instance(now, self.fixed_tokens)).collect()
    }
}
