//! One check of an instance: its state, and how many messages wait.

use tokio_util::sync::CancellationToken;

use super::rounds::CheckResult;
use crate::green_api::{
    Answer, Client, Credentials, Failure, GetMessagesCount, GetStateInstance, InstanceState, Purpose,
};

/// The answers of one check.
#[derive(Debug, Clone)]
pub struct Checked {
    pub state: Answer<InstanceState>,
    /// `None` if the state was not answered, and the count therefore not asked.
    pub count: Option<Answer<u64>>,
}

impl Checked {
    /// Returns what the check shows about the server.
    pub fn result(&self) -> CheckResult {
        let count = self.count.as_ref().map(|count| &count.outcome);
        match (&self.state.outcome, count) {
            (Ok(_), Some(Err(Failure::RateLimited { .. }))) => CheckResult::Refused,
            (Ok(_), _) => CheckResult::Answered,
            // Something else than the gateway answered.
            (Err(Failure::Html { .. }), _) => CheckResult::NoAnswer,
            (Err(failure), _) if failure.status().is_some() => CheckResult::Refused,
            (Err(_), _) => CheckResult::NoAnswer,
        }
    }
}

/// Asks for the state, and then for the count.
pub async fn check(client: &Client, credentials: &Credentials, cancel: &CancellationToken) -> Checked {
    let client = client.with_purpose(Purpose::Routine);
    let state = client.call(credentials, &GetStateInstance, cancel).await;
    let count = match state.outcome {
        Ok(_) => Some(client.call(credentials, &GetMessagesCount, cancel).await),
        Err(_) => None,
    };
    Checked { state, count }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::green_api::ErrorReply;

    #[test]
    fn only_the_gateways_own_answer_is_an_answer() {
        let said = || ErrorReply { status: 400, text: String::new() };
        let limited = || Failure::RateLimited { retry_after: Some(Duration::from_secs(1)), said: said() };
        for (state, count, result) in [
            (Ok(InstanceState::Authorized), Some(Ok(3)), CheckResult::Answered),
            (Ok(InstanceState::Authorized), Some(Err(Failure::NotFound(said()))), CheckResult::Answered),
            (Ok(InstanceState::Authorized), Some(Err(limited())), CheckResult::Refused),
            (Err(limited()), None, CheckResult::Refused),
            (Err(Failure::BadToken(said())), None, CheckResult::Refused),
            (Err(Failure::Html { status: 200 }), None, CheckResult::NoAnswer),
            (Err(Failure::NameNotFound { host: String::new() }), None, CheckResult::NoAnswer),
            (Err(Failure::TimedOut { after: Duration::from_secs(20), sent: true }), None, CheckResult::NoAnswer),
        ] {
            let answer = |outcome| Answer { exchange: None, outcome };
            let count = count.map(|outcome| Answer { exchange: None, outcome });
            let checked = Checked { state: answer(state), count };
            assert_eq!(checked.result(), result, "{checked:?}");
        }
    }
}
