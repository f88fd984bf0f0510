restart-text = The number stops for up to 5 minutes while the instance restarts.
restart-title-incoming-on = Turn on incoming notifications for “{ $name }”?
restart-limits-incoming-on = This sets incomingWebhook. It does not fix older chats: only a chat in which somebody writes afterwards can be archived.
restart-keep-off = Leave them off
restart-act-incoming-on = Turn on and restart
restart-title-incoming-off = Turn off incoming notifications for “{ $name }”?
restart-limits-incoming-off = This sets incomingWebhook. Programs that wait for incoming messages get none, and new chats cannot be archived.
restart-keep-on = Leave them on
restart-act-incoming-off = Turn off and restart
restart-title-interval = Send from “{ $name }” every { $interval }?
restart-limits-interval = It does not unblock a number, and messages that wait longer than 24 hours are still dropped.
restart-keep-interval = Leave it as it is
restart-act-interval = Change and restart
restart-title-reboot = Restart “{ $name }”?
restart-limits-reboot = It often helps when the queue is not moving. It does not lift a block and does not link a phone.
restart-keep-running = Do not restart
restart-act-reboot = Restart the instance
restart-sending-incoming-on = Turning on incoming notifications…
restart-sending-incoming-off = Turning off incoming notifications…
restart-sending-interval = Changing the sending interval…
restart-sending-reboot = Asking the instance to restart…
restart-waiting = The instance is restarting…
restart-waiting-text = This takes up to 5 minutes; so far { $time }. It is checked every 10 seconds.
restart-stop-hint = The server carries on
restart-done-incoming-on = Incoming notifications are on
restart-done-incoming-on-text = The setting is saved, and the number works again. From now on, a chat can be archived once somebody has written in it.
restart-done-incoming-off = Incoming notifications are off
restart-done-interval = The sending interval is { $interval }
restart-done-reboot = The instance has restarted
restart-done-text = Confirmed by the settings, and the number works again
restart-done-not-working = The number is not working: check its state
restart-not-seen = After 5 minutes the change is still not visible
restart-not-seen-text = Refresh in a few minutes. If nothing has changed, look at the instance in the console.
restart-unknown = It is not known whether this was done
restart-unknown-text = Refresh to read the settings and the state.
account-number = Number
account-messenger = Messenger
account-enter-password = Enter the password…
account-link = Link a phone…
remedy-account = Open the Account page
account-reboot = Restart…
account-logout = Unlink the phone…
account-off-unknown = The state is not known yet
account-off-working = Another change is in progress
account-settings = Settings
account-settings-loading = Reading the settings…
account-settings-none = The settings are not known yet
account-interval = Sending interval
account-interval-hint = The time between two messages of the queue
account-interval-field = Seconds
account-interval-act = Change the interval…
account-interval-range = From 0.5 to 600 seconds
account-change = Change…
account-on = on
account-off = off
account-incoming = Incoming notifications
account-incoming-hint = A chat can be archived if a message has come from it while they were on (incomingWebhook)
account-turn-on = Turn on…
account-turn-off = Turn off…
account-webhook-set = set
account-webhook-not-set = not set
account-webhook-hint = Where GREEN-API sends notifications; changed in the console
meaning-unknown = The state is not known yet
meaning-as-of = As of { $time }. The current state is not known.
meaning-authorized = The number works, and its queue is being sent
meaning-authorized-empty = The number works, and its queue is empty
meaning-not-authorized = No phone is linked. Waiting messages are kept for 24 hours and go out as soon as a phone is linked.
meaning-blocked = { $messenger } has blocked this number. Restarting does not help: clear the queue, then link another number.
meaning-unavailable = MAX says the account is temporarily unavailable. This often passes by itself; do not replace the number straight away.
meaning-starting = The instance is restarting, for up to 5 minutes. If it takes longer, restart it once more.
meaning-sleep = The phone of this number is off. Turn it on.
meaning-suspended = WhatsApp has suspended sending from this number. Let it rest, then restart the instance.
meaning-restricted = { $messenger } has restricted the account for a time. Only people saved in its contacts get messages.
meaning-pending-code = { $messenger } waits for a code to finish linking
meaning-pending-password = { $messenger } waits for the password of two-step verification
meaning-being-created = The instance is still being created, for up to 5 minutes
meaning-other = The instance says “{ $state }”, which this program does not know
logout-title = Unlink the phone of “{ $name }”?
logout-text = The instance stops sending and receiving until a phone is linked again.
logout-waiting = { $count ->
    [one] { $count } message waits. It goes out from whichever number is linked next.
   *[other] { $count } messages wait. They go out from whichever number is linked next.
}
logout-keep = Keep it linked
logout-act = Unlink the phone
logout-running = Unlinking the phone…
logout-done = The phone is unlinked
logout-done-text = Messages in the queue are kept for 24 hours
link-title = Link a phone
link-steps-scan = 
    1. Open WhatsApp on the phone.
    2. Android: the three dots, Linked devices. iPhone: Settings, Linked devices.
    3. Tap “Link a device” and point the camera at the code.
link-steps-type = 
    1. Open WhatsApp on the phone.
    2. Android: the three dots, Linked devices. iPhone: Settings, Linked devices.
    3. Tap “Link a device”, then “Link with phone number instead”, and type the code.
link-steps-max = 
    1. Open MAX on the phone.
    2. Settings, Devices, sign in by QR code.
    3. Point the camera at the code. If the account has a password, it is asked for here.
link-steps-telegram = 
    1. Open Telegram on the phone.
    2. Settings, Devices, Link desktop device.
    3. Point the camera at the code. If the account has a password, it is asked for here.
link-picture = QR code that links a phone
link-no-picture = The code could not be drawn
link-asking = Waiting for the code. The first one may take a few minutes.
link-code-old = This code is old, and no newer one has come. It is shown as soon as the server sends it.
link-code-replaced = New code every { $time }
link-code-lives = Valid for another { $time }
link-code-expired = The code has expired
link-new-typed-code = Get a new code
link-new-code = Show a new QR code
link-no-typed-code = GREEN-API gives no code to type
link-no-typed-code-text = After a wrong code it gives none until the instance is restarted or a QR code is shown. Ask for a code again after that.
link-no-typed-code-starting = Several codes in a row restart the instance. Once that is over, a code can be asked for again.
link-restart = Restart the instance…
link-off-starting = The instance is restarting: wait until that is over
link-phone = Number of the new phone
link-phone-wrong = Enter the number with its country code
link-phone-read = Will be linked as { $number }
link-use-code = Get a code to type
link-use-code-instead = Use a code instead of the camera…
link-use-camera = Use the camera instead
link-unknown-type = GREEN-API answers “{ $name }”, which this program does not know
link-unknown-type-said = Its message: { $message }
link-unknown-type-text = It may ask for a step that is new. Look for it in the console, or update this program. This page goes on by itself once the number is linked.
link-stop = Stop linking
link-stopped = Linking was stopped
link-stopped-text = No phone was linked for half an hour, or the window or this page was not in use for 10 minutes.
link-practice-scan = Scan with the practice phone
link-practice-type = Type it on the practice phone
link-practice-passkey = Let it ask for a passkey
link-practice-suspended = Link a suspended phone
link-practice-password = Let it ask for the password
practice-suspend = Let { $messenger } suspend the practice account
practice-release = End the practice restriction
passkey-title = WhatsApp asks this number for a passkey
passkey-line = WhatsApp asks for a passkey
passkey-text = A passkey is a key that the phone keeps and unlocks with a fingerprint, a face or the screen lock. WhatsApp asks for it when a number with a passkey is linked to another program. A typed code does not avoid it.
passkey-step-phone = 1. On the phone, check that WhatsApp has a passkey: Settings, Account, Passkeys.
passkey-step-console = 2. Open this instance in the GREEN-API console on a computer with a browser and follow its passkey page.
passkey-step-confirm = 3. Confirm on the phone. This page goes on by itself.
passkey-console = Open the instance in the console
passkey-waiting = Waiting for the number to be linked · checked every 5 seconds, last at { $time }
passkey-waiting-first = Waiting for the number to be linked · checked every 5 seconds
link-asks-again = { $reason } · the server is asked again
link-not-looked = { $reason } · last answer at { $time }
passkey-practice = Confirm with the practice phone
password-title = { $messenger } waits for the account’s password
password-text = The account has two-step verification. Enter its password here: it is sent to GREEN-API once and not saved.
password-field = Password
password-missing = Enter the password
password-send = Send the password
password-sending = Sending the password…
password-accepted = The password is accepted
password-still-awaited = The password was accepted, but the instance still waits for it. Enter it again, or show a new QR code.
password-already-linked = The state is read every 5 seconds and should show it soon. If it does not, show a new QR code.
password-practice = In practice every password is right, except the word “wrong”.
link-waiting = { $count ->
    [one] { $count } message waits and goes out as soon as the phone is linked
   *[other] { $count } messages wait and go out as soon as the phone is linked
}
link-waiting-text = { $count ->
    [1] It can get a new number blocked. If it should not be sent, clear the queue before you link the phone.
   *[other] They can get a new number blocked. If they should not be sent, clear the queue before you link the phone.
}
link-see-queue = See the queue
link-done = The phone is linked
link-done-suspended = The phone is linked, but WhatsApp has suspended sending from it
link-done-suspended-text = Nothing is sent now, and waiting messages are kept for 24 hours. Let the number rest, then restart the instance.
link-done-restricted = The phone is linked, but { $messenger } has restricted its account
link-done-restricted-text = Only people saved in its contacts get messages now.
link-done-blocked = The phone is linked, but its number is blocked
link-done-blocked-text = { $messenger } lets it neither send nor receive. Unlink it, then link another number.
link-done-unavailable = The phone is linked, but its account is unavailable
link-undone = The phone is no longer linked
link-undone-text = It was linked, and the state is now “{ $state }”.
link-already-text = The instance’s state does not say so yet. Ask for a code again in a minute.
new-token-heading = apiTokenInstance
new-token-text = Change the token when somebody may have seen it. The old one stops working at once.
new-token-not-here = For this messenger the token is changed in the console
new-token = Change the token…
new-token-title = Change the token of “{ $name }”?
new-token-consequence = GREEN-API makes a new token, and the old one stops working at once. The new one is saved here before anything else happens.
new-token-elsewhere = Other programs that use this instance need the new token too: see it in the console.
new-token-keep = Keep the old token
new-token-act = Change the token
new-token-running = Changing the token…
new-token-done = The token is changed
new-token-done-text = The new one is saved. Other programs that use this instance need it too.
new-token-not-kept = The token is changed, but could not be saved
new-token-not-kept-text = Copy it now: it is shown only here, and gone when the program is closed. The console shows it too.
new-token-copy = Copy the token
new-token-copied = I have copied it
notice-token-kept = The new token is saved
history-heading = Past states
history-show = Show
history-hide = Hide
history-empty = No past states are known
tab-account = Account
