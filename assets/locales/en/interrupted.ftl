interrupted-clear = The program ended while clearing this queue, on { $time }
interrupted-queue-read = It is not known whether it was carried out; the queue was read again.
interrupted-queue-unread = It is not known whether it was carried out, nor what is in the queue now.
interrupted-cleared = This queue was cleared on { $time }, and the program ended before it was read again
interrupted-cleared-unread = It is not yet known to be empty.
interrupted-cleared-empty = It was read again at { $time }: it is empty.
interrupted-cleared-waiting = { $count ->
    [one] It was read again at { $time }: { $count } message waits.
   *[other] It was read again at { $time }: { $count } messages wait.
}
interrupted-archive = The program ended while archiving { $chat }, on { $time }
interrupted-unarchive = The program ended while unarchiving { $chat }, on { $time }
interrupted-archive-text = It is not known whether it was carried out. Look in the messenger, or ask for it again: that does no harm.
interrupted-send = The program ended while sending a saved message again, on { $time }
interrupted-send-text = It is not known whether it was queued again. The saved copy shows which one it was; nothing is sent again by itself.
interrupted-logout = The program ended while unlinking the phone, on { $time }
interrupted-reboot = The program ended while restarting the instance, on { $time }
interrupted-state-read = It is not known whether it was carried out; the state was read again.
interrupted-state-unread = It is not known whether it was carried out, and the state is not known yet.
interrupted-settings = The program ended while changing the settings, on { $time }
interrupted-settings-read = It is not known whether it was carried out; the settings were read again. A change may take 5 minutes to show.
interrupted-settings-unread = It is not known whether it was carried out, and the settings are not known yet.
interrupted-token = The program ended while changing the token, on { $time }
interrupted-token-text = It is not known whether it was carried out. If it was, the token kept here no longer works: see the new one in the console and enter it here.
interrupted-token-works = The token kept here works. Nothing needs to be done.
interrupted-other = The program ended while asking for { $method }, on { $time }
