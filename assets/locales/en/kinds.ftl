kind-text = Text
kind-file = File
kind-poll = Poll
kind-location = Location
kind-contact = Contact
kind-link = Link
kind-forward = Forward
kind-text-status = Status
kind-media-status = Media status
kind-voice-status = Voice status
kind-unknown = Unknown
kinds-text = { $count ->
    [one] { $count } text
   *[other] { $count } texts
}
kinds-file = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
kinds-poll = { $count ->
    [one] { $count } poll
   *[other] { $count } polls
}
kinds-location = { $count ->
    [one] { $count } location
   *[other] { $count } locations
}
kinds-contact = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
}
kinds-link = { $count ->
    [one] { $count } link
   *[other] { $count } links
}
kinds-forward = { $count ->
    [one] { $count } forward
   *[other] { $count } forwards
}
kinds-status = { $count ->
    [one] { $count } status
   *[other] { $count } statuses
}
kinds-other = { $count ->
    [one] { $count } of another kind
   *[other] { $count } of other kinds
}
content-answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
content-forward = { $count ->
    [one] { $count } message from { $from }
   *[other] { $count } messages from { $from }
}
recipient-status = Status · everybody
recipient-none = No recipient
recipient-group = Group { $id }
recipient-group-named = { $name } · group
