//! Many messages, chats or instances in the smallest window: nothing is cut off, from their selection to the result.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, Pos2, Rect, Vec2};
use instance_desk::practice::{Chat, Fault, InstanceSeed, Messenger, World};
use instance_desk::tr;
use instance_desk::ui::text::set_language;

use crate::common::{Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, texts};
use crate::smallest_window::{LONG_NAME, SCALES, assert_apart, assert_foot_within, assert_within, looks};

#[test]
fn the_page_that_sends_again_is_whole() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let gateway = Gateway::pictures();
        let mut home = Home::of(&gateway, &[SALES, WAREHOUSE]);
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        window.settled();
        window.click(&tr!("saved-queues-save"));
        window.click(&tr!("saved-queues-open-it"));
        window.click(&tr!("resend-button"));
        window.see(&tr!("resend-text"));
        assert_apart(&mut window, "a blocked number");
        gateway.control.set_state(SALES, "authorized");
        window.click(&tr!("header-refresh"));
        window.see_no_more(&tr!("send-not-authorized-text"));
        window.see(&tr!("resend-mark-queued"));
        assert_apart(&mut window, "nothing chosen");
        // While messages wait on the server, each one resent could arrive twice.
        gateway.control.fault_for(SALES, "showMessagesQueue", Fault::Body("[]".to_owned()), u32::MAX);
        window.settled();
        window.press(Key::F5);
        window.click_on(Role::CheckBox, &tr!("resend-choose-shown", count = 128));
        assert_within(&mut window, "all chosen");
        window.click(&tr!("resend-act-ask", count = 128));
        assert_within(&mut window, "the question");
        gateway.control.fault("sendMessage", Fault::DropAfterEffect, 3);
        gateway.control.fault("sendFileByUrl", Fault::DropAfterEffect, 1);
        window.click(&tr!("resend-act", count = 128));
        window.see(&tr!("resend-no-answers-text"));
        assert_apart(&mut window, "what is not known");
        window.click(&tr!("resend-stop"));
        assert_within(&mut window, "the question whether to stop");
        let stop = window.focused().unwrap().label;
        assert_eq!(stop, tr!("resend-stop-keep"));
        window.press(Key::Escape);
        window.click(&tr!("resend-back"));
        assert_within(&mut window, "a run that waits");
        // Nothing in this copy can be resent: statuses, links, forwards.
        window.open_instance("Warehouse");
        window.settled();
        window.click(&tr!("saved-queues-save"));
        window.click(&tr!("saved-queues-open-it"));
        window.click(&tr!("resend-button"));
        window.see(&tr!("resend-text"));
        assert_apart(&mut window, "some that cannot be sent");
    }
}

#[test]
fn choosing_and_archiving_many_chats_fits() {
    for (choice, language, scale) in looks() {
        set_language(language);
        let mut chats: Vec<Chat> = (0..30)
            .map(|n| Chat::person(format!("{}@c.us", 79_000_000_000_u64 + n), "A name of usual length"))
            .collect();
        chats.push(
            Chat::group("79001234567-1479621234@g.us", "The old group of the shop in the long street").archived(),
        );
        chats.push(Chat::person("79992047718@c.us", "").silent());
        let seed = InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").chats(chats);
        let gateway = Gateway::with(seed.setting("incomingWebhook", "no"));
        let mut home = Home::of(&gateway, &[SUPPORT]);
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        window.settled();
        window.press_with(Modifiers::COMMAND, Key::Num2);
        window.click(&tr!("chats-choose-shown", count = 32));
        assert_apart(&mut window, "chosen chats");

        window.click(&tr!("chats-paste-list"));
        let list = "Name;Phone;Second\nA;79000000001;1\nB;7,91235E+10;2\nC;79000000001;3\nD;12345;\nE;x;\nF;y;\nG;z;\n";
        window.event(Event::Paste(list.to_owned()));
        window.see(&tr!("import-chats-mistakes", count = 5));
        assert_within(&mut window, "a list");
        assert_foot_within(&mut window, &tr!("import-chats-keep"), &tr!("import-chats-act", count = 1));
        window.click(&tr!("import-chats-keep"));

        window.click(&tr!("chats-archive-many", count = 32));
        window.see(&tr!("bulk-archive-plan-incoming-off"));
        assert_within(&mut window, "the dry run");
        assert_foot_within(
            &mut window,
            &tr!("bulk-archive-plan-keep"),
            &tr!("bulk-archive-plan-archive-act", count = 31),
        );
        window.click(&tr!("bulk-archive-plan-archive-act", count = 31));
        window.see(&tr!("bulk-archive-verified"));
        // The run comes into view by itself; scrolling there takes several frames.
        window.until("the run in view", |window| {
            let undo = window.find(Role::Button, &tr!("bulk-archive-undo-archive", count = 30))?.rect;
            (undo.bottom() <= window.ctx().content_rect().bottom()).then_some(())
        });
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::new(scale.1[0], 1200.0)));
        window.settled();
        assert_apart(&mut window, "a run that has ended");
        window.place(scale.smallest());
        window.settled();
        window.click(&tr!("bulk-archive-undo-archive", count = 30));
        assert_within(&mut window, "undoing");
        assert_foot_within(
            &mut window,
            &tr!("bulk-archive-undo-keep"),
            &tr!("bulk-archive-undo-act-archived", count = 30),
        );
        window.click(&tr!("bulk-archive-undo-act-archived", count = 30));
        window.see(&tr!("bulk-archive-runs-show", count = 1));
        window.see(&tr!("bulk-archive-verified"));
        window.click(&tr!("bulk-archive-runs-show", count = 1));
        // The page has scrolled, so the part under its header is not visible.
        assert_within(&mut window, "earlier runs");
    }
}

#[test]
fn long_names_and_states_and_many_instances_break_nothing() {
    let state = "a".repeat(200);
    let ids: Vec<String> = (0..200_u64).map(|number| (7_103_000_000 + number).to_string()).collect();
    let world = ids.iter().fold(World::empty(), |world, id| {
        world.with(InstanceSeed::new(Messenger::WhatsApp, id, LONG_NAME).state(&state).queue(texts(1)))
    });
    let gateway = Gateway::of(world);
    let home = Home::of(&gateway, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    for (choice, language, scale) in looks() {
        set_language(language);
        let mut home = home.clone();
        home.options.language = Some(choice);
        scale.set(&home);
        let mut window = home.open();
        window.place(scale.smallest());
        for tab in [Key::Num3, Key::Num4, Key::Num2, Key::Num1] {
            window.press_with(Modifiers::COMMAND, tab);
            assert_within(&mut window, "long names");
        }
        for ask in [tr!("queue-clear"), tr!("header-remove")] {
            if ask == tr!("header-remove") {
                window.click(&tr!("header-more"));
            }
            window.click(&ask);
            window.until("the safe button", |window| window.focused());
            let screen = window.ctx().content_rect();
            let dialog: Vec<Item> = window.items().into_iter().skip_while(|item| !item.focused).collect();
            for item in dialog.iter().filter(|item| item.role == Role::Button) {
                assert!(screen.contains_rect(item.rect), "{:?} lies at {:?}", item.label, item.rect);
            }
            window.press(Key::Escape);
            window.until("the end of the question", |window| window.model().dialog.is_none().then_some(()));
        }
    }
}

#[test]
fn the_table_comes_into_view_once_a_list_has_selected_chats() {
    let chats = (0..30)
        .map(|n| Chat::person(format!("{}@c.us", 79_000_000_000_u64 + n), format!("Chat {n}")))
        .collect::<Vec<_>>();
    let gateway = Gateway::with(InstanceSeed::new(Messenger::WhatsApp, SUPPORT, "Support").chats(chats));
    let home = Home::of(&gateway, &[SUPPORT]);
    SCALES[2].set(&home);
    let mut window = home.open();
    window.place(SCALES[2].smallest());
    window.settled();
    window.press_with(Modifiers::COMMAND, Key::Num2);
    window.see(&tr!("chats-choose-shown", count = 30));
    let list = home.dir().join("list.txt");
    std::fs::write(&list, "79000000001\n79000000002\n").unwrap();
    window.drop_files([list]);
    window.click(&tr!("import-chats-act", count = 2));
    let acts = [tr!("chats-archive-many", count = 2), tr!("chats-head-name")];
    window.until("the table in view", |window| {
        let seen = window.items_in_sight();
        let is_seen = |label: &String| seen.iter().any(|item| item.role == Role::Button && item.label == *label);
        acts.iter().all(is_seen).then_some(())
    });
}
