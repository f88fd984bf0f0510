//! The requests of the watch over two hundred instances: one state and one count a round and instance, spread over the
//! round, and none refused by the gateway's limits.

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use instance_desk::app::App;
use instance_desk::practice::{Clock, Language, Seen, World};
use instance_desk::store::{Folders, Store, WatchChoice, WatchInterval};

use crate::common::{FASTER, Gateway, Home};

const INSTANCES: usize = 200;

/// Minutes of the watch on the faster clock.
const MINUTES: u32 = 4;

/// Watches the instances of the gateway each minute of the faster clock, without a window. Returns the requests.
fn watched(gateway: &Gateway) -> Vec<Seen> {
    let ids: Vec<_> = gateway.server.instances().into_iter().map(|instance| instance.id_instance).collect();
    let home = Home::of(gateway, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let (store, _) = Store::open(Folders::in_dir(home.dir()));
    let every_minute = WatchChoice::Every(WatchInterval::OneMinute);
    store.change(move |contents| contents.settings.watch.choice = every_minute).unwrap();
    drop(store);
    let (ring, rung) = mpsc::channel();
    let mut app = App::start(&home.options, Arc::new(move || ring.send(()).unwrap_or_default())).unwrap();
    let end = Instant::now() + Duration::from_mins(MINUTES.into()) / FASTER;
    while Instant::now() < end {
        let _ = rung.recv_timeout(Duration::from_millis(2));
        app.poll();
    }
    gateway.control.requests()
}

#[test]
fn each_of_two_hundred_instances_costs_a_state_and_a_count_a_round_and_none_is_refused() {
    let world = World::many(INSTANCES, Language::English).with_clock(Clock::faster(FASTER));
    let gateway = Gateway::at_true_pace(world);
    let requests = watched(&gateway);
    // In the first minute the program itself asks for each state once. At this speed a request may take longer to arrive
    // than the second that the limit allows between two.
    let watching = requests[0].at + Duration::from_mins(1) / FASTER;
    let watched = requests.iter().filter(|seen| seen.at > watching);
    let refused: Vec<_> = watched.filter(|seen| seen.status == Some(429)).map(|seen| &seen.method).collect();
    assert!(refused.is_empty(), "{refused:?}");

    let of = |method: &str| -> BTreeMap<&str, Vec<Instant>> {
        let mut times: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for seen in requests.iter().filter(|seen| seen.method == method) {
            times.entry(seen.id_instance.as_str()).or_default().push(seen.at);
        }
        times
    };
    let (states, counts) = (of("getStateInstance"), of("getMessagesCount"));
    println!("turned seconds between two checks: {}", spread(states.values().flat_map(|times| gaps(times))));
    println!("requests in ten turned seconds: {}", spread(in_ten_seconds(&requests)));
    for times in [&states, &counts] {
        assert_eq!(times.len(), INSTANCES);
        // At the start the page that is open queries its instance, too.
        assert!(times.values().all(|times| times.len().abs_diff(MINUTES as usize) <= 2), "{times:?}");
    }
    let others = requests.len() - states.values().chain(counts.values()).map(Vec::len).sum::<usize>();
    assert!(others <= 2 * INSTANCES, "{others} requests are neither states nor counts");
}

/// Returns the seconds of the faster clock between one time and the next.
fn gaps(times: &[Instant]) -> Vec<f32> {
    times.windows(2).map(|pair| ((pair[1] - pair[0]) * FASTER).as_secs_f32()).collect()
}

/// Returns the number of requests in each whole ten seconds of the faster clock.
fn in_ten_seconds(requests: &[Seen]) -> Vec<f32> {
    let begun = requests[0].at;
    let ten = |seen: &Seen| ((seen.at - begun) * FASTER).as_secs() / 10;
    let last = requests.last().map_or(0, ten);
    (0..last).map(|number| requests.iter().filter(|seen| ten(seen) == number).count() as f32).collect()
}

/// Returns the least, the median and the greatest of these.
fn spread(numbers: impl IntoIterator<Item = f32>) -> String {
    let mut numbers: Vec<f32> = numbers.into_iter().collect();
    numbers.sort_by(f32::total_cmp);
    let [least, most] = [0, numbers.len() - 1].map(|index| numbers[index]);
    format!("{least} to {most}, median {}", numbers[numbers.len() / 2])
}
