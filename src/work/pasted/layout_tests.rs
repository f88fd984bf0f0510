//! Lists of instances in any layout: each id, token and host is read as it is, or is left out, never under another one.

use proptest::prelude::*;

use super::*;

const CASES: u32 = 256;

/// An instance of a list. A text of a layout may lack each of its values.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: usize,
    has_id: bool,
    has_token: bool,
    has_url: bool,
}

impl Row {
    fn id(self) -> String {
        let pool = ["7103", "7105", "4100", "1101", "8000"][self.at % 5];
        format!("{pool}{:06}", 4512 + self.at)
    }

    fn token(self) -> String {
        format!("d75b3a66374942c5b3c019c698abc2067e151558acbd4123{:02}", 10 + self.at)
    }

    /// Returns a host that no other instance of the list has.
    fn url(self) -> String {
        format!("https://{}.api.greenapi.com", 7100 + self.at)
    }

    fn name(self) -> String {
        const NAMES: [&str; 12] =
            ["Москва", "Казань", "Тверь", "Омск", "Уфа", "Sales", "Support", "Анапа", "Томск", "Пермь", "Сочи", "Чита"];
        NAMES[self.at % NAMES.len()].to_owned()
    }

    /// Returns the present values in an order of the layout, each by its form.
    fn values(self, layout: &Layout, form: impl Fn(&str, String) -> String) -> Vec<String> {
        let value = |what: &char| match what {
            'i' if self.has_id => Some(form(layout.labels[0], self.id())),
            't' if self.has_token => Some(form(layout.labels[1], self.token())),
            'u' if self.has_url && layout.has_urls => Some(form(layout.labels[2], self.url())),
            _ => None,
        };
        layout.order.iter().filter_map(value).collect()
    }
}

#[derive(Clone, Debug)]
struct Layout {
    order: Vec<char>,
    labels: [&'static str; 3],
    has_urls: bool,
    has_names: bool,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lines(&'static str),
    Table(&'static str),
    Paragraphs,
    BareParagraphs,
    Sections,
    Yaml,
    YamlList,
    Headings,
    Json,
    KeyedJson,
    Environment,
    Numbered,
    /// Values below each other, without a sign of where an instance begins.
    Plain,
}

impl Form {
    /// Whether it shows where an instance begins and ends even if none of them is whole.
    fn is_explicit(self) -> bool {
        matches!(self, Self::Table(_) | Self::Sections | Self::Yaml | Self::Json | Self::Numbered)
    }
}

fn layouts() -> impl Strategy<Value = Layout> {
    let forms = vec![
        Form::Lines("\t"),
        Form::Lines(" "),
        Form::Lines("; "),
        Form::Lines(", "),
        Form::Table("\t"),
        Form::Table(";"),
        Form::Table(","),
        Form::Paragraphs,
        Form::BareParagraphs,
        Form::Sections,
        Form::Yaml,
        Form::YamlList,
        Form::Headings,
        Form::Json,
        Form::KeyedJson,
        Form::Environment,
        Form::Numbered,
        Form::Plain,
    ];
    let labels = prop::sample::select(vec![
        ["idInstance", "apiTokenInstance", "apiUrl"],
        ["id", "token", "url"],
        ["ID_INSTANCE", "API_TOKEN", "API_URL"],
        ["instance", "apiToken", "host"],
    ]);
    (Just(vec!['i', 't', 'u']).prop_shuffle(), labels, any::<bool>(), any::<bool>(), prop::sample::select(forms))
        .prop_map(|(order, labels, has_urls, has_names, form)| Layout { order, labels, has_urls, has_names, form })
}

fn written(rows: &[Row], layout: &Layout) -> String {
    let each = |one: &dyn Fn(&Row) -> String, between: &str| rows.iter().map(one).collect::<Vec<_>>().join(between);
    let lines = |row: &Row, before: &str, is: &str| {
        let values = row.values(layout, |label, value| format!("{before}{label}{is}{value}\n"));
        values.concat()
    };
    let name = |row: &Row, form: fn(String) -> String| if layout.has_names { form(row.name()) } else { String::new() };
    match layout.form {
        Form::Lines(between) => each(&|row| row.values(layout, |_, value| value).join(between), "\n"),
        Form::Table(between) => {
            let head: Vec<&str> = ["i", "t", "u"].iter().zip(layout.labels).map(|(_, label)| label).collect();
            let cells = |row: &Row| {
                let or = |has: bool, value: String| if has { value } else { String::new() };
                [or(row.has_id, row.id()), or(row.has_token, row.token()), or(row.has_url, row.url())].join(between)
            };
            format!("{}\n{}", head.join(between), each(&cells, "\n"))
        }
        Form::Paragraphs => each(&|row| name(row, |name| format!("{name}\n")) + &lines(row, "", ": "), "\n"),
        Form::BareParagraphs => each(&|row| row.values(layout, |_, value| value + "\n").concat(), "\n"),
        Form::Sections => each(&|row| format!("[{}]\n", row.name()) + &lines(row, "", " = "), ""),
        Form::Yaml => each(&|row| format!("{}:\n", row.name()) + &lines(row, "  ", ": "), ""),
        Form::YamlList => each(&|row| lines(row, "  ", ": ").replacen("  ", "- ", 1), ""),
        Form::Headings => each(&|row| row.name() + ":\n" + &lines(row, "", ": "), ""),
        Form::Json | Form::KeyedJson => {
            let object = |row: &Row| {
                let members = row.values(layout, |label, value| format!("\"{label}\": \"{value}\""));
                let key = if layout.form == Form::Json { String::new() } else { format!("\"{}\": ", row.name()) };
                format!("{key}{{{}}}", members.join(", "))
            };
            let (open, close) = if layout.form == Form::Json { ("[", "]") } else { ("{", "}") };
            format!("{open}{}{close}", each(&object, ", "))
        }
        Form::Environment => each(
            &|row| {
                let owner =
                    ["MOSCOW", "KAZAN", "TVER", "OMSK", "UFA", "ANAPA", "TOMSK", "PERM", "SOCHI", "CHITA"][row.at % 10];
                let layout = Layout { labels: ["ID_INSTANCE", "API_TOKEN", "API_URL"], ..layout.clone() };
                row.values(&layout, |label, value| format!("{owner}_{label}={value}\n")).concat()
            },
            "",
        ),
        Form::Numbered => {
            each(&|row| row.values(layout, |label, value| format!("{label}_{}={value}\n", row.at + 1)).concat(), "")
        }
        Form::Plain => each(&|row| lines(row, "", ": "), ""),
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (prop::bool::weighted(0.8), prop::bool::weighted(0.8), prop::bool::weighted(0.8));
    prop::collection::vec(row, 1..9).prop_map(|rows| {
        // An address alone is that of all.
        let row = |(at, (has_id, has_token, has_url))| Row {
            at,
            has_id,
            has_token,
            has_url: has_url && (has_id || has_token),
        };
        rows.into_iter().enumerate().map(row).collect()
    })
}

/// Returns the index of the row with this id, token or host.
fn row_of(rows: &[Row], is: impl Fn(&Row) -> bool) -> usize {
    rows.iter().position(is).expect("a value of the text")
}

/// Asserts that nothing is joined that does not belong together.
fn assert_no_mixture(found: &Pasted, rows: &[Row], text: &str) -> Result<(), TestCaseError> {
    let id = found.id_instance.as_ref().map(|id| row_of(rows, |row| row.id() == id.as_str()));
    let token = found.token.as_ref().map(|token| row_of(rows, |row| row.token() == token.expose()));
    let url = found.api_url.as_ref().map(|url| row_of(rows, |row| row.url() == url.as_str()));
    let of: Vec<usize> = [id, token, url].into_iter().flatten().collect();
    prop_assert!(of.iter().all(|row| *row == of[0]), "{id:?} {token:?} {url:?} of\n{text}");
    Ok(())
}

fn is_whole(row: &Row) -> bool {
    row.has_id && row.has_token
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn no_value_comes_under_another_instance(rows in rows(), layout in layouts()) {
        let mut rows = rows;
        if layout.form == Form::Plain {
            // Where an id and the next token are missing, the rest is a whole list of others.
            let lacks_id = rows.iter().any(|row| !row.has_id);
            rows.iter_mut().for_each(|row| row.has_token |= lacks_id);
        } else if !layout.form.is_explicit() && !rows.iter().any(is_whole) {
            // One whole instance shows what each part of the text is.
            rows[0] = Row { has_id: true, has_token: true, ..rows[0] };
        }
        let text = written(&rows, &layout);
        let mut list = read_many(&text).unwrap_or_default();
        // The only address is that of all if it comes first.
        let is_of_all = layout.form == Form::Plain
            && text.starts_with(layout.labels[2])
            && rows.iter().filter(|row| row.has_url).count() == 1;
        list.iter_mut().filter(|_| is_of_all).for_each(|found| found.api_url = None);
        for found in &list {
            assert_no_mixture(found, &rows, &text)?;
        }
        let one = read_pasted(&text);
        if let Some(one) = &one {
            assert_no_mixture(one, &rows, &text)?;
        }
        let (ids, tokens) = (rows.iter().filter(|row| row.has_id).count(), rows.iter().filter(|row| row.has_token).count());
        prop_assert_eq!(one.is_some(), ids < 2 && tokens < 2 && (ids + tokens < 2 || rows.iter().any(is_whole)), "{}", text);
    }

    #[test]
    fn a_list_without_gaps_is_read_whole(rows in rows(), layout in layouts()) {
        let whole = |row: &Row| Row { has_id: true, has_token: true, has_url: true, ..*row };
        let rows: Vec<Row> = rows.iter().map(whole).collect();
        let text = written(&rows, &layout);
        let list = read_many(&text).unwrap();
        prop_assert_eq!(list.len(), rows.len(), "{}", text);
        for (found, row) in list.iter().zip(&rows) {
            prop_assert_eq!(found.id_instance.as_ref().map(|id| id.as_str().to_owned()), Some(row.id()), "{}", text);
            prop_assert_eq!(found.token.as_ref().map(|token| token.expose().to_owned()), Some(row.token()), "{}", text);
            let has_url = layout.has_urls || matches!(layout.form, Form::Table(_));
            let url = found.api_url.as_ref().map(|url| url.as_str().to_owned());
            prop_assert_eq!(url, has_url.then(|| row.url()), "{}", text);
        }
    }
}
