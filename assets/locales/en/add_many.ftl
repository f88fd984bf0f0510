add-many-title = Add several instances
add-many-text = Copy a list of instances in any program and paste it here. Or open a file.
add-many-kinds = A table with idInstance and apiTokenInstance among its columns, JSON, an export from Postman, or the values of one instance after another. You see what was found before anything is saved.
add-many-open = Open a file…
add-many-nothing = There is no instance in it: each needs its idInstance and apiTokenInstance
add-many-all-hidden = All rows with instances are hidden in this sheet, by a filter or by hand. Show them in Excel or LibreOffice, save the file, then open it again.
add-many-too-long = The list is too long: it can have up to 2 MB
add-many-too-many = A list can have up to { $count } instances: divide it
add-many-huge-workbook = This workbook needs too much memory. Copy the rows with the instances and paste them here.
add-many-found = { $count ->
    [one] { $count } instance found
   *[other] { $count } instances found
}
add-many-file = From “{ $name }”
add-many-doubtful = { $count ->
    [one] { $count } of them is doubtful: it comes first
   *[other] { $count } of them are doubtful: they come first
}
add-many-act = { $count ->
    [one] Add { $count } instance
   *[other] Add { $count } instances
}
add-many-act-none = Add instances
add-many-select-all = Select all
add-many-select-none = Select none
add-many-off-none = Select at least one instance
add-many-name-of = Name of { $id }
add-many-suggested = { $host } (suggested)
add-many-no-id = idInstance is missing
add-many-unreadable-id = idInstance cannot be read; a spreadsheet may have shortened it
add-many-no-token = apiTokenInstance is missing
add-many-unreadable-token = There is something else in the place of apiTokenInstance
add-many-no-address = apiUrl is missing, and this idInstance does not show it
add-many-known = Already in this program as “{ $name }”
add-many-known-without = Already in this program as “{ $name }”, but its token is not on this computer: only the token is added
add-many-duplicate = Listed again
add-many-other-token = The list has another token, too: check which one is right
add-many-other-pool = This apiUrl is not usual for this idInstance; { $host } is
add-many-foreign-host = { $host } does not belong to GREEN-API, and would get the token
add-many-unusable-address = The address given is not an apiUrl; the usual one is used
add-many-adding = { $count ->
    [one] Adding { $count } instance…
   *[other] Adding { $count } instances…
}
add-many-progress = Added: { $added } · not added: { $failed } · left: { $left }
add-many-result = { $count ->
    [one] { $added } of { $count } instance added
   *[other] { $added } of { $count } instances added
}
add-many-closing = When you close this, added instances stay and the others are not added
add-many-waiting = Waiting
add-many-anyway = Add anyway
add-many-anyway-of = Add “{ $name }” anyway
add-many-anyway-all = Add { $count } anyway
add-many-retry = Try { $count } again
add-many-added = { $count ->
    [one] { $count } instance is added
   *[other] { $count } instances are added
}
add-many-added-some = Instances added: { $count }, not added: { $left }
file-dialog-open-instances = Open a list of instances
add-many-correct = Correct the token…
add-many-correct-of = Correct the token of “{ $name }”
add-many-check-again = Check again
add-many-new-token = New apiTokenInstance
