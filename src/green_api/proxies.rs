//! The proxies of requests to other computers: where they are set, and which one a request takes.

use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, NoProxy, Proxy};

/// The variables that set a proxy, as the HTTP library reads them.
const VARIABLES: [&str; 6] = ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/// The proxies that the desktop's settings name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DesktopProxies {
    /// None, or the settings are not known.
    #[default]
    None,
    /// An empty address means no proxy. `except`: hosts that are reached without one, as in `NO_PROXY`.
    Set { http: String, https: String, except: String },
    /// A script decides (PAC, WPAD). This program runs no script.
    Script,
}

/// The place where a proxy is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxySource {
    Environment,
    Desktop,
}

/// The way of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Direct,
    /// Direct, although the desktop's settings leave the choice to a script.
    DirectDespiteScript,
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
    source: ProxySource,
    desktop: DesktopProxies,
}

impl Proxies {
    /// Reads the environment.
    pub fn new(desktop: DesktopProxies) -> Self {
        let is_set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        if VARIABLES.into_iter().any(is_set) {
            let (matcher, source) = (Matcher::from_env(), ProxySource::Environment);
            return Self { matcher: Arc::new(matcher), source, desktop: DesktopProxies::None };
        }
        let matcher = match &desktop {
            DesktopProxies::Set { http, https, except } => {
                Matcher::builder().http(http.clone()).https(https.clone()).no(except.clone()).build()
            }
            // The library reads the settings of macOS itself.
            DesktopProxies::None | DesktopProxies::Script => Matcher::from_system(),
        };
        Self { matcher: Arc::new(matcher), source: ProxySource::Desktop, desktop }
    }

    /// Sets the proxies of a client. What the environment and macOS name is the library's default.
    pub fn apply(&self, mut builder: ClientBuilder) -> ClientBuilder {
        let DesktopProxies::Set { http, https, except } = &self.desktop else { return builder };
        for proxy in [Proxy::http(http), Proxy::https(https)].into_iter().flatten() {
            builder = builder.proxy(proxy.no_proxy(NoProxy::from_string(except)));
        }
        builder
    }

    /// Returns the way of a request to this server; `scheme`: `https` or `http`.
    pub fn route(&self, scheme: &str, host: &str) -> Route {
        let server = format!("{scheme}://{host}/").parse();
        match server.ok().and_then(|server| self.matcher.intercept(&server)) {
            Some(proxy) => {
                Route::Proxy { address: proxy.uri().to_string().trim_end_matches('/').to_owned(), source: self.source }
            }
            None if self.desktop == DesktopProxies::Script => Route::DirectDespiteScript,
            None => Route::Direct,
        }
    }
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
    }
}
