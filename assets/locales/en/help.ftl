help-title = User guide
help-back = Back
help-search = Find in the guide
help-contents = Contents
