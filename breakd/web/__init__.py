"""What every page of breakd shares: the server for one browser, its opening and end, and the document around a page.

The guide and the board are such pages. Nothing here knows what they show.
"""
