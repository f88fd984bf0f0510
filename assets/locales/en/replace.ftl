replace-entry = Replace number…
replace-title = Replace the number of { $name }
replace-leave = Leave and come back
replace-give-up = End it here…
replace-remembered = Every step is remembered: you can close the program and come back.
replace-remembered-not = This is not remembered: if you close the program, you begin again.
replace-loading = Looking whether a replacement was begun…
replace-step-of = Step { $step } of { $count }
replace-banner = Replacing the number: step { $step } of { $count }
replace-go-on = Go on
replace-back = Back
replace-skip = Skip this step…
replace-mark-done = Done
replace-mark-skipped = Skipped
replace-stop = Stop what sends
replace-stop-hint = CRM, bots and mailings
replace-stop-done = CRM and bots are paused, you said
replace-stop-text = Pause everything that sends through this instance: CRM, bots, mailings, integrations. What they send meanwhile waits in the queue, and would go out from the new number at once.
replace-stop-act = They are paused
replace-stop-skip-title = Go on without pausing what sends?
replace-stop-skip-text = What arrives while you replace the number goes out from the new one, and can get it blocked too. The queue is watched, and the code is hidden while anything waits.
replace-save = Save the queue
replace-save-hint = A copy on this computer
replace-save-done = { $count } of { $waiting } saved on this computer, { $time }
replace-save-done-first = The first { $count } saved on this computer, { $time }
replace-save-nothing = Nothing was waiting, { $time }
replace-save-text = Every message that the server shows is saved on this computer before the queue is cleared. What should still go can be sent again from the copy later.
replace-save-act = { $count ->
    [one] Save { $count } message
   *[other] Save { $count } messages
}
replace-save-check = Check whether anything waits
replace-save-part = The server shows the first { $shown } of { $count }: the others cannot be saved
replace-save-skip-title = Go on without a copy?
replace-save-skip-text = What is cleared then is gone: GREEN-API cannot bring it back, and nothing can be sent again.
replace-clear = Clear the queue
replace-clear-hint = Nothing old goes out from the new number
replace-clear-done = { $before } before, 0 now, { $time }
replace-clear-done-now = 0 now, { $time }
replace-clear-was-empty = Nothing was waiting, { $time }
replace-clear-text = What waits would go out as soon as a new number is linked, and can get it blocked too. The step is done when the queue was seen to be empty; from then on it is watched until the new number is linked.
replace-clear-act = { $count ->
    [one] Clear { $count } message…
   *[other] Clear { $count } messages…
}
replace-clear-unsaved = The copy may not hold all that waits now. Before clearing, another copy is offered.
replace-clear-saved-title = { $count ->
    [one] Clear the { $count } message from the queue?
   *[other] Clear the { $count } messages from the queue?
}
replace-clear-saved-text = { $count ->
    [one] It is saved on this computer, { $time }. What arrives until then is cleared too and is in no copy.
   *[other] All { $count } are saved on this computer, { $time }. What arrives until then is cleared too and is in no copy.
}
replace-clear-skip-title = Go on with a queue that is not cleared?
replace-clear-skip-text = What waits goes out from the new number as soon as it is linked, and can get it blocked too.
replace-clear-skip-count = { $count ->
    [one] { $count } message waits now.
   *[other] { $count } messages wait now.
}
replace-waits = { $count ->
    [one] { $count } message waits
   *[other] { $count } messages wait
}
replace-waits-at-least = { $count } messages or more wait
replace-waits-nothing = Nothing waits
replace-waits-unknown = It is not known yet how many messages wait
replace-notifications = Clear incoming notifications
replace-notifications-hint = Optional. What waits for your own programs
replace-notifications-done = Cleared, { $time }
replace-notifications-done-count = { $count } before, cleared, { $time }
replace-notifications-text = What the old number received waits for your own programs for 24 hours. Clear it if they should not answer it from the new number. Nobody's chats are touched.
replace-notifications-count = { $count ->
    [one] { $count } notification waits, as the server reports it
   *[other] { $count } notifications wait, as the server reports it
}
replace-notifications-uncounted = How many wait is not told
replace-notifications-act = Clear the notifications
replace-notifications-ask = Clear the notifications…
replace-notifications-title = Clear the incoming notifications?
replace-notifications-gone = Your own programs do not get them any more: neither now nor later.
replace-notifications-final = It begins at once, and cannot be cancelled or undone.
replace-notifications-keep = Keep them
replace-notifications-running = Clearing them; the count lags behind by 10 seconds…
replace-notifications-again = It can be asked once a minute: again in { $time }
replace-notifications-left = { $count ->
    [one] { $count } is still said to wait. The count may lag behind, or one has just arrived.
   *[other] { $count } are still said to wait. The count may lag behind, or some have just arrived.
}
replace-notifications-skip-title = Leave the notifications as they are?
replace-notifications-skip-text = Your own programs get what the old number received, and may answer it from the new one.
replace-unlink = Unlink the old number
replace-unlink-hint = The phone of the old number
replace-unlink-hint-number = { $number } is to be unlinked
replace-unlink-done = { $number } was unlinked
replace-unlink-done-unknown = The old number was unlinked
replace-unlink-not-linked = No phone was linked
replace-unlink-text = The instance lets go of the old number. Its chats stay on its phone; the instance sends and receives nothing until the new number is linked.
replace-unlink-linked = { $number } is linked now
replace-unlink-none = No phone is linked now
replace-unlink-act = Unlink the old number…
replace-unlink-check = Check it and go on
replace-unlink-running = Unlinking, and waiting until the state says so…
replace-unlink-not-seen = The phone is still linked
replace-unlink-not-seen-text = The state says “{ $state }”. Unlink it once more, or restart the instance.
replace-unlink-skip-title = Leave the old number linked?
replace-unlink-skip-text = While it is linked, no other number can be linked: the server gives no code.
replace-link = Link the new number
replace-link-hint = Scan the code with the new phone
replace-link-done = { $number } is linked
replace-link-done-same = { $number } is linked again
replace-link-title = Scan this with the new phone
replace-link-title-type = Type this on the new phone
replace-link-text = Have the phone with the new number at hand. The queue is counted just before the code is shown.
replace-link-show = Count the queue and show the code
replace-link-counting = Counting the queue before the code is shown…
replace-link-counted = Queue counted before this code was shown: 0. If a message arrives now, the code is hidden until it is cleared.
replace-link-not-counted = The clearing was skipped: what waits goes out as soon as the phone is linked.
replace-link-hide = Hide the code
replace-link-cleaning = The server still cleans up after the old number
replace-link-cleaning-text = Until that is over no phone can be linked. It is looked at every 5 seconds.
replace-link-old-there = The old number is still linked
replace-link-old-there-text = The server gives no code while it is. Go back and unlink it.
replace-link-already = The server says that a phone is linked already
replace-link-already-text = The instance’s state does not say so yet. It is looked at every 5 seconds.
replace-link-ask-again = Ask for a code again
replace-link-starting = The instance has been restarting for { $time }
replace-link-starting-text = A restart takes up to 5 minutes. Restarting it once more often helps; what is done so far stays done.
replace-link-reading = A phone is linked. Reading its number…
replace-link-question = Is { $number } the new number?
replace-link-question-same = { $number } is the number that was linked before. Is it right?
replace-link-question-text = The instance sends from this number from now on.
replace-link-yes = Yes, this is the new number
replace-link-yes-same = Yes, keep this number
replace-link-no = No, unlink it again
replace-link-skip-title = Go on without linking a number?
replace-link-skip-text = The instance sends and receives nothing. The queue is not watched any more: what arrives goes out as soon as a phone is linked.
replace-watch = { $count ->
    [one] { $count } message waits again
   *[other] { $count } messages wait again
}
replace-watch-text = Something still produces them. Find it and stop it, then clear the queue again; until then no code is shown.
replace-watch-clear = Clear the queue again…
replace-watch-unknown = The queue could not be counted
replace-watch-disputed = It is not known whether anything waits
replace-watch-hidden = Until it is counted, no code is shown.
replace-watch-again = Count again
replace-interval = Slow down at first
replace-interval-hint = Sending interval { $before } → { $after }
replace-interval-hint-same = Sending interval { $after }
replace-interval-text = A number from which many messages come at once is blocked soonest while it is new. 15 s between two messages is a careful beginning; in a few weeks it can be shortened on the Account page.
replace-interval-now = Now: { $interval }
replace-interval-set = Set to { $interval }…
replace-interval-keep = Keep { $interval }
replace-interval-reading = Reading the settings…
replace-interval-skip-title = Leave the sending interval as it is?
replace-interval-skip-text = The new number sends as fast as the old one did.
replace-again = Send saved messages again
replace-again-hint = Optional. Nothing is chosen beforehand
replace-again-done = You said so, { $time }
replace-again-text = What was saved can be sent from the new number now. Nothing is chosen beforehand: think of who still needs what.
replace-again-later = What was saved can be sent once a number is linked. Nothing is chosen beforehand: think of who still needs what.
replace-again-none = Nothing was saved in this replacement
replace-again-copy = { $count ->
    [one] { $count } message, { $time }
   *[other] { $count } messages, { $time }
}
replace-again-finish = Finish
replace-again-skip-title = Finish without sending anything again?
replace-again-skip-text = The copies stay on this computer: they can be looked at and sent later.
replace-skipped = Skipped, { $time }
replace-over = The number is replaced
replace-over-text = { $number } is linked. What was paused can be started again, the slowest first.
replace-over-unlinked = The replacement is over, and no new number is linked here
replace-over-unlinked-text = What was skipped is listed at the left. The replacement can be begun again at any time.
replace-over-queue = Show the queue
replace-interrupted = The program ended in the middle of this step
replace-interrupted-reading = What is there now is being read: until then it is not known whether it was done.
replace-interrupted-read = What is there now was read again. Nothing was asked for a second time.
replace-unkept = This step cannot be remembered
replace-unkept-text = If the program is closed, it will not know where you were.
replace-unkept-go-on = Go on without
replace-unkept-drop = Do not do it now
replace-skip-keep = Stay with this step
replace-skip-act = Skip it
replace-end-title = End replacing the number here?
replace-end-text = What is done stays done, nothing is undone, and the queue is not watched any more. What was saved stays among the copies.
replace-end-keep = Go on replacing
replace-end-act = End it here
replace-step-waits = Other work on this instance is under way: wait for its end, or cancel it
replace-off-working = Wait until this has ended
trouble-replacement = The replacement of { $name }'s number that was begun cannot be read
