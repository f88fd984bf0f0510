//! A window of any size: without a window manager, or with one that tiles, it may be smaller than the smallest window.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, Pos2, Rect, Vec2};
use instance_desk::practice::{Language, World};
use instance_desk::tr;
use instance_desk::ui::theme::size;

use crate::common::{Gateway, Home, Item, SALES, SUPPORT, WAREHOUSE, Window};

/// Widths and heights in points.
const SIZES: [[f32; 2]; 6] =
    [[1.0, 1.0], [40.0, 700.0], [900.0, 30.0], [700.0, 120.0], [8_000.0, 90.0], [300.0, 8_000.0]];

/// Draws the page in each size. egui panics if a part of it has a negative one.
fn draw_in_every_size(window: &mut Window) {
    window.settled();
    for points in SIZES.into_iter().chain([size::WINDOW]) {
        window.place(Rect::from_min_size(Pos2::ZERO, Vec2::from(points)));
        window.step();
        window.step();
    }
}

#[test]
fn every_page_and_question_is_drawn_in_a_window_of_any_size() {
    let gateway = Gateway::pictures();
    let mut window = Home::of(&gateway, &[SUPPORT, SALES, WAREHOUSE]).open();
    draw_in_every_size(&mut window);
    for tab in [Key::Num2, Key::Num3, Key::Num4] {
        window.press_with(Modifiers::COMMAND, tab);
        draw_in_every_size(&mut window);
    }
    let is_request = |item: &Item| item.role == Role::Button && item.label.contains(" GET ");
    let request = window.until("a request", |window| window.items().into_iter().find(is_request));
    window.click(&request.label);
    draw_in_every_size(&mut window);
    for page in [tr!("sidebar-journal"), tr!("sidebar-preferences"), tr!("preferences-licences")] {
        window.click(&page);
        draw_in_every_size(&mut window);
    }
    window.press(Key::F1);
    draw_in_every_size(&mut window);
    window.click(&tr!("help-back"));
    window.press_with(Modifiers::COMMAND, Key::Num0);
    draw_in_every_size(&mut window);
    window.press_with(Modifiers::COMMAND, Key::N);
    draw_in_every_size(&mut window);
    window.click(&tr!("form-several"));
    draw_in_every_size(&mut window);
    window.event(Event::Paste(format!("name;idInstance;token\nOdd;7103004513;{:0>50}", 7)));
    window.see(&tr!("add-many-found", count = 1));
    draw_in_every_size(&mut window);
    window.press(Key::Escape);
    window.open_instance("Sales");
    window.press_with(Modifiers::COMMAND, Key::Num1);
    window.click(&tr!("queue-clear"));
    draw_in_every_size(&mut window);
    window.click(&tr!("queue-clear-button", count = 128));
    window.see(&tr!("saved-queues-open-it"));
    draw_in_every_size(&mut window);
    window.press_with(Modifiers::COMMAND, Key::Num3);
    window.click(&tr!("replace-number-entry"));
    draw_in_every_size(&mut window);
    window.click(&tr!("replace-number-skip"));
    draw_in_every_size(&mut window);
}

#[test]
fn a_long_list_of_instances_is_drawn_in_a_window_of_any_size() {
    let gateway = Gateway::of(World::many(14, Language::English));
    let office = gateway.server.instances();
    let ids: Vec<_> = office.iter().map(|instance| instance.id_instance.as_str()).collect();
    let mut window = Home::of(&gateway, &ids).open();
    draw_in_every_size(&mut window);
}
