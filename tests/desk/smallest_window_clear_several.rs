//! The dialog that clears several queues in the smallest window: its texts are whole, and its buttons are in sight.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Pos2, Rect, Vec2};
use instance_desk::store::LanguageChoice;
use instance_desk::tr;
use instance_desk::ui::text::{Language, set_language};
use instance_desk::ui::theme::size;

use crate::clear_several::{CLEAR, asked, gateway, home};
use crate::common::Window;

#[test]
fn the_dialog_fits_into_the_smallest_window_in_both_languages() {
    for (choice, language) in [(LanguageChoice::En, Language::English), (LanguageChoice::Ru, Language::Russian)] {
        for scale in [1.0, 1.5] {
            set_language(language);
            let (gateway, ids) = gateway(&[510, 2, 1, 1, 1, 0, 1, 1]);
            let mut home = home(&gateway, &ids);
            home.options.language = Some(choice);
            let mut window = home.open();
            window.until("the counts", |window| {
                window.model().instances.iter().all(|one| one.waiting().number().is_some()).then_some(())
            });
            window.press_with(Modifiers::COMMAND, Key::Num0);
            window.click_on(Role::CheckBox, &tr!("all-instances-select-shown", count = 8));
            let messages = tr!("saved-queues-count", count = 517);
            window.click(&tr!("clear-several-open", queues = 7, messages = &messages));
            asked(&mut window);
            window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(size::WINDOW_LEAST) / scale));
            (0..4).for_each(|_| window.step());
            let long = tr!("clear-several-act", queues = 7, messages = &messages);
            let act = if window.has_button(&long) { long } else { tr!("clear-several-act-short", queues = 7) };
            assert_within(&window, &[&tr!("clear-several-keep"), &act]);
            window.click_on(Role::CheckBox, &tr!("clear-queue-rest-known", count = 10));
            window.fill(&tr!("clear-several-type", count = "517"), "517");
            let gate = gateway.control.hold(CLEAR);
            window.click(&act);
            window.until("the first clearing", |_| (gateway.times(CLEAR) == 1).then_some(()));
            window.see(&tr!("clear-several-done", done = 0, count = 7));
            assert_within(&window, &[&tr!("clear-several-stop")]);
            gate.open();
            window.see(&tr!("clear-several-all-cleared", count = 7));
            assert_within(&window, &[&tr!("close")]);
        }
    }
}

/// Fails unless these buttons of the dialog are wholly in sight, and every text lies within the window's sides.
#[track_caller]
fn assert_within(window: &Window, buttons: &[&str]) {
    let screen = window.ctx().content_rect();
    for wanted in buttons {
        let button = window.items().into_iter().rfind(|item| item.role == Role::Button && item.label == *wanted);
        let rect = button.unwrap_or_else(|| panic!("{wanted} is not there: {}", window.words())).rect;
        assert!(screen.contains_rect(rect), "{wanted} lies at {rect:?} of {screen:?}");
    }
    let sides = window.items().into_iter().filter(|item| item.role == Role::Label && item.rect.is_positive());
    for item in sides {
        assert!(item.rect.right() <= screen.right() + 1.0, "{:?} lies at {:?} of {screen:?}", item.label, item.rect);
    }
}
