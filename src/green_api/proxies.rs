//! The proxies of requests to other computers: where they are set, and which one a request takes.

use std::ffi::OsString;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, Proxy, Url};

/// The proxies that the desktop's settings name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DesktopProxies {
    #[default]
    None,
    /// The settings could not be read, so they may name a proxy.
    Unread,
    /// An empty address means no proxy. `except`: hosts that are reached without one, as in `NO_PROXY`.
    Set { http: String, https: String, except: String },
    /// A script decides (PAC, WPAD). This program runs no script.
    Script,
}

/// Where the settings of the desktop come from.
#[derive(Clone, Debug)]
pub enum DesktopSettings {
    Known(DesktopProxies),
    /// Read once, before the first request to another computer. The function may block.
    Read(fn() -> DesktopProxies),
}

impl DesktopSettings {
    pub(super) fn proxies(&self) -> DesktopProxies {
        match self {
            Self::Known(proxies) => proxies.clone(),
            Self::Read(read) => read(),
        }
    }
}

/// The place where a proxy is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxySource {
    /// The environment's variable of this name.
    Environment(&'static str),
    Desktop,
}

/// The way of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Direct,
    /// Direct, although the desktop's settings leave the choice to a script.
    DirectDespiteScript,
    /// Direct, because the desktop's settings could not be read.
    DirectWithoutSettings,
    /// Direct, because the proxy that is set there cannot be read.
    DirectDespiteProxy(ProxySource),
    /// `address`: without user name and password.
    Proxy {
        address: String,
        source: ProxySource,
    },
}

/// The proxies in use. The environment precedes the desktop's settings.
#[derive(Clone, Debug)]
pub struct Proxies {
    matcher: Arc<Matcher>,
    /// The source of the proxy for http, and of the one for https.
    sources: [ProxySource; 2],
    proxies: DesktopProxies,
}

impl Proxies {
    /// Reads the environment.
    pub fn new(desktop: DesktopProxies) -> Self {
        let environment = of_environment(|name| std::env::var_os(name));
        let (proxies, sources) = environment.unwrap_or((desktop, [ProxySource::Desktop; 2]));
        let proxies = match proxies {
            DesktopProxies::Set { http, https, except } => {
                DesktopProxies::Set { http: in_full(&http), https: in_full(&https), except: readable(&except) }
            }
            other => other,
        };
        let matcher = match &proxies {
            DesktopProxies::Set { http, https, except } => {
                let [http, https] =
                    [http, https].map(|address| if is_usable(address) { address.clone() } else { String::new() });
                Matcher::builder().http(http).https(https).no(except.clone()).build()
            }
            // The library reads the settings of macOS itself.
            DesktopProxies::None | DesktopProxies::Unread | DesktopProxies::Script => Matcher::from_system(),
        };
        Self { matcher: Arc::new(matcher), sources, proxies }
    }

    /// Makes a client take the way that [`Proxies::route`] names, whatever the HTTP library would read by itself.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        let proxies = self.clone();
        builder.no_proxy().proxy(Proxy::custom(move |server| proxies.address(server)))
    }

    /// Returns the address of the proxy, with user name and password, that a request to this server takes.
    fn address(&self, server: &Url) -> Option<String> {
        let proxy = self.matcher.intercept(&server.as_str().parse().ok()?)?;
        match &self.proxies {
            DesktopProxies::Set { http, .. } if server.scheme() == "http" => Some(http.clone()),
            DesktopProxies::Set { https, .. } => Some(https.clone()),
            // The settings of macOS, which the library reads without a user name.
            DesktopProxies::None | DesktopProxies::Unread | DesktopProxies::Script => Some(proxy.uri().to_string()),
        }
    }

    /// Returns the way of a request to this server; `scheme`: `https` or `http`.
    pub fn route(&self, scheme: &str, host: &str) -> Route {
        let server = format!("{scheme}://{host}/").parse();
        let Ok(server) = server else { return Route::Direct };
        let source = self.sources[usize::from(scheme != "http")];
        match self.matcher.intercept(&server) {
            Some(proxy) => Route::Proxy { address: proxy.uri().to_string().trim_end_matches('/').to_owned(), source },
            None if self.proxies == DesktopProxies::Script => Route::DirectDespiteScript,
            None if self.proxies == DesktopProxies::Unread => Route::DirectWithoutSettings,
            None if self.as_if_readable(scheme).is_some_and(|proxy| proxy.intercept(&server).is_some()) => {
                Route::DirectDespiteProxy(source)
            }
            None => Route::Direct,
        }
    }

    /// Returns the matcher of a proxy that can be read in the place of the one that is set for this scheme.
    fn as_if_readable(&self, scheme: &str) -> Option<Matcher> {
        let DesktopProxies::Set { http, https, except } = &self.proxies else { return None };
        let set = if scheme == "http" { http } else { https };
        (!set.is_empty()).then(|| Matcher::builder().all("http://proxy").no(except.clone()).build())
    }
}

/// Returns the proxies that the environment names, and the variables of those for http and https, if it names one.
fn of_environment(read: impl Fn(&str) -> Option<OsString>) -> Option<(DesktopProxies, [ProxySource; 2])> {
    let find = |names: &[&'static str]| {
        let mut set = names.iter().filter_map(|name| Some((*name, read(name)?.to_string_lossy().into_owned())));
        set.find(|(_, value)| !value.trim().is_empty())
    };
    let http = find(&["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]);
    let https = find(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]);
    if http.is_none() && https.is_none() {
        return None;
    }
    let found = [http, https, find(&["NO_PROXY", "no_proxy"])];
    let [(of_http, http), (of_https, https), (_, except)] = found.map(Option::unwrap_or_default);
    Some((DesktopProxies::Set { http, https, except }, [of_http, of_https].map(ProxySource::Environment)))
}

/// Whether an address names a server and a port.
fn is_usable(address: &str) -> bool {
    parsed(address).is_some()
}

fn parsed(address: &str) -> Option<Url> {
    let with_scheme = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    Url::parse(&with_scheme).ok().filter(|url| url.has_host() && url.port() != Some(0))
}

/// Returns the address in full, without a path. The two libraries that read it pass over different mistakes: spaces
/// around it, or a path without a scheme. An address that is not usable stays as it is.
fn in_full(address: &str) -> String {
    let address = with_user_escaped(address.trim());
    let Some(mut url) = parsed(&address) else { return address };
    url.set_path("");
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

/// Returns the address with the separators of an address escaped in its user name and password: unescaped, a part of the
/// password is read as the proxy's name, and shown.
fn with_user_escaped(address: &str) -> String {
    let start = address.find("://").map_or(0, |scheme| scheme + "://".len());
    let Some(end) = address.rfind('@').filter(|end| *end >= start) else { return address.to_owned() };
    let mut user = String::new();
    for character in address[start..end].chars() {
        match character {
            '@' | '/' | '?' | '#' | '[' | ']' | '\\' => user += &format!("%{:02X}", character as u32),
            _ => user.push(character),
        }
    }
    format!("{}{user}{}", &address[..start], &address[end..])
}

/// Returns exceptions in the form that the library reads: domains, addresses and networks between commas. Settings have
/// `*.example.com`, `example.com:443` and `[fd00::1]`, too, and separate them by spaces or semicolons.
fn readable(except: &str) -> String {
    let separators = |character: char| character.is_whitespace() || [',', ';'].contains(&character);
    let hosts = except.split(separators).filter(|host| !host.is_empty()).map(|host| {
        let host = host.strip_prefix("*.").unwrap_or(host);
        let without_port = host.rsplit_once(':').filter(|(host, port)| {
            (!host.contains(':') || host.ends_with(']')) && port.bytes().all(|byte| byte.is_ascii_digit())
        });
        let host = without_port.map_or(host, |(host, _)| host);
        match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host) {
            // For the library, this is every name, but no address.
            "*" => "*,0.0.0.0/0,::/0",
            host => host,
        }
    });
    hosts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(http: &str, https: &str, except: &str) -> Proxies {
        let [http, https, except] = [http, https, except].map(str::to_owned);
        Proxies::new(DesktopProxies::Set { http, https, except })
    }

    fn through(address: &str) -> Route {
        Route::Proxy { address: address.to_owned(), source: ProxySource::Desktop }
    }

    #[test]
    fn a_request_takes_the_proxy_of_its_scheme_unless_its_host_is_excepted() {
        let proxies = set("web.office:8080", "http://anna:secret@proxy.office:3128", "localhost, .inner.example");
        assert_eq!(proxies.route("https", "api.green-api.com"), through("http://proxy.office:3128"));
        assert_eq!(proxies.route("http", "api.green-api.com"), through("http://web.office:8080"));
        assert_eq!(proxies.route("https", "gate.inner.example"), Route::Direct);
        assert_eq!(set("", "socks5h://proxy:1080", "").route("https", "a.example"), through("socks5h://proxy:1080"));
        assert_eq!(set("", "", "").route("https", "a.example"), Route::Direct);
        assert_eq!(Proxies::new(DesktopProxies::None).route("https", "a.example"), Route::Direct);
        assert_eq!(Proxies::new(DesktopProxies::Script).route("https", "a.example"), Route::DirectDespiteScript);
        assert_eq!(Proxies::new(DesktopProxies::Unread).route("https", "a.example"), Route::DirectWithoutSettings);
    }

    #[test]
    fn the_variable_that_names_a_proxy_is_known() {
        let of = |set: &[(&str, &str)]| {
            let value = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
            of_environment(value).map(|(proxies, sources)| match proxies {
                DesktopProxies::Set { http, https, .. } => [http, https].into_iter().zip(sources).collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            })
        };
        let by = |value: &str, name| (value.to_owned(), ProxySource::Environment(name));
        assert_eq!(of(&[("ALL_PROXY", "a:1")]), Some(vec![by("a:1", "ALL_PROXY"), by("a:1", "ALL_PROXY")]));
        let lower = [("all_proxy", "a:1"), ("https_proxy", "b:1"), ("HTTPS_PROXY", "")];
        assert_eq!(of(&lower), Some(vec![by("a:1", "all_proxy"), by("b:1", "https_proxy")]));
        let upper = [("https_proxy", "b:1"), ("HTTPS_PROXY", "c:1"), ("ALL_PROXY", "a:1"), ("http_proxy", "d:1")];
        assert_eq!(of(&upper), Some(vec![by("d:1", "http_proxy"), by("c:1", "HTTPS_PROXY")]));
        assert_eq!(of(&[("NO_PROXY", "a"), ("HTTPS_PROXY", "")]), None);
    }

    #[test]
    fn an_address_is_read_with_spaces_around_it_and_with_a_path() {
        for address in [
            "proxy.office:3128/",
            "  http://proxy.office:3128  ",
            "http://proxy.office:3128\n",
            "proxy.office:3128/path?query#part",
            "anna:se/cret@Proxy.Office:3128/",
            "HTTP://proxy.office\t:3128",
        ] {
            let proxies = set("", address, "inner.example");
            assert_eq!(proxies.route("https", "a.example"), through("http://proxy.office:3128"), "{address}");
            assert_eq!(proxies.route("https", "gate.inner.example"), Route::Direct, "{address}");
            let DesktopProxies::Set { https, .. } = &proxies.proxies else { panic!("{address}") };
            assert!(https.ends_with("proxy.office:3128/"), "the other library gets {https}");
        }
        assert_eq!(set("", " \n", "").route("https", "a.example"), Route::Direct);
        assert_eq!(
            set("", "прокси.рф:3128", "").route("https", "a.example"),
            through("http://xn--h1adldfi.xn--p1ai:3128")
        );
    }

    #[test]
    fn no_part_of_a_password_is_shown_as_the_proxys_name() {
        for user in ["anna:se@cret", "anna:12/secret", "anna:12#secret", "anna:12?secret", "a@office:12\\[x]"] {
            let proxies = set("", &format!("http://{user}@proxy.office:3128"), "");
            assert_eq!(proxies.route("https", "a.example"), through("http://proxy.office:3128"), "{user}");
            let proxies = set("", &format!("{user}@proxy.office:3128"), "");
            assert_eq!(proxies.route("https", "a.example"), through("http://proxy.office:3128"), "{user}");
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_read_is_not_passed_over_in_silence() {
        let unreadable = Route::DirectDespiteProxy(ProxySource::Desktop);
        for address in [
            "htp://anna:secret@proxy:3128",
            "ftp://proxy:21",
            "http://",
            "http://pro xy:3128",
            "\u{fffd}",
            "http://anna:secret@proxy:0",
            "proxy:00",
            "socks5h://proxy:0",
            "http://proxy:65536",
            "http://proxy:port",
            "http://300.1.2.3:3128",
        ] {
            let proxies = set("", address, "inner.example");
            assert_eq!(proxies.route("https", "api.green-api.com"), unreadable, "{address}");
            assert_eq!(proxies.route("https", "gate.inner.example"), Route::Direct, "{address}");
            assert_eq!(proxies.route("http", "api.green-api.com"), Route::Direct, "{address}");
        }
    }

    #[test]
    fn an_exception_may_be_a_host_a_domain_a_network_or_everything() {
        for (except, host) in [
            ("inner.example", "inner.example"),
            ("inner.example", "gate.inner.example"),
            (".inner.example", "gate.inner.example"),
            ("*.inner.example", "gate.inner.example"),
            ("other.example, INNER.example", "gate.inner.EXAMPLE"),
            ("*", "gate.inner.example"),
            ("*", "10.1.2.3"),
            ("*", "[fd00::1]"),
            ("10.0.0.0/8", "10.1.2.3"),
            ("10.1.2.3", "10.1.2.3"),
            ("fd00::/8", "[fd00::1]"),
            ("[fd00::1]", "[fd00::1]"),
            ("gate.inner.example:443", "gate.inner.example"),
            ("10.1.2.3:443", "10.1.2.3"),
            ("other.example;inner.example", "inner.example"),
            ("other.example inner.example", "inner.example"),
        ] {
            let proxies = set("", "http://proxy.office:3128", except);
            assert_eq!(proxies.route("https", host), Route::Direct, "{except}");
            let outside = proxies.route("https", "outside.example");
            assert_eq!(outside == Route::Direct, except == "*", "{except}");
        }
    }
}
