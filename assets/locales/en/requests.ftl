json-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
json-copy-value = Copy value
json-scrolls = Text; scrolls with the arrow keys
json-tree = Tree
json-raw = Raw
json-headers = Headers
json-copy = Copy
json-copy-curl = Copy as curl
json-no-answer = No answer
json-no-answer-came = No answer came
json-empty = The answer is empty
json-no-headers = The answer has no headers to show
json-reading = Reading the answer…
json-cut-short = The answer breaks off here
json-servers-answer = The server’s answer
json-not-servers-answer = Not GREEN-API’s answer
json-search = Search in the answer
json-found = { $current } of { $count }
json-found-many = { $current } of { $count } or more
json-found-none = Nothing found
json-found-previous = Previous
json-found-next = Next

requests-empty-title = No requests yet
requests-empty-text = Requests since the program was opened appear here, newest first
requests-dropped = { $count ->
    [one] { $count } older request (of all instances) was dropped to save memory
   *[other] { $count } older requests (of all instances) were dropped to save memory
}
requests-held-back = { $count } new
requests-head-time = Time
requests-head-method = Method
requests-head-answer = Answer
requests-head-duration = Took
requests-head-size = Size
requests-back = All requests
requests-newer = Newer
requests-older = Older
requests-request = Request
