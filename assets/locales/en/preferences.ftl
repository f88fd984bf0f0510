preferences-look = Appearance
preferences-language = Language
preferences-theme = Theme
preferences-scale = Scale
preferences-system = Same as the system
preferences-light = Light
preferences-dark = Dark
preferences-tokens = Tokens
preferences-try-keyring = Check the token store
preferences-keyring-works = It works
preferences-about = About
preferences-version = Instance Desk { $version }
preferences-about-text = The program connects only to the apiUrl of your instances. Settings are in the folder below.
preferences-about-updates = The program connects only to the apiUrl of your instances, and to github.com if you let it check for new versions. Settings are in the folder below.
preferences-route-unknown = Looking for a proxy…
preferences-route-direct = Requests go directly, without a proxy.
preferences-route-script = Requests go directly. The settings of this computer leave the choice of a proxy to a script (PAC), which this program does not run: set the proxy itself there, or in HTTPS_PROXY, and start the program again.
preferences-route-unread = Requests go directly. The settings of this computer could not be read, so a proxy set there is not used: start the program again, or set the proxy in HTTPS_PROXY.
preferences-route-unreadable-environment = Requests go directly. A proxy is set in the environment ({ $variable }), but its address cannot be read: write it as http://proxy:3128 and start the program again.
preferences-route-unreadable-desktop = Requests go directly. The settings of this computer name a proxy, but its address cannot be read: correct it there and start the program again.
preferences-route-environment = Requests go through the proxy { $proxy }, set in the environment ({ $variable }).
preferences-route-desktop = Requests go through the proxy { $proxy }, set in the settings of this computer.
preferences-settings-folder = Settings
preferences-data-folder = Copies and journal
preferences-logs-folder = Logs
preferences-use-store = Use { $store } again
preferences-use-store-hint = Tokens entered in this session are kept there too
preferences-copies = Delete a copy after
preferences-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
preferences-licences = Licences of the libraries and fonts…
licences-title = Licences of the libraries and fonts
licences-search = Search the licences
licences-copy = Copy all
preferences-journal = Keep the journal and the results of runs for
