replace-number-entry = Replace number…
replace-number-title = Replace the number of “{ $name }”
replace-number-leave = Leave for now
replace-number-give-up = Stop replacing…
replace-number-remembered = Every step is remembered if you close the program
replace-number-remembered-not = Not remembered: if you close the program, you start from the beginning
replace-number-loading = Checking whether a replacement was started…
replace-number-step-of = Step { $step } of { $count }
replace-number-banner = Replacing the number: step { $step } of { $count }
replace-number-go-on = Go on
replace-number-back = Back
replace-number-skip = Skip this step…
replace-number-mark-done = Done
replace-number-mark-skipped = Skipped
replace-number-stop = Pause your CRM and bots
replace-number-stop-hint = Also mailings and integrations
replace-number-stop-done = You said CRM and bots are paused
replace-number-stop-text = Pause everything that sends through this instance: CRM, bots, mailings, integrations. What they send meanwhile waits in the queue, and would go out from the new number at once.
replace-number-stop-act = I have paused them
replace-number-stop-skip-title = Go on without pausing your CRM and bots?
replace-number-stop-skip-text = Messages that arrive while you replace the number go out from the new one, and can get it blocked too. The queue is watched, and the code is hidden while anything is in it.
replace-number-save = Save the queue
replace-number-save-hint = A copy on this computer
replace-number-save-done = { $count } of { $waiting } saved on this computer, { $time }
replace-number-save-done-first = The first { $count } saved on this computer, { $time }
replace-number-save-nothing = The queue was empty, { $time }
replace-number-save-text = Every message that the server shows is saved on this computer before the queue is cleared. What should still go can be sent again from the copy later.
replace-number-save-act = { $count ->
    [one] Save { $count } message
   *[other] Save { $count } messages
}
replace-number-save-check = Check for waiting messages
replace-number-save-part = The server shows the first { $shown } of { $count }: the others cannot be saved
replace-number-save-skip-title = Go on without a copy?
replace-number-save-skip-text = Cleared messages are gone: GREEN-API cannot bring them back, and nothing can be sent again.
replace-number-clear = Clear the queue
replace-number-clear-hint = Nothing old goes out from the new number
replace-number-clear-done = { $before } before, 0 now, { $time }
replace-number-clear-done-now = 0 now, { $time }
replace-number-clear-was-empty = The queue was empty, { $time }
replace-number-clear-text = Waiting messages would go out as soon as a new number is linked, and can get it blocked too. The step is done when the queue was seen to be empty; from then on it is watched until the new number is linked.
replace-number-clear-act = { $count ->
    [one] Clear { $count } message…
   *[other] Clear { $count } messages…
}
replace-number-clear-unsaved = The copy may not hold every message that is waiting now. Before clearing, another copy is offered.
replace-number-clear-saved-title = { $count ->
    [one] Clear the { $count } message from the queue?
   *[other] Clear the { $count } messages from the queue?
}
replace-number-clear-saved-text = { $count ->
    [one] It is saved on this computer, { $time }. Messages that arrive later are in no copy.
   *[other] All { $count } are saved on this computer, { $time }. Messages that arrive later are in no copy.
}
replace-number-clear-skip-title = Go on with a queue that is not cleared?
replace-number-clear-skip-text = Waiting messages go out from the new number as soon as it is linked, and can get it blocked too.
replace-number-clear-skip-count = { $count ->
    [one] { $count } message waits now.
   *[other] { $count } messages wait now.
}
replace-number-waits = { $count ->
    [one] { $count } message waits
   *[other] { $count } messages wait
}
replace-number-waits-at-least = { $count ->
    [one] { $count } message or more waits
   *[other] { $count } messages or more wait
}
replace-number-waits-nothing = The queue is empty
replace-number-waits-unknown = It is not known yet how many messages wait
replace-number-notifications = Delete incoming notifications
replace-number-notifications-hint = Optional. Messages kept for your own programs
replace-number-notifications-done = Deleted, { $time }
replace-number-notifications-done-count = { $count } before, deleted, { $time }
replace-number-notifications-text = Messages the old number received are kept for your own programs for 24 hours. Delete them if those programs should not answer from the new number. The chats themselves do not change.
replace-number-notifications-count = { $count ->
    [one] { $count } notification waits, as the server reports it
   *[other] { $count } notifications wait, as the server reports it
}
replace-number-notifications-unknown = It is not known yet how many notifications wait
replace-number-notifications-uncounted = The server does not say how many
replace-number-notifications-act = Delete the notifications
replace-number-notifications-ask = Delete the notifications…
replace-number-notifications-title = Delete the incoming notifications?
replace-number-notifications-gone = Your own programs will not get them, neither now nor later.
replace-number-notifications-final = It begins at once, and cannot be cancelled or undone.
replace-number-notifications-keep = Keep them
replace-number-notifications-running = Deleting them; the count lags behind by 10 seconds…
replace-number-notifications-counting = Counting the notifications…
replace-number-notifications-none = None were waiting, { $time }
replace-number-notifications-again = It can be asked once a minute: again in { $time }
replace-number-notifications-left = { $count ->
    [one] The server still counts { $count }. The count may lag behind, or one has just arrived.
   *[other] The server still counts { $count }. The count may lag behind, or some have just arrived.
}
replace-number-notifications-skip-title = Leave the notifications as they are?
replace-number-notifications-skip-text = Your own programs get what the old number received, and may answer it from the new one.
replace-number-unlink = Unlink the old number
replace-number-unlink-hint = The phone of the old number
replace-number-unlink-hint-number = { $number } will be unlinked
replace-number-unlink-done = { $number } was unlinked
replace-number-unlink-done-unknown = The old number was unlinked
replace-number-unlink-not-linked = No phone was linked
replace-number-unlink-text = The instance is unlinked from the old number. Its chats stay on its phone; the instance sends and receives nothing until the new number is linked.
replace-number-unlink-linked = { $number } is linked now
replace-number-unlink-none = No phone is linked now
replace-number-unlink-act = Unlink the old number…
replace-number-unlink-check = Check it and go on
replace-number-unlink-running = Unlinking, and waiting until the state confirms it…
replace-number-unlink-not-seen = The phone is still linked
replace-number-unlink-not-seen-text = The state says “{ $state }”. Unlink it once more, or restart the instance.
replace-number-unlink-skip-title = Leave the old number linked?
replace-number-unlink-skip-text = While it is linked, no other number can be linked: the server gives no code.
replace-number-link = Link the new number
replace-number-link-hint = Scan the code with the new phone
replace-number-link-hint-type = Type the code on the new phone
replace-number-link-hint-password = The messenger asks for the password
replace-number-link-hint-reading = A phone is linked, its number is being read
replace-number-link-hint-question = Say whether it is the new number
replace-number-link-done = { $number } is linked
replace-number-link-done-same = { $number } is linked again
replace-number-link-title = Scan this with the new phone
replace-number-link-title-type = Type this on the new phone
replace-number-link-text = Have the phone with the new number at hand. The queue is counted just before the code is shown.
replace-number-link-show = Count the queue and show the code
replace-number-link-counting = Counting the queue before the code is shown…
replace-number-link-counted = Queue counted before this code was shown: 0. If a message arrives now, the code is hidden until it is cleared.
replace-number-link-not-counted = The clearing was skipped: waiting messages go out as soon as the phone is linked.
replace-number-link-hide = Hide the code
replace-number-link-cleaning = The server is still unlinking the old number
replace-number-link-cleaning-text = Until that is over no phone can be linked. Checked every 5 seconds.
replace-number-link-old-there = The old number is still linked
replace-number-link-old-there-text = The server gives no code while it is. Go back and unlink it.
replace-number-link-already = The server says that a phone is linked already
replace-number-link-already-text = The instance’s state does not say so yet. Checked every 5 seconds.
replace-number-link-ask-again = Ask for a code again
replace-number-link-starting = The instance has been restarting for { $time }
replace-number-link-starting-text = A restart takes up to 5 minutes. Restarting it once more often helps; what is done so far stays done.
replace-number-link-reading = A phone is linked. Reading its number…
replace-number-link-checking = Checking that the number is still linked…
replace-number-link-unread = The server has not given the number for a long time. The program no longer asks for it.
replace-number-link-read-again = Ask for the number again
replace-number-link-question = Is { $number } the new number?
replace-number-link-question-same = { $number } is the number that was linked before. Is it right?
replace-number-link-question-text = The instance sends from this number from now on.
replace-number-link-yes = Yes, this is the new number
replace-number-link-yes-same = Yes, keep this number
replace-number-link-no = No, unlink it again
replace-number-link-unlink = Unlink it again
replace-number-link-skip-title = Go on without linking a number?
replace-number-link-skip-text = The instance sends and receives nothing. The queue is no longer watched: messages that arrive go out as soon as a phone is linked.
replace-number-watch = { $count ->
    [one] { $count } message waits again
   *[other] { $count } messages wait again
}
replace-number-watch-text = Something is still sending them. Find it and stop it, then clear the queue again; until then no code is shown.
replace-number-watch-clear = Clear the queue again…
replace-number-watch-unknown = The queue could not be counted
replace-number-watch-disputed = It is not known whether the queue is empty
replace-number-watch-hidden = Until it is counted, no code is shown.
replace-number-watch-again = Count again
replace-number-interval = Slow down at first
replace-number-interval-hint = Sending interval { $before } → { $after }
replace-number-interval-hint-same = Sending interval { $after }
replace-number-interval-text = A new number that sends many messages at once is blocked first. 15 s between two messages is a careful beginning; in a few weeks it can be shortened on the Account page.
replace-number-interval-unlinked = No phone is linked now. The interval belongs to the instance: it holds for the number that is linked next.
replace-number-interval-now = Now: { $interval }
replace-number-interval-set = Set to { $interval }…
replace-number-interval-keep = Keep { $interval }
replace-number-interval-reading = Reading the settings…
replace-number-interval-skip-title = Leave the sending interval as it is?
replace-number-interval-skip-text = The new number sends as fast as the old one did.
replace-number-again = Send saved messages again
replace-number-again-hint = Optional. Nothing is selected beforehand
replace-number-again-done = Marked as done, { $time }
replace-number-again-text = Saved messages can be sent from the new number now. Nothing is selected beforehand: think of who still needs what.
replace-number-again-later = Saved messages can be sent once a number is linked. Nothing is selected beforehand: think of who still needs what.
replace-number-again-none = Nothing was saved in this replacement
replace-number-again-copy = { $count ->
    [one] { $count } message, { $time }
   *[other] { $count } messages, { $time }
}
replace-number-again-finish = Finish
replace-number-again-sending = Messages are still being sent from a copy. Wait for the end, or pause the run.
replace-number-again-skip-title = Finish without sending anything again?
replace-number-again-skip-text = The copies stay on this computer: they can be looked at and sent later.
replace-number-skipped = Skipped, { $time }
replace-number-last-look = One last look at the new number
replace-number-over = The number is replaced
replace-number-over-text = { $number } is linked. You can start your CRM and bots again, the slowest first.
replace-number-over-unlinked = The replacement is over, and no new number is linked here
replace-number-over-unlinked-text = Skipped steps are shown in the list of steps. You can start the replacement again at any time.
replace-number-over-queue = Show the queue
replace-number-interrupted = The program ended in the middle of this step
replace-number-interrupted-reading = Checking; until then it is not known whether it was done.
replace-number-interrupted-read = The current values were read again. Nothing was sent a second time.
replace-number-unkept = This step cannot be remembered
replace-number-unkept-text = If the program is closed, it will not know where you were.
replace-number-unkept-go-on = Go on without
replace-number-unkept-drop = Do not do it now
replace-number-skip-idle = There seems to be nothing to do in this step.
replace-number-skip-keep = Stay with this step
replace-number-skip-act = Skip it
replace-number-end-title = Stop replacing the number?
replace-number-end-text = Finished steps stay done, nothing is undone, and the queue is no longer watched. Saved messages stay among the copies.
replace-number-end-keep = Go on replacing
replace-number-end-act = Stop replacing
replace-number-step-waits = Other work on this instance is under way: wait for its end, or cancel it
replace-number-off-working = Wait until this has ended
replace-number-off-asked = First say whether this is the new number
trouble-replacement = The replacement of “{ $name }” that was started cannot be read
replace-number-again-sent = { $count ->
    [one] { $count } message from the copies queued again, { $time }
   *[other] { $count } messages from the copies queued again, { $time }
}
replace-number-again-unsent = Finished, nothing sent from the copies, { $time }
