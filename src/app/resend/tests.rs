//! A resend whose instance changes while it is under way.

use serde_json::json;

use crate::app::facts::Fact;
use crate::app::tests::{Bench, resend_of_one};
use crate::green_api::{GetSettings, Method as _, now};
use crate::model::LiveRun;

#[test]
fn a_resend_pauses_once_another_number_is_known() {
    let settings = |wid: &str| GetSettings::read(&json!({ "wid": wid }).to_string()).unwrap();
    for (number, linked, pauses) in [
        (Some("79990001122"), "79990000002@c.us", true),
        (Some("79990001122"), "79990001122:3@c.us", false),
        (Some("79990001122"), "", false),
        (None, "79990000002@c.us", false),
    ] {
        let (mut bench, key) = Bench::with_instance();
        let live = LiveRun { number: number.map(str::to_owned), ..resend_of_one(bench.app.tasks.next_id()) };
        bench.app.model.instance_mut(key).unwrap().resend.live = Some(live);
        bench.app.learn(key, Fact::Settings(settings(linked)), now());
        let live = bench.app.model.instance(key).unwrap().resend.live.as_ref();
        assert_eq!(live.unwrap().pausing, pauses, "{number:?} {linked}");
    }
}
