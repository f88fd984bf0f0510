# What failed, before the colon of a title.
explain-act = { $act ->
    [clear] Not cleared
    [archive] Not archived
    [unarchive] Not unarchived
    [settings] Settings not changed
    [send] Not sent
    [number] Number not checked
    [instance] Instance not checked
    [look] Not refreshed
    [overview] No answer
   *[other] Not done
}

explain-unknown-outcome-what = { $act ->
    [clear] It is not known whether the queue was cleared
    [archive] It is not known whether the chat was archived
    [unarchive] It is not known whether the chat was unarchived
    [settings] It is not known whether the settings were changed
    [send] It is not known whether the message was sent
   *[other] It is not known whether it was done
}
explain-unknown-outcome-todo = Refresh to see what is there now, before you do it again.

explain-no-archive-what = { $messenger } has no archive
explain-no-archive-why = GREEN-API cannot archive or unarchive chats of { $messenger }.
explain-no-archive-todo = Put the chats in order in the { $messenger } app itself.

explain-not-available-what = { explain-act }: { $messenger } does not have this
explain-not-available-why = GREEN-API has no { $method } for { $messenger }.
explain-not-available-todo = Check that the right messenger is set for this instance.

explain-look-only-what = { explain-act }: “Look only” is on for this instance
explain-look-only-why = With it, nothing that changes the server is sent.
explain-look-only-todo = Nothing was done. Turn “Look only” off in the instance’s form if you want to make changes.

explain-no-client-what = { explain-act }: the program cannot open connections
explain-no-client-why = Reason: { $detail }.
explain-no-client-todo = Start the program again. If it happens again, send this text to support.

explain-not-recorded-what = { explain-act }: not sent, because the journal could not be written first
explain-not-recorded-why = Every change on a server is written to this program’s journal first, and the journal cannot be written. Reason: { $detail }.
explain-not-recorded-todo = Nothing was done. Fix the problem named above, then try again.
explain-not-recorded-full-why = Every change on a server is written to this program’s journal first, and the disk is full.
explain-not-recorded-full-todo = Nothing was done. Free some space, then try again.
explain-not-recorded-read-only-why = Every change on a server is written to this program’s journal first, and the program is not allowed to write to its folder.
explain-not-recorded-read-only-todo = Nothing was done. Allow writing in the data folder, then try again.
explain-not-recorded-locked-why = Every change on a server is written to this program’s journal first, and another copy of this program is writing there.
explain-not-recorded-locked-todo = Nothing was done. Try again in a moment.
explain-not-recorded-newer-why = The journal was written by a newer version of this program, and is left as it is.
explain-not-recorded-newer-todo = Nothing was done. Start the newer version of this program.
explain-not-recorded-computer-why = Every change on a server is written to this program’s journal first, and the data folder is in use on the computer { $computer }.
explain-not-recorded-computer-todo = Nothing was done. Close the program on { $computer }, then try again.
explain-not-recorded-no-locks-why = Every change on a server is written to this program’s journal first, and the data folder is on a drive without file locks.
explain-not-recorded-no-locks-todo = Nothing was done. Start the program with --data-dir and a folder on this computer’s own drive.
explain-not-recorded-not-a-file-why = Every change on a server is written to this program’s journal first, and in the data folder a folder or a device is in the place of the journal’s file.
explain-not-recorded-not-a-file-todo = Nothing was done. Move what has the name instance-desk.db out of the data folder, then try again.

explain-name-not-found-what = { explain-act }: { $host } was not found
explain-name-not-found-why = This computer is offline, or apiUrl is mistyped.
explain-name-not-found-todo = Check the network and apiUrl, then try again.

explain-no-connection-what = { explain-act }: no connection to the server
explain-no-connection-why = The network is down, something on the way blocks it, or apiUrl is wrong. Details: { $detail }.
explain-no-connection-todo = Check the network and apiUrl, then try again.

explain-proxy-failed-what = { explain-act }: no connection through the proxy
explain-proxy-failed-why = Requests go through the proxy { $proxy }, and it opened no connection to GREEN-API. Reason: { $detail }.
explain-proxy-failed-todo = Check the proxy: Preferences say where it is set. Or ask whoever looks after your network.
explain-proxy-sign-in-why = Requests go through the proxy { $proxy }. It asks for a user name and a password, or does not accept the ones that are set.
explain-proxy-sign-in-todo = Set the proxy with both in HTTPS_PROXY, as in http://name:password@proxy:3128, and start the program again. Or ask whoever looks after your network to let the program through without them.
explain-proxy-closed-why = Requests go through the proxy { $proxy }. It answered, but did not let the program through to GREEN-API: it forbids that address, cannot reach it, or wants you to sign in to the network first.
explain-proxy-closed-todo = Open any web page in a browser and sign in if a page asks for it, then try again. Or ask whoever looks after your network to allow the address in apiUrl, port 443.

explain-proxy-script-what = { explain-act }: no connection to the server
explain-proxy-script-why = The settings of this computer leave the choice of a proxy to a script (PAC), which this program does not run. It connected directly. Details: { $detail }.
explain-proxy-script-todo = Ask whoever looks after your network for the proxy’s address, set it in this computer’s settings or in HTTPS_PROXY, and start the program again.

explain-proxy-unreadable-what = { explain-act }: no connection to the server
explain-proxy-unreadable-why = A proxy is set, but its address cannot be read, so the program connected directly. Details: { $detail }.
explain-proxy-unreadable-todo = Correct the proxy’s address and start the program again: Preferences say where it is set. Or ask whoever looks after your network.
explain-proxy-unread-why = The settings of this computer could not be read. If they name a proxy, it is not used: the program connected directly. Details: { $detail }.
explain-proxy-unread-todo = Check the network, then start the program again. If this network needs a proxy, set it in HTTPS_PROXY.

explain-tls-failed-what = { explain-act }: no secure connection to the server
explain-tls-failed-why = Usual causes are a wrong date on this computer, an antivirus or a firewall that inspects connections, or a wrong apiUrl. Details: { $detail }.
explain-tls-failed-todo = Check the date and apiUrl, or ask the person who looks after your network.

explain-timed-out-what = { explain-act }: the server did not answer in time
explain-timed-out-why = The request was sent, but nothing came back within { $after }.
explain-timed-out-todo = Try again in a minute.

explain-no-connection-in-time-what = { explain-act }: no connection to the server
explain-no-connection-in-time-why = Connecting took longer than { $after }. Nothing was sent.
explain-no-connection-in-time-todo = Check the network, then try again.

explain-connection-lost-what = { explain-act }: the connection broke
explain-connection-lost-why = The connection ended before the whole answer came. Details: { $detail }.
explain-connection-lost-todo = Try again.

explain-cancelled-what = { explain-act }: cancelled
explain-cancelled-why = Nothing was sent.
explain-cancelled-sent-why = You stopped waiting after the request was sent. The answer may still have come.
explain-cancelled-todo = You can do it again at any time.

explain-program-fault-what = { explain-act }: this program failed
explain-program-fault-why = The part that waited for the answer stopped because of an error in this program. The request may have reached the server. A report of the error was written.
explain-program-fault-todo = Refresh and check the current state before you do it again.

explain-body-too-large-what = { explain-act }: the answer is too long
explain-body-too-large-why = It is longer than { $megabytes } MB, and the program reads no more than that.
explain-body-too-large-todo = If it happens again, tell GREEN-API support.

explain-redirected-what = { explain-act }: the server points to another address
explain-redirected-why = The program did not follow, because the token would have gone there too. Usually apiUrl is wrong, or the network wants you to sign in first.
explain-redirected-todo = Compare apiUrl with the console, and open any web page in a browser.

explain-html-what = { explain-act }: a web page came instead of an answer
explain-html-why = Something between this computer and GREEN-API answered: a sign-in page, a proxy or a filter of the network.
explain-html-todo = { $act ->
    [instance] Check apiUrl. If it is right, sign in to the network in a browser, or ask the person who looks after it to allow that address.
   *[other] Sign in to the network in a browser, or ask the person who looks after it to allow the address in apiUrl. Then try again.
}

explain-odd-answer-what = { explain-act }: the answer cannot be understood
explain-odd-answer-todo = Try again. If it happens again, send the server’s answer to support.
explain-empty-why = The server answered with nothing.
explain-null-why = The server answered “null”: it has no data yet.
explain-not-json-why = The answer is cut off, or is not what GREEN-API sends.
explain-wrong-reply-why = This is not what GREEN-API answers to such a request.

explain-not-cleared-what = Not cleared: the server refused
explain-not-cleared-why = It answered that the queue was not cleared. This has been seen on instances that are not authorized.
explain-not-cleared-todo = Refresh to see what is still in the queue, then try again.

explain-not-done-what = { explain-act }: the server refused
explain-not-done-why = It answered that this was not done.
explain-not-done-todo = Refresh to see the state of the instance, then try again.

explain-once-a-minute-what = { explain-act }: this works once a minute
explain-once-a-minute-why = The incoming notifications were deleted less than a minute ago.
explain-once-a-minute-todo = Try again in { $wait }.

explain-nothing-listed-what = { explain-act }: the list is empty
explain-nothing-listed-why = After a phone is linked, the list takes some minutes to load. Or there is nothing to list yet.
explain-nothing-listed-todo = Try again in a minute. If it stays empty, link the phone again.

explain-number-not-named-what = The linked number is unknown
explain-number-not-named-why = The instance does not say which number is linked.
explain-number-not-named-todo = Look on the Account page whether a phone is linked. Just after that, or after a restart, it can take some minutes until the instance names the number.

explain-already-authorized-what = A phone is already linked
explain-already-authorized-why = The instance is authorized.
explain-already-authorized-todo = To link another phone, use “Unlink the phone…” first.

explain-password-already-linked-what = The password was not needed
explain-password-already-linked-why = GREEN-API says that a phone is linked already, while the state of the instance still says otherwise.
explain-password-already-linked-todo = To link another phone, use “Unlink the phone…” first.

explain-starting-what = { explain-act }: the instance is restarting
explain-starting-why = A restart takes up to 5 minutes, for example after settings were changed.
explain-starting-todo = Try again in a minute. If it takes longer than 5 minutes, restart the instance on its Account page.

explain-starting-or-not-authorized-what = { explain-act }: the instance is restarting, or no phone is linked
explain-starting-or-not-authorized-why = The server does not say which of the two.
explain-starting-or-not-authorized-todo = Refresh to see the state. If no phone is linked, link one on the Account page.

explain-number-blocked-what = { explain-act }: the messenger has blocked the number
explain-number-blocked-why = With a blocked number no chat can be reached, and nothing is sent.
explain-number-blocked-todo = Link another number to the instance. The guided replacement saves the queue first.

explain-not-authorized-what = { explain-act }: no phone is linked to the instance
explain-not-authorized-why = Without a phone nothing is sent and no chat can be reached. The queue is kept for 24 hours.
explain-not-authorized-todo = Link a phone on the Account page.

explain-expired-what = { explain-act }: the instance is not paid for
explain-expired-why = Its paid time has run out. A new instance says the same for its first 5 minutes.
explain-expired-todo = Renew it in the console. If it is new, try again in a minute.

explain-deleted-what = { explain-act }: the instance was deleted
explain-deleted-why = GREEN-API no longer has it.
explain-deleted-todo = Check idInstance, or remove the instance here.

explain-password-invalid-what = The password is wrong
explain-password-invalid-why = { $messenger } did not accept it. Capital letters, the keyboard’s language and spaces count.
explain-password-invalid-todo = Enter it again.

explain-password-too-often-what = Too many wrong passwords
explain-password-too-often-why = { $messenger } takes no more passwords for a while.
explain-password-too-often-todo = Wait, perhaps some hours, then enter the password again.

explain-password-not-awaited-what = No linking waits for a password
explain-password-not-awaited-why = The linking that asked for it has ended.
explain-password-not-awaited-todo = Scan a new QR code first.

explain-password-timeout-what = The password came too late
explain-password-timeout-why = { $messenger } did not wait for it any longer.
explain-password-timeout-todo = Scan a new QR code, and enter the password right after.

explain-password-other-what = The password was refused
explain-password-other-why = The server names the reason “{ $detail }”, which this program does not know.
explain-password-other-todo = Try once more with a new QR code. If that does not help, ask GREEN-API’s support.

explain-suspended-what = { explain-act }: { $messenger } has restricted this account
explain-suspended-why = Until the restriction ends, only people saved in the account’s contacts get messages. This one is to somebody else.
explain-suspended-todo = Wait until it ends, and send less for a while.

explain-webhook-url-what = { explain-act }: notifications go to another program
explain-webhook-url-why = The instance delivers them to the address in its setting webhookUrl.
explain-webhook-url-todo = To read notifications here, empty webhookUrl in the console.

explain-last-message-what = { explain-act }: the instance has seen no incoming message in this chat
explain-last-message-why = Either nobody has written { $kind ->
    [group] in this group
   *[person] from this number
} yet, or they wrote while incoming notifications were off.
explain-last-message-off-why = { explain-last-message-why } They are off for this instance.
explain-last-message-on-why = { explain-last-message-why } They are on for this instance now.
explain-last-message-todo = Check that this is the right chat. Once somebody writes in it, it can be archived.
explain-last-message-off-todo = Turning them on restarts the number for up to 5 minutes, and only chats in which somebody writes afterwards can be archived.

explain-already-archived-what = Already archived
explain-already-archived-why = The server says that this chat is in the archive.
explain-already-archived-todo = If the phone still shows it among the other chats, unarchive and archive it again.

explain-already-unarchived-what = Already out of the archive
explain-already-unarchived-why = The server says that this chat is not in the archive.
explain-already-unarchived-todo = There is nothing to do.

explain-chat-not-found-what = { explain-act }: the instance does not know this chat
explain-chat-not-found-why = It is not among the contacts of the linked phone.
explain-chat-not-found-todo = Check the number.

explain-chat-id-refused-what = { explain-act }: the server does not take this chatId
explain-chat-id-refused-why = A chatId of { $messenger } is written differently.
explain-chat-id-refused-todo = Correct the chatId.

explain-bad-phone-number-what = { explain-act }: the server does not take this phone number
explain-bad-phone-number-why = It takes numbers of 11 or 12 digits that begin with the country code.
explain-bad-phone-number-todo = Write the number with its country code, without + or 00.

explain-check-timed-out-what = { explain-act }: { $messenger } did not answer in time
explain-check-timed-out-why = The server asked { $messenger } about the number, but got no answer.
explain-check-timed-out-todo = Try again in a minute.

explain-check-limit-what = { explain-act }: { $messenger } allows no more checks for now
explain-check-limit-why = Too many numbers were checked. The limit usually lasts about 2 hours.
explain-check-limit-todo = Check again later. Many checks of unknown numbers can get the account restricted.

explain-groups-not-supported-what = { explain-act }: this works for people only
explain-groups-not-supported-why = { $messenger } does not tell this about groups.
explain-groups-not-supported-todo = Select a chat with one person.

explain-validation-what = { explain-act }: the server found an error in the request
explain-validation-why = It says: { $detail }
explain-validation-bare-why = It does not say which.
explain-validation-todo = Check what was entered. If it is right, send the server’s answer to support.

explain-bad-request-what = { explain-act }: the server could not read the request
explain-bad-request-why = This is an error of the program or of the server, not yours.
explain-bad-request-todo = Send the server’s answer to support.

explain-bad-address-what = { explain-act }: the server could not read idInstance or the token
explain-bad-address-why = One of the values of this instance is wrong.
explain-bad-address-todo = Compare idInstance, apiTokenInstance and apiUrl with the console.

explain-request-too-large-what = { explain-act }: the request is too long
explain-request-too-large-why = The server takes up to 100 KB of text.
explain-request-too-large-todo = Shorten the text.

explain-file-too-large-what = { explain-act }: the file is too large
explain-file-too-large-why = The server takes files of up to 100 MB.
explain-file-too-large-todo = Select a smaller file.

explain-bad-token-what = { explain-act }: the token does not fit this instance
explain-bad-token-why = apiTokenInstance is wrong, or was replaced by a new one.
explain-bad-token-todo = Copy apiTokenInstance from the console again.

explain-forbidden-what = { explain-act }: idInstance or apiUrl is wrong
explain-forbidden-why = There is no such instance at this address. Each instance has an apiUrl of its own, so a right idInstance is not enough.
explain-forbidden-todo = Compare idInstance and apiUrl with the console.

explain-not-found-what = { explain-act }: GREEN-API has nothing at this address
explain-not-found-why = idInstance, apiUrl or the messenger set for this instance may be wrong.
explain-not-found-todo = Compare idInstance, apiUrl and the messenger with the console.

explain-rate-limited-what = { explain-act }: too many requests
explain-rate-limited-why = Perhaps another program uses this instance at the same time.
explain-rate-limited-todo = Try again in a few seconds.
explain-rate-limited-wait-todo = Try again in { $wait }.

explain-quota-what = { explain-act }: the plan’s limit is reached
explain-quota-why = { $kind ->
    [chats] The plan includes { $total ->
        [one] { $total } chat
       *[other] { $total } chats
    } a month, and { $used } are used.
    [checks] The plan includes { $total ->
        [one] { $total } number check
       *[other] { $total } number checks
    } a month, and { $used } are used.
    [contacts] The plan includes { $total ->
        [one] { $total } chat lookup
       *[other] { $total } chat lookups
    } (getContactInfo) a month, and { $used } are used.
    [unnamed] { $used } of { $total } requests of this kind are used this month.
   *[other] { $used } of { $total } { $method } requests are used this month.
}
explain-quota-bare-why = { $kind ->
    [chats] The plan’s new chats for this month are used up.
    [checks] The plan’s number checks for this month are used up.
    [contacts] The plan’s chat lookups (getContactInfo) for this month are used up.
    [unnamed] The plan’s requests of this kind for this month are used up.
   *[other] The plan’s { $method } requests for this month are used up.
}
explain-quota-todo = Change the plan in the console, or wait for the next month.

explain-gave-up-what = { explain-act }: the server gave up waiting
explain-gave-up-why = The request took too long on the way.
explain-gave-up-todo = Try again in a minute.

explain-server-error-what = { explain-act }: an error on the server
explain-server-error-why = GREEN-API failed while doing this.
explain-server-error-todo = Try again in a minute. If it happens again, send the server’s answer to support.

explain-bad-gateway-what = { explain-act }: the server is not available now
explain-bad-gateway-why = GREEN-API is overloaded or under maintenance.
explain-bad-gateway-todo = Try again in a minute. If it happens again, tell GREEN-API support.

explain-unknown-what = { explain-act }: an error that this program does not know
explain-unknown-why = The server answered with code { $status }.
explain-unknown-todo = Its answer is below. Send it to support.
